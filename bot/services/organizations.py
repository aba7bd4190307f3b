"""Partner organizations: their names, no two of them alike in whatever case."""

import unicodedata
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.dialog import Parsed
from bot.services import names, staff
from bot.services.staff import Deed
from bot.storage import naming
from bot.storage import organizations as storage
from bot.storage.models import FOLDED_MAX, Organization, Person


def parse(raw: str) -> Parsed:
    """The name in one line without invisible marks, or the problem: `empty`, `long` or `letters`."""
    return names.parse(raw)


async def add(session: AsyncSession, by: Person, name: str, now: datetime) -> Organization | None:
    """None if another one is called so."""
    number = await storage.add(session, name, folded(name), now)
    if number is None:
        return None
    await staff.note(session, by, Deed.ORGANIZATION_ADDED, now, about={"organization": number})
    return await storage.find(session, number)


async def rename(session: AsyncSession, by: Person, of: Organization, name: str, now: datetime) -> bool:
    """Whether it is called so now, and no other one."""
    if name == of.name:
        return True
    if not await naming.rename(session, Organization, of.id, name, folded(name)):
        return False
    await staff.note(session, by, Deed.ORGANIZATION_RENAMED, now, about={"organization": of.id})
    return True


def folded(name: str) -> str:
    """For comparing: in whatever case, however its letters are composed. Some letters become many."""
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return plain[:FOLDED_MAX]
