"""The real program in a process of its own, killed without warning and started again."""

import asyncio
import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from aiohttp import web

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerProcess

# Forked where the program's modules are loaded already: a start then costs a fiftieth of a second.
_FORKS: Final = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["tests.crash.loaded"])


async def _at_once() -> None:
    """Nothing is to be done before it starts again."""


class Supervised:
    """A command like `python -m bot run`, for ever; `deaths` counts how often it was killed.

    `mourning` is what is done after each death, before it starts again.
    """

    def __init__(self, root: str, database: str, log: Path, role: str = "run", **settings: str) -> None:
        self.deaths = 0
        self.mourning: Callable[[], Awaitable[None]] = _at_once
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
        self._process: ForkServerProcess | None = None
        self._log: Final = log

    async def run(self) -> None:
        """Starts the program again whenever it dies, until cancelled."""
        try:
            while True:
                self._process = _FORKS.Process(
                    target=_main, args=([self._role], self._environment, self._log)
                )
                self._process.start()
                code = await _ended(self._process)
                assert code == -signal.SIGKILL, f"ended by itself with {code}: {self.log()}"
                await self.mourning()
        finally:
            await self.stop()

    def kill(self) -> None:
        if self._process is not None and self._process.is_alive():
            self._process.kill()
            self.deaths += 1

    async def kill_next(self) -> None:
        """Kills the life that runs, or else the one that is about to."""
        while self._process is None or not self._process.is_alive():
            await asyncio.sleep(0.01)
        self.kill()

    async def stop(self) -> int | None:
        """Asks it to stop as a host would; gives the exit code."""
        if self._process is None or not self._process.is_alive():
            return None
        self._process.terminate()
        async with asyncio.timeout(5):
            return await _ended(self._process)

    def log(self) -> str:
        return self._log.read_text() if self._log.exists() else ""


async def _ended(process: "ForkServerProcess") -> int | None:
    loop, over = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(process.sentinel, over.set)
    try:
        await over.wait()
    finally:
        loop.remove_reader(process.sentinel)
    process.join()
    return process.exitcode


def call(folder: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """What `python -m bot` answers to these words, once it has ended."""
    answer, log = (Path(tempfile.mkdtemp(dir=folder)) / name for name in ("answer", "log"))
    environment = {"PATH": os.environ["PATH"], **settings}
    process = _FORKS.Process(target=_main, args=(words, environment, log, folder, answer))
    process.start()
    process.join(60)
    if process.exitcode is None:
        process.kill()
        raise TimeoutError(words)
    return subprocess.CompletedProcess(words, process.exitcode, answer.read_text(), log.read_text())


def _main(
    words: Sequence[str],
    environment: dict[str, str],
    log: Path,
    folder: Path | None = None,
    answer: Path | None = None,
) -> None:
    """What `python -m bot` does, in an environment, a folder and with outputs of its own."""
    from bot.__main__ import cli

    wanted = os.environ["PTB_TIMEDELTA"]  # bot.transport set it when it was loaded
    os.environ.clear()
    os.environ.update(environment, PTB_TIMEDELTA=wanted)
    for path, stream in ((log, sys.stderr), (answer, sys.stdout)):
        if path:
            os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND), stream.fileno())
    os.chdir(folder or log.parent)
    cli([*words])


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
