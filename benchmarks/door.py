"""The door: 300 people scan the code of one event at once. Who is told when, and is each there once?"""

import asyncio
import time
from contextlib import aclosing
from datetime import timedelta
from statistics import median
from typing import Final, NamedTuple

from sqlalchemy import func, select, update

from benchmarks import meter, seats, subjects
from benchmarks.bench import Bench
from benchmarks.databases import Kind
from benchmarks.load import percentile
from benchmarks.report import Aim, Section
from benchmarks.subjects import DidNotRun
from benchmarks.telegram import Telegram
from benchmarks.walk import said
from bot import app
from bot.services import checkins
from bot.settings import Settings
from bot.storage.database import Database
from bot.storage.models import Event, Participation, Presence

NEEDED: Final = 0.5  # check-ins a second: 300 people in ten minutes
_LATEST: Final = 5.0  # seconds after a scan in which nobody asks whether it worked
_PATIENCE: Final = 60.0
_HEADS: Final = ("program", "database", "people", "check-ins/s", "CPU each", "to the answer", "each once")


class Found(NamedTuple):
    """Check-ins a second, CPU seconds of one, seconds until each answer; whether all came, once."""

    rate: float
    cpu: float
    seconds: list[float]
    exact: bool


async def run(bench: Bench) -> Section:
    rows: list[tuple[str, ...]] = []
    aims: list[Aim] = []
    for kind in bench.only:
        found: list[Found] = []
        for turn in range(bench.scale.rounds):
            one = await bench.attempt(f"door {turn + 1}, {kind}", _measure(bench, kind))
            found.extend([one] if one else [])
        aims += _aims(kind, found)
        if found:
            rows.append(_row(bench, kind, found))
    return Section("The door: people scan the code at once: p50 / p99 in ms", _HEADS, rows, aims)


def _row(bench: Bench, kind: Kind, found: list[Found]) -> tuple[str, ...]:
    seconds = [each for one in found for each in one.seconds]
    return (
        "this bot",
        kind,
        f"{bench.scale.arriving:,}",
        f"{median(one.rate for one in found):,.0f}",
        f"{median(one.cpu for one in found) * 1e3:.1f} ms",
        f"{percentile(seconds, 0.5) * 1e3:,.0f} / {percentile(seconds, 0.99) * 1e3:,.0f}",
        "yes" if all(one.exact for one in found) else "**no**",
    )


def _aims(kind: Kind, found: list[Found]) -> list[Aim]:
    enough = f"door, {kind}: at least ten times the {NEEDED:g}/s that are needed"
    late = f"door, {kind}: p99 under {_LATEST:g} s, though all come at once"
    exact = f"door, {kind}: everybody came, once"
    if not found:
        return [Aim(what, "–", None) for what in (enough, late, exact)]
    rate, held = median(one.rate for one in found), all(one.exact for one in found)
    took = percentile([each for one in found for each in one.seconds], 0.99)
    return [
        Aim(enough, f"{rate:,.0f}/s", rate >= 10 * NEEDED),
        Aim(late, f"{took:.1f} s", took < _LATEST),
        Aim(exact, "yes" if held else "no", held),
    ]


async def _measure(bench: Bench, kind: Kind) -> Found:
    people, telegram, url = bench.scale.arriving, Telegram(), await bench.databases.empty(kind)
    await seats.announce(url, people, people)
    await _open(url)
    answered: dict[int, float] = {}

    def replied(chat: int, _message: int, at: float) -> None:
        answered.setdefault(chat, at)

    telegram.replied = replied
    async with subjects.running(subjects.bot(kind), telegram, url) as program:
        payload = checkins.payload(_secret(url), 1, checkins.minute(app.utc_now()))
        scans = [said(chat, 1, f"/start {payload}") for chat in seats.chats(people)]
        cpu, began = meter.cpu(program.process.pid), time.perf_counter()
        for each in scans:
            telegram.put(each)
        while len(answered) < people:
            await asyncio.sleep(0.01)
            program.check()
            if time.perf_counter() - began > _PATIENCE:
                raise DidNotRun(f"{len(answered)} answers: {program.said()}")
        cpu = meter.cpu(program.process.pid) - cpu
    seconds = [at - began for at in answered.values()]
    return Found(people / max(seconds), cpu / people, seconds, await _came(url) == (people, people))


def _secret(url: str) -> bytes:
    """What the program makes its codes with."""
    told = subjects.environment("http://127.0.0.1:1", url)
    return Settings.model_validate({name: told[name] for name in ("BOT_TOKEN", "OPERATOR_NAME")}).secret()


async def _open(url: str) -> None:
    """The event begins in half an hour."""
    starts_at = app.utc_now() + timedelta(minutes=30)
    times = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=3)}
    async with aclosing(Database(url)) as store, store.transaction() as session:
        await session.execute(update(Event).values(times))


async def _came(url: str) -> tuple[int, int]:
    """How many are on the list, and how many of them came."""
    came = func.count().filter(Participation.presence == Presence.CAME)
    async with aclosing(Database(url)) as store, store.reading() as session:
        listed, there = (await session.execute(select(func.count(), came).select_from(Participation))).one()
    return listed, there
