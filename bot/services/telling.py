"""What participants hear of an event that changes: what is new for them, once, when it has come to rest.

Changes come one at a time while an organizer makes them; so what participants knew is kept with the event,
and some minutes after the last change they are told the difference, if there still is one.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import LANGUAGES, guess
from bot.services import consents, pushes
from bot.storage import outbox
from bot.storage import participations as storage
from bot.storage.messages import Draft
from bot.storage.models import Answer, Event, Lane, Phase
from bot.storage.participations import Involved

CHANGED: Final = "event-changed"  # the kinds of messages that tell so
CANCELLED: Final = "event-cancelled"
BARRED: Final = "event-barred"

FACTS: Final = (
    "titles",
    "texts",
    "starts_at",
    "ends_at",
    "city",
    "place",
    "map_url",
    "contact",
    "credit",
    "adults",
)
BATCH: Final = 500  # people told in one transaction
REST: Final = timedelta(minutes=3)  # after the last change, in which another one may follow
_HOLDS: Final = timedelta(hours=12)  # at least, what tells of an event that has begun meanwhile


def facts(event: Event) -> dict[str, Any]:
    """What participants know of an event, as JSON."""
    found = {name: getattr(event, name) for name in FACTS}
    return {name: _json(value) for name, value in found.items()}


def differs(event: Event, known: dict[str, Any], now: datetime) -> None:
    """After a change, before which participants knew this: they hear of it, unless it is taken back."""
    event.known = event.known or known
    if event.known == facts(event):
        event.known, event.tell_at = None, None
    else:
        event.tell_at = _by_day(now + REST)


def cancelled(event: Event, now: datetime) -> None:
    event.known, event.tell_at = None, _by_day(now)


def at_once(event: Event, now: datetime) -> bool:
    """Whether there is anything to tell, which now waits for nothing: who has a seat hears it by night."""
    if event.tell_at is None:
        return False
    event.tell_at, event.urgent = now, pushes.quiet(now)
    return True


async def affected(session: AsyncSession, event: Event) -> int:
    """How many are to hear of it."""
    if event.tell_at is None:
        return 0
    counted = await storage.unaware(session, event.id, event.changes)
    sees = _seen(event)
    return sum(people for language, people in counted.items() if sees[guess(language)])


async def tell(session: AsyncSession, event: Event, now: datetime) -> bool:
    """Writes what is due to a batch of those who answered before it changed; whether more are left.

    Each is told once: from then on they know.
    """
    if event.tell_at is None or event.tell_at > now:
        return False
    told = CANCELLED if event.phase is Phase.CANCELLED else CHANGED
    of = {"event": event.id, "titles": event.titles, "now": facts(event), "was": event.known}
    until = max(event.starts_at or now, now + _HOLDS)
    involved = await storage.involved(session, event.id, event.changes, limit=BATCH)
    sees = _seen(event)
    drafts = [
        Draft(
            f"e{event.id}:told:{event.changes}:{each.person_id}",
            each.chat_id,
            "sendMessage",
            {**of, "answer": each.answer.value},
            until,
            Lane.REMINDER,
            kind=told,
            topic=_topic(each.answer, urgent=event.urgent),
        )
        for each in involved
        if sees[guess(each.language)]
    ]
    await outbox.add(session, drafts, now)
    await storage.know(session, event.id, [each.person_id for each in involved], event.changes)
    if len(involved) == BATCH:
        return True
    event.known, event.tell_at, event.urgent = None, None, False
    return False


async def bar(session: AsyncSession, event: Event, now: datetime) -> list[Involved]:
    """Ends the answers of who is too young for an event that became one for adults, and tells them."""
    young = await storage.young(session, event.id, consents.Age.ADULT)
    of = {"event": event.id, "titles": event.titles}
    drafts = [
        Draft(
            f"e{event.id}:barred:{event.changes}:{each.person_id}",
            each.chat_id,
            "sendMessage",
            of,
            max(event.starts_at or now, now + _HOLDS),
            Lane.REMINDER,
            kind=BARRED,
            topic=_topic(each.answer, urgent=False),
        )
        for each in young
    ]
    await storage.end(session, event.id, [each.person_id for each in young], now)
    await outbox.add(session, drafts, now)
    return young


def _seen(event: Event) -> dict[str, bool]:
    """Whether who speaks a language sees a difference."""
    if event.phase is Phase.CANCELLED:
        return dict.fromkeys(LANGUAGES, True)
    now, was = facts(event), event.known or {}
    return {language: _spoken(now, language) != _spoken(was, language) for language in LANGUAGES}


def _spoken(facts: Mapping[str, Any], language: str) -> dict[str, Any]:
    words = {name: facts.get(name, {}).get(language) for name in ("titles", "texts")}
    return {**facts, **words}


def _topic(answer: Answer, *, urgent: bool) -> int:
    if answer not in (Answer.GOING, Answer.OFFERED):
        return pushes.OWN
    return pushes.AT_ONCE if urgent else pushes.HELD


def _by_day(at: datetime) -> datetime:
    return pushes.morning(at) if pushes.quiet(at) else at


def _json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
