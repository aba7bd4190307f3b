"""The chat page as a visitor finds it: whatever Telegram shows, this shows too."""

import asyncio
import re
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path

from babel.dates import format_date
from playwright.async_api import Locator, Page, expect

from bot import app
from bot.demo import server
from bot.demo.telegram import Telegram, Upload
from tests.browser.page import DESKTOP, MESSAGE, PHONE, arrive, browsing, needed, say, tap
from tests.demo.test_files import PNG
from tests.stories.conftest import running

pytestmark = needed

EMMA, ARMAN = 1003, 1006


def meets(telegram: Telegram, *people: int) -> None:
    """They have written to the bot, whom nobody runs."""
    for person in people:
        telegram.says(person, "Hello")


def tells(telegram: Telegram, person: int, text: str, **more: object) -> int:
    answer = telegram.call("sendMessage", {"chat_id": person, "text": text, **more})
    message_id: int = answer["result"]["message_id"]
    return message_id


async def test_unread_marks_and_typing(telegram: Telegram) -> None:
    meets(telegram, EMMA, ARMAN)
    async with server.serve(telegram) as root, browsing(root, DESKTOP) as page:
        await page.get_by_role("button", name="Emma").click()
        await expect(page.get_by_role("log")).to_contain_text("Hello")
        telegram.call("sendChatAction", {"chat_id": EMMA, "action": "typing"})
        await expect(page.locator(".status")).to_have_text("typing")
        await expect(page.locator(".dots i")).to_have_count(3)
        tells(telegram, EMMA, "Here I am")
        await expect(page.locator(".status")).to_have_text("")
        for text in ("One", "Two"):
            tells(telegram, ARMAN, text)
        row = page.get_by_role("button", name="Arman")
        await expect(row.get_by_label("2 new")).to_be_visible()
        await row.click()
        await expect(page.get_by_role("log")).to_contain_text("Two")
        await expect(row.locator(".unread")).to_have_text("")


async def test_edited_deleted_and_dated_messages(telegram: Telegram) -> None:
    meets(telegram, EMMA)
    async with server.serve(telegram) as root, browsing(f"{root}/#{EMMA}", DESKTOP) as page:
        log = page.get_by_role("log")
        message_id = tells(telegram, EMMA, "Frist")
        await expect(log).to_contain_text("Frist")
        await expect(log.get_by_role("heading")).to_have_count(1)
        telegram.call("editMessageText", {"chat_id": EMMA, "message_id": message_id, "text": "First"})
        await expect(log).to_contain_text("First")
        await expect(log).to_contain_text("edited")
        telegram.call("deleteMessage", {"chat_id": EMMA, "message_id": message_id})
        await expect(log).not_to_contain_text("First")
        await page.get_by_role("textbox", name=MESSAGE).press("ArrowUp")
        await page.get_by_role("textbox", name=MESSAGE).fill("Hello again")
        await page.keyboard.press("Enter")
        await expect(log).to_contain_text("Hello again")
        assert telegram.messages(EMMA)[0].edited


async def test_photos_enlarge_and_documents_open(telegram: Telegram) -> None:
    meets(telegram, EMMA)
    photo = telegram.call("sendPhoto", {"chat_id": EMMA}, {"photo": Upload("x.png", PNG, "image/png")})
    telegram.call(
        "sendDocument", {"chat_id": EMMA}, {"document": Upload("paper.pdf", b"%PDF-1.4", "application/pdf")}
    )
    telegram.call("sendDocument", {"chat_id": EMMA}, {"document": Upload("list.csv", b"a,b", "text/csv")})
    async with server.serve(telegram) as root, browsing(f"{root}/#{EMMA}", DESKTOP) as page:
        await page.get_by_role("button", name="Photo").click()
        await expect(page.get_by_role("dialog", name="Picture").get_by_role("img")).to_be_visible()
        await page.keyboard.press("Escape")
        before = await page.get_by_role("button", name="Photo").locator("img").get_attribute("src")
        media = {"type": "photo", "media": "attach://x", "caption": "Another"}
        changed = {"chat_id": EMMA, "message_id": photo["result"]["message_id"], "media": media}
        telegram.call("editMessageMedia", changed, {"x": Upload("x.png", PNG + b"2", "image/png")})
        await expect(page.get_by_role("log")).to_contain_text("Another")
        image = page.get_by_role("button", name="Photo").locator("img")
        assert before is not None
        await expect(image).not_to_have_attribute("src", before)
        paper = page.get_by_role("link", name="paper.pdf")
        await expect(paper).to_have_attribute("target", "_blank")
        async with page.expect_download() as download:
            await page.get_by_role("link", name="list.csv").click()
        assert (await (await download.value).path()).read_bytes() == b"a,b"


async def test_reply_keyboards_and_attachments(telegram: Telegram) -> None:
    meets(telegram, EMMA)
    keyboard = {
        "keyboard": [["Yes", "No"], [{"text": "My number", "request_contact": True}]],
        "one_time_keyboard": True,
    }
    async with server.serve(telegram) as root, browsing(f"{root}/#{EMMA}", PHONE) as page:
        tells(telegram, EMMA, "Well?", reply_markup=keyboard)
        await page.get_by_role("button", name="My number").click()
        await expect(page.get_by_role("log")).to_contain_text("Contact")
        assert telegram.messages(EMMA)[-1].kind == "contact"
        await page.get_by_role("button", name="Yes", exact=True).click()
        await expect(page.get_by_role("log")).to_contain_text("Yes")
        await expect(page.get_by_role("button", name="No", exact=True)).to_be_hidden()
        await page.get_by_role("button", name="Attach").click()
        await page.get_by_role("button", name="Photo", exact=True).click()
        await expect(page.get_by_role("log").get_by_role("img")).to_be_visible()
        assert telegram.messages(EMMA)[-1].kind == "photo"


async def test_alerts_toasts_and_buttons_that_wait(telegram: Telegram) -> None:
    meets(telegram, EMMA)
    buttons = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
    async with server.serve(telegram) as root, browsing(f"{root}/#{EMMA}", DESKTOP) as page:
        tells(telegram, EMMA, "A card", reply_markup=buttons)
        for alert in (True, False):
            await tap(page, "Go")
            button = page.get_by_role("log").get_by_role("button", name="Go")
            await expect(button).to_have_attribute("aria-busy", "true")
            asked = (await telegram.until(lambda: waiting(telegram))).pop()
            said = "Too late" if alert else "Done"
            telegram.call(
                "answerCallbackQuery", {"callback_query_id": asked, "text": said, "show_alert": alert}
            )
            await expect(button).not_to_have_attribute("aria-busy", "true")
            await expect(page.get_by_text(said)).to_be_visible()
            if alert:
                await page.get_by_role("button", name="OK").click()


async def test_links_open_the_chat_with_their_payload(telegram: Telegram) -> None:
    meets(telegram, EMMA)
    buttons = [[{"text": "Join", "url": "tg://resolve?domain=volunteer_demo_bot&start=aCODE"}]]
    async with server.serve(telegram) as root, browsing(f"{root}/?start=e12-aCODE", DESKTOP) as page:
        await expect(page.get_by_text("Choose who follows the link")).to_be_visible()
        await page.get_by_role("button", name="Emma").click()
        await page.get_by_role("button", name="Start", exact=True).click()
        await expect(page.get_by_role("log")).to_contain_text("/start e12-aCODE")
        await expect(page).not_to_have_url(re.compile("start="))
        tells(
            telegram,
            EMMA,
            "https://t.me/Volunteer_demo_bot?start=sCODE",
            reply_markup={"inline_keyboard": buttons},
        )
        await tap(page, "Join")
        await page.get_by_role("button", name="Start", exact=True).click()
        await expect(page.get_by_role("log")).to_contain_text("/start aCODE")
        await page.get_by_role("log").get_by_role("link").click()
        await page.get_by_role("button", name="Start", exact=True).click()
        await expect(page.get_by_role("log")).to_contain_text("/start sCODE")
        await expect(page.get_by_role("button", name="Start", exact=True)).to_be_hidden()


async def test_who_blocks_the_bot_may_restart_it(address: str) -> None:
    async with browsing(address, DESKTOP) as page:
        await arrive(page, "Данияр", "ru")
        await page.get_by_role("button", name="Заблокировать").click()
        await expect(page.get_by_role("button", name="Данияр").get_by_text("Bot blocked")).to_be_visible()
        await page.get_by_role("button", name="Перезапустить бота").click()
        await expect(page.get_by_role("button", name="Заблокировать")).to_be_visible()
        await expect(page.get_by_role("textbox", name=MESSAGE)).to_be_visible()


async def test_two_people_side_by_side(address: str) -> None:
    async with browsing(address, DESKTOP) as page:
        await arrive(page, "Айгерім", "kk")
        await page.get_by_role("button", name="Side by side").click()
        await page.get_by_role("button", name="Emma").click()
        emma = page.get_by_role("region", name="Emma Li")
        await emma.get_by_role("button", name="Start", exact=True).click()
        await expect(emma.get_by_role("log")).to_contain_text("Choose your language")
        await expect(page.get_by_role("region", name="Айгерім").get_by_role("log")).to_contain_text(
            "Бастамас бұрын"
        )
        today = app.utc_now() + timedelta(hours=5)
        days = page.get_by_role("heading", level=3)
        await expect(days).to_have_text([format_date(today, "d MMMM", locale=code) for code in ("kk", "en")])
        await page.reload()
        await expect(page.get_by_role("log")).to_have_count(2)
        await emma.get_by_role("button", name="Close this chat").click()
        await expect(page.get_by_role("log")).to_have_count(1)
        await expect(page.get_by_role("log")).to_contain_text("Бастамас бұрын")


async def test_the_command_menu_by_keyboard_alone(address: str) -> None:
    async with browsing(address, DESKTOP) as page:
        await expect(page.get_by_role("button", name="Emma")).to_be_visible()
        await page.get_by_role("searchbox").press("Tab")
        await page.keyboard.press("Tab")
        for _ in range(2):
            await page.keyboard.press("ArrowDown")
        await expect(page.get_by_role("button", name="Emma")).to_be_focused()
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("button", name="Start", exact=True)).to_be_focused()
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("log")).to_contain_text("Choose your language")
        await page.keyboard.type("/he")
        await page.keyboard.press("ArrowDown")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("log")).to_contain_text("/help")
        await expect(page.get_by_role("textbox", name=MESSAGE)).to_be_focused()
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("button", name="Emma")).to_be_focused()


async def test_the_bot_api_beside_a_chat(address: str) -> None:
    async with browsing(address, DESKTOP) as page:
        await arrive(page, "Emma", "en")
        await page.get_by_role("button", name="API").click()
        told = page.get_by_role("complementary", name="Bot API")
        await expect(told.locator("summary")).to_contain_text(
            ["message", "sendMessage", "callback_query", "editMessageText"]
        )
        await told.get_by_text("sendMessage").first.click()
        await expect(told).to_contain_text('"parse_mode": "HTML"')
        await expect(told).to_contain_text('"ok": true')
        await say(page, "/help", then="What this bot")
        await expect(told.locator("summary").last).to_contain_text("sendMessage")
        await told.get_by_label("What to show").select_option("Everything")
        await expect(told).to_contain_text("setMyCommands")
        await told.get_by_role("button", name="Close").click()
        await expect(told).to_be_hidden()


async def test_people_are_found_by_name_and_language(address: str) -> None:
    async with browsing(address, PHONE) as page:
        await page.get_by_role("searchbox").fill("ким")
        await expect(people(page)).to_have_count(1)
        await page.get_by_role("searchbox").fill("nobody at all")
        await expect(page.get_by_text("No students found.")).to_be_visible()
        await page.get_by_role("searchbox").fill("")
        await page.get_by_label("Filter by language").select_option("Қаз")
        await expect(people(page)).to_have_count(4)


async def test_the_bot_restarts_while_the_page_is_open(telegram: Telegram, tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path}/bot.db"
    async with server.serve(telegram) as root, browsing(root, DESKTOP) as page:
        async with running(root, database):
            await arrive(page, "Emma", "en")
        await tap(page, "I agree, I am 18")
        await asyncio.sleep(0.5)
        async with running(root, database):
            await expect(page.get_by_role("log")).to_contain_text("What is your name?")


async def test_the_page_finds_a_server_that_came_back(telegram: Telegram) -> None:
    meets(telegram, EMMA)
    async with AsyncExitStack() as stack:
        async with server.serve(telegram) as root:
            page = await stack.enter_async_context(browsing(f"{root}/#{EMMA}", DESKTOP))
            await expect(page.get_by_role("log")).to_contain_text("Hello")
        await expect(page.get_by_text("connecting…")).to_be_visible()
        tells(telegram, EMMA, "Back again")
        async with server.serve(telegram, port=int(root.rpartition(":")[2])):
            await expect(page.get_by_role("log")).to_contain_text("Back again")
            await expect(page.get_by_text("connecting…")).to_be_hidden()
            await stack.aclose()


def waiting(telegram: Telegram) -> list[str]:
    """Taps that nobody has answered."""
    asked = [
        entry.content["id"] for entry in telegram.journal.after(0, None, 99) if entry.name == "callback_query"
    ]
    return [query_id for query_id in asked if telegram.answers(query_id) is None]


def people(page: Page) -> Locator:
    return page.get_by_role("navigation").get_by_role("button")
