"""The same people and places as in the stories, and a database with its schema."""

from collections.abc import AsyncIterator
from contextlib import aclosing

import pytest

from bot.storage.database import Database
from tests.stories.conftest import Clock, join, telegram

__all__ = ["join", "telegram"]


@pytest.fixture
def clock() -> Clock:
    return Clock(pace=0)


@pytest.fixture
async def store(database: str) -> AsyncIterator[Database]:
    async with aclosing(Database(database)) as opened:
        yield opened
