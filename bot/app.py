"""Puts the bot together and runs it until it is told to stop."""

import asyncio
import signal
from collections.abc import Callable
from contextlib import aclosing
from datetime import UTC, datetime
from typing import Final

from telegram.error import TelegramError

from bot import backoff, content, introduction, schedule
from bot.delivery.loop import Delivery
from bot.delivery.sender import Clock
from bot.handlers import ROUTES
from bot.intake import Intake
from bot.log import logger
from bot.polling import WAIT, Polling
from bot.services import consents
from bot.services import figures as counts
from bot.settings import Settings
from bot.storage import lock, schema
from bot.storage.database import Database
from bot.transport import Api, Transport, reason
from bot.turn import Campaign

_GRACE: Final = 2.0  # seconds for what is under way when we stop; twice this and a little stays under 5


def utc_now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 the one place where the clock is read


async def migrate(settings: Settings) -> None:
    """Brings the database's schema up to date. Raises NewerSchema."""
    async with _database(settings) as database:
        await schema.upgrade(database)


async def figures(settings: Settings, say: Callable[[str], None]) -> None:
    """Says each figure in a line: stage, dimension, value, people."""
    async with _database(settings) as database:
        await schema.upgrade(database)
        async with database.reading() as session:
            counted = await counts.count(session)
    if not counted:
        say("Nobody has written to the bot yet.")
    for figure, people in sorted(counted.items()):
        say("\t".join((*figure, str(people))))


async def run(settings: Settings, *, started: Callable[[], None] = lambda: None) -> None:
    """Runs everything in this process until SIGINT or SIGTERM. Raises TokenRefused and NewerSchema."""
    stopping = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stopping.set)
    await serve(settings, stopping, started=started)


async def serve(
    settings: Settings,
    stopping: asyncio.Event,
    *,
    started: Callable[[], None] = lambda: None,
    clock: Clock = utc_now,
) -> None:
    """Runs everything until `stopping` is set, then ends within 5 seconds. `started` is called when ready."""
    async with asyncio.TaskGroup() as tasks:
        service = _Service(settings, stopping, started, clock)
        serving = tasks.create_task(service.run())
        await stopping.wait()
        if not service.steady:
            serving.cancel()


class _Service:
    def __init__(
        self, settings: Settings, stopping: asyncio.Event, started: Callable[[], None], clock: Clock
    ) -> None:
        self._settings: Final = settings
        self._stopping: Final = stopping
        self._started: Final = started
        self._clock: Final = clock
        self.steady = False

    async def run(self) -> None:
        settings = self._settings
        content.load()
        async with (
            _database(settings) as database,
            lock.sender(database.path),
            Transport() as calls,
            Transport(timeout=WAIT + 10) as polls,
        ):
            await schema.upgrade(database)
            await self._connect(database, calls, polls)

    async def _connect(self, database: Database, calls: Transport, polls: Transport) -> None:
        root, token = self._settings.bot_api_url, self._settings.bot_token.get_secret_value()
        api = Api(calls, root, token)
        settings = self._settings
        username = await _introduced(api)
        campaign = Campaign(username, settings.operator_name, settings.operator_bin, settings.secret())
        delivery = Delivery(database, api, self._clock, consent=consents.VERSION)
        intake = Intake(database, delivery, routes=ROUTES, campaign=campaign, clock=self._clock)
        polling = Polling(intake, updates=Api(polls, root, token), errands=api)
        await self._serve(database, api, delivery, polling)

    async def _serve(self, database: Database, api: Api, delivery: Delivery, polling: Polling) -> None:
        try:
            async with asyncio.TaskGroup() as tasks:
                sending = tasks.create_task(delivery.run())
                receiving = tasks.create_task(polling.run())
                tidying = tasks.create_task(schedule.run(database, self._clock))
                introducing = tasks.create_task(introduction.introduce(api))
                self.steady = True
                logger.info("started")
                self._started()
                await self._stopping.wait()
                polling.stop()
                await asyncio.wait([receiving], timeout=_GRACE)
                delivery.stop()
                await asyncio.wait([sending], timeout=_GRACE)
                for task in (receiving, sending, tidying, introducing):
                    task.cancel()
        finally:
            await _give_back(delivery)
            logger.info("stopped")


async def _give_back(delivery: Delivery) -> None:
    try:
        async with asyncio.timeout(_GRACE / 4):
            await delivery.release()
    except Exception as error:  # noqa: BLE001 whoever starts next recovers what is left
        logger.warning("claims are left to the next start: %s", type(error).__name__)


def _database(settings: Settings) -> aclosing[Database]:
    return aclosing(Database(settings.database_url.get_secret_value()))


async def _introduced(api: Api) -> str:
    """The bot's username once Telegram knows it and holds no webhook for it; waits as long as it takes."""
    tries = 0
    while True:
        try:
            me = await api.call("getMe", {})
            await api.call("deleteWebhook", {"drop_pending_updates": False})
        except TelegramError as error:
            if tries == 0:
                logger.warning("Telegram does not answer yet at BOT_API_URL: %s", reason(error))
            await asyncio.sleep(backoff.seconds(tries))
            tries += 1
        else:
            return str(me["username"])
