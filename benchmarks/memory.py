"""What the bot holds in memory after many updates: no object of an update may outlive it."""

import asyncio
import time

from benchmarks import meter, subjects
from benchmarks.bench import Bench
from benchmarks.databases import Kind
from benchmarks.load import Closed
from benchmarks.report import Section
from benchmarks.subjects import DidNotRun

_STILL = 20.0  # seconds without a reply after which it is held to hang


async def run(bench: Bench) -> Section:
    kind = bench.only[0]
    sizes = await bench.attempt(f"memory: {kind}", _measure(bench, kind))
    return Section(
        f"Memory of this bot on {kind}, in MiB",
        ("after updates", "resident"),
        [
            (f"{count:,}" if count else "start", f"{size / 2**20:.0f}")
            for count, size in (sizes or {}).items()
        ],
    )


async def _measure(bench: Bench, kind: Kind) -> dict[int, int]:
    async with bench.crowd(subjects.bot(kind)) as (crowd, program):
        pid = program.process.pid
        sizes = {0: meter.rss(pid)}
        Closed(crowd, bench.scale.people).begin()
        for count in bench.scale.memory:
            last, since = 0, time.perf_counter()
            while crowd.replies < count:
                await asyncio.sleep(0.05)
                program.check()
                if crowd.replies != last:
                    last, since = crowd.replies, time.perf_counter()
                elif time.perf_counter() - since > _STILL:
                    raise DidNotRun(f"no reply any more after {last} updates: {program.said()}")
            sizes[count] = meter.rss(pid)
        return sizes
