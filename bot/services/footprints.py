"""Who was erased and comes back: known by a mark that says nothing to anybody, so that they count once.

A mark is a part of a keyed digest of an id at Telegram, so short that many accounts there share it: it leads
to nobody, though who has the key can try an id they know. It is kept for a year.
"""

import base64
import hashlib
import hmac
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage import footprints as storage
from bot.storage.models import Person

KEPT: Final = timedelta(days=365)
_BYTES: Final = (
    3  # of billions of accounts each mark stands for many; of newcomers one in thousands meets one
)


async def leave(session: AsyncSession, person: Person, secret: bytes, now: datetime) -> None:
    """Keeps that somebody who is about to be erased was here, and what they were counted for."""
    await storage.add(session, _mark(person, secret), person.counted, now)


async def recognize(session: AsyncSession, people: Collection[Person], secret: bytes) -> None:
    """Lets those count for nothing anew, of people who have just come, who were here before."""
    marks = {_mark(person, secret): person for person in people}
    for mark, counted in (await storage.find(session, marks)).items():
        marks[mark].counted = counted


async def prune(session: AsyncSession, now: datetime) -> None:
    await storage.prune(session, now - KEPT)


def _mark(person: Person, secret: bytes) -> str:
    found = hmac.new(secret, f"footprint:{person.telegram_id}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(found[:_BYTES]).decode()
