"""The demo's chat page in a real browser, as a person uses it."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import pytest
from playwright.async_api import Page, async_playwright, expect

CHROMIUM: Final = shutil.which("chromium") or shutil.which("chromium-browser")
needed: Final = pytest.mark.skipif(
    CHROMIUM is None and not os.environ.get("CI"), reason="no chromium on this machine"
)

DESKTOP: Final = (1280, 800)
PHONE: Final = (390, 844)


@asynccontextmanager
async def browsing(
    address: str, size: tuple[int, int], *, dark: bool = False, scale: float = 1
) -> AsyncIterator[Page]:
    """A page of its own; an error of its script fails the test."""
    assert CHROMIUM, "install chromium to look at the page"
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic"],
        )
        context = await browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            device_scale_factor=scale,
        )
        page = await context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        await page.goto(address)
        yield page
        await browser.close()
        assert errors == []


async def sign_up(page: Page, student: str, *, language: str, agree: str, typed: str, greeting: str) -> None:
    """From the list of students to the greeting."""
    await page.get_by_role("button", name=student).click()
    await page.get_by_role("button", name="Start", exact=True).click()
    await page.get_by_role("button", name=language).click()
    await page.get_by_role("button", name=agree).click()
    box = page.get_by_role("textbox")
    await box.fill(typed)
    await box.press("Enter")
    await expect(page.get_by_role("log")).to_contain_text(greeting)
