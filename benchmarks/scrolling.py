"""Whether the demo's chat page scrolls smoothly through a long chat: how long its frames take in Chromium."""

from typing import Final

from playwright.async_api import Page

from benchmarks import report
from benchmarks.bench import Bench
from benchmarks.load import percentile
from benchmarks.report import Section
from bot import app
from bot.demo import server
from bot.demo.telegram import Telegram
from tests.browser.page import CHROMIUM, DESKTOP, browsing

_FRAME: Final = 1000 / 60  # ms, of a display that shows 60 a second
_WATCH: Final = """() => {
    window.times = []; let last = performance.now();
    const frame = () => {
        const now = performance.now();
        times.push(now - last); last = now; requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
}"""
_WHERE: Final = "[document.querySelectorAll('article').length, document.querySelector('.scroll').scrollTop]"
_BUTTONS: Final = {"inline_keyboard": [[{"text": word, "callback_data": word} for word in ("Yes", "No")]]}


async def run(bench: Bench) -> Section:
    messages = bench.scale.chat
    frames = await bench.attempt("scrolling", _measure(messages)) if CHROMIUM else None
    rows: list[tuple[str, ...]] = []
    slowest: float | None = None
    for what, times in (frames or {}).items():
        middle, late = percentile(times, 0.5), percentile(times, 0.99)
        slowest = max(slowest or 0, late)
        rows.append((what, str(len(times)), f"{middle:.1f}", f"{late:.1f}", f"{max(times):.1f}"))
    aim = report.at_most("frames of the chat page, p99: at most two of a display's", slowest, _FRAME, most=2)
    return Section(
        f"The chat page with {messages:,} messages in one chat, without a graphics card: ms a frame",
        ("", "frames", "p50", "p99", "longest"),
        rows,
        [aim],
    )


async def _measure(messages: int) -> dict[str, list[float]]:
    telegram = Telegram(now=app.utc_now)
    emma = telegram.join("Emma", language_code="en").id
    for number in range(messages // 2):
        telegram.says(emma, f"no. {number}")
        body = {"chat_id": emma, "text": "A card with\n\na few lines of text.\n" * (1 + number % 3)}
        telegram.call("sendMessage", {**body, "reply_markup": _BUTTONS})
    async with server.serve(telegram) as root, browsing(f"{root}/#{emma}", DESKTOP) as page:
        await page.get_by_role("article").last.wait_for()
        await page.mouse.move(800, 400)
        await page.evaluate(_WATCH)
        there: list[float] = [0, 1]
        while there[0] < messages or there[1] > 0:
            await page.mouse.wheel(0, -1200)
            await page.wait_for_timeout(30)
            there = await page.evaluate(_WHERE)
        upwards = await _frames(page)
        for _ in range(200):
            await page.mouse.wheel(0, 1200)
            await page.wait_for_timeout(16)
        downwards = await _frames(page)
        await page.locator(".scroll").evaluate("box => box.scrollTop = box.scrollHeight")
        for number in range(50):
            telegram.says(emma, f"news {number}")
            await page.wait_for_timeout(50)
        return {
            "up to the first, loading": upwards,
            "down": downwards,
            "20 news a second": await _frames(page),
        }


async def _frames(page: Page) -> list[float]:
    """What was watched since it was asked last."""
    times: list[float] = await page.evaluate("window.times.splice(0)")
    return times
