"""That somebody plans a like event, or one in the same city on the same day: said, never forbidden."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.i18n import Translator
from bot.screen import Button, Rows
from bot.screens import profiles


@dataclass(frozen=True, slots=True)
class Clash:
    """A public event. `title` is as short as a button takes it; `here`: in the same city on the same day."""

    number: int
    organization: str | None
    title: str
    city: str
    starts_at: datetime
    here: bool


@dataclass(frozen=True, slots=True)
class Clashes:
    """Some of them, and how many there are `more`."""

    shown: Sequence[Clash] = ()
    more: int = 0


NONE: Final = Clashes()


def said(t: Translator, of: Clashes) -> str:
    """Nothing where there are none."""
    if not of.shown:
        return ""
    lines = [_line(t, one) for one in of.shown]
    if of.more:
        lines.append(t("and {n} more", n=t.number(of.more)))
    return "\n".join((t("<b>Please look before you go on:</b>"), *lines))


def buttons(t: Translator, number: int, of: Clashes) -> Rows:
    """`number` is the event's from which one looks at the others."""
    return tuple(
        (Button(t.label("See it: {title}", title=one.title), f"ev:{number}:see:{one.number}"),)
        for one in of.shown
    )


def campaign(t: Translator) -> str:
    """Who holds an event of no partner."""
    return t.label("The campaign")


def _line(t: Translator, of: Clash) -> str:
    values = {
        "organization": of.organization or campaign(t),
        "title": of.title,
        "city": profiles.city(t, of.city),
        "day": t.day(of.starts_at),
        "time": t.time(of.starts_at),
    }
    if of.here:
        return t("{organization} has “{title}” in {city} that day: {day}, {time}", **values)
    return t("{organization} has a similar title, “{title}”, in {city}: {day}, {time}", **values)
