"""Keeps broadcasts going: spreads what was confirmed, and shows in the organizer's chat how it goes.

Everything it does stands in the database: doing it twice, or in two processes, is harmless.
"""

import asyncio
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from bot.delivery.permits import LIMIT
from bot.delivery.sender import Clock
from bot.handlers import watching
from bot.outages import Outage
from bot.services import spreading
from bot.storage import broadcasts as storage
from bot.storage.database import Database

_LOOK: Final = 0.25  # seconds
_BREATHS: Final = 3  # times as long as a batch took: so much of the database is left to replies
_SHOWN_EVERY: Final = timedelta(seconds=2)


async def run(
    database: Database, clock: Clock, heard: Callable[[], None] = lambda: None, *, permits: int = LIMIT
) -> None:
    """`heard` is called when there may be something to send, of which there go `permits` a second."""
    outage = Outage("broadcasts have to wait for the database")
    while True:
        more, began, took = False, time.monotonic(), 0.0
        with outage.through():
            if await under_way(database, clock()):
                more = await advance(database, clock, heard)
                took = time.monotonic() - began
                await show(database, clock(), heard, permits=permits)
        await asyncio.sleep(took * _BREATHS if more else _LOOK)


async def under_way(database: Database, now: datetime) -> bool:
    """Whether there is a broadcast to spread, or to be shown: asked often, mostly for nothing."""
    async with database.reading() as session:
        shown = now - _SHOWN_EVERY
        return bool(await storage.busy(session, now) or await storage.to_show(session, shown))


async def advance(database: Database, clock: Clock, heard: Callable[[], None] = lambda: None) -> bool:
    """One batch of each broadcast; whether there is more to do at once."""
    async with database.reading() as session:
        numbers = [
            row.id for row in await storage.busy(session, clock()) if not await spreading.waits(session, row)
        ]
    more = False
    for number in numbers:
        async with database.transaction() as session:
            more = await spreading.advance(session, number, clock()) or more
        heard()
    return more


async def show(
    database: Database, now: datetime, heard: Callable[[], None] = lambda: None, *, permits: int = LIMIT
) -> None:
    """Renews the cards that show how broadcasts go. They are counted where that holds nobody up."""
    async with database.reading() as session:
        cards = [
            await watching.renewed(session, found, now, permits)
            for found in await storage.to_show(session, now - _SHOWN_EVERY)
        ]
    for card in cards:
        async with database.transaction() as session:
            await watching.renew(session, card, now)
        heard()
