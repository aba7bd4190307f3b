"""Events that get in each other's way: in one city on one day, or with like titles within a week.

Whoever plans one is told; nothing is forbidden.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import product
from typing import Final

from rapidfuzz import fuzz
from sqlalchemy.ext.asyncio import AsyncSession

from bot.content.places import OTHER
from bot.i18n import ALMATY
from bot.services import spelling
from bot.storage import calendars as storage
from bot.storage.calendars import Entry
from bot.storage.models import Event

LIKE: Final = 80  # of 100: see tests/services/test_clashes.py
NEAR: Final = timedelta(days=7)  # between like titles

_MOMENT: Final = timedelta(microseconds=1)
_WORDS: Final = 2  # at least, of a title that may be a part of another
_PART: Final = 95  # of 100, for such a part
# Words that tell no title from another.
_LITTLE: Final = frozenset(
    spelling.phonetic(word)
    for said in ("a an the of in for and to", "в во и на для за по", "мен және үшін")
    for word in said.split()
)


@dataclass(frozen=True, slots=True)
class Clash:
    """`here`: in the same city on the same day; else it is the title."""

    entry: Entry
    here: bool


async def find(session: AsyncSession, event: Event, now: datetime) -> list[Clash]:
    """Those of an event with its time known; what is in the same city on the same day first."""
    if event.starts_at is None or event.ends_at is None:
        return []
    since = max(now, event.starts_at - NEAR - timedelta(days=1))
    around = storage.coming(since, event.ends_at + 2 * NEAR, besides=event.id)
    found = await storage.entries(session, around)
    first, last = _days(event.starts_at, event.ends_at)
    here, like = [], []
    for entry in found:
        begins, ends = _days(entry.starts_at, entry.ends_at)
        if event.city == entry.city != OTHER and begins <= last and first <= ends:
            here.append(Clash(entry, here=True))
        elif max(begins - last, first - ends) <= NEAR and titled_alike(event.titles, entry.titles):
            like.append(Clash(entry, here=False))
    return here + like


def titled_alike(ours: Mapping[str, str], theirs: Mapping[str, str]) -> bool:
    """In whatever language."""
    return any(alike(one, other) for one, other in product(ours.values(), theirs.values()))


def alike(one: str, other: str) -> bool:
    """Whether titles sound alike: in another order, with a slip, or one as a part of the other."""
    ours, theirs = _folded(one), _folded(other)
    if not ours or not theirs:
        return False
    if fuzz.token_sort_ratio(ours, theirs) >= LIKE:
        return True
    fewest = min(len(set(ours.split())), len(set(theirs.split())))
    return fewest >= _WORDS and fuzz.token_set_ratio(ours, theirs) >= _PART


def _folded(title: str) -> str:
    return " ".join(word for word in spelling.phonetic(title).split() if word not in _LITTLE)


def _days(starts_at: datetime, ends_at: datetime) -> tuple[date, date]:
    """The first and the last day in Kazakhstan: none begins for what ends at midnight."""
    return _day(starts_at), max(_day(ends_at - _MOMENT), _day(starts_at))


def _day(at: datetime) -> date:
    return at.astimezone(ALMATY).date()
