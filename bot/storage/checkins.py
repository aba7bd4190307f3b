"""Events at whose doors people check in now."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.models import Event, Participation, Phase

BEFORE: Final = timedelta(hours=1)  # the start: when the doors open; they close at the end


async def open_at(session: AsyncSession, person_id: int, at: datetime) -> Sequence[tuple[Event, bool]]:
    """Those whose doors were open then, and whether the person has answered them."""
    mine = and_(Participation.event_id == Event.id, Participation.person_id == person_id)
    rows = select(Event, Participation.person_id.is_not(None)).outerjoin(Participation, mine)
    found = await session.execute(rows.where(*_open(at)).order_by(Event.starts_at, Event.id))
    return [(event, bool(answered)) for event, answered in found]


async def any_open(session: AsyncSession, at: datetime) -> bool:
    return bool(await session.scalar(select(exists().where(*_open(at)))))


def _open(at: datetime) -> tuple[ColumnElement[bool], ...]:
    return Event.phase == Phase.PUBLIC, Event.starts_at <= at + BEFORE, Event.ends_at > at
