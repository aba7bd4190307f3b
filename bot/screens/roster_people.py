"""One person on the roster of an event: the answer, whether they came, the hours; and looking for a name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.dialog import Prompt
from bot.i18n import Translator
from bot.screen import Button, Screen
from bot.screens import event_facts, event_forms, forms, people, rosters
from bot.screens.rosters import FOUND, Name


@dataclass(frozen=True, slots=True)
class Entry:
    """`answer` is one of the database's words; `own`: the minutes were given by hand, not as to everybody."""

    name: Name
    answer: str
    answered_at: datetime
    came_at: datetime | None
    minutes: int
    own: bool


def card(t: Translator, number: int, title: str, of: Entry, group: str, page: int) -> Screen:
    """Of the event with this number. It was come to from a page of a group."""
    came, data = of.name.presence == "came", f"ev:{number}:mark:{of.name.number}"
    lines = [
        t("<b>{name}</b>", name=rosters.called(t, of.name)),
        title_line(t, title),
        "",
        t("Answer: {answer}", answer=answer(t, of.answer)),
        t("Answered: {date}, {time}", date=t.day(of.answered_at), time=t.time(of.answered_at)),
        _presence_line(t, of),
        event_facts.hours(t, of.minutes) if came else "",
        t("These hours were given by hand.") if came and of.own else "",
    ]
    text = "\n".join(line for place, line in enumerate(lines) if line or place == 2)
    marks = [
        Button(words, f"{data}:{wanted}:{group}:{page}")
        for wanted, words in (
            ("came", t.label("Mark: came")),
            ("absent", t.label("Mark: did not come")),
            ("excused", t.label("Mark: excused")),
            ("none", t.label("Take the mark away")),
        )
        if wanted != (of.name.presence or "none")
    ]
    more = (
        (
            Button(t.label("Hours…"), f"ev:{number}:hrs:{of.name.number}:{group}:{page}"),
            Button(t.label("Thank in your own words"), f"ev:{number}:praise:{of.name.number}"),
        ),
    )
    rows = (*((mark,) for mark in marks), *(more if came else ()))
    return Screen(text, (*rows, (rosters.back(t, number, group, page, "cards"),)))


def title_line(t: Translator, title: str) -> str:
    return t("Event: {title}", title=title)


def answer(t: Translator, of: str) -> str:  # noqa: PLR0911 a table
    match of:
        case "going":
            return t.label("will come")
        case "maybe":
            return t.label("may come")
        case "waiting":
            return t.label("is on the waiting list")
        case "offered":
            return t.label("is offered a seat")
        case "lapsed":
            return t.label("let an offered seat pass")
        case "walk-in":
            return t.label("none: a walk-in")
        case _:
            return t.label("cannot come")


def presence(t: Translator, of: str | None) -> str:
    """Whether somebody came."""
    match of:
        case "came":
            return t.label("yes")
        case "absent":
            return t.label("no")
        case "excused":
            return t.label("no, excused")
        case _:
            return t.label("not marked")


def ask(prompt: Prompt) -> Screen:
    t = prompt.t
    asked = t("<b>Who are you looking for?</b>\n\nWrite part of the name, in any letters.")
    return forms.card(prompt, asked, (), forms.trouble(prompt))


def found(
    t: Translator, number: int, title: str, names: Sequence[Name], *, more: bool, cards: bool
) -> Screen:
    """Those of an event who were looked for. `more`: these are not all."""
    lines = [
        t("<b>People found</b>"),
        title_line(t, title),
        "",
        rosters.how(t, cards=cards),
        t("To find somebody else, just write the name."),
        t("There are more. Write more of the name to narrow it down.") if more else "",
    ]
    rows = [(rosters.button(t, number, name, FOUND, 0, cards=cards),) for name in names]
    rows.append((rosters.other_way(t, number, FOUND, 0, cards=cards),))
    text = "\n".join(line for place, line in enumerate(lines) if line or place == 2)
    return Screen(text, (*rows, (rosters.back(t, number),)))


def others(t: Translator, number: int, title: str, names: Sequence[Name]) -> Screen:
    """Nobody of the event was found, but these have signed up."""
    lines = [
        t("<b>Nobody on the list has this name.</b>"),
        title_line(t, title),
        "",
        t("These people have signed up, but not answered this event. Tap who came."),
        t("To find somebody else, just write the name."),
    ]
    rows = [(Button(rosters.called(t, name), f"ev:{number}:add:{name.number}"),) for name in names]
    return Screen("\n".join(lines), (*rows, (rosters.back(t, number),)))


def nobody(t: Translator, typed: str) -> str:
    return people.nobody(t, typed)


def left(t: Translator) -> Screen:
    return event_forms.left(t)


def _presence_line(t: Translator, of: Entry) -> str:
    came = presence(t, of.name.presence)
    if of.came_at is None:
        return t("Came: {whether}", whether=came)
    return t("Came: {whether}, {date}, {time}", whether=came, date=t.day(of.came_at), time=t.time(of.came_at))
