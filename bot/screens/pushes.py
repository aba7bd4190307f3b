"""What stands under every message that comes unasked: the way to stop it, and back."""

from bot.content.topics import Topic
from bot.i18n import Translator
from bot.screen import Button, Rows, Screen
from bot.screens import notifications


def foot(t: Translator, topic: int, *, muted: bool) -> Rows:
    """Of what somebody signed up for (topics up to 0) only everything can be stopped."""
    stop = (Button(t.label("Stop all messages"), "stop"),)
    if topic <= 0:
        return (stop,)
    if not muted:
        return ((Button(t.label("Do not send me these"), f"mute:{topic}"),),)
    return (
        (Button(t.label("Send me these again"), f"unmute:{topic}"),),
        stop,
    )


def muted(t: Translator, topic: Topic) -> str:
    return t.label("Switched off: {topic}", topic=notifications.topic(t, topic))


def unmuted(t: Translator, topic: Topic) -> str:
    return t.label("Switched on: {topic}", topic=notifications.topic(t, topic))


def is_muted(t: Translator, topic: Topic) -> Screen:
    """For a card that is too old to be changed."""
    return Screen(t("Switched off: {topic}", topic=notifications.topic(t, topic)), foot(t, topic, muted=True))
