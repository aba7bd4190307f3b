"""Replies: one queue a chat, in order, each settled before the next; a chat in trouble delays no other."""

import asyncio
from collections import deque
from typing import Final

from bot.delivery.line import rest
from bot.delivery.outcomes import Later
from bot.delivery.pace import Pace
from bot.delivery.sender import Sender
from bot.delivery.settler import Lost, Settler, result
from bot.storage.messages import Message, Result
from bot.storage.models import State

AT_ONCE: Final = 100  # calls under way
_MANY: Final = 3  # chats throttled within a moment: then it is everyone's matter
_MOMENT: Final = 2.0  # seconds
_QUIET: Final = 5.0  # seconds that everyone waits at most, before a reply tries again


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
        self._throttled: Final[dict[int, float]] = {}
        self._resting: Final[set[int]] = set()
        self._quiet_until = 0.0

    @property
    def held(self) -> int:
        """Messages in memory, but for those of chats that Telegram told us to leave alone."""
        return sum(len(queue) for chat_id, queue in self._queues.items() if chat_id not in self._resting)

    def waiting(self, chat_id: int) -> int:
        return len(self._queues.get(chat_id, ()))

    def put(self, message: Message, tasks: asyncio.TaskGroup) -> None:
        queue = self._queues.get(message.chat_id)
        if queue is None:
            self._queues[message.chat_id] = deque([message])
            tasks.create_task(self._drain(message.chat_id))
            return
        if message.edits is not None:
            self._overtaken.update(older.id for older in queue if older.edits == message.edits)
        queue.append(message)
        self._settler.hurry()

    async def _drain(self, chat_id: int) -> None:
        queue = self._queues[chat_id]
        lost: Result | None = None
        lost_up_to = 0
        while queue and not self._stopping.is_set():
            message = queue[0]
            if lost is not None and message.id <= lost_up_to:
                await self._settler.settle(message.became(State.UNREACHABLE, error=lost.error))
            else:
                # Who comes back while the refusal is under way is answered: only what waits now is lost.
                last, began = queue[-1].id, self._sender.clock()
                settled = await self._deliver(message)
                if settled is None:
                    break
                gone = settled.state is State.UNREACHABLE
                if gone:
                    lost, lost_up_to = settled, last
                if len(queue) > 1:
                    self._settler.hurry()
                await self._settler.settle(settled, lost=Lost(chat_id, began) if gone else None)
            queue.popleft()
            self._overtaken.discard(message.id)
        del self._queues[chat_id]

    async def _deliver(self, message: Message) -> Result | None:
        """What became of a message in the end; None if we are to stop before it is known."""
        while not self._stopping.is_set():
            if message.id in self._overtaken:
                return message.became(State.SUPERSEDED)
            if self._sender.expired(message):
                return message.became(State.EXPIRED)
            if (wait := self._quiet_until - self._pace.clock()) > 0:
                await rest(self._stopping, wait)
                continue
            async with self._slots:
                taken_at = self._pace.take()
                self._pace.speak(message.chat_id)
                try:
                    outcome = await self._sender.attempt(message)
                finally:
                    self._pace.answered(taken_at)
            if not isinstance(outcome, Later):
                return result(message, outcome) if outcome else None
            message.attempts += outcome.attempt
            await self._rest(message.chat_id, outcome)
        return None

    async def _rest(self, chat_id: int, outcome: Later) -> None:
        if not outcome.throttled:
            await rest(self._stopping, outcome.seconds)
            return
        self._slow_down(chat_id, outcome.seconds)
        self._resting.add(chat_id)
        await rest(self._stopping, outcome.seconds)
        self._resting.discard(chat_id)

    def _slow_down(self, chat_id: int, seconds: float) -> None:
        """A 429 concerns its chat and bulk; several chats' within a moment concern all replies."""
        now = self._pace.clock()
        self._pace.pause(seconds)
        self._throttled[chat_id] = now
        for other, when in list(self._throttled.items()):
            if now - when > _MOMENT:
                del self._throttled[other]
        if len(self._throttled) >= _MANY:
            self._quiet_until = max(self._quiet_until, now + min(seconds, _QUIET))
