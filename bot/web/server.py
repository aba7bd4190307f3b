"""What the bot serves over HTTP: Telegram's webhook, and whether it is well."""

import asyncio
import hmac
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, Final

from aiohttp import web

from bot.web.mailbox import Closed, Mailbox

WEBHOOK: Final = "/telegram"
_SECRET: Final = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 the header's name
_LARGEST: Final = 1024 * 1024  # bytes of an update; Telegram's are far below
_PATIENCE: Final = 25.0  # seconds that Telegram is kept waiting; then it brings the update again

Healthy = Callable[[], Awaitable[bool]]


class PortTaken(Exception):
    """Something else listens at the port."""


@asynccontextmanager
async def serve(mailbox: Mailbox, secret: str, healthy: Healthy, *, port: int) -> AsyncIterator[None]:
    """Listens on all addresses. Raises PortTaken."""
    runner = web.AppRunner(application(mailbox, secret, healthy), access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, port=port).start()
        except OSError as error:
            raise PortTaken from error
        yield
    finally:
        await runner.cleanup()


def application(mailbox: Mailbox, secret: str, healthy: Healthy) -> web.Application:
    async def webhook(request: web.Request) -> web.Response:
        said = request.headers.get(_SECRET, "")
        if not hmac.compare_digest(said.encode(errors="surrogateescape"), secret.encode()):
            return web.Response(status=403)
        update = _update(await request.read())
        if update is None:
            return web.Response(status=400)
        try:
            async with asyncio.timeout(_PATIENCE):
                await mailbox.bring(update)
        except (Closed, TimeoutError):
            return web.Response(status=503)
        return web.Response()

    async def health(_request: web.Request) -> web.Response:
        well = await healthy()
        return web.Response(text="well" if well else "not serving", status=200 if well else 503)

    served = web.Application(client_max_size=_LARGEST)
    served.add_routes([web.post(WEBHOOK, webhook), web.get("/health", health)])
    return served


def _update(body: bytes) -> dict[str, Any] | None:
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        return None
    number = update.get("update_id") if isinstance(update, dict) else None
    return update if type(number) is int and 0 <= number < 2**63 else None
