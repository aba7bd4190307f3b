"""Whom a broadcast goes to: conditions on what people told, counted and spread without loading anybody.

Conditions are JSON: `language`, `city`, `university`, `study_year` and `age_band` list the values wanted,
`interests` is a set of bits of which any will do, `read` says "none", "some" or "all" of the goals,
`ambassadors` "only" or "except", `since` is the first day (in Kazakhstan) of signing up. `events` lists what
people did about events, of which any will do, `participants` is one event's number with an answer to it. What
is not named does not matter.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    case,
    except_,
    exists,
    func,
    literal_column,
    or_,
    select,
    text,
    union,
)
from sqlalchemy.ext.asyncio import AsyncSession

from bot.content import studies
from bot.content.goals import COUNT
from bot.i18n import ALMATY
from bot.storage import rosters
from bot.storage.models import Ambassador, Answer, Event, Participation, Person, Presence, Standing

Conditions = Mapping[str, Any]
Span = tuple[int, int]  # numbers of people: after the first, up to the second

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
    if ambassadors := conditions.get("ambassadors"):
        theirs = select(Ambassador.person_id).where(Ambassador.standing == Standing.APPOINTED)
        wanted.append(Person.id.in_(theirs) if ambassadors == "only" else Person.id.not_in(theirs))
    if since := conditions.get("since"):
        wanted.append(Person.registered_at >= _midnight(since))
    if done := conditions.get("events"):
        wanted.append(_did(done, among))
    if of := conditions.get("participants"):
        wanted.append(_part_of(*of))
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


def _did(what: Sequence[str], among: Span | None = None) -> ColumnElement[bool]:
    """People who did any of these: went to an event, declined one, never came to any.

    One list that is made at once: asked of each person it takes several times as long.
    """
    lists = [_ids(one, among) for one in what]
    return Person.id.in_(lists[0] if len(lists) == 1 else union(*lists))


def _part_of(event_id: int, group: str) -> ColumnElement[bool]:
    """The people of one event."""
    return Person.id.in_(
        select(Participation.person_id).where(Participation.event_id == event_id, rosters.PARTS[group])
    )


def _ids(what: str, among: Span | None) -> Select[int]:
    match what:
        case "went":
            return _went(among)
        case "never":  # not NOT IN, which is slow where the list does not fit into memory
            came_not = except_(select(Person.id).where(*_within(Person.id, among)), _went(among))
            return select(came_not.subquery().c.id)
        case _:
            declined = select(Participation.person_id).where(Participation.answer == Answer.NO)
            return declined.where(*_within(Participation.person_id, among))


def _went(among: Span | None) -> Select[int]:
    """Who came to any event."""
    rows = select(Participation.person_id).where(
        Participation.presence == literal_column(f"'{Presence.CAME}'")
    )
    return rows.where(*_within(Participation.person_id, among)).distinct()


def _within(person_id: Any, among: Span | None) -> list[ColumnElement[bool]]:
    return [] if among is None else [person_id > among[0], person_id <= among[1]]
