"""What an owner sees of the goals, and nobody else: small groups are hidden."""

from collections.abc import Sequence
from contextlib import aclosing
from datetime import UTC, datetime
from itertools import count

import pytest

from bot.content.places import universities
from bot.storage.database import Database
from bot.storage.models import AwarenessAnswer, Person, QuizAnswer
from tests.stories.walks import WORDS, Join, signed_up

pytestmark = pytest.mark.usefixtures("bot")

NOW = datetime(2026, 11, 24, tzinfo=UTC)
SAID = {
    "kk": (
        "Көрсеткіштер",
        "Викториналар: тіл бойынша",
        "Көрсетілмеген топтар (5 адамнан аз): {}",
        "өскендер – {}%",
    ),
    "ru": ("Показатели", "Викторины: по языку", "Группы меньше 5 человек не показаны: {}", "рост – у {}%"),
    "en": ("Figures", "Quizzes by language", "Groups of fewer than 5 people are not shown: {}", "up {}%"),
}


async def read_by(
    database: str, *groups: tuple[str, str, int, int], moved: Sequence[tuple[int, int]] = ()
) -> None:
    """Language, university, how many people read goal 1 and answered its quiz, and how many were right.

    `moved` are the answers to a question before and after, each of one of these people.
    """
    async with aclosing(Database(database)) as store, store.transaction() as session:
        moves, numbers = iter(moved), count(9_000_000_001)
        for language, university, people, right in groups:
            for n in range(people):
                person = Person(
                    telegram_id=next(numbers),
                    created_at=NOW,
                    seen_at=NOW,
                    language=language,
                    university=university,
                    goals_read=1,
                )
                session.add(person)
                await session.flush()
                session.add(
                    QuizAnswer(person_id=person.id, goal=1, choice=1 if n < right else 0, answered_at=NOW)
                )
                for before, after in [move for move in (next(moves, None),) if move]:
                    session.add_all(
                        AwarenessAnswer(
                            person_id=person.id,
                            phase=phase,
                            question="knowledge",
                            choice=choice,
                            answered_at=NOW,
                        )
                        for phase, choice in (("before", before), ("after", after))
                    )


@pytest.mark.parametrize("language", WORDS)
async def test_an_owner_sees_them_in_the_own_language(join: Join, database: str, language: str) -> None:
    figures, by_language, hidden, up = SAID[language]
    moved = [(0, 3), (1, 3), (1, 1), (2, 1), (0, 2)]
    await read_by(
        database, ("kk", "kaznu", 8, 6), ("ru", "nu", 5, 1), ("en", "nu", 4, 4), ("", "", 3, 0), moved=moved
    )
    owner = await signed_up(join, "Owner", language=language, role="owner")
    owner.says("/goals")
    await owner.taps(figures)
    await owner.sees("20", "55%", up.format(60), "–" if language != "en" else "too few answers yet")
    await owner.taps(by_language)
    card = await owner.sees("Қазақша", "75%", "Русский", "20%", hidden.format(2))
    assert "English" not in (card.text or ""), "four people are too few"
    await owner.taps("1")
    await owner.sees("75%", hidden.format(2))
    await owner.taps("2")
    await owner.sees({"kk": "көрсететін ештеңе жоқ", "ru": "пока нечего", "en": "Nothing to show"}[language])


async def test_the_only_small_group_takes_the_next_one_along(join: Join, database: str) -> None:
    """Or the total, less what is shown, would tell of it."""
    await read_by(database, ("kk", "kaznu", 9, 6), ("ru", "nu", 6, 1), ("en", "nu", 4, 4))
    owner = await signed_up(join, "Owner", role="owner")
    card = await owner.sees("Nice to meet you")
    await owner.presses(card, "goals:figures:language:0:0")
    card = await owner.sees("Қазақша", "Groups of fewer than 5 people are not shown: 2")
    assert "Русский" not in (card.text or "")


async def test_many_universities_have_pages(join: Join, database: str) -> None:
    names = [*universities()][:23]
    await read_by(database, *(("kk", name, 5, n % 6) for n, name in enumerate(names)))
    owner = await signed_up(join, "Owner", role="owner")
    card = await owner.sees("Nice to meet you")
    await owner.presses(card, "goals:figures:university:0:0")
    seen = []
    for label in ("2 ›", "3 ›", None):
        card = await owner.sees("Quizzes by university")
        seen += [line for line in (card.text or "").splitlines() if "right answers" in line]
        if label:
            await owner.taps(label)
    assert len(seen) == len({*seen}) == 23
    await owner.presses(card, "goals:figures:university:0:99")
    await owner.sees("Quizzes by university")


NOT_YOURS = "Your role does not allow that. Let's continue from here."


@pytest.mark.parametrize(
    "data", ["goals:figures", "goals:figures:language:0:0", "goals:figures:university:3:1"]
)
async def test_nobody_else_does_by_whatever_button(join: Join, data: str) -> None:
    student = await signed_up(join)
    student.says("/goals")
    card = await student.sees("The Millennium Development Goals")
    assert "Figures" not in student.labels(card)
    assert await student.presses(card, data) == NOT_YOURS
    await student.sees("Hello, Emma!")
