import asyncio

import pytest

from bot.demo.feed import BACKLOG, Feed


async def test_a_condition_that_holds_is_not_waited_for() -> None:
    assert await Feed().until(lambda: "yes", 0) == "yes"


async def test_waiting_ends_with_the_change() -> None:
    feed = Feed()
    values: list[int] = []

    async def change() -> None:
        for value in (0, 7):
            await asyncio.sleep(0)
            values.append(value)
            feed.ring()

    async with asyncio.TaskGroup() as tasks:
        waiting = tasks.create_task(feed.until(lambda: values[-1] if values else None, 5))
        tasks.create_task(change())
    assert waiting.result() == 7


async def test_waiting_ends_with_the_time() -> None:
    with pytest.raises(TimeoutError):
        await Feed().until(lambda: None, 0.01)


async def test_a_ring_without_a_listener_is_no_error() -> None:
    Feed().ring()


async def test_watchers_get_what_is_published_while_they_watch() -> None:
    feed = Feed()
    with feed.watch() as watcher:
        feed.publish({"kind": "x"})
    feed.publish({"kind": "y"})
    assert [watcher.events.get_nowait() for _ in range(watcher.events.qsize())] == [{"kind": "x"}]


async def test_a_watcher_that_does_not_keep_up_is_lost() -> None:
    feed = Feed()
    with feed.watch() as watcher:
        for _ in range(BACKLOG):
            feed.publish({})
        assert not watcher.lost
        feed.publish({})
        assert watcher.lost
