"""Who of an event's people goes, waits or came: its roster; and what people did about events."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, except_, func, literal_column, or_, select, union
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.hours import EARNED
from bot.storage.models import Answer, Event, Participation, Person, Presence

Span = tuple[int, int]  # numbers of people: after the first, up to the second

_answer: Final = Participation.answer
_presence: Final = Participation.presence

# What somebody is to an event. Who walked in and turned out not to have come is not marked.
GROUPS: Final[Mapping[str, ColumnElement[bool]]] = {
    "going": _answer == Answer.GOING,
    "maybe": _answer == Answer.MAYBE,
    "waiting": _answer == Answer.WAITING,
    "offered": _answer == Answer.OFFERED,
    "declined": _answer == Answer.NO,
    "unmarked": and_(_answer.in_((Answer.GOING, Answer.WALK_IN)), _presence.is_(None)),
    "came": _presence == Presence.CAME,
    "absent": _presence == Presence.ABSENT,
    "excused": _presence == Presence.EXCUSED,
}
# To whom one writes: whoever waits is one of them, whether a seat is held for them or not.
PARTS: Final[Mapping[str, ColumnElement[bool]]] = {
    **GROUPS,
    "waiting": _answer.in_((Answer.WAITING, Answer.OFFERED)),
    "all": or_(_answer.not_in((Answer.NO, Answer.LAPSED, Answer.WALK_IN)), GROUPS["came"]),
}


class Attendee(NamedTuple):
    """Somebody on the roster of an event."""

    person_id: int
    name: str
    answer: Answer
    presence: Presence | None


class Entry(NamedTuple):
    """All that the roster has of somebody: who they are, their answer, whether they came, and their minutes.

    `own` are minutes that were given to them by hand, `minutes` those that they have in the end.
    """

    person_id: int
    name: str
    university: str | None
    city: str | None
    study_year: str | None
    language: str | None
    answer: Answer
    answered_at: datetime
    presence: Presence | None
    came_at: datetime | None
    own: int | None
    minutes: int


def did(what: Sequence[str], among: Span | None = None) -> ColumnElement[bool]:
    """People who did any of these: went to an event, declined one, never came to any.

    One list that is made at once: asked of each person it takes several times as long.
    """
    lists = [_ids(one, among) for one in what]
    return Person.id.in_(lists[0] if len(lists) == 1 else union(*lists))


def part_of(event_id: int, group: str) -> ColumnElement[bool]:
    """The people of one event."""
    return Person.id.in_(
        select(Participation.person_id).where(Participation.event_id == event_id, PARTS[group])
    )


async def counts(session: AsyncSession, event_id: int) -> Counter[str]:
    """How many people are in each group."""
    return await _counted(session, event_id, GROUPS)


async def parts(session: AsyncSession, event_id: int) -> Counter[str]:
    """How many people are in each part to which one may write."""
    return await _counted(session, event_id, PARTS)


async def came(session: AsyncSession, events: Sequence[int]) -> dict[int, int]:
    """How many came to these events, where anybody did."""
    rows = select(Participation.event_id, func.count()).where(
        Participation.event_id.in_(events), GROUPS["came"]
    )
    found = await session.execute(rows.group_by(Participation.event_id))
    return {event_id: people for event_id, people in found}  # noqa: C416 rows are not pairs to the type checker


async def listed(session: AsyncSession, event_id: int, group: str | None = None) -> list[Attendee]:
    """Those of a group, or everybody; in line where there is one."""
    of = [Participation.event_id == event_id, *([GROUPS[group]] if group else [])]
    rows = (
        select(Participation.person_id, func.coalesce(Person.name, ""), _answer, _presence)
        .join(Person, Person.id == Participation.person_id)
        .where(*of)
        .order_by(Participation.line, Participation.person_id)
    )
    return [Attendee(*row) for row in await session.execute(rows)]


async def entries(session: AsyncSession, event_id: int, person_id: int | None = None) -> list[Entry]:
    """Everybody's, or one person's."""
    rows = (
        select(
            Person.id,
            func.coalesce(Person.name, ""),
            Person.university,
            Person.city,
            Person.study_year,
            Person.language,
            _answer,
            Participation.answered_at,
            _presence,
            Participation.came_at,
            Participation.minutes,
            EARNED,
        )
        .join(Person, Person.id == Participation.person_id)
        .join(Event, Event.id == Participation.event_id)
        .where(Participation.event_id == event_id)
    )
    if person_id is not None:
        rows = rows.where(Participation.person_id == person_id)
    return [Entry._make(row) for row in await session.execute(rows)]


async def _counted(
    session: AsyncSession, event_id: int, groups: Mapping[str, ColumnElement[bool]]
) -> Counter[str]:
    rows = select(*(func.count().filter(of) for of in groups.values())).select_from(Participation)
    row = (await session.execute(rows.where(Participation.event_id == event_id))).one()
    return Counter(dict(zip(groups, row, strict=True)))


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
