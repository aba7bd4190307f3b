"""Owners are told of a trouble once, when it begins, and once when it is over."""

import asyncio
from contextlib import aclosing
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, insert, select, update

from bot import alarms
from bot.storage import alarms as troubles
from bot.storage import outbox
from bot.storage import people as storage
from bot.storage.database import Database
from bot.storage.models import Alarm, Broadcast, Lane, Outgoing, Stage, State
from tests import rows
from tests.kernel.outbox import draft

NOON = datetime(2026, 11, 24, 7, tzinfo=UTC)  # in Kazakhstan
NIGHT = datetime(2026, 11, 24, 20, tzinfo=UTC)
MORNING = datetime(2026, 11, 25, 4, tzinfo=UTC)
OWNERS = (1001, 1002, 1003)  # the last one has never written


@pytest.fixture
async def known(store: Database) -> None:
    async with store.transaction() as session:
        met = await storage.meet(session, OWNERS[:2], NOON)
        met[1001].language, met[1002].language = "ru", "en"


async def waits(store: Database, lane: Lane, since: datetime, broadcast: int | None = None) -> None:
    """A message of a lane, due since a time."""
    key = f"waits:{lane}:{since}:{broadcast}"
    async with store.transaction() as session:
        message = draft("late", key=key, lane=lane, expires_at=since + timedelta(days=9))
        await outbox.add(session, [message], since)
        of = update(Outgoing).where(Outgoing.key == key)
        await session.execute(of.values(broadcast_id=broadcast))


async def settled(store: Database, at: datetime, **states: int) -> None:
    """So many messages that became this or that, in no lane of broadcasts."""
    values = [
        {"key": f"{state}:{n}:{at}", "chat_id": 1, "lane": Lane.REPLY, "method": "sendMessage"}
        | {"created_at": at, "expires_at": at, "settled_at": at, "state": State(state)}
        for state, count in states.items()
        for n in range(count)
    ]
    async with store.transaction() as session:
        await session.execute(insert(Outgoing), values)


async def told(database: str) -> list[tuple[int, str]]:
    """Whom of the owners, and the first words."""
    said = await rows.select(
        database, "SELECT chat_id, body FROM outbox WHERE key LIKE 'alarm:%' ORDER BY id"
    )
    return [(chat, str(body)) for chat, body in said]


async def empty(store: Database) -> None:
    async with store.transaction() as session:
        await session.execute(delete(Outgoing))


async def look(store: Database, at: datetime) -> bool:
    return await alarms.look(store, OWNERS, at)


@pytest.mark.usefixtures("known")
async def test_it_is_told_once_in_each_language_and_again_after_it_was_over(
    store: Database, database: str
) -> None:
    await waits(store, Lane.REPLY, NOON)
    assert not await look(store, NOON + timedelta(minutes=1))
    began = NOON + timedelta(minutes=3)
    assert await look(store, began)
    said = await told(database)
    assert [chat for chat, _ in said] == [1001, 1002], "nothing to who has never written"
    assert "Messages are piling up" in said[1][1]
    assert "Messages are piling up" not in said[0][1]
    assert not await look(store, began + timedelta(minutes=1))
    assert await told(database) == said
    await empty(store)
    for minutes in (2, 9):
        assert not await look(store, began + timedelta(minutes=minutes))
    over = began + timedelta(minutes=11)
    assert await look(store, over)
    said = await told(database)
    assert [chat for chat, _ in said] == [1001, 1002]
    assert "Messages go out in time again" in said[1][1]
    assert not await look(store, over + timedelta(minutes=1))
    await empty(store)
    await waits(store, Lane.REMINDER, over)
    assert await look(store, over + timedelta(minutes=5))
    assert len(await told(database)) == 2


@pytest.mark.usefixtures("known")
async def test_a_trouble_that_comes_back_soon_is_the_same_one(store: Database, database: str) -> None:
    await waits(store, Lane.REPLY, NOON)
    began = NOON + timedelta(minutes=3)
    assert await look(store, began)
    await empty(store)
    assert not await look(store, began + timedelta(minutes=5))
    await waits(store, Lane.REPLY, NOON)
    for minutes in (6, 12):
        assert not await look(store, began + timedelta(minutes=minutes))
    assert await told(database) == []


@pytest.mark.usefixtures("known")
async def test_two_who_look_at_once_tell_it_once(database: str) -> None:
    async with aclosing(Database(database)) as one, aclosing(Database(database)) as other:
        await waits(one, Lane.REPLY, NOON)
        for at in (NOON + timedelta(minutes=3), NOON + timedelta(minutes=20)):
            said = await asyncio.gather(*(look(store, at) for store in (one, other)))
            assert sorted(said) == [False, True]
            assert len(await told(database)) == 2
            await empty(one)


@pytest.mark.parametrize(
    ("lane", "since", "now", "stage", "trouble"),
    [
        (Lane.REPLY, NOON, NOON + timedelta(minutes=3), None, True),
        (Lane.REMINDER, NIGHT, NIGHT + timedelta(minutes=3), None, True),
        (Lane.REMINDER, NOON, NOON + timedelta(minutes=3), Stage.PAUSED, False),
        (Lane.BROADCAST, NOON, NOON + timedelta(minutes=3), None, True),
        (Lane.BROADCAST, NOON, NOON + timedelta(minutes=3), Stage.SENDING, True),
        (Lane.BROADCAST, NOON, NOON + timedelta(minutes=3), Stage.PAUSED, False),
        (Lane.BROADCAST, NIGHT, NIGHT + timedelta(minutes=3), None, False),
        (Lane.BROADCAST, NIGHT, MORNING + timedelta(minutes=1), None, False),
        (Lane.BROADCAST, NIGHT, MORNING + timedelta(minutes=3), None, True),
    ],
)
async def test_what_is_late_and_what_only_waits(
    store: Database, lane: Lane, since: datetime, now: datetime, stage: Stage | None, trouble: bool
) -> None:
    broadcast = None
    if stage is not None:
        row = {"author": 1, "stage": stage, "created_at": since, "changed_at": since}
        async with store.transaction() as session:
            added = insert(Broadcast).values(**row, texts={}, audience={}).returning(Broadcast.id)
            broadcast = await session.scalar(added)
    await waits(store, lane, since, broadcast)
    await look(store, now)
    async with store.reading() as session:
        assert await troubles.standing(session) == ({"piling"} if trouble else set())


@pytest.mark.usefixtures("known")
async def test_a_long_broadcast_takes_its_time(store: Database, database: str) -> None:
    await waits(store, Lane.BROADCAST, NOON)
    now = NOON + timedelta(minutes=30)
    await settled(store, now - timedelta(minutes=1), sent=1)
    async with store.transaction() as session:
        await session.execute(
            update(Outgoing).where(Outgoing.state == State.SENT).values(lane=Lane.BROADCAST)
        )
    assert not await look(store, now)
    assert await look(store, now + timedelta(minutes=2))


@pytest.mark.usefixtures("known")
async def test_a_reply_that_is_tried_again_and_again_waits_all_the_while(store: Database) -> None:
    await waits(store, Lane.REPLY, NOON)
    now = NOON + timedelta(minutes=3)
    async with store.transaction() as session:
        later = now + timedelta(seconds=30)
        await session.execute(update(Outgoing).values(attempts=3, not_before=later))
    assert await look(store, now)


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize(
    ("failed", "sent", "ago", "trouble"),
    [(20, 380, 1, True), (19, 0, 1, False), (20, 381, 1, False), (500, 0, 11, False)],
)
async def test_failures_are_a_trouble_when_they_are_many(
    store: Database, database: str, failed: int, sent: int, ago: int, trouble: bool
) -> None:
    await settled(store, NOON - timedelta(minutes=ago), failed=failed, sent=sent)
    assert await look(store, NOON) is trouble
    if trouble:
        assert "Many messages fail" in (await told(database))[1][1]


@pytest.mark.usefixtures("known")
async def test_a_trouble_that_outlasts_a_restart_is_told_neither_over_nor_anew(
    store: Database, database: str
) -> None:
    await waits(store, Lane.REPLY, NOON)
    assert not await alarms.look(store, OWNERS, NOON + timedelta(minutes=3), among=()), "maybe just woken up"
    assert await look(store, NOON + timedelta(minutes=3))
    said = await told(database)
    later = NOON + timedelta(hours=1)
    async with asyncio.TaskGroup() as tasks, asyncio.timeout(5):
        running = tasks.create_task(alarms.run(store, OWNERS, lambda: later))
        while await seen(store) != later:
            await asyncio.sleep(0.01)
        running.cancel()
    assert await told(database) == said
    await empty(store)
    assert not await look(store, later + timedelta(minutes=9))
    assert await look(store, later + timedelta(minutes=11))
    assert ["in time again" in words for _, words in await told(database)] == [False, True]


async def seen(store: Database) -> datetime | None:
    """When a trouble was there last."""
    async with store.reading() as session:
        return await session.scalar(select(Alarm.seen_at))
