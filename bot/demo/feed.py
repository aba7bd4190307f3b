"""News of the world: wakes whoever waits for a condition and feeds the pages that watch."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal, TypeVar

from bot.demo.models import JSON

T = TypeVar("T")

BACKLOG = 1000


class Watcher:
    """One page's queue of events. A page that does not keep up is `lost` and has to start anew."""

    def __init__(self) -> None:
        self.events: asyncio.Queue[JSON] = asyncio.Queue(BACKLOG)
        self.lost = False

    def put(self, event: JSON) -> None:
        if self.events.full():
            self.lost = True
        else:
            self.events.put_nowait(event)


class Feed:
    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()
        self._watchers: set[Watcher] = set()

    def ring(self) -> None:
        """Something changed."""
        waiting, self._waiting = self._waiting, set()
        for future in waiting:
            if not future.done():
                future.set_result(None)

    def publish(self, event: JSON) -> None:
        for watcher in self._watchers:
            watcher.put(event)
        self.ring()

    @contextmanager
    def watch(self) -> Iterator[Watcher]:
        watcher = Watcher()
        self._watchers.add(watcher)
        try:
            yield watcher
        finally:
            self._watchers.discard(watcher)

    async def until(self, condition: Callable[[], T | Literal[False] | None], timeout: float | None) -> T:  # noqa: ASYNC109
        """The condition's first truthy value; TimeoutError after `timeout` seconds, if any."""
        async with asyncio.timeout(timeout):
            while not (value := condition()):
                future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
                self._waiting.add(future)
                try:
                    await future
                finally:
                    self._waiting.discard(future)
        return value
