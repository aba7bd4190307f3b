"""What a volunteer hears after an event: thanks, hours, and a question how it was."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.dialog import Prompt
from bot.i18n import Translator
from bot.screen import Button, Rows, Screen, pager
from bot.screens import event_facts, forms, milestones

STARS: Final = (1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class Thanks:
    """`line` is the organizers' own (HTML), `stars` what the reader gave, `new` milestones."""

    number: int
    title: str
    line: str
    minutes: int
    stars: int | None = None
    commented: bool = False
    new: Collection[str] = ()


def thanks(t: Translator, of: Thanks) -> Screen:
    """With a way to say how it was."""
    heading = t("<b>Thank you for coming! {title}</b>", title=of.title)
    hours = event_facts.hours(t, of.minutes) if of.minutes else ""
    asked = t("How was it? 5 is very good, 1 is bad.")
    said = [heading, of.line, hours, milestones.reached(t, of.new), asked]
    return Screen("\n\n".join(filter(None, said)), answers(t, of))


def answers(t: Translator, of: Thanks) -> Rows:
    """What stands under the thanks: the rating is marked there, and a comment can follow it."""
    stars = tuple(Button(f"✅ {n}" if n == of.stars else str(n), f"th:{of.number}:{n}") for n in STARS)
    ways_on = (Button(t.label("My certificate"), "certificate"), Button(t.label("My profile"), "me"))
    return (stars, *_comment(t, of), ways_on)


def credited(
    t: Translator, number: int, title: str, minutes: int, contact: str, new: Collection[str]
) -> Screen:
    """The hours are others than was said before."""
    heading = t("<b>Your hours were corrected: {title}</b>", title=title)
    now = (
        event_facts.hours(t, minutes)
        if minutes
        else t("You have no volunteer hours for this event any more.")
    )
    said = [heading, now, event_facts.contact(t, contact), milestones.reached(t, new)]
    rows = ((Button(t.label("See the event"), f"e:{number}"), Button(t.label("My profile"), "me")),)
    return Screen("\n\n".join(filter(None, said)), rows)


def praised(t: Translator, title: str, text: str, by: str) -> Screen:
    """In an organizer's words; `by` says whose."""
    return Screen(_praise(t, title, text, by), ((Button(t.label("Thanks I received"), "praises:0"),),))


def praises(
    t: Translator, page: int, pages: int, title: str, text: str, by: str, at: datetime | None, home: Button
) -> Screen:
    """One a page, the last first; `at` is None where there is none."""
    back = (Button(t.label("My profile"), "me"), home)
    if at is None:
        return Screen(t("No personal thanks yet. They will come."), (back,))
    said = f"{_praise(t, title, text, by)}\n{t.day(at)}"
    return Screen(said, (*pager("praises:", page, pages - 1), back))


def comment(prompt: Prompt) -> Screen:
    t = prompt.t
    asked = t("<b>What was good? What could be better?</b>")
    how = t("The organizers read it without your name. 500 characters at most.")
    return forms.card(prompt, f"{asked}\n\n{how}", (), forms.trouble(prompt))


def noted(t: Translator) -> str:
    return t.label("Thank you, that helps us.")


def not_there(t: Translator) -> str:
    return t.label("You are not on the list of those who came.")


def _praise(t: Translator, title: str, text: str, by: str) -> str:
    heading = t("<b>A thank-you for you: {title}</b>", title=title)
    signed = t("From: {name}", name=by)
    return f"{heading}\n\n{text}\n\n{signed}"


def _comment(t: Translator, of: Thanks) -> Rows:
    if of.stars is None:
        return ()
    label = t.label("Change the comment") if of.commented else t.label("Write a comment")
    return ((Button(label, f"th:{of.number}:comment"),),)
