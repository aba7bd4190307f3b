"""Checking in, as those who come see it: the question for the code, and what comes of one."""

from collections.abc import Sequence
from datetime import datetime

from bot.dialog import Prompt
from bot.i18n import Translator
from bot.screen import Button, Screen
from bot.screens import event_facts, forms


def ask(prompt: Prompt) -> Screen:
    t, problem = prompt.t, prompt.problem
    text = t(
        "<b>Are you there?</b>\n\n"
        "The organizers show a QR code and four digits, which change every minute. "
        "Scan the code with your camera, or write the digits here."
    )
    wrong = problem is not None and problem.reason == "digits"
    trouble = t("A check-in code has four digits.") if wrong else forms.trouble(prompt)
    return forms.card(prompt, text, (), trouble)


def type_it(t: Translator) -> str:
    return t(
        "Are you at an event? Scan the organizers' QR code, or send the four digits shown with it: "
        "we will keep it in mind until you have signed up."
    )


def here(t: Translator, number: int, title: str, credit: int, home: Button, *, new: bool) -> Screen:
    """`credit` are the minutes that there will be for it, once it is over."""
    said = (
        t("<b>You are checked in: {title}</b>", title=title)
        if new
        else t("You are checked in already: {title}", title=title)
    )
    ahead = (
        t("Volunteer hours when it is over: {hours}", hours=event_facts.amount(t, credit)) if credit else ""
    )
    see = Button(t.label("See the event"), f"e:{number}")
    return Screen("\n".join(filter(None, (said, ahead))), ((see, home),))


def kept(t: Translator, title: str) -> str:
    return t("We have noted that you are here: {title}\nSign up, and you are checked in.", title=title)


def wrong(t: Translator) -> str:
    return t("This code is not valid. Scan or write the one that the organizers show now.")


def locked(t: Translator, until: datetime) -> str:
    return t(
        "Too many wrong codes: you can try again from {time}. The QR code still works: scan it.",
        time=t.time(until),
    )


def which(t: Translator, ones: Sequence[tuple[int, str]], digits: str, home: Button) -> Screen:
    """By chance several events have the same digits now."""
    rows = [(Button(title, f"e:{number}:here:{digits}"),) for number, title in ones]
    return Screen(t("Which event are you at?"), (*rows, (home,)))


def not_yet(t: Translator, title: str, opens_at: datetime) -> str:
    return t(
        "You can check in from {date}, {time}: {title}",
        title=title,
        date=t.date(opens_at),
        time=t.time(opens_at),
    )


def over(t: Translator, title: str, contact: str) -> str:
    """`contact` is who to ask, if anybody."""
    said = t("Check-in is over: {title}\nIf you were there, tell the organizers.", title=title)
    return f"{said} {event_facts.contact(t, contact)}" if contact else said


def cancelled(t: Translator, title: str) -> str:
    return t("This event does not take place: {title}", title=title)


def too_young(t: Translator, title: str) -> str:
    return t("{title} is for people aged 18 and over, so we cannot check you in. We are sorry.", title=title)


def closed(t: Translator) -> str:
    return t.label("You cannot check in right now.")
