"""The local Telegram over HTTP, on loopback only: the Bot API and the chat page."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from aiohttp import web
from aiohttp.typedefs import Middleware

from bot.demo import bot_api, page_api, webhook
from bot.demo.files import MAX_UPLOAD
from bot.demo.guard import guard
from bot.demo.loopback import is_loopback
from bot.demo.stage import Stage
from bot.demo.telegram import Telegram


def application(
    telegram: Telegram, middlewares: Sequence[Middleware] = (), stage: Stage | None = None
) -> web.Application:
    """`middlewares` come closest to the handlers: a test may put delays and failures there.

    Without a `stage` the page has no clock.
    """
    app = web.Application(middlewares=[guard, *middlewares], client_max_size=MAX_UPLOAD + 1024 * 1024)
    app.add_routes(bot_api.routes(telegram))
    app.add_routes(page_api.routes(telegram, stage))

    async def close(_app: web.Application) -> None:
        telegram.closing = True
        telegram.feed.publish({"kind": "closing"})

    app.on_shutdown.append(close)
    return app


@asynccontextmanager
async def serve(
    telegram: Telegram,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    middlewares: Sequence[Middleware] = (),
    patience: webhook.Patience = webhook.AS_AT_TELEGRAM,
    stage: Stage | None = None,
) -> AsyncIterator[str]:
    """Gives the root URL and delivers to the bot's webhook. The access log is off, since the token is in
    every URL.
    """
    if not is_loopback(host):
        raise ValueError("the local Telegram listens on loopback only: it has no passwords")
    telegram.closing = False
    runner = web.AppRunner(application(telegram, middlewares, stage), access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        name = f"[{host}]" if ":" in host else host
        async with webhook.delivering(telegram, patience):
            yield f"http://{name}:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
