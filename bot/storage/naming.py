"""Names of which no two are alike: those of organizations, and of links."""

from sqlalchemy import exists, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.models import Organization, Source
from bot.storage.outbox import QUIETLY


async def rename(
    session: AsyncSession, of: type[Organization | Source], number: int, name: str, folded: str
) -> bool:
    """Whether the name was free."""
    if await session.scalar(select(exists().where(of.folded == folded, of.id != number))):
        return False
    renamed = update(of).where(of.id == number).values(name=name, folded=folded)
    try:
        async with session.begin_nested():  # somebody else may take it at this very moment
            await session.execute(renamed, execution_options=QUIETLY)
    except IntegrityError:
        return False
    return True
