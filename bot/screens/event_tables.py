"""The people of an event as a table for Excel, in the reader's language: no Telegram ids, no ratings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.i18n import ALMATY, LANGUAGES, OWN_NAMES, Translator
from bot.pictures import sheets
from bot.pictures.sheets import Cell
from bot.screen import Button, Document, Picture, Screen
from bot.screens import event_desk, profiles, roster_people

KINDS: Final = ("xlsx", "csv")
MIME: Final = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody of an event: what they are is given by ids, as bot.content has them."""

    name: str
    language: str | None
    university: str | None
    city: str | None
    study_year: str | None
    answer: str
    answered_at: datetime
    presence: str | None
    came_at: datetime | None
    minutes: int


def choose(t: Translator, number: int, title: str, people: int) -> Screen:
    """What is in the table, and the kinds of files there are."""
    asked = t(
        "<b>The people of an event as a table</b>\nEvent: {title}\n\nNames, what they study, their answers, "
        "who came and when, hours. People: {n}\n\nWhoever gets the file has these people's data: keep it "
        "safe, and delete it when you no longer need it. It is noted in the log.",
        title=title,
        n=t.number(people),
    )
    files = (
        Button(t.label("XLSX file"), f"ev:{number}:export:xlsx"),
        Button(t.label("CSV file"), f"ev:{number}:export:csv"),
    )
    return Screen(asked, (files, (event_desk.back(t, number),)))


def file(t: Translator, number: int, title: str, people: Sequence[Line], kind: str) -> Document:
    head, rows = _head(t), [_row(t, one) for one in people]
    caption = t(
        "<b>{title}</b>\nPeople: {n}\n\nPlease delete this file when you no longer need it.",
        title=title,
        n=t.number(len(rows)),
    )
    name = f"event-{number}.{kind}"
    if kind == "csv":
        return Document(name, MIME[kind], sheets.csv(head, rows), caption)
    args = {"title": title, "head": head, "rows": rows}
    return Document.of(Picture("sheet", args, name, MIME[kind]), caption)


def _head(t: Translator) -> list[str]:
    return [
        t.label("Name"),
        t.label("Language"),
        t.label("University"),
        t.label("City"),
        t.label("Year of study"),
        t.label("Answer"),
        t.label("Answered (Astana time)"),
        t.label("Presence"),
        t.label("Came at (Astana time)"),
        t.label("Walk-in"),
        t.label("Hours"),
    ]


def _row(t: Translator, of: Line) -> list[Cell]:
    came = of.presence == "came"
    return [
        of.name,
        next((OWN_NAMES[known] for known in LANGUAGES if known == of.language), ""),
        profiles.university(t, of.university) if of.university else "",
        profiles.city(t, of.city) if of.city else "",
        profiles.year(t, of.study_year) if of.study_year else "",
        "" if of.answer == "walk-in" else roster_people.answer(t, of.answer),
        _time(of.answered_at),
        roster_people.presence(t, of.presence),
        _time(of.came_at) if of.came_at else "",
        t.label("yes") if of.answer == "walk-in" else "",
        round(of.minutes / 60, 2) if came else None,
    ]


def _time(at: datetime) -> str:
    return f"{at.astimezone(ALMATY):%Y-%m-%d %H:%M}"
