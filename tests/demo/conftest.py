from collections.abc import AsyncIterator

import pytest
import telegram as ptb

from bot.demo.server import serve
from bot.demo.telegram import Telegram, User
from tests.demo.clock import Clock
from tests.demo.receiver import FAST, Receiver, receiving


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def telegram(clock: Clock) -> Telegram:
    return Telegram(now=clock)


@pytest.fixture
def anna(telegram: Telegram) -> User:
    """A person who has written to the bot; that update is confirmed."""
    anna = telegram.join("Anna", username="anna", language_code="ru")
    telegram.says(anna.id, "/start")
    telegram.updates.clear()
    return anna


@pytest.fixture
def boris(telegram: Telegram) -> User:
    """A person who has not written yet."""
    return telegram.join("Boris")


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with receiving() as receiver:
        yield receiver


@pytest.fixture
async def root(telegram: Telegram) -> AsyncIterator[str]:
    async with serve(telegram, patience=FAST) as root:
        yield root


@pytest.fixture
async def bot(telegram: Telegram, root: str) -> AsyncIterator[ptb.Bot]:
    async with ptb.Bot(telegram.token, base_url=f"{root}/bot", base_file_url=f"{root}/file/bot") as bot:
        yield bot
