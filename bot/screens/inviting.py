"""What an organizer writes about an event: an invitation to it, and to those who answered it."""

from collections.abc import Mapping
from html import escape

from bot.i18n import Translator
from bot.screen import Button, Screen
from bot.screens import attending, event_desk, event_facts
from bot.screens.audiences import PARTICIPANTS
from bot.screens.events import View


def text(t: Translator, of: View) -> str:
    """What an invitation says unless its organizer writes something else."""
    heading = f"<b>{escape(of.title, quote=False)}</b>"
    when = event_facts.when(t, of.starts_at, of.ends_at)
    where = event_facts.where(t, of.city, of.place)
    return "\n\n".join(filter(None, (heading, f"{when}\n{where}", of.text)))


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
