"""Replies: one queue a chat, in order, each settled before the next; a chat in trouble delays no other."""

import asyncio
from collections import deque
from typing import Final

from bot.delivery.outcomes import Later
from bot.delivery.pace import Pace
from bot.delivery.sender import Sender
from bot.delivery.settler import Settler, result
from bot.storage.models import State
from bot.storage.outbox import Message, Result

AT_ONCE: Final = 100  # calls under way
_MANY: Final = 3  # throttled chats that make it everyone's matter


class Replies:
    """What it holds is a copy: every message stands in the outbox, claimed, until it is settled."""

    def __init__(self, sender: Sender, settler: Settler, pace: Pace, stopping: asyncio.Event) -> None:
        self._sender: Final = sender
        self._settler: Final = settler
        self._pace: Final = pace
        self._stopping: Final = stopping
        self._slots: Final = asyncio.Semaphore(AT_ONCE)
        self._queues: Final[dict[int, deque[Message]]] = {}
        self._overtaken: Final[set[int]] = set()
        self._throttled: Final[set[int]] = set()
        self._quiet_until = 0.0
        self.held = 0

    def put(self, message: Message, tasks: asyncio.TaskGroup) -> None:
        queue = self._queues.get(message.chat_id)
        self.held += 1
        if queue is None:
            self._queues[message.chat_id] = deque([message])
            tasks.create_task(self._drain(message.chat_id))
            return
        if message.edits is not None:
            self._overtaken.update(older.id for older in queue if older.edits == message.edits)
        queue.append(message)

    async def _drain(self, chat_id: int) -> None:
        queue = self._queues[chat_id]
        lost: str | None = None
        while queue and not self._stopping.is_set():
            message = queue[0]
            settled = (
                Result(message.id, State.UNREACHABLE, error=lost) if lost else await self._deliver(message)
            )
            if settled is None:
                break
            if settled.state is State.UNREACHABLE and lost is None:
                lost = settled.error
                await self._settler.settle(settled, lost_chat=chat_id)
            else:
                await self._settler.settle(settled)
            queue.popleft()
            self.held -= 1
            self._overtaken.discard(message.id)
        self._throttled.discard(chat_id)
        self.held -= len(queue)
        del self._queues[chat_id]

    async def _deliver(self, message: Message) -> Result | None:
        """What became of a message in the end; None if we are to stop before it is known."""
        while not self._stopping.is_set():
            if message.id in self._overtaken:
                return Result(message.id, State.SUPERSEDED)
            if self._sender.expired(message):
                return Result(message.id, State.EXPIRED)
            if (wait := self._quiet_until - self._pace.clock()) > 0:
                await self._rest(wait)
                continue
            async with self._slots:
                taken_at = self._pace.take()
                try:
                    outcome = await self._sender.attempt(message)
                finally:
                    self._pace.answered(taken_at)
            if not isinstance(outcome, Later):
                self._throttled.discard(message.chat_id)
                return result(message, outcome)
            message.attempts += outcome.attempt
            if outcome.throttled:
                self._slow_down(message.chat_id, outcome.seconds)
            await self._rest(outcome.seconds)
        return None

    def _slow_down(self, chat_id: int, seconds: float) -> None:
        """A 429 concerns its chat and bulk; from several chats at once it concerns all replies."""
        self._pace.pause(seconds)
        self._throttled.add(chat_id)
        if len(self._throttled) >= _MANY:
            self._quiet_until = max(self._quiet_until, self._pace.clock() + seconds)

    async def _rest(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._stopping.wait()
        except TimeoutError:
            pass
