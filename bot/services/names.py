"""Names as people type them: cleaned, and refused only where nobody could be greeted by them."""

import re
import unicodedata
from typing import Final

from bot.dialog import OUTDATED, Problem, Tap

MAX: Final = 64  # letters

_JOINERS: Final = {"\u200c", "\u200d"}  # they hold emoji and some scripts together
_FILLERS: Final = {"\u115f", "\u1160", "\u3164", "\uffa0"}  # letters to Unicode, nothing to the eye


def parse(raw: str) -> str | Problem:
    """The name in one line without invisible marks, or the problem: `empty`, `long` or `letters`."""
    name = clean(raw)
    if not name:
        return Problem("empty")
    if len(name) > MAX:
        return Problem("long", MAX)
    if not any(character.isalpha() for character in name):
        return Problem("letters")
    return name


def pick(tap: Tap) -> str | Problem:
    """The name that was suggested, by its button."""
    return tap.suggestion if tap.raw == "suggested" and tap.suggestion else OUTDATED


def suggestion(first_name: str, last_name: str | None) -> str | None:
    """The name that Telegram gives, as far as it can serve as one."""
    for candidate in (f"{first_name} {last_name or ''}", first_name):
        if isinstance(name := parse(candidate), str):
            return name
    return None


def clean(raw: str) -> str:
    """One line without invisible marks."""
    shown = (c if _shows(c) else " " for c in unicodedata.normalize("NFC", raw))
    return re.sub(r"\s+", " ", "".join(shown)).strip(" \u200c\u200d")


def _shows(character: str) -> bool:
    if character in _JOINERS:
        return True
    return unicodedata.category(character)[0] != "C" and character not in _FILLERS
