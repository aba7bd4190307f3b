"""When replies may start: at once, until Telegram refuses several chats within a moment.

Then nobody starts for a while, and after it one after the other, whoever comes meanwhile behind them: started
all at once they would be refused again.
"""

from collections.abc import Callable
from typing import Final

_MANY: Final = 3  # chats refused within a moment: then it is everyone's matter
_MOMENT: Final = 2.0  # seconds
_QUIET: Final = 5.0  # seconds that everyone waits at most, before a reply tries again
_APART: Final = 1 / 24  # seconds between two after that: bulk is as slow for a while


class Turns:
    """`clock` is in seconds from any steady origin."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock: Final = clock
        self._refused: Final[dict[int, float]] = {}
        self._quiet_until = 0.0
        self._next = 0.0

    def take(self) -> float:
        """When a reply that comes now may start: behind those who wait for their turn, if any do."""
        now = self._clock()
        return self._behind() if self._next > now else now

    def still(self, turn: float) -> float:
        """The same turn, or a new one if it was before the end of a quiet time."""
        return turn if turn >= self._quiet_until else self._behind()

    def refused(self, chat_id: int, seconds: float) -> None:
        """A chat was refused, and is to be left alone for so long."""
        now = self._clock()
        self._refused[chat_id] = now
        for other, when in list(self._refused.items()):
            if now - when > _MOMENT:
                del self._refused[other]
        if len(self._refused) >= _MANY:
            self._quiet_until = max(self._quiet_until, now + min(seconds, _QUIET))

    def _behind(self) -> float:
        turn = max(self._next, self._quiet_until, self._clock())
        self._next = turn + _APART
        return turn
