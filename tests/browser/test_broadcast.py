"""The demo's organizer sends the broadcast that waits, with a picture, and watches it come to everybody."""

import re

from playwright.async_api import expect

from bot.i18n import translator
from tests.browser.page import DESKTOP, browsing, needed, tap

pytestmark = needed

DANA, ORGANIZER = 1009, 1011


async def test_the_draft_is_sent_with_a_picture_and_watched(demo: str) -> None:
    t = translator("kk")
    async with browsing(f"{demo}/#{ORGANIZER}", DESKTOP) as page:
        await page.locator("#clock").click()
        await page.get_by_role("button", name="To the next 09:00").click()  # at night nothing would go
        log = page.get_by_role("log")
        await tap(page, t.label("Picture"))
        await page.get_by_role("button", name="Тіркеме қосу").click()
        await page.get_by_role("button", name="Фотосурет", exact=True).click()
        await expect(log.get_by_role("img")).to_be_visible()
        await tap(page, t.label("Send…"))
        await tap(page, t.label("Send it now"))
        await expect(log).to_contain_text(re.compile("▓{12} 100%"), timeout=15_000)
        await page.goto(f"{demo}/#{DANA}")
        await page.reload()
        await expect(log.get_by_role("button", name="Photo")).to_be_visible()
        await expect(log).to_contain_text("5 December is International Volunteer Day")
