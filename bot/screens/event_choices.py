"""What of an event is chosen with buttons: words that are there already, a city, a goal, hours."""

from collections.abc import Sequence
from typing import Final

from bot.content.goals import COUNT
from bot.content.places import OTHER, cities
from bot.i18n import OWN_NAMES, Translator
from bot.screen import Button, Screen, pager
from bot.screens import event_desk, profiles

PAGE: Final = 8  # cities on one card


def words(t: Translator, number: int, language: str, *, draft: bool) -> Screen:
    """Over words that are there already; those of a draft can be taken out."""
    own = next(name for known, name in OWN_NAMES.items() if known == language)
    data = f"ev:{number}:words:{language}"
    rows: list[tuple[Button, ...]] = [
        (Button(t.label("Another title"), f"{data}:title"), Button(t.label("Another text"), f"{data}:text"))
    ]
    if draft:
        rows.append((Button(t.label("Take both out"), f"{data}:none"),))
    return Screen(
        t(
            "<b>There is a title and a text already: {language}</b>\n\nWhat do you want to change?",
            language=own,
        ),
        (*rows, (event_desk.back(t, number),)),
    )


def city(t: Translator, number: int, chosen: str | None, page: int) -> Screen:
    """A page beyond the last shows the last."""
    known = [*cities(), OTHER]
    last = (len(known) - 1) // PAGE
    page = min(page, last)
    buttons = [
        Button(_chosen(profiles.city(t, of), on=of == chosen), f"ev:{number}:city:{of}")
        for of in known[page * PAGE : (page + 1) * PAGE]
    ]
    rows = [tuple(buttons[n : n + 2]) for n in range(0, len(buttons), 2)]
    return Screen(
        t("<b>In which city is it?</b>"),
        (*rows, *pager(f"ev:{number}:city:p", page, last), (event_desk.back(t, number),)),
    )


def goal(t: Translator, number: int, chosen: int) -> Screen:
    buttons = [
        Button(_chosen(str(of), on=of == chosen), f"ev:{number}:goal:{of}") for of in range(1, COUNT + 1)
    ]
    none = Button(_chosen(t.label("No goal"), on=chosen == 0), f"ev:{number}:goal:0")
    listed = "\n".join(event_desk.goal(t, of) for of in range(1, COUNT + 1))
    asked = t("<b>Which of the goals does it serve?</b>")
    return Screen(
        f"{asked}\n\n{listed}",
        (tuple(buttons[:4]), tuple(buttons[4:]), (none,), (event_desk.back(t, number),)),
    )


def hours(t: Translator, number: int, chosen: int, credits_: Sequence[int]) -> Screen:
    """`credits_` are the minutes that may be chosen."""
    buttons = [
        Button(_chosen(t.number(of // 60), on=of == chosen), f"ev:{number}:hours:{of}") for of in credits_
    ]
    rows = [tuple(buttons[n : n + 5]) for n in range(0, len(buttons), 5)]
    none = Button(_chosen(t.label("No hours"), on=chosen == 0), f"ev:{number}:hours:0")
    return Screen(
        t("<b>How many volunteer hours does it count for?</b>"),
        (*rows, (none,), (event_desk.back(t, number),)),
    )


def adults(t: Translator, number: int, young: int) -> Screen:
    """Before a public event becomes one for adults, though younger people have answered."""
    asked = t.plural(
        "<b>Only for people of 18 and older?</b>\n\n{n} younger person loses the place, and is told.",
        "<b>Only for people of 18 and older?</b>\n\n{n} younger people lose their places, and are told.",
        young,
    )
    yes = Button(t.label("Yes, from now on"), f"ev:{number}:adults:on:yes")
    return Screen(asked, ((yes,), (event_desk.back(t, number),)))


def _chosen(label: str, *, on: bool) -> str:
    return f"✅ {label}" if on else label
