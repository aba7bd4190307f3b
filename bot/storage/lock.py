"""The sender's lock: one process sends for a database; the system frees the lock when that one dies."""

import asyncio
import fcntl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from bot.log import logger

_EVERY: Final = 0.5  # seconds between two tries


@asynccontextmanager
async def sender(database: Path) -> AsyncIterator[None]:
    """Waits until no other process sends for this database, and keeps it so."""
    with database.with_name(f"{database.name}.lock").open("a") as file:
        waiting = False
        while not _taken(file.fileno()):
            if not waiting:
                logger.warning("another process serves this database; standing by")
            waiting = True
            await asyncio.sleep(_EVERY)
        yield


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
