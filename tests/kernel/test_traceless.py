"""Messages that leave no trace, and chats that are forgotten."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from telegram.error import BadRequest, Forbidden, RetryAfter, TimedOut

from bot.storage import outbox
from bot.storage.database import Database
from bot.storage.messages import Draft
from bot.storage.models import Lane, State
from bot.transport import NotSent
from tests.kernel.outbox import NOW, UNTIL, Wire, delivering, draft, settled, states, write

BLOCKED = Forbidden("Forbidden: bot was blocked by the user")
every_lane = pytest.mark.parametrize("lane", Lane)


def traceless(text: str, **more: Any) -> Draft:
    return draft(text, traceless=True, **more)


class Held(Wire):
    """A wire on which nothing comes through until the gate opens, and that tells when something waits."""

    def __init__(self) -> None:
        super().__init__()
        self.gate.clear()
        self.begun = asyncio.Event()

    async def call(self, method: str, parameters: Mapping[str, Any]) -> Any:
        self.begun.set()
        return await super().call(method, parameters)


@every_lane
async def test_a_traceless_message_leaves_no_row_once_it_is_sent(store: Database, lane: Lane) -> None:
    wire = Wire()
    await write(store, traceless("goodbye", lane=lane), draft("hello", lane=lane))
    async with delivering(store, wire):
        found = await settled(store)
    assert wire.sent == ["goodbye", "hello"]
    assert found == {"hello": State.SENT}


async def test_so_does_one_that_is_handed_over_in_memory(store: Database) -> None:
    wire = Wire()
    async with delivering(store, wire) as delivery:
        await write(store, draft("first"), delivery=delivery)
        await settled(store)
        await write(store, traceless("goodbye"), draft("hello"), delivery=delivery)
        found = await settled(store)
    assert wire.sent == ["first", "goodbye", "hello"]
    assert found == {"first": State.SENT, "hello": State.SENT}


@pytest.mark.parametrize(
    ("lane", "error", "state"),
    [
        (Lane.REPLY, BLOCKED, State.UNREACHABLE),
        (Lane.REMINDER, BLOCKED, State.UNREACHABLE),
        (Lane.BROADCAST, BLOCKED, State.UNREACHABLE),
        (Lane.REPLY, BadRequest("Bad Request: no good"), State.FAILED),
        (Lane.REMINDER, BadRequest("Bad Request: no good"), State.FAILED),
        (Lane.BROADCAST, TimedOut("gone"), State.IN_DOUBT),
    ],
)
async def test_nor_does_one_that_cannot_be_sent(
    store: Database, lane: Lane, error: Exception, state: State
) -> None:
    wire = Wire(goodbye=[error], hello=[error])
    await write(store, traceless("goodbye", lane=lane), draft("hello", chat=2, lane=lane))
    async with delivering(store, wire):
        found = await settled(store)
    assert found == {"hello": state}
    assert wire.sent == []


async def test_who_is_gone_leaves_nothing_of_what_waited_without_a_trace(store: Database) -> None:
    wire = Wire(hello=[BLOCKED])
    wire.gate.clear()
    async with delivering(store, wire) as delivery:
        await write(store, traceless("hello"), traceless("goodbye"), draft("kept"), delivery=delivery)
        later: dict[str, Any] = {"lane": Lane.REMINDER, "not_before": UNTIL}
        await write(store, traceless("reminder", **later), draft("kept reminder", **later))
        wire.gate.set()
        found = await settled(store)
    assert found == {"kept": State.UNREACHABLE, "kept reminder": State.UNREACHABLE}
    assert wire.sent == []


@every_lane
async def test_nor_does_one_that_is_too_old(store: Database, lane: Lane) -> None:
    wire = Wire()
    old: dict[str, Any] = {"lane": lane, "expires_at": NOW}
    await write(store, traceless("goodbye", **old), draft("hello", **old))
    async with delivering(store, wire):
        found = await settled(store)
    assert found == {"hello": State.EXPIRED}
    assert wire.sent == []


async def test_nor_does_an_edit_that_a_newer_one_overtook(store: Database) -> None:
    wire = Held()
    async with delivering(store, wire) as delivery:
        await write(store, draft("1", edits=7), delivery=delivery)
        await wire.begun.wait()
        for text in ("2", "3"):
            await write(store, traceless(text, edits=7), delivery=delivery)
        await write(store, draft("4", edits=7), traceless("5", edits=7), delivery=delivery)
        wire.gate.set()
        found = await settled(store)
    assert wire.sent == ["1 on 7", "5 on 7"]
    assert found == {"1": State.SENT, "4": State.SUPERSEDED}


async def test_of_edits_that_a_dead_process_left_only_the_newest_goes_and_none_leaves_a_row(
    store: Database,
) -> None:
    wire = Wire()
    await write(store, traceless("old", edits=7), traceless("new", edits=7), owner="dead")
    async with delivering(store, wire):
        found = await settled(store)
    assert (wire.sent, found) == (["new on 7"], {})


@pytest.mark.parametrize("error", [NotSent("refused"), RetryAfter(60)])
@every_lane
async def test_one_that_is_tried_again_is_kept_until_it_is_sent(
    store: Database, lane: Lane, error: Exception
) -> None:
    wire = Wire(goodbye=[error])
    await write(store, traceless("goodbye", lane=lane))
    async with delivering(store, wire, NOW):
        async with asyncio.timeout(5):
            while wire.troubles["goodbye"]:
                assert await states(store)
                await asyncio.sleep(0.01)
    async with delivering(store, wire, NOW + timedelta(minutes=5)):
        found = await settled(store)
    assert (wire.sent, found) == (["goodbye"], {})


async def test_one_that_was_not_begun_when_we_stopped_goes_out_later(store: Database) -> None:
    held, wire = Held(), Wire()
    async with delivering(store, held) as delivery:
        await write(store, traceless("under way"), traceless("not begun"), delivery=delivery)
        await held.begun.wait()
        delivery.stop()
        held.gate.set()
    assert await states(store) == {"not begun": State.WAITING}
    async with delivering(store, wire):
        found = await settled(store)
    assert (held.sent, wire.sent, found) == (["under way"], ["not begun"], {})


async def test_abandoning_a_chat_deletes_what_is_traceless_and_skips_the_rest(store: Database) -> None:
    await write(store, traceless("claimed"), owner="someone")
    await write(store, traceless("goodbye"), draft("hello"), draft("other", chat=2))
    await write(store, traceless("other goodbye", chat=2))
    async with store.transaction() as session:
        await outbox.abandon(session, 1, NOW - timedelta(seconds=1))
    assert len(await states(store)) == 5
    async with store.transaction() as session:
        await outbox.abandon(session, 1, NOW)
    assert await states(store) == {
        "hello": State.UNREACHABLE,
        "other": State.WAITING,
        "other goodbye": State.WAITING,
        "claimed": State.CLAIMED,
    }


async def test_forgetting_a_chat_deletes_all_its_rows_and_no_others(store: Database) -> None:
    wire = Wire(bad=[BadRequest("Bad Request: no good")])
    await write(store, draft("sent"), draft("bad"), draft("other", chat=2))
    async with delivering(store, wire):
        await settled(store)
    await write(store, draft("waiting"), traceless("goodbye"), draft("other waiting", chat=2))
    await write(store, draft("claimed"), draft("other claimed", chat=12), owner="someone")
    async with store.transaction() as session:
        assert len(await outbox.traces(session, 1)) == 5
        await outbox.forget(session, 1)
        assert await outbox.traces(session, 1) == []
    assert await states(store) == {
        "other": State.SENT,
        "other waiting": State.WAITING,
        "other claimed": State.CLAIMED,
    }


@every_lane
async def test_what_is_under_way_to_a_forgotten_chat_leaves_no_row_either(
    store: Database, lane: Lane
) -> None:
    wire = Wire()
    wire.gate.clear()
    await write(store, draft("under way", lane=lane), draft("other", chat=2, lane=lane))
    async with delivering(store, wire):
        async with asyncio.timeout(5):
            while State.WAITING in (await states(store)).values():
                await asyncio.sleep(0.01)
        async with store.transaction() as session:
            await outbox.forget(session, 1)
        wire.gate.set()
        found = await settled(store)
    assert "other" in wire.sent
    assert found == {"other": State.SENT}
