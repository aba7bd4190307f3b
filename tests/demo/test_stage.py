"""The demo's clock and its starting over, by the page's own requests."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx
import pytest

from bot.demo.clock import Clock
from bot.demo.server import serve
from bot.demo.stage import Stage
from bot.demo.telegram import Telegram
from tests.demo.clock import Clock as RealTime


@pytest.fixture
def real() -> RealTime:
    return RealTime()


@pytest.fixture
def moved(real: RealTime) -> Clock:
    return Clock(real)


@pytest.fixture
def telegram(moved: Clock) -> Telegram:
    return Telegram(now=moved)


@pytest.fixture
def stage(telegram: Telegram, moved: Clock) -> Stage:
    return Stage(moved, telegram.feed)


@pytest.fixture
async def page(telegram: Telegram, stage: Stage) -> AsyncIterator[httpx.AsyncClient]:
    async with serve(telegram, stage=stage) as root, httpx.AsyncClient(base_url=f"{root}/demo/") as page:
        yield page


async def test_time_goes_on_from_where_it_was_moved_to(
    page: httpx.AsyncClient, moved: Clock, real: RealTime, stage: Stage
) -> None:
    later = moved() + timedelta(days=3)
    told = (await page.post("clock", json={"to": int(later.timestamp())})).json()
    assert told == {"ok": True, "now": later.timestamp(), "done": 0, "of": 0}
    real.passes(minutes=5)
    assert moved() == later + timedelta(minutes=5)
    assert (await page.get("state")).json()["stage"] == stage.view()


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({}, "to: int is expected"),
        ({"to": 10**30}, "to: a time is expected"),
        ({"to": -(10**12)}, "to: a time is expected"),
        ({"to": 0}, "the clock moves forward only: start over to go back"),
        ({"to": 4_000_000_000}, "at most 400 days at a time"),
    ],
)
async def test_times_nobody_can_move_to(
    page: httpx.AsyncClient, moved: Clock, real: RealTime, body: Any, error: str
) -> None:
    refused = await page.post("clock", json=body)
    assert (refused.status_code, refused.json()["error"]) == (400, error)
    assert moved() == real()


async def test_nobody_acts_while_the_campaign_is_played(
    page: httpx.AsyncClient, telegram: Telegram, stage: Stage
) -> None:
    emma = telegram.join("Emma")
    stage.advance(1, 3)
    deeds = [("say", {"user_id": emma.id, "text": "x"}), ("clock", {"to": 4_000_000_000})]
    for deed, body in deeds:
        refused = await page.post(deed, json=body)
        assert refused.json()["error"] == "not yet: the sample campaign is still being played"
    stage.advance(3, 3)
    assert (await page.post("say", json={"user_id": emma.id, "text": "x"})).status_code == 200


async def test_it_starts_over_when_asked(page: httpx.AsyncClient, stage: Stage) -> None:
    assert not stage.again.is_set()
    assert (await page.post("reset", json={})).json() == {"ok": True}
    assert stage.again.is_set()


async def test_without_a_stage_there_is_no_clock(moved: Clock) -> None:
    async with serve(Telegram(now=moved)) as root, httpx.AsyncClient() as http:
        assert (await http.post(f"{root}/demo/clock", json={"to": 1})).status_code == 404
        assert (await http.post(f"{root}/demo/reset", json={})).status_code == 404
