"""Reading a roster: by the alphabet, a page at a time, or those whose name is looked for.

Databases differ in how they sort letters, and know the case of few: so all names are looked at here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot.services import spelling
from bot.storage import rosters as storage
from bot.storage.rosters import Attendee, Entry

PAGE: Final = 10  # names on one card
_IN_LINE: Final = {"waiting"}
_FOLDS: Final = (spelling.russian, spelling.phonetic)


@dataclass(frozen=True, slots=True)
class Page:
    """Some of a group; pages are counted from 0, the `first` of the people from 1."""

    first: int
    people: Sequence[Attendee]
    number: int
    last: int


async def page(session: AsyncSession, event_id: int, group: str, number: int) -> Page:
    """A page beyond the last is the last."""
    found = await storage.listed(session, event_id, group)
    people = found if group in _IN_LINE else sorted(found, key=_by_name)
    last = max(len(people) - 1, 0) // PAGE
    number = min(number, last)
    return Page(number * PAGE + 1, people[number * PAGE : (number + 1) * PAGE], number, last)


async def find(session: AsyncSession, event_id: int, typed: str) -> tuple[list[Attendee], bool]:
    """Up to ten people of an event in whose name each of the words stands, and whether there are more.

    As it is spelled or as it sounds, in whatever letters and order; whose name begins so comes first.
    """
    everybody = sorted(await storage.listed(session, event_id), key=_by_name)
    ranks = [min(_rank(one.name, typed, fold) for fold in _FOLDS) for one in everybody]
    found = [one for wanted in (0, 1) for one, rank in zip(everybody, ranks, strict=True) if rank == wanted]
    return found[:PAGE], len(found) > PAGE


async def entries(session: AsyncSession, event_id: int) -> list[Entry]:
    """Everybody's, by the alphabet."""
    found = await storage.entries(session, event_id)
    return sorted(found, key=lambda one: (spelling.alphabetical(one.name), one.person_id))


def _by_name(one: Attendee) -> tuple[str, int]:
    return spelling.alphabetical(one.name), one.person_id


def _rank(name: str, typed: str, fold: Callable[[str], str]) -> int:
    """0 where a part of the name begins with the first word, 1 where all words are in it, else 2."""
    words, known = fold(typed).split(), f" {fold(name)}"
    if not words or not all(word in known for word in words):
        return 2
    return 0 if f" {words[0]}" in known else 1
