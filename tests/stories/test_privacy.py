"""Privacy: seeing, downloading, withdrawing, being erased; and what is left of it in the database."""

import asyncio
import json
from collections import Counter
from contextlib import aclosing
from pathlib import Path

import pytest
from sqlalchemy import text

from bot import app, schedule
from bot.demo.telegram import Telegram
from bot.storage.database import Database
from bot.storage.models import Person
from tests import rows
from tests.stories.conftest import Clock
from tests.stories.student import Student
from tests.stories.test_events import an_event, gets
from tests.stories.walks import WORDS, Join, a_link, answered, consented, signed_up

pytestmark = pytest.mark.usefixtures("bot")

ERASING = {
    "kk": ("Деректерімді жою", "Иә, жоямын", "Бәрін біржола жою", "Деректеріңіз жойылды"),
    "ru": ("Удалить мои данные", "Да, удалить", "Удалить всё навсегда", "Ваши данные удалены"),
    "en": ("Delete my data", "Yes, delete", "Delete everything for good", "Your data has been deleted"),
}


async def everything(database: str) -> str:
    """All values of all rows of all tables."""
    return "\n".join(await rows.everything(database))


async def figures(database: str) -> Counter[tuple[str, str, str]]:
    """The totals by stage and what is known, of people there and of those erased."""
    counted: Counter[tuple[str, str, str]] = Counter()
    tallied = "SELECT stage, dimension, value, people FROM tallies"
    for stage, dimension, value, people in await rows.select(database, tallied):
        counted[stage, dimension, value] += people
    for column in ("language", "source", "university", "city", "study_year"):
        found = (
            f"SELECT coalesce({column}, ''), count(*) FROM people WHERE registered_at IS NOT NULL GROUP BY 1"
        )
        for value, people in await rows.select(database, found):
            counted["registered", column, value] += people
    return counted


async def trace(telegram: Telegram, student: Student, database: str) -> str:
    """What is kept once nothing is under way any more; waits for the student's id to be gone."""
    await telegram.until(lambda: telegram.pending == 0)
    for _ in range(100):
        if str(student.id) not in (kept := await everything(database)):
            break
        await asyncio.sleep(0.05)
    return kept


@pytest.mark.parametrize("language", WORDS)
async def test_of_the_erased_no_row_tells_and_the_counts_still_add_up(
    join: Join, telegram: Telegram, database: str, language: str
) -> None:
    ask, sure, final, goodbye = ERASING[language]
    await a_link(database, "sPOSTER")
    other = await signed_up(join, "Staying", start="/start sPOSTER")
    student = await signed_up(join, "Жоғалатын", language=language, start="/start sPOSTER")
    before = await figures(database)
    student.says("/privacy")
    await student.taps(ask)
    await student.taps(sure)
    await student.taps(final)
    card = await student.sees(goodbye)
    assert card.rows == ()
    kept = await trace(telegram, student, database)
    assert str(student.id) not in kept
    assert "Жоғалатын" not in kept
    assert str(other.id) in kept
    after = await figures(database)
    assert {figure: after[figure] for figure in before} == dict(before)
    assert after["registered", "total", ""] == 1, "the one who is gone"
    assert ("deleteMyCommands", student.id) in [
        (call.method, (call.params.get("scope") or {}).get("chat_id")) for call in telegram.calls
    ]
    student.says("/start")
    card = await student.sees("")
    assert student.labels(card)[0] == WORDS[language].language, "a stranger again"


async def test_erasing_twice_at_once_leaves_no_row_either(
    join: Join, telegram: Telegram, database: str
) -> None:
    student = await signed_up(join, "Vanishing")
    card = await student.sees("Nice to meet you")
    for _ in range(3):
        telegram.taps(student.id, card.id, "erase:yes")
    assert str(student.id) not in await trace(telegram, student, database)
    await student.presses(card, "erase:yes")
    student.blocks()
    kept = await trace(telegram, student, database)
    assert str(student.id) not in kept
    assert "Vanishing" not in kept
    totals = await rows.select(database, "SELECT stage, people FROM tallies WHERE dimension = 'total'")
    assert dict(totals) == {"opened": 1, "consented": 1, "registered": 1}


async def test_what_waits_for_the_erased_is_not_kept_when_they_block_the_bot(
    join: Join, telegram: Telegram, database: str
) -> None:
    student = await signed_up(join, "Vanishing")
    card = await student.sees("Nice to meet you")
    telegram.taps(student.id, card.id, "erase:yes")
    student.blocks()
    assert str(student.id) not in await trace(telegram, student, database)


async def test_half_filled_answers_are_erased_too(join: Join, telegram: Telegram, database: str) -> None:
    student = await consented(join, "Vanishing")
    await answered(student, "Vanishing Li")
    student.says("/privacy")
    await student.taps("Delete my data")
    await student.taps("No, keep it")
    await student.taps("Delete my data")
    await student.taps("Yes, delete")
    await student.sees("Are you sure?")
    assert "Vanishing" in await everything(database)
    await student.taps("Delete everything for good")
    await student.sees("Your data has been deleted")
    assert "Vanishing" not in await trace(telegram, student, database)


async def test_withdrawing_consent_keeps_id_and_language_alone_and_can_be_reconsidered(
    join: Join, telegram: Telegram, database: str
) -> None:
    await a_link(database, "sSHARER")
    student = await signed_up(join, start="/start sSHARER")
    await student.taps("My data")
    await student.sees("Your data", "Name: Emma", "You gave your consent on")
    await student.taps("Withdraw consent")
    await student.sees("cannot be undone")
    await student.taps("No, keep it")
    await student.taps("Withdraw consent")
    await student.taps("Yes, withdraw")
    await student.sees("Your consent is withdrawn")
    async with aclosing(Database(database)) as store, store.reading() as session:
        row = dict((await session.execute(text("SELECT * FROM people"))).mappings().one())
    told = {name for name, value in row.items() if value} - {"id", "telegram_id", "language"}
    assert told <= {"created_at", "seen_at", "burst_began_at", "burst_count", "counted", "menu"}
    assert "Emma" not in str(await rows.select(database, "SELECT * FROM dialogs"))
    student.says("/privacy")
    await student.sees("We keep nothing but your Telegram ID, your language")
    student.says("/start")
    await student.taps("I agree, I am 18")
    await student.sees("1 of 5", "What is your name?")
    await answered(student, "Emma")
    await student.taps("All right, sign me up")
    await student.sees("Nice to meet you")
    assert (await figures(database))["registered", "total", ""] == 1, "who comes back is counted once"


@pytest.mark.parametrize("language", WORDS)
async def test_the_copy_is_json_with_everything_that_is_kept(
    join: Join, telegram: Telegram, database: str, language: str
) -> None:
    await a_link(database, "sSHARER")
    student = await signed_up(join, "Әсел <3", language=language, start="/start e12-sSHARER")
    card = await student.sees("Әсел <3")
    telegram.taps(student.id, card.id, "export")
    telegram.taps(student.id, card.id, "export")
    file = await telegram.until(lambda: [m for m in telegram.messages(student.id) if m.kind == "document"])
    await telegram.until(lambda: telegram.pending == 0)
    assert file[0].file
    assert file[0].file.name == "my-data.json"
    copy = json.loads(file[0].file.content)
    assert {column.name for column in Person.__table__.columns} <= set(copy)
    assert copy["telegram_id"] == student.id
    assert copy["name"] == "Әсел <3"
    assert copy["university"] == "kaznu"
    assert copy["interests"] == ["goal 2"]
    assert copy["source"] == "sSHARER"
    assert copy["unfinished"] == []
    assert copy["registered_at"].endswith("+05:00"), "times are those of Kazakhstan"
    assert copy["messages"]
    student.says("/help")
    await student.sees("/privacy")
    sent = [m for m in telegram.messages(student.id) if m.kind == "document"]
    assert len(sent) == 1, "a double tap sends one file: a second one would have come before the help"


async def test_the_copy_of_a_half_way_person_has_what_they_began(
    join: Join, telegram: Telegram, clock: Clock
) -> None:
    student = await consented(join)
    await student.taps("Emma Li")
    student.says("turan")
    student.says("/privacy")
    await student.taps("Download my data")
    files = await telegram.until(lambda: [m for m in telegram.messages(student.id) if m.kind == "document"])
    assert files[0].file
    (form,) = json.loads(files[0].file.content)["unfinished"]
    assert form["answers"] == {"name": "Emma Li"}
    assert form["begun"]["typed"] == "turan"
    clock.moves(minutes=1)
    await student.taps("Download my data")
    await telegram.until(lambda: len([m for m in telegram.messages(student.id) if m.kind == "document"]) == 2)


@pytest.mark.parametrize("either_database", ["sqlite"], indirect=True)
async def test_of_the_erased_no_file_of_the_database_tells_once_it_is_tidied(
    join: Join, telegram: Telegram, database: str, tmp_path: Path
) -> None:
    student = await signed_up(join, "Vanishing")
    await student.presses(await student.sees("Nice to meet you"), "erase:yes")
    await trace(telegram, student, database)
    async with aclosing(Database(database)) as same:
        await schedule.tidy(same, app.utc_now())
    for path in list(tmp_path.glob("bot.db*")):  # noqa: ASYNC240 a test may wait
        assert b"Vanishing" not in path.read_bytes(), path.name


async def test_a_stranger_who_blocks_the_bot_is_not_written_down(
    join: Join, telegram: Telegram, database: str
) -> None:
    stranger = join("Emma")
    telegram.chats[stranger.id].status = "member"
    stranger.blocks()
    assert str(stranger.id) not in await trace(telegram, stranger, database)


async def test_a_seat_is_in_the_copy_and_given_up_by_who_withdraws_or_is_erased(
    join: Join, telegram: Telegram, database: str, clock: Clock
) -> None:
    clock.comes_to(2, 12)
    number = await an_event(database, clock, capacity=1)
    people = [await signed_up(join, name) for name in ("First", "Second", "Third")]
    for student in people:
        student.says(f"/start e{number}")
        await student.presses(await student.sees("Clean"), f"e:{number}:go")
    first, second, third = people
    first.says("/privacy")
    await first.taps("Download my data")
    files = await telegram.until(lambda: [m for m in telegram.messages(first.id) if m.file])
    assert files[0].file
    (kept,) = json.loads(files[0].file.content)["participations"]
    assert (kept["event"], kept["answer"]) == ("Clean <park>", "going")
    await first.presses(await first.sees("Your data"), "withdraw:yes")
    await gets(second, "A seat is free for you")
    await second.presses(await second.sees("Clean"), "erase:yes")
    await gets(third, "A seat is free for you")
    assert await rows.select(database, "SELECT answer FROM participations") == [("offered",)]
