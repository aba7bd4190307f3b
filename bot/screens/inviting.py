"""To whom of an event its organizers write."""

from collections.abc import Mapping

from bot.i18n import Translator
from bot.screen import Button, Screen
from bot.screens import event_desk, rosters


def write(t: Translator, number: int, title: str, people: Mapping[str, int]) -> Screen:
    """To whom of an event's people: `people` counts each part of them to whom one may write."""
    asked = t("<b>{title}</b>\n\nTo whom do you want to write?", title=title)
    rows = tuple(
        (
            Button(
                f"{rosters.group(t, group)} · {t.number(people[group])}",
                f"ev:{number}:write:{group}",
            ),
        )
        for group in people
    )
    written = Button(t.label("Broadcasts"), "bc")
    return Screen(asked, (*rows, (written, event_desk.back(t, number))))
