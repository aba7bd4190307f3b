"""Year of study and interests as answers."""

import re
from typing import Any, Final

from bot.content.studies import INTERESTS, YEARS, bit, chosen
from bot.dialog import OUTDATED, Partial, Problem, Tap
from bot.services import spelling

_DEGREES: Final = {
    "master": re.compile(r"магистр|master|msc|\bma\b"),
    "doctor": re.compile(r"доктор|doctor|phd|аспирант"),
}
_ORDINAL: Final = r"([1-9])(?: ?(?:[иеы]{1,2}|ши|st|nd|rd|th)\b)?"
_YEARS: Final = (
    re.compile(_ORDINAL),
    re.compile(rf".*\b{_ORDINAL} ?(?:курс|kurs|year).*"),
    re.compile(r".*(?:курс|kurs|year) ?([1-9])\b.*"),
)


def parse_year(raw: str) -> str | Problem:
    """A year as people write it: "2", "2 курс", "2-курс". A degree says more than the year in it."""
    said = spelling.russian(raw)
    degree = next((year for year, word in _DEGREES.items() if word.search(said)), None)
    number = next((found[1] for form in _YEARS if (found := form.fullmatch(said))), None)
    return degree or (number if number in YEARS else None) or Problem("buttons")


def pick_year(tap: Tap) -> str | Problem:
    return tap.raw if tap.raw in YEARS else OUTDATED


def parse_interests(_raw: str) -> Problem:
    return Problem("buttons")


def pick_interests(tap: Tap) -> Any:
    """A switch of one interest, or all that are chosen, as a set of bits.

    "Done" on a card that was not redrawn yet means what has been chosen by now.
    """
    act, _, number = tap.raw.partition("-")
    if not number.isdecimal() or len(number) > 3:
        return OUTDATED
    so_far = (tap.answer if tap.partial is None else tap.partial) or 0
    match act:
        case "on" if int(number) in INTERESTS:
            return Partial(so_far | bit(int(number)))
        case "off" if int(number) in INTERESTS:
            return Partial(so_far & ~bit(int(number)))
        case "done" if chosen(int(number)):
            told = int(number) if tap.partial is None else so_far
            return told & (bit(INTERESTS[-1] + 1) - 1)
        case _:
            return OUTDATED


def only_buttons(_raw: str) -> Problem:
    return Problem("buttons")


def confirm(tap: Tap) -> bool | Problem:
    return True if tap.raw == "yes" else OUTDATED
