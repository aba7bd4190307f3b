"""The delivery in trouble: outages, messages that never arrive, people who are gone, chats told to wait."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select
from telegram.error import Forbidden, NetworkError, RetryAfter, TimedOut

from bot.delivery.loop import Delivery
from bot.delivery.outcomes import TRIES
from bot.storage import people
from bot.storage.database import Database
from bot.storage.models import Lane, Outgoing, State
from bot.transport import NotSent
from tests.kernel.outbox import NOW, Wire, delivering, draft, settled, states, write


async def attempts(store: Database) -> int:
    async with store.reading() as session:
        return (await session.execute(select(Outgoing.attempts))).scalar_one()


async def test_a_reply_of_which_nobody_knows_goes_again(store: Database) -> None:
    wire = Wire(text=[TimedOut("gone")])
    await write(store, draft("text"))
    async with delivering(store, wire):
        assert await settled(store) == {"text": State.SENT}
    assert (wire.sent, wire.probes) == (["text"], 1)


async def test_a_broadcast_of_which_nobody_knows_is_in_doubt(store: Database) -> None:
    wire = Wire(text=[TimedOut("gone")])
    await write(store, draft("text", lane=Lane.BROADCAST))
    async with delivering(store, wire):
        assert await settled(store) == {"text": State.IN_DOUBT}
    assert wire.sent == []


async def test_a_reminder_of_which_nobody_knows_goes_again_a_little_later(store: Database) -> None:
    wire = Wire(text=[TimedOut("gone")])
    await write(store, draft("text", lane=Lane.REMINDER))
    async with delivering(store, wire):
        async with asyncio.timeout(5):
            while await attempts(store) == 0:
                await asyncio.sleep(0.01)
        assert await states(store) == {"text": State.WAITING}
    async with delivering(store, wire, NOW + timedelta(minutes=1)):
        assert await settled(store) == {"text": State.SENT}


async def test_an_outage_of_telegram_costs_no_reply_its_tries(store: Database) -> None:
    cut: list[Exception] = [TimedOut("gone")] * 20
    wire = Wire(getMe=[*cut], **{f"{n}": cut[:2] for n in range(5)})
    await write(store, *(draft(f"{n}", chat=n) for n in range(5)))
    async with delivering(store, wire):
        async with asyncio.timeout(5):
            while wire.probes < 3:
                await asyncio.sleep(0.01)
        assert set((await states(store)).values()) == {State.CLAIMED}
        wire.troubles["getMe"].clear()
        found = await settled(store)
    assert set(found.values()) == {State.SENT}
    assert sorted(wire.sent) == ["0", "1", "2", "3", "4"]


async def test_a_message_that_alone_is_never_answered_comes_to_an_end(
    store: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.backoff.seconds", lambda _tries: 0.001)
    wire = Wire(text=[TimedOut("gone")] * 100, bad=[NetworkError("Bad Gateway (502)")] * 100)
    await write(store, draft("text"), draft("bad", chat=2), draft("after", chat=2))
    async with delivering(store, wire):
        found = await settled(store)
    assert found == {"text": State.IN_DOUBT, "bad": State.FAILED, "after": State.SENT}
    assert len(wire.troubles["text"]) == len(wire.troubles["bad"]) == 100 - TRIES


async def test_connections_refused_are_not_counted(store: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.backoff.seconds", lambda _tries: 0.001)
    wire = Wire(text=[*[NotSent("refused")] * 50, TimedOut("gone"), *[NotSent("refused")] * 50])
    await write(store, draft("text"))
    async with delivering(store, wire):
        assert await settled(store) == {"text": State.SENT}


async def test_messages_too_old_cost_the_later_ones_no_permit(store: Database) -> None:
    wire = Wire()
    old = (draft(f"old {n}", lane=Lane.REMINDER, expires_at=NOW) for n in range(31))
    await write(store, *old, *(draft(f"new {n}", chat=n, lane=Lane.REMINDER) for n in range(3)))
    async with delivering(store, wire):
        await settled(store)
    assert len(wire.sent) == 3


async def test_who_comes_back_while_the_refusal_is_under_way_is_answered(store: Database) -> None:
    wire = Wire(hello=[Forbidden("Forbidden: bot was blocked by the user")])
    wire.gate.clear()
    async with store.transaction() as session:
        await people.meet(session, {1}, NOW)
    async with delivering(store, wire) as delivery:
        await write(store, draft("hello"), delivery=delivery)
        await asyncio.sleep(0.1)
        async with store.transaction() as session:
            back = await people.find(session, 1)
            assert back is not None
            back.seen_at = NOW + timedelta(seconds=1)
        await write(store, draft("welcome back"), delivery=delivery)
        wire.gate.set()
        found = await settled(store)
    assert found == {"hello": State.UNREACHABLE, "welcome back": State.SENT}
    async with store.transaction() as session:
        back = await people.find(session, 1)
    assert back is not None
    assert back.unreachable_at is None


async def test_chats_throttled_now_and_then_silence_nobody_else(store: Database) -> None:
    wire = Wire(**{text: [RetryAfter(3_600)] for text in "abc"})
    async with delivering(store, wire) as delivery:
        for text in "abc":
            await write(store, draft(text, chat=ord(text)), delivery=delivery)
            await asyncio.sleep(1.1)
        await write(store, draft("calm", chat=1), delivery=delivery)
        await sees(wire, "calm", 1)


async def test_a_throttled_chat_that_fills_memory_silences_nobody_else(store: Database) -> None:
    wire = Wire(**{"0": [RetryAfter(3_600)]})
    async with delivering(store, wire, held=20) as delivery:
        for n in range(50):
            await write(store, draft(str(n)), delivery=delivery)
            await asyncio.sleep(0.01)
        await write(store, draft("calm", chat=2), delivery=delivery)
        await sees(wire, "calm", 3)
        assert delivery.crowded(1)
        assert not delivery.crowded(2)


async def sees(wire: Wire, text: str, patience: float) -> None:
    async with asyncio.timeout(patience):
        while text not in wire.sent:
            await asyncio.sleep(0.01)


async def test_a_broadcast_cut_short_by_stopping_is_in_doubt_and_a_reply_goes_again(store: Database) -> None:
    wire = Wire()
    wire.gate.clear()
    await write(store, draft("reply"), draft("broadcast", chat=2, lane=Lane.BROADCAST))
    async with store.member() as member:
        delivery = Delivery(store, wire, lambda: NOW, member)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.5):
                await delivery.run()
    await delivery.release()
    assert await states(store) == {"reply": State.WAITING, "broadcast": State.IN_DOUBT}
