"""How a broadcast goes, as numbers of people."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Progress:
    """`waiting` are still to get it, `blocked` cannot be reached, nobody knows of the `doubtful`.

    `failed` and `skipped` are by reason; `languages` are those who got it, of all, by language.
    """

    people: int = 0
    sent: int = 0
    waiting: int = 0
    doubtful: int = 0
    blocked: int = 0
    failed: Mapping[str, int] = field(default_factory=dict)
    skipped: Mapping[str, int] = field(default_factory=dict)
    languages: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def percent(self) -> int:
        """Of those whose end is known."""
        return 100 * (self.people - self.waiting) // self.people if self.people else 100


@dataclass(frozen=True, slots=True)
class Reactions:
    """What people did about it. `tapped` counts only buttons that open a card of the bot."""

    tapped: int = 0
    muted: int = 0
    stopped: int = 0
    blocked: int = 0


@dataclass(frozen=True, slots=True)
class Following:
    """What is done to the copies of a broadcast: how many of them are corrected, or taken back."""

    withdraws: bool
    done: int
    people: int
    ended: bool
