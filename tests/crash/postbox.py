"""A Bot API that delivers at once and misbehaves at every tenth message; what it delivered it remembers."""

import asyncio
import json
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from random import Random
from typing import Any, Final

from aiohttp import web

# How often each fault comes, among the faults.
_FAULTS: Final = {"500": 25, "502": 24, "429": 24, "429 for a second": 1, "reset": 13, "lost answer": 13}
_THERE: Final[dict[str, Any]] = {
    "getMe": {"id": 1, "is_bot": True, "first_name": "Bot", "username": "volunteer_bot"},
    "getMyCommands": [],
    "getMyName": {"name": ""},
    "getMyDescription": {"description": ""},
    "getMyShortDescription": {"short_description": ""},
    "getUpdates": [],
}


class Postbox:
    """`faults` is their share; which one meets a chat at which try is the same in every run.

    A message meets two at most: it would only be waited for longer and longer.

    `blocked` chats do not let us write to them, at `refused` ones Telegram finds fault with the message.
    """

    def __init__(
        self,
        faults: float = 0.0,
        blocked: frozenset[int] = frozenset(),
        refused: frozenset[int] = frozenset(),
    ) -> None:
        self.faults = faults
        self.met: Final[Counter[str]] = Counter()
        self.cut: Final[set[int]] = set()  # chats of whose message nobody can know whether it arrived
        self.came: Final[defaultdict[int, list[str]]] = defaultdict(list)
        self.delivered = 0
        self.door: Final = asyncio.Event()  # while it is shut, who brings a message waits
        self.door.set()
        self.blocked: Final = blocked
        self.refused: Final = refused
        self._tries: Final[Counter[int]] = Counter()
        self._numbers: Final = count(1)
        self._news: Final = asyncio.Event()

    @asynccontextmanager
    async def open(self) -> AsyncIterator[str]:
        """Listens; gives the root of its addresses."""
        runner = web.ServerRunner(web.Server(self._answer, access_log=None), shutdown_timeout=0.1)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", 0, backlog=1024).start()
            yield f"http://127.0.0.1:{runner.addresses[0][1]}"
        finally:
            await runner.cleanup()

    async def until(self, delivered: int, patience: float) -> None:
        """Returns once so many messages have been delivered."""
        async with asyncio.timeout(patience):
            while self.delivered < delivered:
                self._news.clear()
                await self._news.wait()

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        method = request.path.rpartition("/")[2]
        body = await request.read()
        if method == "sendMessage":
            await self.door.wait()
            return self._send(request, json.loads(body))
        if method == "getUpdates":
            await asyncio.sleep(1)
        return _say(_THERE.get(method, True))

    def _send(self, request: web.BaseRequest, message: dict[str, Any]) -> web.StreamResponse:
        chat = message["chat_id"]
        gone = request.transport is None or request.transport.is_closing()
        fault = "reset" if gone else self._fault(chat)
        self.met[fault] += 1
        if fault in {"reset", "lost answer"}:
            self.cut.add(chat)
        elif fault:
            return _fail(fault)
        if fault == "reset":
            return _hang_up(request)
        if chat in self.blocked:
            return _refuse(403, "Forbidden: bot was blocked by the user")
        if chat in self.refused:
            return _refuse(400, "Bad Request: no good")
        self.came[chat].append(message["text"])
        self.delivered += 1
        self._news.set()
        if fault:
            return _hang_up(request)
        return _say({"message_id": next(self._numbers), "date": 0, "chat": {"id": chat, "type": "private"}})

    def _fault(self, chat: int) -> str:
        self._tries[chat] += 1
        tries = self._tries[chat]
        dice = Random(f"{chat} {tries}")
        if tries > 2 or dice.random() >= self.faults:
            return ""
        return dice.choices([*_FAULTS], [*_FAULTS.values()])[0]


def _hang_up(request: web.BaseRequest) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def _fail(fault: str) -> web.Response:
    if fault.startswith("429"):
        wait = int(fault != "429")
        return _refuse(429, f"Too Many Requests: retry after {wait}", retry_after=wait)
    return web.Response(status=int(fault), text="<html>Bad Gateway</html>")


def _say(result: object) -> web.Response:
    return web.json_response({"ok": True, "result": result})


def _refuse(code: int, description: str, **parameters: int) -> web.Response:
    body = {"ok": False, "error_code": code, "description": description, "parameters": parameters}
    return web.json_response(body, status=code)
