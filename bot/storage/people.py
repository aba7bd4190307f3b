"""People, loaded and locked in one order, so that two batches never wait for each other."""

from collections.abc import Collection
from datetime import datetime
from functools import cache
from typing import Any, Final, NamedTuple

from sqlalchemy import Insert, bindparam, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from bot.storage.database import dialect, insert
from bot.storage.models import Base, Dialog, Person

# Built once: to build a statement takes as long as to run it. Dialogs come in one of their own, since one
# that had to wait for the lock would still see them as they were before.
_LOCKED: Final = (
    select(Person)
    .where(Person.telegram_id.in_(bindparam("ids", expanding=True)))
    .options(selectinload(Person.dialogs))
    .order_by(Person.id)
    .with_for_update(key_share=True)  # what refers to them need not wait: it might hold what we want next
)

# What a feature keeps of people: whoever adds a table need not remember to empty it here.
_BELONGINGS: Final = [
    table
    for table in Base.metadata.sorted_tables
    if "person_id" in table.columns and table is not Dialog.__table__
]


class Speaker(NamedTuple):
    """What somebody speaks, the code in their links, and how old they are."""

    language: str | None
    code: str | None
    age_band: str | None


async def meet(session: AsyncSession, telegram_ids: Collection[int], now: datetime) -> dict[int, Person]:
    """The people with these Telegram ids with their dialogs, locked; new ones are added."""
    if not telegram_ids:
        return {}
    known = await _lock(session, telegram_ids)
    new = sorted(set(telegram_ids) - known.keys())
    if new:
        rows = [{"telegram_id": telegram_id, "created_at": now, "seen_at": now} for telegram_id in new]
        await session.execute(_adding(dialect(session)), rows)
        known |= await _lock(session, new)
    return known


async def find(session: AsyncSession, telegram_id: int) -> Person | None:
    return (await _lock(session, [telegram_id])).get(telegram_id)


async def by_number(session: AsyncSession, number: int, *, lock: bool = False) -> Person | None:
    """The person with this internal number; with `lock` to be changed, the dialogs beside."""
    wanted = select(Person).where(Person.id == number)
    if lock:
        wanted = wanted.options(selectinload(Person.dialogs)).with_for_update(key_share=True)
    return await session.scalar(wanted)


async def search(
    session: AsyncSession, telegram_id: int | None, spellings: Collection[str], *, limit: int
) -> list[Person]:
    """People of this id, or with any of these spellings in their name; who came last first."""
    named = [Person.name.contains(spelling, autoescape=True) for spelling in sorted(spellings)]
    wanted = select(Person).where(or_(Person.telegram_id == telegram_id, *named))
    return list(await session.scalars(wanted.order_by(Person.id.desc()).limit(limit)))


async def names(session: AsyncSession, numbers: Collection[int]) -> dict[int, str | None]:
    """What those of these numbers are called who are still here."""
    wanted = select(Person.id, Person.name).where(Person.id.in_(numbers))
    return {number: name for number, name in await session.execute(wanted)}  # noqa: C416 rows are not pairs to the type checker


async def language(session: AsyncSession, telegram_id: int) -> str | None:
    """What somebody speaks; None if they are not here. Locks nobody."""
    return await session.scalar(select(Person.language).where(Person.telegram_id == telegram_id))


async def speaker(session: AsyncSession, telegram_id: int) -> Speaker | None:
    """What is known of somebody who may have signed up. Locks nobody."""
    of = (Person.language, Person.code, Person.age_band)
    found = (await session.execute(select(*of).where(Person.telegram_id == telegram_id))).one_or_none()
    return Speaker(*found) if found else None


async def lose(session: AsyncSession, telegram_id: int, at: datetime) -> None:
    """Marks a person whom Telegram did not let us write to, unless they have written since."""
    silent = update(Person).where(
        Person.telegram_id == telegram_id, Person.unreachable_at.is_(None), Person.seen_at <= at
    )
    await session.execute(silent.values(unreachable_at=at), execution_options={"synchronize_session": False})


async def strip(session: AsyncSession, person: Person) -> None:
    """Deletes everything that refers to the person, but for the conversations that came with the row."""
    for table in _BELONGINGS:
        await session.execute(delete(table).where(table.c.person_id == person.id))


async def belongings(session: AsyncSession, person: Person) -> dict[str, list[dict[str, Any]]]:
    """The same, by table."""
    found = {}
    for table in _BELONGINGS:
        columns = [column for column in table.columns if column.name != "person_id"]
        rows = await session.execute(
            select(*columns).where(table.c.person_id == person.id).order_by(*table.primary_key.columns)
        )
        found[table.name] = [dict(row) for row in rows.mappings()]
    return found


async def _lock(session: AsyncSession, telegram_ids: Collection[int]) -> dict[int, Person]:
    locked = await session.scalars(_LOCKED, {"ids": list(telegram_ids)})
    return {person.telegram_id: person for person in locked}


@cache
def _adding(dialect_name: str) -> Insert:
    return insert(dialect_name, Person).on_conflict_do_nothing()
