"""A PostgreSQL that restarts, under one process and under several: nobody is forgotten."""

import asyncio
import random
from collections import Counter
from collections.abc import Callable
from contextlib import aclosing
from pathlib import Path

import pytest

from bot.demo import server
from bot.demo.telegram import Telegram
from bot.storage import schema
from bot.storage.database import Database
from tests import postgres
from tests.crash.supervised import Supervised
from tests.crash.test_kills import PATIENCE, nothing_told, said_to, saved, told, walk
from tests.crash.test_processes import crew, methods
from tests.stories.student import Student

Join = Callable[..., Student]


@pytest.mark.parametrize("mode", ["fast", "immediate"])
async def test_a_server_that_restarts_costs_nobody_an_answer(
    telegram: Telegram, join: Join, tmp_path: Path, mode: str
) -> None:
    with postgres.own(fsync="off") as own:
        url = own.create()
        async with server.serve(telegram) as root, asyncio.TaskGroup() as tasks:
            program = Supervised(root, url, tmp_path / "log")
            running = tasks.create_task(program.run())
            await telegram.until(lambda: methods(telegram)["deleteWebhook"], PATIENCE)
            students = await walk_over_a_restart(own, mode, join)
            running.cancel()
        assert program.deaths == 0
        await nobody_missed_anything(telegram, url, students)
        nothing_told(program.log(), students)


async def test_a_server_that_restarts_costs_nobody_an_answer_of_several(
    telegram: Telegram, join: Join, tmp_path: Path
) -> None:
    with postgres.own(fsync="off") as own:
        url = own.create()
        async with aclosing(Database(url)) as store:
            await schema.upgrade(store)
        async with crew(telegram, url, tmp_path) as there:
            students = await walk_over_a_restart(own, "fast", join)
            assert [program.deaths for program in there.everyone] == [0] * 4
        await nobody_missed_anything(telegram, url, students)
        nothing_told("".join(program.log() for program in there.everyone), students)


async def walk_over_a_restart(own: postgres.Own, mode: str, join: Join) -> dict[Student, str]:
    students = {join(f"Student {n}", language_code="en"): f"Typed {n}" for n in range(10)}
    async with asyncio.TaskGroup() as tasks:
        for student, name in students.items():
            tasks.create_task(walk(student, name, pause=random.Random(name).uniform(0, 4)))
        await asyncio.sleep(2)
        await asyncio.to_thread(own.stop, mode)
        await asyncio.sleep(1)
        await asyncio.to_thread(own.start)
    return students


async def nobody_missed_anything(telegram: Telegram, database: str, students: dict[Student, str]) -> None:
    assert await saved(database) == told(students)
    for student in students:
        said = Counter(said_to(telegram, student))
        assert sum(count - 1 for count in said.values()) <= 1
