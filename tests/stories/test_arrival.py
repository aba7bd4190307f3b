"""Arriving: the language guessed, consent given or not, the age, the name."""

import pytest

from bot.demo.telegram import Telegram
from bot.services import consents
from tests.stories.conftest import Clock
from tests.stories.walks import WORDS, Join, consented, signed_up

pytestmark = pytest.mark.usefixtures("bot")


@pytest.mark.parametrize(
    ("language_code", "first"),
    [("kk", "Қазақша"), ("ru", "Русский"), ("en", "English"), ("de", "Қазақша"), (None, "Қазақша")],
)
async def test_the_guess_follows_the_telegram_app(join: Join, language_code: str | None, first: str) -> None:
    student = join("Anna", language_code=language_code)
    student.says("/start")
    card = await student.sees("")
    assert student.labels(card)[0] == first
    assert len(student.labels(card)) == 3


async def test_the_guess_can_be_overruled(join: Join) -> None:
    student = join("Anna", language_code="en")
    student.says("/start")
    await student.taps("Русский")
    await student.sees("Прежде чем начать")


async def test_a_name_may_be_typed(join: Join) -> None:
    student = await consented(join)
    student.says("  Анна\n  Мария ")
    await student.sees("Where do you study?")
    student.says("/privacy")
    await student.taps("Continue")
    await student.taps("Back")
    await student.sees("What is your name?", "Now: Анна Мария")
    await student.taps("Leave as it is")
    await student.sees("Where do you study?")


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
    assert student.labels(card)[0] == "Emma Li", "Telegram's name is still one tap away"
    student.says("Emma")
    await student.sees("Where do you study?")


@pytest.mark.parametrize("name", ["<b>&amp;</b>", "Ә" * 64, "👩‍🎓 Айгүл", "משה O'Neil", "a{0}{name}%s"])
async def test_no_name_breaks_a_message(join: Join, name: str) -> None:
    student = await signed_up(join)
    student.says("/me")
    await student.taps("Name")
    student.says(name)
    await student.sees("Your profile", f"Name: {name}")
    student.says("/start")
    await student.sees(f"Hello, {name}!")
    student.says("/privacy")
    await student.sees("Your data", f"Name: {name}")


@pytest.mark.parametrize(("first", "last", "offered"), [("🦊", None, []), ("A" * 64, "B" * 64, ["A" * 64])])
async def test_a_telegram_name_is_offered_only_where_it_can_serve(
    join: Join, first: str, last: str | None, offered: list[str]
) -> None:
    student = await consented(join, first, last)
    card = await student.sees("What is your name?")
    assert student.labels(card) == [*offered, "Cancel"]


async def test_consent_declined_keeps_nothing_and_can_be_given_later(join: Join) -> None:
    student = join("Emma", language_code="en")
    student.says("/start")
    await student.taps("English")
    await student.taps("Not now")
    await student.sees("we keep nothing but your Telegram ID, language")
    student.says("Emma")
    await student.sees("Please answer with the buttons", "Before we begin")
    student.says("/privacy")
    await student.sees("We keep nothing but your Telegram ID, your language")
    await student.taps("Continue")
    await student.taps("I agree, I am 18")
    await student.sees("What is your name?")


async def test_start_goes_on_where_one_stopped_and_asks_nothing_twice(join: Join) -> None:
    student = join("Emma", language_code="en")
    for expected, label in [
        ("Choose your language", "English"),
        ("Before we begin", "I agree, I am 18"),
        ("1 of 5", "Emma"),
        ("2 of 5", "Not in the list"),
        ("3 of 6", "Almaty"),
        ("4 of 6", "Year 1"),
        ("5 of 6", "Skip"),
        ("6 of 6", "All right, sign me up"),
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
    for label in ("English", "I agree, I am 18", "Student", "Not in the list", "Astana", "Skip", "Skip"):
        for student in students:
            await student.taps(label)
    for n, student in enumerate(students):
        await student.sees("Is everything right?", f"Name: Student{n}")
        assert len(telegram.messages(student.id)) == 2


@pytest.mark.parametrize("language", WORDS)
async def test_who_is_under_sixteen_is_kindly_sent_away_and_not_kept(
    join: Join, telegram: Telegram, language: str
) -> None:
    words = WORDS[language]
    student = join("Emma", language_code=language)
    student.says("/start aSHARER")
    await student.taps(words.language)
    await student.taps(words.child)
    card = await student.sees("16")
    assert card.rows == ()
    student.says("/start")
    await student.sees("")
    assert student.labels(await student.sees(""))[0] == words.language, "nobody is remembered"


async def test_a_youth_is_asked_again_after_a_year_and_an_adult_never(join: Join, clock: Clock) -> None:
    youth = join("Young", language_code="en")
    youth.says("/start")
    await youth.taps("English")
    await youth.taps("I agree, I am 16")
    for label in ("Young", "Not in the list", "Astana", "Skip", "Skip", "All right"):
        await youth.taps(label)
    await youth.sees("Nice to meet you")
    adult = await signed_up(join, "Adult")
    clock.moves(days=364)
    youth.says("/start")
    await youth.sees("Hello, Young!")
    clock.moves(days=1)
    adult.says("/start")
    await adult.sees("Hello, Adult!")
    youth.says("/me")
    await youth.sees("How old are you now?")
    youth.says("seventeen")
    await youth.sees("Please answer with the buttons", "How old are you now?")
    await youth.taps("16 or 17")
    await youth.sees("Hello, Young!")
    clock.moves(days=365)
    youth.says("/start")
    await youth.taps("18 or older")
    await youth.sees("Hello, Young!")
    clock.moves(days=3650)
    youth.says("/start")
    await youth.sees("Hello, Young!")


async def test_another_consent_card_in_the_chat_changes_nothing_any_more(join: Join) -> None:
    student = join("Emma", language_code="en")
    student.says("/start")
    await student.taps("English")
    student.says("/start")
    other = await student.sees("Before we begin")
    await student.taps("I agree, I am 18")
    await student.sees("What is your name?")
    student.says("/stop")
    await student.sees("no more messages")
    assert await student.presses(other, f"consent:yes:{consents.VERSION}:16-17")
    assert await student.presses(other, f"consent:yes:{consents.VERSION}:18+") is None, "a double tap"
    student.says("/start")
    await student.sees("Welcome back!")


async def test_a_profile_is_not_lost_by_one_slip_about_the_age(join: Join) -> None:
    student = await signed_up(join)
    card = await student.sees("Nice to meet you")
    await student.presses(card, "consent:under")
    await student.sees("If you are younger, we will delete everything")
    await student.taps("No, I am 16 or older")
    await student.sees("Hello, Emma!")
    await student.presses(card, "consent:under")
    await student.taps("Yes, I am under 16")
    await student.sees("Thank you for wanting to help!")
    student.says("/start")
    await student.sees("Choose your language")
