"""The page for those who do not see it, or not well: axe finds nothing serious, in light and dark."""

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

from tests.browser.page import DESKTOP, PHONE, browsing, needed, say, sign_up, tap

pytestmark = needed


async def approves(page: Page) -> None:
    for pressed in ("true", "false"):  # in dark, and in light
        await page.locator("#theme").evaluate("button => button.click()")
        await expect(page.locator("#theme")).to_have_attribute("aria-pressed", pressed)
        assert await complaints(page) == []


async def complaints(page: Page) -> list[str]:
    found = await Axe().run(page)
    return [
        f"{one['id']}: {one['nodes'][0]['html']}"
        for one in found.response["violations"]
        if one["impact"] in ("serious", "critical")
    ]


async def test_axe_approves_of_a_desktop(demo: str) -> None:
    async with browsing(demo, DESKTOP) as page:
        await approves(page)
        await sign_up(page, "Emma Li", language="en", name="Emma Li", university="kbtu")
        await say(page, "/me", then="Your profile")
        await page.get_by_role("textbox", name="Message").fill("/")
        await approves(page)
        await page.get_by_role("button", name="API").click()
        await page.locator("summary").last.click()
        await page.get_by_role("button", name="Side by side").click()
        await page.get_by_role("button", name="Айгерім").first.click()
        await expect(page.get_by_role("log")).to_have_count(2)
        await approves(page)


async def test_axe_approves_of_a_phone(demo: str) -> None:
    async with browsing(demo, PHONE) as page:
        await page.locator("#clock").click()
        await approves(page)
        await page.keyboard.press("Escape")
        await page.get_by_role("button", name="Start over").click()
        await approves(page)
        await page.get_by_role("button", name="Cancel").click()
        await page.get_by_role("button", name="Dana Seitova").click()
        await tap(page, "Notifications")
        await expect(page.get_by_role("log")).to_contain_text("What should we write")
        await approves(page)
