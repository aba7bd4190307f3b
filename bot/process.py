"""One process of the bot: takes its place among those who serve the database, works, and ends in order.

Who loses that place (a database that restarts, a network that breaks) starts over with a new one: others may
have taken over what it held, and what it did not commit comes again.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, aclosing, asynccontextmanager
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import Any, Final

from bot import alarms, backoff, broadcasting, content, door_screens, handshake, introduction, schedule
from bot.delivery.loop import Delivery
from bot.delivery.pace import PAID_LIMIT
from bot.delivery.permits import LIMIT
from bot.delivery.sender import Clock
from bot.errands import Errands
from bot.handlers import ROUTES, menu
from bot.handlers.pushes import Pushes
from bot.intake import Intake
from bot.log import logger
from bot.polling import WAIT, Polling
from bot.settings import Settings
from bot.storage import schema
from bot.storage.database import Database
from bot.storage.members import Member
from bot.storage.troubles import Unavailable
from bot.transport import Api, Transport
from bot.turn import Campaign
from bot.web import server
from bot.web.mailbox import Mailbox

_GRACE: Final = 2.0  # seconds for what is under way when we stop; twice this and a little stays under 5


class Role(Enum):
    """What a process does: everything; take the updates that Telegram brings; send what is due."""

    ALL = "run"
    WEB = "web"
    WORKER = "worker"


@dataclass(frozen=True, slots=True)
class _Receiver:
    """Where updates come in, until it is stopped."""

    run: Callable[[], Coroutine[Any, Any, None]]
    stop: Callable[[], None]


class Process:
    """Runs until `stopping` is set. `started` is called when it serves for the first time."""

    def __init__(
        self,
        settings: Settings,
        role: Role,
        stopping: asyncio.Event,
        *,
        started: Callable[[], None],
        clock: Clock,
    ) -> None:
        self._settings: Final = settings
        self._role: Final = role
        self._leads: Final = role is not Role.WEB
        self._stopping: Final = stopping
        self._started: Callable[[], None] | None = started
        self._clock: Final = clock
        self._mailbox: Final = Mailbox()
        self.steady = False

    async def run(self) -> None:
        """Raises TokenRefused, NewerSchema, OlderSchema, Refused, and Unavailable where waiting is vain."""
        content.load()
        async with AsyncExitStack() as stack:
            database = await stack.enter_async_context(
                aclosing(Database(self._settings.database_url.get_secret_value()))
            )
            calls, polls = Transport(), Transport(timeout=WAIT + 10)
            for transport in (calls, polls):
                await stack.enter_async_context(transport)
            if self._role is Role.WEB:
                await stack.enter_async_context(self._listening(database))
            tries = 0
            while not self._stopping.is_set():
                served, why = False, "its session ended"
                try:
                    served = await self._take_place(database, calls, polls)
                except* Unavailable as group:
                    if not database.several:
                        raise
                    why = str(group.exceptions[0])
                if self._stopping.is_set():
                    break
                tries = 0 if served else tries + 1
                if tries <= 1:
                    logger.warning("the database is away (%s); starting over when it answers", why)
                await asyncio.sleep(backoff.soon(tries))

    @asynccontextmanager
    async def _listening(self, database: Database) -> AsyncIterator[None]:
        asked_at, well, asking = 0.0, False, asyncio.Lock()

        async def healthy() -> bool:
            """Asks the database once a second at most: anybody may ask us."""
            nonlocal asked_at, well
            async with asking:
                now = asyncio.get_running_loop().time()
                if now - asked_at > 1:
                    well, asked_at = await database.answers(), now
            return self.steady and well

        secret = self._settings.webhook_secret()
        async with server.serve(self._mailbox, secret, healthy, port=self._settings.port):
            yield

    async def _take_place(self, database: Database, calls: Transport, polls: Transport) -> bool:
        """Serves until the end, or until our place is lost; whether we came to have one."""
        async with database.member() as member:
            if self._leads and not await member.lead():
                return False
            await (schema.upgrade if self._role is Role.ALL else schema.check)(database)
            settings = self._settings
            root, token = settings.bot_api_url, settings.bot_token.get_secret_value()
            api = Api(calls, root, token)
            username = await self._shake_hands(api)
            paid = settings.paid_broadcasts
            permits = PAID_LIMIT if paid else LIMIT
            campaign = Campaign(
                username,
                settings.operator_name,
                settings.operator_bin,
                settings.secret(),
                settings.owner_ids,
                settings.wordmark or settings.operator_name,
                permits,
            )
            delivery = Delivery(
                database,
                api,
                self._clock,
                member,
                leads=self._leads,
                paid=PAID_LIMIT if paid else None,
                render=Pushes(username, paid=paid),
            )
            intake = Intake(
                database,
                delivery,
                routes=ROUTES,
                campaign=campaign,
                clock=self._clock,
                after=menu.renew,
            )
            receiver = self._receiver(intake, Errands(api), Api(polls, root, token))
            helpers = (
                [
                    schedule.run(database, self._clock, delivery.heard, settings.owner_ids),
                    broadcasting.run(database, self._clock, delivery.heard, permits=permits),
                    door_screens.run(database, self._clock, campaign, delivery.heard),
                    alarms.run(database, settings.owner_ids, self._clock, delivery.heard),
                    introduction.introduce(api),
                ]
                if self._leads
                else []
            )
            try:
                await self._work(member, delivery, receiver, helpers)
            finally:
                self.steady = False
                if not member.lost.is_set():
                    await _give_back(delivery)
                logger.info("stopped")
            return True

    async def _shake_hands(self, api: Api) -> str:
        match self._role:
            case Role.ALL:
                return await handshake.shake(api, handshake.POLLED)
            case Role.WEB:
                url = f"{self._settings.webhook_url}{server.WEBHOOK}"
                return await handshake.shake(api, handshake.brought(url, self._settings.webhook_secret()))
            case Role.WORKER:
                return await handshake.shake(api)

    def _receiver(self, intake: Intake, errands: Errands, updates: Api) -> _Receiver:
        match self._role:
            case Role.ALL:
                polling = Polling(intake, updates=updates, errands=errands)
                return _Receiver(polling.run, polling.stop)
            case Role.WEB:
                return _Receiver(partial(self._mailbox.run, intake, errands), self._mailbox.stop)
            case Role.WORKER:
                return _Receiver(partial(asyncio.sleep, 0), lambda: None)

    async def _work(
        self,
        member: Member,
        delivery: Delivery,
        receiver: _Receiver,
        helpers: list[Coroutine[Any, Any, None]],
    ) -> None:
        async with asyncio.TaskGroup() as tasks:
            sending = tasks.create_task(delivery.run())
            receiving = tasks.create_task(receiver.run())
            helping = [tasks.create_task(helper) for helper in helpers]
            self.steady = True
            logger.info("started")
            started, self._started = self._started, None
            if started:
                started()
            await _first(self._stopping, member.lost)
            if member.lost.is_set():  # from now on others send what we held
                delivery.stop()
            receiver.stop()
            await asyncio.wait([receiving], timeout=_GRACE)
            delivery.stop()
            await asyncio.wait([sending], timeout=_GRACE)
            for task in (receiving, sending, *helping):
                task.cancel()


async def _first(*events: asyncio.Event) -> None:
    """Waits for any of these."""
    async with asyncio.TaskGroup() as tasks:
        waiting = [tasks.create_task(event.wait()) for event in events]
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        for task in waiting:
            task.cancel()


async def _give_back(delivery: Delivery) -> None:
    try:
        async with asyncio.timeout(_GRACE / 4):
            await delivery.release()
    except Exception as error:  # noqa: BLE001 whoever starts next recovers what is left
        logger.warning("claims are left to the next start: %s", type(error).__name__)
