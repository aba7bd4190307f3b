"""What a 429 makes of the pace: no bulk for as long as was asked, then less of it."""

import asyncio

import pytest

from bot.delivery.pace import Pace
from bot.delivery.permits import LIMIT
from tests.delivery.test_pace import Mailing
from tests.delivery.virtual import now, virtually


@pytest.mark.parametrize(
    ("pauses", "waits"), [([5], 5), ([5, 2], 5), ([2, 5], 5), ([0.5, 0.5], 0.5), ([0], 0)]
)
def test_a_pause_holds_bulk_for_the_longest_that_was_asked(pauses: list[float], waits: float) -> None:
    async def story(pace: Pace) -> float:
        began = now()
        for seconds in pauses:
            pace.pause(seconds)
        return await pace.permit() - began

    assert virtually(story) == pytest.approx(waits)


def test_a_pause_that_comes_while_bulk_waits_holds_it_too() -> None:
    async def story(pace: Pace) -> float:
        began = await pace.permit()
        asyncio.get_running_loop().call_later(0.01, pace.pause, 10)
        return await pace.permit() - began

    assert virtually(story) == pytest.approx(10.01)


def test_after_a_pause_there_are_fewer_permits_for_a_minute() -> None:
    async def story(pace: Pace) -> tuple[float, float, list[float], float]:
        before, slow, after = (Mailing(pace, lambda: (0.025, 0.025)) for _ in range(3))
        rate = await before.send(300)
        pace.pause(10)
        resumed = now() + 10
        slower = await slow.send(24 * 55)
        assert slow.doors[0] >= resumed
        await asyncio.sleep(resumed + 60 - now())
        return rate, slower, slow.crowds(24), await after.send(300)

    rate, slower, crowds, again = virtually(story)
    assert rate >= 0.95 * LIMIT
    assert not crowds
    assert slower <= 24
    assert again >= 0.95 * LIMIT
