"""From /start to the greeting, in each language, tapped and typed."""

from collections.abc import Callable

import pytest

from bot.demo.telegram import Telegram
from tests.stories.student import Student

pytestmark = pytest.mark.usefixtures("bot")

Join = Callable[..., Student]

JOURNEYS = {
    "kk": (
        "Қазақша",
        "Тілді таңдаңыз",
        "Бастамас бұрын",
        "Келісемін",
        "Атыңыз кім?",
        "Танысқанымызға қуаныштымыз",
    ),
    "ru": (
        "Русский",
        "Выберите язык",
        "Прежде чем начать",
        "Даю согласие",
        "Как Вас зовут?",
        "Приятно познакомиться",
    ),
    "en": (
        "English",
        "Choose your language",
        "Before we begin",
        "I agree",
        "What is your name?",
        "Nice to meet you",
    ),
}


@pytest.mark.parametrize("language", JOURNEYS)
async def test_a_newcomer_is_guided_to_the_greeting_by_four_taps(join: Join, language: str) -> None:
    own_name, choose, consent, agree, question, greeting = JOURNEYS[language]
    student = join("Әсел", last_name="Ким <3", language_code=language)
    student.says("/start")
    card = await student.sees(choose)
    assert student.labels(card)[0] == own_name, "the guess stands first"
    assert len(student.labels(card)) == 3

    assert await student.taps(own_name) is None
    await student.sees(consent, "Volunteers <of> Kazakhstan", "123456789012", "/privacy")
    await student.taps(agree)
    await student.sees(question)
    await student.taps("Әсел Ким <3")
    await student.sees(greeting, "Әсел Ким <3!", "/language", "/stop", "/help")
    assert len(student.telegram.messages(student.id)) == 2, "taps edit the card, they do not pile up messages"


@pytest.mark.parametrize(
    ("language_code", "first"),
    [("kk-KZ", "Қазақша"), ("ru", "Русский"), ("en-GB", "English"), ("uz", "Қазақша"), (None, "Қазақша")],
)
async def test_the_guess_follows_the_telegram_app(join: Join, language_code: str | None, first: str) -> None:
    student = join("Anna", language_code=language_code)
    student.says("/start")
    card = await student.sees("")
    assert student.labels(card)[0] == first


async def test_the_guess_can_be_overruled(join: Join) -> None:
    student = join("Anna", language_code="en")
    student.says("/start")
    await student.taps("Русский")
    await student.sees("Прежде чем начать")


async def test_a_name_may_be_typed(join: Join) -> None:
    student = await consented(join)
    student.says("  Анна\n  Мария ")
    await student.sees("Nice to meet you, Анна Мария!")
    assert all("signed up" not in (m.text or "") for m in student.telegram.messages(student.id)[:-1])


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("A" * 65, "64 characters at most"),
        ("12345", "at least one letter"),
        ("👩‍🎓", "at least one letter"),
        ("\u200b\u202e", "cannot see a name here"),
        ("\u3164", "cannot see a name here"),
    ],
)
async def test_a_name_that_is_none_is_asked_again_with_the_reason(
    join: Join, typed: str, problem: str
) -> None:
    student = await consented(join)
    student.says(typed)
    card = await student.sees(problem, "What is your name?")
    assert student.labels(card) == ["Emma Li"], "Telegram's name is still one tap away"
    student.says("Emma")
    await student.sees("Nice to meet you, Emma!")


@pytest.mark.parametrize("name", ["<b>&amp;</b>", "Ә" * 64, "👩‍🎓 Айгүл", "משה O'Neil", "a{0}{name}%s"])
async def test_no_name_breaks_a_message(join: Join, name: str) -> None:
    student = await consented(join)
    student.says(name)
    await student.sees(f"Nice to meet you, {name}!")
    student.says("/privacy")
    await student.sees(f"Name: {name}")


@pytest.mark.parametrize(("first", "last", "offered"), [("🦊", None, []), ("A" * 64, "B" * 64, ["A" * 64])])
async def test_a_telegram_name_is_offered_only_where_it_can_serve(
    join: Join, first: str, last: str | None, offered: list[str]
) -> None:
    student = await consented(join, first, last)
    card = await student.sees("What is your name?")
    assert student.labels(card) == offered


async def test_consent_declined_keeps_nothing_and_can_be_given_later(join: Join) -> None:
    student = join("Emma", language_code="en")
    student.says("/start")
    await student.taps("English")
    await student.taps("Not now")
    await student.sees("we keep nothing but your Telegram ID, language")
    student.says("Emma")
    await student.sees("I did not understand that", "Before we begin")
    student.says("/privacy")
    await student.sees("We keep nothing but your Telegram ID, language")
    await student.taps("Continue")
    await student.taps("I agree")
    await student.sees("What is your name?")


async def test_start_goes_on_where_one_stopped_and_asks_nothing_twice(join: Join) -> None:
    student = join("Emma", language_code="en")
    for expected, label in [
        ("Choose your language", "English"),
        ("Before we begin", "I agree"),
        ("What is your name?", "Emma"),
        ("Hello, Emma!", "Help"),
    ]:
        student.says("/start a-payload_42")
        await student.sees(expected)
        await student.taps(label)
    await student.sees("What this bot is for")


async def test_several_people_at_once_do_not_mix(join: Join, telegram: Telegram) -> None:
    students = [join(f"Student{n}", language_code="en") for n in range(30)]
    for student in students:
        student.says("/start")
    for label in ("English", "I agree", "Student"):
        for student in students:
            await student.taps(label)
    for n, student in enumerate(students):
        await student.sees(f"Nice to meet you, Student{n}!")
        assert len(telegram.messages(student.id)) == 2


async def consented(join: Join, first: str = "Emma", last: str | None = "Li") -> Student:
    student = join(first, last_name=last, language_code="en")
    student.says("/start")
    await student.taps("English")
    await student.taps("I agree")
    await student.sees("What is your name?")
    return student
