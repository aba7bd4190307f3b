"""Events as the staff list them: everybody's or those of one organization, and their own drafts."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, delete, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.models import Event, Phase


async def listed(
    session: AsyncSession, author: int, organization_id: int | None, now: datetime, *, offset: int, limit: int
) -> Sequence[Event]:
    """The next one first, then drafts, then what is over, the last first; with an organization its own."""
    ahead = and_(Event.phase == Phase.PUBLIC, Event.ends_at > now)
    rank = case((ahead, 0), (Event.phase == Phase.DRAFT, 1), else_=2)
    soonest = case((ahead, Event.starts_at))
    latest = case((Event.phase == Phase.DRAFT, Event.changed_at), else_=Event.starts_at)
    rows = _listed(select(Event), author, organization_id)
    rows = rows.order_by(rank, soonest, latest.desc(), Event.id.desc())
    return list(await session.scalars(rows.offset(offset).limit(limit)))


async def how_many(session: AsyncSession, author: int, organization_id: int | None) -> int:
    rows = _listed(select(func.count()).select_from(Event), author, organization_id)
    return await session.scalar(rows) or 0


async def last_draft(session: AsyncSession, author: int) -> Event | None:
    rows = select(Event).where(Event.author == author, Event.phase == Phase.DRAFT)
    return await session.scalar(rows.order_by(Event.id.desc()).limit(1))


async def discard(session: AsyncSession, author: int) -> None:
    """Deletes somebody's drafts: nobody else ever sees them, and they say whom to ask."""
    theirs = (Event.author == author, Event.phase == Phase.DRAFT)
    await session.execute(delete(Event).where(*theirs), execution_options={"synchronize_session": False})


def _listed(rows: Any, author: int, organization_id: int | None) -> Any:
    rows = rows.where(or_(Event.phase != Phase.DRAFT, Event.author == author))
    return rows if organization_id is None else rows.where(Event.organization_id == organization_id)
