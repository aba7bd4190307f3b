"""Marking who came to an event, and what they get for it: from the time that its doors open.

Whoever calls these holds the event's row.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot.services import checkins, consents, thanking
from bot.storage import attendance as storage
from bot.storage import participations
from bot.storage.models import Event, Person, Phase, Presence

MOST: Final = 24 * 60  # minutes for one event


@dataclass(frozen=True, slots=True)
class Marked:
    """It is as was wanted: `new` unless it was so before. Who was `thanked` hears of it."""

    new: bool
    thanked: bool = False


@dataclass(frozen=True, slots=True)
class NotYet:
    """The doors are not open."""


@dataclass(frozen=True, slots=True)
class Nobody:
    """No such person is on the list of this event (any more), or none that came."""


Outcome = Marked | NotYet | Nobody


def open_(event: Event, now: datetime) -> bool:
    """Whether it can be said who came: for ever, once it can."""
    begun = event.starts_at is not None and event.starts_at - checkins.BEFORE <= now
    return begun and event.phase is Phase.PUBLIC


async def mark(
    session: AsyncSession, event: Event, person_id: int, presence: Presence | None, now: datetime
) -> Outcome:
    """With None it is not known any more."""
    if not open_(event, now):
        return NotYet()
    if await participations.find(session, event.id, person_id) is None:
        return Nobody()
    return _marked(event, await storage.mark(session, event.id, person_id, presence, now), now)


async def add(session: AsyncSession, event: Event, person: Person, now: datetime) -> Outcome:
    """Somebody came who had answered nothing, and whom no code checked in: who has signed up."""
    if not open_(event, now):
        return NotYet()
    if person.registered_at is None or (event.adults and person.age_band != consents.Age.ADULT):
        return Nobody()
    return _marked(event, await storage.arrive(session, event.id, person.id, now), now)


async def credit(
    session: AsyncSession, event: Event, person_id: int, minutes: int | None, now: datetime
) -> Outcome:
    """Gives somebody minutes of their own; with None those that everybody gets."""
    if not open_(event, now):
        return NotYet()
    row = await participations.find(session, event.id, person_id)
    if row is None or row.presence is not Presence.CAME:
        return Nobody()
    return _marked(event, await storage.credit(session, event.id, person_id, minutes), now)


def credit_all(event: Event, minutes: int, now: datetime) -> Outcome:
    """Changes what everybody gets who came, but for those with minutes of their own."""
    if not open_(event, now):
        return NotYet()
    new, event.credit = event.credit != minutes, minutes
    return _marked(event, new, now)


def over(event: Event, now: datetime) -> bool:
    """Whether nobody will come any more."""
    return event.phase is Phase.PUBLIC and event.ends_at is not None and event.ends_at <= now


async def mark_rest(session: AsyncSession, event: Event, now: datetime) -> int | None:
    """After the end: who is not marked did not come. How many they are; None while it is not over."""
    return await storage.mark_rest(session, event.id) if over(event, now) else None


def _marked(event: Event, new: bool, now: datetime) -> Marked:
    if new:
        thanking.again(event, now)
    return Marked(new, new and thanking.thanked(event, now))
