"""Thanks to one person each, in organizers' own words."""

from typing import NamedTuple

from sqlalchemy import exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.models import Event, Organization, Person, Praise


class Given(NamedTuple):
    """With the name of who gave it, as long as they are here, and of the organization that held the event."""

    praise: Praise
    event: Event
    author: str | None
    organization: str | None


async def given(session: AsyncSession, event_id: int, person_id: int, author: int) -> bool:
    """Whether somebody has thanked a person for an event."""
    it = (Praise.event_id == event_id, Praise.person_id == person_id, Praise.author == author)
    return bool(await session.scalar(select(exists().where(*it))))


async def how_many(session: AsyncSession, person_id: int) -> int:
    rows = select(func.count()).select_from(Praise).where(Praise.person_id == person_id)
    return await session.scalar(rows) or 0


async def nth(session: AsyncSession, person_id: int, n: int) -> Given | None:
    """The last one is the first, counted from 0."""
    rows = (
        select(Praise, Event, Person.name, Organization.name)
        .join(Event, Event.id == Praise.event_id)
        .outerjoin(Person, Person.id == Praise.author)
        .outerjoin(Organization, Organization.id == Event.organization_id)
        .where(Praise.person_id == person_id)
        .order_by(Praise.id.desc())
    )
    found = (await session.execute(rows.offset(n).limit(1))).one_or_none()
    return Given(*found) if found else None
