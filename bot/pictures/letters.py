"""Text as the fonts have it: what they lack would stand there as empty boxes."""

import unicodedata
from collections.abc import Mapping
from typing import Any, Final

_SIGNS: Final = 0x2190  # from here on symbols are pictures: below are №, ™ and the like
_NOWHERE: Final = {"Cc", "Cf", "Co", "Cs", "Cn", "Me"}
_OF_PICTURES: Final = {"So", "Sk"}
_VARIANTS: Final = range(0xFE00, 0xFE10)


def printable(value: Any) -> Any:
    """The same value with texts that can be set: without emoji, control letters and what turns the line."""
    match value:
        case str():
            return " ".join("".join(letter for letter in value if _set(letter)).split())
        case Mapping():
            return {name: printable(each) for name, each in value.items()}
        case list() | tuple():
            return [printable(each) for each in value]
        case _:
            return value


def _set(letter: str) -> bool:
    kind = unicodedata.category(letter)
    if letter.isspace():
        return True
    if kind in _NOWHERE or ord(letter) in _VARIANTS:
        return False
    return ord(letter) < _SIGNS or kind not in _OF_PICTURES
