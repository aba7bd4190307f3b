"""Choosing whom a broadcast goes to, with the number of people after each tap."""

from typing import Final

from bot.content import studies
from bot.content.audiences import KINDS
from bot.handlers import desk, refusals
from bot.handlers.desk import NUMBER
from bot.roles import Role
from bot.routing import Route, only, tap
from bot.screen import Screen
from bot.screens import audiences as screens
from bot.services import audiences, broadcasts
from bot.services.audiences import Conditions
from bot.storage import audiences as storage
from bot.storage.models import Broadcast
from bot.turn import Turn

_NAME: Final = f"(?P<name>{'|'.join(KINDS)})"
_PAGE: Final = "(?P<page>[0-9]{1,3})"


async def card(turn: Turn, draft: Broadcast) -> Screen:
    chosen = audiences.values(draft.audience)
    if "participants" in chosen:
        chosen["participants"] = list(await desk.participants(turn, draft) or ())
    return screens.card(turn.t, draft.id, chosen, await _people(turn, draft))


async def shown(turn: Turn, number: str) -> None:
    if draft := await desk.draft(turn, number):
        turn.show(await card(turn, draft))


async def everybody(turn: Turn, number: str) -> None:
    if draft := await desk.draft(turn, number):
        _change(turn, draft, {})
        turn.show(await card(turn, draft))


async def condition(turn: Turn, number: str, name: str, page: str = "0") -> None:
    if draft := await desk.draft(turn, number):
        turn.show(await _condition(turn, draft, name, int(page)))


async def chosen(turn: Turn, number: str, name: str, act: str, value: str, page: str) -> None:
    """A value is chosen or not any more; a second tap finds it done."""
    draft = await desk.draft(turn, number)
    if draft is None:
        return
    changed = audiences.chosen(draft.audience, name, value, turn.now, on=act == "on")
    if changed != draft.audience:
        _change(turn, draft, changed)
    turn.show(await _condition(turn, draft, name, int(page)))


async def no_matter(turn: Turn, number: str, name: str) -> None:
    draft = await desk.draft(turn, number)
    if draft is None:
        return
    if name in draft.audience:
        _change(turn, draft, audiences.without(draft.audience, name))
    turn.show(await _condition(turn, draft, name, 0))


async def _condition(turn: Turn, draft: Broadcast, name: str, page: int) -> Screen:
    people = await _people(turn, draft)
    if name == "read":
        return screens.read(turn.t, draft.id, draft.audience.get("read"), people)
    if name == "ambassadors":
        return screens.ambassadors(turn.t, draft.id, draft.audience.get(name), people)
    if name == "since":
        return screens.since(turn.t, draft.id, draft.audience.get("since"), people)
    if name == "events":
        return screens.events(turn.t, draft.id, draft.audience.get("events", ()), people)
    if name == "participants":
        title, group = await desk.participants(turn, draft) or ("", None)
        return screens.participants(turn.t, draft.id, title, group, people)
    found, wanted = await _values(turn, draft, name), audiences.values(draft.audience).get(name, [])
    return screens.choices(turn.t, draft.id, name, found, wanted, page, people)


async def _values(turn: Turn, draft: Broadcast, name: str) -> list[tuple[str, int]]:
    """What people have of it who fit the other conditions, and those that are chosen already."""
    where = broadcasts.chosen(draft, audiences.without(draft.audience, name))
    if name == "interests":
        counts = await storage.interests(turn.session, where)
        found = [(str(number), counts.get(number, 0)) for number in studies.INTERESTS]
    else:
        found = await storage.values(turn.session, name, where)
    known = {value for value, _ in found}
    wanted = audiences.values(draft.audience).get(name, [])
    return [*found, *((value, 0) for value in wanted if value not in known)]


async def _people(turn: Turn, draft: Broadcast) -> int:
    return sum((await storage.count(turn.session, broadcasts.chosen(draft))).values())


def _change(turn: Turn, draft: Broadcast, audience: Conditions) -> None:
    broadcasts.change(draft, turn.now, audience=dict(audience))


ROUTES: Final[tuple[Route, ...]] = only(
    Role.ORGANIZER,
    refusals.refuse,
    tap(f"{NUMBER}:to", shown, alone=True),
    tap(f"{NUMBER}:to:all", everybody, alone=True),
    tap(f"{NUMBER}:to:{_NAME}", condition, alone=True),
    tap(f"{NUMBER}:to:{_NAME}:{_PAGE}", condition, alone=True),
    tap(f"{NUMBER}:to:{_NAME}:any", no_matter, alone=True),
    tap(f"{NUMBER}:to:{_NAME}:(?P<act>on|off):(?P<value>[a-z0-9_+-]{{1,32}}):{_PAGE}", chosen, alone=True),
)
