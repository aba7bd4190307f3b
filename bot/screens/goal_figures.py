"""What an owner sees of the goals: how many read them, how the quizzes go, and what that has changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.content.goals import COUNT, goals
from bot.i18n import LANGUAGES, OWN_NAMES, Translator
from bot.screen import Button, Rows, Screen
from bot.screens import profiles

PAGE: Final = 10  # groups on one card


@dataclass(frozen=True, slots=True)
class Line:
    """How many read a goal and answered its quiz, how many percent of them right; None if too few did."""

    read: int
    answered: int
    percent: int | None


@dataclass(frozen=True, slots=True)
class Moved:
    """How many people answered a question before and after, and went up or down."""

    people: int
    more: int
    fewer: int


@dataclass(frozen=True, slots=True)
class Group:
    """`value` is a language or the id of a university."""

    value: str
    people: int
    percent: int


def button(t: Translator) -> Button:
    return Button(t.label("Figures"), "goals:figures")


def overview(
    t: Translator, lines: Mapping[int, Line], weekly: int, moved: Mapping[str, Moved | None], home: Button
) -> Screen:
    """`moved` has an entry for each question; None where too few people answered it twice."""
    listed = "\n".join(_line(t, number, line) for number, line in lines.items())
    changes = "\n".join(_change(t, question, change) for question, change in moved.items())
    text = "\n\n".join(
        (
            t("<b>How the goals are read</b>"),
            listed,
            t("People who get a goal every week: {people}", people=t.number(weekly)),
            t("<b>What has changed</b> in the answers before and after") + f"\n{changes}",
        )
    )
    by = (
        Button(t.label("Quizzes by language"), "goals:figures:language:0:0"),
        Button(t.label("Quizzes by university"), "goals:figures:university:0:0"),
    )
    return Screen(text, (*((one,) for one in by), (Button(t.label("The goals"), "goals"), home)))


def groups(
    t: Translator, dimension: str, goal: int, shown: Sequence[Group], hidden: int, page: int, home: Button
) -> Screen:
    """`goal` 0 is all of them. A page beyond the last shows the last."""
    title = t("<b>Quizzes by language</b>") if dimension == "language" else t("<b>Quizzes by university</b>")
    of = t("Goal {number}. {title}", number=goal, title=goals()[goal].label[t.language]) if goal else None
    last = max(len(shown) - 1, 0) // PAGE
    page = min(page, last)
    lines = [
        t(
            "{name}: right answers {percent}%, people {people}",
            name=_name(t, dimension, group.value),
            percent=group.percent,
            people=t.number(group.people),
        )
        for group in shown[page * PAGE : (page + 1) * PAGE]
    ]
    parts = [
        title,
        of or t("All goals together"),
        "\n".join(lines) or t("Nothing to show yet."),
        t("Groups of fewer than 5 people are not shown: {n}", n=hidden) if hidden else "",
    ]
    data = f"goals:figures:{dimension}"
    choices = [
        _choice(t, number, goal, f"{data}:{number}:{page if number == goal else 0}")
        for number in range(COUNT + 1)
    ]
    pages = [Button(f"‹ {page}", f"{data}:{goal}:{page - 1}")] if page else []
    pages += [Button(f"{page + 2} ›", f"{data}:{goal}:{page + 1}")] if page < last else []
    rows: Rows = (
        (choices[0],),
        tuple(choices[1:5]),
        tuple(choices[5:]),
        *((tuple(pages),) if pages else ()),
        (button(t), home),
    )
    return Screen("\n\n".join(filter(None, parts)), rows)


def _line(t: Translator, number: int, line: Line) -> str:
    read = t(
        "{number}. {title}: read by {people}",
        number=number,
        title=goals()[number].label[t.language],
        people=t.number(line.read),
    )
    if line.percent is None:
        return read
    quiz = t(
        "quiz {percent}% right of {answers}",
        percent=line.percent,
        answers=t.number(line.answered),
    )
    return f"{read}, {quiz}"


def _change(t: Translator, question: str, moved: Moved | None) -> str:
    match question:
        case "knowledge":
            what = t("Goals one can name")
        case "attitude":
            what = t("How much volunteering helps")
        case _:
            what = t("Plans to volunteer")
    if moved is None:
        return t("{what}: too few answers yet", what=what)
    return t(
        "{what}: up {more}%, down {fewer}%, people {people}",
        what=what,
        more=100 * moved.more // moved.people,
        fewer=100 * moved.fewer // moved.people,
        people=t.number(moved.people),
    )


def _name(t: Translator, dimension: str, value: str) -> str:
    if dimension == "language":
        return next((OWN_NAMES[known] for known in LANGUAGES if known == value), t.label("not given"))
    return profiles.university(t, value)


def _choice(t: Translator, number: int, chosen: int, data: str) -> Button:
    label = str(number) if number else t.label("All goals")
    return Button(f"✅ {label}" if number == chosen else label, data)
