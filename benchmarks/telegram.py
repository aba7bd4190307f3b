"""A stand-in for Telegram that costs as little as it can: it shares two cores with what is measured.

It speaks just enough HTTP for the clients here: requests with a length, one answer after the other.
Behind a door, messages take time to arrive and to be answered, and too many in a second are refused.
"""

import asyncio
import itertools
import json
import re
import time
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

Update = dict[str, object]
Replied = Callable[[int, int, float], None]
Answered = Callable[[str, float], None]
Write = Callable[[bytes], None]

_LENGTH: Final = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
# Bodies come as JSON or as forms.
_CHAT: Final = re.compile(rb'\bchat_id"?[:=] ?"?(-?\d+)')
_QUERY: Final = re.compile(rb'\bcallback_query_id"?[:=] ?"?(\d+)')
_INLINE: Final = re.compile(rb'\binline_query_id"?[:=] ?"?(\d+)')
_OFFSET: Final = re.compile(rb'\boffset"?[:=] ?"?(-?\d+)')
_LIMIT: Final = re.compile(rb'\blimit"?[:=] ?"?(\d+)')
_TIMEOUT: Final = re.compile(rb'\btimeout"?[:=] ?"?(\d+)')

_MESSAGE: Final = (
    b'{"ok":true,"result":{"message_id":%d,"date":1700000000,'
    b'"chat":{"id":%d,"type":"private","first_name":"Emma"},"text":"-"}}'
)
_DONE: Final = b'{"ok":true,"result":true}'
_ANSWERS: Final = {
    b"getMe": b'{"ok":true,"result":{"id":1,"is_bot":true,"first_name":"Bot","username":"bench_bot",'
    b'"can_join_groups":false,"can_read_all_group_messages":false,"supports_inline_queries":true}}',
    b"getMyCommands": b'{"ok":true,"result":[]}',
    b"getMyName": b'{"ok":true,"result":{"name":""}}',
    b"getMyDescription": b'{"ok":true,"result":{"description":""}}',
    b"getMyShortDescription": b'{"ok":true,"result":{"short_description":""}}',
}
_TOO_MANY: Final = (
    b'{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 1",'
    b'"parameters":{"retry_after":1}}'
)
_BATCH: Final = 100  # updates in one answer, as at Telegram
_MESSAGES: Final = frozenset((b"sendMessage", b"editMessageText"))


@dataclass
class Door:
    """How long a message's trip there and back takes, and that no rolling second lets in more than `limit`.

    A message stands at the door halfway. Who is refused is told to wait for a second, and does not count.
    """

    trip: Callable[[], float]
    limit: int = 30
    arrivals: list[tuple[float, int]] = field(default_factory=list)  # when, and to which chat
    refused: int = 0

    def admits(self, chat: int, at: float) -> bool:
        if len(self.arrivals) >= self.limit and at - self.arrivals[-self.limit][0] < 1:
            self.refused += 1
            return False
        self.arrivals.append((at, chat))
        return True


class Telegram:
    """`replied` is told chat, message id and time of each message sent or edited that is not refused.

    `answered` is told the id of each tap that is answered, and when; `found` the same of inline queries.
    Without a `door` messages are there at once, any number of them.
    """

    def __init__(self) -> None:
        self.replied: Replied = lambda _chat, _message, _at: None
        self.answered: Answered = lambda _query, _at: None
        self.found: Answered = lambda _query, _at: None
        self.calls: Final[Counter[bytes]] = Counter()
        self.polled: Final = asyncio.Event()
        self.door: Door | None = None
        self._waiting: Final[deque[tuple[int, bytes]]] = deque()
        self._poll: _Poll | None = None
        self._updates = 0
        self._messages = 0

    @property
    def taken(self) -> int:
        """How many updates were acknowledged."""
        return self._updates - len(self._waiting)

    def put(self, update: Update) -> float:
        """Makes an update available, under the next number; gives the time."""
        self._updates += 1
        self._waiting.append((self._updates, json.dumps({"update_id": self._updates, **update}).encode()))
        if self._poll is not None:
            # Only after all that happens now: what comes in one breath goes out in one answer.
            asyncio.get_running_loop().call_soon(self._answer_poll)
        return time.perf_counter()

    def message_id(self) -> int:
        self._messages += 1
        return self._messages

    @asynccontextmanager
    async def open(self) -> AsyncIterator[str]:
        """Listens; gives the root of its addresses."""
        connections: set[_Connection] = set()
        server = await asyncio.get_running_loop().create_server(
            lambda: _Connection(self, connections), "127.0.0.1", 0, backlog=1024
        )
        try:
            yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        finally:
            server.close()
            self._forget_poll()
            for connection in list(connections):
                connection.close()

    def answer(self, method: bytes, body: bytes, write: Write) -> None:
        """Answers a call, at once unless it is one for updates and there are none."""
        self.calls[method] += 1
        if method == b"getUpdates":
            self._begin_poll(body, write)
        elif method in _MESSAGES:
            found = _CHAT.search(body)
            assert found, "a message to nobody"
            chat, sent_at = int(found[1]), time.perf_counter()
            if self.door is None:
                write(self._message(chat, sent_at))
            else:
                self._travel(self.door, chat, sent_at, write)
        else:
            if method == b"answerCallbackQuery" and (tap := _QUERY.search(body)):
                self.answered(tap[1].decode(), time.perf_counter())
            if method == b"answerInlineQuery" and (query := _INLINE.search(body)):
                self.found(query[1].decode(), time.perf_counter())
            write(_ANSWERS.get(method, _DONE))

    def _message(self, chat: int, sent_at: float) -> bytes:
        message = self.message_id()
        self.replied(chat, message, sent_at)
        return _MESSAGE % (message, chat)

    def _travel(self, door: Door, chat: int, sent_at: float, write: Write) -> None:
        """What this machine oversleeps does not count: a message is at the door when it was to be there."""
        loop = asyncio.get_running_loop()
        way = door.trip() / 2
        at = loop.time() + way

        def stands() -> None:
            admitted = door.admits(chat, at)
            loop.call_at(at + way, write, self._message(chat, sent_at) if admitted else _TOO_MANY)

        loop.call_at(at, stands)

    def _begin_poll(self, body: bytes, write: Write) -> None:
        self.polled.set()
        self._forget_poll()
        offset = _number(_OFFSET, body, 0)
        while self._waiting and self._waiting[0][0] < offset:
            self._waiting.popleft()
        seconds = 0 if self._waiting else _number(_TIMEOUT, body, 0)
        timer = asyncio.get_running_loop().call_later(seconds, self._answer_poll)
        self._poll = _Poll(min(_number(_LIMIT, body, _BATCH), _BATCH), write, timer)
        if seconds == 0:
            self._answer_poll()

    def _answer_poll(self) -> None:
        poll = self._poll
        if poll is not None:
            self._forget_poll()
            taken = itertools.islice(self._waiting, poll.limit)
            poll.write(b'{"ok":true,"result":[%b]}' % b",".join(body for _, body in taken))

    def _forget_poll(self) -> None:
        if self._poll is not None:
            self._poll.timer.cancel()
            self._poll = None


def _number(pattern: re.Pattern[bytes], body: bytes, otherwise: int) -> int:
    found = pattern.search(body)
    return int(found[1]) if found else otherwise


@dataclass(frozen=True)
class _Poll:
    """A call for updates that waits for some."""

    limit: int
    write: Write
    timer: asyncio.TimerHandle


class _Connection(asyncio.Protocol):
    def __init__(self, telegram: Telegram, connections: set["_Connection"]) -> None:
        self._telegram: Final = telegram
        self._connections: Final = connections
        self._buffer = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._connections.add(self)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 asyncio's signature
        self._connections.discard(self)
        self._transport = None

    def close(self) -> None:
        if self._transport is not None:
            self._transport.abort()

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (head := self._buffer.find(b"\r\n\r\n")) >= 0:
            found = _LENGTH.search(self._buffer, 0, head + 2)
            end = head + 4 + (int(found[1]) if found else 0)
            if len(self._buffer) < end:
                return
            path = self._buffer.split(b" ", 2)[1]
            body, self._buffer = self._buffer[head + 4 : end], self._buffer[end:]
            self._telegram.answer(path.partition(b"?")[0].rpartition(b"/")[2], body, self._write)

    def _write(self, answer: bytes) -> None:
        if self._transport is not None:
            self._transport.write(
                b"HTTP/1.1 %b\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b"
                % (b"429 Too Many Requests" if answer is _TOO_MANY else b"200 OK", len(answer), answer)
            )
