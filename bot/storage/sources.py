"""Links with a name."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.database import dialect, insert
from bot.storage.models import Source


async def add(session: AsyncSession, code: str, name: str, folded: str, now: datetime) -> int | None:
    """The number of a new one; None if the name is taken. Of two with one name only one is added."""
    row = {"code": code, "name": name, "folded": folded, "created_at": now}
    added = insert(dialect(session), Source).values(row).on_conflict_do_nothing()
    return await session.scalar(added.returning(Source.id))


async def find(session: AsyncSession, number: int, *, lock: bool = False) -> Source | None:
    """As it is now, whatever the session has seen before."""
    wanted = select(Source).where(Source.id == number).execution_options(populate_existing=True)
    return await session.scalar(wanted.with_for_update() if lock else wanted)


async def listed(session: AsyncSession, *, offset: int, limit: int) -> Sequence[Source]:
    """Those in use first, the newest on top."""
    ordered = select(Source).order_by(Source.archived_at.is_not(None), Source.id.desc())
    return list(await session.scalars(ordered.offset(offset).limit(limit)))


async def how_many(session: AsyncSession) -> int:
    return await session.scalar(select(func.count()).select_from(Source)) or 0
