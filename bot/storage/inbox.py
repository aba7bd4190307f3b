"""Which updates were taken already."""

from collections.abc import Collection
from datetime import datetime
from functools import cache

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.dml import ReturningInsert

from bot.storage.database import dialect, insert
from bot.storage.models import Seen


async def note(session: AsyncSession, update_ids: Collection[int], now: datetime) -> set[int]:
    """Marks updates as taken; gives those that were not before."""
    # In one order everywhere, so that two processes with the same updates never wait for each other.
    rows = [{"update_id": update_id, "received_at": now} for update_id in sorted(update_ids)]
    return set(await session.scalars(_noting(dialect(session)), rows)) if rows else set()


async def prune(session: AsyncSession, before: datetime) -> None:
    """Forgets updates that Telegram cannot deliver again: it keeps them for 24 hours."""
    await session.execute(delete(Seen).where(Seen.received_at < before))


async def probe(session: AsyncSession, now: datetime) -> None:
    """Writes and takes back a row of no update, to see whether the database takes writes."""
    await note(session, {-1}, now)
    await session.execute(delete(Seen).where(Seen.update_id == -1))


@cache
def _noting(dialect_name: str) -> ReturningInsert[tuple[int]]:
    return insert(dialect_name, Seen).on_conflict_do_nothing().returning(Seen.update_id)
