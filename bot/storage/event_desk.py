"""Events as the staff list them: everybody's or those of one organization, and their own drafts."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.models import Event, Phase


async def listed(
    session: AsyncSession, author: int, organization_id: int | None, *, offset: int, limit: int
) -> Sequence[Event]:
    """What was touched last first; with an organization only its own."""
    rows = _listed(select(Event), author, organization_id)
    rows = rows.order_by(Event.changed_at.desc(), Event.id.desc())
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
