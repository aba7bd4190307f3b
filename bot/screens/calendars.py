"""What everybody plans: the calendar that all partners share, and its coming week."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Final

from bot.i18n import ALMATY, Translator
from bot.screen import Button, Screen, pager
from bot.screens import clashes, profiles

PAGE: Final = 8  # events on one card


@dataclass(frozen=True, slots=True)
class Line:
    """`title` is as short as a button takes it. `own`: the reader may change it."""

    number: int
    title: str
    starts_at: datetime
    city: str
    organization: str | None
    own: bool = False


def listed(
    t: Translator, lines: Sequence[Line], which: str, page: int, pages: int, home: Button, *, city: bool
) -> Screen:
    """`which` is everything or the person's city; `city`: there is one to choose."""
    heading = t("<b>Calendar of everybody's events</b>")
    if which == "city":
        heading += "\n" + t("In your city")
    said = "\n\n".join(_said(t, one) for one in lines) or t("Nothing is planned yet.")
    rows: list[tuple[Button, ...]] = [(_button(one, which, page),) for one in lines]
    rows += pager(f"cal:{which}:", page, pages - 1)
    if which != "all":
        rows.append((Button(t.label("All cities"), "cal:all:0"),))
    elif city:
        rows.append((Button(t.label("In my city"), "cal:city:0"),))
    rows.append((Button(t.label("List of events"), "ev"), home))
    return Screen(f"{heading}\n\n{said}", tuple(rows))


def week(t: Translator, lines: Sequence[Line], more: int) -> Screen:
    """What comes to managers on Mondays."""
    heading = t("<b>What everybody plans for this week</b>")
    told = [_said(t, one) for one in lines]
    if more:
        told.append(t("and {n} more", n=t.number(more)))
    return Screen("\n\n".join((heading, *told)), ((open_(t),),))


def back(t: Translator, which: str, page: int) -> Button:
    return Button(t.label("Calendar"), f"cal:{which}:{page}")


def open_(t: Translator) -> Button:
    return Button(t.label("Calendar"), "cal:all:0")


def _said(t: Translator, of: Line) -> str:
    weekday = t.weekday(of.starts_at.astimezone(ALMATY).weekday(), short=True)
    when = f"{t.day(of.starts_at)}, {weekday}, {t.time(of.starts_at)}"
    title, whose = (escape(one, quote=False) for one in (of.title, of.organization or clashes.campaign(t)))
    return f"{when}\n<b>{title}</b>\n{profiles.city(t, of.city)} · {whose}"


def _button(of: Line, which: str, page: int) -> Button:
    leads = f"ev:{of.number}" if of.own else f"cal:see:{of.number}:{which}:{page}"
    return Button(f"{of.starts_at.astimezone(ALMATY):%d.%m}: {of.title}", leads)
