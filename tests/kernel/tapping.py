"""A process whose people all tap Going at once: `python -m tests.kernel.tapping URL EVENT FIRST LAST`.

Prints one JSON object: what became of each.
"""

import asyncio
import json
import sys
from contextlib import aclosing

from bot.services.seats import Waiting
from bot.storage.database import Database
from tests.kernel.gathering import goes

AT_ONCE = 8


async def tap(url: str, number: int, first: int, last: int) -> dict[int, int]:
    """The place on the waiting list, 0 for a seat, by Telegram id."""
    slots = asyncio.Semaphore(AT_ONCE)
    async with aclosing(Database(url)) as store:

        async def one(telegram_id: int) -> tuple[int, int]:
            async with slots:
                outcome = await goes(store, number, telegram_id)
            return telegram_id, outcome.place if isinstance(outcome, Waiting) else 0

        return dict(await asyncio.gather(*(one(telegram_id) for telegram_id in range(first, last + 1))))


if __name__ == "__main__":
    url, *numbers = sys.argv[1:]
    sys.stdout.write(json.dumps(asyncio.run(tap(url, *map(int, numbers)))))
