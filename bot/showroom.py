"""The bot beside a local Telegram, to be tried in a browser with no token and no network."""

import asyncio
import tempfile
from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Final

from pydantic import SecretStr

from bot import app, rehearsal
from bot.demo import people, server
from bot.demo.clock import Clock
from bot.demo.stage import Stage
from bot.demo.telegram import Telegram
from bot.settings import Settings
from bot.web.server import PortTaken

HOST: Final = "127.0.0.1"


async def run(port: int, say: Callable[[str], None], everyone: int) -> None:
    """Serves the chat page and runs the bot for it until told to stop. Everything is forgotten at the end."""
    await show(port, say, app.stopping(), everyone)


async def show(port: int, say: Callable[[str], None], stopping: asyncio.Event, everyone: int) -> None:
    """Runs until `stopping` is set, with so many people."""
    while not stopping.is_set():
        port = await _play(port, say, stopping, everyone)


async def _play(port: int, say: Callable[[str], None], stopping: asyncio.Event, everyone: int) -> int:
    """The demo from its beginning until it is to start over, or to stop; gives its port."""
    clock = Clock(app.utc_now)
    telegram = Telegram(now=clock)
    stage = Stage(clock, telegram.feed)
    people.settle(telegram)
    rehearsal.open_stage(stage, everyone)
    async with AsyncExitStack() as stack:
        try:
            root = await stack.enter_async_context(server.serve(telegram, host=HOST, port=port, stage=stage))
        except OSError as error:
            raise PortTaken from error
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="volunteers-"))
        configured = settings(root, telegram.token, Path(folder))
        started, ending = asyncio.Event(), asyncio.Event()

        async def open_doors() -> None:
            await started.wait()
            await rehearsal.rehearse(telegram, stage, everyone=everyone)
            say(f"Open {root} in a browser. Ctrl-C stops.")

        async with asyncio.TaskGroup() as tasks:
            opening = tasks.create_task(open_doors())
            waiting = [tasks.create_task(event.wait()) for event in (stopping, stage.again)]
            serving = tasks.create_task(app.serve(configured, ending, started=started.set, clock=clock))
            await asyncio.wait([*waiting, serving], return_when=asyncio.FIRST_COMPLETED)
            ending.set()
            for task in (opening, *waiting):
                task.cancel()
    return int(root.rpartition(":")[2])


def settings(root: str, token: str, folder: Path) -> Settings:
    """Of the bot for the Telegram at `root`, with its database in `folder`."""
    return Settings.model_construct(
        bot_token=SecretStr(token),
        bot_api_url=root,
        operator_name="Volunteers of Kazakhstan (demo)",
        operator_bin=None,
        database_url=SecretStr(f"sqlite:///{folder}/demo.db"),
        owner_ids=frozenset(user_id for *_, user_id in people.OWNERS),
        secret_key=None,
        log_level="WARNING",
    )
