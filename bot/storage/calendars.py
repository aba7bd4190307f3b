"""Public events by time, whoever holds them."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.models import Event, Organization, Phase

LONGEST: Final = timedelta(days=31)  # an event


class Entry(NamedTuple):
    """A public event, as others are told of it."""

    number: int
    titles: dict[str, str]
    starts_at: datetime
    ends_at: datetime
    city: str
    organization_id: int | None
    organization: str | None


def coming(
    now: datetime, until: datetime | None = None, *, city: str | None = None, besides: int | None = None
) -> list[ColumnElement[bool]]:
    """Conditions: it is public and not over; begins before `until`, in this city, and is another one."""
    # The index goes by the beginning: what began longer ago than any event lasts need not be looked at.
    found = [Event.phase == Phase.PUBLIC, Event.starts_at > now - LONGEST, Event.ends_at > now]
    found += [] if until is None else [Event.starts_at < until]
    found += [] if city is None else [Event.city == city]
    return found if besides is None else [*found, Event.id != besides]


async def entries(
    session: AsyncSession,
    conditions: Collection[ColumnElement[bool]],
    *,
    offset: int = 0,
    limit: int | None = None,
) -> Sequence[Entry]:
    columns = (Event.id, Event.titles, Event.starts_at, Event.ends_at, Event.city, Event.organization_id)
    rows = (
        select(*columns, Organization.name)
        .outerjoin(Organization, Organization.id == Event.organization_id)
        .where(*conditions)
        .order_by(Event.starts_at, Event.id)
        .offset(offset)
        .limit(limit)
    )
    return [Entry(*row) for row in await session.execute(rows)]


async def how_many(session: AsyncSession, conditions: Collection[ColumnElement[bool]]) -> int:
    return await session.scalar(select(func.count()).select_from(Event).where(*conditions)) or 0
