"""The questions about a person, asked at sign-up and again when an answer is changed."""

from typing import Final

from bot.content.places import OTHER
from bot.dialog import Answers, Prompt, Question
from bot.screen import Screen
from bot.screens import signup as screens
from bot.screens.profiles import Profile
from bot.services import names, people, places, studies


def profile(answers: Answers) -> Profile:
    """The profile as the answers make it."""
    return Profile(
        name=answers["name"],
        university=answers.get("university"),
        city=people.city(answers),
        study_year=answers.get("study_year"),
        interests=answers.get("interests") or 0,
    )


def _review(prompt: Prompt) -> Screen:
    return screens.review(prompt, profile(prompt.answers))


def _elsewhere(answers: Answers) -> bool:
    return answers.get("university") == OTHER


NAME: Final = Question("name", screens.name, names.parse, names.pick)
UNIVERSITY: Final = Question(
    "university",
    screens.university,
    places.search_university,
    places.pick_university,
    resets=("city",),
    numbered=places.numbered,
)
CITY: Final = Question("city", screens.city, places.parse_city, places.pick_city, asked=_elsewhere)
STUDY_YEAR: Final = Question(
    "study_year", screens.study_year, studies.parse_year, studies.pick_year, optional=True
)
INTERESTS: Final = Question(
    "interests", screens.interests, studies.parse_interests, studies.pick_interests, optional=True
)
REVIEW: Final = Question("review", _review, studies.only_buttons, studies.confirm)
