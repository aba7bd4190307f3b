"""Sends many messages, in a process of its own: `outbox` through Delivery with no limit, `paced` the same
at Telegram's pace, `bare` in a loop with no database.

Prints how long it took and how many are sent: with an outbox, how many are recorded as sent.
"""

import asyncio
import json
import os
import sys
import time
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import text

from benchmarks.daytime import daytime
from bot.delivery.bulk import AT_ONCE
from bot.delivery.loop import Delivery
from bot.delivery.permits import LIMIT
from bot.storage import outbox, schema
from bot.storage.database import Database
from bot.storage.messages import Draft
from bot.storage.models import Lane, State
from bot.transport import Api, Transport

UNDER_WAY: Final = AT_ONCE  # calls at a time
FIRST: Final = 1_000_000  # chat ids count up from here
_UNHINDERED: Final = 100_000  # messages a second
_STEP: Final = 2_000  # rows written at a time
_LOOK: Final = 0.05  # seconds between looks whether all is recorded
_OPEN: Final = text("SELECT 1 FROM outbox WHERE state IN ('waiting', 'claimed') LIMIT 1")
_TEXT: Final = (
    "<b>A day for the river</b>\n\nOn Saturday we clean the banks together. Gloves and tea are there; "
    "bring a friend and good shoes. We meet at ten, at the bridge, and are back by two."
)
_BUTTONS: Final = {"inline_keyboard": [[{"text": "I am in", "callback_data": "event:7:in"}]]}


class Done(NamedTuple):
    """Seconds that went by, seconds of CPU, and messages known to be sent."""

    seconds: float
    cpu: float
    sent: int


def _body(chat: int) -> dict[str, Any]:
    return {"chat_id": chat, "text": _TEXT, "parse_mode": "HTML", "reply_markup": _BUTTONS}


@asynccontextmanager
async def _api() -> AsyncIterator[Api]:
    async with Transport(connections=UNDER_WAY) as transport:
        yield Api(transport, os.environ["BOT_API_URL"], os.environ["BOT_TOKEN"])


async def _bare(count: int) -> Done:
    chats = iter(range(FIRST, FIRST + count))
    sent = 0

    async def send(api: Api) -> None:
        nonlocal sent
        for chat in chats:
            answer = await api.call("sendMessage", _body(chat))
            sent += "message_id" in answer

    async with _api() as api:
        began = time.perf_counter(), time.process_time()
        async with asyncio.TaskGroup() as tasks:
            for _ in range(UNDER_WAY):
                tasks.create_task(send(api))
        return Done(time.perf_counter() - began[0], time.process_time() - began[1], sent)


async def _outbox(count: int, permits: int) -> Done:
    async with (
        aclosing(Database(os.environ["DATABASE_URL"])) as database,
        database.member() as member,
        _api() as api,
    ):
        await schema.upgrade(database)
        await fill(database, count, daytime())
        delivery = Delivery(database, api, daytime, member, permits=permits)
        began = time.perf_counter(), time.process_time()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(delivery.run())
            sent = await _settled(database, count)
            done = Done(time.perf_counter() - began[0], time.process_time() - began[1], sent)
            delivery.stop()
        return done


async def fill(database: Database, count: int, now: datetime, first: int = FIRST) -> None:
    """Writes a broadcast to so many chats."""
    later = now + timedelta(days=1)
    for start in range(first, first + count, _STEP):
        drafts = [
            Draft(f"bench:{chat}", chat, "sendMessage", _body(chat), later, Lane.BROADCAST)
            for chat in range(start, min(start + _STEP, first + count))
        ]
        async with database.transaction() as session:
            await outbox.add(session, drafts, now)


async def _settled(database: Database, count: int) -> int:
    """How many are sent once none is open."""
    open_ = True
    while open_:
        await asyncio.sleep(_LOOK)
        async with database.reading() as session:
            open_ = bool(await session.scalar(_OPEN))
    async with database.reading() as session:
        counts = await outbox.counts(session)
    assert sum(counts.values()) == count
    return counts.get(State.SENT, 0)


def main() -> None:
    what, count = sys.argv[1], int(sys.argv[2])
    work = {
        "outbox": lambda: _outbox(count, _UNHINDERED),
        "paced": lambda: _outbox(count, LIMIT),
        "bare": lambda: _bare(count),
    }
    done = asyncio.run(work[what]())
    print(json.dumps(done._asdict()))


if __name__ == "__main__":
    main()
