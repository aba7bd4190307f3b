"""Partner organizations and their managers."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import and_, func, or_, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.roles import Role
from bot.storage.database import dialect, insert
from bot.storage.models import Event, Organization, Person

# A literal, since a bound value would not find the partial index: few are of the staff, of all people.
_STAFF: Final = text("people.role > 0")


async def add(session: AsyncSession, name: str, folded: str, now: datetime) -> int | None:
    """The number of a new one; None if the name is taken. Of two with one name only one is added."""
    row = {"name": name, "folded": folded, "created_at": now}
    added = insert(dialect(session), Organization).values(row).on_conflict_do_nothing()
    return await session.scalar(added.returning(Organization.id))


async def find(session: AsyncSession, number: int) -> Organization | None:
    """As it is now, whatever the session has seen before."""
    return await session.get(Organization, number, populate_existing=True)


async def listed(session: AsyncSession, *, offset: int, limit: int) -> Sequence[Organization]:
    rows = select(Organization).order_by(Organization.folded, Organization.id)
    return list(await session.scalars(rows.offset(offset).limit(limit)))


async def how_many(session: AsyncSession) -> int:
    return await session.scalar(select(func.count()).select_from(Organization)) or 0


async def names(session: AsyncSession, numbers: Collection[int]) -> dict[int, str]:
    rows = select(Organization.id, Organization.name).where(Organization.id.in_(numbers))
    return {number: name for number, name in await session.execute(rows)}  # noqa: C416 rows are not pairs to the type checker


async def managers(session: AsyncSession, number: int) -> Sequence[Person]:
    """Of one organization, suspended ones included; the longest there first."""
    theirs = (_STAFF, Person.role == Role.PARTNER, Person.organization_id == number)
    return list(await session.scalars(select(Person).where(*theirs).order_by(Person.role_at, Person.id)))


async def chats(session: AsyncSession) -> Sequence[tuple[int, int]]:
    """The numbers of all managers who are not suspended, and their chats."""
    active = (_STAFF, Person.role == Role.PARTNER, Person.suspended_at.is_(None))
    rows = select(Person.id, Person.telegram_id).where(*active).order_by(Person.id)
    return [(number, chat_id) for number, chat_id in await session.execute(rows)]


async def organizers(session: AsyncSession, event: Event, owners: Collection[int]) -> list[tuple[int, int]]:
    """Who made an event and still may steer it, and the managers of its organization; with their chats."""
    theirs = and_(Person.organization_id.is_not(None), Person.organization_id == event.organization_id)
    manages = and_(Person.role == Role.PARTNER, theirs)
    author = and_(
        Person.id == event.author, or_(Person.role >= Role.ORGANIZER, Person.telegram_id.in_(owners))
    )
    rows = select(Person.id, Person.telegram_id).where(Person.suspended_at.is_(None), or_(manages, author))
    return [(person_id, chat_id) for person_id, chat_id in await session.execute(rows.order_by(Person.id))]
