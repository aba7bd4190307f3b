"""Universities and cities as answers: what is typed is looked for, what is tapped has to exist."""

from typing import Any, Final

from rapidfuzz import fuzz, process

from bot.content.places import OTHER, cities, universities
from bot.dialog import OUTDATED, Partial, Problem, Tap
from bot.services import spelling
from bot.services import universities as search

MAX: Final = 100  # characters of what is looked for

_ALIKE: Final = 85.0  # of 100: less is another city
_AROUND: Final = frozenset(spelling.phonetic(word) for word in ("г", "город", "қала", "қаласы", "city"))


def search_university(raw: str) -> Partial | Problem:
    """What was typed and the ids found for it: the choice is made by a button."""
    typed = " ".join(raw.split())
    if len(typed) > MAX:
        return Problem("long", MAX)
    if not spelling.plain(typed):
        return Problem("empty")
    return Partial({"typed": typed, "found": search.find(typed)})


def numbered(found: Any) -> list[str]:
    """The universities that were found, as the card numbers them."""
    return [of for of in found["found"] if of in universities()] if found else []


def pick_university(tap: Tap) -> str | Problem:
    return tap.raw if tap.raw in universities() or tap.raw == OTHER else OUTDATED


def parse_city(raw: str) -> str | Problem:
    """A city by its name in any language or spelling, with a letter wrong, or with "г." before it."""
    sound = " ".join(word for word in spelling.phonetic(raw).split() if word not in _AROUND)
    known = {spelling.phonetic(name): city.id for city in cities().values() for name in city.names.values()}
    found = process.extractOne(sound, list(known), scorer=fuzz.ratio, score_cutoff=_ALIKE) if sound else None
    return known[found[0]] if found else Problem("unknown")


def pick_city(tap: Tap) -> Any:
    """A city, or a page of their list."""
    kind, _, page = tap.raw.partition("-")
    if kind == "page" and page.isdecimal() and len(page) < 3:
        return Partial(int(page))
    return tap.raw if tap.raw in cities() or tap.raw == OTHER else OUTDATED
