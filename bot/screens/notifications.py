"""Which messages a person wants: one switch a topic."""

from bot.content.topics import Topic
from bot.i18n import Translator
from bot.screen import Button, Screen


def card(t: Translator, muted: int, home: Button, *, stopped: bool) -> Screen:
    text = t("<b>Notifications</b>\n\nWhat should we write to you about? Tap to switch on or off.")
    if stopped:
        silent = t("Our messages are switched off. To get them again: /start")
        text = f"{text}\n\n{silent}"
    switches = [
        (_switch(t.label("Goal of the week"), Topic.GOALS, muted),),
        (_switch(t.label("Events"), Topic.EVENTS, muted),),
        (_switch(t.label("Surveys"), Topic.SURVEYS, muted),),
        (_switch(t.label("News"), Topic.NEWS, muted),),
    ]
    return Screen(text, (*switches, (home,)))


def _switch(label: str, topic: Topic, muted: int) -> Button:
    """Says what a tap makes of it, so that a double tap does it once."""
    off = bool(muted & topic)
    return Button(f"▫️ {label}" if off else f"✅ {label}", f"notify:{'on' if off else 'off'}:{int(topic)}")
