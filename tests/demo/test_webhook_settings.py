import asyncio

import pytest
import telegram as ptb
from aiohttp import web
from telegram.error import Conflict

from bot.demo.telegram import Telegram, User
from tests.demo.clock import Clock
from tests.demo.receiver import Receiver, delivered, failed
from tests.demo.refusals import answer, description


async def test_only_what_the_bot_asked_for_comes(
    telegram: Telegram, bot: ptb.Bot, anna: User, receiver: Receiver
) -> None:
    await bot.set_webhook(receiver.root, allowed_updates=["callback_query"])
    assert telegram.says(anna.id, "x") is None
    telegram.taps(anna.id, 1, "x")
    await delivered(telegram)
    assert ["callback_query" in each.update for each in receiver.came] == [True]
    assert await bot.set_webhook(f"{receiver.root}/other")
    assert (await bot.get_webhook_info()).allowed_updates == ("callback_query",)


async def test_pending_updates_are_dropped_when_asked_for(
    telegram: Telegram, bot: ptb.Bot, anna: User, receiver: Receiver
) -> None:
    receiver.held = lambda _update: len(receiver.came) == 1
    telegram.says(anna.id, "old")
    await bot.set_webhook(receiver.root, drop_pending_updates=True)
    held = telegram.says(anna.id, "held")
    telegram.says(anna.id, "behind it")
    await receiver.until(1)
    assert telegram.pending == 2
    await bot.set_webhook(receiver.root, drop_pending_updates=True)
    assert telegram.pending == 0
    new = telegram.says(anna.id, "new")
    await delivered(telegram)
    assert receiver.ids == [held, new]


async def test_back_to_polling(telegram: Telegram, bot: ptb.Bot, anna: User, receiver: Receiver) -> None:
    receiver.held = lambda _update: True
    await bot.set_webhook(receiver.root)
    update_ids = [telegram.says(anna.id, text) for text in ("one", "two")]
    await receiver.until(1)
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    assert await bot.delete_webhook()
    receiver.release()
    assert [update.update_id for update in await bot.get_updates()] == update_ids
    assert await bot.get_updates(offset=telegram.updates.newest + 2) == ()
    assert len(receiver.came) == 1


async def test_nothing_more_goes_to_a_webhook_that_is_gone(
    telegram: Telegram, bot: ptb.Bot, anna: User, receiver: Receiver
) -> None:
    await bot.set_webhook(receiver.root)
    telegram.says(anna.id, "a connection stays open after this")
    await delivered(telegram)
    telegram.says(anna.id, "x")
    answer(telegram, "deleteWebhook")
    assert len(await bot.get_updates()) == 1
    assert len(receiver.came) == 1


async def test_a_repetition_under_way_comes_by_polling(
    telegram: Telegram, bot: ptb.Bot, anna: User, receiver: Receiver
) -> None:
    update_id = telegram.says(anna.id, "x")
    assert update_id is not None
    assert await bot.get_updates(offset=update_id + 1) == ()
    receiver.held = lambda _update: True
    await bot.set_webhook(receiver.root)
    telegram.redeliver(update_id)
    await receiver.until(1)
    await bot.set_webhook("")
    assert [update.update_id for update in await bot.get_updates(offset=update_id + 1)] == [update_id]


async def test_a_waiting_poll_ends_when_a_webhook_is_set(
    telegram: Telegram, bot: ptb.Bot, receiver: Receiver
) -> None:
    async with asyncio.TaskGroup() as tasks:
        poll = tasks.create_task(_conflict(bot))
        while not telegram.current_poll:
            await asyncio.sleep(0.001)
        await asyncio.sleep(0.01)
        await bot.set_webhook(receiver.root)
        await poll


async def _conflict(bot: ptb.Bot) -> None:
    with pytest.raises(Conflict, match="terminated by setWebhook request"):
        await bot.get_updates(timeout=30)


async def test_what_was_under_way_comes_to_the_new_webhook(
    telegram: Telegram, bot: ptb.Bot, anna: User, receiver: Receiver
) -> None:
    receiver.held = lambda _update: len(receiver.came) == 1
    await bot.set_webhook(receiver.root, secret_token="old")
    update_id = telegram.says(anna.id, "x")
    await receiver.until(1)
    await bot.set_webhook(receiver.root, secret_token="new")
    await delivered(telegram)
    assert receiver.ids == [update_id, update_id]
    assert [each.secret for each in receiver.came] == ["old", "new"]


async def test_the_same_settings_once_more_change_nothing(
    telegram: Telegram, bot: ptb.Bot, anna: User, receiver: Receiver
) -> None:
    receiver.answer = lambda _update: web.Response(status=500 if len(receiver.came) == 1 else 200)
    receiver.held = lambda _update: len(receiver.came) == 2
    await bot.set_webhook(receiver.root)
    update_id = telegram.says(anna.id, "x")
    await receiver.until(2)
    await bot.set_webhook(receiver.root, max_connections=40)
    assert (await bot.get_webhook_info()).last_error_message is not None
    receiver.release()
    await delivered(telegram)
    assert receiver.ids == [update_id, update_id]


async def test_what_the_info_tells(
    telegram: Telegram, bot: ptb.Bot, anna: User, clock: Clock, receiver: Receiver
) -> None:
    nothing = {"url": "", "has_custom_certificate": False, "pending_update_count": 0}
    assert answer(telegram, "getWebhookInfo") == nothing
    receiver.answer = lambda _update: web.Response(status=503)
    await bot.set_webhook(receiver.root, secret_token="s", max_connections=7, allowed_updates=["message"])
    telegram.says(anna.id, "x")
    assert telegram.webhook is not None
    await failed(telegram)
    assert answer(telegram, "getWebhookInfo") == {
        "url": receiver.root,
        "has_custom_certificate": False,
        "pending_update_count": 1,
        "max_connections": 7,
        "allowed_updates": ["message"],
        "last_error_date": int(clock().timestamp()),
        "last_error_message": "Wrong response from the webhook: 503 Service Unavailable",
    }
    assert await bot.set_webhook("", drop_pending_updates=True)
    assert answer(telegram, "getWebhookInfo") == nothing | {"allowed_updates": ["message"]}


@pytest.mark.parametrize(
    ("given", "kept"), [(None, 40), (0, 1), (-1, 1), (1, 1), ("100", 100), (101, 100), (10**12, 100)]
)
def test_the_number_of_connections(telegram: Telegram, given: object, kept: int) -> None:
    answer(telegram, "setWebhook", url="https://e.kz", max_connections=given)
    assert answer(telegram, "getWebhookInfo")["max_connections"] == kept


@pytest.mark.parametrize("secret", ["", "a b", "a.b", "қ", "a\n", "x" * 257])
def test_what_is_no_secret(telegram: Telegram, secret: str) -> None:
    words = description(telegram, "setWebhook", url="https://e.kz", secret_token=secret)
    assert words.startswith("Bad Request: secret token")
    assert telegram.webhook is None


@pytest.mark.parametrize(
    "url", ["http://localhost:8080/x", "http://127.0.0.2", "http://[::1]:1", "https://e.kz"]
)
def test_urls_that_are_taken(telegram: Telegram, url: str) -> None:
    answer(telegram, "setWebhook", url=url, secret_token="x" * 256)
    assert answer(telegram, "getWebhookInfo")["url"] == url


@pytest.mark.parametrize(
    "url", ["http://e.kz", "http://10.0.0.1", "http://127.0.0.1.e.kz", "ftp://localhost"]
)
def test_urls_that_are_not_https(telegram: Telegram, url: str) -> None:
    words = description(telegram, "setWebhook", url=url)
    assert words == "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"


@pytest.mark.parametrize("url", ["x", "https://", "https://e.kz:x", "http://[::1"])
def test_what_is_no_url(telegram: Telegram, url: str) -> None:
    assert description(telegram, "setWebhook", url=url) == "Bad Request: invalid webhook URL specified"
