"""How long people wait for a reply while so many updates a second come in, evenly."""

from collections.abc import Iterable
from itertools import chain

from benchmarks import subjects
from benchmarks.bench import Bench
from benchmarks.databases import Kind
from benchmarks.load import Closed, Open, Spell, percentile
from benchmarks.report import Aim, Section
from benchmarks.subjects import Subject

_POPULATION = 60  # people on their way at a time, while replies come in time
_AIM = 100  # updates a second


async def run(bench: Bench) -> Section:
    those = [*subjects.walking(bench.only), subjects.PTB_ECHO, subjects.AIOGRAM_ECHO]
    found: dict[Subject, list[Spell]] = {subject: [] for subject in those}
    for turn in range(bench.scale.rounds):
        for subject in those:
            spells = await bench.attempt(f"latency {turn + 1}: {subject}", _measure(bench, subject))
            found[subject] += spells or []
    rates = [rate for rate, _ in bench.scale.spells]
    return Section(
        "Replies: p50 / p99 in ms",
        ("program", "database", *(f"{rate:g}/s" for rate in rates)),
        [
            (subject.name, subject.kind or "none", *(_cell(_at(spells, rate)) for rate in rates))
            for subject, spells in found.items()
            if spells
        ],
        [_aim(kind, found) for kind in bench.only],
        note="From when an update can be fetched to when its reply is at the stand-in for Telegram.",
    )


async def _measure(bench: Bench, subject: Subject) -> list[Spell]:
    async with bench.crowd(subject) as (crowd, program):
        closed, evenly = Closed(crowd, _POPULATION), Open(crowd)
        closed.begin()
        await closed.mix(bench.scale.mixing)
        evenly.begin()
        await evenly.run(bench.scale.spells[0][0], 0.5)
        spells = []
        for rate, seconds in bench.scale.spells:
            spells.append(await evenly.run(rate, seconds))
            program.check()
        return spells


def _aim(kind: Kind, found: dict[Subject, list[Spell]]) -> Aim:
    what = f"p50 at {_AIM}/s, {kind}: no worse than the usual bot"
    ours = _middle(_at(found[subjects.bot(kind)], _AIM))
    floor = _middle(_at(found[subjects.usual(kind)], _AIM))
    if ours is None or floor is None:
        return Aim(what, "–", None)
    return Aim(what, f"{ours * 1e3:.1f} against {floor * 1e3:.1f} ms", ours <= floor)


def _at(spells: Iterable[Spell], rate: float) -> list[Spell]:
    return [spell for spell in spells if spell.wanted == rate]


def _middle(spells: list[Spell]) -> float | None:
    return percentile(_seconds(spells), 0.5) if spells else None


def _seconds(spells: list[Spell]) -> list[float]:
    return list(chain.from_iterable(spell.seconds for spell in spells))


def _cell(spells: list[Spell]) -> str:
    if not all(spell.reached for spell in spells):
        return "not reached"
    seconds = _seconds(spells)
    return f"{percentile(seconds, 0.5) * 1e3:.1f} / {percentile(seconds, 0.99) * 1e3:.1f}"
