"""Reading content files: every value is there, in every language, and nothing is there twice."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import yaml

from bot.i18n import LANGUAGES, Language

FOLDER: Final = Path(__file__).parent

Names = Mapping[Language, str]


class BadContent(Exception):
    """What is wrong in which file, entry and field."""


def table(name: str, fields: Iterable[str], folder: Path = FOLDER) -> list[dict[str, str]]:
    """The rows of a CSV file, each with all these fields and an `id` of its own."""
    with (folder / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    seen: set[str] = set()
    for number, row in enumerate(rows, 2):
        for field in ("id", *fields):
            if not (row.get(field) or "").strip():
                raise BadContent(f"{name}, line {number}: {field} is missing")
        if row["id"] in seen:
            raise BadContent(f"{name}, line {number}: id {row['id']} is there twice")
        seen.add(row["id"])
    return rows


def document(name: str, folder: Path = FOLDER) -> dict[str, Any]:
    """A YAML file whose top is a mapping."""
    try:
        content = yaml.safe_load((folder / name).read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise BadContent(f"{name}: not YAML: {str(error).splitlines()[0]}") from None
    if not isinstance(content, dict):
        raise BadContent(f"{name}: a mapping is expected")
    return content


def in_all_languages(value: object, where: str) -> Names:
    """A text that is there in every language, and in no other."""
    if not isinstance(value, dict) or set(value) != set(LANGUAGES):
        raise BadContent(f"{where}: {', '.join(LANGUAGES)} are expected")
    for language, text in value.items():
        if not isinstance(text, str) or not text.strip():
            raise BadContent(f"{where}, {language}: a text is expected")
    return dict(value)
