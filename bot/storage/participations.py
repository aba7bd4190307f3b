"""Who takes part in which event. Whoever changes anything here holds the event's row.

But for who came, and what is known of that: see `rosters`. Who is there already is offered nothing.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased, joinedload

from bot.storage.models import Answer, Event, Participation, Person, Presence

# Whom a change of the event concerns.
INVOLVED: Final = (Answer.GOING, Answer.MAYBE, Answer.WAITING, Answer.OFFERED)
SEATED: Final = (Answer.GOING, Answer.OFFERED)
# An offer does not run out for who is there.
NOT_THERE: Final = Participation.presence.is_distinct_from(Presence.CAME)

# Built once: to build a statement takes as long as to run it.
_HELD: Final = (
    select(Event)
    .where(Event.id == bindparam("event"))
    .options(joinedload(Event.organization))
    .with_for_update(of=Event, key_share=True)  # who checks in refers to it, and does not wait for it
    .execution_options(populate_existing=True)  # it may have changed while we waited for it
)
_own: Final = and_(Participation.event_id == Event.id, Participation.person_id == bindparam("person"))
_any: Final = aliased(Participation)
_how_many: Final = select(func.count()).select_from(_any).where(_any.event_id == Event.id)
_waits: Final = _how_many.where(_any.answer == Answer.WAITING)
_offered: Final = (_any.answer == Answer.OFFERED, _any.presence.is_distinct_from(Presence.CAME))
_soonest: Final = select(func.min(_any.until)).where(_any.event_id == Event.id, *_offered)
_SEATING: Final = (
    select(
        Participation,
        _how_many.where(_any.answer.in_(SEATED)).scalar_subquery(),
        _waits.scalar_subquery(),
        _waits.where(_any.line < Participation.line).scalar_subquery(),
        _soonest.scalar_subquery(),
    )
    .select_from(Event)
    .outerjoin(Participation, _own)
    .where(Event.id == bindparam("event"))
)


class Involved(NamedTuple):
    """Somebody who has an answer to an event, and their chat."""

    person_id: int
    chat_id: int
    answer: Answer
    language: str | None
    knows: int


class Goer(NamedTuple):
    """Somebody who goes, when they last said so, and to which beginning."""

    person_id: int
    chat_id: int
    yes_at: datetime
    yes_for: datetime | None


class Stand(NamedTuple):
    """An event, and somebody's answer to it."""

    event: Event
    answer: Answer


class Seating(NamedTuple):
    """Somebody's own answer to an event, and how many seats are taken; how many wait, and how many `ahead`.

    `lapses_at` is when the next offer runs out.
    """

    mine: Participation | None
    taken: int
    waiting: int
    ahead: int
    lapses_at: datetime | None


async def hold(session: AsyncSession, event_id: int) -> Event | None:
    """The event, to change it or the answers to it; its organization comes along."""
    return await session.scalar(_HELD, {"event": event_id})


async def seating(session: AsyncSession, event_id: int, person_id: int) -> Seating:
    """How an event is seated, as somebody there sees it: all at once, since a rush costs what statements do.

    Never one with `hold`: who had to wait for the event would still see its seats as they were before.
    """
    found = await session.execute(_SEATING, {"event": event_id, "person": person_id})
    return Seating(*found.one())


async def find(session: AsyncSession, event_id: int, person_id: int) -> Participation | None:
    return await session.get(Participation, (person_id, event_id))


async def answers(session: AsyncSession, event_id: int, chats: Collection[int]) -> dict[int, Answer]:
    """What those of these chats say to an event who have answered it."""
    rows = select(Person.telegram_id, Participation.answer).join(
        Participation, Participation.person_id == Person.id
    )
    found = await session.execute(
        rows.where(Participation.event_id == event_id, Person.telegram_id.in_(chats))
    )
    return {chat_id: answer for chat_id, answer in found}  # noqa: C416 rows are not pairs to the type checker


async def counts(session: AsyncSession, event_id: int) -> Counter[Answer]:
    rows = select(Participation.answer, func.count()).where(Participation.event_id == event_id)
    found = await session.execute(rows.group_by(Participation.answer))
    return Counter({answer: number for answer, number in found})  # noqa: C416 rows are not pairs to the type checker


async def waiting(
    session: AsyncSession, event_id: int, version: int, *, limit: int | None
) -> Sequence[tuple[Participation, int]]:
    """Those who wait and can be written to, with their chats, the first in line first.

    `version` is that of the consent that they have to have given.
    """
    rows = (
        select(Participation, Person.telegram_id)
        .join(Person, Person.id == Participation.person_id)
        .where(
            Participation.event_id == event_id,
            Participation.answer == Answer.WAITING,
            NOT_THERE,
            Person.consent_version == version,
            Person.stopped_at.is_(None),
            Person.unreachable_at.is_(None),
        )
        .order_by(Participation.line)
        .limit(limit)
    )
    return [(row, chat_id) for row, chat_id in await session.execute(rows)]


async def lapsing(session: AsyncSession, event_id: int, now: datetime) -> Sequence[tuple[Participation, int]]:
    """Offers of an event that nobody took in time, with the chats of who got them."""
    offered = (Participation.event_id == event_id, Participation.answer == Answer.OFFERED, NOT_THERE)
    rows = select(Participation, Person.telegram_id).join(Person, Person.id == Participation.person_id)
    found = await session.execute(rows.where(*offered, Participation.until <= now))
    return [(row, chat_id) for row, chat_id in found]


async def involved(session: AsyncSession, event_id: int, changes: int, *, limit: int) -> list[Involved]:
    """Whom the event concerns, and who knows of fewer changes."""
    found = _involved(event_id).where(Participation.knows < changes).limit(limit)
    return [Involved(*row) for row in await session.execute(found)]


async def unaware(session: AsyncSession, event_id: int, changes: int) -> dict[tuple[str | None, int], int]:
    """How many they are, by language and by how many changes they know of."""
    concerned = (Participation.event_id == event_id, Participation.answer.in_(INVOLVED))
    by = (Person.language, Participation.knows)
    rows = select(*by, func.count()).join(Participation, Participation.person_id == Person.id)
    found = await session.execute(rows.where(*concerned, Participation.knows < changes).group_by(*by))
    return {(language, knows): number for language, knows, number in found}


async def know(session: AsyncSession, event_id: int, people: Collection[int], changes: int) -> None:
    """Takes it that these people know of so many changes."""
    theirs = (Participation.event_id == event_id, Participation.person_id.in_(people))
    await session.execute(update(Participation).where(*theirs).values(knows=changes))


async def young(session: AsyncSession, event_id: int, adult: str, *, limit: int) -> list[Involved]:
    """Whom the event concerns, and who is not of this age band."""
    found = _involved(event_id).where(_not_of(adult)).limit(limit)
    return [Involved(*row) for row in await session.execute(found)]


async def how_many_young(session: AsyncSession, event_id: int, adult: str) -> int:
    found = _involved(event_id).where(_not_of(adult)).subquery()
    return await session.scalar(select(func.count()).select_from(found)) or 0


async def end(session: AsyncSession, event_id: int, people: Collection[int], now: datetime) -> None:
    """Takes it that these people do not come."""
    theirs = (Participation.event_id == event_id, Participation.person_id.in_(people))
    no = {"answer": Answer.NO, "answered_at": now, "line": None, "until": None}
    await session.execute(update(Participation).where(*theirs).values(no))


async def going(session: AsyncSession, event_id: int, *, after: int, limit: int) -> list[Goer]:
    """So many of those who go, from after this number of a person on."""
    since = func.coalesce(Participation.yes_at, Participation.answered_at)
    rows = select(Participation.person_id, Person.telegram_id, since, Participation.yes_for)
    goes = (Participation.event_id == event_id, Participation.answer == Answer.GOING)
    found = rows.join(Person, Person.id == Participation.person_id).where(*goes, Person.id > after)
    found = found.order_by(Participation.person_id).limit(limit)
    return [Goer(*row) for row in await session.execute(found)]


async def stands(
    session: AsyncSession, events: Collection[int], chats: Collection[int]
) -> dict[tuple[int, int], Stand]:
    """How they stand, by event and chat."""
    rows = (
        select(Event, Person.telegram_id, Participation.answer)
        .join(Participation, Participation.event_id == Event.id)
        .join(Person, Person.id == Participation.person_id)
        .where(Event.id.in_(events), Person.telegram_id.in_(chats))
    )
    found = await session.execute(rows)
    return {(event.id, chat_id): Stand(event, answer) for event, chat_id, answer in found}


async def keep_offers(session: AsyncSession, event_id: int) -> None:
    """Offers of what was cancelled do not run out any more."""
    offered = (Participation.event_id == event_id, Participation.answer == Answer.OFFERED)
    await session.execute(update(Participation).where(*offered).values(until=None))


async def reconsider(session: AsyncSession, person_id: int, now: datetime) -> None:
    """Has the schedule look at the events for which somebody waits who can be written to again."""
    waits = (Participation.person_id == person_id, Participation.answer == Answer.WAITING)
    theirs = Event.id.in_(select(Participation.event_id).where(*waits))
    looked_at = update(Event).where(theirs, Event.tell_at.is_(None)).values(tell_at=now)
    await session.execute(looked_at, execution_options={"synchronize_session": False})


async def cap_offers(session: AsyncSession, event_id: int, starts_at: datetime) -> None:
    """Ends offers at the latest when the event begins."""
    late = (Participation.event_id == event_id, Participation.until > starts_at)
    await session.execute(update(Participation).where(*late).values(until=starts_at))


async def of(session: AsyncSession, person_id: int) -> list[int]:
    """The events that somebody answered, in the order in which they are to be held."""
    rows = select(Participation.event_id).where(Participation.person_id == person_id)
    return list(await session.scalars(rows.order_by(Participation.event_id)))


def _involved(event_id: int) -> Select[int, int, Answer, str | None, int]:
    rows = select(
        Participation.person_id,
        Person.telegram_id,
        Participation.answer,
        Person.language,
        Participation.knows,
    )
    concerned = (Participation.event_id == event_id, Participation.answer.in_(INVOLVED))
    found = rows.join(Person, Person.id == Participation.person_id).where(*concerned)
    return found.order_by(Participation.person_id)


def _not_of(age_band: str) -> ColumnElement[bool]:
    return or_(Person.age_band.is_(None), Person.age_band != age_band)
