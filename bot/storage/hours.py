"""What people did for the events that are over: how many they came to, and for how many minutes."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Row, and_, case, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.models import Event, Participation, Person, Phase, Presence

CAME: Final = Participation.presence == Presence.CAME
CREDITED: Final = func.coalesce(Participation.minutes, Event.credit)
EARNED: Final = case((CAME, CREDITED), else_=0)  # minutes, of an event beside
_QUIETLY: Final = {"synchronize_session": False}


class Total(NamedTuple):
    """What somebody did: events, minutes, and when the first began and the last ended."""

    events: int = 0
    minutes: int = 0
    first: datetime | None = None
    last: datetime | None = None


class Untold(NamedTuple):
    """Somebody who does not know for how many minutes they are thanked: None as `told` is nothing yet."""

    person_id: int
    chat_id: int
    minutes: int
    told: int | None


class Deed(NamedTuple):
    """An event that somebody came to, and the minutes that they got for it."""

    event: Event
    minutes: int


async def totals(session: AsyncSession, people: Collection[int], now: datetime) -> dict[int, Total]:
    """Of each of these people who ever came."""
    rows = (
        select(
            Participation.person_id,
            func.count(),
            func.sum(CREDITED),
            func.min(Event.starts_at),
            func.max(Event.ends_at),
        )
        .join(Event, Event.id == Participation.event_id)
        .where(Participation.person_id.in_(people), *_done(now))
        .group_by(Participation.person_id)
    )
    found = await session.execute(rows)
    return {
        person_id: Total(events, minutes, first, last) for person_id, events, minutes, first, last in found
    }


async def deeds(session: AsyncSession, person_id: int, now: datetime, *, limit: int) -> Sequence[Deed]:
    """The last ones first."""
    rows = (
        select(Event, CREDITED)
        .join(Participation, Participation.event_id == Event.id)
        .where(Participation.person_id == person_id, *_done(now))
        .order_by(Event.starts_at.desc(), Event.id.desc())
        .limit(limit)
    )
    return [Deed(event, minutes) for event, minutes in await session.execute(rows)]


async def untold(session: AsyncSession, event_id: int, *, limit: int) -> list[Untold]:
    """Who came and was not thanked yet, or was told of other hours than they have now."""
    unthanked = and_(CAME, Participation.told.is_(None))
    corrected = and_(Participation.told.is_not(None), Participation.told != EARNED)
    rows = (
        select(Participation.person_id, Person.telegram_id, EARNED, Participation.told)
        .join(Event, Event.id == Participation.event_id)
        .join(Person, Person.id == Participation.person_id)
        .where(Participation.event_id == event_id, or_(unthanked, corrected))
        .order_by(Participation.person_id)
        .limit(limit)
    )
    return [Untold(*row) for row in await session.execute(rows)]


async def know(session: AsyncSession, event_id: int, told: Collection[Untold]) -> None:
    """Takes it that these people know."""
    for minutes in {each.minutes for each in told}:
        alike = [each.person_id for each in told if each.minutes == minutes]
        theirs = (Participation.event_id == event_id, Participation.person_id.in_(alike))
        await session.execute(
            update(Participation).where(*theirs).values(told=minutes), execution_options=_QUIETLY
        )


async def standing(
    session: AsyncSession, event_id: int, person_id: int
) -> Row[Event, Participation, int] | None:
    """An event, what somebody answered and did there, and the minutes that they have for it."""
    rows = select(Event, Participation, EARNED).join(Participation, Participation.event_id == Event.id)
    found = await session.execute(rows.where(Event.id == event_id, Participation.person_id == person_id))
    return found.one_or_none()


def _done(now: datetime) -> tuple[ColumnElement[bool], ...]:
    over: Any = Event.ends_at <= now
    return (CAME, Event.phase == Phase.PUBLIC, over)
