"""A place at the database that is lost while the rest goes on: nobody waits in vain or is told twice."""

import asyncio
from collections import Counter
from functools import partial

import pytest

from bot.demo.server import serve
from bot.demo.telegram import Telegram
from tests import postgres, rows
from tests.kernel.door import wire
from tests.stories.conftest import running
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
    """The rest of its connections live on: only the place is gone, and what it held goes on to the next."""
    people = [join(f"Student {number}", language_code="en") for number in range(5)]
    async with serve(telegram) as root, running(root, database):
        for student in people:
            student.patience = 15
            student.says("/start")
            for _ in range(ALL - 1):
                telegram.says(student.id, "/help")
        ((pid,),) = await rows.select(
            database,
            "SELECT DISTINCT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND database ="
            " (SELECT oid FROM pg_database WHERE datname = current_database())",
        )
        server.run(f"SELECT pg_terminate_backend({pid})")
        for student in people:
            await telegram.until(partial(heard_all, telegram, student), 15)
        await asyncio.sleep(0.5)
        for student in people:
            assert heard(telegram, student) <= ALL + 1, "one that was under way may come again"


ALL = 9


def heard(telegram: Telegram, student: Student) -> int:
    return sum(call.chat_id == student.id and call.method == "sendMessage" for call in telegram.calls)


def heard_all(telegram: Telegram, student: Student) -> bool:
    return heard(telegram, student) >= ALL
