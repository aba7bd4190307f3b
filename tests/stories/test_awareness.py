"""Three questions before the goals and after: offered once, skipped at will, and what has changed."""

import pytest

from bot.content.awareness import questions
from bot.demo.telegram import Telegram
from bot.i18n import Language
from tests import rows
from tests.stories.student import Student
from tests.stories.walks import WORDS, Join, signed_up

pytestmark = pytest.mark.usefixtures("bot")

SAID = {
    "kk": (
        "Үш қысқа сұрақ",
        "Жауаптарыңызға рақмет",
        "бәрімен таныстыңыз",
        "Бұрын: 1–2. Қазір: 6–8.",
    ),
    "ru": ("Три коротких вопроса", "Спасибо за ответы", "Вот и все восемь", "раньше: 1–2. Сейчас: 6–8."),
    "en": (
        "Three quick questions",
        "Thank you for your answers",
        "the last of the eight",
        "before: 1–2. Now: 6–8.",
    ),
}
ANSWERS = "SELECT phase, question, choice FROM awareness_answers ORDER BY phase DESC, question"


async def answers(student: Student, language: Language, *choices: int) -> None:
    for question, choice in zip(questions().values(), choices, strict=True):
        await student.sees(question.text[language])
        await student.taps(question.options[language][choice])


async def reads_all(student: Student) -> None:
    student.says("/goals")
    card = next(iter(student.telegram.messages(student.id)))
    for number in range(1, 9):
        await student.presses(card, f"goal:{number}")


@pytest.mark.parametrize("language", WORDS)
async def test_both_times_and_the_change(join: Join, language: Language, database: str) -> None:
    before, thanks, after, change = SAID[language]
    student = await signed_up(join, language=language)
    await student.sees(before, "1", "3")
    await answers(student, language, 1, 2, 0)
    await student.sees(thanks)
    await reads_all(student)
    await student.sees(after)
    await answers(student, language, 3, 3, 2)
    await student.sees(thanks, change)
    assert await rows.select(database, ANSWERS) == [
        ("before", "attitude", 2),
        ("before", "knowledge", 1),
        ("before", "practice", 0),
        ("after", "attitude", 3),
        ("after", "knowledge", 3),
        ("after", "practice", 2),
    ]


async def test_each_can_be_skipped_or_all_of_them_and_they_are_not_offered_again(
    join: Join, database: str, telegram: Telegram
) -> None:
    student = await signed_up(join)
    await student.taps("Skip")
    await student.sees("2 of 3", "How much do you think")
    await student.taps("A little")
    await student.sees("3 of 3")
    await student.taps("No more questions")
    await student.sees("All right, no more questions.")
    assert await rows.select(database, ANSWERS) == [("before", "attitude", 1)]
    for said in ("/start", "/goals", "/me", "hello"):
        student.says(said)
        await telegram.until(lambda: telegram.pending == 0)
    offers = [m for m in telegram.messages(student.id) if "Three quick questions" in (m.text or "")]
    assert offers == []


async def test_typing_is_no_answer_and_the_first_answer_counts(join: Join, database: str) -> None:
    student = await signed_up(join)
    card = await student.sees("1 of 3")
    student.says("6–8")
    await student.sees("I did not understand that", "Hello, Emma!")
    await student.presses(card, "aware:before:knowledge:3")
    await student.presses(card, "aware:before:knowledge:0")
    await student.sees("2 of 3")
    assert await rows.select(database, ANSWERS) == [("before", "knowledge", 3)]


async def test_what_was_not_said_before_cannot_be_said_after(join: Join, database: str) -> None:
    student = await signed_up(join)
    card = await student.sees("1 of 3")
    await student.presses(card, "aware:after:knowledge:3")
    await student.sees("These questions are closed.")
    await reads_all(student)
    await student.sees("That was the last of the eight goals")
    await student.presses(card, "aware:before:knowledge:0")
    await student.sees("These questions are closed.")
    await student.presses(card, "aware:after:practice:2")
    thanks = await student.sees("Thank you for your answers!")
    assert "before:" not in (thanks.text or "")
    assert await rows.select(database, ANSWERS) == [("after", "practice", 2)]


async def test_the_eighth_card_asks_once(join: Join, telegram: Telegram) -> None:
    student = await signed_up(join)
    await reads_all(student)
    await reads_all(student)
    await telegram.until(lambda: telegram.pending == 0)
    asked = [m for m in telegram.messages(student.id) if "Three short questions now" in (m.text or "")]
    assert len(asked) == 1


async def test_withdrawing_takes_the_answers_along_and_leaves_counts(join: Join, database: str) -> None:
    student = await signed_up(join)
    await answers(student, "en", 1, 2, 0)
    student.says("/goals")
    await student.presses(await student.sees("Millennium"), "goal:1:1")
    student.says("/privacy")
    await student.taps("Withdraw consent")
    await student.taps("Yes, withdraw")
    await student.sees("Your consent is withdrawn")
    for table in ("awareness_answers", "quiz_answers"):
        assert await rows.select(database, f"SELECT * FROM {table}") == []
    counted = await rows.select(
        database,
        "SELECT stage, value, people FROM tallies WHERE dimension IN ('total', 'knowledge before')"
        " AND stage NOT IN ('opened', 'consented', 'registered') ORDER BY stage",
    )
    assert counted == [("aware", "1", 1), ("quizzed", "", 1), ("read 1", "", 1), ("right 1", "", 1)]
