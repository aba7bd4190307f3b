"""The own profile, notifications and the forms that change them: left, continued, two at once, cancelled."""

import pytest

from bot.demo.telegram import Telegram
from tests.stories.walks import WORDS, Join, consented, signed_up

pytestmark = pytest.mark.usefixtures("bot")

TITLES = {"kk": "Бейініңіз", "ru": "Ваш профиль", "en": "Your profile"}


@pytest.mark.parametrize("language", WORDS)
async def test_every_line_can_be_changed_in_every_language(join: Join, language: str) -> None:
    words = WORDS[language]
    student = await signed_up(join, language=language)
    student.says("/me")
    card = await student.sees(TITLES[language], "Emma")
    name, university, city, year, interests, *_ = student.labels(card)
    await student.taps(name)
    student.says("Әйгерім <3 & Ко")
    await student.sees(TITLES[language], "Әйгерім <3 & Ко")
    await student.taps(university)
    student.says("satpaev")
    await student.taps("1. ")
    await student.sees(TITLES[language])
    await student.taps(city)
    student.says("Шымкент")
    await student.sees(TITLES[language])
    await student.taps(year)
    await student.taps(words.second_year)
    await student.taps(interests)
    await student.taps(words.abroad)
    await student.taps(words.done)
    await student.sees(TITLES[language], "Әйгерім <3 & Ко", words.education, words.abroad)


async def test_before_signing_up_the_profile_is_the_question_that_waits(join: Join) -> None:
    stranger = join("Emma", language_code="en")
    stranger.says("/me")
    await stranger.sees("Choose your language")
    student = await consented(join)
    for command in ("/me", "/notifications"):
        student.says(command)
        await student.sees("1 of 5", "What is your name?")


async def test_a_form_that_was_left_takes_no_words_and_can_be_continued(join: Join) -> None:
    student = await signed_up(join)
    student.says("/me")
    await student.taps("Name")
    await student.sees("What is your name?")
    student.says("/help")
    await student.sees("What this bot is for")
    student.says("hello")
    card = await student.sees("I did not understand that", "Hello, Emma!")
    assert student.labels(card)[0] == "Continue: Name"
    await student.taps("Continue: Name")
    await student.sees("What is your name?")
    student.says("Emma Stone")
    await student.sees("Your profile", "Name: Emma Stone")
    student.says("/start")
    card = await student.sees("Hello, Emma Stone!")
    assert "Continue: Name" not in student.labels(card)


async def test_two_forms_at_once_do_not_mix(join: Join) -> None:
    student = await signed_up(join)
    student.says("/me")
    first = await student.sees("Your profile")
    student.says("/me")
    second = await student.sees("Your profile")
    await student.presses(first, "profile:name")
    await student.presses(second, "profile:university")
    student.says("kbtu")
    await student.taps("1. KBTU")
    await student.sees("University: Kazakh-British", "Name: Emma")
    student.says("hello")
    card = await student.sees("I did not understand that")
    await student.presses(card, "continue:edit-name")
    student.says("Emma Stone")
    await student.sees("Name: Emma Stone", "University: Kazakh-British", "City: Almaty")


async def test_a_city_changed_meanwhile_is_not_undone_by_a_form_that_was_left(join: Join) -> None:
    student = await signed_up(join)
    student.says("/me")
    card = await student.sees("Your profile")
    await student.presses(card, "profile:university")
    await student.presses(card, "profile:city")
    await student.taps("Astana")
    await student.sees("City: Astana")
    await student.presses(card, "continue:edit-university")
    student.says("kaznu")
    await student.taps("1. KazNU")
    await student.sees("University: Al-Farabi", "City: Astana")


async def test_what_may_be_left_open_can_be_emptied_again(join: Join) -> None:
    student = await signed_up(join)
    student.says("/me")
    await student.taps("Year of study")
    await student.taps("Leave empty")
    await student.sees("Your profile", "Year of study: not given")
    await student.taps("Interests")
    await student.taps("Education for all")
    await student.taps("Leave empty")
    await student.sees("Your profile", "Interests: not given")


async def test_a_search_that_was_left_comes_back_with_what_it_found(join: Join) -> None:
    student = await signed_up(join)
    student.says("/me")
    await student.taps("University")
    student.says("turan")
    await student.sees("1. Turan University, Almaty", "Turan-Astana")
    student.says("/notifications")
    await student.taps("Menu")
    await student.taps("Continue: University")
    await student.sees("1. Turan University, Almaty", "Turan-Astana")
    await student.taps("2. Turan-Astana")
    await student.sees("University: Turan-Astana University", "City: Astana")


async def test_a_photo_in_the_middle_of_a_form_comes_back_to_its_question(join: Join) -> None:
    student = await signed_up(join)
    student.says("/me")
    await student.taps("Name")
    student.sends("photo")
    await student.sees("I can only read text", "What is your name?")
    await student.taps("Cancel")
    await student.sees("Your profile", "Name: Emma")


async def test_old_buttons_of_a_closed_form_do_their_work_once(join: Join, telegram: Telegram) -> None:
    student = await signed_up(join)
    student.says("/me")
    card = await student.sees("Your profile")
    await student.presses(card, "f:edit-study_year:study_year:set:3")
    await student.sees("Year of study: 3")
    await student.presses(card, "f:edit-study_year:study_year:set:3")
    await student.sees("Year of study: 3")
    await student.presses(card, "f:edit-interests:interests:set:on-9")
    await student.sees("What would you like to help with?")
    await student.presses(card, "f:edit-interests:interests:cancel")
    await student.presses(card, "f:edit-interests:interests:cancel")
    await student.sees("Interests: Education for all")
    assert telegram.pending == 0


async def test_an_edit_of_the_university_keeps_a_city_of_ones_own_unless_it_changes(join: Join) -> None:
    student = await signed_up(join)
    student.says("/me")
    await student.taps("City")
    await student.taps("Another place")
    await student.sees("City: Another place")
    await student.taps("University")
    student.says("kaznu")
    await student.taps("1. KazNU")
    await student.sees("University: Al-Farabi", "City: Another place")
    await student.taps("University")
    await student.taps("Not in the list")
    await student.taps("Astana")
    await student.sees("University: Not in the list", "City: Astana")


@pytest.mark.parametrize(
    ("language", "topic", "command"),
    [
        ("kk", "Сауалнамалар", "Хабарландырулар"),
        ("ru", "Опросы", "Уведомления"),
        ("en", "Surveys", "Notifications"),
    ],
)
async def test_each_topic_is_switched_off_and_on(
    join: Join, telegram: Telegram, language: str, topic: str, command: str
) -> None:
    student = await signed_up(join, language=language)
    student.says("/notifications")
    card = await student.sees(command)
    marks = [label[0] for label in student.labels(card)[:4]]
    assert marks == ["▫", "✅", "✅", "✅"], "a goal a week comes to who asks for it"
    for _ in range(2):
        telegram.taps(student.id, card.id, "notify:off:4")
    await telegram.until(lambda: telegram.pending == 0)
    student.looks_at(card)
    await telegram.until(lambda: f"▫️ {topic}" in student.labels(telegram.messages(student.id)[-1]))
    await student.taps(f"▫️ {topic}")
    await telegram.until(lambda: f"✅ {topic}" in student.labels(telegram.messages(student.id)[-1]))


async def test_notifications_say_so_when_everything_is_stopped(join: Join) -> None:
    student = await signed_up(join)
    student.says("/stop")
    await student.sees("no more messages")
    student.says("/notifications")
    await student.sees("Notifications", "Our messages are switched off")


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("word", ["stop", "STOP!", "Стоп", "отписаться", "Тоқта", "токтат", "Unsubscribe."])
async def test_a_stop_word_stops_whatever_is_asked(join: Join, language: str, word: str) -> None:
    student = await consented(join, language=language)
    student.says(word)
    await student.sees("/start")
    student.says("/start")
    await student.sees(WORDS[language].name)


async def test_a_stop_word_within_a_sentence_is_no_wish_to_leave(join: Join) -> None:
    student = await consented(join)
    student.says("Stop Emma")
    await student.sees("Where do you study?")
