"""Records what became of messages: everything that came in meanwhile in one transaction."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot import backoff
from bot.delivery.outcomes import Failed, InDoubt, Outcome, Sent, Unreachable
from bot.delivery.sender import Clock
from bot.log import logger
from bot.storage import outbox, people
from bot.storage.database import Database
from bot.storage.messages import Deferral, Message, Result
from bot.storage.models import State
from bot.storage.troubles import Unavailable

Entry = Result | Deferral

_GATHERING: Final = 0.02  # seconds


@dataclass(frozen=True, slots=True)
class Lost:
    """A chat that refused a message whose sending began at a time."""

    chat_id: int
    at: datetime


def result(message: Message, outcome: Outcome) -> Result:
    """What to record of an outcome that is final."""
    match outcome:
        case Sent(message_id):
            return message.became(State.SENT, message_id)
        case Unreachable(reason):
            return message.became(State.UNREACHABLE, error=reason)
        case InDoubt(reason):
            return message.became(State.IN_DOUBT, error=reason, repeatable=message.once)
        case Failed(reason):
            return message.became(State.FAILED, error=reason)
        case _:
            raise AssertionError(outcome)


class Settler:
    def __init__(self, database: Database, clock: Clock, owner: str) -> None:
        self._owner: Final = owner
        self._database: Final = database
        self._clock: Final = clock
        self._waiting: list[tuple[Entry, Lost | None, asyncio.Future[None]]] = []
        self._news: Final = asyncio.Event()
        self._hurried: Final = asyncio.Event()
        self._closed = False

    async def settle(self, entry: Entry, *, lost: Lost | None = None) -> None:
        """Returns once the entry is committed, and that its chat is `lost`, if it is."""
        committed = asyncio.get_running_loop().create_future()
        self._waiting.append((entry, lost, committed))
        self._news.set()
        await committed

    def hurry(self) -> None:
        """Somebody's next message waits for what is to be settled."""
        self._hurried.set()

    def close(self) -> None:
        """Ends run() once nothing waits."""
        self._closed = True
        self._hurried.set()
        self._news.set()

    async def run(self) -> None:
        while self._waiting or not self._closed:
            await self._news.wait()
            await self._gather()
            self._news.clear()
            batch, self._waiting = self._waiting, []
            if batch:
                await self._commit([entry for entry, _, _ in batch], [lost for _, lost, _ in batch if lost])
            for _, _, committed in batch:
                if not committed.done():
                    committed.set_result(None)

    async def _gather(self) -> None:
        """Lets more come in: a commit of many costs hardly more than a commit of one."""
        try:
            async with asyncio.timeout(_GATHERING):
                await self._hurried.wait()
        except TimeoutError:
            pass
        if not self._closed:
            self._hurried.clear()

    async def _commit(self, entries: list[Entry], losses: list[Lost]) -> None:
        tries = 0
        while True:
            try:
                await self._write(entries, losses)
            except Unavailable:
                logger.warning("the database cannot record what was sent; trying again", exc_info=tries == 0)
                await asyncio.sleep(backoff.soon(tries))
                tries += 1
            else:
                return

    async def _write(self, entries: list[Entry], losses: list[Lost]) -> None:
        now = self._clock()
        results = sorted((entry for entry in entries if isinstance(entry, Result)), key=lambda each: each.id)
        async with self._database.transaction() as session:
            # People before messages, as the intake locks them.
            for lost in sorted(losses, key=lambda each: each.chat_id):
                await people.lose(session, lost.chat_id, lost.at)
            for lost in losses:
                await outbox.abandon(session, lost.chat_id, lost.at)
            await outbox.settle(session, results, now, self._owner)
            deferrals = [entry for entry in entries if isinstance(entry, Deferral)]
            await outbox.defer(session, deferrals, self._owner)
