"""Universities and the cities they are in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from bot.content.files import FOLDER, BadContent, Names, table
from bot.i18n import LANGUAGES, Language

OTHER: Final = "other"  # a university or city that is not in the list

_LETTERS: Final[dict[Language, re.Pattern[str]]] = {
    "kk": re.compile(r"[^a-zA-Z]+"),
    "ru": re.compile(r"[^a-zA-ZәғқңөұүһіӘҒҚҢӨҰҮҺІ]+"),
    "en": re.compile(r"[^\u0400-\u04ff]+"),
}
_NAMES: Final = tuple(f"name_{language}" for language in LANGUAGES)


@dataclass(frozen=True, slots=True)
class City:
    id: str
    names: Names


@dataclass(frozen=True, slots=True)
class University:
    """`city` is a city's id."""

    id: str
    names: Names
    abbreviations: tuple[str, ...]
    city: str

    def short(self, language: Language) -> str:
        """The abbreviation in a language: the lists mostly begin with the Kazakh, Russian and English one."""
        latin, wanted = _LETTERS["en"], _LETTERS[language]
        if [bool(latin.fullmatch(name)) for name in self.abbreviations[:3]] == [False, False, True]:
            return self.abbreviations[LANGUAGES.index(language)]
        return next((name for name in self.abbreviations if wanted.fullmatch(name)), self.abbreviations[0])


@cache
def cities(folder: Path = FOLDER) -> Mapping[str, City]:
    """By id, in the order of the file: the largest first."""
    return {row["id"]: City(row["id"], _names(row)) for row in table("cities.csv", _NAMES, folder)}


@cache
def universities(folder: Path = FOLDER) -> Mapping[str, University]:
    """By id. Raises BadContent, also for a city that is not in the list of cities."""
    found = {}
    for row in table("universities.csv", (*_NAMES, "abbreviations", "city_id"), folder):
        if row["city_id"] not in cities(folder):
            raise BadContent(f"universities.csv, {row['id']}: city_id {row['city_id']} is not in cities.csv")
        abbreviations = tuple(row["abbreviations"].split("|"))
        if not all(name.strip() for name in abbreviations):
            raise BadContent(f"universities.csv, {row['id']}: abbreviations: an empty one")
        found[row["id"]] = University(row["id"], _names(row), abbreviations, row["city_id"])
    return found


def _names(row: dict[str, str]) -> Names:
    return {language: row[f"name_{language}"] for language in LANGUAGES}
