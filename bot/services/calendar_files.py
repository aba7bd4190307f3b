"""An event as a file that calendars take (RFC 5545): the same one each time, in its latest state.

There is no ORGANIZER, since there is no address to which a calendar could write an answer.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Final

from icalendar import Alarm, Calendar, Timezone
from icalendar import Event as Entry

from bot.i18n import ALMATY, Language

BEFORE: Final = (timedelta(hours=24), timedelta(hours=2))  # the beginning: when a calendar reminds
_ZONE_FROM: Final = date(2024, 1, 1)  # before the country came to have one time
_ZONE_TO: Final = date(2037, 12, 31)


@dataclass(frozen=True, slots=True)
class Occasion:
    """What stands in the file. `changes` were made of what calendars have to be told.

    `sure`: its reader has a seat, and does not only wait for one or may come.
    """

    number: int
    changes: int
    changed_at: datetime
    starts_at: datetime
    ends_at: datetime
    title: str
    place: str
    text: str
    contact: str
    link: str
    cancelled: bool
    sure: bool = True


def uid(number: int, username: str) -> str:
    """By this a calendar knows the event again."""
    return f"event-{number}@{username}.t.me"


def file(of: Occasion, username: str, language: Language, now: datetime) -> str:
    """The file that puts the event into a calendar, changes it there, or takes it out."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{username}//Events//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "CANCEL" if of.cancelled else "PUBLISH")
    calendar.add_component(_zone())
    calendar.add_component(_entry(of, username, language, now))
    return str(calendar.to_ical().decode())


def _entry(of: Occasion, username: str, language: Language, now: datetime) -> Entry:
    entry, spoken = Entry(), {"LANGUAGE": language}
    entry.add("uid", uid(of.number, username))
    entry.add("sequence", of.changes)
    entry.add("dtstamp", now)
    entry.add("last-modified", of.changed_at)
    entry.add("dtstart", of.starts_at.astimezone(ALMATY))
    entry.add("dtend", of.ends_at.astimezone(ALMATY))
    entry.add("summary", of.title, spoken)
    entry.add("location", of.place, spoken)
    entry.add("description", of.text, spoken)
    entry.add("contact", of.contact, spoken)
    entry.add("url", of.link)
    entry.add("status", "CANCELLED" if of.cancelled else "CONFIRMED" if of.sure else "TENTATIVE")
    for before in () if of.cancelled else BEFORE:
        entry.add_component(_alarm(of.title, before))
    return entry


def _alarm(title: str, before: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -before)
    return alarm


@cache
def _zone() -> Timezone:
    zone = Timezone.from_tzinfo(ALMATY, "Asia/Almaty", first_date=_ZONE_FROM, last_date=_ZONE_TO)
    del zone["comment"]  # on when it holds, which would be read as a warning
    return zone
