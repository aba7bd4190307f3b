"""Reading a roster: by the alphabet, a page at a time, or those whose name is looked for.

Databases differ in how they sort letters, and know the case of few: so all names are looked at here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot.services import spelling
from bot.storage import attendance as storage
from bot.storage.attendance import Attendee, Entry

PAGE: Final = 10  # names on one card
_IN_LINE: Final = {"waiting"}


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

    As it is spelled or else as it sounds, in whatever letters and order.
    """
    everybody = sorted(await storage.listed(session, event_id), key=_by_name)
    found = _matching(everybody, typed, spelling.russian) or _matching(everybody, typed, spelling.phonetic)
    return found[:PAGE], len(found) > PAGE


async def entries(session: AsyncSession, event_id: int) -> list[Entry]:
    """Everybody's, by the alphabet."""
    found = await storage.entries(session, event_id)
    return sorted(found, key=lambda one: (spelling.alphabetical(one.name), one.person_id))


def _by_name(one: Attendee) -> tuple[str, int]:
    return spelling.alphabetical(one.name), one.person_id


def _matching(people: Sequence[Attendee], typed: str, fold: Callable[[str], str]) -> list[Attendee]:
    """Those whose names begin with a word first."""
    words = fold(typed).split()
    if not words:
        return []
    folded = [(one, fold(one.name)) for one in people]
    found = [(one, name) for one, name in folded if all(word in name for word in words)]
    return [one for one, _ in sorted(found, key=lambda each: not f" {each[1]}".count(f" {words[0]}"))]
