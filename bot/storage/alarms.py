"""What waits too long or fails too often, and the troubles that owners were told of."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, delete, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.database import dialect, insert
from bot.storage.models import Alarm, Broadcast, Lane, Outgoing, Person, Stage, State
from bot.storage.outbox import QUIETLY, WAITING, WAITING_REPLY


async def waiting(session: AsyncSession, since: datetime) -> bool:
    """Whether a reply or a reminder waits that was due by then.

    A reply that was tried and put off has been due since it was written; a reminder is put off for good
    reasons too.
    """
    replies = (Outgoing.not_before.is_(None), Outgoing.not_before <= since, Outgoing.attempts > 0)
    due = (
        (WAITING_REPLY, Outgoing.created_at <= since, or_(*replies)),
        (WAITING, Outgoing.lane == Lane.REMINDER, Outgoing.not_before <= since),
    )
    looks = [select(exists().where(*each, going)) for each in due for going in _going()]
    return any([bool(await session.scalar(look)) for look in looks])


async def stands(session: AsyncSession, since: datetime) -> bool:
    """Whether broadcasts were due by then, and none was settled since: a long one may take its time."""
    due = (WAITING, Outgoing.lane == Lane.BROADCAST, Outgoing.not_before <= since)
    looks = [select(exists().where(*due, going)) for going in _going()]
    if not any([bool(await session.scalar(look)) for look in looks]):
        return False
    settled = exists().where(Outgoing.settled_at > since, Outgoing.lane == Lane.BROADCAST)
    return not await session.scalar(select(settled))


async def outcomes(session: AsyncSession, since: datetime) -> Counter[State]:
    """What became of the messages settled since, by state."""
    rows = select(Outgoing.state, func.count()).where(Outgoing.settled_at > since).group_by(Outgoing.state)
    return Counter({state: count for state, count in await session.execute(rows)})  # noqa: C416 rows are not pairs to the type checker


async def standing(session: AsyncSession) -> set[str]:
    """The kinds of trouble that owners were told of, and not yet that they are over."""
    return set(await session.scalars(select(Alarm.kind)))


async def begin(session: AsyncSession, kind: str, now: datetime) -> bool:
    """Notes a trouble; whether it is new. Of two processes only one finds that it is."""
    row = {"kind": kind, "began_at": now, "seen_at": now}
    added = insert(dialect(session), Alarm).values(row).on_conflict_do_nothing().returning(Alarm.kind)
    if await session.scalar(added):
        return True
    lasts = update(Alarm).where(Alarm.kind == kind).values(seen_at=now)
    await session.execute(lasts, execution_options=QUIETLY)
    return False


async def end(session: AsyncSession, kind: str, unseen_since: datetime) -> datetime | None:
    """Forgets a trouble that was last seen by then; gives when it began."""
    over = delete(Alarm).where(Alarm.kind == kind, Alarm.seen_at <= unseen_since).returning(Alarm.began_at)
    return await session.scalar(over, execution_options=QUIETLY)


async def owners(session: AsyncSession, telegram_ids: Collection[int]) -> list[Person]:
    """Those of them who have written to the bot."""
    wanted = select(Person).where(Person.telegram_id.in_(telegram_ids)).order_by(Person.id)
    return list(await session.scalars(wanted))


def _going() -> tuple[ColumnElement[bool], ...]:
    """No broadcast's copy, or one of a broadcast that is not held: each by itself finds the index."""
    sending = select(Broadcast.id).where(Broadcast.stage == Stage.SENDING)
    return Outgoing.broadcast_id.is_(None), Outgoing.broadcast_id.in_(sending)
