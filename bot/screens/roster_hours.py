"""What people get for having come: chosen with buttons or typed, for everybody or for one."""

from collections.abc import Sequence

from bot.dialog import Prompt
from bot.i18n import Translator
from bot.screen import Button, Rows, Screen
from bot.screens import event_facts, forms, roster_people, rosters
from bot.screens.rosters import Name


def everybody(
    t: Translator, number: int, title: str, minutes: int, usual: Sequence[int], *, thanked: bool
) -> Screen:
    """For all who came: `minutes` now, the `usual` ones on buttons."""
    lines = [
        t("<b>How many volunteer hours does everybody who came get?</b>"),
        roster_people.title_line(t, title),
        event_facts.hours(t, minutes),
        "",
        t("Hours that were given by hand stay as they are."),
        rosters.told(t) if thanked else "",
    ]
    rows = _choices(t, f"ev:{number}:credit", minutes, usual)
    return Screen(_joined(lines), (*rows, (rosters.back(t, number),)))


def of_one(
    t: Translator,
    number: int,
    of: Name,
    group: str,
    page: int,
    minutes: int,
    usual: Sequence[int],
    everybodys: int,
    *,
    own: bool,
    thanked: bool,
) -> Screen:
    """`own`: the minutes were given by hand, and may be what everybody gets again."""
    lines = [
        t("<b>How many volunteer hours does {name} get?</b>", name=rosters.called(t, of)),
        event_facts.hours(t, minutes),
        "",
        t("Everybody gets: {hours}", hours=event_facts.amount(t, everybodys)),
        rosters.told(t) if thanked else "",
    ]
    data = f"ev:{number}:hrs:{of.number}:{group}:{page}"
    rows = _choices(t, data, minutes if own else None, usual)
    as_all = ((Button(t.label("As everybody"), f"{data}:all"),),) if own else ()
    back = Button(t.label("Back"), f"ev:{number}:one:{of.number}:{group}:{page}")
    return Screen(_joined(lines), (*rows, *as_all, (back,)))


def ask(prompt: Prompt) -> Screen:
    t = prompt.t
    trouble = t("Write a number from 0 to 24, like 1.5 or 1:30.") if prompt.problem else None
    asked = t("<b>How many hours?</b>\n\nWrite a number like 2, 1.5 or 1:30.")
    return forms.card(prompt, asked, (), trouble)


def changed(t: Translator, minutes: int) -> str:
    return t.label("Volunteer hours: {hours}", hours=event_facts.amount(t, minutes))


def _choices(t: Translator, data: str, chosen: int | None, usual: Sequence[int]) -> Rows:
    buttons = [
        Button(
            f"✅ {event_facts.amount(t, of)}" if of == chosen else event_facts.amount(t, of), f"{data}:{of}"
        )
        for of in (0, *usual)
    ]
    rows = tuple(tuple(buttons[n : n + 5]) for n in range(0, len(buttons), 5))
    return (*rows, (Button(t.label("Another number…"), f"{data}:type"),))


def _joined(lines: Sequence[str]) -> str:
    """With the empty line in the middle."""
    return "\n".join(line for place, line in enumerate(lines) if line or lines[place - 1])
