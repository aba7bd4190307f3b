"""Links: thousands of starts through two hundred of them, each counted once; and what inline mode finds."""

import asyncio
import time
from collections import Counter
from contextlib import aclosing
from datetime import timedelta
from itertools import cycle
from random import Random
from typing import Any, Final, NamedTuple

from benchmarks import subjects
from benchmarks.bench import Bench
from benchmarks.databases import Kind
from benchmarks.load import percentile
from benchmarks.report import Aim, Section
from benchmarks.subjects import DidNotRun, Running
from benchmarks.telegram import Telegram, Update
from benchmarks.walk import said
from bot import app
from bot.storage import figures, schema
from bot.storage.database import Database
from bot.storage.models import Ambassador, Event, Person, Phase, Standing

LINKS: Final = 200
EVENTS: Final = 1_000
_LATEST: Final = 0.3  # seconds until an answer, p99
_PATIENCE: Final = 120.0
_APART: Final = 0.02  # seconds between two queries
# As somebody types them, in three languages; nothing, and what there is not.
_TYPED: Final = (
    "",
    "парк 1",
    "парк",
    "талдықорған",
    "almaty",
    "саябақ 77",
    "goal 3",
    "мақсат",
    "qwerty",
    "clean",
)
_CITIES: Final = ("almaty", "astana", "shymkent", "taldykorgan")
_HEADS: Final = ("program", "database", "what", "/s", "p50", "p99", "exact")


class Found(NamedTuple):
    """Starts a second and whether each link has its own; seconds until each inline answer."""

    rate: float
    exact: bool
    seconds: list[float]


async def run(bench: Bench) -> Section:
    rows: list[tuple[str, ...]] = []
    aims: list[Aim] = []
    people, queries = bench.scale.brought, bench.scale.queries
    for kind in bench.only:
        found = await bench.attempt(f"links, {kind}", _measure(bench, kind))
        exact = f"links, {kind}: {people:,} starts through {LINKS} links are counted exactly"
        quick = f"inline, {kind}: p99 under {_LATEST * 1e3:g} ms with {EVENTS:,} events"
        if found is None:
            aims += [Aim(what, "–", None) for what in (exact, quick)]
            continue
        middle, late = percentile(found.seconds, 0.5), percentile(found.seconds, 0.99)
        right = "yes" if found.exact else "**no**"
        rows += [
            ("this bot", kind, f"{people:,} starts", f"{found.rate:,.0f}", "–", "–", right),
            ("this bot", kind, f"{queries:,} inline queries", f"{1 / _APART:g}", _ms(middle), _ms(late), "–"),
        ]
        aims += [
            Aim(exact, "yes" if found.exact else "no", found.exact),
            Aim(quick, f"{_ms(late)} ms", late < _LATEST),
        ]
    return Section("Links, and inline mode: ms to the answer", _HEADS, rows, aims)


async def _measure(bench: Bench, kind: Kind) -> Found:
    url, telegram = await bench.databases.empty(kind), Telegram()
    codes = await _fill(url)
    async with subjects.running(subjects.bot(kind), telegram, url) as program:
        dice = Random(9)
        starts = [dice.choice(codes) for _ in range(bench.scale.brought)]
        rate = await _start(program, telegram, starts)
        seconds = await _ask(program, telegram, bench.scale.queries)
    async with aclosing(Database(url)) as store, store.reading() as session:
        counted = await figures.by(session, "source", stages=["opened"])
    exact = {code: people for (_, code), people in counted.items() if code} == Counter(starts)
    return Found(rate, exact, seconds)


async def _fill(url: str) -> list[str]:
    """Ambassadors, and events in the months to come."""
    now, codes = app.utc_now(), [f"a{number:08}" for number in range(LINKS)]
    async with aclosing(Database(url)) as store:
        await schema.upgrade(store)
        async with store.transaction() as session:
            for number, code in enumerate(codes, 1):
                session.add(Person(telegram_id=number, created_at=now, seen_at=now, code=code))
            await session.flush()
            for number, code in enumerate(codes, 1):
                session.add(Ambassador(person_id=number, code=code, standing=Standing.APPOINTED))
            for number, city in zip(range(EVENTS), cycle(_CITIES), strict=False):
                session.add(_event(number, city, now + timedelta(hours=2 * number + 1)))
    return codes


def _event(number: int, city: str, starts_at: Any) -> Event:
    titles = {"kk": f"Саябақ тазалау {number}", "ru": f"Уборка парка {number}", "en": f"Clean park {number}"}
    texts = dict.fromkeys(titles, "Bring gloves. " * 40)
    times = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=2)}
    made = {"created_at": starts_at, "changed_at": starts_at, "author": 1}
    where = {"city": city, "place": "Abay 1", "contact": "@e", "goal": number % 9}
    return Event(phase=Phase.PUBLIC, titles=titles, texts=texts, **times, **made, **where)


async def _start(program: Running, telegram: Telegram, codes: list[str]) -> float:
    """Starts a second, until the last is answered."""
    answered: set[int] = set()
    telegram.replied = lambda chat, _message, _at: answered.add(chat)
    began = time.perf_counter()
    for chat, code in enumerate(codes, 1_000_000):
        telegram.put(said(chat, 1, f"/start {code}"))
    while len(answered) < len(codes):
        await asyncio.sleep(0.01)
        program.check()
        if time.perf_counter() - began > _PATIENCE:
            raise DidNotRun(f"{len(answered)} answers: {program.said()}")
    return len(codes) / (time.perf_counter() - began)


async def _ask(program: Running, telegram: Telegram, queries: int) -> list[float]:
    asked: dict[str, float] = {}
    took: dict[str, float] = {}

    def answered(query: str, at: float) -> None:
        took[query] = at - asked[query]

    telegram.found = answered
    for number, typed in zip(range(queries), cycle(_TYPED), strict=False):
        asked[str(number)] = telegram.put(_query(number, typed))
        await asyncio.sleep(_APART)
    began = time.perf_counter()
    while len(took) < queries:
        await asyncio.sleep(0.01)
        program.check()
        if time.perf_counter() - began > _PATIENCE:
            raise DidNotRun(f"{len(took)} of {queries} inline answers: {program.said()}")
    return [*took.values()]


def _query(number: int, typed: str) -> Update:
    user = {"id": number % LINKS + 1, "is_bot": False, "first_name": "Emma", "language_code": "ru"}
    return {"inline_query": {"id": str(number), "from": user, "query": typed, "offset": ""}}


def _ms(seconds: float) -> str:
    return f"{seconds * 1e3:,.0f}"
