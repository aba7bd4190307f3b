"""The goals and the questions about them: every fault is named by file, goal, language and field."""

from pathlib import Path

import pytest

from bot.content import awareness
from bot.content.files import BadContent
from bot.content.goals import about, goals
from bot.i18n import LANGUAGES
from tests.content.test_content import folder, spoil

__all__ = ["folder"]


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("goals:\n", "goals: [\n", "not YAML"),
        ("goals:\n", "\tgoals:\n", "not YAML"),
        ("goals:\n", "aims:\n", "goals: a list of goals is expected"),
        ("  - number: 1\n", "  - 1\n  - number: 1\n", "goals: a list of goals is expected"),
        ("number: 8", "number: 9", "numbered 1 to 8"),
        ("number: 2", "number: 1", "numbered 1 to 8"),
        ("number: 1", "number: one", "numbered 1 to 8"),
        ("number: 3\n    ", "", "numbered 1 to 8"),
        ('en: "Environment"', 'de: "Umwelt"', "goal 7, label: kk, ru, en are expected"),
        (', en: "Child health"', "", "goal 4, label: kk, ru, en are expected"),
        ('"Child health"', '"Child health", de: "Kinder"', "goal 4, label: kk, ru, en are expected"),
        ('"Кедейлік пен аштыққа қарсы"', '""', "goal 1, label, kk: a text is expected"),
        ('"Борьба с ВИЧ и туберкулёзом"', '"  "', "goal 6, label, ru: a text is expected"),
        ('"Environment"', "3", "goal 7, label, en: a text is expected"),
        ('"Environment"', "", "goal 7, label, en: a text is expected"),
        ('"Environment"', f'"{"E" * 31}"', "goal 7, label, en: 30 characters at most"),
        ('label: {kk: "Баршаға білім"', 'name: {kk: "Баршаға білім"', "goal 2, label"),
        ('emoji: "🍞"', 'emoji: ""', "goal 1, emoji: a sign is expected"),
        ("sdg: [1, 2]", "sdg: [1, 99]", "goal 1, sdg: numbers of sdgs are expected"),
        ("sdg: [1, 2]", "sdg: []", "goal 1, sdg: numbers of sdgs are expected"),
        ('en: "No poverty"', 'en: ""', "sdgs, 1, en: a text is expected"),
        ("  17: {", "  xvii: {", "sdgs: numbers are expected"),
        ('kk: "Мыңжылдықтың', 'de: "Мыңжылдықтың', "about, mdg: kk, ru, en are expected"),
        ('ru: "Ликвидация крайней', 'de: "', "goal 1, title: kk, ru, en are expected"),
        ('en: "In 2000 the world', f'en: "{"w" * 600}', "goal 1, message, en: 600 characters at most"),
        ('kk: "Қазақстан 2001', 'de: "', "goal 1, fact, text: kk, ru, en are expected"),
        ("year: 2010", "year: soon", "goal 1, fact, year: a year is expected"),
        ("year: 2010", "year: true", "goal 1, fact, year: a year is expected"),
        ('url: "http', 'url: "ftp', "goal 1, fact, url: an http(s) address is expected"),
        ("    fact:\n", "    fact: none\n    facts:\n", "goal 1, fact: a mapping is expected"),
        ("    quiz:\n", "    quiz: none\n    quizzes:\n", "goal 1, quiz: a mapping is expected"),
        ("correct: 1", "correct: 4", "goal 1, quiz, correct: a number from 0 to 3 is expected"),
        ("correct: 1", "correct: true", "goal 1, quiz, correct: a number from 0 to 3 is expected"),
        ('["By a quarter", ', "[", "goal 1, quiz, options, en: 4 texts are expected"),
        ('["На четверть", "Вдвое"', '["Вдвое", "Вдвое"', "goal 1, quiz, options, ru: a text is there twice"),
        ('"By half"', f'"{"h" * 101}"', "goal 1, quiz, options, en: 100 characters at most"),
        ('"By half"', "7", "goal 1, quiz, options, en: a text is expected"),
        ('en: "By half. Kaz', 'de: "', "goal 1, quiz, explanation: kk, ru, en are expected"),
        ('- "Help a young', '- ""\n        - "', "goal 1, volunteer, en: 2 texts are expected"),
    ],
)
def test_a_fault_in_the_goals_is_named_by_file_goal_and_field(
    folder: Path, old: str, new: str, named: str
) -> None:
    spoil(folder / "goals.yaml", old, new)
    with pytest.raises(BadContent) as raised:
        _ = goals(folder), about(folder)
    assert str(raised.value).startswith("goals.yaml")
    assert named in str(raised.value)


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("questions:\n", "questions: 3\nothers:\n", "questions: a list of questions is expected"),
        ("id: knowledge", "id: wisdom", "the questions are knowledge, attitude, practice"),
        ('en: "How many', 'de: "How many', "knowledge, text: kk, ru, en are expected"),
        ('["None", "1–2"', '["None"', "knowledge, options, en: 4 texts are expected"),
        ('"A great deal"', f'"{"g" * 41}"', "attitude, options, en: 40 characters at most"),
        ('["Нет", ', '["Да", ', "practice, options, ru: a text is there twice"),
    ],
)
def test_a_fault_in_the_questions_is_named_by_file_question_and_field(
    folder: Path, old: str, new: str, named: str
) -> None:
    spoil(folder / "awareness.yaml", old, new)
    with pytest.raises(BadContent) as raised:
        awareness.questions(folder)
    assert str(raised.value).startswith("awareness.yaml")
    assert named in str(raised.value)


def test_every_goal_says_when_and_by_whom_its_fact_was_told() -> None:
    for goal in goals().values():
        assert 2000 <= goal.fact.year <= 2015
        assert all(goal.fact.source[language] for language in LANGUAGES)
        assert goal.sdgs, "each is continued by another"
