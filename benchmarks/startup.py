"""How long the bot takes from its start to its first question for updates, against its libraries alone."""

import asyncio
import sys
import time
from statistics import median
from typing import Final

from benchmarks import report, subjects
from benchmarks.bench import Bench
from benchmarks.databases import Kind
from benchmarks.report import Section
from benchmarks.subjects import DidNotRun
from benchmarks.telegram import Telegram

_DRIVERS: Final = {Kind.SQLITE: "aiosqlite", Kind.POSTGRESQL: "asyncpg"}
# What of others' the bot imports to run.
_LIBRARIES: Final = (
    "typer",
    "pydantic",
    "pydantic_settings",
    "telegram",
    "telegram.error",
    "telegram.ext.filters",
    "telegram.request",
    "aiohttp",
    "aiohttp.web",
    "sqlalchemy",
    "sqlalchemy.ext.asyncio",
    "sqlalchemy.orm",
    "alembic.command",
    "alembic.config",
    "babel.dates",
    "babel.messages.pofile",
    "yaml",
    "rapidfuzz",
)


async def run(bench: Bench) -> Section:
    rows: list[tuple[str, ...]] = []
    aims = []
    for kind in bench.only:
        times = await bench.attempt(f"start: {kind}", _measure(bench, kind))
        ours, floor = times or (None, None)
        if times:
            rows.append((kind, f"{times[0]:.2f} s", f"{times[1]:.2f} s"))
        aims.append(report.at_most(f"start, {kind}: at most 1.3 times its imports", ours, floor, most=1.3))
    return Section("Start to the first getUpdates", ("database", "this bot", "its imports alone"), rows, aims)


async def _measure(bench: Bench, kind: Kind) -> tuple[float, float]:
    url = await bench.databases.empty(kind)
    await _finishes(("-m", "bot", "migrate"), url)  # and everything is compiled and in the cache
    imports = f"import {', '.join((*_LIBRARIES, _DRIVERS[kind]))}"
    ours, floor = [], []
    for _ in range(bench.scale.starts):
        floor.append(await _finishes(("-c", imports), url))
        async with subjects.running(subjects.bot(kind), Telegram(), url) as program:
            ours.append(program.seconds)
    return median(ours), median(floor)


async def _finishes(arguments: tuple[str, ...], url: str) -> float:
    """Seconds that Python takes with these arguments. Raises DidNotRun."""
    began = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *arguments,
        env=subjects.environment("http://127.0.0.1:1", url),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    if process.returncode:
        raise DidNotRun(f"{' '.join(arguments)[:40]}: {said.decode(errors='replace')[-300:]}")
    return time.perf_counter() - began
