"""The kernel put together for a test: its own routes, its own patience, a Telegram that can misbehave."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

from bot import app
from bot.delivery.loop import Delivery
from bot.demo import server
from bot.demo.telegram import Telegram
from bot.errands import Errands
from bot.intake import Intake
from bot.polling import Polling
from bot.routing import Route
from bot.storage.database import Database
from bot.transport import Api, Transport
from bot.turn import Campaign

Answer = Callable[
    [web.Request, Callable[[web.Request], Awaitable[web.StreamResponse]]], Awaitable[web.StreamResponse]
]


@dataclass
class Faults:
    """What Telegram does to the next calls that say something, one fault a call."""

    coming: list[str] = field(default_factory=list)
    met: list[str] = field(default_factory=list)
    methods: tuple[str, ...] = ("sendMessage", "editMessageText")

    @web.middleware
    async def middleware(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        method = request.path.rsplit("/", 1)[-1]
        if not self.coming or method not in self.methods:
            return await handler(request)
        fault = self.coming.pop(0)
        self.met.append(fault)
        match fault:
            case "429":
                return _refuse(429, "Too Many Requests: retry after 1", retry_after=1)
            case "500" | "502":
                return web.Response(status=int(fault), text="<html>Bad Gateway</html>")
            case "403" | "400":
                texts = {"403": "Forbidden: bot was blocked by the user", "400": "Bad Request: no good"}
                return _refuse(int(fault), texts[fault])
            case "reset":
                _reset(request)
            case "lost answer":
                await handler(request)
                _reset(request)
            case "silence":
                await asyncio.sleep(2)
            case "nonsense":
                return web.Response(text="not json")
            case _:
                raise AssertionError(fault)
        return web.Response()


def _refuse(code: int, description: str, **parameters: int) -> web.Response:
    body = {"ok": False, "error_code": code, "description": description, "parameters": parameters}
    return web.json_response(body, status=code)


def _reset(request: web.Request) -> None:
    assert request.transport is not None
    request.transport.abort()


@dataclass
class Kernel:
    database: Database
    delivery: Delivery
    intake: Intake


@asynccontextmanager
async def kernel(
    telegram: Telegram,
    url: str,
    routes: Sequence[Route],
    *,
    faults: Faults | None = None,
    timeout: float = 0.5,  # noqa: ASYNC109 the transport's, not ours
) -> AsyncIterator[Kernel]:
    """A database, an intake that polls and a delivery that sends, for as long as the test lasts."""
    database = Database(url, patience=0.1)
    middlewares = [faults.middleware] if faults else []
    async with (
        aclosing(database),
        database.member() as member,
        server.serve(telegram, middlewares=middlewares) as root,
        Transport(timeout=timeout) as calls,
        Transport() as polls,
        asyncio.TaskGroup() as tasks,
    ):
        api = Api(calls, root, telegram.token)
        delivery = Delivery(database, api, app.utc_now, member)
        campaign = Campaign(telegram.username, "Volunteers", None, b"secret")
        intake = Intake(database, delivery, routes=routes, campaign=campaign, clock=app.utc_now)
        polling = Polling(intake, updates=Api(polls, root, telegram.token), errands=Errands(api))
        tasks.create_task(delivery.run())
        tasks.create_task(polling.run())
        try:
            yield Kernel(database, delivery, intake)
        finally:
            polling.stop()
            delivery.stop()
