"""Brings updates to the bot's webhook: one after the other within a chat, the chats side by side.

An update leaves the queue when it is answered 2xx, so that none is lost with a webhook that is changed,
removed or cut off. Nothing is sent beyond this machine.
"""

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

import aiohttp

from bot.demo.loopback import is_loopback
from bot.demo.models import JSON, Webhook
from bot.demo.telegram import Telegram
from bot.demo.updates import Waiting, kind

_NOT_IN_ANSWERS: Final = {"setwebhook", "deletewebhook", "close", "logout"}
_WHO: Final = ("voter_chat", "user", "from")


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: for an answer to come, and between tries, which doubles from the first to the longest."""

    answer: float = 60.0
    first_wait: float = 1.0
    longest_wait: float = 60.0


AS_AT_TELEGRAM: Final = Patience()


class Undelivered(Exception):
    """In the words of getWebhookInfo."""


@asynccontextmanager
async def delivering(telegram: Telegram, patience: Patience) -> AsyncIterator[None]:
    """Delivers to whatever webhook is set meanwhile. Requests under way at the end are broken off."""
    # A TaskGroup around a `yield` would wrap the errors of the body into groups.
    task = asyncio.create_task(_deliver(telegram, patience))  # noqa: TID251 - awaited below
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])
        if not task.cancelled():
            task.result()


async def _deliver(telegram: Telegram, patience: Patience) -> None:
    timeout = aiohttp.ClientTimeout(total=patience.answer)
    # A webhook's own limit holds; the session shall not have a lower one.
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector, timeout=timeout) as session:
        while True:
            webhook = await telegram.feed.until(lambda: telegram.webhook, None)
            await _Delivery(telegram, webhook, session, patience).run()


class _Delivery:
    """Everything that goes to one webhook, each lane in a task of its own."""

    def __init__(
        self, telegram: Telegram, webhook: Webhook, session: aiohttp.ClientSession, patience: Patience
    ) -> None:
        self._telegram = telegram
        self._webhook = webhook
        self._session = session
        self._patience = patience
        self._connections = asyncio.Semaphore(webhook.max_connections)
        self._lanes: dict[str, deque[Waiting]] = {}
        self._loaded = 0

    async def run(self) -> None:
        """Returns when the bot has set another webhook, or none."""
        async with asyncio.TaskGroup() as tasks:
            loading = tasks.create_task(self._load())
            await self._telegram.feed.until(self._replaced, None)
            loading.cancel()

    def _replaced(self) -> bool:
        return self._telegram.webhook is not self._webhook

    async def _load(self) -> None:
        updates = self._telegram.updates
        async with asyncio.TaskGroup() as tasks:
            while True:
                for waiting in updates.after(self._loaded):
                    name = lane(waiting.body)
                    if name not in self._lanes:
                        self._lanes[name] = deque()
                        tasks.create_task(self._empty(name))
                    self._lanes[name].append(waiting)
                self._loaded = updates.newest
                await self._telegram.feed.until(lambda: updates.newest > self._loaded, None)

    async def _empty(self, name: str) -> None:
        """Brings a lane's updates in order, each when the one before is done with."""
        waiting = self._lanes[name]
        while waiting:
            pause = self._patience.first_wait
            while not await self._bring(waiting[0]):
                await asyncio.sleep(pause)
                pause = min(pause * 2, self._patience.longest_wait)
            waiting.popleft()
        del self._lanes[name]

    async def _bring(self, waiting: Waiting) -> bool:
        """Whether the update is done with: accepted, or not to be delivered any more."""
        updates = self._telegram.updates
        async with self._connections:
            if self._replaced():
                return False
            if not updates.holds(waiting):
                return True
            try:
                answer = await self._post(waiting.body)
            except Undelivered as error:
                self._webhook.last_error_date = int(self._telegram.now().timestamp())
                self._webhook.last_error_message = str(error)
                self._telegram.feed.ring()
                return False
        updates.confirm(waiting)
        self._obey(answer)
        self._telegram.feed.ring()
        return True

    async def _post(self, update: JSON) -> Any:
        """What the bot answered, None if it was not JSON."""
        url, secret = self._webhook.url, self._webhook.secret_token
        if not is_loopback(urlsplit(url).hostname):
            raise Undelivered("The local Telegram sends nothing beyond this machine")
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
        try:
            async with self._session.post(
                url, json=update, headers=headers, allow_redirects=False
            ) as response:
                content = await response.read()
        except (aiohttp.ClientError, TimeoutError) as error:
            raise Undelivered(_words(error)) from error
        if not 200 <= response.status < 300:
            raise Undelivered(f"Wrong response from the webhook: {response.status} {response.reason}")
        if response.content_type != "application/json":
            return None
        try:
            return json.loads(content)
        except (ValueError, RecursionError):
            return None

    def _obey(self, answer: Any) -> None:
        """Carries out a method call in an answer; what comes of it the bot never learns."""
        if not isinstance(answer, dict) or not isinstance(method := answer.pop("method", None), str):
            return
        if method.lower() not in _NOT_IN_ANSWERS and not method.lower().startswith("get"):
            self._telegram.call(method, answer)


def lane(update: JSON) -> str:
    """Whom an update has to wait for: its chat's others, or its user's where there is no chat.

    Telegram itself is less strict: a person's taps do not wait for their messages there.
    """
    about = _object(update.get(kind(update)))
    tapped = _object(about.get("message"))
    for whom in (about.get("chat"), tapped.get("chat"), *(about.get(name) for name in _WHO)):
        if (found := _object(whom).get("id")) is not None:
            return str(found)
    return f"update {update['update_id']}"


def _object(value: Any) -> JSON:
    """A test may queue an update of any shape."""
    return value if isinstance(value, dict) else {}


def _words(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "Read timeout expired"
    if isinstance(error, aiohttp.ClientSSLError):
        return "SSL error"
    if isinstance(error, aiohttp.ClientConnectorError):
        return "Connection refused"
    return "Webhook connection closed"
