"""An event for the reader's own calendar: as a file, and as a link to Google's."""

import re
from datetime import UTC, datetime
from html import unescape
from typing import Final
from urllib.parse import quote

from bot.content.places import OTHER
from bot.i18n import Translator
from bot.screen import Button, Document, Rows, visible
from bot.screens import profiles
from bot.screens.events import View

_LONGEST: Final = 1_000  # of a link to Google's calendar
_SHORTEST: Final = 3  # letters of a title that make a file's name
_ANSWERED: Final = {"going", "maybe", "waiting", "offered"}
_LINK: Final = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)


def row(t: Translator, of: View, link: str) -> Rows:
    """For who has answered, under the event's card; `link` leads to that."""
    if of.cancelled and of.mine is not None:
        return ((Button(t.label("Remove from my calendar"), f"e:{of.number}:calendar"),),)
    if not of.open or of.mine not in _ANSWERED:
        return ()
    return (
        (
            Button(t.label("Add to calendar"), f"e:{of.number}:calendar"),
            Button(t.label("Google Calendar"), url=_google(t, of, link)),
        ),
    )


def file(t: Translator, of: View, content: str) -> Document:
    if of.cancelled:
        caption = t(
            "<b>Cancelled: {title}</b>\n\nOpen the file to take the event out of your calendar. If it stays "
            "there, delete it by hand.",
            title=of.title,
        )
    else:
        caption = t(
            "<b>{title}</b>\n\nOpen the file to put the event into your calendar, with reminders a day and "
            "two hours before. If something changes, take the file anew: it replaces this one.",
            title=of.title,
        )
    return Document(_filename(of), "text/calendar", content, caption)


def _filename(of: View) -> str:
    """Of its title where that has Latin letters, or else of its number."""
    plain = re.sub(r"[^a-z0-9]+", "-", of.title.lower()).strip("-")[:40].strip("-")
    return f"{plain}.ics" if len(plain) >= _SHORTEST else f"event-{of.number}.ics"


def place(t: Translator, of: View) -> str:
    """Where it is, as a map finds it."""
    city = "" if of.city == OTHER else profiles.city(t, of.city)
    return ", ".join(filter(None, (city, of.place)))


def description(t: Translator, of: View, link: str) -> str:
    """Plain text, with links spelled out."""
    parts = (
        visible(_LINK.sub(_spelled, of.text)),
        t.label("Who to ask: {contact}", contact=of.contact),
        t.label("The event in Telegram: {link}", link=link),
    )
    return "\n\n".join(filter(None, parts))


def _google(t: Translator, of: View, link: str) -> str:
    """A link that has Google's calendar ask whether to add the event; what is too long is cut short."""
    dates = f"{_utc(of.starts_at)}/{_utc(of.ends_at)}"
    head = f"https://calendar.google.com/calendar/render?action=TEMPLATE&dates={dates}&ctz=Asia/Almaty"
    details = f"&details={quote(link, safe='')}"
    room = _LONGEST - len(head) - len(details) - len("&text=&location=")
    text = _within(of.title, room * 2 // 3)
    location = _within(place(t, of), room - len(text))
    return f"{head}&text={text}&location={location}{details}"


def _within(text: str, room: int) -> str:
    """Encoded for a link, in no more than so many letters."""
    whole = quote(text, safe="")
    if len(whole) <= room:
        return whole
    kept, end = [], quote("…")
    left = room - len(end)
    for letter in text:
        left -= len(quote(letter, safe=""))
        if left < 0:
            break
        kept.append(letter)
    return quote("".join(kept).rstrip(), safe="") + end


def _spelled(found: re.Match[str]) -> str:
    address, said = found.groups()
    return said if unescape(address) == visible(said) else f"{said} ({address})"


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
