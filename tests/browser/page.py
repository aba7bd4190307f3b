"""The demo's chat page in a real browser, as a person uses it."""

import os
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from typing import Final
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from tests.stories.walks import WORDS

CHROMIUM: Final = shutil.which("chromium") or shutil.which("chromium-browser")
needed: Final = [
    pytest.mark.skipif(CHROMIUM is None and not os.environ.get("CI"), reason="no chromium on this machine"),
    pytest.mark.asyncio(loop_scope="session"),  # the browser's
]
_shared: Final[list[Browser]] = []

expect.set_options(timeout=20_000)  # of a machine that has much to do

DESKTOP: Final = (1280, 800)
PHONE: Final = (390, 844)
MESSAGE: Final = re.compile("^(Хабарлама|Сообщение|Message)$")
START: Final = {"kk": "Бастау", "ru": "Запустить", "en": "Start"}


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    assert CHROMIUM, "install chromium to look at the page"
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic"],
        )
        yield browser
        await browser.close()


@asynccontextmanager
async def sharing() -> AsyncIterator[None]:
    """One browser for all pages that are looked at within: to start one takes longer than most looks."""
    async with chromium() as browser:
        _shared.append(browser)
        yield
        _shared.pop()


@asynccontextmanager
async def browsing(
    address: str, size: tuple[int, int], *, dark: bool = False, scale: float = 1
) -> AsyncIterator[Page]:
    """A page of its own; an error of its script or a question to another host fails the test."""
    async with nullcontext(_shared[-1]) if _shared else chromium() as browser:
        context = await browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            device_scale_factor=scale,
        )
        errors: list[str] = []
        asked: set[str] = set()
        try:
            page = await context.new_page()
            page.on("pageerror", lambda error: errors.append(str(error)))
            page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
            await page.goto(address)
            yield page
        finally:
            await context.close()
        assert errors == []
        assert asked <= {urlsplit(address).netloc, ""}, "nothing from elsewhere"


async def arrive(page: Page, student: str, language: str) -> None:
    """From the list of students to the consent card."""
    await page.get_by_role("button", name=student).first.click()
    await page.get_by_role("button", name=START[language], exact=True).click()
    await tap(page, WORDS[language].language)
    await expect(page.get_by_role("log")).to_contain_text(WORDS[language].consent)


async def sign_up(page: Page, student: str, *, language: str, name: str, university: str) -> None:
    """From the list of students to the greeting."""
    words = WORDS[language]
    await arrive(page, student, language)
    await tap(page, words.agree)
    await say(page, name, then=words.university)
    await say(page, university, then=words.which)
    await tap(page, "1. ")
    await tap(page, words.second_year)
    await tap(page, words.education)
    await tap(page, words.abroad)
    await tap(page, words.done)
    await expect(page.get_by_role("log")).to_contain_text(words.review)
    await tap(page, words.save)
    await expect(page.get_by_role("log")).to_contain_text(words.welcome)


async def tap(page: Page, label: str) -> None:
    """The newest button that begins with these words, once it is there."""
    await (
        page.get_by_role("log")
        .get_by_role("button", name=re.compile(rf"^\W*{re.escape(label)}"))
        .last.click()
    )


async def say(page: Page, text: str, *, then: str) -> None:
    box = page.get_by_role("textbox", name=MESSAGE)
    await box.fill(text)
    await box.press("Enter")
    await expect(page.get_by_role("log")).to_contain_text(then)
