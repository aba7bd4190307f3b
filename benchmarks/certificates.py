"""Whether replies notice that 100 certificates are made and sent beside them."""

import asyncio
import time
from contextlib import aclosing
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import text

from benchmarks import report, subjects
from benchmarks.bench import Bench
from benchmarks.databases import Kind
from benchmarks.load import Closed, Open, percentile
from benchmarks.report import Aim, Section
from benchmarks.sender import FIRST
from benchmarks.subjects import DidNotRun
from benchmarks.telegram import Telegram
from bot import app, pictures
from bot.screen import Document, Picture
from bot.storage import outbox
from bot.storage.database import Database
from bot.storage.messages import Draft

_RATE: Final = 50  # updates a second
_POPULATION: Final = 60  # people on their way at a time
_EACH: Final = 0.03  # seconds in which one is made
_ALTERNATIONS: Final = 4
_PATIENCE: Final = 60.0  # seconds
_SETTLING: Final = 0.5  # seconds in which the last one is recorded
_UNSENT: Final = text("SELECT count(*) FROM outbox WHERE method = 'sendDocument' AND state <> 'sent'")
_EVENTS: Final = [
    {"day": f"{day:02} Nov 2026", "title": "Cleaning the banks of the river with everybody", "hours": "2.5"}
    for day in range(1, 9)
]


class Waits(NamedTuple):
    """Seconds that replies took, without certificates and beside them; how many of these went a second."""

    calm: list[float]
    beside: list[float]
    rate: float


async def run(bench: Bench) -> Section:
    alone = _alone(bench.scale.rounds * 25)
    rows: list[tuple[str, ...]] = []
    aims: list[Aim] = []
    for kind in bench.only:
        waits = await bench.attempt(f"certificates: {kind}", _measure(bench, kind))
        calm, beside = (
            (percentile(waits.calm, 0.99), percentile(waits.beside, 0.99)) if waits else (None, None)
        )
        if waits:
            cells = [_cell(seconds) for seconds in (waits.calm, waits.beside)]
            rows.append((kind, *cells, f"{waits.rate:.0f}"))
        what = (
            f"replies' p99 while {bench.scale.certificates} certificates are made, {kind}: within 1.5 times"
        )
        aims.append(report.at_most(what, beside, calm, most=1.5))
    return Section(
        f"Replies to {_RATE} updates/s beside {bench.scale.certificates} certificates: p50 / p99 in ms",
        ("database", "without", "beside them", "certificates/s"),
        rows,
        aims,
        note=f"Made alone a certificate takes {alone * 1e3:.0f} ms: {1 / alone:.0f} a second.",
    )


def _cell(seconds: list[float]) -> str:
    return f"{percentile(seconds, 0.5) * 1e3:.1f} / {percentile(seconds, 0.99) * 1e3:.1f}"


def _args(number: int) -> dict[str, Any]:
    return {
        "language": "en",
        "wordmark": "Volunteers of Kazakhstan",
        "operator": "Volunteers of Kazakhstan",
        "heading": "Certificate of Volunteering",
        "awarded": "This is to certify that",
        "name": f"Emma Li {number}",
        "university": "Satbayev University (K.I. Satpayev Kazakh National Research Technical University)",
        "said": "took part in 20 events and gave 50 hours.",
        "hours": "50",
        "hours_label": "volunteer hours",
        "count": "20",
        "count_label": "events",
        "period": "3 March to 14 November 2026",
        "events": _EVENTS,
        "more": "and 12 more",
        "issued": "Issued on 20 November 2026",
        "number": f"No. {number}",
        "verify": "Scan the code: the bot says whether the certificate is genuine.",
        "link": f"https://t.me/bench_bot?start=cert-{number:010}",
    }


def _alone(count: int) -> float:
    """Seconds that one takes when nothing else runs."""
    pictures.render("certificate", _args(0))
    began = time.perf_counter()
    for number in range(count):
        pictures.render("certificate", _args(number))
    return (time.perf_counter() - began) / count


async def _measure(bench: Bench, kind: Kind) -> Waits:
    telegram, count = Telegram(), bench.scale.certificates
    seconds, turns = count * _EACH, _ALTERNATIONS * bench.scale.rounds
    url = await bench.databases.empty(kind)
    waits = Waits([], [], 0.0)
    took = 0.0
    async with (
        bench.crowd(subjects.bot(kind), telegram, url) as (crowd, program),
        aclosing(Database(url)) as database,
    ):
        closed, evenly = Closed(crowd, _POPULATION), Open(crowd)
        closed.begin()
        await closed.mix(bench.scale.mixing)
        evenly.begin()
        await evenly.run(_RATE, bench.scale.flood / 4)
        for turn in range(turns):
            # Written before either spell: it is the load generator that this keeps busy.
            then = app.utc_now() + timedelta(seconds=_SETTLING + seconds + _SETTLING)
            await _write(database, then, FIRST + turn * count, count)
            await evenly.run(_RATE, _SETTLING)
            waits.calm.extend((await evenly.run(_RATE, seconds)).seconds)
            await asyncio.sleep(max(0, (then - app.utc_now()).total_seconds()))
            sending = asyncio.ensure_future(_sent(telegram, (turn + 1) * count))
            waits.beside.extend((await evenly.run(_RATE, seconds)).seconds)
            took += await sending
            program.check()
        await evenly.run(_RATE, _SETTLING)
        async with database.reading() as session:
            if unsent := await session.scalar(_UNSENT):
                raise DidNotRun(f"{unsent} certificates are not sent")
    return waits._replace(rate=count * turns / took)


async def _write(database: Database, then: datetime, first: int, count: int) -> None:
    """So many certificates to be made and sent then."""
    drafts = []
    for number in range(first, first + count):
        picture = Picture("certificate", _args(number), "certificate.pdf", "application/pdf")
        body = {"chat_id": number, **Document.of(picture, "Your certificate").body()}
        until = then + timedelta(hours=1)
        drafts.append(Draft(f"bench:{number}", number, "sendDocument", body, until, not_before=then))
    async with database.transaction() as session:
        await outbox.add(session, drafts, then)


async def _sent(telegram: Telegram, count: int) -> float:
    """Seconds until so many have come."""
    began = time.perf_counter()
    while telegram.calls[b"sendDocument"] < count:
        if time.perf_counter() - began > _PATIENCE:
            raise DidNotRun("the certificates do not come")
        await asyncio.sleep(0.05)
    return time.perf_counter() - began
