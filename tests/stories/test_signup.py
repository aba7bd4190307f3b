"""From /start to signed up, in each language: tapped, typed, left, gone back in, changed and cancelled."""

import pytest

from bot.demo.telegram import Telegram
from tests.stories.walks import WORDS, Join, answered, consented, signed_up

pytestmark = pytest.mark.usefixtures("bot")

in_every_language = pytest.mark.parametrize("language", WORDS)

PROFILES = {
    "kk": ("Әл-Фараби атындағы Қазақ ұлттық университеті", "Алматы", "Баршаға білім"),
    "ru": ("Казахский национальный университет имени аль-Фараби", "Алматы", "Образование для всех"),
    "en": ("Al-Farabi Kazakh National University", "Almaty", "Education for all"),
}


@in_every_language
async def test_ten_taps_and_answers_lead_to_the_end(join: Join, language: str, telegram: Telegram) -> None:
    words = WORDS[language]
    student = join("Әсел", last_name="Ким <3", language_code=language)
    before = len(telegram.calls)
    acts = 0

    def says(text: str) -> None:
        nonlocal acts
        acts += 1
        student.says(text)

    async def taps(label: str) -> None:
        nonlocal acts
        acts += 1
        await student.taps(label)

    says("/start")
    await taps(words.language)
    await student.sees(words.consent, "Volunteers <of> Kazakhstan", "123456789012", "/privacy")
    await taps(words.agree)
    await student.sees("1", "5", words.name)
    await taps("Әсел Ким <3")
    await student.sees("2", "5", words.university)
    says("қазұу")
    await student.sees("2", "5", words.which, f"1. {PROFILES[language][0]}, {PROFILES[language][1]}")
    await taps("1. ")
    await student.sees("3", "5", words.year)
    await taps(words.second_year)
    await student.sees("4", "5", words.interests)
    await taps(words.education)
    await taps(words.done)
    await student.sees("5", "5", words.review, "Әсел Ким <3", *PROFILES[language])
    await taps(words.save)
    await student.sees(words.welcome, "Әсел Ким <3")
    assert acts == 10, "ten taps and answers, the first of them /start"
    await student.sees(words.questions)
    sent = [call for call in telegram.calls[before:] if call.method == "sendMessage"]
    assert len(sent) == 3, "one card, one more below what was typed, and an offer below: taps edit"


@in_every_language
async def test_a_university_that_is_not_in_the_list_asks_for_the_city(join: Join, language: str) -> None:
    words = WORDS[language]
    student = await consented(join, language=language)
    await student.taps("Emma Li")
    student.says("zzzzzz")
    card = await student.sees(words.university, "zzzzzz")
    await student.presses(card, "f:signup:university:set:other")
    card = await student.sees("3", "6", words.city)
    await student.taps("›")
    student.says("Atlantis")
    await student.sees("3", "6", words.city)
    student.says("Өскемен")
    await student.sees("4", "6", words.year)
    await student.taps(words.second_year)
    await student.taps(words.abroad)
    await student.taps(words.done)
    card = await student.sees(words.review)
    assert {"Өскемен", "Усть-Каменогорск", "Oskemen"} & set((card.text or "").replace("(", "").split())


async def test_every_page_of_the_cities_can_be_turned_and_each_city_is_on_one(join: Join) -> None:
    student = await consented(join)
    await student.taps("Emma Li")
    await student.taps("Not in the list")
    seen: list[str] = []
    card = await student.sees("Which city")
    for _ in range(3):
        seen += student.labels(card)
        await student.taps("›")
        card = await student.sees("Which city")
    assert "›" not in student.labels(card)
    seen += student.labels(card)
    assert {"Almaty", "Konaev", "Another place"} <= set(seen)
    assert len({label for label in seen if label not in {"‹", "›", "Back", "Cancel", "Another place"}}) == 25
    await student.taps("‹")
    await student.taps("Another place")
    await student.sees("Which year are you in?")


async def test_what_may_be_left_open_can_be_skipped(join: Join) -> None:
    student = await consented(join)
    await student.taps("Emma Li")
    student.says("nu")
    await student.taps("1. NU")
    await student.taps("Skip")
    await student.sees("What would you like to help with?")
    await student.taps("Skip")
    await student.sees("Is everything right?", "Year of study: not given", "Interests: not given")
    await student.taps("All right, sign me up")
    await student.sees("Nice to meet you")


async def test_done_on_a_card_not_yet_redrawn_means_what_has_been_chosen_by_now(join: Join) -> None:
    student = await consented(join)
    await student.taps("Emma Li")
    student.says("nu")
    await student.taps("1. NU")
    await student.taps("Skip")
    card = await student.sees("What would you like to help with?")
    for data in ("on-2", "on-9", "done-2"):
        student.telegram.taps(student.id, card.id, f"f:signup:interests:set:{data}")
    student.looks_at(card)
    await student.sees("Is everything right?", "Interests: Education for all, Volunteer abroad")


async def test_a_number_of_the_list_can_be_typed(join: Join) -> None:
    student = await consented(join)
    await student.taps("Emma Li")
    student.says("turan")
    await student.sees("2. Turan-Astana University, Astana")
    student.says("9")
    await student.sees("Where do you study?")
    student.says("turan")
    await student.sees("2. Turan-Astana University, Astana")
    student.says(" 2 ")
    await student.sees("3 of 5", "Which year are you in?")
    await student.taps("Back")
    await student.sees("Now: Turan-Astana University")


async def test_back_keeps_what_was_answered(join: Join) -> None:
    student = await consented(join)
    await student.taps("Emma Li")
    student.says("kbtu")
    await student.taps("1. KBTU")
    await student.sees("Which year")
    await student.taps("Back")
    await student.sees("2 of 5", "Where do you study?")
    await student.taps("Leave as it is")
    await student.sees("3 of 5", "Which year")
    await student.taps("Back")
    await student.taps("Back")
    card = await student.sees("1 of 5", "What is your name?")
    assert "Back" not in student.labels(card)
    student.says("Emma Stone")
    await student.sees("3 of 5", "Which year")


async def test_each_line_of_the_review_can_be_changed(join: Join) -> None:
    student = await consented(join)
    await answered(student, "Emma Li")
    await student.taps("Name")
    student.says("Emma Stone")
    await student.sees("Is everything right?", "Name: Emma Stone")
    await student.taps("City")
    await student.taps("Astana")
    await student.sees("University: Al-Farabi", "City: Astana")
    await student.taps("University")
    student.says("sdu")
    await student.taps("1. SDU")
    await student.sees("University: SDU University", "City: Kaskelen")
    await student.taps("Year of study")
    student.says("магистратура")
    await student.sees("Year of study: Master's")
    await student.taps("Interests")
    card = await student.sees("What would you like")
    assert "✅ Education for all" in student.labels(card), "what was chosen is marked"
    await student.taps("Education for all")
    await student.taps("Volunteer abroad")
    await student.taps("Done")
    await student.sees("Interests: Volunteer abroad")
    await student.taps("Interests")
    await student.taps("Back")
    await student.sees("Is everything right?", "Interests: Volunteer abroad")
    await student.taps("All right, sign me up")
    await student.sees("Nice to meet you, Emma Stone!")


async def test_a_new_university_elsewhere_asks_for_its_city(join: Join) -> None:
    student = await consented(join)
    await answered(student, "Emma Li")
    await student.taps("University")
    await student.taps("Not in the list")
    await student.sees("Which city do you study in?")
    await student.taps("Back")
    await student.sees("Where do you study?")
    await student.taps("Leave as it is")
    await student.taps("Shymkent")
    await student.sees("University: Not in the list", "City: Shymkent")


async def test_cancelling_asks_first_and_then_deletes(join: Join) -> None:
    student = await consented(join)
    await student.taps("Emma Li")
    await student.taps("Cancel")
    await student.sees("Your answers so far will be deleted")
    await student.taps("No, continue")
    await student.sees("2 of 5", "Where do you study?")
    await student.taps("Cancel")
    await student.taps("Yes, delete them")
    await student.sees("no answers are kept")
    await student.taps("Sign up")
    await student.sees("1 of 5", "What is your name?")


async def test_cancelling_before_any_answer_needs_no_question(join: Join) -> None:
    student = await consented(join)
    await student.taps("Cancel")
    await student.sees("You can sign up at any time")


@in_every_language
async def test_signing_up_twice_shows_the_profile(join: Join, language: str) -> None:
    student = await signed_up(join, language=language)
    card = await student.sees("Emma")
    await student.presses(card, "f:signup:review:set:yes")
    await student.sees(WORDS[language].welcome)
    for _ in range(31):
        student._pause()
    await student.presses(card, "f:signup:name:set:suggested")
    await student.sees("Emma", *PROFILES[language])
