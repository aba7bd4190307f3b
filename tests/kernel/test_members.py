"""Those who serve one database: who is there, who leads, and whom a reply has to wait for."""

import asyncio
import time
from contextlib import aclosing

import pytest
from sqlalchemy import select

from bot.delivery import sifting
from bot.storage import outbox
from bot.storage.database import Database
from bot.storage.members import Member
from bot.storage.messages import Message
from bot.storage.models import Lane, Outgoing, State
from tests import postgres
from tests.kernel.outbox import NOW, Wire, delivering, draft, no_kind, settled, states, write

ONLY_POSTGRESQL = pytest.mark.parametrize("database", ["postgresql"], indirect=True)


async def left(store: Database) -> dict[str, str | None]:
    async with store.reading() as session:
        rows = await session.execute(select(Outgoing.key, Outgoing.claimed_by))
        return {key: owner for key, owner in rows}  # noqa: C416 rows are not pairs to the type checker


async def test_one_leads_and_the_next_does_when_it_ends(database: str) -> None:
    async with (
        aclosing(Database(database)) as one,
        aclosing(Database(database)) as other,
        asyncio.TaskGroup() as tasks,
    ):
        async with one.member() as first:
            assert await first.lead()
            async with other.member() as second:
                waiting = tasks.create_task(second.lead())
                await asyncio.sleep(1.2)
                assert not waiting.done()
                waiting.cancel()
        async with other.member() as second:
            began = time.monotonic()
            assert await second.lead()
            assert time.monotonic() - began < 2


async def dead(store: Database, member: Member, owners: set[str]) -> set[str]:
    async with store.reading() as session:
        return await member.dead(session, owners)


@ONLY_POSTGRESQL
async def test_who_is_gone_is_dead_and_who_is_there_is_not(database: str) -> None:
    async with aclosing(Database(database)) as store, store.member() as here:
        async with store.member() as gone:
            owners = {here.owner, gone.owner, "123"}
            assert await dead(store, here, owners) == {"123"}
        async with asyncio.timeout(5):  # the server takes a moment to see that a session has gone
            while await dead(store, here, owners) != {gone.owner, "123"}:
                await asyncio.sleep(0.01)


@ONLY_POSTGRESQL
async def test_whose_session_ends_is_lost_and_knows_it_at_once(
    server: postgres.Server, database: str
) -> None:
    async with aclosing(Database(database)) as store, store.member() as member:
        assert await member.lead()
        server.disconnect(database)
        async with asyncio.timeout(2):
            await member.lost.wait()
        assert await member.lead() is False
        async with store.member() as again:
            async with asyncio.timeout(5):
                assert await again.lead()


@ONLY_POSTGRESQL
async def test_what_another_process_writes_wakes_the_leader(store: Database, database: str) -> None:
    heard = asyncio.Event()
    async with store.member() as member, aclosing(Database(database)) as other:
        member.listen(heard.set)
        assert await member.lead()
        await write(other, draft("claimed"), owner=member.owner)
        await asyncio.sleep(0.1)
        assert not heard.is_set(), "a reply that its writer sends is nobody else's matter"
        await write(other, draft("hello", lane=Lane.REMINDER))
        async with asyncio.timeout(1):
            await heard.wait()


async def claimed(store: Database, owner: str) -> list[Message]:
    async with store.transaction() as session:
        return await outbox.claim(session, owner, NOW, limit=100)


async def test_a_reply_does_not_overtake_those_that_another_is_to_send(store: Database) -> None:
    await write(store, draft("first"), draft("elsewhere", chat=2), owner="web")
    await write(store, draft("second"), draft("alone", chat=3), owner="other")
    assert await left(store) == {"first": "web", "elsewhere": "web", "second": None, "alone": "other"}
    assert await claimed(store, "worker") == [], "the first is still to be said"
    await write(store, draft("third"), owner="web")
    assert (await left(store))["third"] is None, "nor does it overtake what waits"
    async with store.transaction() as session:
        await outbox.recover(session, {"web"}, NOW)
    assert [message.key for message in await keyed(store, "worker")] == [
        "first",
        "elsewhere",
        "second",
        "third",
    ]


async def keyed(store: Database, owner: str) -> list[Outgoing]:
    """Claims, and gives the rows in the order in which they are to go."""
    ids = [message.id for message in await claimed(store, owner)]
    async with store.reading() as session:
        rows = {row.id: row for row in await session.scalars(select(Outgoing))}
    return [rows[number] for number in ids]


async def test_one_who_leads_sends_what_the_dead_left_in_its_order(store: Database) -> None:
    await write(store, draft("one"), draft("news", chat=2, lane=Lane.BROADCAST), owner="dead")
    async with store.transaction() as session:
        await sifting.claim(session, no_kind, "dead", NOW, limit=10)
    await write(store, draft("two"), owner="other dead")
    wire = Wire()
    async with delivering(store, wire):
        found = await settled(store)
    assert wire.sent == ["one", "two"]
    assert found == {"one": State.SENT, "two": State.SENT, "news": State.IN_DOUBT}


async def test_who_does_not_lead_sends_its_own_alone(store: Database) -> None:
    await write(store, draft("of the dead"), owner="dead")
    await write(store, draft("due", chat=2, lane=Lane.REMINDER))
    wire = Wire()
    async with delivering(store, wire, leads=False) as delivery:
        await write(store, draft("own", chat=3), delivery=delivery)
        await asyncio.sleep(1.5)
        assert wire.sent == ["own"]
    assert (await states(store))["of the dead"] is State.CLAIMED
