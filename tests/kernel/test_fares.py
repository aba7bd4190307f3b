"""Paid copies beside free messages, on both databases: neither waits for the other, and little is claimed."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bot.handlers.pushes import Pushes
from bot.services import steering
from bot.storage import broadcasts as storage
from bot.storage import outbox
from bot.storage.database import Database
from bot.storage.models import Lane, Person, State
from tests.kernel.outbox import NOW, Wire, delivering, draft, settled, write
from tests.kernel.test_broadcasts import SIGNED_UP, confirmed, spread
from tests.kernel.test_pushes import settle_in

COPIES = 60
RENDER = Pushes("volunteers_bot", paid=True)


class Till(Wire):
    """Notes when what was sent, by whether it was paid for."""

    def __init__(self) -> None:
        super().__init__()
        self.times: dict[bool, list[float]] = {False: [], True: []}

    async def call(self, method: str, parameters: Mapping[str, Any]) -> Any:
        answer = await super().call(method, parameters)
        paid = parameters.get("allow_paid_broadcast", False)
        self.times[paid].append(asyncio.get_running_loop().time())
        return answer


async def mixture(store: Database, free: int) -> None:
    """A broadcast to everybody behind a crowd of weekly cards."""
    for chat in range(1, COPIES + 1):
        await settle_in(store, chat, **SIGNED_UP)
    cards = (draft(f"card {n}", chat=1_000 + n, lane=Lane.BROADCAST, not_before=NOW) for n in range(free))
    await write(store, *cards)
    await confirmed(store)
    await spread(store)


async def test_free_ones_keep_to_the_free_pace_and_hold_up_no_paid_one(store: Database) -> None:
    await mixture(store, 70)
    till = Till()
    async with delivering(store, till, render=RENDER, paid=1_000):
        assert {*(await settled(store)).values()} == {State.SENT}
    free, paid = till.times[False], till.times[True]
    assert (len(free), len(paid)) == (70, COPIES)
    assert free[-1] - free[0] > 2, "seventy at thirty a second"
    assert paid[-1] - paid[0] < (free[-1] - free[0]) / 2


async def test_who_dies_leaves_few_in_doubt_of_either_fare(store: Database) -> None:
    await mixture(store, 300)
    till = Till()
    till.gate.clear()
    async with delivering(store, till, render=RENDER, paid=1_000):
        await asyncio.sleep(0.5)
        async with store.reading() as session:
            held = (await outbox.counts(session))[State.CLAIMED]
    assert COPIES < held <= COPIES + 60


async def test_what_is_done_to_copies_is_free(store: Database) -> None:
    await mixture(store, 0)
    till = Till()
    async with delivering(store, till, NOW + timedelta(minutes=1), render=RENDER, paid=1_000):
        await settled(store)
        async with store.transaction() as session:
            found = await storage.find(session, 1, lock=True)
            author = await session.get(Person, 1)
            assert found is not None
            assert author is not None
            await steering.correct(session, found, author, {"kk": "corrected"}, NOW)
        await spread(store)
        await settled(store)
    edits = till.times[False][-COPIES:]
    assert till.sent.count("corrected on 1") == 1
    assert len(till.times[True]) == COPIES
    assert edits[-1] - edits[0] > 1.7, "sixty at thirty a second"
