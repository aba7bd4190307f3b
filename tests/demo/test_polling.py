import asyncio
import time

import httpx
import pytest
import telegram as ptb
from telegram.error import Conflict

from bot.demo.telegram import Telegram, User
from tests.demo.clock import Clock
from tests.demo.refusals import description


async def _waits(telegram: Telegram, poll: int) -> None:
    """Lets the server begin the given poll."""
    while telegram.current_poll < poll:
        await asyncio.sleep(0.001)
    await asyncio.sleep(0.01)


async def test_a_poll_wakes_up_at_once(telegram: Telegram, bot: ptb.Bot, anna: User) -> None:
    async with asyncio.TaskGroup() as tasks:
        poll = tasks.create_task(bot.get_updates(timeout=30))
        await _waits(telegram, 1)
        said = time.monotonic()
        update_id = telegram.says(anna.id, "hello")
        (update,) = await poll
    assert time.monotonic() - said < 1
    assert update.update_id == update_id
    assert update.message is not None
    assert update.message.text == "hello"


async def test_an_offset_confirms(telegram: Telegram, bot: ptb.Bot, anna: User) -> None:
    first, second = telegram.says(anna.id, "one"), telegram.says(anna.id, "two")
    assert first is not None
    assert telegram.pending == 2
    assert [update.update_id for update in await bot.get_updates(limit=1)] == [first]
    assert [update.update_id for update in await bot.get_updates(offset=first + 1)] == [second]
    assert telegram.pending == 1
    assert await bot.get_updates(offset=first + 2) == ()
    assert telegram.pending == 0


async def test_a_poll_without_news_ends_empty(bot: ptb.Bot) -> None:
    began = time.monotonic()
    assert await bot.get_updates(timeout=1) == ()
    assert time.monotonic() - began >= 0.9


async def test_a_second_poller_ends_the_first(telegram: Telegram, bot: ptb.Bot, anna: User) -> None:
    async with asyncio.TaskGroup() as tasks:
        first = tasks.create_task(_conflict(bot))
        await _waits(telegram, 1)
        other = tasks.create_task(_poll(bot))
        await first
        telegram.says(anna.id, "x")
        assert len(await other) == 1


async def _conflict(bot: ptb.Bot) -> None:
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await bot.get_updates(timeout=30)


async def _poll(bot: ptb.Bot) -> list[object]:
    async with httpx.AsyncClient() as client:
        answer = await client.get(f"{bot.base_url}/getUpdates", params={"timeout": 30}, timeout=30)
    return list(answer.json()["result"])


async def test_an_update_comes_again(telegram: Telegram, bot: ptb.Bot, anna: User) -> None:
    update_id = telegram.says(anna.id, "x")
    assert update_id is not None
    (first,) = await bot.get_updates()
    assert await bot.get_updates(offset=update_id + 1) == ()
    async with asyncio.TaskGroup() as tasks:
        poll = tasks.create_task(bot.get_updates(offset=update_id + 1, timeout=30))
        await _waits(telegram, 3)
        telegram.redeliver(update_id)
        (again,) = await poll
    assert again.update_id == first.update_id
    assert again.message == first.message
    assert await bot.get_updates(offset=update_id + 1) == ()
    assert telegram.pending == 0


async def test_allowed_updates_are_remembered(telegram: Telegram, bot: ptb.Bot, anna: User) -> None:
    await bot.get_updates(allowed_updates=["message"])
    telegram.taps(anna.id, 1, "x")
    assert telegram.blocks(anna.id) is None
    assert telegram.pending == 0
    telegram.unblocks(anna.id)
    await bot.get_updates()
    assert telegram.says(anna.id, "x") is not None
    assert telegram.edits(anna.id, telegram.messages(anna.id)[-1].id, "y") is None
    assert (await bot.get_webhook_info()).allowed_updates == ("message",)


async def test_unknown_updates_reach_the_bot(telegram: Telegram, bot: ptb.Bot) -> None:
    update_id = telegram.queue({"widget_query": {"id": "1"}})
    (update,) = await bot.get_updates()
    assert update.update_id == update_id
    assert update.api_kwargs["widget_query"] == {"id": "1"}


def test_the_first_update_id_can_be_chosen(clock: Clock) -> None:
    telegram = Telegram(now=clock, first_update_id=900)
    assert telegram.queue({"message": {}}) == 900


async def test_a_webhook_excludes_polling(telegram: Telegram, bot: ptb.Bot, anna: User) -> None:
    assert await bot.set_webhook("https://e.kz/hook", max_connections=10, allowed_updates=["message"])
    telegram.says(anna.id, "x")
    info = await bot.get_webhook_info()
    assert (info.url, info.max_connections, info.pending_update_count) == ("https://e.kz/hook", 10, 1)
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    assert await bot.delete_webhook(drop_pending_updates=True)
    assert (await bot.get_webhook_info()).url == ""
    assert await bot.get_updates() == ()
    plain = description(telegram, "setWebhook", url="http://e.kz")
    assert plain == "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"


async def test_pending_updates_stay_unless_dropped(telegram: Telegram, bot: ptb.Bot, anna: User) -> None:
    telegram.says(anna.id, "x")
    assert await bot.delete_webhook()
    assert telegram.pending == 1


async def test_getupdates_is_not_recorded(telegram: Telegram, bot: ptb.Bot) -> None:
    await bot.get_updates()
    assert [call.method for call in telegram.calls] == ["getMe"]
