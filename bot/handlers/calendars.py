"""The calendar that managers, organizers and owners share, and its coming week, told on Mondays."""

from datetime import datetime
from typing import Any, Final

from bot.content.places import OTHER
from bot.handlers import event_desk, events, refusals, standing
from bot.handlers.event_desk import NUMBER
from bot.i18n import Translator
from bot.roles import Role
from bot.routing import Route, command, only, tap
from bot.screen import Button, Screen, paged
from bot.screens import calendars as screens
from bot.screens import event_desk as desks
from bot.screens import events as cards
from bot.screens.calendars import Line
from bot.storage import calendars as storage
from bot.storage.calendars import Entry
from bot.storage.models import Event, Phase
from bot.turn import Turn

_SEEN: Final = "(?P<seen>[0-9]{1,9})"
_WHERE: Final = "(?P<which>all|city):(?P<page>[0-9]{1,4})"


async def listed(turn: Turn, which: str = "all", page: str = "0") -> None:
    turn.show(await _list(turn, which, int(page)))


async def opened(turn: Turn, seen: str, which: str, page: str) -> None:
    if card := await _read(turn, seen, screens.back(turn.t, which, int(page))):
        turn.show(card)
    else:
        turn.toast(cards.gone(turn.t))
        await listed(turn, which, page)


async def clash(turn: Turn, number: str, seen: str) -> None:
    """What an event gets in the way of; it leads back to that event."""
    event = await event_desk.find(turn, number)
    if event is None:
        return
    if card := await _read(turn, seen, desks.back(turn.t, event.id)):
        turn.show(card)
    else:
        await event_desk.outdated(turn, event)


async def _read(turn: Turn, number: str, back: Button) -> Screen | None:
    """The card of an event that was made public, whoever holds it, to read."""
    event = await turn.session.get(Event, int(number))
    if event is None or event.phase is Phase.DRAFT:
        return None
    return cards.read(turn.t, await events.view(turn, event), back)


async def _list(turn: Turn, which: str, page: int) -> Screen:
    known = turn.person.city not in {None, OTHER}
    which = which if known else "all"
    conditions = storage.coming(turn.now, city=turn.person.city if which == "city" else None)
    page, pages = paged(page, await storage.how_many(turn.session, conditions), screens.PAGE)
    found = await storage.entries(turn.session, conditions, offset=page * screens.PAGE, limit=screens.PAGE)
    lines = [_line(turn, entry) for entry in found]
    return screens.listed(turn.t, lines, which, page, pages, standing.way_back(turn), city=known)


def _line(turn: Turn, of: Entry) -> Line:
    theirs = of.organization_id is not None and of.organization_id == turn.person.organization_id
    own = theirs or turn.role >= Role.ORGANIZER
    title = cards.short(events.said(turn.t, of.titles))
    return Line(of.number, title, of.starts_at, of.city, of.organization, own)


def digest(t: Translator, of: dict[str, Any], _username: str) -> Screen:
    lines = [
        Line(
            one["number"],
            cards.short(events.said(t, one["titles"])),
            datetime.fromisoformat(one["starts_at"]),
            one["city"],
            one["organization"],
        )
        for one in of["events"]
    ]
    return screens.week(t, lines, of["more"])


ROUTES: Final[tuple[Route, ...]] = only(
    Role.PARTNER,
    refusals.refuse,
    command("calendar", listed),
    tap(f"cal:{_WHERE}", listed),
    tap(f"cal:see:{_SEEN}:{_WHERE}", opened),
    tap(f"{NUMBER}:see:{_SEEN}", clash, alone=True),
)
