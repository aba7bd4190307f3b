"""How events went: how many came, their minutes, and what they said. Those who are erased count on."""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.hours import CAME, EARNED
from bot.storage.models import Answer, Bygone, Event, Participation, Presence


class Outcome(NamedTuple):
    """How an event went: people by what became of them, their minutes, and how they rated it.

    `stars` are of all `rated` together. Of those who came `gone` are erased; they are counted still.
    """

    came: int
    walked_in: int
    absent: int
    excused: int
    minutes: int
    rated: int
    stars: int
    gone: int = 0


async def turnout(session: AsyncSession, event_id: int) -> tuple[int, int]:
    """How many came, those who are erased included, and how many had said that they would."""
    rows = select(func.count().filter(CAME), func.count().filter(Participation.answer == Answer.GOING)).where(
        Participation.event_id == event_id
    )
    came, going = (await session.execute(rows)).one()
    return came + (await bygone(session, [event_id])).get(event_id, 0), going


async def came(session: AsyncSession, events: Sequence[int]) -> dict[int, int]:
    """How many came to these events, where anybody did; those who are erased included."""
    rows = select(Participation.event_id, func.count()).where(Participation.event_id.in_(events), CAME)
    found = Counter(await bygone(session, events))
    for event_id, people in await session.execute(rows.group_by(Participation.event_id)):
        found[event_id] += people
    return found


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
        gone=gone.came,
    )


async def comments(session: AsyncSession, event_id: int, *, offset: int, limit: int) -> Sequence[str]:
    """What was said about an event: not by whom, nor in the order in which people came."""
    rows = select(Participation.comment).where(*_said(event_id)).order_by(Participation.comment)
    return [comment or "" for comment in await session.scalars(rows.offset(offset).limit(limit))]


async def how_many_comments(session: AsyncSession, event_id: int) -> int:
    rows = select(func.count()).select_from(Participation).where(*_said(event_id))
    return await session.scalar(rows) or 0


def _said(event_id: int) -> tuple[ColumnElement[bool], ...]:
    return (Participation.event_id == event_id, CAME, Participation.comment.is_not(None))
