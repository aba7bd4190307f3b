"""How many messages may be under way: the permits of one limit.

A permit comes back one second after the *answer* to its message, less the smallest round trip seen
lately, plus 5 ms: then a rolling second at Telegram's door holds the limit though trips take longer or less.
Who takes a permit without waiting is left room for: as many as are likely to be needed.
"""

import asyncio
import math
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Final

LIMIT: Final = 30  # messages in any second
_SPACING: Final = 1 / 29.8
_MARGIN: Final = 0.005
_LATE: Final = 0.05  # seconds that are caught up
_LATELY: Final = 10.0  # seconds by which the rate is known of those that do not wait
_NOW: Final = 2.0  # seconds by which it is seen that a rush of them is over
_RISING: Final = 1.5  # times as many as in those may be likely
_SLOWER_FOR: Final = 60.0  # seconds after a 429 in which there are fewer permits
_SLOWER_BY: Final = 0.8


class Permits:
    """`clock` and `sleep` are in seconds; any steady origin will do."""

    def __init__(
        self,
        *,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
        limit: int,
    ) -> None:
        self._clock: Final = clock
        self._sleep: Final = sleep
        self._limit: Final = limit
        self._spacing: Final = _SPACING * LIMIT / limit
        self._out = 0
        self._returns: deque[float] = deque()
        self._trips: deque[float] = deque([0.0], maxlen=100)
        self._unasked: deque[float] = deque()
        self._latest: deque[float] = deque()
        self._next_start = 0.0
        self._paused_until = 0.0
        self._slower_until = 0.0
        self._answer: Final = asyncio.Event()

    async def permit(self) -> float:
        """Waits for a permit; gives the time at which it was taken."""
        while (wait := self._wait()) is None or wait > 0:
            if wait is None:
                self._answer.clear()
                await self._answer.wait()
            else:
                await self._sleep(wait)
        # What was lost in a sleep or a look into the database is caught up as far as there are permits.
        now = self._clock()
        due = self._next_start if now - self._next_start < _LATE else now
        taken_at = self._take()
        self._next_start = due + self._spacing
        return taken_at

    def take(self) -> float:
        """Takes a permit without waiting."""
        taken_at = self._take()
        self._unasked.append(taken_at)
        self._latest.append(taken_at)
        self._forget(taken_at)
        return taken_at

    def _take(self) -> float:
        self._out += 1
        now = self._clock()
        self._next_start = max(self._next_start, now + self._spacing)
        return now

    def answered(self, taken_at: float) -> None:
        """Gives the permit taken at that time back, a second from now."""
        now = self._clock()
        self._trips.append(now - taken_at)
        self._out -= 1
        self._returns.append(now + 1 - min(self._trips) + _MARGIN)
        self._forget(now)
        self._answer.set()

    def pause(self, seconds: float) -> None:
        """After a 429: none for who waits for that long, then fewer for a while."""
        self._paused_until = max(self._paused_until, self._clock() + seconds)
        self._slower_until = self._paused_until + _SLOWER_FOR

    def _wait(self) -> float | None:
        """Seconds until a permit may be free; None if only an answer can bring one."""
        now = self._clock()
        self._forget(now)
        permits = max(self._limit - self._room(now), 1)
        if now < self._slower_until:
            permits = min(permits, int(self._limit * _SLOWER_BY))
        wait = max(self._paused_until, self._next_start) - now
        if self._out + len(self._returns) < permits:
            return wait
        return max(wait, self._returns[0] - now) if self._returns else None

    def _room(self, now: float) -> int:
        """Permits to leave: for those taken unasked until one is back, and for as many as they vary by."""
        if not self._unasked:
            return 0
        back = self._returns[0] - now if self._returns else 1.0
        rate = min(len(self._unasked) / _LATELY, _RISING * len(self._latest) / _NOW)
        return math.ceil(rate * back) + max(1, math.isqrt(int(rate)))

    def _forget(self, now: float) -> None:
        while self._returns and self._returns[0] <= now:
            self._returns.popleft()
        while self._unasked and self._unasked[0] <= now - _LATELY:
            self._unasked.popleft()
        while self._latest and self._latest[0] <= now - _NOW:
            self._latest.popleft()
