import json
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx

from bot.demo import page_events
from bot.demo.feed import BACKLOG
from bot.demo.server import serve
from bot.demo.telegram import Telegram, User
from tests.demo.refusals import answer


@asynccontextmanager
async def _stream(root: str) -> AsyncIterator[AsyncIterator[Any]]:
    """The events of the page, the greeting read already."""
    async with httpx.AsyncClient(timeout=5) as http, http.stream("GET", f"{root}/demo/events") as response:
        assert response.headers["Content-Type"] == "text/event-stream"
        events = _events(response)
        assert await anext(events) == {"kind": "hello"}
        yield events
        await events.aclose()


async def _events(response: httpx.Response) -> AsyncGenerator[Any, None]:
    async for line in response.aiter_lines():
        if line.startswith("data: "):
            yield json.loads(line.removeprefix("data: "))
        elif line.startswith(": "):
            yield "breath"


async def test_everything_that_happens_is_told(telegram: Telegram, root: str, anna: User) -> None:
    async with _stream(root) as events:
        telegram.says(anna.id, "Сәлем")
        said = await anext(events)
        assert (said["kind"], said["chat_id"], said["message"]["text"]) == ("message", anna.id, "Сәлем")

        sent = answer(telegram, "sendMessage", chat_id=anna.id, text="x")["message_id"]
        assert (await anext(events))["message"]["html"] == "x"
        answer(telegram, "editMessageText", chat_id=anna.id, message_id=sent, text="y")
        assert (await anext(events))["message"]["edited"]

        query_id = telegram.taps(anna.id, sent, "go")
        answer(telegram, "answerCallbackQuery", callback_query_id=query_id, text="ok")
        told = await anext(events)
        assert (told["kind"], told["query_id"], told["text"]) == ("answer", query_id, "ok")

        answer(telegram, "deleteMessage", chat_id=anna.id, message_id=sent)
        gone = await anext(events)
        assert (gone["kind"], gone["chat_id"], gone["message_id"]) == ("deleted", anna.id, sent)
        assert gone["last"]["text"] == "Сәлем"

        answer(telegram, "sendChatAction", chat_id=anna.id, action="typing")
        assert (await anext(events))["action"] == "typing"

        telegram.blocks(anna.id)
        assert (await anext(events))["person"]["blocked"]

        answer(telegram, "setMyName", name="Helpers")
        assert (await anext(events))["kind"] == "profile"


async def test_two_tabs_see_the_same(telegram: Telegram, root: str, anna: User) -> None:
    async with _stream(root) as one, _stream(root) as two:
        telegram.says(anna.id, "x")
        assert await anext(one) == await anext(two)


async def test_a_group_that_changes_is_no_person(telegram: Telegram, root: str, anna: User) -> None:
    group = telegram.group("Park")
    async with _stream(root) as events:
        telegram.adds_bot(group, anna.id)
        assert await anext(events) == {"kind": "chat", "chat_id": group}


async def test_the_line_breathes(telegram: Telegram, root: str, monkeypatch: Any) -> None:
    monkeypatch.setattr(page_events, "_BREATH", 0.01)
    async with _stream(root) as events:
        assert await anext(events) == "breath"


async def test_a_stream_ends_with_the_server(telegram: Telegram) -> None:
    async with serve(telegram) as root, _stream(root) as events:
        telegram.closing = True
        telegram.feed.publish({"kind": "closing"})
        assert [event async for event in events] == [{"kind": "closing"}]


async def test_a_page_that_falls_behind_is_dropped(telegram: Telegram, root: str) -> None:
    async with _stream(root) as events:
        for n in range(BACKLOG + 1):
            telegram.feed.publish({"kind": "x", "n": n})
        assert len([event async for event in events]) < BACKLOG + 1
