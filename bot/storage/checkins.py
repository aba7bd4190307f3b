"""Events at whose doors people check in now."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import and_, case, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.models import Event, Participation, Phase


async def open_now(
    session: AsyncSession, person_id: int, now: datetime, before: timedelta
) -> Sequence[Event]:
    """Those that begin in so long at most and are not over, what the person has answered first."""
    mine = and_(Participation.event_id == Event.id, Participation.person_id == person_id)
    answered = case((Participation.person_id.is_not(None), 0), else_=1)
    rows = (
        select(Event)
        .outerjoin(Participation, mine)
        .where(Event.phase == Phase.PUBLIC, Event.starts_at <= now + before, Event.ends_at > now)
        .order_by(answered, Event.starts_at, Event.id)
    )
    return list(await session.scalars(rows))


async def reconsider(session: AsyncSession, event_id: int, now: datetime) -> None:
    """Has the schedule look at an event after whose thanks somebody turned out to have come."""
    done = update(Event).where(Event.id == event_id, Event.after_at.is_(None), Event.ends_at <= now)
    await session.execute(done.values(after_at=now), execution_options={"synchronize_session": False})
