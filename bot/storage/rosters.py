"""Who of an event's people goes, waits or came: its roster."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.hours import EARNED
from bot.storage.models import Answer, Event, Participation, Person, Presence

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


async def counts(session: AsyncSession, event_id: int) -> Counter[str]:
    """How many people are in each group."""
    return await _counted(session, event_id, GROUPS)


async def parts(session: AsyncSession, event_id: int) -> Counter[str]:
    """How many people are in each part to which one may write."""
    return await _counted(session, event_id, PARTS)


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
