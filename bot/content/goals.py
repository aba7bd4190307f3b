"""The eight Millennium Development Goals: cards, facts, quizzes, and the goals that continue them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from bot.content.files import (
    FOLDER,
    BadContent,
    Lists,
    Names,
    document,
    in_all_languages,
    lists_in_all_languages,
    short,
)

COUNT: Final = 8
OPTIONS: Final = 4  # of each quiz
DEEDS: Final = 2  # that a volunteer can do for each goal

_FILE: Final = "goals.yaml"
_LIMITS: Final = {"label": 30, "title": 150, "message": 600}  # characters, so that a card stays readable


@dataclass(frozen=True, slots=True)
class Fact:
    """About Kazakhstan, as `source` said it in `year`."""

    text: Names
    source: Names
    year: int
    url: str


@dataclass(frozen=True, slots=True)
class Quiz:
    """`correct` counts the options from 0."""

    question: Names
    options: Lists
    correct: int
    explanation: Names


@dataclass(frozen=True, slots=True)
class Goal:
    """`label` is short enough for a button, `deeds` are what a volunteer can do, `sdgs` what continues it."""

    number: int
    emoji: str
    label: Names
    title: Names
    message: Names
    fact: Fact
    deeds: Lists
    quiz: Quiz
    sdgs: Mapping[int, Names]


@cache
def goals(folder: Path = FOLDER) -> Mapping[int, Goal]:
    """By number, 1 to 8. Raises BadContent."""
    content = document(_FILE, folder)
    entries = content.get("goals")
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise BadContent(f"{_FILE}: goals: a list of goals is expected")
    if [entry.get("number") for entry in entries] != list(range(1, COUNT + 1)):
        raise BadContent(f"{_FILE}: the goals are numbered 1 to {COUNT}, in this order")
    sdgs = _sdgs(content.get("sdgs"))
    return {entry["number"]: _goal(entry, sdgs) for entry in entries}


@cache
def about(folder: Path = FOLDER) -> Names:
    """What the goals were, and what became of them. Raises BadContent."""
    where = f"{_FILE}, about, mdg"
    text = in_all_languages(_mapping(document(_FILE, folder).get("about"), where).get("mdg"), where)
    short(text, 600, where)
    return text


def _goal(entry: dict[str, Any], sdgs: Mapping[int, Names]) -> Goal:
    where = f"{_FILE}, goal {entry['number']}"
    texts = {field: _names(entry, field, where, limit) for field, limit in _LIMITS.items()}
    emoji = entry.get("emoji")
    if not isinstance(emoji, str) or not emoji.strip():
        raise BadContent(f"{where}, emoji: a sign is expected")
    after = entry.get("sdg")
    if not isinstance(after, list) or not after or not all(number in sdgs for number in after):
        raise BadContent(f"{where}, sdg: numbers of sdgs are expected")
    deeds = lists_in_all_languages(entry.get("volunteer"), f"{where}, volunteer", of=DEEDS)
    short(deeds, 200, f"{where}, volunteer")
    return Goal(
        entry["number"],
        emoji,
        **texts,
        fact=_fact(entry.get("fact"), f"{where}, fact"),
        deeds=deeds,
        quiz=_quiz(entry.get("quiz"), f"{where}, quiz"),
        sdgs={number: sdgs[number] for number in after},
    )


def _fact(entry: object, where: str) -> Fact:
    fact = _mapping(entry, where)
    year, url = fact.get("year"), fact.get("url")
    if type(year) is not int or not 1990 <= year <= 2100:
        raise BadContent(f"{where}, year: a year is expected")
    if not isinstance(url, str) or not url.startswith(("http://", "https://")):
        raise BadContent(f"{where}, url: an http(s) address is expected")
    return Fact(_names(fact, "text", where, 400), _names(fact, "source", where, 200), year, url)


def _quiz(entry: object, where: str) -> Quiz:
    quiz = _mapping(entry, where)
    options = lists_in_all_languages(quiz.get("options"), f"{where}, options", of=OPTIONS)
    short(options, 100, f"{where}, options")
    correct = quiz.get("correct")
    if type(correct) is not int or not 0 <= correct < OPTIONS:
        raise BadContent(f"{where}, correct: a number from 0 to {OPTIONS - 1} is expected")
    return Quiz(
        _names(quiz, "question", where, 300), options, correct, _names(quiz, "explanation", where, 200)
    )


def _sdgs(entry: object) -> dict[int, Names]:
    where = f"{_FILE}, sdgs"
    found = _mapping(entry, where)
    if not all(type(number) is int for number in found):
        raise BadContent(f"{where}: numbers are expected")
    return {number: _names(found, number, where, 60) for number in found}


def _names(entry: dict[Any, Any], field: Any, where: str, limit: int) -> Names:
    texts = in_all_languages(entry.get(field), f"{where}, {field}")
    short(texts, limit, f"{where}, {field}")
    return texts


def _mapping(value: object, where: str) -> dict[Any, Any]:
    if not isinstance(value, dict):
        raise BadContent(f"{where}: a mapping is expected")
    return value
