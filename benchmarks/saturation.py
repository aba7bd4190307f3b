"""How many updates a second a program takes when people wait for nothing but its replies."""

import asyncio
import time
from statistics import median
from typing import NamedTuple

from benchmarks import meter, report, subjects
from benchmarks.bench import Bench
from benchmarks.load import Closed
from benchmarks.report import Section
from benchmarks.subjects import Subject


class Speed(NamedTuple):
    """Updates a second, and milliseconds of CPU an update: of the program, and of the database's server."""

    rate: float
    cpu: float
    server: float


async def run(bench: Bench) -> Section:
    those = [*subjects.walking(bench.only), subjects.PTB_ECHO, subjects.AIOGRAM_ECHO]
    speeds: dict[Subject, list[Speed]] = {subject: [] for subject in those}
    for turn in range(bench.scale.rounds):
        for subject in those:
            speed = await bench.attempt(f"saturation {turn + 1}: {subject}", _measure(bench, subject))
            if speed is not None:
                speeds[subject].append(speed)
    middle = {
        subject: Speed(*map(median, zip(*found, strict=True))) for subject, found in speeds.items() if found
    }
    return Section(
        f"At saturation: {bench.scale.people} people at once",
        ("program", "database", "updates/s", "CPU per update", "PostgreSQL's CPU per update"),
        [_row(subject, speed) for subject, speed in middle.items()],
        [
            report.ratio(
                f"sign-up at saturation, {kind}: at least 2 times the usual bot",
                _rate(middle.get(subjects.bot(kind))),
                _rate(middle.get(subjects.usual(kind))),
                least=2,
            )
            for kind in bench.only
        ],
    )


async def _measure(bench: Bench, subject: Subject) -> Speed:
    server = bench.databases.server if subject.on_server else None
    async with bench.crowd(subject) as (crowd, program):
        closed = Closed(crowd, bench.scale.people)
        closed.begin()
        await closed.mix(bench.scale.mixing)
        pid = program.process.pid
        program.check()
        replies, cpu, began = crowd.replies, meter.cpu(pid), time.perf_counter()
        served = meter.cpu(server.pid) if server else 0
        await asyncio.sleep(bench.scale.seconds)
        program.check()
        took, done = time.perf_counter() - began, crowd.replies - replies
        spent, served = meter.cpu(pid) - cpu, (meter.cpu(server.pid) if server else 0) - served
    done = max(done, 1)
    return Speed(done / took, spent / done * 1e3, served / done * 1e3)


def _rate(speed: Speed | None) -> float | None:
    return speed and speed.rate


def _row(subject: Subject, speed: Speed) -> tuple[str, ...]:
    server = f"{speed.server:.2f} ms" if subject.on_server else "–"
    return (subject.name, subject.kind or "none", f"{speed.rate:,.0f}", f"{speed.cpu:.2f} ms", server)
