"""What is due by the clock is done soon after, also when the clock jumps."""

import asyncio
from contextlib import aclosing
from datetime import timedelta

from bot import schedule
from bot.storage import inbox, schema
from bot.storage.database import Database
from tests import rows
from tests.demo.clock import Clock


async def test_a_clock_that_jumps_brings_what_is_due(empty_database: str) -> None:
    clock = Clock()
    async with aclosing(Database(empty_database)) as database, asyncio.TaskGroup() as tasks:
        await schema.upgrade(database)
        running = tasks.create_task(schedule.run(database, clock))
        await asyncio.sleep(0.2)
        async with database.transaction() as session:
            await inbox.note(session, {1}, clock())
        clock.passes(seconds=schedule.KEEP.total_seconds() + 1)
        async with asyncio.timeout(5):
            while await rows.select(empty_database, "SELECT 1 FROM inbox"):
                await asyncio.sleep(0.05)
        running.cancel()


def test_nothing_is_forgotten_while_telegram_may_bring_it_again() -> None:
    assert timedelta(hours=24) <= schedule.KEEP
