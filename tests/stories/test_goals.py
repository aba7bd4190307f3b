"""The eight goals in the chat: read one by one, their quizzes answered, passed on to a friend."""

from urllib.parse import parse_qs, urlsplit

import pytest

from bot.content.goals import COUNT, goals
from bot.demo.models import Message
from bot.demo.telegram import Telegram
from bot.i18n import Language
from tests import rows
from tests.stories.walks import WORDS, Join, consented, signed_up

pytestmark = pytest.mark.usefixtures("bot")

in_every_language = pytest.mark.parametrize("language", WORDS)

# The introduction, going on, all goals, how far one is, right, wrong, and how many were right.
SAID = {
    "kk": (
        "Мыңжылдықтың даму мақсаттары",
        "1-мақсаттан бастау",
        "Барлық мақсат",
        "Оқылғаны: {}/8",
        "Дұрыс!",
        "Сәл қате.",
        "Дұрыс жауап: {}%. Жауап бергендер: {}",
    ),
    "ru": (
        "Цели развития тысячелетия",
        "Начать с цели 1",
        "Все цели",
        "Прочитано: {} из 8",
        "Верно!",
        "Не совсем.",
        "Верных ответов: {}%. Ответили: {}",
    ),
    "en": (
        "The Millennium Development Goals",
        "Begin with goal 1",
        "All goals",
        "Read: {} of 8",
        "Right!",
        "Not quite.",
        "Right answers: {}%. People who answered: {}",
    ),
}


def link(card: Message) -> str:
    """What the share button passes on."""
    (url,) = (button.url for row in card.rows for button in row if button.url)
    assert url.startswith("https://t.me/share/url?")
    return parse_qs(urlsplit(url).query)["url"][0]


@in_every_language
async def test_they_are_read_one_by_one_and_marked(join: Join, language: Language) -> None:
    introduction, begin, overview, read, *_ = SAID[language]
    student = await signed_up(join, language=language)
    student.says("/goals")
    card = await student.sees(introduction, *(goal.title[language] for goal in goals().values()))
    assert card.text is not None
    assert "✅" not in card.text
    assert "2015" in card.text
    await student.taps(begin)
    first = goals()[1]
    await student.sees(
        first.title[language],
        first.message[language],
        first.fact.text[language],
        f"{first.fact.source[language]}, {first.fact.year}",
        *first.deeds[language],
        *(names[language] for names in first.sdgs.values()),
        first.quiz.question[language],
        read.format(1),
    )
    for number in range(2, COUNT + 1):
        card = await student.sees(goals()[number - 1].title[language])
        assert not [label for label in student.labels(card) if label == f"{number - 1} ›"]
        await student.taps(f"{number} ›")
        card = await student.sees(goals()[number].title[language], read.format(number))
    assert not [label for label in student.labels(card) if label.endswith("›")], "the eighth is the last"
    await student.presses(card, "goal:7")
    await student.sees(goals()[7].title[language], read.format(8))
    await student.taps(overview)
    card = await student.sees(introduction, read.format(8))
    assert card.text is not None
    assert card.text.count("✅") == COUNT
    assert "▫️" not in card.text


@in_every_language
async def test_one_tap_marks_right_and_wrong_explains_and_counts(join: Join, language: Language) -> None:
    *_, right, wrong, counted = SAID[language]
    quiz = goals()[1].quiz
    emma, anna = await signed_up(join, language=language), await signed_up(join, "Anna", language=language)
    for student, choice, verdict, percent in ((emma, 1, right, 100), (anna, 0, wrong, 50)):
        student.says("/goals")
        await student.presses(await student.sees(SAID[language][0]), "goal:1")
        card = await student.sees(quiz.question[language])
        await student.taps("ABCD"[choice])
        people = 1 if student is emma else 2
        card = await student.sees(
            verdict,
            f"✅ B. {quiz.options[language][1]}",
            quiz.explanation[language],
            counted.format(percent, people),
        )
        assert not {"A", "B", "C", "D"} & {*student.labels(card)}
    assert f"❌ A. {quiz.options[language][0]}" in (card.text or "")


async def test_the_first_answer_counts_however_often_and_in_whatever_language(
    join: Join, database: str
) -> None:
    student = await signed_up(join)
    student.says("/goals")
    old = await student.sees("Millennium")
    await student.presses(old, "goal:2:0")
    await student.sees("Not quite.", "❌ A.")
    student.says("/language")
    await student.taps("Қазақша")
    assert await student.presses(old, "goal:2:2") == "Алғашқы жауабыңыз ғана ескеріледі."
    await student.sees("Сәл қате.", "❌ A.", "Жауап бергендер: 1")
    assert await student.presses(old, "goal:2:0") is None, "the same tap says the same again"
    assert await rows.select(database, "SELECT goal, choice FROM quiz_answers") == [(2, 0)]


async def test_who_has_not_consented_reads_and_plays_and_nothing_is_kept(join: Join, database: str) -> None:
    student = join("Emma", language_code="en")
    student.says("/goals")
    card = await student.sees("The Millennium Development Goals", "1. Eradicate")
    assert not {"✅", "▫️"} & {*(card.text or "")}
    await student.taps("Begin with goal 1")
    card = await student.sees("Goal 1.")
    assert "Read:" not in (card.text or "")
    await student.taps("B")
    card = await student.sees("Right!")
    assert "People who answered" not in (card.text or "")
    student.says("/start")
    await student.taps("English")
    await student.taps("Not now")
    await student.taps("Read about the goals")
    await student.sees("The Millennium Development Goals")
    assert await rows.select(database, "SELECT * FROM quiz_answers") == []
    assert await rows.select(database, "SELECT goals_read, awareness_asked FROM people") == [(0, 0)]


async def test_reading_leaves_a_form_that_can_be_gone_on_with(join: Join) -> None:
    student = await consented(join)
    student.says("/goals")
    await student.taps("Begin with goal 1")
    await student.sees("Goal 1.", "Read: 1 of 8")
    await student.taps("Continue")
    await student.sees("1 of 5", "What is your name?")


async def test_there_are_no_events_yet_and_the_card_stays(join: Join) -> None:
    student = await signed_up(join)
    student.says("/goals")
    await student.taps("Begin with goal 1")
    assert await student.taps("Events") == ("There are no events for this goal yet. Look here again later.")
    await student.sees("Goal 1.")


@in_every_language
async def test_a_shared_card_leads_a_friend_to_it_after_signing_up(
    join: Join, telegram: Telegram, language: Language
) -> None:
    emma = await signed_up(join, language=language)
    emma.says("/goals")
    card = await emma.sees(SAID[language][0])
    await emma.presses(card, "goal:7")
    shared = link(await emma.sees(goals()[7].message[language]))
    assert shared == f"https://t.me/{telegram.username}?start=g7"
    friend = await signed_up(join, "Friend", language=language, start="/start g7")
    await friend.sees(goals()[7].title[language], SAID[language][3].format(1))
    friend.says("/start g3")
    await friend.sees(goals()[3].title[language], SAID[language][3].format(2))


@pytest.mark.parametrize("data", ["goal:9", "goal:0", "goal:1:4", "goal:12", "goal:1:events:2", "goals:8"])
async def test_a_button_that_never_was_shows_where_one_is(join: Join, data: str) -> None:
    student = await signed_up(join)
    card = await student.sees("Nice to meet you")
    assert await student.presses(card, data) == "That button is out of date. Let's continue from here."
    await student.sees("Hello, Emma!")
