"""What a student can be asked of their studies and wishes: the choices there are, by id."""

from typing import Final

from bot.content.goals import COUNT

YEARS: Final = ("1", "2", "3", "4", "5", "6", "master", "doctor")

ABROAD: Final = COUNT + 1  # to serve abroad as an international volunteer
INTERESTS: Final = tuple(range(1, ABROAD + 1))  # the goals by number, and ABROAD


def chosen(interests: int) -> list[int]:
    """The interests in a set of bits: interest n is bit n - 1."""
    return [number for number in INTERESTS if interests & bit(number)]


def goals(interests: int | None) -> list[int]:
    """The goals among them."""
    return [number for number in chosen(interests or 0) if number <= COUNT]


def bit(number: int) -> int:
    return 1 << (number - 1)
