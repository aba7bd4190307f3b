"""What is due by the clock, again and again: doing it twice, or in two processes, is harmless."""

import asyncio
from datetime import datetime, timedelta
from typing import Final

from bot.delivery.sender import Clock
from bot.log import logger
from bot.storage import inbox, outbox
from bot.storage.database import Database
from bot.storage.troubles import Unavailable

EVERY: Final = timedelta(minutes=10)
_LOOK: Final = 1.0  # seconds
KEEP: Final = timedelta(hours=48)  # twice as long as Telegram keeps an update


async def run(database: Database, clock: Clock) -> None:
    """Looks at the clock every second: it may be moved, or jump after a machine has slept."""
    due = clock()
    while True:
        now = clock()
        if now >= due:
            due = now + EVERY
            try:
                await tidy(database, now)
            except Unavailable:
                logger.warning("tidying up has to wait for the database", exc_info=True)
        await asyncio.sleep(_LOOK)


async def tidy(database: Database, now: datetime) -> None:
    """Forgets updates and replies that nothing can ask for any more, and settles what waited too long."""
    async with database.transaction() as session:
        await outbox.expire(session, now)
        await inbox.prune(session, now - KEEP)
        await outbox.prune(session, now - KEEP)
    await database.clean()
