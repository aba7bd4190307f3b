"""To whom of an event an organizer writes."""

from collections.abc import Mapping

from bot.content.audiences import PARTICIPANTS
from bot.i18n import Translator
from bot.screen import Button, Screen
from bot.screens import attending, event_desk


def write(t: Translator, number: int, title: str, people: Mapping[str, int]) -> Screen:
    """To whom of an event's people: `people` counts each group."""
    asked = t("<b>{title}</b>\n\nTo whom do you want to write?", title=title)
    rows = tuple(
        (
            Button(
                f"{attending.group(t, group)} · {t.number(people.get(group, 0))}",
                f"ev:{number}:write:{group}",
            ),
        )
        for group in PARTICIPANTS
    )
    return Screen(asked, (*rows, (event_desk.back(t, number),)))
