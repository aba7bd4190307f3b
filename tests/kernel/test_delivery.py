"""The delivery alone: order, claims, edits that supersede, what a predecessor left, and giving back."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from telegram.error import BadRequest, Forbidden, RetryAfter, TimedOut

from bot import schedule
from bot.delivery import sifting
from bot.delivery.loop import Delivery
from bot.storage import outbox, people
from bot.storage.database import Database
from bot.storage.models import Lane, Outgoing, State
from bot.transport import NotSent, TokenRefused
from tests.kernel.outbox import NOW, UNTIL, Wire, delivering, draft, no_kind, settled, states, write


async def test_what_was_left_goes_out_first_and_in_order(store: Database) -> None:
    wire = Wire()
    await write(store, *(draft(f"left {n}") for n in range(5)))
    async with delivering(store, wire) as delivery:
        for n in range(5):
            await write(store, draft(f"new {n}"), delivery=delivery)
        await settled(store)
    assert wire.sent == [*(f"left {n}" for n in range(5)), *(f"new {n}" for n in range(5))]


async def test_a_chats_order_outlives_more_replies_than_memory_holds(
    store: Database,
) -> None:
    wire = Wire()
    wire.gate.clear()
    async with delivering(store, wire, held=10) as delivery:
        for n in range(60):
            await write(store, draft(f"{n:02}", chat=n % 3), delivery=delivery)
        wire.gate.set()
        await settled(store)
    for chat in range(3):
        mine = [text for text in wire.sent if int(text) % 3 == chat]
        assert mine == sorted(mine)
    assert len(wire.sent) == 60


async def test_a_key_is_written_once(store: Database) -> None:
    wire = Wire()
    async with delivering(store, wire) as delivery:
        for _ in range(3):
            await write(store, draft("once", key="k"), delivery=delivery)
        await settled(store)
    assert wire.sent == ["once"]


async def test_of_edits_that_wait_only_the_newest_is_sent(store: Database) -> None:
    wire = Wire()
    wire.gate.clear()
    async with delivering(store, wire) as delivery:
        await write(store, draft("1", edits=7), delivery=delivery)
        await asyncio.sleep(0.05)
        for text in ("2", "3", "4"):
            await write(store, draft(text, edits=7), delivery=delivery)
        await write(store, draft("other", edits=8), delivery=delivery)
        wire.gate.set()
        found = await settled(store)
    assert wire.sent[-2:] == ["4 on 7", "other on 8"]
    assert "2 on 7" not in wire.sent
    assert found["2"] is found["3"] is State.SUPERSEDED


async def test_of_edits_that_a_dead_process_left_only_the_newest_is_sent(store: Database) -> None:
    wire = Wire()
    await write(store, draft("old", edits=7), draft("new", edits=7), owner="dead")
    async with delivering(store, wire):
        found = await settled(store)
    assert (wire.sent, found["old"]) == (["new on 7"], State.SUPERSEDED)


async def test_a_retried_edit_gives_way_to_a_newer_one(store: Database) -> None:
    wire = Wire(first=[NotSent("refused")])
    async with delivering(store, wire) as delivery:
        await write(store, draft("first", edits=7), delivery=delivery)
        await asyncio.sleep(0.1)
        await write(store, draft("second", edits=7), delivery=delivery)
        await settled(store)
    assert wire.sent == ["second on 7"]


async def test_replies_a_dead_process_claimed_go_again_and_its_broadcasts_are_in_doubt(
    store: Database,
) -> None:
    wire = Wire()
    lanes = {"reply": Lane.REPLY, "reminder": Lane.REMINDER, "broadcast": Lane.BROADCAST}
    await write(store, *(draft(text, lane=lane) for text, lane in lanes.items()))
    async with store.transaction() as session:
        await outbox.claim(session, "dead", NOW, limit=9)
        await sifting.claim(session, no_kind, "dead", NOW, limit=9)
    assert {*(await states(store)).values()} == {State.CLAIMED}
    async with delivering(store, wire):
        found = await settled(store)
    assert sorted(wire.sent) == ["reminder", "reply"]
    assert found["broadcast"] is State.IN_DOUBT


async def test_however_fast_it_sends_little_is_claimed_ahead(store: Database) -> None:
    wire = Wire()
    wire.gate.clear()
    lane = Lane.BROADCAST
    await write(store, *(draft(str(n), chat=n, lane=lane, not_before=NOW) for n in range(1_000)))
    async with delivering(store, wire, permits=1_000):
        await asyncio.sleep(0.5)
        async with store.reading() as session:
            held = (await outbox.counts(session))[State.CLAIMED]
    assert 0 < held <= 200, "two tenths of a second's worth: one under way, one that follows"


async def test_a_message_too_old_is_not_sent(store: Database) -> None:
    wire = Wire()
    await write(store, draft("late", expires_at=NOW), draft("late too", lane=Lane.REMINDER, expires_at=NOW))
    async with delivering(store, wire):
        found = await settled(store)
    assert wire.sent == []
    assert set(found.values()) == {State.EXPIRED}


async def test_what_nobody_may_get_is_settled_when_it_is_too_late(store: Database) -> None:
    late: dict[str, Any] = {"lane": Lane.BROADCAST, "expires_at": NOW}
    await write(store, draft("late", **late), draft("gone", traceless=True, **late), draft("in time"))
    await schedule.tidy(store, NOW)
    assert await states(store) == {"late": State.EXPIRED, "in time": State.WAITING}


async def test_thousands_that_are_too_late_are_settled_in_batches(store: Database) -> None:
    late: dict[str, Any] = {"lane": Lane.BROADCAST, "expires_at": NOW}
    await write(store, *(draft(str(n), chat=n, **late) for n in range(2_500)), draft("in time"))
    seen: list[int] = []
    async with asyncio.TaskGroup() as tasks:
        expiring = tasks.create_task(schedule.expire(store, NOW))
        while not expiring.done():
            async with store.transaction() as session:  # others write meanwhile
                seen.append((await outbox.counts(session)).get(State.EXPIRED, 0))
            await asyncio.sleep(0.002)
    assert {*seen} <= {*range(0, 2_501, 500)}
    assert len({*seen}) > 3
    assert (await states(store))["in time"] is State.WAITING


async def test_where_nothing_is_too_late_looking_for_it_takes_no_lock(store: Database) -> None:
    await write(store, draft("in time", lane=Lane.BROADCAST))
    async with store.transaction() as session:
        await session.execute(update(Outgoing).values(attempts=1))
        await schedule.expire(store, NOW)


async def test_a_message_of_tomorrow_waits_for_tomorrow(store: Database) -> None:
    wire = Wire()
    tomorrow = NOW + timedelta(hours=20)
    await write(
        store, draft("tomorrow", lane=Lane.REMINDER, not_before=tomorrow), draft("today", lane=Lane.REMINDER)
    )
    async with delivering(store, wire):
        await asyncio.sleep(0.3)
        assert wire.sent == ["today"]
    async with delivering(store, wire, tomorrow):
        await settled(store)
    assert wire.sent == ["today", "tomorrow"]


async def test_who_is_gone_is_marked_and_their_queue_skipped(store: Database) -> None:
    wire = Wire(hello=[Forbidden("Forbidden: bot was blocked by the user")])
    async with store.transaction() as session:
        await people.meet(session, {1, 2}, NOW)
    wire.gate.clear()
    async with delivering(store, wire) as delivery:
        await write(store, draft("hello"), draft("more"), draft("other", chat=2), delivery=delivery)
        await write(store, draft("later", lane=Lane.REMINDER, not_before=UNTIL))
        wire.gate.set()
        found = await settled(store)
    assert wire.sent == ["other"]
    assert [found[key] for key in ("hello", "more", "later")] == [State.UNREACHABLE] * 3
    async with store.transaction() as session:
        gone, there = (await people.find(session, 1)), (await people.find(session, 2))
    assert gone is not None
    assert gone.unreachable_at == NOW
    assert there is not None
    assert there.unreachable_at is None


async def test_a_text_is_forgotten_once_it_is_settled_but_not_while_in_doubt(store: Database) -> None:
    wire = Wire(bad=[BadRequest("Bad Request: can't parse entities")], doubt=[TimedOut("gone")])
    await write(store, draft("sent"), draft("bad"), draft("doubt", lane=Lane.BROADCAST))
    async with delivering(store, wire):
        await settled(store)
    async with store.reading() as session:
        bodies = {row.key: row.body for row in await session.execute(select(Outgoing.key, Outgoing.body))}
    assert bodies["sent"] is bodies["bad"] is None
    assert bodies["doubt"] == {"chat_id": 1, "text": "doubt"}


async def test_a_throttled_chat_holds_up_no_other(store: Database) -> None:
    wire = Wire(slow=[RetryAfter(1)])
    async with delivering(store, wire) as delivery:
        await write(store, draft("slow"), draft("slow too"), draft("quick", chat=2), delivery=delivery)
        async with asyncio.timeout(0.5):
            while wire.sent != ["quick"]:
                await asyncio.sleep(0.01)
        await settled(store)
    assert wire.sent == ["quick", "slow", "slow too"]


async def test_throttled_in_several_chats_all_replies_wait(store: Database) -> None:
    wire = Wire(a=[RetryAfter(1)], b=[RetryAfter(1)], c=[RetryAfter(1)])
    async with delivering(store, wire) as delivery:
        await write(store, *(draft(text, chat=ord(text)) for text in "abc"), delivery=delivery)
        await asyncio.sleep(0.2)
        await write(store, draft("d", chat=4), delivery=delivery)
        await asyncio.sleep(0.3)
        assert wire.sent == []
        await settled(store)
    assert sorted(wire.sent) == ["a", "b", "c", "d"]


async def test_replies_refused_together_do_not_start_together_again(store: Database) -> None:
    starts: list[float] = []

    class Noting(Wire):
        async def call(self, method: str, parameters: Mapping[str, Any]) -> Any:
            starts.append(asyncio.get_running_loop().time())
            return await super().call(method, parameters)

    wire = Noting(**{str(n): [RetryAfter(1)] for n in range(24)})
    wire.gate.clear()
    async with delivering(store, wire) as delivery:
        await write(store, *(draft(str(n), chat=n) for n in range(24)), delivery=delivery)
        await asyncio.sleep(0.1)
        wire.gate.set()
        await settled(store)
    assert sorted(map(int, wire.sent)) == [*range(24)]
    again = starts[24:]
    assert again[0] - starts[23] > 0.9
    assert again[-1] - again[0] > 0.8, "at twenty-four a second"


async def test_stopping_finishes_what_is_under_way_and_gives_back_the_rest(store: Database) -> None:
    wire = Wire()
    wire.gate.clear()
    async with delivering(store, wire) as delivery:
        await write(store, draft("under way"), draft("not begun"), delivery=delivery)
        await asyncio.sleep(0.05)
        delivery.stop()
        wire.gate.set()
    assert wire.sent == ["under way"]
    assert await states(store) == {"under way": State.SENT, "not begun": State.WAITING}
    async with delivering(store, wire):
        await settled(store)
    assert wire.sent == ["under way", "not begun"]


async def test_an_unknown_token_ends_the_delivery(store: Database) -> None:
    wire = Wire(text=[TokenRefused()])
    await write(store, draft("text"))
    async with store.member() as member:
        delivery = Delivery(store, wire, lambda: NOW, member)
        with pytest.raises(ExceptionGroup) as raised:
            await delivery.run()
    assert raised.group_contains(TokenRefused)
    await delivery.release()
    assert await states(store) == {"text": State.WAITING}


async def test_two_that_claim_at_once_never_claim_the_same(store: Database) -> None:
    await write(store, *(draft(str(n), chat=n) for n in range(200)))

    async def claim(owner: str) -> list[int]:
        taken: list[int] = []
        while True:
            async with store.transaction() as session:
                messages = await outbox.claim(session, owner, NOW, limit=7)
            if not messages:
                return taken
            taken += [message.id for message in messages]

    first, second = await asyncio.gather(claim("a"), claim("b"))
    assert first
    assert second
    assert sorted(first + second) == list(range(1, 201))
