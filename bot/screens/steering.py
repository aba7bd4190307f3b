"""Steering a broadcast: what is asked before it cannot be undone, and what is said when it is done."""

from collections.abc import Sequence

from bot.i18n import LANGUAGES, OWN_NAMES, Translator
from bot.screen import Button, Screen


def cancel(t: Translator, number: int, waiting: int) -> Screen:
    return Screen(
        t(
            "<b>Paused.</b> Call it off for good? Those who have not got it will not get it: {people}",
            people=t.number(waiting),
        ),
        (
            (Button(t.label("Yes, call it off"), f"bc:{number}:cancel:yes"),),
            (Button(t.label("No, go on sending"), f"bc:{number}:resume"),),
            (Button(t.label("Leave it paused"), f"bc:{number}"),),
        ),
    )


def withdraw(t: Translator, number: int, sent: int) -> Screen:
    return Screen(
        t(
            "<b>Take it back?</b>\n\nIt disappears from the chats of those who got it less than 48 hours "
            "ago: {people}. Whoever has read it has read it. What was not sent yet is called off.",
            people=t.number(sent),
        ),
        (
            (Button(t.label("Yes, take it back"), f"bc:{number}:withdraw:yes"),),
            (Button(t.label("Back"), f"bc:{number}"),),
        ),
    )


def again(t: Translator, number: int, doubtful: int) -> Screen:
    return Screen(
        t(
            "<b>Send it to those in doubt?</b>\n\nNobody knows whether it arrived, since we were "
            "cut off while sending. They may get it twice: {people}",
            people=t.number(doubtful),
        ),
        (
            (Button(t.label("Yes, send it to them"), f"bc:{number}:doubt:yes"),),
            (Button(t.label("Back"), f"bc:{number}"),),
        ),
    )


def languages(t: Translator, number: int, spoken: Sequence[str]) -> Screen:
    """Which text is to be corrected."""
    rows = [
        (Button(OWN_NAMES[language], f"bc:{number}:correct:{language}"),)
        for language in LANGUAGES
        if language in spoken
    ]
    return Screen(t("<b>Which text is wrong?</b>"), (*rows, (Button(t.label("Back"), f"bc:{number}"),)))


def ended(t: Translator, number: int, title: str) -> Screen:
    """Told to its author."""
    return Screen(
        t("<b>The broadcast has been sent.</b>\n“{title}”", title=title),
        ((Button(t.label("The report"), f"bc:{number}"),),),
    )


def done(t: Translator, act: str) -> str:
    """What pops up when a tap has steered it."""
    match act:
        case "pause":
            return t.label("Paused.")
        case "resume":
            return t.label("It goes on.")
        case "cancel":
            return t.label("Cancelled.")
        case "withdraw":
            return t.label("It is being taken back.")
        case "correct":
            return t.label("The correction is on its way.")
        case _:
            return t.label("It is being sent to them.")
