"""What the staff did, as owners read it: the newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.i18n import Translator
from bot.screen import Button, Screen, pager
from bot.screens import staff

PAGE: Final = 10  # entries on one card


@dataclass(frozen=True, slots=True)
class Someone:
    """`name` is None for who is erased, or has none."""

    number: int
    name: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """Who did what when, and to whom or with which broadcast, event or organization, if any."""

    at: datetime
    who: Someone
    act: str
    whom: Someone | None
    number: int | None = None


def page(t: Translator, lines: Sequence[Line], number: int, last: int, home: Button) -> Screen:
    """`number` is of this page and `last` of the oldest, from 0."""
    title = t("<b>Log</b>")
    told = "\n\n".join(_line(t, line) for line in lines) or t("Nothing to show yet.")
    rows = (*pager("log:", number, last), (staff.back(t), home))
    return Screen(f"{title}\n\n{told}", rows)


def _line(t: Translator, of: Line) -> str:
    values = {
        "at": f"{t.day(of.at)}, {t.time(of.at)}",
        "who": staff.called(t, of.who.number, of.who.name),
        "what": staff.act(t, of.act),
    }
    if of.number is not None and of.whom is not None:
        whom = staff.called(t, of.whom.number, of.whom.name)
        return t("{at} – {who} {what}: no. {number}, {whom}", **values, number=of.number, whom=whom)
    if of.number is not None:
        return t("{at} – {who} {what}: no. {number}", **values, number=of.number)
    if of.whom is None:
        return t("{at} – {who} {what}", **values)
    return t("{at} – {who} {what}: {whom}", **values, whom=staff.called(t, of.whom.number, of.whom.name))
