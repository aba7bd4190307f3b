"""What browser tests begin with: the demo as it is shown, and a bare chat page with the bot behind it."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot import app, showroom
from bot.demo import people, server
from bot.demo.telegram import Telegram
from tests.browser.page import sharing
from tests.stories.conftest import running


@pytest.fixture
def telegram() -> Telegram:
    telegram = Telegram(now=app.utc_now)
    people.settle(telegram)
    return telegram


@pytest_asyncio.fixture(scope="session", loop_scope="session", autouse=True)
async def browser() -> AsyncIterator[None]:
    async with sharing():
        yield


@pytest_asyncio.fixture(loop_scope="session")
async def address(telegram: Telegram, tmp_path: Path) -> AsyncIterator[str]:
    """The chat page of `telegram`, with the bot running."""
    async with server.serve(telegram) as root, running(root, f"sqlite:///{tmp_path}/bot.db"):
        yield root


@pytest_asyncio.fixture(loop_scope="session")
async def demo() -> AsyncIterator[str]:
    """The demo with two dozen people, once everybody has come to where they are to be."""
    stopping, said = asyncio.Event(), asyncio.Queue[str]()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(showroom.show(0, said.put_nowait, stopping, everyone=24))
        yield (await said.get()).split()[1]
        stopping.set()
