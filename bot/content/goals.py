"""The eight Millennium Development Goals."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from bot.content.files import FOLDER, BadContent, Names, document, in_all_languages

COUNT: Final = 8


@dataclass(frozen=True, slots=True)
class Goal:
    """`label` is short enough for a button."""

    number: int
    label: Names


@cache
def goals(folder: Path = FOLDER) -> Mapping[int, Goal]:
    """By number, 1 to 8. Raises BadContent."""
    entries = document("goals.yaml", folder).get("goals")
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise BadContent("goals.yaml: goals: a list of goals is expected")
    if [entry.get("number") for entry in entries] != list(range(1, COUNT + 1)):
        raise BadContent(f"goals.yaml: the goals are numbered 1 to {COUNT}, in this order")
    return {
        entry["number"]: Goal(
            entry["number"],
            in_all_languages(entry.get("label"), f"goals.yaml, goal {entry['number']}, label"),
        )
        for entry in entries
    }
