"""Signing up with detours: another language, help, double taps, old cards, and what is typed in vain."""

import pytest

from bot.demo.telegram import Telegram
from tests.stories.walks import Join, answered, consented

pytestmark = pytest.mark.usefixtures("bot")


async def test_the_language_can_change_in_the_middle_and_nothing_is_lost(join: Join) -> None:
    student = await consented(join)
    await student.taps("Emma Li")
    student.says("назарбаев")
    await student.sees("1. Nazarbayev University, Astana")
    student.says("/language")
    await student.taps("Русский")
    await student.sees("2 из 5", "1. Назарбаев Университет, Астана")
    await student.taps("1. НУ")
    await student.taps("2 курс")
    await student.taps("Образование для всех")
    student.says("/language")
    await student.taps("Қазақша")
    card = await student.sees("4/5", "Қай бағытта")
    assert "✅ Баршаға білім" in student.labels(card)
    await student.taps("Дайын")
    await student.sees("Бәрі дұрыс па?", "Emma Li", "Назарбаев Университеті", "Курс: 2", "Баршаға білім")


async def test_help_in_the_middle_leads_back_to_the_question(join: Join) -> None:
    student = await consented(join)
    student.says("/help")
    await student.sees("What this bot is for")
    await student.taps("Continue")
    await student.sees("What is your name?")
    student.says("/help")
    await student.sees("What this bot is for")
    student.says("Emma")
    await student.sees("Where do you study?")


async def test_switches_and_pages_take_a_double_tap_for_one(join: Join, telegram: Telegram) -> None:
    student = await consented(join)
    await student.taps("Emma Li")
    student.says("kimep")
    await student.taps("1. KIMEP")
    await student.taps("Year 2")
    card = await student.sees("What would you like to help with?")
    for _ in range(2):
        telegram.taps(student.id, card.id, "f:signup:interests:set:on-2")
    await telegram.until(lambda: telegram.pending == 0)
    await student.taps("Child health")
    await student.presses(card, "f:signup:interests:set:done-10")
    await student.presses(card, "f:signup:interests:set:done-10")
    await student.sees("Is everything right?", "Interests: Education for all, Child health")
    await student.taps("Year of study")
    await student.sees("Which year")
    for _ in range(2):
        telegram.taps(student.id, card.id, "f:signup:study_year:back")
    await telegram.until(lambda: telegram.pending == 0)
    student.looks_at(card)
    await student.sees("Is everything right?")


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("x" * 101, "100 characters at most"),
        ("!!!", "I cannot see an answer here"),
        ("\u200b", "I cannot see an answer here"),
        ("<b>zzzz</b>", "I found no university for “<b>zzzz</b>”"),
    ],
)
async def test_a_search_that_finds_nothing_says_why(join: Join, typed: str, problem: str) -> None:
    student = await consented(join)
    await student.taps("Emma Li")
    student.says(typed)
    card = await student.sees(problem, "Where do you study?")
    assert "Not in the list" in student.labels(card)


async def test_an_old_card_that_changes_the_university_does_not_strand_one_at_the_city(join: Join) -> None:
    student = await consented(join)
    await student.taps("Emma Li")
    student.says("kaznu")
    old = await student.sees("Choose your university")
    await student.taps("Not in the list")
    await student.sees("Which city")
    await student.presses(old, "f:signup:university:set:kaznu")
    await student.sees("3 of 5", "Which year are you in?")
    await student.presses(old, "f:signup:review:edit")
    await student.sees("3 of 5", "Which year are you in?")


async def test_typing_where_only_buttons_answer_says_so(join: Join) -> None:
    student = await consented(join)
    await answered(student, "Emma Li")
    student.says("yes")
    await student.sees("Please answer with the buttons", "Is everything right?", "Emma Li")
    await student.taps("Interests")
    student.says("children")
    await student.sees("Please answer with the buttons", "What would you like to help with?")
    await student.taps("Back")
    await student.taps("Year of study")
    student.says("dunno")
    await student.sees("Please answer with the buttons", "Which year are you in?")
    student.says("4 курс")
    await student.sees("Year of study: 4")
