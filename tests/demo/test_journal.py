"""What passed between Telegram and the bot, kept for whoever looks."""

from typing import Any

import httpx
import pytest

from bot.demo.journal import Journal
from bot.demo.telegram import Telegram, Upload, User
from tests.demo.clock import Clock
from tests.demo.refusals import answer


async def read(root: str, **query: Any) -> list[Any]:
    async with httpx.AsyncClient() as http:
        found = await http.get(f"{root}/demo/journal", params=query)
    entries: list[Any] = found.json()["entries"]
    return entries


async def test_updates_and_calls_with_their_answers_by_chat(
    telegram: Telegram, root: str, anna: User, boris: User, clock: Clock
) -> None:
    clock.passes(minutes=1)
    telegram.says(boris.id, "Hello")
    sent = answer(telegram, "sendMessage", chat_id=boris.id, text="Hi")
    query_id = telegram.taps(boris.id, sent["message_id"], "go")
    answer(telegram, "answerCallbackQuery", callback_query_id=query_id, text="ok")
    telegram.call("sendMessage", {"chat_id": boris.id, "text": ""})
    telegram.call("getMe", {})
    told = await read(root, chat_id=boris.id)
    assert [(entry["kind"], entry["name"], entry["refused"]) for entry in told] == [
        ("update", "message", False),
        ("call", "sendMessage", False),
        ("update", "callback_query", False),
        ("call", "answerCallbackQuery", False),
        ("call", "sendMessage", True),
    ]
    assert told[0]["content"]["text"] == "Hello"
    assert told[0]["date"] == clock().timestamp()
    assert told[1]["content"] == {"chat_id": boris.id, "text": "Hi"}
    assert told[1]["answer"] == {"ok": True, "result": sent}
    assert told[4]["answer"]["error_code"] == 400
    everything = await read(root)
    assert [entry["name"] for entry in everything if entry["chat_id"] == anna.id] == ["message"]
    assert everything[-1]["name"] == "getMe"
    assert [entry["name"] for entry in await read(root, after=told[3]["number"])] == ["sendMessage", "getMe"]


async def test_files_are_named_not_shown(telegram: Telegram, root: str, anna: User) -> None:
    telegram.call("sendDocument", {"chat_id": anna.id}, {"document": Upload("a.txt", b"abc", "text/plain")})
    (entry,) = [entry for entry in await read(root) if entry["kind"] == "call"]
    assert entry["content"]["document"] == "a.txt, 3 bytes"


async def test_polls_are_not_told(telegram: Telegram, root: str) -> None:
    telegram.call("getUpdates", {})
    assert await read(root) == []


def test_the_oldest_is_forgotten(clock: Clock) -> None:
    journal = Journal(kept=3)
    for n in range(5):
        journal.update(clock(), n, "message", {})
    assert [entry.chat_id for entry in journal.after(0, None, 10)] == [2, 3, 4]
    assert [entry.chat_id for entry in journal.after(0, None, 2)] == [3, 4]


@pytest.mark.parametrize(
    "update", [{"update_id": 5, "message": {"chat": {"id": 7}}}, {"poll": {"id": "1"}}, {"message": "?"}, {}]
)
def test_any_update_is_noted(telegram: Telegram, update: Any) -> None:
    telegram.queue(update)
    (entry,) = telegram.journal.after(0, None, 10)
    assert entry.chat_id == (7 if "update_id" in update else None)
