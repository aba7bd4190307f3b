"""What is asked before an event becomes public, is cancelled or deleted; and how students will see it."""

from bot.i18n import Translator
from bot.screen import Button, Screen
from bot.screens import clashes, event_desk, events, menu
from bot.screens.event_desk import Desk


def preview(t: Translator, of: events.View) -> Screen:
    """The card of students. It takes no answers: what is not public has none."""
    card = events.card(t, of, menu.button(t, complete=True), None)
    links = tuple(row for row in card.rows if all(button.url for button in row))
    return Screen(card.text, links)


def publish(t: Translator, of: Desk, stamp: int) -> Screen:
    """`stamp` tells what is asked about from what it becomes later."""
    asked = t("<b>Make it public?</b>\n\nStudents will see it at /events, and can take part.")
    sure = t.label("Go on: make it public") if of.clashes.shown else t.label("Yes, make it public")
    yes = Button(sure, f"ev:{of.number}:publish:{stamp}")
    text = "\n\n".join(filter(None, (asked, _all(t, of), clashes.said(t, of.clashes))))
    seen = clashes.buttons(t, of.number, of.clashes)
    return Screen(text, (*seen, (yes,), (event_desk.back(t, of.number),)))


def cancel(t: Translator, of: Desk, *, night: bool) -> Screen:
    data = f"ev:{of.number}:cancel"
    asked = t("<b>Cancel this event?</b>\n\nThose who have answered are told. This cannot be undone.")
    going = t("<b>Going: {n}</b>", n=t.number(of.going))
    rows = [(Button(t.label("Yes, cancel the event"), f"{data}:yes"),)]
    if night:
        when = t("It is night: people are told at 09:00, unless you have them told at once.")
        going = f"{going}\n\n{when}"
        rows.append((Button(t.label("Cancel, and tell them at once"), f"{data}:now"),))
    rows.append((Button(t.label("No, it takes place"), f"ev:{of.number}"),))
    return Screen(f"{asked}\n\n{_all(t, of)}\n\n{going}", tuple(rows))


def wake(t: Translator, number: int, act: str) -> Screen:
    """By night, before people are told at once."""
    asked = t(
        "<b>Tell them at night?</b>\n\nIt may wake people. Do it only if they could not do anything about "
        "it in the morning."
    )
    rows = ((Button(t.label("Yes, tell them now"), f"ev:{number}:{act}"),), (event_desk.back(t, number),))
    return Screen(asked, rows)


def drop(t: Translator, number: int) -> Screen:
    yes = Button(t.label("Yes, delete it"), f"ev:{number}:drop:yes")
    return Screen(t("Delete this draft? Its texts will be gone."), ((yes,), (event_desk.back(t, number),)))


def published(t: Translator) -> str:
    return t.label("It is public now.")


def cancelled(t: Translator) -> str:
    return t.label("The event is cancelled.")


def told(t: Translator) -> str:
    return t.label("They are being told.")


def not_yet(t: Translator) -> str:
    return t.label("First write a title and a text, and say when it is.")


def sent_below(t: Translator) -> str:
    return t.label("Look below: this is how students will see it.")


def _all(t: Translator, of: Desk) -> str:
    return f"{event_desk.titles(t, of)}\n{event_desk.facts(t, of)}"
