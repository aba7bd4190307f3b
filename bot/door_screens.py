"""Keeps the check-in screens in organizers' chats at the code of the present minute.

What they show stands in the database: another process goes on where this one ended.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Final

from bot.delivery.sender import Clock
from bot.handlers import doors
from bot.outages import Outage
from bot.storage.database import Database
from bot.turn import Campaign

_LOOK: Final = 0.5  # seconds


async def run(
    database: Database, clock: Clock, campaign: Campaign, heard: Callable[[], None] = lambda: None
) -> None:
    """Looks at the clock again and again: after it has jumped, only the present minute is shown."""
    outage = Outage("check-in screens have to wait for the database")
    while True:
        with outage.through():
            if await renew(database, clock(), campaign):
                heard()
        await asyncio.sleep(_LOOK)


async def renew(database: Database, now: datetime, campaign: Campaign) -> int:
    """Renews those that have something else to show; how many."""
    async with database.reading() as session:
        due = await doors.due(session, now, campaign)
    for event_id, chat_id in due:
        async with database.transaction() as session:
            await doors.renew(session, event_id, chat_id, now, campaign)
    return len(due)
