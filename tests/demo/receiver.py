"""A bot's end of a webhook: keeps what came and answers what a test wants it to."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

from bot.demo.models import JSON
from bot.demo.telegram import Telegram
from bot.demo.webhook import Patience

FAST = Patience(answer=5, first_wait=0.01, longest_wait=0.04)
SECRET = "X-Telegram-Bot-Api-Secret-Token"


@dataclass
class Delivered:
    """`time` is the event loop's, in seconds."""

    update: JSON
    path: str
    secret: str | None
    time: float


@dataclass
class Receiver:
    """Answers 200 unless `answer` says another thing. What `held` is true of waits for `release`."""

    root: str = ""
    came: list[Delivered] = field(default_factory=list)
    answer: Callable[[JSON], web.Response] = lambda _update: web.Response()
    held: Callable[[JSON], bool] = lambda _update: False
    open: int = 0
    peak: int = 0
    _news: asyncio.Condition = field(default_factory=asyncio.Condition)
    _released: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def ids(self) -> list[int]:
        return [each.update["update_id"] for each in self.came]

    async def until(self, count: int) -> None:
        """Waits until so many deliveries have come."""
        async with asyncio.timeout(5), self._news:
            await self._news.wait_for(lambda: len(self.came) >= count)

    def release(self) -> None:
        self._released.set()

    async def take(self, request: web.Request) -> web.Response:
        update = await request.json()
        self.open += 1
        self.peak = max(self.peak, self.open)
        time = asyncio.get_running_loop().time()
        self.came.append(Delivered(update, request.path, request.headers.get(SECRET), time))
        async with self._news:
            self._news.notify_all()
        try:
            if self.held(update):
                await self._released.wait()
            return self.answer(update)
        finally:
            self.open -= 1


@asynccontextmanager
async def receiving(port: int = 0) -> AsyncIterator[Receiver]:
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/{path:.*}", receiver.take)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", port).start()
        receiver.root = f"http://127.0.0.1:{runner.addresses[0][1]}"
        yield receiver
    finally:
        receiver.release()
        await runner.cleanup()


async def delivered(telegram: Telegram) -> None:
    """Waits until the bot has taken everything."""
    await telegram.until(lambda: telegram.pending == 0)


async def failed(telegram: Telegram) -> None:
    """Waits until a delivery has failed."""
    await telegram.until(lambda: telegram.webhook and telegram.webhook.last_error_message)
