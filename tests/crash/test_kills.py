"""The real process killed at every outgoing call and at random moments: no answer lost, none asked twice."""

import asyncio
import random
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Final

from bot.demo import server
from bot.demo.telegram import Telegram
from tests import rows
from tests.crash.supervised import Supervised, Trap
from tests.stories.student import Student
from tests.stories.walks import JOURNEY

Join = Callable[..., Student]

CALLS: Final = 11  # messages of the journey below, and some more
STARTING: Final = 2  # getMe and deleteWebhook
PATIENCE: Final = 20.0


async def test_killed_at_every_outgoing_call(
    telegram: Telegram, join: Join, database: str, tmp_path: Path
) -> None:
    trap = Trap("sendMessage", "editMessageText")
    waking = Trap("getMe", "deleteWebhook")
    async with (
        server.serve(telegram, middlewares=[trap.middleware, waking.middleware]) as root,
        asyncio.TaskGroup() as tasks,
    ):
        program = Supervised(root, database, tmp_path / "log")
        trap.kill = waking.kill = program.kill
        running = tasks.create_task(program.run())
        students: dict[Student, str] = {}
        for after in (False, True):
            for calls in range(1, CALLS + 1):
                trap.set(calls, after=after)
                student = join(f"Student {calls}{after}", language_code="en")
                students[student] = f"Typed {calls}"
                await walk(student, students[student])
                while not trap.sprung:
                    student.says("/help")
                    await student.sees("What this bot is for")
            for calls in range(1, STARTING + 1):
                await program.kill_next()
                waking.set(calls, after=after)
                student = join(f"Student {calls}{after} of the start", language_code="en")
                students[student] = f"Typed {calls}"
                await walk(student, students[student])
        assert program.deaths == 2 * CALLS + 2 * 2 * STARTING
        running.cancel()
    assert await saved(database) == told(students)
    for student in students:
        assert most_repeated(telegram, student) <= 1
    nothing_told(program.log(), students)


async def test_killed_at_the_goodbye_it_is_said_all_the_same_and_leaves_no_row(
    telegram: Telegram, join: Join, database: str, tmp_path: Path
) -> None:
    trap = Trap("sendMessage", "editMessageText")
    async with server.serve(telegram, middlewares=[trap.middleware]) as root, asyncio.TaskGroup() as tasks:
        program = Supervised(root, database, tmp_path / "log")
        trap.kill = program.kill
        running = tasks.create_task(program.run())
        students: dict[Student, str] = {}
        for after in (False, True):
            student = join(f"Student {after}", language_code="en")
            students[student] = f"Typed {after}"
            await walk(student, students[student])
            card = await student.sees("Nice to meet you")
            trap.set(1, after=after)
            for _ in range(2):
                telegram.taps(student.id, card.id, "erase:yes")
            student.looks_at(card)
            await student.sees("Your data has been deleted")
        for _ in range(200):
            if not (left := await traces(database, students)):
                break
            await asyncio.sleep(0.05)
        assert not left
        assert program.deaths == 2
        running.cancel()
    nothing_told(program.log(), students)


async def traces(database: str, students: dict[Student, str]) -> list[str]:
    """Rows that tell of any of them."""
    secrets = [*students.values(), *(str(student.id) for student in students)]
    return [row for row in await rows.everything(database) if any(secret in row for secret in secrets)]


async def test_killed_at_random_moments_while_fifty_people_sign_up(
    telegram: Telegram, join: Join, database: str, tmp_path: Path
) -> None:
    dice = random.Random(5)
    async with server.serve(telegram) as root, asyncio.TaskGroup() as tasks:
        program = Supervised(root, database, tmp_path / "log")
        running = tasks.create_task(program.run())
        students = {join(f"Student {n}", language_code="en"): f"Typed {n}" for n in range(50)}
        walkers = [
            tasks.create_task(walk(student, name, pause=dice.uniform(0, 6)))
            for student, name in students.items()
        ]
        deaths: list[int] = []
        while program.deaths < 10:
            await alive(telegram, program)
            await asyncio.sleep(dice.uniform(0, 0.4))
            deaths.append(len(telegram.calls))
            program.kill()
        await asyncio.wait(walkers)
        running.cancel()
    assert await saved(database) == told(students)
    for student in students:
        assert repeated_in_one_life(telegram, student, deaths) <= 1
    nothing_told(program.log(), students)


async def walk(student: Student, name: str, *, pause: float = 0.0) -> None:
    """The journey as a patient person walks it: acts once on each card and waits for the next."""
    await asyncio.sleep(pause)
    student.patience = PATIENCE
    student.says("/start")
    for card, act, following in JOURNEY:
        message = await student.sees(card)
        if act.startswith("="):
            student.says(name if act == "=" else act[1:])
        else:
            student.telegram.taps(student.id, message.id, act)
            student.looks_at(message)
        await student.sees(following.format(name=name))
        await asyncio.sleep(pause / 20)
    await student.sees("Three quick questions")


async def alive(telegram: Telegram, program: Supervised) -> None:
    """Waits until the program has started anew: once in each life it deletes the webhook."""
    await telegram.until(
        lambda: sum(call.method == "deleteWebhook" for call in telegram.calls) > program.deaths, PATIENCE
    )


async def saved(database: str) -> dict[int, tuple[object, ...]]:
    found = await rows.select(
        database,
        "SELECT telegram_id, name, university, city, study_year, interests FROM people"
        " WHERE registered_at IS NOT NULL",
    )
    return {telegram_id: tuple(answers) for telegram_id, *answers in found}


def told(students: dict[Student, str]) -> dict[int, tuple[object, ...]]:
    return {student.id: (name, "satbayev", "almaty", "2", 256) for student, name in students.items()}


def said_to(telegram: Telegram, student: Student, first: int = 0, last: int | None = None) -> list[str]:
    return [
        f"{call.method} {call.params['text']} {call.params.get('reply_markup')}"
        for call in telegram.calls[first:last]
        if call.chat_id == student.id and call.answer["ok"] and "text" in call.params
    ]


def most_repeated(telegram: Telegram, student: Student) -> int:
    journey = [text for text in said_to(telegram, student) if "What this bot is for" not in text]
    return sum(count - 1 for count in Counter(journey).values())


def repeated_in_one_life(telegram: Telegram, student: Student, deaths: list[int]) -> int:
    """The most messages that one life of the program repeated to this person.

    What arrives just after a death was sent by the one that died: it counts as the next one's, once.
    """
    lives = [0, *deaths, len(telegram.calls)]
    return max(
        len({*said_to(telegram, student, birth, death)} & {*said_to(telegram, student, 0, birth)})
        for birth, death in pairwise(lives)
    )


def nothing_told(log: str, students: dict[Student, str]) -> None:
    """No token, name or text stands in a log, at any level."""
    assert log, "at DEBUG something is logged"
    for secret in (
        "1:demo",
        "Typed",
        "Student",
        "What is your name",
        "Nice to meet",
        *map(str, (s.id for s in students)),
    ):
        assert secret not in log
