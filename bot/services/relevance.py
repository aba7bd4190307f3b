"""Whether what was written is still true for its receiver when it is about to be sent."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot.services import ambassadors as candidates
from bot.services import recruits, reminders, seats, telling, thanking
from bot.storage import ambassadors, links
from bot.storage import participations as storage
from bot.storage.messages import Message
from bot.storage.models import Answer, Event, Phase, Standing
from bot.storage.participations import INVOLVED, Stand

# Made of the event as it is then; what tells of changes says what it was and is.
_OF_NOW: Final = {
    seats.OFFERED,
    seats.PASSED_ON,
    reminders.DAY,
    reminders.SOON,
    thanking.THANKS,
    thanking.CREDITED,
}
_KINDS: Final = _OF_NOW | {telling.CHANGED, telling.CANCELLED}


Looked = dict[int, dict[str, Any] | None]


async def look(session: AsyncSession, messages: Collection[Message], now: datetime) -> Looked:
    """What these are to be made of, by number, as far as that may have changed; None for what is not sent."""
    return {
        **await _about_events(session, messages, now),
        **await _requests(session, messages),
        **await _bursts(session, messages),
        **await _to_ambassadors(session, messages),
    }


async def _requests(session: AsyncSession, messages: Collection[Message]) -> Looked:
    """Nobody hears of a request that was decided or taken back."""
    about = [each for each in messages if each.kind == candidates.ASKED]
    if not about:
        return {}
    known = await ambassadors.by_number(session, {each.body["person"] for each in about})
    found: Looked = {}
    for each in about:
        of = known.get(each.body["person"])
        asks = of is not None and of.standing is Standing.ASKED and _same(each, of.asked_at)
        found[each.id] = each.body if asks else None
    return found


def _same(message: Message, at: datetime | None) -> bool:
    """Whether a message is about what was done then, and nothing later."""
    said = message.body.get("at")
    return said is not None and datetime.fromisoformat(said) == at


async def _to_ambassadors(session: AsyncSession, messages: Collection[Message]) -> Looked:
    """A decision stands until the next one, and thanks while as many people came."""
    about = [each for each in messages if each.kind in {candidates.DECIDED, recruits.THANKS}]
    if not about:
        return {}
    receivers = await ambassadors.by_chat(session, {each.chat_id for each in about})
    thanked = any(each.kind == recruits.THANKS for each in about)
    came = await recruits.came_by_link(session) if thanked else {}
    found: Looked = {}
    for each in about:
        of = receivers.get(each.chat_id)
        if each.kind == candidates.DECIDED:
            true = of is not None and _same(each, of.decided_at)
        else:
            true = of is not None and came.get(of.code, 0) >= each.body["step"]
        found[each.id] = each.body if true else None
    return found


async def _bursts(session: AsyncSession, messages: Collection[Message]) -> Looked:
    """How far the newcomers got by now, if they are still there."""
    found: Looked = {}
    seen: dict[tuple[str, str, str], dict[str, int]] = {}
    for each in messages:
        if each.kind == recruits.BURST:
            which = code, first, last = each.body["code"], each.body["first"], each.body["last"]
            if which not in seen:
                times = (datetime.fromisoformat(first), datetime.fromisoformat(last))
                seen[which] = await links.progress(session, code, *times)
            found[each.id] = each.body | seen[which] if seen[which]["people"] else None
    return found


async def _about_events(session: AsyncSession, messages: Collection[Message], now: datetime) -> Looked:
    about = [each for each in messages if each.kind in _KINDS]
    if not about:
        return {}
    events, chats = {each.body["event"] for each in about}, {each.chat_id for each in about}
    stands = await storage.stands(session, events, chats)
    found: Looked = {}
    for each in about:
        stand = stands.get((each.body["event"], each.chat_id))
        if stand is None or not _true(each, stand, now):
            found[each.id] = None
        else:
            found[each.id] = each.body | (_as_it_is(stand.event) if each.kind in _OF_NOW else {})
    return found


def _as_it_is(event: Event) -> dict[str, Any]:
    starts_at = event.starts_at.isoformat() if event.starts_at else None
    return {
        "titles": event.titles,
        "starts_at": starts_at,
        "city": event.city,
        "place": event.place,
        "contact": event.contact,
        "thanks": event.thanks or {},
    }


def _true(message: Message, stand: Stand, now: datetime) -> bool:
    event, of = stand.event, message.body
    public = event.phase is Phase.PUBLIC
    match message.kind:
        case seats.OFFERED:
            return public and stand.answer is Answer.OFFERED
        case seats.PASSED_ON:
            return seats.open_(event, now) and stand.answer is Answer.LAPSED
        case reminders.DAY | reminders.SOON:
            same = event.starts_at == datetime.fromisoformat(of["starts_at"])
            return public and same and stand.answer is Answer.GOING
        case telling.CHANGED:
            ahead = event.ends_at is None or now < event.ends_at
            return public and ahead and stand.answer in INVOLVED
        case thanking.THANKS | thanking.CREDITED:
            return public  # what was marked anew meanwhile is told after it
        case _:
            return event.phase is Phase.CANCELLED and stand.answer in INVOLVED
