"""A broadcast as its receivers see it: the organizer's words, a picture, a button, and the foot."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from bot.content.goals import COUNT
from bot.i18n import Translator
from bot.screen import Button, Rows, Screen
from bot.screens import event_facts, pushes

CARDS: Final = ("goals", *(f"g{number}" for number in range(1, COUNT + 1)), "weekly", "notifications", "me")


def copy(t: Translator, of: Mapping[str, Any], spoken: Translator, *, muted: bool = False) -> Screen:
    """`of` is what `Words.of` gives, `t` is for the buttons, `spoken` the language of the words."""
    button = of["button"]
    if button is None:
        rows: Rows = ()
    elif "event" in button:
        rows = rsvp(t, of["broadcast"], button["event"], of["mine"])
    elif url := button.get("url"):
        rows = ((Button(t.label("Learn more"), url=url),),)
    else:
        opens = button["opens"]
        rows = ((Button(card(t, opens), f"b:{of['broadcast']}:{opens}"),),)
    return Screen(_text(spoken, of), (*rows, *pushes.foot(t, of["topic"], muted=muted)), of["picture"])


def rsvp(t: Translator, number: int, event: int, mine: str | None = None) -> Rows:
    """Answers to an event, of which `mine` is marked."""
    to = f"b:{number}:e{event}"
    go = t.label("On the waiting list") if mine == "waiting" else t.label("I am coming")
    labels = {"go": go, "maybe": t.label("Maybe"), "no": t.label("I can't")}
    chosen = "go" if mine in {"going", "waiting"} else mine
    going, maybe, no = (
        Button(f"✅ {label}" if name == chosen else label, f"{to}:{name}") for name, label in labels.items()
    )
    return ((going,), (maybe, no), (Button(t.label("See the event"), f"{to}:see"),))


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


def _text(t: Translator, of: Mapping[str, Any]) -> str:
    """The organizer's words, and when and where the event is by now to which they invite."""
    facts = of["facts"]
    if facts is None:
        return str(of["text"])
    starts_at, ends_at = (datetime.fromisoformat(facts[name]) for name in ("starts_at", "ends_at"))
    when = event_facts.when(t, starts_at, ends_at)
    return f"{of['text']}\n\n{when}\n{event_facts.where(t, facts['city'], facts['place'])}"
