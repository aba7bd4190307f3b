"""Reading content files: every value is there, in every language, and nothing is there twice."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import yaml

from bot.i18n import LANGUAGES, Language

FOLDER: Final = Path(__file__).parent
# In C where it was built so: it is read at each start.
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Names = Mapping[Language, str]
Lists = Mapping[Language, tuple[str, ...]]


class BadContent(Exception):
    """What is wrong in which file, entry and field."""


def table(name: str, fields: Iterable[str], folder: Path = FOLDER) -> list[dict[str, str]]:
    """The rows of a CSV file, each with all these fields and an `id` of its own."""
    rows = list(csv.DictReader(_text(name, folder).splitlines()))
    if not rows:
        raise BadContent(f"{name}: a row is expected")
    seen: set[str] = set()
    for number, row in enumerate(rows, 2):
        if None in row:
            raise BadContent(f"{name}, line {number}: too many fields")
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
        content = yaml.load(_text(name, folder), Loader=_LOADER)  # noqa: S506 a safe one
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        raise BadContent(f"{name}{where}: not YAML") from None
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


def lists_in_all_languages(value: object, where: str, *, of: int) -> Lists:
    """So many texts, all different, in every language and in no other."""
    if not isinstance(value, dict) or set(value) != set(LANGUAGES):
        raise BadContent(f"{where}: {', '.join(LANGUAGES)} are expected")
    for language, texts in value.items():
        if not isinstance(texts, list) or len(texts) != of:
            raise BadContent(f"{where}, {language}: {of} texts are expected")
        if not all(isinstance(text, str) and text.strip() for text in texts):
            raise BadContent(f"{where}, {language}: a text is expected")
        if len(set(texts)) != of:
            raise BadContent(f"{where}, {language}: a text is there twice")
    return {language: tuple(texts) for language, texts in value.items()}


def short(texts: Names | Lists, limit: int, where: str) -> None:
    """Raises BadContent for a text of more characters than the limit."""
    for language, value in texts.items():
        for text in (value,) if isinstance(value, str) else value:
            if len(text) > limit:
                raise BadContent(f"{where}, {language}: {limit} characters at most are expected")


def _text(name: str, folder: Path) -> str:
    try:
        return (folder / name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise BadContent(f"{name}: UTF-8 text is expected") from None
