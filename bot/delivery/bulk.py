"""Reminders and broadcasts: claimed a little at a time, and sent at Telegram's pace."""

import asyncio
from datetime import timedelta
from typing import Final

from bot.delivery.outcomes import InDoubt, Later, Unreachable
from bot.delivery.pace import Pace
from bot.delivery.sender import Sender
from bot.delivery.settler import Lost, Settler, result
from bot.services import pushes
from bot.storage.messages import Deferral, Message, Result
from bot.storage.models import State

_FRESH: Final = 3.0  # seconds for which a judgement of a push holds
AT_ONCE: Final = 150  # calls under way: with the replies' as many as the transport has connections


class Bulk:
    def __init__(self, sender: Sender, settler: Settler, pace: Pace, stopping: asyncio.Event) -> None:
        self._sender: Final = sender
        self._settler: Final = settler
        self._pace: Final = pace
        self._stopping: Final = stopping
        self._slots: Final = asyncio.Semaphore(AT_ONCE)
        self.sending: Final[dict[int, Message]] = {}

    async def put(self, messages: list[Message], tasks: asyncio.TaskGroup) -> None:
        """Starts these messages one after the other; returns when the last one is under way."""
        claimed_at = self._pace.clock()
        for message in messages:
            await self._slots.acquire()
            taken_at = await self._pace.permit(paid=message.paid)
            if self._stopping.is_set():
                return
            self.sending[message.id] = message
            tasks.create_task(self._send(message, taken_at, claimed_at))

    async def _send(self, message: Message, taken_at: float, claimed_at: float) -> None:
        await self._attempt(message, taken_at, claimed_at)
        self.sending.pop(message.id)  # not if it was cut short: then it is in doubt

    async def _attempt(self, message: Message, taken_at: float, claimed_at: float) -> None:
        push = message.topic is not None
        steered = push or message.broadcast_id is not None
        try:
            ready = await self._sender.ready()
            unmade = await self._sender.make(message)
            await self._pace.turn(message.chat_id)
            began = self._sender.clock()
            expired = self._sender.expired(message)
            # Since it was claimed night may have fallen, its receiver have stopped, it have been paused.
            night = push and not message.urgent and pushes.quiet(began)
            stale = steered and self._pace.clock() - claimed_at > _FRESH
            held = expired or night or stale or not ready
            outcome = None if held else unmade or await self._sender.attempt(message)
        finally:
            self._pace.answered(taken_at, paid=message.paid)
            self._slots.release()
        if expired:
            await self._settler.settle(message.became(State.EXPIRED))
        elif night:
            await self._settler.settle(Deferral(message.id, message.attempts, pushes.morning(began)))
        elif stale:
            await self._settler.settle(Deferral(message.id, message.attempts, began))
        elif isinstance(outcome, Later):
            if outcome.throttled:
                self._pace.pause(outcome.seconds)
            then = self._sender.clock() + timedelta(seconds=outcome.seconds)
            await self._settler.settle(Deferral(message.id, message.attempts + outcome.attempt, then))
        elif outcome is not None:
            lost = Lost(message.chat_id, began) if isinstance(outcome, Unreachable) else None
            await self._settler.settle(result(message, outcome), lost=lost)

    def in_doubt(self) -> list[Result]:
        """What was under way when we had to stop: twice is worse than late."""
        bulk = [message for message in self.sending.values() if message.once]
        return [result(message, InDoubt("stopped while sending")) for message in bulk]
