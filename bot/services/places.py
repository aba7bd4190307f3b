"""Universities and cities as answers: what is typed is looked for, what is tapped has to exist."""

from typing import Any, Final

from bot.content.places import OTHER, cities, universities
from bot.dialog import OUTDATED, Partial, Problem, Tap
from bot.services import spelling
from bot.services import universities as search

MAX: Final = 100  # characters of what is looked for


def search_university(raw: str) -> Partial | Problem:
    """What was typed and the ids found for it: the choice is made by a button."""
    typed = " ".join(raw.split())
    if len(typed) > MAX:
        return Problem("long", MAX)
    if not spelling.plain(typed):
        return Problem("empty")
    return Partial({"typed": typed, "found": search.find(typed)})


def pick_university(tap: Tap) -> str | Problem:
    return tap.raw if tap.raw in universities() or tap.raw == OTHER else OUTDATED


def parse_city(raw: str) -> str | Problem:
    """The id of a city by its name in any language or spelling."""
    sound = spelling.phonetic(raw)
    found = [
        city.id
        for city in cities().values()
        if sound and sound in map(spelling.phonetic, city.names.values())
    ]
    return found[0] if found else Problem("unknown")


def pick_city(tap: Tap) -> Any:
    """A city, or a page of their list."""
    kind, _, page = tap.raw.partition("-")
    if kind == "page" and page.isdecimal() and len(page) < 3:
        return Partial(int(page))
    return tap.raw if tap.raw in cities() or tap.raw == OTHER else OUTDATED
