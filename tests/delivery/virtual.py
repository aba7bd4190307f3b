"""A time of its own for whoever keeps a pace: a loop whose clock jumps to the next timer."""

import asyncio
import selectors
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.delivery.pace import Pace
from bot.delivery.permits import LIMIT

T = TypeVar("T")


class Jump(selectors.DefaultSelector):
    """Waits by moving the time on."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 1_000.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        events = super().select(0)
        if not events and timeout is not None:
            self.now += max(timeout, 0)
        return events


class Loop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._jump = Jump()
        super().__init__(self._jump)

    def time(self) -> float:
        return self._jump.now


def virtually(story: Callable[[Pace], Awaitable[T]], limit: int = LIMIT, paid: int | None = None) -> T:
    """Runs a story with a pace of its own in a time of its own."""

    async def told() -> T:
        async with asyncio.timeout(86_400):
            return await story(Pace(clock=asyncio.get_running_loop().time, limit=limit, paid=paid))

    with asyncio.Runner(loop_factory=Loop) as runner:
        return runner.run(told())


def now() -> float:
    return asyncio.get_running_loop().time()
