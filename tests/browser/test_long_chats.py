"""A chat that is long: read to its beginning, and nothing jumps while more of it is loaded."""

import asyncio

from playwright.async_api import expect

from bot.demo import server
from bot.demo.telegram import Telegram
from tests.browser.page import DESKTOP, browsing, needed
from tests.browser.test_page import EMMA, tells

pytestmark = needed

# From below, seen for a frame: a top that never left the sight is no news to the page.
TO_THE_TOP = """box => new Promise(done => {
  box.scrollTop = box.scrollHeight;
  const frames = (count, then) => count ? requestAnimationFrame(() => frames(count - 1, then)) : then();
  frames(2, () => { box.scrollTop = 0; frames(2, done); });
})"""


async def test_a_long_chat_is_read_to_its_beginning(telegram: Telegram) -> None:
    for number in range(1, 301):
        telegram.says(EMMA, f"no. {number}")
    async with server.serve(telegram) as root, browsing(f"{root}/#{EMMA}", DESKTOP) as page:
        await expect(page.get_by_role("log").get_by_text("no. 300", exact=True)).to_be_in_viewport()
        await expect(page.get_by_role("article")).to_have_count(50)
        async with asyncio.timeout(60):
            while await page.get_by_role("article").count() < 300:
                await page.locator(".scroll").evaluate(TO_THE_TOP)
        await page.locator(".scroll").evaluate("box => box.scrollTop = 0")
        numbers = [f"no. {number}" for number in range(1, 301)]
        assert await page.locator("article .body").all_text_contents() == numbers
        await expect(page.get_by_role("log").get_by_text("no. 1", exact=True)).to_be_in_viewport()
        tells(telegram, EMMA, "news")
        await page.get_by_role("button", name="Latest messages (1)").click()
        await expect(page.get_by_role("log").get_by_text("news")).to_be_in_viewport()
        await expect(page.get_by_role("button", name="Latest messages")).to_be_hidden()


async def test_what_one_reads_stays_in_place_while_more_is_loaded(telegram: Telegram) -> None:
    for number in range(1, 301):
        telegram.says(EMMA, f"no. {number}\n" * (1 + number % 4))
    async with server.serve(telegram) as root, browsing(f"{root}/#{EMMA}", DESKTOP) as page:
        box = page.locator(".scroll")
        await expect(page.get_by_role("article")).to_have_count(50)
        seen = page.locator("article").nth(3)
        message = await seen.get_attribute("data-id")
        await seen.scroll_into_view_if_needed()
        await expect(page.get_by_role("article")).to_have_count(100)
        await expect(page.locator(f"[data-id='{message}']")).to_be_in_viewport()
        assert await box.evaluate("box => box.scrollTop") > 1000
