"""A goal a week: whether, on which day and at which hour."""

from datetime import datetime

from bot.content.goals import COUNT
from bot.i18n import Translator
from bot.screen import Button, Rows, Screen
from bot.screens import awareness


def off(t: Translator, home: Button, *, begun: bool) -> Screen:
    """`begun`: some cards came already."""
    text = t(
        "<b>A goal every week</b>\n\n"
        "Once a week we send you one card, from goal 1 to goal 8: what the goal was about, a fact, "
        "what you can do, and a quiz. "
        "You choose the day and the hour."
    )
    label = t.label("Switch on again") if begun else t.label("Switch on")
    return Screen(text, ((Button(label, "weekly:on"),), *_ways(t, home)))


def on(t: Translator, day: int, hours: range, hour: int, goal: int, due_at: datetime, home: Button) -> Screen:
    """`goal` is the card that comes next, `day` 0 on Monday; `hours` are those to choose from."""
    text = t(
        "<b>A goal every week</b>\n\n"
        "Day: {day}\nTime: {hour}\n\n"
        "Next comes goal {goal} of {total} – {date}, {time}.\n\n"
        "To change the day or the time, tap it.",
        day=t.weekday(day),
        hour=f"{hour}:00",
        goal=goal,
        total=COUNT,
        date=t.date(due_at),
        time=t.time(due_at),
    )
    return Screen(text, (*_choices(t, day, hours, hour), (_stop(t),), *_ways(t, home)))


def ending(t: Translator, due_at: datetime, home: Button) -> Screen:
    """All cards came; what is still to come says goodbye."""
    text = t(
        "<b>A goal every week</b>\n\n"
        "All eight cards have been sent. One last message comes on {date}, {time}.",
        date=t.date(due_at),
        time=t.time(due_at),
    )
    return Screen(text, ((_stop(t),), *_ways(t, home)))


def over(t: Translator, home: Button) -> Screen:
    text = t(
        "<b>A goal every week</b>\n\n"
        "All eight cards have been sent. You can read them again at any time: /goals"
    )
    return Screen(text, _ways(t, home))


def goodbye(t: Translator, question: str | None) -> Screen:
    """The last message, with the first of the questions or, where they were asked already, without."""
    if question is not None:
        return awareness.after(t, question)
    text = t(
        "<b>That was the last of the eight goals. Thank you for reading!</b>\n\n"
        "You can read them again at any time: /goals"
    )
    return Screen(text, ((Button(t.label("The goals"), "goals"),),))


def switched_off(t: Translator) -> str:
    return t.label("Switched off. You can go on later where you stopped.")


def _choices(t: Translator, day: int, hours: range, hour: int) -> Rows:
    days = [Button(_mark(t.weekday(n, short=True), n == day), f"weekly:day:{n}") for n in range(7)]
    times = [Button(_mark(f"{n}:00", n == hour), f"weekly:hour:{n}") for n in hours]
    return tuple(tuple(several[n : n + 4]) for several in (days, times) for n in range(0, len(several), 4))


def _mark(label: str, chosen: bool) -> str:
    return f"✅ {label}" if chosen else label


def _stop(t: Translator) -> Button:
    return Button(t.label("Switch off"), "weekly:off")


def _ways(t: Translator, home: Button) -> Rows:
    return ((Button(t.label("The goals"), "goals"),), (home,))
