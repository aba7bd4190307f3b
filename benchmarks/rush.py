"""The rush: all who hear of an event tap Going at once. Who is told when, and who else waits meanwhile."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from itertools import chain
from statistics import median
from typing import Final, NamedTuple

from benchmarks import meter, report, seats, subjects
from benchmarks.bench import Bench
from benchmarks.databases import Kind
from benchmarks.load import Closed, Crowd, Open, percentile
from benchmarks.report import Aim, Section
from benchmarks.subjects import DidNotRun, Running, Subject
from benchmarks.telegram import Telegram
from benchmarks.walk import tapped

_RATE: Final = 50  # updates a second, of everyone else
_POPULATION: Final = 100
_SHARE: Final = 0.006  # seconds that who comes after a tap may wait for it
_PATIENCE: Final = 120.0
_CARD: Final = 7  # the number of the message with the button, in every chat
_OTHERS: Final = ("=/goals",) * 10
_HEADS: Final = (
    "program",
    "database",
    "people for seats",
    "taps/s",
    "CPU per tap",
    "to the toast",
    "to the card",
    "others before",
    "others in the rush",
    "exact",
)


@dataclass(frozen=True)
class Way:
    """A program that gives seats: how its database is filled, and who has a seat in the end."""

    subject: Subject
    announce: Callable[[str, int, int], Awaitable[None]]
    seated: Callable[[str], Awaitable[list[seats.Line]]]


class Rush(NamedTuple):
    people: int
    seats: int

    def __str__(self) -> str:
        return f"{self.people:,} for {self.seats}"


class Found(NamedTuple):
    """Taps a second, CPU seconds a tap; seconds until the toast, until the card, and of others' replies."""

    rate: float
    cpu: float
    toasts: list[float]
    cards: list[float]
    calm: list[float]
    meanwhile: list[float]
    exact: bool


async def run(bench: Bench) -> Section:
    rows: list[tuple[str, ...]] = []
    aims: list[Aim] = []
    for kind in bench.only:
        ours = Way(subjects.bot(kind), seats.announce, seats.seated)
        peer = Way(subjects.rushed(kind), seats.announce_peers, seats.seated_peers)
        for rush in (Rush(*each) for each in bench.scale.rushes):
            found: dict[Way, list[Found]] = {ours: [], peer: []}
            bare: list[float] = []
            for turn in range(bench.scale.rounds):
                for way, those in found.items():
                    one = await bench.attempt(
                        f"rush {turn + 1}, {rush}: {way.subject}", _measure(bench, way, rush)
                    )
                    those.extend([one] if one else [])
                bare.append(await seats.bare(await bench.databases.empty(kind), kind, *rush))
            rows += [_row(way.subject, rush, each) for way, each in found.items() if each]
            rows.append(("the bare transaction", kind, str(rush), f"{median(bare):,.0f}", *["–"] * 6))
            aims += _aims(rush, kind, found[ours], found[peer])
    return Section(
        f"The rush: people tap Going at once, beside others' {_RATE} updates/s: p50 / p99 in ms",
        _HEADS,
        rows,
        aims,
        note=f"Others in the rush wrote in its first {_spell(bench):g} s, after all taps, in order.",
    )


def _aims(rush: Rush, kind: Kind, ours: list[Found], peer: list[Found]) -> list[Aim]:
    which, most = f"rush, {rush}, {kind}", rush.people * _SHARE
    rate, floor = (median(one.rate for one in each) if each else None for each in (ours, peer))
    aims = [report.ratio(f"{which}: at least as many taps/s as the usual bot", rate, floor, least=1)]
    exact, late = (
        f"{which}: not a seat too many, the line in commit order",
        f"{which}: others' p99 under {most:g} s",
    )
    if not ours:
        return [*aims, Aim(exact, "–", None), Aim(late, "–", None)]
    held = all(one.exact for one in ours)
    took = percentile([seconds for one in ours for seconds in one.meanwhile], 0.99)
    return [*aims, Aim(exact, "yes" if held else "no", held), Aim(late, f"{took:.1f} s", took < most)]


def _row(subject: Subject, rush: Rush, found: list[Found]) -> tuple[str, ...]:
    spent = zip(*((one.toasts, one.cards, one.calm, one.meanwhile) for one in found), strict=True)
    return (
        subject.name,
        subject.kind or "",
        str(rush),
        f"{median(one.rate for one in found):,.0f}",
        f"{median(one.cpu for one in found) * 1e3:.1f} ms",
        *(_cell(list(chain.from_iterable(each))) for each in spent),
        "yes" if all(one.exact for one in found) else "**no**",
    )


def _cell(seconds: list[float]) -> str:
    return f"{percentile(seconds, 0.5) * 1e3:,.0f} / {percentile(seconds, 0.99) * 1e3:,.0f}"


async def _measure(bench: Bench, way: Way, rush: Rush) -> Found:
    telegram, url = Telegram(), await bench.databases.empty(way.subject.kind)
    await way.announce(url, *rush)
    crowd, tappers = Crowd(telegram, _OTHERS), Tappers(telegram, rush.people)
    async with subjects.running(way.subject, telegram, url) as program:
        closed, evenly = Closed(crowd, _POPULATION), Open(crowd)
        closed.begin()
        await closed.mix(bench.scale.mixing)
        evenly.begin()
        await evenly.run(_RATE, _spell(bench) / 4)
        calm = await evenly.run(_RATE, _spell(bench))
        cpu, began = meter.cpu(program.process.pid), tappers.tap()
        meanwhile = asyncio.ensure_future(evenly.run(_RATE, _spell(bench), late=_PATIENCE))
        try:
            await tappers.answered(program)
            cpu = meter.cpu(program.process.pid) - cpu
            beside = await meanwhile
        finally:
            meanwhile.cancel()
        if not way.subject.ours and (said := program.said()):
            raise DidNotRun(f"complained: {said}")
    toasts, cards = tappers.toasts, tappers.cards
    took = max(*toasts.values(), *cards.values()) - began
    return Found(
        rush.people / took,
        cpu / rush.people,
        [at - began for at in toasts.values()],
        [at - began for at in cards.values()],
        calm.seconds,
        beside.seconds,
        seats.exact(await way.seated(url), *rush),
    )


def _spell(bench: Bench) -> float:
    """Seconds of others' updates, calm and in the rush."""
    return bench.scale.seconds / 2


class Tappers:
    """When each of them got the answer to their tap, and the card, the first time."""

    def __init__(self, telegram: Telegram, people: int) -> None:
        self.toasts: Final[dict[str, float]] = {}
        self.cards: Final[dict[int, float]] = {}
        self._people: Final = people
        self._telegram: Final = telegram
        self._others: Final = telegram.replied
        telegram.answered, telegram.replied = self._answered, self._replied

    def tap(self) -> float:
        """All of them, in no time; gives when."""
        taps = [tapped(chat, _CARD, "e:1:go") for chat in seats.chats(self._people)]
        began = time.perf_counter()
        for each in taps:
            self._telegram.put(each)
        return began

    async def answered(self, program: Running) -> None:
        """Returns once all are. Raises DidNotRun."""
        until = time.perf_counter() + _PATIENCE
        while min(len(self.toasts), len(self.cards)) < self._people:
            await asyncio.sleep(0.01)
            program.check()
            if time.perf_counter() > until:
                raise DidNotRun(f"{len(self.toasts)} toasts, {len(self.cards)} cards: {program.said()}")

    def _answered(self, tap: str, at: float) -> None:
        self.toasts.setdefault(tap, at)

    def _replied(self, chat: int, message: int, at: float) -> None:
        if chat >= seats.FIRST:
            self.cards.setdefault(chat, at)
        else:
            self._others(chat, message, at)
