"""Replies: one queue a chat, in order, each settled before the next; a chat in trouble delays no other."""

import asyncio
from collections import deque
from typing import Final

from bot.delivery.line import rest
from bot.delivery.outcomes import Later
from bot.delivery.pace import Pace
from bot.delivery.sender import Sender
from bot.delivery.settler import Lost, Settler, result
from bot.delivery.turns import Turns
from bot.storage.messages import Message, Result
from bot.storage.models import State

AT_ONCE: Final = 100  # calls under way


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
        self._resting: Final[set[int]] = set()
        self._turns: Final = Turns(pace.clock)

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
        turn = self._turns.take()
        while not self._stopping.is_set():
            if message.id in self._overtaken:
                return message.became(State.SUPERSEDED)
            if self._sender.expired(message):
                return message.became(State.EXPIRED)
            turn = self._turns.still(turn)
            if (wait := turn - self._pace.clock()) > 0:
                await rest(self._stopping, wait)
                continue
            if failed := await self._sender.make(message):
                return result(message, failed)
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
        # It concerns its chat and bulk; several chats' within a moment concern all replies.
        self._pace.pause(outcome.seconds)
        self._turns.refused(chat_id, outcome.seconds)
        self._resting.add(chat_id)
        await rest(self._stopping, outcome.seconds)
        self._resting.discard(chat_id)
