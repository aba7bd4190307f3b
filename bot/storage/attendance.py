"""Who came, may come or does not: lists of an event's people, and what people did about events."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, except_, func, literal_column, select, union
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.models import Answer, Participation, Person, Presence

Span = tuple[int, int]  # numbers of people: after the first, up to the second

# What somebody is to an event, by answers.
GROUPS: Final[Mapping[str, tuple[Answer, ...]]] = {
    "going": (Answer.GOING,),
    "maybe": (Answer.MAYBE,),
    "waiting": (Answer.WAITING,),
    "offered": (Answer.OFFERED,),
    "declined": (Answer.NO,),
}
_WAIT: Final = (Answer.WAITING, Answer.OFFERED)  # to whom one writes as to those who wait


def did(what: Sequence[str], among: Span | None = None) -> ColumnElement[bool]:
    """People who did any of these: went to an event, declined one, never came to any.

    One list that is made at once: asked of each person it takes several times as long.
    """
    lists = [_ids(one, among) for one in what]
    return Person.id.in_(lists[0] if len(lists) == 1 else union(*lists))


def part_of(event_id: int, group: str) -> ColumnElement[bool]:
    """The people of one event."""
    answers = _WAIT if group == "waiting" else GROUPS[group]
    of = (Participation.event_id == event_id, Participation.answer.in_(answers))
    return Person.id.in_(select(Participation.person_id).where(*of))


async def counts(session: AsyncSession, event_id: int) -> Counter[str]:
    """How many people are in each group."""
    rows = select(Participation.answer, func.count()).where(Participation.event_id == event_id)
    found: Counter[str] = Counter()
    for answer, people in await session.execute(rows.group_by(Participation.answer)):
        found.update({name: people for name, answers in GROUPS.items() if answer in answers})
    return found


async def names(
    session: AsyncSession, event_id: int, group: str, *, offset: int, limit: int
) -> Sequence[str]:
    """Those of a group, in line where there is one."""
    of = (Participation.event_id == event_id, Participation.answer.in_(GROUPS[group]))
    page = (
        select(Participation.person_id, Participation.answer, Participation.line)
        .where(*of)
        .order_by(Participation.answer, Participation.line, Participation.person_id)
        .offset(offset)
        .limit(limit)
        .subquery()
    )
    rows = select(Person.name).join(page, page.c.person_id == Person.id)
    found = await session.scalars(rows.order_by(page.c.answer, page.c.line, page.c.person_id))
    return [name or "" for name in found]


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
