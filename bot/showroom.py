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
from bot.demo.telegram import Telegram
from bot.settings import Settings
from bot.web.server import PortTaken

HOST: Final = "127.0.0.1"


async def run(port: int, say: Callable[[str], None]) -> None:
    """Serves the chat page and runs the bot for it until told to stop. Everything is forgotten at the end."""
    telegram = Telegram(now=app.utc_now)
    people.settle(telegram)
    async with AsyncExitStack() as stack:
        try:
            root = await stack.enter_async_context(server.serve(telegram, host=HOST, port=port))
        except OSError as error:
            raise PortTaken from error
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="volunteers-"))
        settings = _settings(root, telegram.token, Path(folder))
        started = asyncio.Event()

        async def open_doors() -> None:
            await started.wait()
            await rehearsal.rehearse(telegram)
            say(f"Open {root} in a browser. Ctrl-C stops.")

        async with asyncio.TaskGroup() as tasks:
            opening = tasks.create_task(open_doors())
            await app.run(settings, started=started.set)
            opening.cancel()


def _settings(root: str, token: str, folder: Path) -> Settings:
    return Settings.model_construct(
        bot_token=SecretStr(token),
        bot_api_url=root,
        operator_name="Volunteers of Kazakhstan (demo)",
        operator_bin=None,
        database_url=SecretStr(f"sqlite:///{folder}/demo.db"),
        owner_ids=frozenset(),
        secret_key=None,
        log_level="WARNING",
    )
