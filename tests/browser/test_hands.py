"""Hands that are quick, clumsy or without a mouse: nothing is said twice, nothing half written lost."""

import asyncio

from playwright.async_api import Page, Route, expect

from bot.demo import server
from bot.demo.telegram import Telegram
from tests.browser.page import DESKTOP, MESSAGE, browsing, needed
from tests.browser.test_page import ARMAN, EMMA, meets, tells

pytestmark = needed


async def slow(page: Page, path: str) -> None:
    async def late(route: Route) -> None:
        await asyncio.sleep(0.3)
        await route.continue_()

    await page.route(f"**/demo/{path}*", late)


def said(telegram: Telegram, person: int) -> list[str | None]:
    return [message.text for message in telegram.messages(person) if not message.from_bot]


async def test_a_second_enter_or_click_says_nothing_twice(telegram: Telegram) -> None:
    async with server.serve(telegram) as root, browsing(f"{root}/#{EMMA}", DESKTOP) as page:
        await slow(page, "say")
        await page.get_by_role("button", name="Start", exact=True).dblclick()
        box = page.get_by_role("textbox", name=MESSAGE)
        await box.fill("once")
        await box.press("Enter")
        await box.press("Enter")
        await box.fill("written meanwhile")
        await expect(page.get_by_role("log")).to_contain_text("once")
        await page.wait_for_timeout(400)
        await expect(box).to_have_value("written meanwhile")
        assert said(telegram, EMMA) == ["/start", "once"]


async def test_what_cannot_be_sent_is_not_lost(telegram: Telegram) -> None:
    meets(telegram, EMMA)
    async with server.serve(telegram) as root, browsing(f"{root}/#{EMMA}", DESKTOP) as page:
        await page.route("**/demo/say", lambda route: route.abort())
        box = page.get_by_role("textbox", name=MESSAGE)
        await box.fill("important")
        await box.press("Enter")
        await expect(page.get_by_text("The server does not answer.")).to_be_visible()
        await expect(box).to_have_value("important")


async def test_attaching_and_correcting_leave_what_is_half_written(telegram: Telegram) -> None:
    meets(telegram, EMMA, ARMAN)
    async with server.serve(telegram) as root, browsing(f"{root}/#{EMMA}", DESKTOP) as page:
        box = page.get_by_role("textbox", name=MESSAGE)
        await box.fill("half a thought")
        await page.get_by_role("button", name="Attach").click()
        await page.get_by_role("button", name="Sticker").click()
        await expect(page.get_by_role("log")).to_contain_text("Sticker")
        await expect(box).to_have_value("half a thought")
        await page.get_by_role("button", name="Edit: Hello").click()
        await expect(box).to_have_value("Hello")
        await page.get_by_role("button", name="Arman").click()
        await page.get_by_role("button", name="Emma").click()
        await expect(box).to_have_value("half a thought")


async def test_who_is_found_is_reached_by_keyboard(telegram: Telegram) -> None:
    async with server.serve(telegram) as root, browsing(root, DESKTOP) as page:
        arman, dana = (page.get_by_role("button", name=name) for name in ("Arman", "Dana"))
        await page.get_by_role("searchbox").fill("arman")
        await expect(dana).to_be_hidden()
        await page.keyboard.press("ArrowDown")
        await expect(arman).to_be_focused()
        await page.get_by_role("searchbox").fill("dana")
        await expect(arman).to_be_hidden()
        await page.keyboard.press("Tab")
        await page.keyboard.press("Tab")
        await expect(dana).to_be_focused()


async def test_the_chat_one_writes_in_is_the_active_one(telegram: Telegram) -> None:
    meets(telegram, EMMA, ARMAN)
    async with server.serve(telegram) as root, browsing(f"{root}/#{EMMA},{ARMAN}", DESKTOP) as page:
        await expect(page.get_by_role("log")).to_have_count(2)
        for person in ("Arman Bek", "Emma Li"):
            await page.get_by_role("region", name=person).get_by_role("textbox").click()
            await expect(page.locator(".pane.active")).to_have_attribute("aria-label", person)
        await page.get_by_role("region", name="Arman Bek").get_by_role("textbox").click()
        for _ in range(2):
            await page.reload()
            await expect(page.locator(".pane").nth(1)).to_have_attribute("aria-label", "Arman Bek")
        assert page.url.endswith(f"#{EMMA},{ARMAN}")
        await page.get_by_role("region", name="Emma Li").get_by_role("button", name="Close this chat").click()
        await page.get_by_role("button", name="Side by side").click()
        await expect(page.get_by_text("Choose a second student.")).to_be_visible()
        await page.get_by_role("button", name="Side by side").click()
        await expect(page.get_by_text("Choose a second student.")).to_be_hidden()


async def test_news_while_the_page_begins_are_not_lost(telegram: Telegram) -> None:
    meets(telegram, EMMA)
    async with server.serve(telegram) as root, browsing(root, DESKTOP) as page:
        await slow(page, "state")
        await slow(page, "messages")
        async with page.expect_request("**/demo/state"):
            await page.reload(wait_until="commit")
        tells(telegram, EMMA, "between hello and state")
        row = page.get_by_role("button", name="Emma")
        await expect(row).to_contain_text("between hello and state")
        await row.click()
        await page.wait_for_timeout(100)
        gone = tells(telegram, EMMA, "while it opens")
        await expect(page.get_by_role("log")).to_contain_text("while it opens")
        telegram.call("deleteMessage", {"chat_id": EMMA, "message_id": gone})
        await expect(row).not_to_contain_text("while it opens")
