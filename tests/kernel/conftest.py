"""The same people and places as in the stories, and a database with its schema."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path

import pytest

from bot.storage import schema
from bot.storage.database import Database
from tests.stories.conftest import Clock, database, join, telegram

__all__ = ["database", "join", "telegram"]


@pytest.fixture
def clock() -> Clock:
    return Clock(pace=0)


@pytest.fixture
async def store(database: Path) -> AsyncIterator[Database]:
    async with aclosing(Database(f"sqlite:///{database}")) as opened:
        await schema.upgrade(opened)
        yield opened
