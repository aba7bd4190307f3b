"""Certificates that were issued."""

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.models import Certificate


class Contents(NamedTuple):
    """What a certificate says of somebody."""

    person_id: int
    language: str
    name: str
    events: int
    minutes: int


async def find(session: AsyncSession, code: str) -> Certificate | None:
    return await session.scalar(select(Certificate).where(Certificate.code == code))


async def last(session: AsyncSession, of: Contents) -> Certificate | None:
    """The last one that says just this."""
    said = [getattr(Certificate, name) == value for name, value in of._asdict().items()]
    return await session.scalar(select(Certificate).where(*said).order_by(Certificate.id.desc()).limit(1))
