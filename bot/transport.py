"""python-telegram-bot's HTTP over aiohttp, which costs a seventh of its default transport's CPU.

Tells apart what the outbox must know: a request that surely did not reach Telegram (NotSent), and one
of which nobody knows (PTB's TimedOut, also for a connection lost on the way).
"""

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final, Self, cast

import aiohttp
from telegram.error import (
    BadRequest,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.request import BaseRequest, RequestData

CONNECT: Final = 5.0  # seconds

# PTB's coming type for times to wait; without it every 429 warns of the change.
os.environ.setdefault("PTB_TIMEDELTA", "1")


class NotSent(NetworkError):
    """The request surely did not reach Telegram."""


class UnreadableAnswer(NetworkError):
    """Something that is not the Bot API answered: nobody knows what became of the request."""


class TokenRefused(Exception):
    """Telegram does not know this token: trying anything more is vain."""


@dataclass(frozen=True, slots=True)
class Body:
    """A request that stands ready as Telegram takes it; looks like PTB's RequestData to the transport.

    An `attachment` among the parameters, as bot.screen.Document writes it, becomes a file of a form: its
    `text`, or its `content` in bytes.
    """

    parameters: Mapping[str, Any]

    @property
    def contains_files(self) -> bool:
        return "attachment" in self.parameters

    @property
    def json_parameters(self) -> dict[str, str]:
        return {
            name: value if isinstance(value, str) else json.dumps(value)
            for name, value in self.parameters.items()
            if name != "attachment"
        }

    @property
    def multipart_data(self) -> dict[str, tuple[str, bytes, str]]:
        file = self.parameters["attachment"]
        content = file["content"] if "content" in file else file["text"].encode()
        return {file["field"]: (file["filename"], content, file["mime"])}


class Transport(BaseRequest):
    def __init__(self, *, timeout: float = 20.0, connections: int = 256) -> None:
        self._timeout: Final = timeout
        self._connections: Final = connections
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return self._timeout

    async def initialize(self) -> None:
        if self._session is None:
            # Telegram closes idle connections; ours are to be closed first.
            connector = aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=15)
            self._session = aiohttp.ClientSession(connector=connector)

    async def __aenter__(self) -> Self:  # PTB's gives back any BaseRequest
        await self.initialize()
        return self

    async def shutdown(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = None,
        write_timeout: Any = None,  # noqa: ARG002 one limit holds for the whole exchange
        connect_timeout: Any = None,  # noqa: ARG002 as above
        pool_timeout: Any = None,  # noqa: ARG002 as above
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise NotSent("the transport is not open")
        total = read_timeout if isinstance(read_timeout, int | float) else self._timeout
        try:
            async with self._session.request(
                method,
                url,
                timeout=aiohttp.ClientTimeout(total=total, sock_connect=CONNECT),
                **_payload(request_data),
            ) as response:
                return response.status, await response.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NotSent(type(error).__name__) from None
        except (aiohttp.ClientError, TimeoutError, ConnectionError) as error:
            raise TimedOut(type(error).__name__) from None

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """As PTB's, without writing the payload into a log: it quotes messages."""
        try:
            answer = json.loads(payload)
        except ValueError:
            raise UnreadableAnswer("not JSON") from None
        if not isinstance(answer, dict):
            raise UnreadableAnswer("not an object")
        return answer


class Api:
    """The Bot API's methods by name. Bodies go as they are; PTB parses the answers and raises its errors."""

    def __init__(self, transport: Transport, root: str, token: str) -> None:
        self._transport: Final = transport
        self._base: Final = f"{root}/bot{token}"

    async def call(self, method: str, parameters: Mapping[str, Any]) -> Any:
        """The result of a method. Raises TelegramError, or TokenRefused where nothing else can follow."""
        try:
            return await self._transport.post(f"{self._base}/{method}", cast("RequestData", Body(parameters)))
        except RetryAfter as error:
            if not isinstance(error.retry_after, timedelta):
                raise UnreadableAnswer("no time to wait") from None
            raise
        except (BadRequest, Forbidden, InvalidToken) as error:
            if isinstance(error.__cause__, UnreadableAnswer):
                raise error.__cause__ from None
            if isinstance(error, InvalidToken):
                raise TokenRefused from None
            raise
        except (KeyError, TypeError, AttributeError, ValueError):
            raise UnreadableAnswer("not as the Bot API answers") from None


def asked(error: TelegramError) -> float | None:
    """Seconds that Telegram asked us to wait, if it did."""
    wait = error.retry_after if isinstance(error, RetryAfter) else None
    return wait.total_seconds() if isinstance(wait, timedelta) else wait


def reason(error: TelegramError) -> str:
    """An error in a few words that quote nobody: Telegram's texts may repeat part of a message."""
    text = error.message.split("\n")[0].removeprefix("Bad Request: ").removeprefix("Forbidden: ")
    return re.split(r"""[:"<«]| '|\. Parsing""", text)[0].strip()[:64] or type(error).__name__


def _payload(request_data: RequestData | None) -> dict[str, Any]:
    if request_data is None:
        return {}
    if not request_data.contains_files:
        return {"json": request_data.parameters}
    # Telegram reads a file's name as it is.
    form = aiohttp.FormData(request_data.json_parameters, quote_fields=False)
    for name, (filename, content, mime) in request_data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return {"data": form}
