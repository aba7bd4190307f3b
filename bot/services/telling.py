"""What participants hear of an event that changes: what is new for them, once, when it has come to rest.

Changes come one at a time while an organizer makes them; so what it was like before each is kept with the
event, and some minutes after the last one everybody is told how it differs from what they knew.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import guess
from bot.services import pushes, reminders
from bot.storage import outbox
from bot.storage import participations as storage
from bot.storage.messages import Draft
from bot.storage.models import Answer, Event, Lane, Phase

CHANGED: Final = "event-changed"  # the kinds of messages that tell so
CANCELLED: Final = "event-cancelled"

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
HOLDS: Final = timedelta(hours=12)  # at least, what tells of an event that has begun meanwhile


def facts(event: Event) -> dict[str, Any]:
    """What participants know of an event, as JSON."""
    found = {name: getattr(event, name) for name in FACTS}
    return {name: _json(value) for name, value in found.items()}


def differs(event: Event, before: dict[str, Any], now: datetime) -> None:
    """After a change, before which it was like that: participants are to hear of it."""
    event.known = {**(event.known or {}), str(event.changes): before}
    event.changes += 1
    event.tell_at = _by_day(now + REST) if pushes.quiet(now) or not pushes.quiet(now + REST) else now


def cancelled(event: Event, now: datetime) -> None:
    event.changes += 1
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
    return sum(n for (language, knows), n in counted.items() if _differs(event, knows, guess(language)))


async def tell(session: AsyncSession, event: Event, now: datetime) -> bool:
    """Writes what is due to a batch of those who answered before it changed; whether more are left.

    Each is told once: from then on they know.
    """
    if event.tell_at is None or event.tell_at > now:
        return False
    told = CANCELLED if event.phase is Phase.CANCELLED else CHANGED
    of = {"event": event.id, "titles": event.titles, "now": facts(event)}
    until = max(event.starts_at or now, now + HOLDS)
    involved = await storage.involved(session, event.id, event.changes, limit=BATCH)
    drafts = [
        Draft(
            f"e{event.id}:told:{event.changes}:{each.person_id}",
            each.chat_id,
            "sendMessage",
            {**of, "answer": each.answer.value, "was": _known(event, each.knows)},
            until,
            Lane.REMINDER,
            kind=told,
            topic=topic(each.answer, urgent=event.urgent),
        )
        for each in involved
        if _differs(event, each.knows, guess(each.language))
    ]
    await outbox.add(session, drafts, now)
    await storage.know(session, event.id, [each.person_id for each in involved], event.changes)
    if len(involved) == BATCH:
        return True
    if _moved(event) and event.starts_at and reminders.day_at(event.starts_at) <= now:
        event.asked_for = event.starts_at  # there is no other time to ask
    event.known, event.tell_at, event.urgent = None, None, False
    return False


def _known(event: Event, knows: int) -> dict[str, Any] | None:
    """What it was like when somebody answered who knows of so many changes."""
    known = {int(changes): facts for changes, facts in (event.known or {}).items()}
    seen = max((changes for changes in known if changes <= knows), default=min(known, default=0))
    return known.get(seen)


def _differs(event: Event, knows: int, language: str) -> bool:
    """Whether who knows of so many changes, and speaks this language, sees a difference."""
    if event.phase is Phase.CANCELLED:
        return True
    return _spoken(facts(event), language) != _spoken(_known(event, knows) or {}, language)


def _moved(event: Event) -> bool:
    """Whether it begins at another time than before the first of these changes."""
    before = _known(event, 0)
    return before is not None and before["starts_at"] != facts(event)["starts_at"]


def _spoken(facts: Mapping[str, Any], language: str) -> dict[str, Any]:
    words = {name: facts.get(name, {}).get(language) for name in ("titles", "texts")}
    return {**facts, **words}


def topic(answer: Answer, *, urgent: bool) -> int:
    if answer not in (Answer.GOING, Answer.OFFERED):
        return pushes.OWN
    return pushes.AT_ONCE if urgent else pushes.HELD


def _by_day(at: datetime) -> datetime:
    return pushes.morning(at) if pushes.quiet(at) else at


def _json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
