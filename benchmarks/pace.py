"""How near a broadcast comes to what Telegram allows, without a refusal; and whether replies notice it."""

import asyncio
import json
import random
from collections.abc import AsyncIterator, Iterable
from contextlib import aclosing, asynccontextmanager
from datetime import timedelta
from statistics import mean
from typing import Final, NamedTuple

from sqlalchemy import text

from benchmarks import report, sender, subjects
from benchmarks.bench import Bench
from benchmarks.databases import Kind
from benchmarks.daytime import daytime
from benchmarks.load import Closed, Open, percentile
from benchmarks.report import Aim, Section
from benchmarks.sender import Done
from benchmarks.subjects import DidNotRun
from benchmarks.telegram import Door, Telegram
from bot.storage.database import Database
from bot.storage.models import Lane

_LIMIT: Final = 30  # messages in any second
_PATIENCE: Final = 300.0  # seconds
_SLOW: Final = 6  # times fewer messages for who sends one after the other, or it would take eight minutes
_RATE: Final = 20  # updates a second
_POPULATION: Final = 60  # people on their way at a time
_SETTLING: Final = 2.0  # seconds, until nobody is answered faster than at this rate
_ENOUGH: Final = 250  # messages of a broadcast beside which replies are measured: more than they leave it
_UNSENT: Final = text(f"DELETE FROM outbox WHERE lane = {Lane.BROADCAST:d} AND state = 'waiting'")
_SEEN: Final = 1.5  # seconds after which a broadcast is under way
_LAST: Final = 4.0  # seconds in which what is claimed of it goes out


class Latency(NamedTuple):
    """Seconds that a call takes, and the share of the limit that is aimed at."""

    low: float
    high: float
    aim: float

    def __str__(self) -> str:
        low, high = f"{self.low * 1e3:.0f}", f"{self.high * 1e3:.0f}"
        return f"{low} ms" if low == high else f"{low}–{high} ms"

    def door(self) -> Door:
        chance = random.Random(1)
        return Door(lambda: chance.uniform(self.low, self.high), _LIMIT)


LATENCIES: Final = (Latency(0.05, 0.05, 0.97), Latency(0.04, 0.1, 0.94), Latency(0.02, 0.4, 0.81))


class Way(NamedTuple):
    """A program that sends a broadcast; ours has a database."""

    name: str
    how: str
    kind: Kind | None = None
    slowness: int = 1

    def __str__(self) -> str:
        return f"outbox on {self.kind}" if self.kind else self.name


_PEERS: Final = (
    Way("PTB with AIORateLimiter", "limited"),
    Way("a loop with sleep(0.05)", "resting", slowness=_SLOW),
)


class Pace(NamedTuple):
    """The share of the limit that was reached, and how often Telegram refused."""

    share: float
    refused: int

    def __str__(self) -> str:
        return f"{self.share:.3f}, {self.refused} refused"


async def run(bench: Bench) -> Section:
    ours = [Way("outbox", "paced", kind) for kind in bench.only]
    found: dict[tuple[Way, Latency], Pace] = {}

    async def measure(way: Way, latency: Latency) -> None:
        pace = await bench.attempt(f"pace at {latency}: {way}", _measure(bench, way, latency))
        if pace is not None:
            found[way, latency] = pace

    for latency in LATENCIES:
        for way in ours:
            await measure(way, latency)
        # They mostly wait: two at a time take no more of the machine than is there.
        await asyncio.gather(*(measure(way, latency) for way in _PEERS))
    return Section(
        f"A broadcast of {bench.scale.bulk:,} where {_LIMIT} are allowed in any second: share of the limit",
        ("sender", *map(str, LATENCIES)),
        [
            (str(way), *(str(found.get((way, latency), "–")) for latency in LATENCIES))
            for way in (*ours, *_PEERS)
        ],
        [aim for way in ours for aim in _aims(way, [found.get((way, latency)) for latency in LATENCIES])],
        note=f"The loop sends {bench.scale.bulk // _SLOW:,}: its pace stays as it is.",
    )


def _aims(way: Way, paces: list[Pace | None]) -> Iterable[Aim]:
    for latency, pace in zip(LATENCIES, paces, strict=True):
        what = f"pace, {way.kind}, {latency}: at least {latency.aim} of the limit"
        yield Aim(what, f"{pace.share:.3f}", pace.share >= latency.aim) if pace else Aim(what, "–", None)
    there = [pace.refused for pace in paces if pace]
    what = f"pace, {way.kind}: not one refusal"
    yield Aim(what, str(sum(there)), sum(there) == 0) if there else Aim(what, "–", None)


async def _measure(bench: Bench, way: Way, latency: Latency) -> Pace:
    telegram, count = Telegram(), bench.scale.bulk // way.slowness
    telegram.door = door = latency.door()
    url = await bench.databases.empty(way.kind) if way.kind else ""
    ours = way.kind is not None
    module = "benchmarks.sender" if ours else "benchmarks.peers.paced"
    python = {} if ours else {"python": str(subjects.PEERS)}
    async with telegram.open() as root:
        words = ("-m", module, way.how, str(count))
        said = await subjects.ended(words, root, url, patience=_PATIENCE, **python)
    if len({chat for _, chat in door.arrivals}) != count or len(door.arrivals) != count:
        raise DidNotRun(f"{len(door.arrivals)} messages arrived, not {count}")
    if ours and (done := Done(**json.loads(said))).sent != count:
        raise DidNotRun(f"{done.sent} of {count} are counted as sent")
    seconds = door.arrivals[-1][0] - door.arrivals[0][0]
    return Pace(count / seconds / _LIMIT, door.refused)


class Waits(NamedTuple):
    """Seconds that replies took, without a broadcast and beside one; and how that one went."""

    calm: list[float]
    beside: list[float]
    bulk: float  # messages a second
    refused: int  # of both


async def meanwhile(bench: Bench) -> Section:
    rows: list[tuple[str, ...]] = []
    aims = []
    for kind in bench.only:
        waits = await bench.attempt(f"replies beside a broadcast: {kind}", _replies(bench, kind))
        if waits:
            cells = [
                f"{percentile(seconds, 0.5) * 1e3:.1f} / {percentile(seconds, 0.99) * 1e3:.1f}"
                for seconds in (waits.calm, waits.beside)
            ]
            rows.append((kind, *cells, f"{waits.bulk:.1f}", str(waits.refused)))
        what = f"replies' p99 beside a broadcast, {kind}: within 1.5 times"
        calm, beside = (
            (percentile(seconds, 0.99) for seconds in (waits.calm, waits.beside)) if waits else (None, None)
        )
        aims.append(report.at_most(what, beside, calm, most=1.5))
        what = f"replies beside a broadcast, {kind}: not one refusal"
        aims.append(Aim(what, str(waits.refused), waits.refused == 0) if waits else Aim(what, "–", None))
    return Section(
        f"Replies to {_RATE} updates/s, {LATENCIES[0]}, {_LIMIT} messages a second in all: p50 / p99 in ms",
        ("database", "without", "beside a broadcast", "its messages/s", "refused"),
        rows,
        aims,
        note="From when an update can be fetched to when its reply sets out for the stand-in for Telegram.",
    )


async def _replies(bench: Bench, kind: Kind) -> Waits:
    telegram, seconds = Telegram(), bench.scale.meanwhile
    url = await bench.databases.empty(kind)
    door = LATENCIES[0].door()
    calm: list[float] = []
    beside: list[float] = []
    rates: list[float] = []
    async with bench.crowd(subjects.by_day(kind), telegram, url) as (crowd, program):
        closed, evenly = Closed(crowd, _POPULATION), Open(crowd)
        closed.begin()
        await closed.mix(bench.scale.mixing)
        evenly.begin()
        await evenly.run(_RATE, _SETTLING)
        telegram.door = door
        # All without a broadcast come first: who was refused beside one is felt for a while.
        calm.extend((await evenly.run(_RATE, seconds * bench.scale.rounds)).seconds)
        for turn in range(bench.scale.rounds):
            async with _broadcast(url, turn):
                await evenly.run(_RATE, _SEEN)
                began = len(door.arrivals), asyncio.get_running_loop().time()
                beside.extend((await evenly.run(_RATE, seconds)).seconds)
                took = asyncio.get_running_loop().time() - began[1]
                rates.append(sum(chat >= sender.FIRST for _, chat in door.arrivals[began[0] :]) / took)
            await evenly.run(_RATE, _LAST)
            program.check()
    return Waits(calm, beside, mean(rates), door.refused)


@asynccontextmanager
async def _broadcast(url: str, turn: int) -> AsyncIterator[None]:
    """More messages of a broadcast than are sent meanwhile; in the end none waits."""
    async with aclosing(Database(url)) as database:
        due = daytime() - timedelta(hours=1)  # at the noon of the bot's process too, which is another
        await sender.fill(database, _ENOUGH, due, sender.FIRST + turn * _ENOUGH)
        yield
        async with database.transaction() as session:
            await session.execute(_UNSENT)
