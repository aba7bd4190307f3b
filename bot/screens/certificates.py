"""Certificates: asking for one, what stands in it, and what anybody is told who checks it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.content.places import universities
from bot.i18n import LANGUAGES, OWN_NAMES, Translator
from bot.screen import Button, Document, Picture, Rows, Screen
from bot.screens import event_facts, profiles

LISTED = 8  # events on a certificate


@dataclass(frozen=True, slots=True)
class Entry:
    """An event on a certificate, in its language."""

    at: datetime
    title: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Certificate:
    """What is certified. `entries` are the last events, of all that there are."""

    name: str
    university: str | None
    events: int
    minutes: int
    first: datetime
    last: datetime
    entries: Sequence[Entry]
    issued_at: datetime
    number: str
    link: str
    wordmark: str
    operator: str


def ask(t: Translator, events: int, minutes: int, home: Button) -> Screen:
    """In which language it is to be; who came to nothing yet has none."""
    if not events:
        said = t(
            "<b>Your certificate</b>\n\nIt lists the events that you came to, and your volunteer hours. "
            "You will have it the moment your first event is over."
        )
        return Screen(said, ((Button(t.label("Events"), "events:all:0"), home),))
    said = t("<b>Your certificate</b>\n\nIn which language do you want it?")
    rows: Rows = (
        tuple(Button(OWN_NAMES[language], f"certificate:{language}") for language in LANGUAGES),
        (Button(t.label("My profile"), "me"), home),
    )
    return Screen(f"{said}\n\n{_done(t, events, minutes)}", rows)


def file(t: Translator, spoken: Translator, of: Certificate) -> Document:
    """The certificate speaks the language that was chosen, the words under it the reader's."""
    picture = Picture(
        "certificate", _contents(spoken, of), f"certificate-{spoken.language}.pdf", "application/pdf"
    )
    caption = t(
        "Your certificate. Whoever scans its QR code is told that it is genuine. Number: {number}",
        number=of.number,
    )
    return Document(picture.filename, picture.mime, picture, caption)


def genuine(
    t: Translator,
    number: str,
    initials: str,
    events: int,
    minutes: int,
    issued_at: datetime,
    operator: str,
    home: Button,
    now: tuple[int, int] | None,
    *,
    renamed: bool,
) -> Screen:
    """`now` are the events and minutes that its owner has, if there are fewer.

    Who is `renamed` has given the bot another name since.
    """
    heading = t("<b>This certificate is genuine.</b>")
    lines = [
        t("Number: {number}", number=number),
        t("Initials: {initials}", initials=initials),
        _done(t, events, minutes),
        t("Issued on: {date}", date=t.day(issued_at)),
        t("By: {operator}", operator=operator),
    ]
    text = "{}\n\n{}".format(heading, "\n".join(lines))
    if now is not None:
        corrected = t("It has been corrected since. It would now say:")
        text = f"{text}\n\n{corrected}\n{_done(t, *now)}"
    if renamed:
        other = t("Its owner has another name in the bot now than the certificate says.")
        text = f"{text}\n\n{other}"
    return Screen(text, ((home,),))


def unknown(t: Translator, home: Button) -> Screen:
    said = t(
        "<b>There is no such certificate.</b>\n\nEither it was never issued, or the data of the person it "
        "was issued to has been erased. Check the number."
    )
    return Screen(said, ((home,),))


def _done(t: Translator, events: int, minutes: int) -> str:
    return f"{t('Events: {n}', n=t.number(events))}\n{event_facts.hours(t, minutes)}"


def _contents(t: Translator, of: Certificate) -> dict[str, Any]:
    more = of.events - len(of.entries)
    known = of.university is not None and of.university in universities()
    return {
        "language": t.language,
        "wordmark": of.wordmark,
        "operator": of.operator,
        "heading": t.label("Volunteer certificate"),
        "awarded": t.label("This is to certify that"),
        "name": of.name,
        "university": profiles.university(t, of.university) if known else "",
        "said": t.label("took part in volunteer events and gave their time to the common good."),
        "hours": event_facts.amount(t, of.minutes),
        "hours_label": t.label("Volunteer hours"),
        "count": t.number(of.events),
        "count_label": t.label("Events attended"),
        "period": _period(t, of.first, of.last),
        "events": [
            {
                "day": t.day(entry.at),
                "title": entry.title,
                "hours": t.label("{hours} h", hours=event_facts.amount(t, entry.minutes)),
            }
            for entry in of.entries
        ],
        "more": t.label("and more events: {n}", n=t.number(more)) if more > 0 else "",
        "issued": t.label("Issued on: {date}", date=t.day(of.issued_at)),
        "number": t.label("Number: {number}", number=of.number),
        "verify": t.label("Scan the code to check that this certificate is genuine."),
        "link": of.link,
    }


def _period(t: Translator, first: datetime, last: datetime) -> str:
    begun, ended = t.day(first), t.day(last)
    return begun if begun == ended else t.label("{first} – {last}", first=begun, last=ended)
