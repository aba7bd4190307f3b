"""Whether everyone else waits while one person sends 100 messages a second."""

import asyncio
import itertools
import time
from typing import Final, NamedTuple

from benchmarks import report, subjects
from benchmarks.bench import Bench
from benchmarks.load import FIRST, Closed, Crowd, Open, percentile
from benchmarks.report import Section
from benchmarks.subjects import Subject

_RATE: Final = 100  # updates a second, of everyone else and of the one
_ALTERNATIONS: Final = 3


class Waits(NamedTuple):
    """Seconds that everyone else waited, without the one and beside them."""

    calm: list[float]
    flooded: list[float]


async def run(bench: Bench) -> Section:
    rows: list[tuple[str, ...]] = []
    aims = []
    for kind in bench.only:
        waits = await bench.attempt(f"flood: {kind}", _measure(bench, subjects.bot(kind)))
        calm, flooded = (percentile(seconds, 0.99) for seconds in waits or Waits([], []))
        if waits:
            middles = [f"{percentile(seconds, 0.5) * 1e3:.1f}" for seconds in waits]
            rows.append((kind, f"{middles[0]} / {calm * 1e3:.1f}", f"{middles[1]} / {flooded * 1e3:.1f}"))
        what = f"everyone else's p99 beside a flooder, {kind}: within 1.5 times"
        aims.append(report.at_most(what, flooded if waits else None, calm if waits else None, most=1.5))
    return Section(
        f"One person's {_RATE} messages/s beside everyone else's {_RATE} updates/s: p50 / p99 in ms",
        ("database", "without", "with"),
        rows,
        aims,
    )


async def _measure(bench: Bench, subject: Subject) -> Waits:
    waits = Waits([], [])
    async with bench.crowd(subject) as (crowd, program):
        closed, evenly = Closed(crowd, 60), Open(crowd)
        closed.begin()
        await closed.mix(bench.scale.mixing)
        evenly.begin()
        await evenly.run(_RATE, bench.scale.flood / 4)
        for _ in range(_ALTERNATIONS):
            waits.calm.extend((await evenly.run(_RATE, bench.scale.flood)).seconds)
            flooding = asyncio.ensure_future(_flood(crowd))
            try:
                waits.flooded.extend((await evenly.run(_RATE, bench.scale.flood)).seconds)
            finally:
                flooding.cancel()
            if flooding.done():
                flooding.result()
            program.check()
    return waits


async def _flood(crowd: Crowd) -> None:
    began = time.perf_counter()
    for count in itertools.count():
        wait = began + count / _RATE - time.perf_counter()
        if wait > 0:
            await asyncio.sleep(wait)
        crowd.shout(FIRST, f"Hello, hello {count}")
