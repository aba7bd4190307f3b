"""Makes the README's pictures from the running demo: `make screenshots`."""

import asyncio
import io
import re
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Final

import pypdfium2
from PIL import Image
from playwright.async_api import expect

from bot import app, pictures
from bot.i18n import ALMATY, translator
from bot.screens import posters
from tests.browser.page import DESKTOP, PHONE, arrive, browsing, say, sign_up, tap

ROOT: Final = Path(__file__).parents[2]
PICTURES: Final = ROOT / "docs" / "screenshots"
PORT: Final = "8765"
ORGANIZER: Final = 1011
MANAGER: Final = 1012
AMBASSADOR: Final = 1007
WIDE: Final = (1440, 800)


async def main() -> None:
    async with showing() as address:
        for picture in (desktop, broadcast, events, phone, thanks):
            await picture(address)
    async with showing() as address:  # whose clock nobody has moved
        for picture in (ambassador, door):
            await picture(address)


@asynccontextmanager
async def showing() -> AsyncIterator[str]:
    """The address of a demo that has just begun."""
    demo = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "demo", "--port", PORT, cwd=ROOT, stdout=subprocess.PIPE
    )
    assert demo.stdout is not None
    try:
        assert b"Open" in await demo.stdout.readline()
        yield f"http://127.0.0.1:{PORT}"
    finally:
        demo.terminate()
        await demo.wait()


async def ambassador(address: str) -> None:
    """The own card, what the bot finds for the group, and the poster."""
    t = translator("kk")
    async with browsing(f"{address}/#{AMBASSADOR}", PHONE, scale=2) as page:
        await say(page, "/ambassador", then=t("<b>Through your link</b>")[3:-4])
        await page.mouse.move(0, 0)
        await page.screenshot(path=PICTURES / "ambassador.png")
        await page.get_by_role("button", name="Топ", exact=True).click()
        await page.get_by_role("textbox", name="Хабарлама").fill("@volunteer_demo_bot ")
        found = page.get_by_role("group", name="Табылғаны")
        await expect(found.get_by_role("button", name=t.label("Invitation to volunteer"))).to_be_visible()
        await page.screenshot(path=PICTURES / "inline.png")
    link = "https://t.me/volunteer_demo_bot?start=aK7mWq2Xd"
    sheet = pictures.render("poster-picture", posters.picture(link, "Volunteers of Kazakhstan").args)
    with Image.open(io.BytesIO(sheet)) as picture:
        picture.reduce(2).save(PICTURES / "poster.png")


async def desktop(address: str) -> None:
    async with browsing(address, DESKTOP) as page:
        await sign_up(page, "Данияр", language="ru", name="Данияр Ахметов", university="карту")
        await say(page, "/me", then="Ваш профиль")
        await page.mouse.move(0, 0)
        await page.screenshot(path=PICTURES / "desktop-ru.png")
    async with browsing(address, WIDE, dark=True) as page:
        await page.get_by_role("button", name="Тимур").first.click()
        await tap(page, "Мои данные")
        await expect(page.get_by_role("log")).to_contain_text("Ваши данные")
        await page.get_by_role("button", name="Side by side").click()
        await page.get_by_role("button", name="Dana").first.click()
        dana = page.get_by_role("region", name="Dana")
        await dana.get_by_role("button", name="Notifications").click()
        await expect(dana.get_by_role("log")).to_contain_text("What should we write")
        await dana.get_by_role("button", name="Surveys").click()
        await expect(dana.get_by_role("button", name="▫️ Surveys")).to_be_visible()
        await dana.get_by_role("button", name="API").click()
        await page.locator("summary").last.click()
        await page.mouse.move(0, 0)
        await page.screenshot(path=PICTURES / "side-by-side.png")


async def broadcast(address: str) -> None:
    """Paused on its way to everybody."""
    t = translator("kk")
    async with browsing(f"{address}/#{ORGANIZER}", DESKTOP) as page:
        await page.locator("#clock").click()
        await page.get_by_role("button", name="To the next 09:00").click()
        await tap(page, t.label("Picture"))
        await page.get_by_role("button", name="Тіркеме қосу").click()
        await page.get_by_role("button", name="Фотосурет", exact=True).click()
        await expect(page.get_by_role("log").get_by_role("img")).to_be_visible()
        await tap(page, t.label("Send…"))
        await tap(page, t.label("Send it now"))
        await expect(page.get_by_role("log")).to_contain_text("▓▓▓▓", timeout=30_000)
        await tap(page, t.label("Pause"))
        await expect(page.get_by_role("log")).to_contain_text(t("Paused"))
        await page.get_by_text("▓▓▓▓").first.scroll_into_view_if_needed()
        await page.mouse.move(0, 0)
        await page.screenshot(path=PICTURES / "broadcast.png")


async def events(address: str) -> None:
    """One that a student goes to; and a partner's draft of one on the same day as another's."""
    t, ru = translator("kk"), translator("ru")
    async with browsing(address, PHONE, scale=2) as page:
        await page.get_by_role("button", name="Әсел").first.click()
        await say(page, "/events", then=t("Tap one to see more."))
        last = page.get_by_role("article").last
        await last.get_by_role("button", name=re.compile("Таза саябақ")).click()
        await last.get_by_role("button", name=t.label("I am coming")).click()
        await expect(last).to_contain_text("Сіз тізімдесіз")
        await expect(page.locator("#toast")).to_be_hidden()
        await page.screenshot(path=PICTURES / "phone-event.png")
    async with browsing(f"{address}/#{MANAGER}", DESKTOP) as page:
        day = (app.utc_now() + timedelta(days=9)).astimezone(ALMATY)
        last = page.get_by_role("article").last
        await say(page, "/newevent", then="/newevent")
        for shown, button in (
            (ru("<b>Draft of an event</b>")[3:-4], ru.label("List of events")),
            ("Чистый парк", "Чистый парк"),
            (ru("<b>A public event</b>")[3:-4], ru.label("Make a similar one")),
            (ru("<b>Draft of an event</b>")[3:-4], ru.label("Date and time")),
        ):
            await expect(last).to_contain_text(shown)
            await last.get_by_role("button", name=re.compile(re.escape(button))).click()
        await expect(last).to_contain_text("Когда начнётся")
        await say(page, f"{day:%d.%m.%Y} 11:00", then="11:00")
        await expect(last).to_contain_text("Когда закончится")
        await say(page, "14:00", then="14:00")
        await expect(last).to_contain_text("Сбор тёплых вещей")
        await page.mouse.move(0, 0)
        await page.screenshot(path=PICTURES / "desk-ru.png")


async def phone(address: str) -> None:
    async with browsing(address, PHONE, dark=True, scale=2) as page:
        await arrive(page, "Айгерім", "kk")
        await page.screenshot(path=PICTURES / "phone-kk.png")
    async with browsing(address, PHONE, scale=2) as page:
        await page.get_by_role("button", name="Arman Bek").first.click()
        await say(page, "al farabi", then="Choose your university")
        await tap(page, "1. ")
        await tap(page, "Year 2")
        await tap(page, "Education for all")
        await tap(page, "Environment")
        await expect(page.get_by_role("button", name="✅ Environment")).to_be_visible()
        await page.screenshot(path=PICTURES / "phone-en.png")
    async with browsing(address, PHONE, scale=2) as page:
        await page.get_by_role("button", name="Әсел").first.click()
        await say(page, "/goals", then="Мыңжылдықтың даму мақсаттары")
        await tap(page, "7")
        await tap(page, "A")
        await expect(page.get_by_role("log")).to_contain_text("Дұрыс!")
        await page.screenshot(path=PICTURES / "phone-goal.png")
    async with browsing(address, PHONE, scale=2) as page:
        await page.locator("#clock").click()
        await expect(page.get_by_role("button", name="A week")).to_be_visible()
        await page.screenshot(path=PICTURES / "phone-clock.png")


async def thanks(address: str) -> None:
    """What a volunteer got for having come."""
    async with browsing(address, PHONE, scale=2) as page:
        await page.get_by_role("button", name="Әсел").first.click()
        said = page.get_by_role("article").filter(has_text="Келгеніңізге рақмет")
        await said.scroll_into_view_if_needed()
        await page.screenshot(path=PICTURES / "phone-thanks.png")
        await say(page, "/certificate", then="Қай тілде керек?")
        await tap(page, "Қазақша")
        link = page.get_by_role("link", name="certificate-kk.pdf")
        await expect(link).to_be_visible()
        file = await page.request.get(f"{address}{await link.get_attribute('href')}")
        (sheet,) = pypdfium2.PdfDocument(await file.body())
        sheet.render(scale=1.2).to_pil().save(PICTURES / "certificate.png")


async def door(address: str) -> None:
    """The check-in screen at the hour of an event."""
    t = translator("kk")
    day = (app.utc_now() + timedelta(days=5)).astimezone(ALMATY)
    async with browsing(f"{address}/#{ORGANIZER}", DESKTOP) as page:
        await page.locator("#clock").click()
        await page.locator("#moment").fill(f"{day:%Y-%m-%d}T15:05")
        await page.get_by_role("button", name="Go", exact=True).click()
        last = page.get_by_role("article").last
        await say(page, "/calendar", then="/calendar")
        await last.get_by_role("button", name=re.compile("Балаларға кітап оқу")).click()
        await last.get_by_role("button", name=t.label("Check-in…")).click()
        await expect(page.get_by_role("log").get_by_role("button", name="Фотосурет")).to_be_visible()
        await expect(page.locator("#toast")).to_be_hidden()
        await page.locator(".scroll").first.evaluate("box => { box.scrollTop = box.scrollHeight; }")
        await page.mouse.move(0, 0)
        await page.screenshot(path=PICTURES / "door.png")


if __name__ == "__main__":
    asyncio.run(main())
