"""A place at the database that is lost while the rest goes on: nobody waits in vain or is told twice."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

import pytest
from aiohttp import web
from aiohttp.typedefs import Handler

from bot import app
from bot.demo.server import serve
from bot.demo.telegram import Telegram
from bot.storage.database import Database
from bot.storage.models import State
from tests import postgres, rows
from tests.kernel.door import wire
from tests.kernel.test_broadcasts import SIGNED_UP, confirmed
from tests.kernel.test_pushes import settle_in
from tests.stories.conftest import running, settings
from tests.stories.student import Student
from tests.stories.walks import JOURNEY, Join

pytestmark = pytest.mark.parametrize("database", ["postgresql"], indirect=True)


@pytest.mark.parametrize("late", range(3))
async def test_a_commit_whose_answer_is_lost_loses_no_reply_and_no_order(
    telegram: Telegram, join: Join, database: str, late: int
) -> None:
    student = join("Emma", language_code="en")
    student.patience = 15
    async with serve(telegram) as root, wire(database) as way, running(root, way.url):
        student.says("/start")
        for number, (shown, act, following) in enumerate(JOURNEY[:5]):
            card = await student.sees(shown)
            way.doubtful = number == late
            if act.startswith("="):
                student.says(act[1:] or "Emma")
            else:
                telegram.taps(student.id, card.id, act)
                student.looks_at(card)
            await student.sees(following.format(name="Emma"))
        assert not way.doubtful, "an answer was lost"
    calls = [call.params for call in telegram.calls if "text" in call.params]
    said = Counter(f"{params['text']} {params.get('reply_markup')}" for params in calls)
    assert max(said.values()) == 1


async def test_who_loses_its_session_alone_says_nothing_twice(
    telegram: Telegram, join: Join, database: str, server: postgres.Server
) -> None:
    """The rest of its connections live on, and a call holds it up: another already sends what it held."""

    @web.middleware
    async def slow(request: web.Request, handler: Handler) -> web.StreamResponse:
        await asyncio.sleep(SLOWNESS.get(request.path.rpartition("/")[2], 0))
        return await handler(request)

    people = [join(f"Student {number}", language_code="en") for number in range(5)]
    async with serve(telegram, middlewares=[slow]) as root, running(root, database):
        ((pid,),) = await rows.select(database, LEADER)
        async with standing_by(root, database):
            for student in people:
                student.patience = 15
                student.says("/start")
                for _ in range(ALL - 1):
                    telegram.says(student.id, "/help")
            await people[0].sees("Choose your language")
            telegram.taps(people[0].id, telegram.messages(people[0].id)[-1].id, "help")
            await asyncio.sleep(0.3)
            server.run(f"SELECT pg_terminate_backend({pid})")
            for student in people:
                await telegram.until(partial(heard_all, telegram, student), 15)
            await asyncio.sleep(0.5)
    for student in people:
        assert heard(telegram, student) <= ALL + 1, "one that was under way may come again"


async def test_who_loses_its_session_in_a_broadcast_is_followed_and_nobody_gets_it_twice(
    telegram: Telegram, join: Join, store: Database, database: str, server: postgres.Server
) -> None:
    """Some messages reach Telegram, and their answers come when another sends already."""
    chats = [join(f"Student {number}").id for number in range(PEOPLE)]
    for chat in chats:
        telegram.chats[chat].status = "member"
        await settle_in(store, chat, **SIGNED_UP)
    followed = asyncio.Event()

    @web.middleware
    async def stuck(request: web.Request, handler: Handler) -> web.StreamResponse:
        answer = await handler(request)
        if request.path.endswith("sendMessage") and came(telegram) > PEOPLE // 3:
            await followed.wait()
        return answer

    async with (
        serve(telegram, middlewares=[stuck]) as root,
        serve(telegram) as way,
        running(root, database),
        standing_by(way, database),
    ):
        number = await confirmed(store, urgent=True)
        await telegram.until(lambda: came(telegram) > PEOPLE // 3 + 5, 15)
        ((pid,),) = await rows.select(database, LEADER)
        held = await copies(database, number, State.CLAIMED)
        server.run(f"SELECT pg_terminate_backend({pid})")
        held |= await copies(database, number, State.CLAIMED)  # by when it had not noticed yet
        async with asyncio.timeout(15):
            while await copies(database, number, State.WAITING, State.CLAIMED):
                await asyncio.sleep(0.05)
        followed.set()
    sent, doubtful = [await copies(database, number, state) for state in (State.SENT, State.IN_DOUBT)]
    assert sent | doubtful == set(chats)
    assert doubtful
    assert doubtful <= held
    got = Counter(call.chat_id for call in telegram.calls if call.params.get("text") == "hello")
    assert set(got.values()) == {1}
    assert sent <= got.keys()


async def copies(database: str, number: int, *states: State) -> set[int]:
    of = "SELECT chat_id, state FROM outbox WHERE broadcast_id = :of"
    return {chat for chat, state in await rows.select(database, of, of=number) if state in states}


def came(telegram: Telegram) -> int:
    return sum(call.params.get("text") == "hello" for call in telegram.calls)


@asynccontextmanager
async def standing_by(root: str, database: str) -> AsyncIterator[None]:
    stopping = asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(app.serve(settings(root, database), stopping))
        await asyncio.sleep(0.5)
        try:
            yield
        finally:
            stopping.set()


LEADER = """SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND database =
    (SELECT oid FROM pg_database WHERE datname = current_database()) GROUP BY pid HAVING count(*) > 1"""
ALL = 9
PEOPLE = 60
SLOWNESS = {"sendMessage": 0.3, "answerCallbackQuery": 5}  # seconds


def heard(telegram: Telegram, student: Student) -> int:
    return sum(call.chat_id == student.id and call.method == "sendMessage" for call in telegram.calls)


def heard_all(telegram: Telegram, student: Student) -> bool:
    return heard(telegram, student) >= ALL
