"""Which messages a person wants: one switch a topic."""

from bot.content.topics import Topic
from bot.i18n import Translator
from bot.screen import Button, Screen
from bot.screens import menu


def card(t: Translator, off: int, home: Button, *, stopped: bool, when: str | None = None) -> Screen:
    """`off` are the topics that do not come; `when` says the hour of the goal of the week."""
    text = t("<b>Notifications</b>\n\nWhat should we write to you about? Tap to switch on or off.")
    if stopped:
        text = f"{text}\n\n{menu.silent(t)}"
    switches = [(_switch(topic(t, of), of, off),) for of in Topic]
    label = t.label("Goal of the week: {when}", when=when) if when else None
    change = ((Button(label, "weekly"),),) if label else ()
    return Screen(text, (*switches, *change, (home,)))


def hour(t: Translator, day: int, hour: int) -> str:
    """An hour of the week, like "Thu 18:00"."""
    return f"{t.weekday(day, short=True)} {hour}:00"


def topic(t: Translator, of: Topic) -> str:
    """What a topic is called."""
    match of:
        case Topic.GOALS:
            return t.label("Goal of the week")
        case Topic.EVENTS:
            return t.label("Events")
        case Topic.SURVEYS:
            return t.label("Surveys")
        case _:
            return t.label("News")


def _switch(label: str, of: Topic, off: int) -> Button:
    """Says what a tap makes of it, so that a double tap does it once."""
    to, mark = ("on", "▫️") if off & of else ("off", "✅")
    return Button(f"{mark} {label}", f"notify:{to}:{int(of)}")
