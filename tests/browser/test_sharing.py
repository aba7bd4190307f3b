"""Sharing in the demo: what the bot finds is sent into the group, and leads somebody else to the bot."""

from playwright.async_api import Page, expect

from bot.demo import people
from bot.demo.telegram import Telegram
from tests.browser.page import DESKTOP, MESSAGE, PHONE, START, browsing, needed, say, sign_up, tap

pytestmark = needed


async def to_the_group(page: Page, name: str = "Group") -> None:
    await page.get_by_role("button", name=name, exact=True).click()
    await expect(page.locator(".bot")).to_have_text(people.GROUP)


async def test_a_goal_is_found_in_the_group_and_leads_a_newcomer_to_it(
    address: str, telegram: Telegram
) -> None:
    async with browsing(address, DESKTOP) as page:
        await sign_up(page, "Emma", language="en", name="Emma Li", university="kbtu")
        await to_the_group(page)
        box = page.get_by_role("textbox", name=MESSAGE)
        await box.fill(f"@{telegram.username} ")
        found = page.get_by_role("group", name="Found")
        await expect(found.get_by_role("button", name="Invitation to volunteer")).to_be_visible()
        await box.fill(f"@{telegram.username} мақсат 3")
        await expect(found.get_by_role("button")).to_have_count(1)
        await box.press("Enter")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("log")).to_contain_text("Goal 3.")
        await expect(page.get_by_role("log")).to_contain_text(f"via @{telegram.username}")
        await expect(box).to_have_value("")
        await box.fill(f"@{telegram.username} qwxz")
        await found.get_by_role("button", name="Nothing found. Open the bot").click()
        await page.get_by_role("button", name="Start", exact=True).click()
        await expect(page.get_by_role("log")).to_contain_text("Hello, Emma Li!")
        await page.get_by_role("button", name="Данияр").click()
        await to_the_group(page, "Группа")
        await expect(page.get_by_role("log")).to_contain_text("Emma Li via")
        await tap(page, "Open the goal")
        await page.get_by_role("button", name=START["ru"], exact=True).click()
        await expect(page.get_by_role("log")).to_contain_text("/start g3")


async def test_a_share_button_asks_for_a_chat(address: str) -> None:
    async with browsing(address, PHONE) as page:
        await sign_up(page, "Emma", language="en", name="Emma Li", university="kbtu")
        await say(page, "/goals", then="The Millennium Development Goals")
        await tap(page, "Begin with goal 1")
        await tap(page, "Share")
        dialog = page.get_by_role("dialog")
        await expect(dialog).to_contain_text("Send it to which chat?")
        await dialog.get_by_role("button", name=people.GROUP).click()
        await expect(page.locator(".bot")).to_have_text(people.GROUP)
        await expect(page.get_by_role("log")).to_contain_text("?start=g1")
        await page.get_by_role("button", name="Bot", exact=True).click()
        await expect(page.get_by_role("log")).to_contain_text("Goal 1.")
        wide = await page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert not wide, "nothing sticks out at the side"
