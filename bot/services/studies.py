"""Year of study and interests as answers."""

import re
from typing import Any, Final

from bot.content.studies import INTERESTS, YEARS, bit, chosen
from bot.dialog import OUTDATED, Partial, Problem, Tap
from bot.services import spelling

_DEGREES: Final = {"master": "magistr|master", "doctor": "doktor|doctor|phd"}


def parse_year(raw: str) -> str | Problem:
    """A year as people write it: "2", "2 курс", "2-курс", "магистратура"."""
    sound = spelling.phonetic(raw)
    number = re.fullmatch(r"(?:\D*\s)?([1-9])(?:\s?\D*)?", spelling.plain(raw))
    if number and number[1] in YEARS:
        return number[1]
    degree = next((year for year, words in _DEGREES.items() if re.match(words, sound)), None)
    return degree or Problem("buttons")


def pick_year(tap: Tap) -> str | Problem:
    return tap.raw if tap.raw in YEARS else OUTDATED


def parse_interests(_raw: str) -> Problem:
    return Problem("buttons")


def pick_interests(tap: Tap) -> Any:
    """A switch of one interest, or all that are chosen, as a set of bits."""
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
            return int(number) & (bit(INTERESTS[-1] + 1) - 1)
        case _:
            return OUTDATED


def only_buttons(_raw: str) -> Problem:
    return Problem("buttons")


def confirm(tap: Tap) -> bool | Problem:
    return True if tap.raw == "yes" else OUTDATED
