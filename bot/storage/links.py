"""The codes in links: whose they are, and whether they count anybody."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import func, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.models import Ambassador, Person, Source, Standing


class Burst(NamedTuple):
    """People who came for the first time by one link in a short while, and how far they got."""

    code: str
    people: int
    first: datetime
    last: datetime
    consented: int
    registered: int


async def counts(session: AsyncSession, code: str) -> bool:
    """Whether newcomers by this link count for it."""
    if code.startswith("s"):
        found = select(Source.id).where(Source.code == code, Source.archived_at.is_(None))
    else:
        theirs = (Ambassador.code == code, Ambassador.standing == Standing.APPOINTED)
        found = select(Ambassador.person_id).where(*theirs)
    return await session.scalar(found) is not None


async def names(session: AsyncSession, codes: Collection[str]) -> dict[str, str]:
    """What the links of these codes are called: by an ambassador's name, or by their own."""
    people = select(Ambassador.code, Person.name).join(Person, Person.id == Ambassador.person_id)
    sources = select(Source.code, Source.name)
    found = [
        *await session.execute(people.where(Ambassador.code.in_(codes))),
        *await session.execute(sources.where(Source.code.in_(codes))),
    ]
    return {code: name or "" for code, name in found}


async def of_ambassadors(session: AsyncSession) -> list[str]:
    """All codes, those of paused links included."""
    had = Ambassador.standing.in_((Standing.APPOINTED, Standing.SUSPENDED))
    return list(await session.scalars(select(Ambassador.code).where(had)))


async def of_sources(session: AsyncSession) -> list[str]:
    """All codes, those of archived links included."""
    return list(await session.scalars(select(Source.code)))


async def owner(session: AsyncSession, code: str) -> int | None:
    """The ambassador whose link it is, or the number of a source with a name."""
    of = select(Ambassador.person_id).where(Ambassador.code == code)
    if code.startswith("s"):
        of = select(Source.id).where(Source.code == code)
    return await session.scalar(of)


async def bursts(session: AsyncSession, since: datetime, *, least: int) -> list[Burst]:
    """Links of ambassadors and sources by which at least so many newcomers have come since then."""
    shared = union_all(select(Ambassador.code), select(Source.code))
    rows: Any = (
        select(
            Person.source,
            func.count(),
            func.min(Person.source_at),
            func.max(Person.source_at),
            func.count(Person.consented_at),
            func.count(Person.registered_at),
        )
        .where(Person.source.in_(shared), Person.source_at > since)
        .group_by(Person.source)
        .having(func.count() >= least)
    )
    return [Burst(*row) for row in await session.execute(rows)]


async def brought(session: AsyncSession, code: str, since: datetime, until: datetime) -> int:
    """How many newcomers came by a link between two times."""
    theirs = (Person.source == code, Person.source_at > since, Person.source_at <= until)
    return await session.scalar(select(func.count()).select_from(Person).where(*theirs)) or 0


async def progress(session: AsyncSession, code: str, first: datetime, last: datetime) -> dict[str, int]:
    """How many of those who came by a link between two times are there, consented, and signed up."""
    theirs = (Person.source == code, Person.source_at >= first, Person.source_at <= last)
    of = (func.count(), func.count(Person.consented_at), func.count(Person.registered_at))
    row = (await session.execute(select(*of).where(*theirs))).one()
    return dict(zip(("people", "consented", "registered"), row, strict=True))
