"""Who takes part in which event. Whoever changes anything here holds the event's row."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.models import Answer, Event, Participation, Person


async def hold(session: AsyncSession, event_id: int) -> Event | None:
    """The event, to change it or the answers to it."""
    return await session.scalar(select(Event).where(Event.id == event_id).with_for_update())


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


async def ahead(session: AsyncSession, event_id: int, line: int) -> int:
    """How many wait with a lower number."""
    waiting = (Participation.event_id == event_id, Participation.answer == Answer.WAITING)
    rows = select(func.count()).select_from(Participation).where(*waiting, Participation.line < line)
    return await session.scalar(rows) or 0


async def waiting(
    session: AsyncSession, event_id: int, *, limit: int | None
) -> Sequence[tuple[Participation, int]]:
    """Those who wait and can be written to, with their chats, the first in line first."""
    rows = (
        select(Participation, Person.telegram_id)
        .join(Person, Person.id == Participation.person_id)
        .where(
            Participation.event_id == event_id,
            Participation.answer == Answer.WAITING,
            Person.stopped_at.is_(None),
            Person.unreachable_at.is_(None),
        )
        .order_by(Participation.line)
        .limit(limit)
    )
    return [(row, chat_id) for row, chat_id in await session.execute(rows)]


async def lapsing(session: AsyncSession, event_id: int, now: datetime) -> Sequence[Participation]:
    """Offers of an event that nobody took in time."""
    offered = (Participation.event_id == event_id, Participation.answer == Answer.OFFERED)
    return list(await session.scalars(select(Participation).where(*offered, Participation.until <= now)))


async def with_lapsing(session: AsyncSession, now: datetime) -> list[int]:
    """The events of which offers have run out."""
    offered = (Participation.answer == Answer.OFFERED, Participation.until <= now)
    return list(await session.scalars(select(Participation.event_id).where(*offered).distinct()))


async def of(session: AsyncSession, person_id: int) -> list[int]:
    """The events that somebody answered, in the order in which they are to be held."""
    rows = select(Participation.event_id).where(Participation.person_id == person_id)
    return list(await session.scalars(rows.order_by(Participation.event_id)))
