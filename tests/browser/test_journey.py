"""Three students sign up through the demo's page, at desktop and phone width."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import expect

from bot import app
from bot.demo import people, server
from bot.demo.telegram import Telegram
from tests.browser.page import DESKTOP, PHONE, browsing, needed, sign_up
from tests.stories.conftest import running

pytestmark = needed

STUDENTS = {
    "kk": (
        "Айгерім",
        "Қазақша",
        "Келісемін",
        "Айгерім <3 & Ко",
        "Танысқанымызға қуаныштымыз, Айгерім <3 & Ко!",
    ),
    "ru": ("Данияр", "Русский", "Даю согласие", "Данияр Ахметов", "Приятно познакомиться, Данияр Ахметов!"),
    "en": ("Emma", "English", "I agree", "Emma Li", "Nice to meet you, Emma Li!"),
}


@pytest.fixture
async def address(tmp_path: Path) -> AsyncIterator[str]:
    telegram = Telegram(now=app.utc_now)
    people.settle(telegram)
    async with server.serve(telegram) as root, running(root, tmp_path / "bot.db"):
        yield root


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
async def test_three_students_sign_up(address: str, size: tuple[int, int]) -> None:
    async with browsing(address, size) as page:
        for student, language, agree, typed, greeting in STUDENTS.values():
            await sign_up(page, student, language=language, agree=agree, typed=typed, greeting=greeting)
            if size is PHONE:
                await page.get_by_role("button", name="Back to the people").click()


async def test_what_is_half_written_stays_in_its_own_chat(address: str) -> None:
    async with browsing(address, DESKTOP) as page:
        for student in ("Emma", "Данияр"):
            await page.get_by_role("button", name=student).click()
            await page.get_by_role("button", name="Start", exact=True).click()
            await page.get_by_role("textbox").fill(f"half a word of {student}")
        await page.get_by_role("button", name="Emma").first.click()
        await expect(page.get_by_role("textbox")).to_have_value("half a word of Emma")
        await page.get_by_role("button", name="Данияр").first.click()
        await expect(page.get_by_role("textbox")).to_have_value("half a word of Данияр")


async def test_a_toast_pops_up_and_the_card_changes_in_a_second_tab_too(address: str) -> None:
    async with browsing(address, DESKTOP) as page:
        await sign_up(
            page,
            "Emma",
            language="English",
            agree="I agree",
            typed="Emma",
            greeting="Nice to meet you, Emma!",
        )
        other = await page.context.new_page()
        await other.goto(address)
        await other.get_by_role("button", name="Emma").click()
        await page.get_by_role("button", name="Language", exact=True).last.click()
        await page.get_by_role("button", name="Русский").last.click()
        await expect(page.get_by_text("Теперь мы будем писать Вам по-русски.")).to_be_visible()
        await expect(other.get_by_role("log")).to_contain_text("Здравствуйте, Emma!")
