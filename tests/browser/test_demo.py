"""The sample campaign: three hundred people at full length, a clock to move, and a fresh start."""

import re
from contextlib import aclosing
from pathlib import Path

import pytest
from playwright.async_api import expect

from bot.services import figures
from bot.storage.database import Database
from tests import rows
from tests.browser.page import DESKTOP, browsing, needed, sign_up
from tests.demo.playing import play

pytestmark = needed


async def test_the_clock_is_moved_forward(demo: str) -> None:
    async with browsing(demo, DESKTOP) as page:
        await expect(page.locator("#clock")).to_contain_text(re.compile("[0-2][0-9]:[0-5][0-9]"))
        await page.locator("#clock").click()
        await page.get_by_role("button", name="To the next 09:00").click()
        await expect(page.locator("#clock")).to_contain_text("09:00")
        await expect(page.get_by_text("It is now")).to_be_visible()
        await page.locator("#clock").click()
        await page.get_by_label("Or to (Astana time)").fill("2020-01-01T10:00")
        await page.get_by_role("button", name="Go", exact=True).click()
        await expect(page.get_by_text("the clock moves forward only")).to_be_visible()
        await page.keyboard.press("Escape")
        await sign_up(page, "Emma Li", language="en", name="Emma Li", university="kbtu")
        await expect(page.get_by_role("log")).to_contain_text("09:00")


async def test_it_starts_over(demo: str) -> None:
    async with browsing(demo, DESKTOP) as page:
        await page.get_by_role("button", name="Emma Li").click()
        await page.get_by_role("button", name="Start", exact=True).click()
        await expect(page.get_by_role("log")).to_contain_text("Choose your language")
        await page.get_by_role("button", name="Start over").click()
        await page.get_by_role("button", name="Cancel").click()
        await expect(page.get_by_role("log")).to_contain_text("Choose your language")
        await page.get_by_role("button", name="Start over").click()
        await page.get_by_role("dialog").get_by_role("button", name="Start over").click()
        await expect(page.get_by_role("log")).not_to_contain_text("Choose your language", timeout=10_000)
        await expect(page.get_by_text("Six weeks of the campaign")).to_be_hidden(timeout=60_000)
        await expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()


async def test_the_sample_campaign_is_alive_and_the_same_every_time(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    first, second = [await campaign(tmp_path_factory.mktemp(name)) for name in ("one", "two")]
    assert first == second
    by: dict[str, dict[str, int]] = {}
    for (stage, dimension, value), count in first.items():
        if stage == "registered":
            by.setdefault(dimension, {})[value] = count
    assert 16 < sum(by["language"].values()) < 32
    assert set(by["language"]) == {"kk", "ru", "en"}
    assert len(by["university"]) > 8
    assert len(by["week"]) >= 6


async def campaign(folder: Path) -> dict[tuple[str, str, str], int]:
    """A smaller campaign; its figures."""
    telegram, url = await play(folder, everyone=32)
    assert len(telegram.users) == 32
    blocked = {chat.id for chat in telegram.chats.values() if chat.status == "kicked"}
    lost = await rows.select(url, "SELECT telegram_id FROM people WHERE unreachable_at IS NOT NULL")
    assert {telegram_id for (telegram_id,) in lost} == blocked
    assert blocked
    async with aclosing(Database(url)) as database, database.reading() as session:
        counted = await figures.count(session)
    # The ambassador's code is another one every time.
    return {
        (stage, of, "a" if of == "source" and value[:1] == "a" else value): n
        for (stage, of, value), n in counted.items()
    }
