"""Who is an ambassador, or asked to be one."""

from collections.abc import Collection, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import case, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.models import Ambassador, Person, Standing
from bot.storage.outbox import QUIETLY

# Who asks comes first, since they wait for an answer.
_ORDER: Final = case(
    (Ambassador.standing == Standing.ASKED, 0), (Ambassador.standing == Standing.APPOINTED, 1), else_=2
)
_ENTRY: Final[Any] = select(Ambassador, Person.name, Person.university, Person.telegram_id)


class Entry(NamedTuple):
    """Somebody on the list."""

    ambassador: Ambassador
    name: str | None
    university: str | None
    chat_id: int


async def find(session: AsyncSession, person_id: int, *, lock: bool = False) -> Ambassador | None:
    wanted = select(Ambassador).where(Ambassador.person_id == person_id)
    return await session.scalar(wanted.with_for_update(key_share=True) if lock else wanted)


async def listed(
    session: AsyncSession, standings: Collection[Standing], *, offset: int, limit: int
) -> Sequence[Entry]:
    """Who asked comes first, the longest waiting on top; then by name."""
    asked = case((Ambassador.standing == Standing.ASKED, Ambassador.asked_at))
    rows = _of(_ENTRY, standings).order_by(_ORDER, asked, Person.name, Person.id)
    return [Entry(*row) for row in await session.execute(rows.offset(offset).limit(limit))]


async def how_many(session: AsyncSession, standings: Collection[Standing]) -> int:
    return await session.scalar(_of(select(func.count()).select_from(Ambassador), standings)) or 0


async def appointed(session: AsyncSession) -> Sequence[Entry]:
    """Everybody whose link counts."""
    rows = _of(_ENTRY, [Standing.APPOINTED]).order_by(Person.id)
    return [Entry(*row) for row in await session.execute(rows)]


async def by_number(session: AsyncSession, numbers: Collection[int]) -> dict[int, Ambassador]:
    theirs = select(Ambassador).where(Ambassador.person_id.in_(numbers))
    return {found.person_id: found for found in await session.scalars(theirs)}


async def by_chat(session: AsyncSession, chats: Collection[int]) -> dict[int, Ambassador]:
    rows = select(Person.telegram_id, Ambassador).join(Ambassador, Person.id == Ambassador.person_id)
    found = await session.execute(rows.where(Person.telegram_id.in_(chats)))
    return {chat_id: ambassador for chat_id, ambassador in found}  # noqa: C416 rows


async def thanked(session: AsyncSession, person_id: int, step: int) -> bool:
    """Notes for how many people an ambassador is thanked; whether nobody had noted that before."""
    other = (Ambassador.person_id == person_id, Ambassador.thanked != step)
    noted: Any = await session.execute(
        update(Ambassador).where(*other).values(thanked=step), execution_options=QUIETLY
    )
    return bool(noted.rowcount)


def _of(rows: Any, standings: Collection[Standing]) -> Any:
    return rows.join(Person, Person.id == Ambassador.person_id).where(Ambassador.standing.in_(standings))
