"""The outbox's loop: claim what is due, send it, settle what became of it.

Every process sends the replies it wrote, handed over in memory and claimed already. The one that leads also
claims from the database whatever else is due, and what a dead process left.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import Any, Final, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from bot import backoff
from bot.delivery import sifting
from bot.delivery.bulk import Bulk
from bot.delivery.line import Line, rest
from bot.delivery.pace import Pace
from bot.delivery.permits import LIMIT
from bot.delivery.press import Press
from bot.delivery.replies import Replies
from bot.delivery.sender import Clock, Sender
from bot.delivery.settler import Settler
from bot.delivery.sifting import Fare, Render, Sifted
from bot.log import logger
from bot.storage import outbox
from bot.storage.database import Database
from bot.storage.members import Member
from bot.storage.messages import Message
from bot.storage.models import Lane
from bot.storage.troubles import Unavailable
from bot.transport import Api

_LOOK: Final = 1.0  # seconds between looks at an empty outbox
_SOON: Final = 0.02  # and while there is more than could be taken
_AGAIN: Final = 0.1  # and while something waits for another process
_SHARE: Final = 0.1  # of what may be sent in a second: a process that dies leaves in doubt what it claimed
_CROWD: Final = 40  # replies to one chat

T = TypeVar("T")


def _nothing(kind: str, *_: object) -> dict[str, Any]:
    raise LookupError(kind)


class Commit:
    """Whether a transaction came as far as its commit."""

    begun = False

    def begins(self) -> None:
        self.begun = True


class Delivery:
    """Holds at most `held` replies in memory; more than that wait in the database.

    `leads`: this member sends what is due, at most `permits` reminders and broadcasts a second; if broadcasts
    are `paid` for, so many of these.
    `render` makes the messages that are made when they are claimed.
    Whoever writes replies holds `order` from before the transaction until they are handed over.
    """

    def __init__(
        self,
        database: Database,
        api: Api,
        clock: Clock,
        member: Member,
        *,
        leads: bool = True,
        held: int = 2_000,
        permits: int = LIMIT,
        paid: int | None = None,
        render: Render = _nothing,
    ) -> None:
        self.order: Final = asyncio.Lock()
        self._member: Final = member
        self._leads: Final = leads
        limits = {Fare.FREE: permits, Fare.PAID: paid} if paid else {Fare.ANY: permits}
        self._portions: Final = {fare: max(LIMIT, int(limit * _SHARE)) for fare, limit in limits.items()}
        self._held: Final = held
        self._render: Final = render
        self._database: Final = database
        self._clock: Final = clock
        self._stopping: Final = asyncio.Event()
        self._replied: Final = asyncio.Event()
        self._planned: Final = {fare: asyncio.Event() for fare in self._portions}
        self._settler: Final = Settler(database, clock, member.owner)
        self._pace: Final = Pace(clock=asyncio.get_running_loop().time, limit=permits, paid=paid)
        self._press: Final = Press(self._stopping)
        sender = Sender(api, Line(api, self._stopping), self._press, clock)
        self._replies: Final = Replies(sender, self._settler, self._pace, self._stopping)
        self._bulk: Final = Bulk(sender, self._settler, self._pace, self._stopping)
        self._senders: asyncio.TaskGroup | None = None

    def claims(self) -> str | None:
        """The owner for new replies; None while they are to wait in the database."""
        gone = self._stopping.is_set() or self._member.lost.is_set()
        taking = not gone and self._replies.held < self._held
        return self._member.owner if taking else None

    @contextmanager
    def committing(self) -> Iterator["Commit"]:
        """Around a transaction that claims: if nobody knows whether it was committed, our place is lost.

        For what it claimed would be held by someone who lives and does not know of it.
        """
        commit = Commit()
        try:
            yield commit
        except Unavailable:
            if commit.begun:
                logger.warning("nobody knows whether a commit was carried out; starting over")
                self._member.lost.set()
            raise

    def hand_over(self, messages: Sequence[Message]) -> None:
        """Takes messages that are committed: replies claimed by us go at once, the rest is looked for."""
        if self._stopping.is_set() or self._senders is None:
            return
        for message in messages:
            if message.claimed:
                self._replies.put(message, self._senders)
            elif message.lane is Lane.REPLY:
                self._replied.set()
            else:
                for planned in self._planned.values():
                    planned.set()

    def crowded(self, chat_id: int) -> bool:
        """Whether so much waits for this chat that nothing more should be added."""
        return self._replies.waiting(chat_id) >= _CROWD

    async def run(self) -> None:
        """Sends until stop(); raises TokenRefused if Telegram does not know us."""
        try:
            await self._run()
        finally:
            await self._press.close()

    async def _run(self) -> None:
        async with asyncio.TaskGroup() as recording:
            recording.create_task(self._settler.run())
            async with asyncio.TaskGroup() as self._senders:
                if self._leads:
                    self._member.listen(self.heard)
                    self._senders.create_task(self._look_for_replies(self._senders))
                    for fare in self._portions:
                        self._senders.create_task(self._look_for_bulk(fare, self._senders))
                else:
                    self._senders.create_task(self._stopping.wait())
            self._settler.close()

    def stop(self) -> None:
        """Begins nothing more; run() ends once the calls under way are answered and recorded."""
        self._stopping.set()
        self.heard()

    async def release(self) -> None:
        """After run() has ended, well or badly: gives back what was claimed and not sent."""
        async with self._database.transaction() as session:
            await outbox.settle(session, self._bulk.in_doubt(), self._clock(), self._member.owner)
            await outbox.release(session, self._member.owner)

    async def _look_for_replies(self, tasks: asyncio.TaskGroup) -> None:
        while not self._stopping.is_set():
            await self._recover()
            room = self._held - self._replies.held
            left, found = await self._due(outbox.due), False
            if left and room > self._held // 2:
                async with self.order:
                    for message in await self._claim_replies(room):
                        self._replies.put(message, tasks)
                        found = True
            # What is left and cannot be taken waits for another process to have its say.
            await self._nap(self._replied, _SOON if found else _AGAIN if left else _LOOK)

    async def _look_for_bulk(self, fare: Fare, tasks: asyncio.TaskGroup) -> None:
        while not self._stopping.is_set():
            messages: list[Message] = []
            more = False
            if await self._due(partial(sifting.due, fare=fare)):
                messages, more = await self._claim_bulk(fare)
            await self._bulk.put(messages, tasks)
            if not (messages and more):
                await self._nap(self._planned[fare], _SOON if messages or more else _LOOK)

    async def _due(self, look: Callable[[AsyncSession, datetime], Awaitable[bool]]) -> bool:
        async def ask() -> bool:
            async with self._database.reading() as session:
                return await look(session, self._clock())

        return await self._patiently(ask, False)

    async def _claim_replies(self, limit: int) -> list[Message]:
        async def claim(session: AsyncSession, now: datetime) -> list[Message]:
            return await outbox.claim(session, self._member.owner, now, limit=limit)

        return await self._claim(claim, [])

    async def _claim_bulk(self, fare: Fare) -> Sifted:
        async def claim(session: AsyncSession, now: datetime) -> Sifted:
            owner, limit = self._member.owner, self._portions[fare]
            return await sifting.claim(session, self._render, owner, now, limit=limit, fare=fare)

        return await self._claim(claim, Sifted([], more=False))

    async def _claim(self, work: Callable[[AsyncSession, datetime], Awaitable[T]], otherwise: T) -> T:
        async def claim() -> T:
            now = self._clock()
            with self.committing() as commit:
                async with self._database.transaction() as session:
                    await outbox.supersede(session, now)
                    claimed = await work(session, now)
                    commit.begins()
            return claimed

        return await self._patiently(claim, otherwise)

    async def _recover(self) -> None:
        """Frees what the dead held. Claims are read before who lives: nobody claims before being there."""

        async def look() -> set[str]:
            async with self._database.reading() as session:
                owners = await outbox.claimants(session)
                return await self._member.dead(session, owners) if owners else set()

        async def recover() -> None:
            async with self._database.transaction() as session:
                await outbox.recover(session, dead, self._clock())

        if dead := await self._patiently(look, set[str]()):
            await self._patiently(recover, None)

    async def _patiently(self, work: Callable[[], Awaitable[T]], otherwise: T) -> T:
        """Does the work as soon as the database lets us; `otherwise` if we are to stop before."""
        tries = 0
        while not self._stopping.is_set():
            try:
                return await work()
            except Unavailable:
                if tries == 0:
                    logger.warning("the outbox cannot be read; trying again", exc_info=True)
                await rest(self._stopping, backoff.soon(tries))
                tries += 1
        return otherwise

    def heard(self) -> None:
        """There may be something new to send, or an end to see."""
        for news in (self._replied, *self._planned.values()):
            news.set()

    async def _nap(self, news: asyncio.Event, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await news.wait()
        except TimeoutError:
            pass
        news.clear()
