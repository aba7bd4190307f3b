"""Marks of those who were erased."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import case, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.database import dialect, insert
from bot.storage.models import Footprint
from bot.storage.outbox import QUIETLY


async def add(session: AsyncSession, mark: str, counted: int, now: datetime) -> None:
    new = insert(dialect(session), Footprint).values(mark=mark, counted=counted, left_at=now)
    most = case((Footprint.counted > counted, Footprint.counted), else_=counted)
    again = new.on_conflict_do_update(index_elements=["mark"], set_={"counted": most, "left_at": now})
    await session.execute(again)


async def find(session: AsyncSession, marks: Collection[str]) -> dict[str, int]:
    """Those of these marks that there are, with what was counted."""
    if not marks:
        return {}
    rows = await session.execute(select(Footprint.mark, Footprint.counted).where(Footprint.mark.in_(marks)))
    return {mark: counted for mark, counted in rows}  # noqa: C416 rows are not pairs to the type checker


async def prune(session: AsyncSession, before: datetime) -> None:
    await session.execute(delete(Footprint).where(Footprint.left_at < before), execution_options=QUIETLY)
