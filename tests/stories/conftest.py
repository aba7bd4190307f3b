"""A running bot and a local Telegram, joined by real HTTP."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import pytest

from bot import app
from bot.demo import server
from bot.demo.telegram import Telegram
from bot.i18n import ALMATY
from bot.settings import Settings
from tests.stories.student import Student

OWNER = 7_345_999_999


def settings(root: str, database: str, token: str = "1:demo") -> Settings:
    return Settings.model_validate(
        {
            "BOT_TOKEN": token,
            "BOT_API_URL": root,
            "DATABASE_URL": database,
            "OPERATOR_NAME": "Volunteers <of> Kazakhstan",
            "OPERATOR_BIN": "123456789012",
            "OWNER_IDS": str(OWNER),
        }
    )


class Clock:
    """The real time, moved on as a story wants: everyone in it takes `pace` seconds for whatever they do."""

    def __init__(self, pace: float = 1.0) -> None:
        self.pace = pace
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return app.utc_now() + self.ahead

    def moves(self, **by: float) -> None:
        self.ahead += timedelta(**by)

    def reaches(self, at: datetime) -> None:
        self.ahead += at - self()

    def comes_to(self, day: int, hour: int, minute: int = 0) -> None:
        """The next time that it is this day of the week (0 is Monday) at this hour in Kazakhstan."""
        here = self().astimezone(ALMATY)
        then = here.replace(hour=hour, minute=minute, second=0) + timedelta(days=(day - here.weekday()) % 7)
        self.ahead += then - here + (timedelta() if then > here else timedelta(weeks=1))


@asynccontextmanager
async def running(
    root: str, database: str, clock: Callable[[], datetime] = app.utc_now
) -> AsyncIterator[None]:
    """The bot in this process, from its start to its orderly end."""
    stopping, ready = asyncio.Event(), asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(app.serve(settings(root, database), stopping, started=ready.set, clock=clock))
        await ready.wait()
        try:
            yield
        finally:
            stopping.set()


@pytest.fixture
def database(either_database: str) -> str:
    """Stories are divided between the kinds: what both must do is tested below them."""
    return either_database


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def telegram(clock: Clock) -> Telegram:
    return Telegram(now=clock)


@pytest.fixture
async def root(telegram: Telegram) -> AsyncIterator[str]:
    async with server.serve(telegram) as address:
        yield address


@pytest.fixture
async def bot(root: str, database: str, clock: Clock) -> AsyncIterator[None]:
    async with running(root, database, clock):
        yield


@pytest.fixture
def join(telegram: Telegram, clock: Clock) -> Callable[..., Student]:
    """Makes students by name, like `join("Anna", language_code="en")`."""

    def make(first_name: str, **details: str) -> Student:
        # A number that stands in no time or count by chance: rows are searched for it.
        number = OWNER if details.pop("role", None) == "owner" else 7_345_678_900 + len(telegram.users)
        user = telegram.join(first_name, user_id=number, **details)
        return Student(telegram, user.id, pause=lambda: clock.moves(seconds=clock.pace))

    return make
