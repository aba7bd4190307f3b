"""What the commands do: run the bot or a part of it, bring the database up to date, count."""

import asyncio
import signal
from collections.abc import Callable
from contextlib import aclosing
from datetime import UTC, datetime

from bot.delivery.sender import Clock
from bot.process import Process, Role
from bot.services import figures as counts
from bot.settings import Settings
from bot.storage import schema
from bot.storage.database import Database


def utc_now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 the one place where the clock is read


async def migrate(settings: Settings) -> None:
    """Brings the database's schema up to date. Raises NewerSchema and Trouble."""
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


async def run(
    settings: Settings, role: Role = Role.ALL, *, started: Callable[[], None] = lambda: None
) -> None:
    """Runs until SIGINT or SIGTERM. Raises what Process.run() raises."""
    await serve(settings, stopping(), role, started=started)


def stopping() -> asyncio.Event:
    """Is set by SIGINT and SIGTERM, from now on."""
    event = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, event.set)
    return event


async def serve(
    settings: Settings,
    stopping: asyncio.Event,
    role: Role = Role.ALL,
    *,
    started: Callable[[], None] = lambda: None,
    clock: Clock = utc_now,
) -> None:
    """Runs until `stopping` is set, then ends within 5 seconds. `started` is called when ready."""
    async with asyncio.TaskGroup() as tasks:
        process = Process(settings, role, stopping, started=started, clock=clock)
        serving = tasks.create_task(process.run())
        await stopping.wait()
        if not process.steady:
            serving.cancel()


def _database(settings: Settings) -> aclosing[Database]:
    return aclosing(Database(settings.database_url.get_secret_value()))
