"""Who of an event's people came, as its organizers mark it."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Update, and_, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.roles import Role
from bot.storage.attendance import GROUPS
from bot.storage.database import dialect, insert
from bot.storage.hours import CAME, EARNED
from bot.storage.models import Answer, Bygone, Event, Participation, Person, Presence


class Outcome(NamedTuple):
    """How an event went: people by what became of them, their minutes, and how they rated it.

    `stars` are of all `rated` together; people who are erased are among the first, and minutes and stars.
    """

    came: int
    walked_in: int
    absent: int
    excused: int
    minutes: int
    rated: int
    stars: int


async def mark(
    session: AsyncSession, event_id: int, person_id: int, presence: Presence | None, now: datetime
) -> bool:
    """Sets what became of somebody who answered; whether that was anything else."""
    theirs = (Participation.event_id == event_id, Participation.person_id == person_id)
    other = Participation.presence.is_distinct_from(presence)
    at = now if presence is Presence.CAME else None
    return await _change(session, update(Participation).where(*theirs, other).values(_as(presence, at)))


async def arrive(session: AsyncSession, event_id: int, person_id: int, at: datetime) -> bool:
    """Marks somebody as having come, who may have answered nothing; whether they were not marked so."""
    values = {
        "event_id": event_id,
        "person_id": person_id,
        "answer": Answer.WALK_IN,
        "answered_at": at,
        "knows": 0,
        **_as(Presence.CAME, at),
    }
    new = insert(dialect(session), Participation).values(values)
    marked = new.on_conflict_do_update(
        index_elements=["person_id", "event_id"],
        set_=_as(Presence.CAME, at),
        where=Participation.presence.is_distinct_from(Presence.CAME),
    )
    return await _change(session, marked)


async def credit(session: AsyncSession, event_id: int, person_id: int, minutes: int | None) -> bool:
    """Gives somebody who came minutes of their own, or the event's again; whether that changed any."""
    theirs = (Participation.event_id == event_id, Participation.person_id == person_id, CAME)
    other = Participation.minutes.is_distinct_from(minutes)
    return await _change(session, update(Participation).where(*theirs, other).values(minutes=minutes))


async def mark_rest(session: AsyncSession, event_id: int) -> int:
    """Takes it that whoever is not marked did not come; how many they are."""
    unmarked = update(Participation).where(Participation.event_id == event_id, GROUPS["unmarked"])
    found: Any = await session.execute(
        unmarked.values(_as(Presence.ABSENT, None)), execution_options={"synchronize_session": False}
    )
    return int(found.rowcount)


async def unmark(session: AsyncSession, event_id: int) -> None:
    """Forgets all marks, those of people who are erased included."""
    marked = (Participation.event_id == event_id, Participation.presence.is_not(None))
    forgotten = update(Participation).where(*marked).values(**_as(None, None), minutes=None)
    await _change(session, forgotten)
    await session.execute(delete(Bygone).where(Bygone.event_id == event_id))


async def turnout(session: AsyncSession, event_id: int) -> tuple[int, int]:
    """How many came, those who are erased included, and how many had said that they would."""
    rows = select(func.count().filter(CAME), func.count().filter(Participation.answer == Answer.GOING)).where(
        Participation.event_id == event_id
    )
    came, going = (await session.execute(rows)).one()
    return came + (await bygone(session, [event_id])).get(event_id, 0), going


async def bygone(session: AsyncSession, events: Collection[int]) -> dict[int, int]:
    """How many of who came to these events are erased."""
    rows = select(Bygone.event_id, Bygone.came).where(Bygone.event_id.in_(events))
    return {event_id: came for event_id, came in await session.execute(rows)}  # noqa: C416 rows are not pairs to the type checker


async def outcome(session: AsyncSession, event: Event) -> Outcome:
    marked = Participation.presence
    walked_in = and_(CAME, Participation.answer == Answer.WALK_IN)
    rows = (
        select(
            func.count().filter(CAME),
            func.count().filter(walked_in),
            func.count().filter(marked == Presence.ABSENT),
            func.count().filter(marked == Presence.EXCUSED),
            func.coalesce(func.sum(EARNED), 0),
            func.count(Participation.stars).filter(CAME),
            func.coalesce(func.sum(Participation.stars).filter(CAME), 0),
        )
        .join(Event, Event.id == Participation.event_id)
        .where(Participation.event_id == event.id)
    )
    living = Outcome(*(await session.execute(rows)).one())
    gone = await session.get(Bygone, event.id)
    if gone is None:
        return living
    return living._replace(
        came=living.came + gone.came,
        minutes=living.minutes + gone.minutes + gone.alike * event.credit,
        rated=living.rated + gone.rated,
        stars=living.stars + gone.stars,
    )


async def comments(session: AsyncSession, event_id: int, *, offset: int, limit: int) -> Sequence[str]:
    """What was said about an event: not by whom, nor in the order in which people came."""
    rows = select(Participation.comment).where(*_said(event_id)).order_by(Participation.comment)
    return [comment or "" for comment in await session.scalars(rows.offset(offset).limit(limit))]


async def how_many_comments(session: AsyncSession, event_id: int) -> int:
    rows = select(func.count()).select_from(Participation).where(*_said(event_id))
    return await session.scalar(rows) or 0


async def organizers(session: AsyncSession, event: Event, owners: Collection[int]) -> list[tuple[int, int]]:
    """Who made an event and still may steer it, and the managers of its organization; with their chats."""
    theirs = and_(Person.organization_id.is_not(None), Person.organization_id == event.organization_id)
    manages = and_(Person.role == Role.PARTNER, theirs)
    author = and_(
        Person.id == event.author, or_(Person.role >= Role.ORGANIZER, Person.telegram_id.in_(owners))
    )
    rows = select(Person.id, Person.telegram_id).where(Person.suspended_at.is_(None), or_(manages, author))
    return [(person_id, chat_id) for person_id, chat_id in await session.execute(rows.order_by(Person.id))]


async def keep(session: AsyncSession, event: Event, of: Participation) -> None:
    """Counts somebody who is about to be erased among those who came."""
    if of.presence is not Presence.CAME:
        return
    values = {
        "came": 1,
        "alike": int(of.minutes is None),
        "minutes": of.minutes or 0,
        "rated": int(of.stars is not None),
        "stars": of.stars or 0,
    }
    more = insert(dialect(session), Bygone).on_conflict_do_update(
        index_elements=["event_id"],
        set_={name: getattr(Bygone, name) + value for name, value in values.items()},
    )
    await session.execute(more, [{"event_id": event.id, **values}])


def _said(event_id: int) -> tuple[ColumnElement[bool], ...]:
    return (Participation.event_id == event_id, CAME, Participation.comment.is_not(None))


def _as(presence: Presence | None, at: datetime | None) -> dict[str, Any]:
    return {"presence": presence, "came_at": at}


async def _change(session: AsyncSession, statement: Update | Any) -> bool:
    changed: Any = await session.execute(statement, execution_options={"synchronize_session": False})
    return bool(changed.rowcount)
