"""A running bot and a local Telegram, joined by real HTTP."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot import app
from bot.demo import server
from bot.demo.telegram import Telegram
from bot.settings import Settings
from tests.stories.student import Student


def settings(root: str, database: Path, token: str = "1:demo") -> Settings:
    return Settings.model_validate(
        {
            "BOT_TOKEN": token,
            "BOT_API_URL": root,
            "DATABASE_URL": f"sqlite:///{database}",
            "OPERATOR_NAME": "Volunteers <of> Kazakhstan",
            "OPERATOR_BIN": "123456789012",
        }
    )


@asynccontextmanager
async def running(root: str, database: Path) -> AsyncIterator[None]:
    """The bot in this process, from its start to its orderly end."""
    stopping, ready = asyncio.Event(), asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(app.serve(settings(root, database), stopping, started=ready.set))
        await ready.wait()
        try:
            yield
        finally:
            stopping.set()


@pytest.fixture
def telegram() -> Telegram:
    return Telegram(now=app.utc_now)


@pytest.fixture
async def root(telegram: Telegram) -> AsyncIterator[str]:
    async with server.serve(telegram) as address:
        yield address


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "bot.db"


@pytest.fixture
async def bot(root: str, database: Path) -> AsyncIterator[None]:
    async with running(root, database):
        yield


@pytest.fixture
def join(telegram: Telegram) -> Callable[..., Student]:
    """Makes students by name, like `join("Anna", language_code="en")`."""

    def make(first_name: str, **details: str) -> Student:
        return Student(telegram, telegram.join(first_name, **details).id)  # type: ignore[arg-type]

    return make
