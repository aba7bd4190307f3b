"""A handler that raises, a database that goes away, a Telegram that misbehaves: nothing is lost."""

import asyncio
from collections.abc import Callable

import pytest
from sqlalchemy.exc import OperationalError

from bot.demo.telegram import Telegram
from bot.handlers import ROUTES
from bot.routing import Route, command
from bot.screen import Screen
from bot.storage import outbox
from bot.storage.database import Database
from bot.storage.models import State
from bot.turn import Turn
from tests.kernel.door import door
from tests.kernel.harness import Faults, kernel
from tests.stories.student import Student
from tests.stories.walks import JOURNEY

Join = Callable[..., Student]


async def walk(student: Student) -> None:
    student.says("/start")
    await student.taps("English")
    await student.taps("I agree, I am 18")
    student.says("Emma")
    await student.sees("Where do you study?")


@pytest.mark.parametrize("fault", ["429", "500", "502", "reset", "silence", "nonsense", "lost answer"])
async def test_the_journey_survives_a_telegram_that_misbehaves(
    telegram: Telegram, join: Join, either_database: str, fault: str
) -> None:
    faults = Faults()
    async with kernel(telegram, either_database, ROUTES, faults=faults) as running:
        student = join("Emma", language_code="en")
        faults.coming = [fault]
        student.says("/start")
        await student.taps("English")
        await settled(running.database)
        faults.coming = [fault, fault]
        await student.taps("I agree, I am 18")
        await student.sees("What is your name?")
        await settled(running.database)
        faults.coming = [fault]
        student.says("Emma")
        await student.sees("Where do you study?")
        assert len(faults.met) == 4
        await settled(running.database)
        repeated = 2 if fault == "lost answer" else 0
        assert len([m for m in telegram.messages(student.id) if m.from_bot]) == 2 + repeated
        async with running.database.reading() as session:
            assert await outbox.counts(session) == {State.SENT: 4}


async def settled(database: Database) -> None:
    """Waits until nothing is open."""
    for _ in range(100):
        async with database.reading() as session:
            counts = await outbox.counts(session)
        if not counts.keys() & {State.WAITING, State.CLAIMED}:
            return
        await asyncio.sleep(0.02)
    raise AssertionError(counts)


async def test_a_person_who_blocked_meanwhile_is_skipped_and_kept(
    telegram: Telegram, join: Join, database: str
) -> None:
    faults = Faults()
    async with kernel(telegram, database, ROUTES, faults=faults) as running:
        student = join("Emma", language_code="en")
        faults.coming = ["403"]
        student.says("/start")
        await telegram.until(lambda: telegram.pending == 0)
        await settled(running.database)
        async with running.database.reading() as session:
            assert await outbox.counts(session) == {State.UNREACHABLE: 1}
        await walk(student)


async def test_a_refused_message_is_failed_and_holds_up_nothing(
    telegram: Telegram, join: Join, database: str
) -> None:
    faults = Faults(["400"])
    async with kernel(telegram, database, ROUTES, faults=faults) as running:
        student = join("Emma", language_code="en")
        student.says("/start")
        await walk(student)
        await settled(running.database)
        async with running.database.reading() as session:
            assert (await outbox.counts(session))[State.FAILED] == 1


async def boom(turn: Turn) -> None:
    turn.person.name = "half done"
    turn.show(Screen("never to be seen"))
    raise RuntimeError(turn.said)


async def no_table(turn: Turn) -> None:
    raise OperationalError("select", {}, Exception("no such column"))


@pytest.mark.parametrize("poison", [boom, no_table])
async def test_a_handler_that_raises_apologises_changes_nothing_and_stops_nobody(
    telegram: Telegram, join: Join, database: str, poison: Callable[[Turn], object]
) -> None:
    routes: tuple[Route, ...] = (command("boom", poison), *ROUTES)  # type: ignore[arg-type]  # it is a handler
    async with kernel(telegram, database, routes):
        unlucky, others = (
            join("Emma", language_code="ru"),
            [join(f"S{n}", language_code="en") for n in range(10)],
        )
        for student in others[:5]:
            student.says("/start")
        unlucky.says("/boom")
        for student in others[5:]:
            student.says("/start")
        await unlucky.sees("У нас что-то пошло не так", "/start")
        for student in others:
            await student.sees("Choose your language")
        unlucky.says("/start")
        await unlucky.sees("Выберите язык")
        assert telegram.pending == 0
        assert [m.text for m in telegram.messages(unlucky.id) if "never" in (m.text or "")] == []


async def test_updates_that_cannot_be_read_are_passed_over(
    telegram: Telegram, join: Join, database: str
) -> None:
    async with kernel(telegram, database, ROUTES):
        student = join("Emma", language_code="en")
        telegram.queue({"message": {"chat": "nonsense"}})
        telegram.queue({"something_new": {"from": {"id": student.id}}})
        telegram.queue({"poll": None})
        student.says("/start")
        await student.sees("Choose your language")
        await telegram.until(lambda: telegram.pending == 0)


async def test_a_database_that_goes_away_and_comes_back_costs_nothing(
    telegram: Telegram, join: Join, database: str
) -> None:
    async with door(database) as way, kernel(telegram, way.url, ROUTES):
        student = join("Emma", language_code="en")
        student.says("/start")
        await student.sees("Choose your language")
        way.shut()
        tapping = student.taps("English")
        async with asyncio.timeout(10):
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(tapping)
                await asyncio.sleep(3)
                assert telegram.pending == 1, "nothing is acknowledged while the database is away"
                way.open()
        await student.sees("Before we begin")
        await student.taps("I agree")
        await student.sees("What is your name?")


@pytest.mark.parametrize("away", [1.1, 2.3])
async def test_whenever_a_database_comes_back_nobody_is_blamed(
    telegram: Telegram, join: Join, database: str, away: float
) -> None:
    async with door(database) as way, kernel(telegram, way.url, ROUTES):
        student = join("Emma", language_code="en")
        student.patience = 20
        way.shut()
        student.says("/start")
        await asyncio.sleep(away)
        way.open()
        await student.sees("Choose your language")
        assert len(student.seen()) == 1


async def test_every_update_delivered_twice_changes_nothing(
    telegram: Telegram, join: Join, database: str
) -> None:
    async with kernel(telegram, database, ROUTES) as running:
        student = join("Emma", language_code="en")
        given: list[int] = []

        def twice(update_id: int | None) -> None:
            assert update_id is not None
            given.append(update_id)
            telegram.redeliver(update_id)

        twice(telegram.says(student.id, "/start"))
        for shown, act, following in JOURNEY:
            card = await student.sees(shown)
            if act.startswith("="):
                twice(telegram.says(student.id, act[1:] or "Emma"))
            else:
                telegram.taps(student.id, card.id, act)
                twice(given[-1] + 1)
            student.looks_at(card)
            await student.sees(following.format(name="Emma"))
        for update_id in given:
            telegram.redeliver(update_id)
        telegram.says(student.id, "/help")
        await student.sees("What this bot is for")
        await telegram.until(lambda: telegram.pending == 0)
        texts = [m.text.split("\n")[0] for m in telegram.messages(student.id) if m.text and m.from_bot]
        assert texts == [
            "1 of 5",
            "2 of 5",
            "Nice to meet you, Emma! You are signed up.",
            "Three quick questions",
            "What this bot is for",
        ]
        await settled(running.database)
        async with running.database.reading() as session:
            counts = await outbox.counts(session)
        assert counts.keys() <= {State.SENT, State.SUPERSEDED}
        assert sum(counts.values()) == 1 + len(JOURNEY) + 2
