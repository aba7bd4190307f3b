import asyncio
import time
from typing import Any

import pytest
import telegram as ptb
from aiohttp import web

from bot.demo.models import JSON
from bot.demo.server import serve
from bot.demo.telegram import Telegram, User
from bot.demo.webhook import lane
from tests.demo.receiver import Receiver, delivered, failed


async def test_an_update_comes_with_the_secret(
    telegram: Telegram, bot: ptb.Bot, anna: User, receiver: Receiver
) -> None:
    assert await bot.set_webhook(f"{receiver.root}/hook", secret_token="s-E_1")
    update_id = telegram.says(anna.id, "Сәлем")
    await delivered(telegram)
    (one,) = receiver.came
    assert (one.path, one.secret) == ("/hook", "s-E_1")
    update = ptb.Update.de_json(one.update, bot)
    assert update.update_id == update_id
    assert update.message is not None
    assert update.message.text == "Сәлем"


async def test_no_secret_no_header_and_what_waited_comes_first(
    telegram: Telegram, bot: ptb.Bot, anna: User, receiver: Receiver
) -> None:
    waited = telegram.says(anna.id, "before")
    assert await bot.set_webhook(receiver.root)
    after = telegram.says(anna.id, "after")
    await delivered(telegram)
    assert receiver.ids == [waited, after]
    assert receiver.came[0].secret is None


async def test_a_chat_keeps_its_order_and_holds_up_no_other(
    telegram: Telegram, bot: ptb.Bot, anna: User, boris: User, receiver: Receiver
) -> None:
    receiver.held = lambda update: update.get("message", {}).get("text") == "slow"
    await bot.set_webhook(receiver.root)
    slow = telegram.says(anna.id, "slow")
    telegram.taps(anna.id, 1, "x")
    last = telegram.says(anna.id, "last")
    assert slow is not None
    others = [telegram.says(boris.id, text) for text in ("one", "two", "three")]
    await telegram.until(lambda: telegram.pending == 3)
    assert [update_id for update_id in receiver.ids if update_id != slow] == others
    receiver.release()
    await delivered(telegram)
    assert receiver.ids[-2:] == [slow + 1, last]
    assert receiver.peak == 2


@pytest.mark.parametrize(
    ("update", "name"),
    [
        ({"message": {"chat": {"id": -5}, "from": {"id": 7}}}, "-5"),
        ({"callback_query": {"from": {"id": 7}, "message": {"chat": {"id": -5}}}}, "-5"),
        ({"callback_query": {"from": {"id": 7}, "inline_message_id": "x"}}, "7"),
        ({"my_chat_member": {"chat": {"id": 7}, "from": {"id": 7}}}, "7"),
        ({"inline_query": {"from": {"id": 7}}}, "7"),
        ({"poll_answer": {"user": {"id": 7}}}, "7"),
        ({"poll_answer": {"voter_chat": {"id": -5}}}, "-5"),
        ({"poll": {"id": "1"}}, "update 3"),
        ({"widget_query": "x"}, "update 3"),
        ({"message": {"chat": None, "message": []}}, "update 3"),
        ({}, "update 3"),
    ],
)
def test_whom_an_update_waits_for(update: JSON, name: str) -> None:
    assert lane({"update_id": 3} | update) == name


async def test_no_more_requests_at_once_than_the_bot_wants(
    telegram: Telegram, bot: ptb.Bot, receiver: Receiver
) -> None:
    receiver.held = lambda _update: len(receiver.came) <= 2
    await bot.set_webhook(receiver.root, max_connections=2)
    for name in ("Anna", "Boris", "Dana", "Emma", "Timur"):
        telegram.says(telegram.join(name).id, "x")
    await receiver.until(2)
    await bot.get_me()
    assert len(receiver.came) == 2
    receiver.release()
    await delivered(telegram)
    assert len(receiver.came) == 5
    assert receiver.peak == 2


async def test_an_answer_may_be_a_method_call(
    telegram: Telegram, bot: ptb.Bot, anna: User, receiver: Receiver
) -> None:
    call = {"method": "sendMessage", "chat_id": anna.id, "text": "Welcome"}
    receiver.answer = lambda _update: web.json_response(call)
    await bot.set_webhook(receiver.root)
    telegram.says(anna.id, "x")
    await delivered(telegram)
    seen = telegram.messages(anna.id)[-1]
    assert (seen.from_bot, seen.text) == (True, "Welcome")
    assert telegram.calls[-1].params == {"chat_id": anna.id, "text": "Welcome"}


@pytest.mark.parametrize(
    "answer",
    [
        {"json": {"method": "deleteWebhook"}},
        {"json": {"method": "SetWebhook", "url": ""}},
        {"json": {"method": "getMe"}},
        {"json": {"method": 5}},
        {"json": {"ok": True}},
        {"json": ["sendMessage"]},
        {"text": "{", "content_type": "application/json"},
        {"text": "[" * 100_000, "content_type": "application/json"},
        {"text": '{"method": "sendChatAction"}'},
    ],
)
async def test_answers_that_ask_for_nothing(
    telegram: Telegram, bot: ptb.Bot, anna: User, receiver: Receiver, answer: dict[str, Any]
) -> None:
    receiver.answer = lambda _update: (
        web.json_response(answer["json"]) if "json" in answer else web.Response(**answer)
    )
    await bot.set_webhook(receiver.root)
    telegram.says(anna.id, "x")
    await delivered(telegram)
    assert telegram.calls[-1].method == "setWebhook"
    assert len(receiver.came) == 1


async def test_a_refused_call_in_an_answer_is_lost(
    telegram: Telegram, bot: ptb.Bot, anna: User, receiver: Receiver
) -> None:
    receiver.answer = lambda _update: web.json_response({"method": "sendMessage", "text": "x"})
    await bot.set_webhook(receiver.root)
    telegram.says(anna.id, "x")
    await delivered(telegram)
    assert telegram.calls[-1].answer["description"] == "Bad Request: chat_id is empty"
    assert len(receiver.came) == 1


async def test_an_update_comes_again(
    telegram: Telegram, bot: ptb.Bot, anna: User, receiver: Receiver
) -> None:
    await bot.set_webhook(receiver.root)
    update_id = telegram.says(anna.id, "x")
    assert update_id is not None
    await delivered(telegram)
    telegram.redeliver(update_id)
    assert telegram.pending == 1
    await delivered(telegram)
    assert receiver.ids == [update_id, update_id]
    assert receiver.came[0].update == receiver.came[1].update


async def test_the_end_does_not_wait_for_a_delivery_and_loses_none(
    telegram: Telegram, anna: User, receiver: Receiver
) -> None:
    tasks = asyncio.all_tasks()
    receiver.held = lambda _update: len(receiver.came) == 1
    telegram.call("setWebhook", {"url": receiver.root})
    async with serve(telegram):
        update_id = telegram.says(anna.id, "x")
        await receiver.until(1)
        ending = time.monotonic()
    assert time.monotonic() - ending < 1
    receiver.release()
    while receiver.open:
        await asyncio.sleep(0.001)
    assert {task for task in asyncio.all_tasks() - tasks if "demo/webhook.py" in repr(task)} == set()
    assert telegram.pending == 1
    async with serve(telegram):
        await delivered(telegram)
    assert receiver.ids == [update_id, update_id]


async def test_the_end_does_not_wait_between_two_tries(
    telegram: Telegram, anna: User, receiver: Receiver
) -> None:
    receiver.answer = lambda _update: web.Response(status=500)
    telegram.call("setWebhook", {"url": receiver.root})
    async with serve(telegram):
        telegram.says(anna.id, "x")
        await failed(telegram)
        ending = time.monotonic()
    assert time.monotonic() - ending < 1


async def test_errors_of_the_body_come_out_as_they_are(telegram: Telegram) -> None:
    with pytest.raises(KeyError, match="mine"):
        async with serve(telegram):
            raise KeyError("mine")
