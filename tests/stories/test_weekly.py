"""A goal a week: chosen, delivered at the hour, answered on the spot, stopped from under the card, ended."""

import asyncio

import pytest

from bot.content.goals import COUNT, goals
from bot.demo.models import Message
from bot.demo.telegram import Telegram
from bot.i18n import Language
from tests import rows
from tests.stories.conftest import Clock
from tests.stories.student import Student
from tests.stories.walks import WORDS, Join, signed_up

pytestmark = pytest.mark.usefixtures("bot")

SAID = {
    "kk": ("Апта сайын бір мақсат", "Қосу", "Күні: бейсенбі", "Апта мақсаты: {}/8", "Мұндай хабарлама алмау"),
    "ru": (
        "Цель каждую неделю",
        "Включить",
        "День: четверг",
        "Цель недели: {} из 8",
        "Не присылать такие сообщения",
    ),
    "en": ("A goal every week", "Switch on", "Day: Thursday", "Goal of the week: {} of 8", "Do not send me"),
}
THURSDAY = 3


async def opted_in(join: Join, language: Language = "en", name: str = "Emma") -> Student:
    title, on, day, *_ = SAID[language]
    student = await signed_up(join, name, language=language)
    student.says("/goals")
    await student.taps(title)
    await student.sees(title)
    await student.taps(on)
    await student.sees(day, "18:00")
    return student


async def gets(student: Student, text: str) -> Message:
    """A card that comes by itself."""
    return await student.telegram.until(
        lambda: next((m for m in student.telegram.messages(student.id) if text in (m.text or "")), None), 8
    )


async def a_week_passes(clock: Clock, database: str) -> None:
    """Not before what was sent is on record: only here a week takes no time."""
    while await rows.select(database, "SELECT 1 FROM outbox WHERE kind = 'weekly' AND state = 'claimed'"):
        await asyncio.sleep(0.02)
    clock.moves(weeks=1)


def count(student: Student, text: str) -> int:
    return len([m for m in student.telegram.messages(student.id) if text in (m.text or "")])


@pytest.mark.parametrize("language", WORDS)
async def test_the_first_card_comes_on_thursday_at_six_and_is_answered_on_the_spot(
    join: Join, clock: Clock, database: str, language: Language
) -> None:
    *_, week, stop = SAID[language]
    student = await opted_in(join, language)
    clock.comes_to(THURSDAY, 17, 59)
    student.says("/help")
    assert count(student, week.format(1)) == 0
    clock.comes_to(THURSDAY, 18)
    card = await gets(student, week.format(1))
    assert goals()[1].title[language] in (card.text or "")
    assert stop in student.labels(card)[-1]
    await student.presses(card, "weekly:1:1")
    card = await student.sees("✅ B.", week.format(1))
    assert stop in student.labels(card)[-1], "it stays what it is"
    await a_week_passes(clock, database)
    await gets(student, week.format(2))


async def test_day_and_hour_are_the_persons_choice(join: Join, clock: Clock) -> None:
    student = await opted_in(join)
    await student.taps("Mon")
    await student.sees("Day: Monday", "18:00")
    await student.taps("9:00")
    card = await student.sees("Day: Monday", "Time: 9:00", "Next comes goal 1 of 8 – Monday")
    assert {"✅ Mon", "✅ 9:00"} <= {*student.labels(card)}
    assert {"9:00", "20:00"} <= {label.removeprefix("✅ ") for label in student.labels(card)}
    assert "8:00" not in student.labels(card), "by night nothing comes"
    clock.comes_to(0, 9)
    await gets(student, "Goal of the week: 1")
    student.says("/notifications")
    await student.taps("Goal of the week: Mon 9:00")
    await student.taps("Tue")
    await student.sees("Day: Tuesday", "Next comes goal 2 of 8")
    clock.comes_to(1, 10)
    clock.moves(hours=1)
    student.says("/help")
    await student.sees("What this bot is for")
    assert count(student, "Goal of the week: 2") == 0, "not two cards within a few days"
    clock.comes_to(1, 9)
    await gets(student, "Goal of the week: 2")


async def test_stopped_from_under_the_card_and_sent_again(join: Join, clock: Clock, database: str) -> None:
    student = await opted_in(join)
    clock.comes_to(THURSDAY, 18)
    card = await gets(student, "Goal of the week: 1")
    assert await student.presses(card, "mute:1") == "Switched off: Goal of the week"
    card = await student.sees("Goal of the week: 1")
    await student.telegram.until(lambda: "Send me these again" in labels(student, card))
    assert "Stop all messages" in labels(student, card)
    student.says("/notifications")
    await student.sees("Notifications")
    await student.taps("Menu")
    clock.moves(weeks=3)
    student.says("/help")
    await student.sees("What this bot is for")
    assert count(student, "Goal of the week: 2") == 0
    assert await student.presses(card, "unmute:1") == "Switched on: Goal of the week"
    clock.comes_to(THURSDAY, 18)
    await gets(student, "Goal of the week: 2")
    assert count(student, "Goal of the week: 2") == 1, "what was missed is not made up for at once"


def labels(student: Student, card: Message) -> list[str]:
    shown = next(m for m in student.telegram.messages(student.id) if m.id == card.id)
    return student.labels(shown)


async def test_who_stopped_everything_gets_the_same_card_after_coming_back(join: Join, clock: Clock) -> None:
    student = await opted_in(join)
    clock.comes_to(THURSDAY, 18)
    await gets(student, "Goal of the week: 1")
    student.says("/stop")
    await student.sees("no more messages")
    clock.moves(weeks=2)
    student.says("/start")
    await student.sees("Welcome back!")
    clock.comes_to(THURSDAY, 18)
    await gets(student, "Goal of the week: 2")


async def test_a_card_speaks_the_language_of_its_day(join: Join, clock: Clock) -> None:
    student = await opted_in(join)
    student.says("/language")
    await student.taps("Русский")
    clock.comes_to(THURSDAY, 18)
    card = await gets(student, "Цель недели: 1 из 8")
    assert "Не присылать такие сообщения" in student.labels(card)


async def test_after_the_eighth_come_thanks_with_the_questions_and_then_nothing(
    join: Join, clock: Clock, database: str, telegram: Telegram
) -> None:
    student = await opted_in(join)
    clock.comes_to(THURSDAY, 18)
    for number in range(1, COUNT + 1):
        await gets(student, f"Goal of the week: {number}")
        await a_week_passes(clock, database)
    card = await gets(student, "That was the last of the eight goals")
    await student.presses(card, "aware:after:knowledge:3")
    await student.sees("2 of 3")
    for _ in range(3):
        clock.moves(weeks=1)
        student.says("/help")
        await student.sees("What this bot is for")
    await telegram.until(lambda: telegram.pending == 0)
    student.says("/goals")
    await student.taps("A goal every week")
    await student.sees("All eight cards have been sent.", "/goals")
    sent = await rows.select(database, "SELECT key, state FROM outbox WHERE kind = 'weekly' ORDER BY id")
    assert [state for _, state in sent] == ["sent"] * (COUNT + 1)


async def test_who_read_all_eight_by_oneself_is_thanked_without_questions(
    join: Join, clock: Clock, database: str
) -> None:
    student = await opted_in(join)
    card = await student.sees("A goal every week")
    for number in range(1, COUNT + 1):
        await student.presses(card, f"goal:{number}")
    await student.sees("That was the last of the eight goals", "Three short questions now")
    await rows.change(database, "UPDATE weekly_goals SET goal = 8")
    clock.comes_to(THURSDAY, 18)
    await gets(student, "You can read them again at any time: /goals")


async def test_only_who_signed_up_is_asked_when(join: Join, database: str) -> None:
    student = join("Emma", language_code="en")
    student.says("/goals")
    await student.taps("A goal every week")
    card = await student.sees("Choose your language")
    for data in ("weekly:on", "weekly:off", "weekly:day:3", "weekly:hour:18"):
        await student.presses(card, data)
        await student.sees("Choose your language")
    assert await rows.select(database, "SELECT * FROM weekly_goals") == []


async def test_an_old_day_button_switches_nothing_on(join: Join) -> None:
    student = await opted_in(join)
    card = await student.sees("Day: Thursday")
    assert await student.taps("Switch off") == "Switched off. You can go on later where you stopped."
    await student.sees("You choose the day and the hour.")
    await student.presses(card, "weekly:day:0")
    await student.sees("You choose the day and the hour.")
    await student.taps("Switch on")
    await student.sees("Day: Thursday")
    await student.presses(card, "weekly:hour:8")
    await student.sees("Hello, Emma!")
