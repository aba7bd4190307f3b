"""Updates that arrive one by one, each with somebody waiting: what is there at a time is taken together."""

import asyncio
from collections import deque
from typing import Any, Final

from bot.errands import Errands
from bot.intake import BATCH, Intake

JSON = dict[str, Any]


class Closed(Exception):
    """Nothing is taken now: whoever brought an update has to bring it again."""


class Mailbox:
    """Open while run() runs."""

    def __init__(self) -> None:
        self._waiting: Final[deque[tuple[JSON, asyncio.Future[None]]]] = deque()
        self._news: Final = asyncio.Event()
        self._open = False

    async def bring(self, update: JSON) -> None:
        """Returns once the update is committed. Raises Closed if that cannot be told."""
        if not self._open:
            raise Closed
        taken = asyncio.get_running_loop().create_future()
        self._waiting.append((update, taken))
        self._news.set()
        await taken

    async def run(self, intake: Intake, errands: Errands) -> None:
        """Has updates received, one batch after the other, until stop()."""
        self._open = True
        batch: list[tuple[JSON, asyncio.Future[None]]] = []
        try:
            async with asyncio.TaskGroup() as tasks:
                while self._open:
                    await self._news.wait()
                    self._news.clear()
                    while batch := self._next():
                        updates = [update for update, _ in batch]
                        errands.start(await intake.receive(updates), tasks)
                        for _, taken in batch:
                            if not taken.done():
                                taken.set_result(None)
                        errands.start(await intake.look_up(updates), tasks)
        finally:
            self._open = False
            for _, taken in [*batch, *self._waiting]:
                if not taken.done():
                    taken.set_exception(Closed())
            self._waiting.clear()

    def stop(self) -> None:
        """Ends run() once all is taken that was brought before."""
        self._open = False
        self._news.set()

    def _next(self) -> list[tuple[JSON, asyncio.Future[None]]]:
        """What waits and is still waited for, as much as goes into one transaction."""
        batch: list[tuple[JSON, asyncio.Future[None]]] = []
        while self._waiting and len(batch) < BATCH:
            update, taken = self._waiting.popleft()
            if not taken.done():
                batch.append((update, taken))
        return batch
