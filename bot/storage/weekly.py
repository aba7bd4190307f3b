"""Who gets a goal a week, and whose is due."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple, cast

from sqlalchemy import Table, bindparam, delete, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.content.goals import COUNT
from bot.content.topics import Topic
from bot.storage.messages import Receiver
from bot.storage.models import Outgoing, Person, State, WeeklyGoal
from bot.storage.outbox import QUIETLY

# Core on the table, since the ORM would not take many rows in one call.
_ADVANCE: Final = (
    update(cast("Table", WeeklyGoal.__table__))
    .where(WeeklyGoal.person_id == bindparam("of"))
    .values(goal=bindparam("reached"), planned_at=bindparam("at"), due_at=bindparam("next"))
)


class Due(NamedTuple):
    """Someone whose next card is due."""

    person_id: int
    chat_id: int
    slot: int
    goal: int
    planned_at: datetime | None
    awareness_asked: int
    code: str | None
    receiver: Receiver


class Fate(NamedTuple):
    """What became of a card, and when."""

    state: State
    at: datetime | None


class Advance(NamedTuple):
    """How far someone is now, and when the next card is due."""

    person_id: int
    goal: int
    planned_at: datetime | None
    due_at: datetime | None


async def find(session: AsyncSession, person_id: int) -> WeeklyGoal | None:
    return await session.get(WeeklyGoal, person_id)


async def ended(session: AsyncSession, person_id: int) -> bool:
    """Whether every card, and what comes after the last, was planned."""
    found = await find(session, person_id)
    return found is not None and found.goal > COUNT


async def any_due(session: AsyncSession, now: datetime) -> bool:
    return bool(await session.scalar(select(exists().where(WeeklyGoal.due_at <= now))))


async def due(session: AsyncSession, now: datetime, *, limit: int) -> list[Due]:
    """Those whose card is due, the longest due first; locked, but for those another process looks at."""
    rows = (
        select(
            WeeklyGoal.person_id,
            Person.telegram_id,
            WeeklyGoal.slot,
            WeeklyGoal.goal,
            WeeklyGoal.planned_at,
            Person.awareness_asked,
            Person.code,
            Person.language,
            Person.consent_version,
            Person.muted,
            Person.stopped_at,
            Person.unreachable_at,
        )
        .join(Person, Person.id == WeeklyGoal.person_id)
        .where(WeeklyGoal.due_at <= now)
        .order_by(WeeklyGoal.due_at)
        .limit(limit)
        .with_for_update(skip_locked=True, of=WeeklyGoal)
    )
    return [
        Due(*row[:7], Receiver(row[7], row[8], row[9], row[10] is not None, row[11] is not None))
        for row in await session.execute(rows)
    ]


async def fates(session: AsyncSession, keys: Collection[str]) -> dict[str, Fate]:
    """What became of the messages under these keys."""
    of = (Outgoing.key, Outgoing.state, Outgoing.settled_at)
    rows = await session.execute(select(*of).where(Outgoing.key.in_(keys)))
    return {key: Fate(state, settled_at) for key, state, settled_at in rows}


async def take_back(session: AsyncSession, keys: Collection[str]) -> None:
    """Deletes messages that reached nobody, so that their keys are free again."""
    if keys:
        await session.execute(delete(Outgoing).where(Outgoing.key.in_(keys)), execution_options=QUIETLY)


async def advance(session: AsyncSession, steps: Sequence[Advance]) -> None:
    rows: list[dict[str, Any]] = [
        {"of": step.person_id, "reached": step.goal, "at": step.planned_at, "next": step.due_at}
        for step in steps
    ]
    if rows:
        await session.execute(_ADVANCE, rows)


async def count(session: AsyncSession) -> int:
    """How many people are still to get a card."""
    waiting = (
        select(func.count())
        .select_from(WeeklyGoal)
        .join(Person, Person.id == WeeklyGoal.person_id)
        .where(
            WeeklyGoal.due_at.is_not(None),
            Person.stopped_at.is_(None),
            Person.unreachable_at.is_(None),
            Person.muted.op("&")(int(Topic.GOALS)) == 0,
        )
    )
    return await session.scalar(waiting) or 0
