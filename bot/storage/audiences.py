"""Whom a broadcast goes to: conditions on what people told, counted and spread without loading anybody.

Conditions are JSON: `language`, `city`, `university`, `study_year` and `age_band` list the values wanted,
`interests` is a set of bits of which any will do, `read` says "none", "some" or "all" of the goals, `since`
is the first day (in Kazakhstan) of signing up. `events` lists what people did about events, of which any will
do, `participants` is one event's number with an answer to it. What is not named does not matter.
"""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.content import studies
from bot.content.goals import COUNT
from bot.i18n import ALMATY
from bot.storage import attendance
from bot.storage.attendance import Span
from bot.storage.models import Event, Participation, Person

Conditions = Mapping[str, Any]

LISTED: Final = ("language", "city", "university", "study_year", "age_band")
ALL_READ: Final = (1 << COUNT) - 1

# Literal, since a bound value would not find the partial index.
_REACHED: Final = text(
    "people.registered_at IS NOT NULL AND people.stopped_at IS NULL AND people.unreachable_at IS NULL"
)


def where(conditions: Conditions, topic: int, version: int, among: Span | None = None) -> ColumnElement[bool]:
    """Those who can be written to of this topic, agreed to this version of the consent, and fit.

    Whoever looks `among` some people only says so: no more is read then.
    """
    wanted: list[Any] = [_REACHED, Person.consent_version == version, Person.muted.op("&")(topic) == 0]
    wanted += [getattr(Person, name).in_(conditions[name]) for name in LISTED if name in conditions]
    if bits := conditions.get("interests"):
        wanted.append(Person.interests.op("&")(bits) != 0)
    match conditions.get("read"):
        case "none":
            wanted.append(Person.goals_read == 0)
        case "some":
            wanted.append(and_(Person.goals_read != 0, Person.goals_read != ALL_READ))
        case "all":
            wanted.append(Person.goals_read == ALL_READ)
        case _:
            pass
    if since := conditions.get("since"):
        wanted.append(Person.registered_at >= _midnight(since))
    if done := conditions.get("events"):
        wanted.append(attendance.did(done, among))
    if of := conditions.get("participants"):
        wanted.append(attendance.part_of(*of))
    return and_(*wanted)


def invited(event_id: int, adult: str) -> ColumnElement[bool]:
    """Those who have not answered an event in any way, and are old enough for it."""
    answered = Person.id.in_(select(Participation.person_id).where(Participation.event_id == event_id))
    for_adults = exists().where(Event.id == event_id, Event.adults)
    return and_(~answered, or_(Person.age_band == adult, ~for_adults))


async def count(session: AsyncSession, chosen: ColumnElement[bool]) -> dict[str, int]:
    """How many people, by language."""
    rows = select(Person.language, func.count()).where(chosen).group_by(Person.language)
    return {language or "": people for language, people in await session.execute(rows)}


async def values(session: AsyncSession, name: str, chosen: ColumnElement[bool]) -> list[tuple[str, int]]:
    """What people have of a listed condition, and how many of them each; the most frequent first."""
    column = getattr(Person, name)
    people = func.count()
    rows = (
        select(column, people)
        .where(chosen, column.is_not(None))
        .group_by(column)
        .order_by(people.desc(), column)
    )
    return [(value, number) for value, number in await session.execute(rows)]


async def interests(session: AsyncSession, chosen: ColumnElement[bool]) -> dict[int, int]:
    """How many people have each interest, by its number."""
    sums = [
        func.sum(case((Person.interests.op("&")(studies.bit(number)) != 0, 1), else_=0))
        for number in studies.INTERESTS
    ]
    row = (await session.execute(select(*sums).where(chosen))).one()
    return {number: people or 0 for number, people in zip(studies.INTERESTS, row, strict=True)}


async def highest(session: AsyncSession) -> int:
    """The highest number of a person so far."""
    return await session.scalar(select(func.max(Person.id))) or 0


def _midnight(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(), ALMATY)
