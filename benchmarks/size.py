"""A million people: how long a head count takes, how soon a broadcast to all begins, and who feels it."""

import asyncio
import time
from collections.abc import Mapping
from contextlib import aclosing
from typing import Any, Final, NamedTuple

from sqlalchemy import text

from benchmarks import meter, subjects
from benchmarks.bench import Bench
from benchmarks.databases import Kind
from benchmarks.daytime import daytime
from benchmarks.load import Closed, Crowd, Open, percentile
from benchmarks.report import Aim, Section
from benchmarks.subjects import DidNotRun
from benchmarks.telegram import Telegram
from bot.content.goals import COUNT
from bot.content.topics import Topic
from bot.services import broadcasts, consents
from bot.storage import audiences, schema
from bot.storage import broadcasts as storage
from bot.storage.database import Database
from bot.storage.models import Person

_FIRST: Final = 5_000_000_000  # chats of those who were there before
_SEEN: Final = 20  # messages that are to come at once
_RATE: Final = 10  # updates a second: replies take permits, and bulk gets what they leave
_CALM: Final = 5.0  # seconds
_SLICE: Final = 1.0
_PATIENCE: Final = 180.0
_AUDIENCES: Final[Mapping[str, dict[str, Any]]] = {
    "everybody": {},
    "a city": {"city": ["almaty"]},
    "two languages, two interests": {"language": ["kk", "ru"], "interests": 0b11},
    "of all conditions some": {
        "university": ["kaznu", "nu"],
        "study_year": ["1", "2"],
        "age_band": ["18+"],
        "since": "2026-01-01",
        "read": "some",
    },
}
_VALUES: Final = {
    "language": ("kk", "kk", "ru", "en"),
    "city": ("almaty", "astana", "karaganda", "shymkent", "aktobe"),
    "university": ("kaznu", "nu", "buketov", "kimep", "satbayev", "enu", "kbtu"),
    "study_year": ("1", "2", "3", "4", "master"),
}


class Found(NamedTuple):
    """Seconds, and MiB before and after spreading."""

    counts: dict[str, float]
    first: float
    twentieth: float
    spread: float
    calm: list[float]
    meanwhile: list[float]
    memory: tuple[int, int]


async def run(bench: Bench) -> Section:
    rows: list[tuple[str, ...]] = []
    aims: list[Aim] = []
    for kind in bench.only:
        found = await bench.attempt(f"size: {bench.scale.crowd:,} people on {kind}", _measure(bench, kind))
        if found is None:
            continue
        slowest = max(found.counts.values())
        calm, meanwhile = (percentile(each, 0.99) * 1e3 for each in (found.calm, found.meanwhile))
        before, after = found.memory
        rows += [
            (f"{kind}: head count, {name}", f"{took * 1e3:.0f} ms") for name, took in found.counts.items()
        ]
        rows += [
            (f"{kind}: from the confirmation to the first message", f"{found.first:.2f} s"),
            (f"{kind}: to the twentieth", f"{found.twentieth:.2f} s"),
            (f"{kind}: until all copies are written", f"{found.spread:.1f} s"),
            (f"{kind}: p99 of replies before / meanwhile", f"{calm:.0f} / {meanwhile:.0f} ms"),
            (f"{kind}: memory before / after", f"{before} / {after} MiB"),
        ]
        aims += [
            Aim(f"head count, {kind}: under 0.2 s", f"{slowest:.2f} s", slowest < 0.2),
            Aim(f"first message, {kind}: under 3 s", f"{found.first:.2f} s", found.first < 3),
            Aim(f"first 20 messages, {kind}: within 2 s", f"{found.twentieth:.2f} s", found.twentieth < 2),
            Aim(f"replies' p99 while it spreads, {kind}: under 50 ms", f"{meanwhile:.0f} ms", meanwhile < 50),
            Aim(f"memory, {kind}: at most 30 MiB more", f"{after - before} MiB", after - before <= 30),
        ]
    return Section(f"A broadcast to {bench.scale.crowd:,} people", ("what", "measured"), rows, aims)


async def _measure(bench: Bench, kind: Kind) -> Found:
    subject, telegram, url = subjects.by_day(kind), Telegram(), await bench.databases.empty(kind)
    await _fill(url, kind, bench.scale.crowd)
    counts = await _count(url)
    crowd = Crowd(telegram, subject.script)
    began = 0.0
    came: list[float] = []
    reply = telegram.replied

    def replied(chat: int, message: int, at: float) -> None:
        if chat > _FIRST:
            came.append(at)
        else:
            reply(chat, message, at)

    telegram.replied = replied
    async with subjects.running(subject, telegram, url) as program:
        closed, evenly = Closed(crowd, 60), Open(crowd)
        closed.begin()
        await closed.mix(bench.scale.mixing)
        evenly.begin()
        await evenly.run(_RATE, bench.scale.forgetting)
        calm = (await evenly.run(_RATE, _CALM)).seconds
        before = meter.rss(program.process.pid) // 2**20
        began = time.perf_counter()
        number = await _confirm(url)
        meanwhile: list[float] = []
        while not await _spread(url, number):
            meanwhile += (await evenly.run(_RATE, _SLICE)).seconds
            program.check()
            if time.perf_counter() - began > _PATIENCE:
                raise DidNotRun(f"was not spread: {program.said()}")
        spread = time.perf_counter() - began
        while len(came) < _SEEN:
            await asyncio.sleep(0.01)
            if time.perf_counter() - began > _PATIENCE:
                raise DidNotRun(f"sent nothing: {program.said()}")
        after = meter.rss(program.process.pid) // 2**20
    first, twentieth = came[0] - began, came[_SEEN - 1] - began
    return Found(counts, first, twentieth, spread, calm, meanwhile or calm, (before, after))


async def _fill(url: str, kind: Kind, people: int) -> None:
    """As many as are asked for, who all signed up, in proportions of their own."""
    lite = kind is Kind.SQLITE
    source = (
        f"WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < {people:d})"
        if lite
        else f"WITH c(n) AS (SELECT * FROM generate_series(1, {people:d}))"
    )
    at = daytime().strftime("%Y-%m-%d %H:%M:%S.%f")
    columns = {
        "telegram_id": f"{_FIRST} + n",
        **dict.fromkeys(
            ("created_at", "seen_at", "consented_at", "agreed_at", "age_asked_at", "registered_at"), f"'{at}'"
        ),
        **{name: _one_of(values) for name, values in _VALUES.items()},
        "consent_version": str(consents.VERSION),
        "age_band": "'18+'",
        "name": "'Anna'",
        "interests": "(n * 7) % 512",
        "goals_read": f"(n * 13) % {2**COUNT}",
        "counted": "3",
        **dict.fromkeys(("muted", "awareness_asked", "role", "burst_count"), "0"),
    }
    if not lite:
        columns |= {name: f"{value}::timestamptz" for name, value in columns.items() if name.endswith("_at")}
    filled = f"INSERT INTO people ({', '.join(columns)}) {source} SELECT {', '.join(columns.values())} FROM c"
    async with aclosing(Database(url)) as store:
        await schema.upgrade(store)
        async with store.transaction() as session:
            await session.execute(text(filled))
        async with store.engine.connect() as connection:
            await connection.execution_options(isolation_level="AUTOCOMMIT")
            await connection.execute(text("ANALYZE" if lite else "VACUUM ANALYZE people"))


def _one_of(values: tuple[str, ...]) -> str:
    whens = " ".join(f"WHEN {place} THEN '{value}'" for place, value in enumerate(values))
    return f"CASE n % {len(values)} {whens} END"


async def _count(url: str) -> dict[str, float]:
    found = {}
    async with aclosing(Database(url)) as store:
        for name, conditions in _AUDIENCES.items():
            async with store.reading() as session:
                began = time.perf_counter()
                meant = audiences.where(conditions, Topic.NEWS, consents.VERSION)
                await audiences.count(session, meant)
                found[name] = time.perf_counter() - began
    return found


async def _confirm(url: str) -> int:
    """As an organizer's tap does it."""
    now = daytime()
    async with aclosing(Database(url)) as store, store.transaction() as session:
        author = await session.get(Person, 1)
        assert author is not None
        draft = await broadcasts.begin(session, author, now)
        draft.texts = {"kk": "сәлем", "ru": "привет", "en": "hello"}
        heads = await broadcasts.heads(session, draft)
        await broadcasts.confirm(session, draft, heads.people, now)
        return draft.id


async def _spread(url: str, number: int) -> bool:
    async with aclosing(Database(url)) as store, store.reading() as session:
        found = await storage.find(session, number)
        return found is not None and found.spread_at is not None
