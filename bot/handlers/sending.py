"""Confirming a broadcast: how many get it, now or when, asked once more where it matters."""

from datetime import datetime, timedelta
from typing import Final

from bot.handlers import desk, refusals, watching
from bot.handlers.desk import NUMBER
from bot.roles import Role
from bot.routing import Route, only, tap
from bot.screen import Screen
from bot.screens import broadcasts as words
from bot.screens import notes
from bot.screens import sending as screens
from bot.services import broadcasts, letters, moments, pushes, staff
from bot.services.staff import Deed
from bot.storage.models import Broadcast, Stage
from bot.turn import Turn

# The version of the draft that was asked about, and whether it was asked once more about a twin.
ASKED: Final = "(?P<token>[0-9]{1,5}a?)"

_JUST: Final = timedelta(seconds=10)


async def ask(turn: Turn, number: str, again: str = "") -> None:
    """How many people, and whether the same went to the same a short while ago."""
    draft = await desk.draft(turn, number)
    if draft is None:
        return
    if not broadcasts.ready(draft):
        await desk.not_ready(turn, draft)
        return
    if await _closed(turn, draft):
        return
    twin = None if again else await broadcasts.twin(turn.session, draft, turn.now)
    if twin is not None:
        seen = await letters.shown(turn.session, twin, turn.person, turn.role)
        other = twin.id if seen else None
        turn.show(screens.twin(turn.t, draft.id, other, twin.confirmed_at or turn.now))
        return
    turn.show(await _confirmation(turn, draft, f"{draft.version}{'a' if again else ''}"))


async def go(turn: Turn, number: str, token: str, people: str) -> None:
    """Sends it now. A second tap, or one on a card that says what is no more so, sends nothing."""
    found = await desk.find(turn, number)
    if found is None:
        return
    if found.stage is not Stage.DRAFT and _just_confirmed(found, turn.now):
        await watching.show(turn, found)
        return
    draft = await desk.draft(turn, number)
    if draft is None or not await _current(turn, draft, token):
        return
    heads = await broadcasts.heads(turn.session, draft)
    if broadcasts.many_more_or_less(int(people), heads.people):
        turn.toast(notes.changed(turn.t))
        turn.show(await _confirmation(turn, draft, token))
        return
    await broadcasts.confirm(turn.session, draft, heads.people, turn.now)
    await _note(turn, draft, Deed.SENT)
    await watching.show(turn, draft)


def _just_confirmed(found: Broadcast, now: datetime) -> bool:
    """By the first of two taps."""
    return found.confirmed_at is not None and now - found.confirmed_at < _JUST


async def when(turn: Turn, number: str, token: str) -> None:
    draft = await desk.draft(turn, number)
    if draft is not None and await _current(turn, draft, token):
        turn.show(screens.when(turn.t, draft.id, token, moments.offers(turn.now)))


async def at(turn: Turn, number: str, name: str, token: str) -> None:
    draft = await desk.draft(turn, number)
    if draft is None or not await _current(turn, draft, token):
        return
    offered = dict(moments.offers(turn.now)).get(name)
    if offered is None:
        turn.toast(notes.changed(turn.t))
        turn.show(screens.when(turn.t, draft.id, token, moments.offers(turn.now)))
        return
    turn.show(await schedule(turn, draft, token, offered))


async def schedule(turn: Turn, draft: Broadcast, token: str, starts_at: datetime) -> Screen:
    """Confirms it for a time."""
    if not await _current(turn, draft, token):
        return await desk.hub(turn, draft)
    heads = await broadcasts.heads(turn.session, draft)
    await broadcasts.confirm(turn.session, draft, heads.people, turn.now, starts_at)
    await _note(turn, draft, Deed.SCHEDULED)
    title = words.title(turn.t, draft.texts)
    return screens.scheduled(turn.t, draft.id, title, heads.people, starts_at)


async def _current(turn: Turn, draft: Broadcast, token: str) -> bool:
    """Whether the draft is as it was when it was asked about; else shows how it is."""
    if await _closed(turn, draft):
        return False
    fits = token.rstrip("a") == str(draft.version) and broadcasts.ready(draft)
    asked_twice = token.endswith("a") or await broadcasts.twin(turn.session, draft, turn.now) is None
    if fits and asked_twice:
        return True
    turn.toast(notes.changed(turn.t))
    if fits:
        await ask(turn, str(draft.id))
    else:
        await desk.show(turn, draft)
    return False


async def _closed(turn: Turn, draft: Broadcast) -> bool:
    """Says so, and shows it, if the draft invites to what takes no answers any more."""
    if not await broadcasts.closed(turn.session, draft, turn.now):
        return False
    turn.toast(screens.closed(turn.t), alert=True)
    await desk.show(turn, draft)
    return True


async def _confirmation(turn: Turn, draft: Broadcast, token: str) -> Screen:
    heads = await broadcasts.heads(turn.session, draft)
    if not heads.people:
        return screens.nobody(turn.t, draft.id, bound=turn.role is Role.PARTNER)
    return screens.confirm(
        turn.t,
        draft.id,
        token,
        heads.languages,
        heads.left_out,
        urgent=draft.urgent,
        night=pushes.quiet(turn.now),
    )


async def _note(turn: Turn, draft: Broadcast, act: Deed) -> None:
    about = {"broadcast": draft.id, "people": draft.counted, "urgent": draft.urgent}
    await staff.note(turn.session, turn.person, act, turn.now, about=about)


ROUTES: Final[tuple[Route, ...]] = only(
    Role.PARTNER,
    refusals.refuse,
    tap(f"{NUMBER}:send", ask, alone=True),
    tap(f"{NUMBER}:send:(?P<again>again)", ask, alone=True),
    tap(f"{NUMBER}:go:{ASKED}:(?P<people>[0-9]{{1,9}})", go, alone=True),
    tap(f"{NUMBER}:when:{ASKED}", when, alone=True),
    tap(f"{NUMBER}:at:(?P<name>evening|morning|next):{ASKED}", at, alone=True),
)
