"""Replies that were refused start again one after the other; in ordinary operation none waits."""

import asyncio
from itertools import pairwise

import pytest

from bot.delivery.pace import Pace
from bot.delivery.permits import LIMIT
from bot.delivery.turns import Turns
from tests.delivery.virtual import now, virtually


def refused(turns: Turns, chats: int, seconds: float) -> list[float]:
    """The turns that so many had whose refusal came just now."""
    had = [turns.take() for _ in range(chats)]
    for chat in range(chats):
        turns.refused(chat, seconds)
    return had


@pytest.mark.parametrize(("asked", "waits"), [(1, 1), (5, 5), (30, 5)])
@pytest.mark.parametrize("chats", [3, 200])
def test_refused_together_they_start_one_after_the_other(chats: int, asked: float, waits: float) -> None:
    async def story(_pace: Pace) -> list[float]:
        turns = Turns(now)
        began = now()
        return [turns.still(turn) - began for turn in refused(turns, chats, asked)]

    starts = virtually(story)
    assert starts[0] == pytest.approx(waits)
    assert all(later - sooner > 1 / LIMIT for sooner, later in pairwise(starts))
    assert starts[-1] < waits + chats / 20


def test_who_comes_meanwhile_goes_behind_them_and_later_at_once() -> None:
    async def story(_pace: Pace) -> list[float]:
        turns = Turns(now)
        waiting = [turns.still(turn) for turn in refused(turns, 100, 1)]
        during_quiet = turns.still(turns.take())
        await asyncio.sleep(3)
        behind = turns.still(turns.take())
        assert waiting[-1] < during_quiet < behind
        await asyncio.sleep(60)
        return [turns.still(turns.take()) - now() for _ in range(100)]

    assert virtually(story) == [0.0] * 100


def test_refused_again_at_once_they_wait_again_and_the_rest_with_them() -> None:
    async def story(_pace: Pace) -> list[float]:
        turns = Turns(now)
        first = [turns.still(turn) for turn in refused(turns, 50, 1)]
        await asyncio.sleep(1.1)
        for chat in range(3):
            turns.refused(chat, 5)
        again = [turns.still(turn) for turn in first]
        assert min(again) >= now() + 5 - 1e-9
        return sorted(again)

    assert all(later - sooner > 1 / LIMIT for sooner, later in pairwise(virtually(story)))


@pytest.mark.parametrize("apart", [0.0, 2.1])
def test_one_that_is_refused_now_and_then_holds_up_nobody(apart: float) -> None:
    async def story(_pace: Pace) -> list[float]:
        turns = Turns(now)
        for chat in range(2 if not apart else 10):
            turns.refused(chat, 30)
            await asyncio.sleep(apart)
        return [turns.still(turns.take()) - now() for _ in range(100)]

    assert virtually(story) == [0.0] * 100
