"""The pace of sending, in a time of its own: no rolling second at Telegram's door holds more than 30.

A loop whose clock jumps to the next timer runs a thousand sends in a fraction of a second. A message
stands at the door some time after it was sent and before it is answered.
"""

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from typing import TypeVar

import pytest

from bot.delivery.pace import Pace
from bot.delivery.permits import LIMIT
from tests.delivery.virtual import now, virtually

T = TypeVar("T")
Trip = tuple[float, float]  # seconds to the door, and back
Latency = Callable[[random.Random], float]


@dataclass
class Mailing:
    """A broadcast under way: when each message stood at the door."""

    pace: Pace
    trip: Callable[[], Trip]
    paid: bool = False
    doors: list[float] = field(default_factory=list)

    async def carry(self, taken_at: float) -> None:
        there, back = self.trip()
        self.doors.append(taken_at + there)
        await asyncio.sleep(there + back)
        self.pace.answered(taken_at, paid=self.paid)

    async def send(self, count: int) -> float:
        """Messages a second that got under way."""
        began = now()
        async with asyncio.TaskGroup() as tasks:
            for _ in range(count):
                tasks.create_task(self.carry(await self.pace.permit(paid=self.paid)))
            ended = now()
        return (count - 1) / (ended - began)

    def crowds(self, limit: int = LIMIT) -> list[float]:
        """The spans shorter than a second in which one more than the limit stood at the door."""
        doors = sorted(self.doors)
        spans = (last - first for first, last in zip(doors, doors[limit:], strict=False))
        return [span for span in spans if span < 1 - 1e-9]


def constant(_chance: random.Random) -> float:
    return 0.05


def narrow(chance: random.Random) -> float:
    return chance.uniform(0.04, 0.1)


def wide(chance: random.Random) -> float:
    return chance.uniform(0.02, 0.4)


LATENCIES: list[tuple[Latency, float, float]] = [
    (constant, 0.05, 0.95),
    (narrow, 0.04, 0.9),
    (wide, 0.02, 0.78),
]


def halved(latency: Latency, _least: float, chance: random.Random) -> Trip:
    whole = latency(chance)
    return whole / 2, whole / 2


def jittered(share: float, latency: Latency, least: float, chance: random.Random) -> Trip:
    """The least trip is split in a steady way; what comes on top delays either way by chance."""
    whole = latency(chance)
    there = least * share + (whole - least) * chance.random()
    return there, whole - there


SPLITS: dict[str, Callable[[Latency, float, random.Random], Trip]] = {
    "half": halved,
    "at once": partial(jittered, 0.0),
    "any": partial(jittered, 0.5),
    "late": partial(jittered, 1.0),
}


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("split", SPLITS)
@pytest.mark.parametrize(("latency", "least", "floor"), LATENCIES)
def test_a_broadcast_is_nearly_as_fast_as_allowed_and_never_faster(
    latency: Latency, least: float, floor: float, split: str, seed: int
) -> None:
    chance = random.Random(seed)

    async def story(pace: Pace) -> tuple[float, list[float]]:
        mailing = Mailing(pace, partial(SPLITS[split], latency, least, chance))
        return await mailing.send(1_000), mailing.crowds()

    rate, crowds = virtually(story)
    assert not crowds
    assert floor * LIMIT <= rate <= LIMIT


@pytest.mark.parametrize(("low", "high"), [(0.01, 0.2), (0.02, 0.05), (0.1, 0.3)])
def test_delays_that_differ_there_and_back_make_no_crowd(low: float, high: float) -> None:
    chance = random.Random(4)

    async def story(pace: Pace) -> list[float]:
        mailing = Mailing(pace, lambda: (chance.uniform(low, high), chance.uniform(low, high)))
        await mailing.send(1_000)
        return mailing.crowds()

    assert not virtually(story)


def test_the_simulator_sees_a_crowd_where_there_is_one() -> None:
    async def story(pace: Pace) -> list[float]:
        mailing = Mailing(pace, lambda: (0.02, 0.03))
        async with asyncio.TaskGroup() as tasks:
            for _ in range(LIMIT + 1):
                tasks.create_task(mailing.carry(pace.take()))
        return mailing.crowds()

    assert virtually(story) == [0.0]


def test_a_broadcast_starts_evenly_and_not_in_a_burst() -> None:
    async def story(pace: Pace) -> list[float]:
        mailing = Mailing(pace, lambda: (0.025, 0.025))
        await mailing.send(LIMIT * 5)
        return [later - sooner for sooner, later in pairwise(mailing.doors)]

    gaps = virtually(story)
    assert gaps[: LIMIT - 1] == pytest.approx([1 / 29.8] * (LIMIT - 1))
    assert min(gaps) >= 1 / 29.8 - 1e-9
    assert max(gaps) < 0.1


def test_a_higher_limit_brings_a_faster_pace() -> None:
    async def story(pace: Pace) -> tuple[float, list[float]]:
        mailing = Mailing(pace, lambda: (0.025, 0.025))
        return await mailing.send(3_000), mailing.crowds(300)

    rate, crowds = virtually(story, limit=300)
    assert not crowds
    assert 0.93 * 300 <= rate <= 300


@pytest.mark.parametrize("count", [1, 30, 500])
def test_replies_never_wait(count: int) -> None:
    async def story(pace: Pace) -> set[float]:
        began = now()
        taken = {pace.take() - began for _ in range(count)}
        pace.pause(60)
        return taken | {pace.take() - began}

    assert virtually(story) == {0.0}


def test_bulk_gives_way_to_replies_until_they_are_a_second_past_their_answer() -> None:
    async def story(pace: Pace) -> float:
        taken = [pace.take() for _ in range(LIMIT)]
        answered = now() + 0.25
        for taken_at in taken:
            asyncio.get_running_loop().call_at(answered, pace.answered, taken_at)
        return await pace.permit() - answered

    assert virtually(story) == pytest.approx(1.005)


def test_bulk_waits_for_an_answer_where_only_an_answer_can_help() -> None:
    async def story(pace: Pace) -> tuple[bool, float]:
        taken = [pace.take() for _ in range(LIMIT)]
        await asyncio.sleep(3_600)
        async with asyncio.TaskGroup() as tasks:
            waiting = tasks.create_task(pace.permit())
            await asyncio.sleep(3_600)
            waited = not waiting.done()
            pace.answered(taken[0])
            answered = now()
            return waited, await waiting - answered

    waited, after = virtually(story)
    assert waited
    assert after == pytest.approx(1.005)


def evenly(rate: float, _chance: random.Random) -> float:
    return 1 / rate


def anyhow(rate: float, chance: random.Random) -> float:
    return chance.expovariate(rate)


async def beside_replies(pace: Pace, latency: Latency, gap: Latency) -> tuple[float, Mailing]:
    """Bulk's messages a second while replies come at their gaps, and all of them; replies come first."""
    chance = random.Random(5)
    mailing = Mailing(pace, partial(halved, latency, 0.0, chance))

    async def replies() -> None:
        async with asyncio.TaskGroup() as tasks:
            while not done.is_set():
                await asyncio.sleep(gap(chance))
                tasks.create_task(mailing.carry(pace.take()))

    done = asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(replies())
        await asyncio.sleep(10)
        bulk = await mailing.send(250)
        done.set()
    return bulk, mailing


@pytest.mark.parametrize("latency", [constant, narrow, wide])
@pytest.mark.parametrize("rate", [1, 5, 10, 20])
def test_replies_in_between_cost_bulk_their_share_and_make_no_crowd(latency: Latency, rate: int) -> None:
    bulk, mailing = virtually(lambda pace: beside_replies(pace, latency, partial(evenly, rate)))
    assert not mailing.crowds()
    assert 0.8 * LIMIT - rate - 1 <= bulk + 2 <= LIMIT - rate + 2


def test_replies_that_come_anyhow_hardly_ever_make_a_crowd() -> None:
    bulk, mailing = virtually(lambda pace: beside_replies(pace, constant, partial(anyhow, 5)))
    assert len(mailing.crowds()) <= 3
    assert 20 <= bulk <= 25


def test_what_is_over_is_forgotten_though_nobody_asks_for_a_permit() -> None:
    async def story(pace: Pace) -> int:
        for _ in range(1_000):
            pace.answered(pace.take())
            await asyncio.sleep(0.1)
        return len(pace._free._returns) + len(pace._free._unasked)

    assert virtually(story) <= 120


def test_once_replies_have_ceased_bulk_has_all_permits() -> None:
    async def story(pace: Pace) -> float:
        pace.answered(pace.take())
        await asyncio.sleep(11)
        return await Mailing(pace, lambda: (0.025, 0.025)).send(1_000)

    assert virtually(story) >= 0.98 * LIMIT


def test_what_a_look_into_the_database_costs_is_caught_up() -> None:
    async def story(pace: Pace) -> tuple[float, list[float]]:
        mailing = Mailing(pace, lambda: (0.025, 0.025))
        began = now()
        async with asyncio.TaskGroup() as tasks:
            for count in range(900):
                await asyncio.sleep(0 if count % LIMIT else 0.03)
                tasks.create_task(mailing.carry(await pace.permit()))
            ended = now()
        return 899 / (ended - began), mailing.crowds()

    rate, crowds = virtually(story)
    assert not crowds
    assert rate >= 0.98 * LIMIT
