"""Events, found by what people look for."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, case, exists, func, or_, select, union
from sqlalchemy.ext.asyncio import AsyncSession

from bot.content import studies
from bot.storage.hours import CAME
from bot.storage.models import Answer, Event, Organization, Participation, Person, Phase
from bot.storage.participations import NOT_THERE


class Headline(NamedTuple):
    """What an event is found by."""

    number: int
    titles: dict[str, Any]
    city: str | None
    goal: int
    organization: str | None


def coming(
    now: datetime, *, adult: bool, city: str | None = None, goals: Collection[int] = ()
) -> list[ColumnElement[bool]]:
    """Conditions: it is public, has not begun, and is open to somebody of this age.

    With a city it is there, with goals it serves one of them.
    """
    found = [Event.phase == Phase.PUBLIC, Event.starts_at > now]
    found += [] if adult else [Event.adults.is_(False)]
    found += [Event.city == city] if city else []
    return [*found, Event.goal.in_(goals)] if goals else found


async def announced(session: AsyncSession, number: int) -> bool:
    """Whether there is such an event that people know of."""
    of = (Event.id == number, Event.phase != Phase.DRAFT)
    return await session.scalar(select(exists().where(*of))) or False


async def by_number(session: AsyncSession, numbers: Collection[int]) -> dict[int, Event]:
    found = await session.scalars(select(Event).where(Event.id.in_(numbers)))
    return {event.id: event for event in found}


async def listed(
    session: AsyncSession,
    conditions: Collection[ColumnElement[bool]],
    person: Person,
    *,
    offset: int,
    limit: int,
) -> Sequence[Event]:
    """What suits the person first: their city, then their goals; then by time."""
    here = case((Event.city == person.city, 0), else_=1)
    mine = case((Event.goal.in_(studies.goals(person.interests)), 0), else_=1)
    rows = select(Event).where(*conditions).order_by(here, mine, Event.starts_at, Event.id)
    return list(await session.scalars(rows.offset(offset).limit(limit)))


async def headlines(
    session: AsyncSession, conditions: Collection[ColumnElement[bool]], *, limit: int
) -> list[Headline]:
    """The next first."""
    of = (Event.id, Event.titles, Event.city, Event.goal, Organization.name)
    rows = select(*of).outerjoin(Organization, Organization.id == Event.organization_id).where(*conditions)
    found = await session.execute(rows.order_by(Event.starts_at, Event.id).limit(limit))
    return [Headline(*row) for row in found]


async def how_many(session: AsyncSession, conditions: Collection[ColumnElement[bool]]) -> int:
    return await session.scalar(select(func.count()).select_from(Event).where(*conditions)) or 0


async def of_person(
    session: AsyncSession, person_id: int, *, offset: int, limit: int
) -> Sequence[tuple[Event, Answer, bool]]:
    """What somebody goes to, may go to, waits for, or came to, which is said; the last one first."""
    rows = _mine(select(Event, Participation.answer, CAME), person_id)
    found = await session.execute(rows.order_by(Event.starts_at.desc(), Event.id).offset(offset).limit(limit))
    return [(event, answer, bool(came)) for event, answer, came in found]


async def how_many_of_person(session: AsyncSession, person_id: int) -> int:
    return await session.scalar(_mine(select(func.count()).select_from(Event), person_id)) or 0


async def due(session: AsyncSession, now: datetime) -> list[int]:
    """Events of which offers have run out, or of which people are to be told, reminded or thanked."""
    asked = (
        select(Participation.event_id).where(Participation.until <= now, NOT_THERE),
        select(Event.id).where(Event.tell_at <= now),
        select(Event.id).where(Event.remind_at <= now),
        select(Event.id).where(Event.after_at <= now),
    )
    return list(await session.scalars(union(*asked)))


async def titles(session: AsyncSession, person_id: int) -> dict[int, dict[str, Any]]:
    """What those events are called, by language, that somebody answered in any way."""
    rows = select(Event.id, Event.titles).join(Participation, Participation.event_id == Event.id)
    found = await session.execute(rows.where(Participation.person_id == person_id))
    return {number: said for number, said in found}  # noqa: C416 rows are not pairs to the type checker


def _mine(rows: Any, person_id: int) -> Any:
    kept = or_(Participation.answer.not_in((Answer.NO, Answer.WALK_IN)), CAME)
    return rows.join(Participation, Participation.event_id == Event.id).where(
        Participation.person_id == person_id, kept
    )
