"""Messages a second with every result recorded, against a loop that only posts them."""

import json
from statistics import median

from benchmarks import report, subjects
from benchmarks.bench import Bench
from benchmarks.databases import Kind
from benchmarks.report import Aim, Section
from benchmarks.sender import UNDER_WAY, Done
from benchmarks.subjects import DidNotRun
from benchmarks.telegram import Telegram

_LEAST = 2_500  # messages a second
_PATIENCE = 120.0  # seconds


async def run(bench: Bench) -> Section:
    kinds: list[Kind | None] = [None, *bench.only]
    found: dict[Kind | None, list[Done]] = {kind: [] for kind in kinds}
    for turn in range(bench.scale.rounds):
        for kind in kinds:
            what = f"delivery {turn + 1}: {kind or 'the bare loop'}"
            done = await bench.attempt(what, _measure(bench, kind))
            if done is not None:
                found[kind].append(done)
    count = bench.scale.messages
    rates = {kind: median(count / one.seconds for one in those) for kind, those in found.items() if those}
    rows: list[tuple[str, ...]] = [
        (
            f"outbox on {kind}" if kind else "bare loop",
            f"{rate:,.0f}",
            f"{median(one.cpu for one in found[kind]) / count * 1e3:.2f} ms",
            f"{rate / rates[None]:.2f}" if None in rates else "–",
        )
        for kind, rate in rates.items()
    ]
    return Section(
        f"Delivery of {count:,} messages, at most {UNDER_WAY} under way",
        ("sender", "messages/s", "CPU per message", "of the bare loop"),
        rows,
        [aim for kind in bench.only for aim in _aims(kind, rates.get(kind), rates.get(None))],
    )


def _aims(kind: Kind, rate: float | None, bare: float | None) -> list[Aim]:
    what = f"delivery, {kind}: at least {_LEAST:,} messages/s"
    return [
        report.ratio(f"delivery, {kind}: at least 0.75 of the bare loop", rate, bare, least=0.75),
        Aim(what, f"{rate:,.0f}", rate >= _LEAST) if rate else Aim(what, "–", None),
    ]


async def _measure(bench: Bench, kind: Kind | None) -> Done:
    telegram, count = Telegram(), bench.scale.messages
    url = await bench.databases.empty(kind)
    async with telegram.open() as root:
        words = ("-m", "benchmarks.sender", "outbox" if kind else "bare", str(count))
        said = await subjects.ended(words, root, url, patience=_PATIENCE)
    done = Done(**json.loads(said))
    posted = telegram.calls[b"sendMessage"]
    if (done.sent, posted) != (count, count):
        raise DidNotRun(f"{posted} of {count} were posted, {done.sent} counted as sent")
    return done
