"""A broadcast as its receivers see it: the organizer's words, a picture, a button, and the foot."""

from collections.abc import Mapping
from typing import Any, Final

from bot.content.goals import COUNT
from bot.i18n import Translator
from bot.screen import Button, Screen
from bot.screens import pushes

CARDS: Final = ("goals", *(f"g{number}" for number in range(1, COUNT + 1)), "weekly", "notifications", "me")


def copy(t: Translator, of: Mapping[str, Any], *, muted: bool = False) -> Screen:
    """`of` is what `Words.of` gives, `t` is for the buttons."""
    button = of["button"]
    if button is None:
        rows: tuple[tuple[Button, ...], ...] = ()
    elif url := button.get("url"):
        rows = ((Button(t.label("Learn more"), url=url),),)
    else:
        opens = button["opens"]
        rows = ((Button(card(t, opens), f"b:{of['broadcast']}:{opens}"),),)
    return Screen(of["text"], (*rows, *pushes.foot(t, of["topic"], muted=muted)), of["picture"])


def card(t: Translator, opens: str) -> str:
    """What a button says that opens a card of the bot."""
    match opens:
        case "goals":
            return t.label("The goals")
        case "weekly":
            return t.label("A goal every week")
        case "notifications":
            return t.label("Notifications")
        case "me":
            return t.label("My profile")
        case _:
            return t.label("Open goal {number}", number=opens.removeprefix("g"))
