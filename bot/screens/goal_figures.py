"""What an owner sees of the goals: how many read them, how the quizzes go, and what that has changed."""

from collections.abc import Mapping
from typing import Final

from bot.content.goals import COUNT, goals
from bot.figures import Change, Goal, Groups
from bot.i18n import LANGUAGES, OWN_NAMES, Translator
from bot.screen import Button, Rows, Screen, pager
from bot.screens import profiles

PAGE: Final = 10  # groups on one card


def button(t: Translator) -> Button:
    return Button(t.label("Figures"), "goals:figures")


def overview(
    t: Translator, read: Mapping[int, Goal], weekly: int, changes: Mapping[str, Change | None], home: Button
) -> Screen:
    """`read` is by goal, `changes` by question; None where too few people answered it twice."""
    listed = "\n".join(_line(t, number, goal) for number, goal in read.items())
    moved = "\n".join(_change(t, question, change) for question, change in changes.items())
    text = "\n\n".join(
        (
            t("<b>How the goals are read</b>"),
            listed,
            t("People who get a goal every week: {people}", people=t.number(weekly)),
            t("<b>What has changed</b> in the answers before and after") + f"\n{moved}",
        )
    )
    by = (
        Button(t.label("Quizzes by language"), "goals:figures:language:0:0"),
        Button(t.label("Quizzes by university"), "goals:figures:university:0:0"),
    )
    return Screen(text, (*((one,) for one in by), (Button(t.label("The goals"), "goals"), home)))


def groups(t: Translator, dimension: str, goal: int, found: Groups, page: int, home: Button) -> Screen:
    """`goal` 0 is all of them. A page beyond the last shows the last."""
    title = t("<b>Quizzes by language</b>") if dimension == "language" else t("<b>Quizzes by university</b>")
    of = t("Goal {number}. {title}", number=goal, title=goals()[goal].label[t.language]) if goal else None
    last = max(len(found.shown) - 1, 0) // PAGE
    page = min(page, last)
    lines = [
        t(
            "{name}: right answers {percent}%, people {people}",
            name=_name(t, dimension, group.value),
            percent=group.percent,
            people=t.number(group.people),
        )
        for group in found.shown[page * PAGE : (page + 1) * PAGE]
    ]
    parts = [
        title,
        of or t("All goals together"),
        "\n".join(lines) or t("Nothing to show yet."),
        t("Groups of fewer than 5 people are not shown: {n}", n=found.hidden) if found.hidden else "",
    ]
    data = f"goals:figures:{dimension}"
    choices = [
        _choice(t, number, goal, f"{data}:{number}:{page if number == goal else 0}")
        for number in range(COUNT + 1)
    ]
    rows: Rows = (
        (choices[0],),
        tuple(choices[1:5]),
        tuple(choices[5:]),
        *pager(f"{data}:{goal}:", page, last),
        (button(t), home),
    )
    return Screen("\n\n".join(filter(None, parts)), rows)


def _line(t: Translator, number: int, goal: Goal) -> str:
    read = t(
        "{number}. {title}: read by {people}",
        number=number,
        title=goals()[number].label[t.language],
        people=t.number(goal.read),
    )
    if goal.percent is None:
        quiz = t("quiz: too few answers yet")
    else:
        quiz = t(
            "quiz {percent}% right of {answers}",
            percent=goal.percent,
            answers=t.number(goal.answered),
        )
    return f"{read}, {quiz}"


def _change(t: Translator, question: str, change: Change | None) -> str:
    match question:
        case "knowledge":
            what = t("Goals one can name")
        case "attitude":
            what = t("How much volunteering helps")
        case _:
            what = t("Plans to volunteer")
    if change is None:
        return t("{what}: too few answers yet", what=what)
    return t(
        "{what}: up {more}%, down {fewer}%, people {people}",
        what=what,
        more=100 * change.more // change.people,
        fewer=100 * change.fewer // change.people,
        people=t.number(change.people),
    )


def _name(t: Translator, dimension: str, value: str) -> str:
    if dimension == "language":
        return next((OWN_NAMES[known] for known in LANGUAGES if known == value), t.label("not given"))
    return profiles.university(t, value)


def _choice(t: Translator, number: int, chosen: int, data: str) -> Button:
    label = str(number) if number else t.label("All goals")
    return Button(f"✅ {label}" if number == chosen else label, data)
