"""Figures as they are counted and as they are shown. Of fewer than five people nothing is said."""

from dataclasses import dataclass
from typing import Final

SHOWN_FROM: Final = 5  # people


@dataclass(frozen=True, slots=True)
class Answered:
    """The option of a quiz that somebody chose, and how many people answered and were right, if they count.

    `again`: it was chosen before, and the first answer counts.
    """

    choice: int
    people: int = 0
    right: int = 0
    again: bool = False


@dataclass(frozen=True, slots=True)
class Goal:
    """How many people read a goal, answered its quiz and were right."""

    read: int
    answered: int
    right: int

    @property
    def percent(self) -> int | None:
        """Of right answers; None of too few."""
        return 100 * self.right // self.answered if self.answered >= SHOWN_FROM else None


@dataclass(frozen=True, slots=True)
class Group:
    """`value` is a language or the id of a university; `right` of `answers` of its people were right."""

    value: str
    people: int
    answers: int
    right: int

    @property
    def percent(self) -> int:
        return 100 * self.right // self.answers


@dataclass(frozen=True, slots=True)
class Groups:
    """Those that may be spoken of, the best first, and how many may not."""

    shown: tuple[Group, ...]
    hidden: int


@dataclass(frozen=True, slots=True)
class Change:
    """How many people answered a question before and after, and went up or down."""

    people: int
    more: int
    fewer: int


@dataclass(frozen=True, slots=True)
class Funnel:
    """How many people got how far."""

    opened: int = 0
    consented: int = 0
    registered: int = 0
    going: int = 0
    came: int = 0


@dataclass(frozen=True, slots=True)
class Brought:
    """Who came by a link: all of them, and those of this week."""

    all: Funnel
    week: Funnel


@dataclass(frozen=True, slots=True)
class Place:
    """Of `of` ambassadors by how many people came by their links; those with as many share it."""

    place: int
    of: int
