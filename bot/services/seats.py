"""Seats of an event: who has one, who waits, and to whom a free one is offered.

Everything here is done while the event's row is held, so there is never a seat too many; the order of the
waiting list is that of the commits.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot.services import consents, pushes
from bot.storage import attendance, outbox
from bot.storage import participations as storage
from bot.storage.messages import Draft
from bot.storage.models import Answer, Event, Lane, Participation, Person, Phase

OFFERED: Final = "offer"  # the kind of message that offers a seat
PASSED_ON: Final = "offer-over"  # and of the one that says that it has passed on
OFFER: Final = timedelta(hours=12)
SHORT_OFFER: Final = timedelta(hours=2)  # on the last day, and after a night
_LAST_DAY: Final = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Going:
    """There is a seat."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """There is none; `place` on the waiting list is counted from 1."""

    place: int


@dataclass(frozen=True, slots=True)
class Noted:
    """Maybe, or no."""


@dataclass(frozen=True, slots=True)
class Closed:
    """It is not public, was cancelled, or has begun."""


@dataclass(frozen=True, slots=True)
class TooYoung:
    """It is for adults."""


Outcome = Going | Waiting | Noted | Closed | TooYoung


def open_(event: Event, now: datetime) -> bool:
    return event.phase is Phase.PUBLIC and event.starts_at is not None and now < event.starts_at


async def go(session: AsyncSession, event: Event, person: Person, now: datetime) -> Outcome:
    """Takes a seat, or a place on the waiting list; who has one keeps it."""
    if not open_(event, now):
        return Closed()
    if event.adults and person.age_band != consents.Age.ADULT:
        return TooYoung()
    seen = await storage.seating(session, event.id, person.id)
    lapsed = seen.lapses_at is not None and seen.lapses_at <= now
    if lapsed or (seen.waiting and _left(event, seen.taken) > 0):
        await lapse(session, event, now)
        seen = await storage.seating(session, event.id, person.id)
    row = seen.mine
    if (row is not None and row.answer in storage.SEATED) or _left(event, seen.taken) > 0:
        _answer(session, event, person, row, Answer.GOING, now)
        return Going()
    if row is not None and row.answer is Answer.WAITING:
        row.knows = event.changes
        return Waiting(seen.ahead + 1)
    event.line += 1
    row = _answer(session, event, person, row, Answer.WAITING, now)
    row.line = event.line
    return Waiting(seen.waiting + 1)


async def decline(
    session: AsyncSession, event: Event, person: Person, answer: Answer, now: datetime
) -> Outcome:
    """Maybe, or no: a seat or a place is given up."""
    if not open_(event, now):
        return Closed()
    row = await storage.find(session, event.id, person.id)
    _answer(session, event, person, row, answer, now)
    await offer(session, event, now)
    return Noted()


async def leave(session: AsyncSession, person: Person, now: datetime) -> None:
    """Gives up every seat of somebody who is forgotten."""
    for event_id in await storage.of(session, person.id):
        event = await storage.hold(session, event_id)
        row = await storage.find(session, event_id, person.id)
        assert event is not None, "events with answers stay"
        if row is not None:
            await attendance.keep(session, event, row)
            await session.delete(row)
            await offer(session, event, now)


async def lapse(session: AsyncSession, event: Event, now: datetime) -> None:
    """Ends offers that nobody took in time, says so, and passes the seats on."""
    drafts = []
    for row, chat_id in await storage.lapsing(session, event.id, now):
        assert row.until is not None, "an offer ends"
        assert event.starts_at is not None, "what is public has a time"
        key = f"e{event.id}:passed:{row.person_id}:{row.until.timestamp():.0f}"
        of = {"event": event.id}
        told = Draft(key, chat_id, "sendMessage", of, event.starts_at, Lane.REMINDER, kind=PASSED_ON)
        drafts.append(replace(told, topic=pushes.OWN))
        row.answer, row.until = Answer.LAPSED, None
    await session.flush()
    await outbox.add(session, drafts, now)
    await offer(session, event, now)


async def offer(session: AsyncSession, event: Event, now: datetime) -> None:
    """Offers every free seat to the next who waits, each once."""
    await session.flush()
    if not open_(event, now):
        return
    seats = await free(session, event)
    if seats <= 0:
        return
    until = offered_until(event, now)
    if until <= _heard_at(now):  # nobody would hear of it in time: it is for who asks
        return
    of = {"event": event.id, "until": until.isoformat()}
    drafts = []
    limit = None if event.capacity is None else seats
    for row, chat_id in await storage.waiting(session, event.id, consents.VERSION, limit=limit):
        key = f"e{event.id}:offer:{row.person_id}:{row.line}"
        row.answer, row.line, row.until = Answer.OFFERED, None, until
        drafts.append(
            Draft(key, chat_id, "sendMessage", of, until, Lane.REMINDER, kind=OFFERED, topic=pushes.OWN)
        )
    await session.flush()
    await outbox.add(session, drafts, now)


async def free(session: AsyncSession, event: Event) -> int:
    """Seats that nobody has and that are held for nobody; negative after the capacity was lowered."""
    if event.capacity is None:
        return 1
    counted = await storage.counts(session, event.id)
    return _left(event, sum(counted[answer] for answer in storage.SEATED))


def offered_until(event: Event, now: datetime) -> datetime:
    """When an offer made now ends: not in the quiet hours, when nobody hears of it, nor after the start."""
    assert event.starts_at is not None, "what is public has a time"
    begins = _heard_at(now)
    last_day = event.starts_at - begins <= _LAST_DAY
    until = begins + (SHORT_OFFER if last_day else OFFER)
    if pushes.quiet(until):
        until = pushes.morning(until) + SHORT_OFFER
    return min(until, event.starts_at)


def _heard_at(now: datetime) -> datetime:
    return pushes.morning(now) if pushes.quiet(now) else now


def _left(event: Event, taken: int) -> int:
    return 1 if event.capacity is None else event.capacity - taken


def _answer(
    session: AsyncSession,
    event: Event,
    person: Person,
    row: Participation | None,
    answer: Answer,
    now: datetime,
) -> Participation:
    if row is None:
        row = Participation(event_id=event.id, person_id=person.id)
        session.add(row)
    row.answer, row.answered_at, row.line, row.until = answer, now, None, None
    row.knows = event.changes
    row.yes_at, row.yes_for = (now, event.starts_at) if answer is Answer.GOING else (None, None)
    return row
