"""The thread of a SQLite connection ends with it, also where the connection cannot be opened."""

import sqlite3
import threading
from functools import partial
from pathlib import Path

import pytest

from bot.storage import hop


async def test_what_cannot_be_opened_leaves_no_thread_that_speaks_to_a_closed_loop(tmp_path: Path) -> None:
    running = threading.active_count()
    for _ in range(50):
        with pytest.raises(sqlite3.OperationalError):
            await hop.opened(partial(sqlite3.connect, tmp_path / "nowhere" / "bot.db"))
        assert threading.active_count() == running
