"""Links with a name, for posters and sites: no two names alike in whatever case."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.services import codes, organizations, staff
from bot.services.staff import Deed
from bot.storage import naming
from bot.storage import sources as storage
from bot.storage.models import Person, Source


async def add(session: AsyncSession, by: Person, name: str, now: datetime) -> Source | None:
    """None if another one is called so."""
    number = await storage.add(session, codes.new(Source), name, organizations.folded(name), now)
    if number is None:
        return None
    await staff.note(session, by, Deed.SOURCE_ADDED, now, about={"source": number})
    return await storage.find(session, number)


async def rename(session: AsyncSession, by: Person, of: Source, name: str, now: datetime) -> bool:
    """Whether it is called so now, and no other one."""
    if name == of.name:
        return True
    if not await naming.rename(session, Source, of.id, name, organizations.folded(name)):
        return False
    await staff.note(session, by, Deed.SOURCE_RENAMED, now, about={"source": of.id})
    return True


async def archive(session: AsyncSession, by: Person, of: Source, now: datetime, *, archived: bool) -> bool:
    """From now on nobody new counts for it, or somebody does again; whether that changed."""
    if (of.archived_at is not None) == archived:
        return False
    of.archived_at = now if archived else None
    deed = Deed.SOURCE_ARCHIVED if archived else Deed.SOURCE_RESTORED
    await staff.note(session, by, deed, now, about={"source": of.id})
    return True
