import asyncio
from dataclasses import replace
from itertools import pairwise
from typing import Any

import telegram as ptb
from aiohttp import web

from bot.demo.server import serve
from bot.demo.telegram import Telegram, User
from tests.demo.clock import Clock
from tests.demo.receiver import FAST, Receiver, delivered, failed, receiving
from tests.demo.refusals import answer


def _failing(times: int) -> Any:
    """500 to so many, then 200."""
    left = [500] * times
    return lambda _update: web.Response(status=left.pop() if left else 200)


def _from(user: User) -> Any:
    return lambda update: update["message"]["from"]["id"] == user.id


async def test_a_refused_update_comes_again_and_holds_up_its_own_chat_only(
    telegram: Telegram, bot: ptb.Bot, anna: User, boris: User, clock: Clock, receiver: Receiver
) -> None:
    failing, annas = _failing(3), _from(anna)
    receiver.answer = lambda update: failing(update) if annas(update) else web.Response(status=204)
    await bot.set_webhook(receiver.root)
    first, second = telegram.says(anna.id, "one"), telegram.says(anna.id, "two")
    other = telegram.says(boris.id, "x")
    await delivered(telegram)
    assert [update_id for update_id in receiver.ids if update_id != other] == [first] * 4 + [second]
    assert receiver.ids.index(other or 0) <= 1
    info = await bot.get_webhook_info()
    assert info.last_error_message == "Wrong response from the webhook: 500 Internal Server Error"
    assert info.last_error_date == clock()


async def test_the_waits_double_up_to_the_longest_and_start_anew(
    telegram: Telegram, bot: ptb.Bot, anna: User, receiver: Receiver
) -> None:
    receiver.answer = _failing(4)
    await bot.set_webhook(receiver.root)
    telegram.says(anna.id, "one")
    await delivered(telegram)
    receiver.answer = _failing(1)
    telegram.says(anna.id, "two")
    await delivered(telegram)
    times = [each.time for each in receiver.came]
    waits = [after - before for before, after in pairwise(times)]
    assert [wait >= least for wait, least in zip(waits, (0.01, 0.02, 0.04, 0.04), strict=False)] == [True] * 4
    assert sum(waits[:4]) < 1
    assert waits[5] >= 0.01


async def test_a_bot_that_is_not_there_yet(
    telegram: Telegram, bot: ptb.Bot, anna: User, unused_tcp_port: int
) -> None:
    await bot.set_webhook(f"http://127.0.0.1:{unused_tcp_port}")
    update_id = telegram.says(anna.id, "x")
    await failed(telegram)
    assert (await bot.get_webhook_info()).last_error_message == "Connection refused"
    assert telegram.pending == 1
    async with receiving(unused_tcp_port) as receiver:
        await delivered(telegram)
        assert receiver.ids == [update_id]


async def test_a_silent_bot(telegram: Telegram, anna: User, receiver: Receiver) -> None:
    receiver.held = lambda _update: len(receiver.came) == 1
    answer(telegram, "setWebhook", url=receiver.root)
    async with serve(telegram, patience=replace(FAST, answer=0.1)):
        update_id = telegram.says(anna.id, "x")
        await failed(telegram)
        await delivered(telegram)
    assert receiver.ids == [update_id, update_id]
    assert answer(telegram, "getWebhookInfo")["last_error_message"] == "Read timeout expired"


async def test_a_redirection_is_an_error(
    telegram: Telegram, bot: ptb.Bot, anna: User, receiver: Receiver
) -> None:
    receiver.answer = lambda _update: web.Response(
        status=307 if len(receiver.came) == 1 else 200, headers={"Location": "/elsewhere"}
    )
    await bot.set_webhook(receiver.root)
    telegram.says(anna.id, "x")
    await delivered(telegram)
    assert [each.path for each in receiver.came] == ["/", "/"]


async def test_a_connection_that_breaks(telegram: Telegram, bot: ptb.Bot, anna: User) -> None:
    async def hang_up(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()
        await writer.wait_closed()

    async with await asyncio.start_server(hang_up, "127.0.0.1", 0) as server:
        await bot.set_webhook(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
        telegram.says(anna.id, "x")
        await failed(telegram)
        assert (await bot.get_webhook_info()).last_error_message == "Webhook connection closed"
        await bot.delete_webhook()


async def test_no_tls_where_it_was_promised(
    telegram: Telegram, bot: ptb.Bot, anna: User, receiver: Receiver
) -> None:
    await bot.set_webhook(receiver.root.replace("http:", "https:"))
    telegram.says(anna.id, "x")
    await failed(telegram)
    assert (await bot.get_webhook_info()).last_error_message == "SSL error"


async def test_nothing_leaves_this_machine(telegram: Telegram, bot: ptb.Bot, anna: User) -> None:
    await bot.set_webhook("https://e.kz/hook")
    telegram.says(anna.id, "x")
    await failed(telegram)
    message = (await bot.get_webhook_info()).last_error_message
    assert message == "The local Telegram sends nothing beyond this machine"
    assert telegram.pending == 1


async def test_an_expired_update_is_given_up(
    telegram: Telegram, bot: ptb.Bot, anna: User, clock: Clock, receiver: Receiver
) -> None:
    receiver.answer = lambda update: web.Response(status=500 if "callback_query" in update else 200)
    await bot.set_webhook(receiver.root)
    telegram.taps(anna.id, 1, "x")
    update_id = telegram.says(anna.id, "x")
    await receiver.until(2)
    clock.passes(seconds=150)
    await delivered(telegram)
    assert receiver.ids.count(update_id or 0) == 1
