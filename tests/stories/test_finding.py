"""Finding a person, and erasing one who asked for it outside the chat."""

import pytest

from bot.demo.telegram import Telegram
from tests import rows
from tests.stories.conftest import OWNER
from tests.stories.student import Student
from tests.stories.test_privacy import figures, trace
from tests.stories.test_staff import NOT_YOURS, an_owner, logged, number
from tests.stories.walks import Join, consented, signed_up

pytestmark = pytest.mark.usefixtures("bot")

ERASED = {
    "kk": "Өтінішіңіз бойынша деректеріңіз жойылды",
    "ru": "Ваши данные удалены по Вашей просьбе",
    "en": "Your data was erased, as you asked",
}


async def searching(owner: Student) -> None:
    owner.says("/staff")
    await owner.taps("Find a person")
    await owner.sees("Write part of the name, or a Telegram ID.")


@pytest.mark.parametrize("typed", ["дана", "АЙДАНА", " айдана  ким ", "{id}", "а К"])
async def test_a_person_is_found_by_a_part_of_the_name_or_the_id(
    join: Join, telegram: Telegram, database: str, typed: str
) -> None:
    student = await signed_up(join, "Айдана Ким", language="ru")
    await signed_up(join, "Emma")
    owner = await an_owner(join)
    await searching(owner)
    owner.says("nobody is called so")
    await owner.sees("Nobody found for “nobody is called so”", "Write part of the name")
    owner.says(typed.format(id=student.id))
    card = await owner.sees("People found")
    assert len([label for label in owner.labels(card) if label.startswith("Айдана Ким, ")]) == 1
    assert "Emma" not in str(owner.labels(card))
    await owner.taps("Айдана Ким")
    card = await owner.sees("Name: Айдана Ким", "Year of study: 2", "Language: Русский", "Role: student")
    assert "Interests" not in (card.text or "")
    assert await rows.select(database, "SELECT act, person FROM log") == [
        ("found", await number(database, student))
    ]
    assert typed not in str(await rows.select(database, "SELECT about FROM log"))


async def test_many_are_not_all_shown_and_marks_of_a_pattern_mean_themselves(
    join: Join, database: str
) -> None:
    owner = await an_owner(join)
    for n in range(12):
        await rows.change(
            database,
            "INSERT INTO people (telegram_id, created_at, seen_at, name, role, interests, muted, counted, "
            "goals_read, awareness_asked, burst_count) SELECT :id, created_at, created_at, :name, 0, 0, 0, "
            "0, 0, 0, 0 FROM people WHERE telegram_id = :owner",
            id=8_000_000_001 + n,
            name=f"Anna {n}",
            owner=OWNER,
        )
    await searching(owner)
    owner.says("anna")
    card = await owner.sees("People found", "There are more.")
    assert len([label for label in owner.labels(card) if label.startswith("Anna")]) == 10
    for pattern in ("%", "_nna", "\x00"):
        owner.says(pattern)
        await owner.sees("Write part of the name")
    await owner.taps("Cancel")
    await owner.sees("The search is closed.")


async def test_who_lost_the_role_answers_no_question_of_its_forms(join: Join, database: str) -> None:
    """As if an old question had been left open."""
    student = await signed_up(join)
    await rows.change(
        database,
        'INSERT INTO dialogs (person_id, flow, step, answers, "left", updated_at) '
        "SELECT id, 'find', 'who', '{}', FALSE, created_at FROM people",
    )
    student.says("Emma")
    await student.sees("I did not understand that", "Hello, Emma!")
    card = await student.sees("Hello, Emma!")
    for data in ("f:find:who:cancel", "continue:find", "staff:find"):
        assert await student.presses(card, data) == NOT_YOURS
    assert set(await logged(database)) == {"refused"}


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
async def test_a_person_who_asked_for_it_is_erased_without_a_trace_and_told(
    join: Join, telegram: Telegram, database: str, language: str
) -> None:
    owner = await an_owner(join)
    student = await signed_up(join, "Vanishing", language=language, start="/start aSHARER")
    of = await number(database, student)
    before = await figures(database)
    await searching(owner)
    owner.says("vanish")
    await owner.taps("Vanishing")
    await owner.taps("Erase")
    await owner.taps("No, keep")
    await owner.taps("Erase")
    await owner.sees("Do it only if they asked for it")
    await owner.taps("Yes, erase")
    card = await owner.sees("Are you sure?")
    await owner.taps("Erase everything for good")
    await owner.sees("The data was erased, and the person was told")
    student.looks_at(await student.sees(""))
    await student.telegram.until(
        lambda: any(ERASED[language] in (m.text or "") for m in telegram.messages(student.id))
    )
    kept = await trace(telegram, student, database)
    assert str(student.id) not in kept
    assert "Vanishing" not in kept
    after = await figures(database)
    assert {figure: after[figure] for figure in before} == dict(before)
    assert ("deleteMyCommands", student.id) in [
        (call.method, (call.params.get("scope") or {}).get("chat_id")) for call in telegram.calls
    ]
    for act in ("erased", "sure", "erase"):
        popup = await owner.presses(card, f"person:{of}:{act}")
        assert popup == "This person's data is not here any more."
    assert (await logged(database))[-1] == "erased"
    owner.says("/log")
    await owner.sees(f"Olga erased a person's data on request: Person {of}")


async def test_owners_are_not_erased_here(join: Join, database: str) -> None:
    owner = await an_owner(join)
    card = await owner.sees("Nice to meet you")
    for act in ("erase", "sure", "erased"):
        popup = await owner.presses(card, f"person:{await number(database, owner)}:{act}")
        assert popup is not None
        assert "/privacy" in popup
        await owner.sees("Role: owner")
    assert await logged(database) == []


async def test_who_has_not_signed_up_is_found_by_the_id_alone(join: Join, database: str) -> None:
    student = await consented(join, "Emma")
    owner = await an_owner(join)
    await searching(owner)
    owner.says(str(student.id))
    await owner.taps("Person ")
    await owner.sees("Signed up: not yet", "Language: English")
