"""The real program in a process of its own, killed without warning and started again."""

import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from aiohttp import web

if TYPE_CHECKING:
    from asyncio.subprocess import Process

ROOT: Final = Path(__file__).parents[2]


class Supervised:
    """A command like `python -m bot run`, for ever; `deaths` counts how often it was killed."""

    def __init__(self, root: str, database: str, log: Path, role: str = "run", **settings: str) -> None:
        self.deaths = 0
        self._role: Final = role
        self._environment: Final = {
            "PATH": os.environ["PATH"],
            "BOT_TOKEN": "1:demo",
            "BOT_API_URL": root,
            "DATABASE_URL": database,
            "OPERATOR_NAME": "Volunteers of Kazakhstan",
            "LOG_LEVEL": "DEBUG",
            **settings,
        }
        self._process: Process | None = None
        self._log: Final = log

    async def run(self) -> None:
        """Starts the program again whenever it dies, until cancelled."""
        try:
            while True:
                with self._log.open("ab") as log:
                    self._process = await asyncio.create_subprocess_exec(
                        sys.executable, "-m", "bot", self._role, cwd=ROOT, env=self._environment, stderr=log
                    )
                code = await self._process.wait()
                assert code == -signal.SIGKILL, f"ended by itself with {code}: {self.log()}"
        finally:
            await self.stop()

    def kill(self) -> None:
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            self.deaths += 1

    async def stop(self) -> int | None:
        """Asks it to stop as a host would; gives the exit code."""
        if self._process is None or self._process.returncode is not None:
            return None
        self._process.terminate()
        async with asyncio.timeout(5):
            return await self._process.wait()

    def log(self) -> str:
        return self._log.read_text() if self._log.exists() else ""


class Trap:
    """Kills at the n-th of these calls that the program makes from now on, before or after it is done."""

    def __init__(self, *methods: str) -> None:
        self._methods: Final = methods
        self.kill: Callable[[], None] = lambda: None
        self._left = 0
        self._after = False

    def set(self, calls: int, *, after: bool) -> None:
        self._left, self._after = calls, after

    @property
    def sprung(self) -> bool:
        return self._left == 0

    @web.middleware
    async def middleware(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        if not self._left or request.path.rpartition("/")[2] not in self._methods:
            return await handler(request)
        self._left -= 1
        if self._left:
            return await handler(request)
        if self._after:
            await handler(request)
        self.kill()
        assert request.transport is not None
        request.transport.abort()
        return web.Response()
