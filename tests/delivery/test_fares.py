"""What is paid for goes at its own pace, and what is free keeps to the free one beside it."""

import asyncio
from functools import partial
from random import Random

import pytest

from bot.delivery.pace import PAID_LIMIT, Pace
from bot.delivery.permits import LIMIT
from tests.delivery.test_pace import LATENCIES, Latency, Mailing, halved
from tests.delivery.virtual import now, virtually


@pytest.mark.parametrize(("latency", "least", "floor"), LATENCIES)
def test_paid_ones_do_not_hurry_the_free_ones_nor_wait_for_them(
    latency: Latency, least: float, floor: float
) -> None:
    trip = partial(halved, latency, least, Random(6))

    async def story(pace: Pace) -> tuple[float, float, Mailing, Mailing]:
        free, paid = Mailing(pace, trip), Mailing(pace, trip, paid=True)
        async with asyncio.TaskGroup() as tasks:
            slow = tasks.create_task(free.send(300))
            quick = tasks.create_task(paid.send(9_000))
        return slow.result(), quick.result(), free, paid

    slow, quick, free, paid = virtually(story, paid=PAID_LIMIT)
    assert floor * LIMIT <= slow <= LIMIT
    assert floor * (PAID_LIMIT - 2 * LIMIT) <= quick <= PAID_LIMIT
    assert not free.crowds()
    paid.doors += free.doors
    assert not paid.crowds(PAID_LIMIT)


def test_replies_count_among_the_free_ones_and_in_the_whole() -> None:
    async def story(pace: Pace) -> tuple[float, float]:
        began = now()
        taken = [pace.take() for _ in range(LIMIT)]
        for taken_at in taken:
            asyncio.get_running_loop().call_later(2, pace.answered, taken_at)
        async with asyncio.TaskGroup() as tasks:
            free = tasks.create_task(pace.permit())
            paid = tasks.create_task(pace.permit(paid=True))
        return free.result() - began, paid.result() - began

    free, paid = virtually(story, paid=PAID_LIMIT)
    assert free == pytest.approx(3.005)
    assert paid < 0.01
    assert virtually(story, limit=20, paid=LIMIT)[1] == pytest.approx(3.005)


@pytest.mark.parametrize("paid", [False, True])
def test_a_pause_holds_both(paid: bool) -> None:
    async def story(pace: Pace) -> float:
        began = now()
        pace.pause(5)
        return await pace.permit(paid=paid) - began

    assert virtually(story, paid=PAID_LIMIT) == pytest.approx(5)
