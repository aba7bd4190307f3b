"""What is measured: programs in processes of their own, told where Telegram and the database are."""

import asyncio
import os
import sys
import tempfile
import time
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.databases import Kind
from benchmarks.telegram import Telegram
from benchmarks.walk import SIGN_UP, TEXTS

ROOT: Final = Path(__file__).parents[1]
PEERS: Final = ROOT / ".venv-peers" / "bin" / "python"
_PATIENCE: Final = 20.0  # seconds to start
_GRACE: Final = 8.0  # seconds to end


class DidNotRun(Exception):
    """A program under test that does not start, or ends by itself."""


@dataclass(frozen=True)
class Subject:
    """`kind` is the database it is given, if any."""

    name: str
    arguments: tuple[str, ...]
    kind: Kind | None = None
    python: str = sys.executable
    script: tuple[str, ...] = SIGN_UP
    transport: str = ""

    def __str__(self) -> str:
        return f"{self.name} on {self.kind}" if self.kind else self.name

    @property
    def on_server(self) -> bool:
        return self.kind is Kind.POSTGRESQL

    @property
    def ours(self) -> bool:
        return self.arguments[:2] in {("-m", "bot"), ("-m", "benchmarks.daytime")}


def bot(kind: Kind) -> Subject:
    return Subject("this bot", ("-m", "bot", "run"), kind)


def by_day(kind: Kind) -> Subject:
    """The same at noon, since it sends no broadcasts at night."""
    return Subject("this bot", ("-m", "benchmarks.daytime"), kind)


def usual(kind: Kind, transport: str = "httpx") -> Subject:
    name = "the usual bot" if transport == "httpx" else "the usual bot on our transport"
    return Subject(name, ("-m", "benchmarks.peers.usual"), kind, transport=transport)


def rushed(kind: Kind) -> Subject:
    return Subject("the usual bot", ("-m", "benchmarks.peers.rush"), kind)


PTB_ECHO: Final = Subject("PTB echo (texts only)", ("-m", "benchmarks.peers.ptb_echo"), script=TEXTS)
AIOGRAM_ECHO: Final = Subject(
    "aiogram echo (texts only)", ("-m", "benchmarks.peers.aiogram_echo"), python=str(PEERS), script=TEXTS
)


def walking(kinds: list[Kind]) -> list[Subject]:
    """Those who can be walked through a sign-up, each database in turn."""
    return [
        subject for kind in kinds for subject in (bot(kind), usual(kind), usual(kind, transport="aiohttp"))
    ]


def environment(root: str, url: str, transport: str = "") -> dict[str, str]:
    """All that a program under test is told: nothing of this shell's."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": tempfile.gettempdir(),
        "PYTHONPATH": str(ROOT),
        "BOT_TOKEN": "1:bench",
        "BOT_API_URL": root,
        "DATABASE_URL": url,
        "OPERATOR_NAME": "Volunteers of Kazakhstan",
        "LOG_LEVEL": "WARNING",
        "BENCH_TRANSPORT": transport,
    }


@dataclass
class Running:
    """A program that runs, and how long it took to ask for updates."""

    process: Process
    seconds: float
    _log: Path

    def check(self) -> None:
        """Raises DidNotRun if it has ended."""
        if self.process.returncode is not None:
            raise DidNotRun(f"ended with {self.process.returncode}: {self.said()}")

    def said(self) -> str:
        """The last it wrote to stderr."""
        return " / ".join(self._log.read_text(encoding="utf-8", errors="replace").splitlines()[-3:])


@asynccontextmanager
async def running(subject: Subject, telegram: Telegram, url: str = "") -> AsyncIterator[Running]:
    """Starts a program, waits until it asks for updates, and ends it. Raises DidNotRun."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        log = Path(folder) / "stderr"
        async with telegram.open() as root:
            began = time.perf_counter()
            with log.open("wb") as file:
                try:
                    process = await asyncio.create_subprocess_exec(
                        subject.python,
                        *subject.arguments,
                        cwd=folder,
                        env=environment(root, url, subject.transport),
                        stdout=file,
                        stderr=file,
                    )
                except OSError as error:
                    raise DidNotRun(f"{subject.python}: {error.strerror}; see the Makefile") from None
            try:
                await _asked(telegram, process)
                program = Running(process, time.perf_counter() - began, log)
                program.check()
                yield program
                program.check()
            finally:
                await _end(process)


async def ended(
    arguments: tuple[str, ...], root: str, url: str, *, patience: float, python: str = sys.executable
) -> bytes:
    """What a program printed that is to end within so many seconds. Raises DidNotRun."""
    try:
        process = await asyncio.create_subprocess_exec(
            python,
            *arguments,
            env=environment(root, url),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
    except OSError as error:
        raise DidNotRun(f"{python}: {error.strerror}; see the Makefile") from None
    try:
        async with asyncio.timeout(patience):
            said, complaint = await process.communicate()
    except TimeoutError:
        raise DidNotRun(f"not done in {patience:.0f} s") from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        raise DidNotRun(complaint.decode(errors="replace")[-300:])
    return said


async def _asked(telegram: Telegram, process: Process) -> None:
    """Returns once it asked for updates, has ended, or should long have asked."""
    polled = asyncio.ensure_future(telegram.polled.wait())
    ended = asyncio.ensure_future(process.wait())
    _, unfinished = await asyncio.wait(
        {polled, ended}, timeout=_PATIENCE, return_when=asyncio.FIRST_COMPLETED
    )
    for future in unfinished:
        future.cancel()
    if len(unfinished) == 2:
        raise DidNotRun("never asked for updates")


async def _end(process: Process) -> None:
    if process.returncode is not None:
        return
    process.terminate()
    try:
        async with asyncio.timeout(_GRACE):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()
