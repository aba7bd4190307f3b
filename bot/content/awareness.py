"""Three questions asked before the goals are read and after: what one knows, thinks and means to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

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

IDS: Final = ("knowledge", "attitude", "practice")
OPTIONS: Final = 4  # from the least to the most

_FILE: Final = "awareness.yaml"


@dataclass(frozen=True, slots=True)
class Question:
    id: str
    text: Names
    options: Lists


@cache
def questions(folder: Path = FOLDER) -> Mapping[str, Question]:
    """By id, in the order in which they are asked. Raises BadContent."""
    entries = document(_FILE, folder).get("questions")
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise BadContent(f"{_FILE}: questions: a list of questions is expected")
    if tuple(entry.get("id") for entry in entries) != IDS:
        raise BadContent(f"{_FILE}: the questions are {', '.join(IDS)}, in this order")
    return {entry["id"]: _question(entry) for entry in entries}


def _question(entry: dict[str, object]) -> Question:
    where = f"{_FILE}, {entry['id']}"
    text = in_all_languages(entry.get("text"), f"{where}, text")
    options = lists_in_all_languages(entry.get("options"), f"{where}, options", of=OPTIONS)
    short(text, 300, f"{where}, text")
    short(options, 40, f"{where}, options")  # they stand on buttons
    return Question(str(entry["id"]), text, options)
