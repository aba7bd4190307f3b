"""The last steps before a broadcast goes: how many get it, when, and asking once more where it matters."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.i18n import LANGUAGES, OWN_NAMES, Translator
from bot.screen import Button, Rows, Screen

Heads = Mapping[str, int]


def confirm(
    t: Translator,
    number: int,
    token: str,
    heads: Heads,
    left_out: int,
    *,
    urgent: bool,
    night: bool,
) -> Screen:
    """`token` tells this state of the draft from a later one."""
    people = sum(heads.values())
    lines = [
        t("{language}: {people}", language=OWN_NAMES[language], people=t.number(heads[language]))
        for language in LANGUAGES
        if language in heads
    ]
    if left_out:
        lines.append(
            t("Left out, since there is no text in their language: {people}", people=t.number(left_out))
        )
    asked = t.plural(
        "<b>Send it to {people} person?</b>",
        "<b>Send it to {people} people?</b>",
        people,
        people=t.number(people),
    )
    notes = [
        t("⚠️ It is urgent: it comes at once, also at night, and beyond the three a week.") if urgent else "",
        t("It is night: it will go out from 09:00.") if night and not urgent else "",
        "" if urgent else t("Those who already got three broadcasts this week will not get this one."),
    ]
    text = "\n\n".join(filter(None, (asked, "\n".join(lines), *notes)))
    if urgent:
        now = t.label("Yes, send it urgently now")
    else:
        now = t.label("Send it at 09:00") if night else t.label("Send it now")
    rows: Rows = (
        (Button(now, f"bc:{number}:go:{token}:{people}"),),
        (Button(t.label("At another time"), f"bc:{number}:when:{token}"),),
        (Button(t.label("Back to the draft"), f"bc:{number}"),),
    )
    return Screen(text, rows)


def nobody(t: Translator, number: int, *, bound: bool = False) -> Screen:
    """`bound`: the audience is given."""
    back = (Button(t.label("Back to the draft"), f"bc:{number}"),)
    if bound:
        return Screen(
            t(
                "<b>Nobody would get it.</b>\n\nEither nobody is in this group, or there is no text in "
                "their language, or they do not want such messages."
            ),
            (back,),
        )
    return Screen(
        t(
            "<b>Nobody would get it.</b>\n\nChange the audience, or write a text in the language of those "
            "who are meant."
        ),
        ((Button(t.label("Audience"), f"bc:{number}:to"),), back),
    )


def twin(t: Translator, number: int, other: int | None, at: datetime) -> Screen:
    """The `other` is None where the reader may not see it."""
    see = ((Button(t.label("See that broadcast"), f"bc:{other}"),),) if other is not None else ()
    return Screen(
        t(
            "<b>The same text went to the same audience a short while ago</b>: {date}, {time}.\n\n"
            "Send it again?",
            date=t.date(at),
            time=t.time(at),
        ),
        (
            (Button(t.label("Yes, once more"), f"bc:{number}:send:again"),),
            *see,
            (Button(t.label("Back to the draft"), f"bc:{number}"),),
        ),
    )


def when(t: Translator, number: int, token: str, offers: Sequence[tuple[str, datetime]]) -> Screen:
    """`offers` are times to choose with a tap."""
    rows = [(Button(_moment(t, at), f"bc:{number}:at:{name}:{token}"),) for name, at in offers]
    return Screen(
        t(
            "<b>When should it go?</b>\n\nTap a time, or write one, like 18:00 or 05.12 18:00. "
            "Times are Astana time."
        ),
        (
            *rows,
            (Button(t.label("Write a time"), f"bc:{number}:time:{token}"),),
            (Button(t.label("Back to the draft"), f"bc:{number}"),),
        ),
    )


def scheduled(t: Translator, number: int, title: str, people: int, at: datetime) -> Screen:
    text = t(
        "<b>It will go out: {date}, {time}</b>\n\n“{title}”",
        date=t.date(at),
        time=t.time(at),
        title=title,
    )
    reach = t.plural(
        "It is for {people} person.", "It is for {people} people.", people, people=t.number(people)
    )
    return Screen(
        f"{text}\n{reach}",
        (
            (Button(t.label("Call it off"), f"bc:{number}:cancel"),),
            (Button(t.label("Broadcasts"), "bc"),),
        ),
    )


def test_sent(t: Translator) -> str:
    return t.label("On its way to you.")


def closed(t: Translator) -> str:
    return t.label("The event was cancelled or has begun: nobody can be invited to it any more.")


def _moment(t: Translator, at: datetime) -> str:
    return f"{t.date(at)}, {t.time(at)}"
