"""Several processes on one PostgreSQL: once each, one at a time, and the living take over from the dead."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest

from bot import app
from bot.demo import server
from bot.demo.telegram import Telegram
from bot.demo.webhook import Patience
from bot.storage import outbox
from bot.storage.database import Database
from bot.storage.messages import Draft
from bot.storage.models import Lane
from tests import rows
from tests.crash.crossroads import Crossroads, free_port
from tests.crash.supervised import Supervised, Trap
from tests.crash.test_kills import PATIENCE, nothing_told, said_to, saved, told, walk
from tests.stories.student import Student
from tests.stories.walks import JOURNEY

Join = Callable[..., Student]

pytestmark = pytest.mark.parametrize("database", ["postgresql"], indirect=True)

QUICKLY = Patience(answer=30, first_wait=0.05, longest_wait=0.5)
TAKEOVER = 5.0  # seconds


@dataclass
class Crew:
    webs: list[Supervised]
    workers: list[Supervised]
    crossroads: Crossroads

    @property
    def everyone(self) -> list[Supervised]:
        return [*self.webs, *self.workers]


@asynccontextmanager
async def crew(
    telegram: Telegram, database: str, folder: Path, *traps: Trap, webs: int = 2, workers: int = 2
) -> AsyncIterator[Crew]:
    """Webs behind crossroads and workers, each started again when it dies."""
    ports = [free_port() for _ in range(webs)]
    crossroads = Crossroads(ports)
    async with (
        server.serve(telegram, middlewares=[trap.middleware for trap in traps], patience=QUICKLY) as root,
        crossroads.serve(),
        asyncio.TaskGroup() as tasks,
    ):
        there = Crew(
            [
                Supervised(
                    root, database, folder / f"web{n}.log", "web", WEBHOOK_URL=crossroads.url, PORT=str(port)
                )
                for n, port in enumerate(ports)
            ],
            [Supervised(root, database, folder / f"worker{n}.log", "worker") for n in range(workers)],
            crossroads,
        )
        running = [tasks.create_task(program.run()) for program in there.everyone]
        await telegram.until(lambda: methods(telegram)["setWebhook"] == webs, PATIENCE)
        try:
            yield there
        finally:
            for task in running:
                task.cancel()


def methods(telegram: Telegram) -> Counter[str]:
    return Counter(call.method for call in telegram.calls)


async def test_many_sign_up_while_processes_die(
    telegram: Telegram, join: Join, database: str, tmp_path: Path
) -> None:
    dice = random.Random(7)
    async with crew(telegram, database, tmp_path) as there:
        students = {join(f"Student {n}", language_code="en"): f"Typed {n}" for n in range(20)}
        async with asyncio.TaskGroup() as tasks:
            walkers = [
                tasks.create_task(walk(student, name, pause=dice.uniform(0, 6)))
                for student, name in students.items()
            ]
            for program in (*there.everyone, *there.webs):
                await asyncio.sleep(dice.uniform(0.5, 1.5))
                program.kill()
            await asyncio.wait(walkers)
        kills = sum(program.deaths for program in there.everyone)
        assert kills == 6
        assert all(there.crossroads.answers.values()), "both took updates"
    assert await saved(database) == told(students)
    for student in students:
        said = Counter(said_to(telegram, student))
        assert sum(count - 1 for count in said.values()) <= kills
    nothing_told("".join(program.log() for program in there.everyone), students)


async def test_updates_that_come_to_two_at_once_are_taken_once_and_in_order(
    telegram: Telegram, join: Join, database: str, tmp_path: Path
) -> None:
    async with crew(telegram, database, tmp_path, workers=1) as there:
        there.crossroads.everywhere = True
        students = {join(f"Student {n}", language_code="en"): f"Typed {n}" for n in range(5)}
        async with asyncio.TaskGroup() as tasks:
            for student, name in students.items():
                tasks.create_task(walk(student, name))
        assert min(there.crossroads.answers.values()) > 20, "both answered for each"
    assert await saved(database) == told(students)
    for student in students:
        assert max(Counter(said_to(telegram, student)).values()) == 1
    ((updates,),) = await rows.select(database, "SELECT count(*) FROM inbox")
    assert updates == 5 * (1 + len(JOURNEY))


async def test_what_a_dead_one_was_about_to_say_is_said_by_another(
    telegram: Telegram, join: Join, database: str, tmp_path: Path
) -> None:
    trap = Trap("sendMessage")
    async with crew(telegram, database, tmp_path, trap, webs=1, workers=1) as there:
        trap.kill = there.webs[0].kill
        trap.set(1, after=False)
        student = join("Emma", language_code="en")
        student.patience = TAKEOVER
        student.says("/start")
        await telegram.until(lambda: there.webs[0].deaths == 1, PATIENCE)
        await student.sees("Choose your language")


async def test_the_lead_passes_on_within_seconds_and_what_is_due_comes_once(
    telegram: Telegram, join: Join, database: str, tmp_path: Path
) -> None:
    student = join("Emma", language_code="en")
    telegram.says(student.id, "/start")
    async with crew(telegram, database, tmp_path, webs=1) as there:
        await student.sees("Choose your language")
        await telegram.until(lambda: methods(telegram)["getMe"] >= 2, PATIENCE)
        first = next(worker for worker in there.workers if "standing by" not in worker.log())
        for text, lane in (("before", Lane.REMINDER), ("after", Lane.REMINDER)):
            began = time.monotonic()
            await due(database, student, text, lane)
            await student.sees(text)
            assert time.monotonic() - began < TAKEOVER
            await settled(database)
            first.kill()
        await asyncio.sleep(1)
        said = [call.params.get("text") for call in telegram.calls if call.chat_id == student.id]
        assert (said.count("before"), said.count("after")) == (1, 1)


async def settled(database: str) -> None:
    async with asyncio.timeout(5):
        while await rows.select(database, "SELECT 1 FROM outbox WHERE state IN ('waiting', 'claimed')"):
            await asyncio.sleep(0.02)


async def due(database: str, student: Student, text: str, lane: Lane) -> None:
    """Writes, from beside all of them, a message to be sent."""
    body = {"chat_id": student.id, "text": text}
    draft = Draft(text, student.id, "sendMessage", body, app.utc_now() + timedelta(hours=1), lane)
    async with aclosing(Database(database)) as store, store.transaction() as session:
        await outbox.add(session, [draft], app.utc_now())


async def test_the_webhook_is_for_telegram_alone(telegram: Telegram, database: str, tmp_path: Path) -> None:
    async with crew(telegram, database, tmp_path, webs=1, workers=0) as there:
        forged = telegram.join("Forged")
        url = f"{there.crossroads.url}/telegram"
        async with aiohttp.ClientSession() as session:
            for secret in ("", "guess"):
                headers = {"X-Telegram-Bot-Api-Secret-Token": secret}
                async with session.post(url, json={"update_id": 1}, headers=headers) as answer:
                    assert answer.status == 403
        assert telegram.messages(forged.id) == []
    assert await rows.select(database, "SELECT * FROM inbox") == []
