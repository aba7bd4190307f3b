"""Choosing whom a broadcast goes to: conditions, each with its choices, and how many people are left."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from bot.content.audiences import AMBASSADORS, DAYS, DONE, KINDS, PARTICIPANTS, READ
from bot.i18n import LANGUAGES, OWN_NAMES, Translator
from bot.screen import Button, Rows, Screen, pager
from bot.screens import profiles, rosters

PAGE: Final = 8  # choices on one card
_SHOWN: Final = 5  # values of a condition that are named


def card(t: Translator, number: int, conditions: Mapping[str, Sequence[str]], people: int) -> Screen:
    """All conditions, with the values chosen; of participants the event's title, and which of them.

    What is not named does not matter.
    """
    lines = [
        t(
            "{condition}: {values}",
            condition=conditions[name][0] if name == "participants" else kind(t, name),
            values=_values(t, name, conditions[name]),
        )
        for name in KINDS
        if name in conditions
    ]
    text = "\n\n".join(
        (
            t("<b>Who is it for?</b>"),
            "\n".join(lines) or t("Everybody who signed up and wants our news."),
            reach(t, people),
        )
    )
    offered = [name for name in KINDS if name != "participants" or name in conditions]
    buttons = [Button(kind(t, name), f"bc:{number}:to:{name}") for name in offered]
    rows: Rows = tuple(tuple(buttons[n : n + 2]) for n in range(0, len(buttons), 2))
    clear = ((Button(t.label("Everybody"), f"bc:{number}:to:all"),),) if conditions else ()
    return Screen(text, (*rows, *clear, (Button(t.label("Back to the draft"), f"bc:{number}"),)))


def choices(
    t: Translator,
    number: int,
    name: str,
    found: Sequence[tuple[str, int]],
    chosen: Sequence[str],
    page: int,
    people: int,
) -> Screen:
    """The values of a condition, `found` among people with how many of them each; several may be chosen."""
    last = max(len(found) - 1, 0) // PAGE
    page = min(page, last)
    rows: list[tuple[Button, ...]] = []
    for value, heads in found[page * PAGE : (page + 1) * PAGE]:
        on = value in chosen
        label = f"{'✅ ' if on else ''}{value_label(t, name, value)} · {t.number(heads)}"
        rows.append((Button(label, f"bc:{number}:to:{name}:{'off' if on else 'on'}:{value}:{page}"),))
    rows += pager(f"bc:{number}:to:{name}:", page, last)
    if chosen:
        rows.append((Button(t.label("Does not matter"), f"bc:{number}:to:{name}:any"),))
    ask = t("<b>{condition}</b>: tap all that are meant.", condition=kind(t, name))
    empty = "" if found else t("Nobody has told us yet.")
    text = "\n\n".join(filter(None, (ask, empty, reach(t, people))))
    return Screen(text, (*rows, (_back(t, number),)))


def read(t: Translator, number: int, chosen: str | None, people: int) -> Screen:
    rows = [
        (Button(f"{'✅ ' if one == chosen else ''}{_read(t, one)}", f"bc:{number}:to:read:on:{one}:0"),)
        for one in READ
    ]
    if chosen:
        rows.append((Button(t.label("Does not matter"), f"bc:{number}:to:read:any"),))
    text = t("<b>How many of the goals have they read?</b>")
    return Screen(f"{text}\n\n{reach(t, people)}", (*rows, (_back(t, number),)))


def ambassadors(t: Translator, number: int, chosen: str | None, people: int) -> Screen:
    data = f"bc:{number}:to:ambassadors"
    rows = [
        (Button(f"{'✅ ' if one == chosen else ''}{_ambassadors(t, one)}", f"{data}:on:{one}:0"),)
        for one in AMBASSADORS
    ]
    rows += [(Button(t.label("Does not matter"), f"{data}:any"),)] if chosen else []
    asked = t("<b>Should ambassadors get it?</b>")
    return Screen(f"{asked}\n\n{reach(t, people)}", (*rows, (_back(t, number),)))


def since(t: Translator, number: int, chosen: str | None, people: int) -> Screen:
    rows = [
        (
            Button(
                t.plural("In the last {n} day", "In the last {n} days", days),
                f"bc:{number}:to:since:on:{days}:0",
            ),
        )
        for days in DAYS
    ]
    rows.append((Button(t.label("Since a day…"), f"bc:{number}:to:day"),))
    if chosen:
        rows.append((Button(t.label("Does not matter"), f"bc:{number}:to:since:any"),))
    now = t("Now: {answer}", answer=_day(t, chosen)) if chosen else ""
    asked = t("<b>When did they sign up?</b>")
    text = "\n\n".join(filter(None, (asked, now, reach(t, people))))
    return Screen(text, (*rows, (_back(t, number),)))


def events(t: Translator, number: int, chosen: Sequence[str], people: int) -> Screen:
    rows: list[tuple[Button, ...]] = []
    for one in DONE:
        on = one in chosen
        label = f"{'✅ ' if on else ''}{value_label(t, 'events', one)}"
        rows.append((Button(label, f"bc:{number}:to:events:{'off' if on else 'on'}:{one}:0"),))
    if chosen:
        rows.append((Button(t.label("Does not matter"), f"bc:{number}:to:events:any"),))
    asked = t("<b>What did they do about events?</b>\n\nTap all that are meant.")
    return Screen(f"{asked}\n\n{reach(t, people)}", (*rows, (_back(t, number),)))


def participants(t: Translator, number: int, title: str, chosen: str | None, people: int) -> Screen:
    """Of one event. Who takes the condition out does not get it back here."""
    rows = [
        (
            Button(
                f"{'✅ ' if one == chosen else ''}{rosters.group(t, one)}",
                f"bc:{number}:to:participants:on:{one}:0",
            ),
        )
        for one in (PARTICIPANTS if chosen else ())
    ]
    if chosen:
        rows.append((Button(t.label("Does not matter"), f"bc:{number}:to:participants:any"),))
    heading = t("<b>Participants: {title}</b>", title=title) if chosen else t("<b>Participants</b>")
    return Screen(f"{heading}\n\n{reach(t, people)}", (*rows, (_back(t, number),)))


def kind(t: Translator, name: str) -> str:  # noqa: PLR0911 a table
    match name:
        case "language":
            return t.label("Language")
        case "age_band":
            return t.label("Age")
        case "since":
            return t.label("Day of signing up")
        case "read":
            return t.label("Goals read")
        case "ambassadors":
            return t.label("Ambassadors")
        case "events":
            return t.label("Events")
        case "participants":
            return t.label("Participants")
        case _:
            return profiles.line(t, name)


def value_label(t: Translator, name: str, value: str) -> str:  # noqa: PLR0911 a table
    match name:
        case "language":
            return next((OWN_NAMES[known] for known in LANGUAGES if known == value), value)
        case "city":
            return profiles.city(t, value)
        case "university":
            return profiles.university(t, value)
        case "study_year":
            return profiles.year(t, value)
        case "interests":
            return profiles.interest(t, int(value))
        case "events":
            return _done(t, value)
        case _:
            return value.replace("-", "–")


def reach(t: Translator, people: int) -> str:
    return t.plural("{people} person matches.", "{people} people match.", people, people=t.number(people))


def _values(t: Translator, name: str, chosen: Sequence[str]) -> str:
    if name == "read":
        return _read(t, chosen[0])
    if name == "ambassadors":
        return _ambassadors(t, chosen[0])
    if name == "since":
        return _day(t, chosen[0])
    if name == "participants":
        return rosters.group(t, chosen[1])
    labels = [value_label(t, name, value) for value in chosen[:_SHOWN]]
    more = len(chosen) - len(labels)
    return ", ".join(labels) + (f" +{more}" if more else "")


def _read(t: Translator, which: str) -> str:
    match which:
        case "none":
            return t.label("none yet")
        case "some":
            return t.label("some of them")
        case _:
            return t.label("all eight")


def _ambassadors(t: Translator, which: str) -> str:
    return t.label("only ambassadors") if which == "only" else t.label("all but ambassadors")


def _done(t: Translator, what: str) -> str:
    match what:
        case "went":
            return t.label("went to an event")
        case "declined":
            return t.label("declined an event")
        case _:
            return t.label("never came to one")


def _day(t: Translator, day: str) -> str:
    return t.label("since {day}", day=f"{date.fromisoformat(day):%d.%m.%Y}")


def _back(t: Translator, number: int) -> Button:
    return Button(t.label("Back to the audience"), f"bc:{number}:to")
