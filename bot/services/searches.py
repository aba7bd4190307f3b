"""Looking for a person by a part of their name, in whatever case, or by their Telegram ID."""

from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot.dialog import Problem
from bot.services import names
from bot.storage import people as storage
from bot.storage.models import Person

MANY: Final = 10  # people shown

_DIGITS: Final = 18  # of a number that a database holds


def parse(raw: str) -> str | Problem:
    """What to look for, or the problem: `empty` or `long`."""
    typed = names.clean(raw)
    if not typed:
        return Problem("empty")
    return typed if len(typed) <= names.MAX else Problem("long", names.MAX)


async def find(session: AsyncSession, typed: str) -> tuple[list[Person], bool]:
    """Up to ten people, and whether there are more."""
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= _DIGITS else None
    # SQLite knows the case of Latin letters only.
    spellings = {typed, typed.lower(), typed.title(), typed.upper()}
    found = await storage.search(session, number, spellings, limit=MANY + 1)
    return found[:MANY], len(found) > MANY
