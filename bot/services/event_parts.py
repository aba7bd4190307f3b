"""What organizers type into an event, told from what will not do."""

import re
from datetime import datetime, timedelta
from typing import Final

from bot.dialog import OUTDATED, Parsed, Problem, Tap
from bot.services import attendance, moments, names, writing

TITLE: Final = 80  # letters
LINE: Final = 128  # letters of a place, and of who to ask
TEXT: Final = 1_500
SEATS: Final = 100_000
CREDITS: Final = (60, 120, 180, 240, 300, 360, 480, 600, 720)  # minutes that may be chosen

_LINK: Final = 512
_LONGEST: Final = timedelta(days=31)
_NIGHT: Final = timedelta(hours=16)
_TIME: Final = re.compile(r"\d{1,2}[:.]\d{2}")
_UNIT: Final = r"(?:\s*(?:h|hours?|ч|час\w*|сағ\w*)\.?)?"
_HOURS: Final = re.compile(rf"([0-9]{{1,2}})(?:[.,]([0-9]|00|25|50|75))?{_UNIT}", re.IGNORECASE)
_CLOCK: Final = re.compile(r"([0-9]{1,2}):([0-5][0-9])")


def parse_title(raw: str) -> Parsed:
    return _line(raw, TITLE)


def parse_line(raw: str) -> Parsed:
    return _line(raw, LINE)


def parse_text(html: str) -> Parsed:
    return writing.parse_text(html, TEXT)


def parse_map(raw: str) -> Parsed:
    found = writing.parse_link(raw)
    return Problem("link") if isinstance(found, str) and len(found) > _LINK else found


def parse_seats(raw: str) -> Parsed:
    """How many; thousands may be set apart."""
    typed = re.sub(r"\s", "", raw)
    fine = re.fullmatch(r"[0-9]{1,6}", typed) and 1 <= int(typed) <= SEATS
    return int(typed) if fine else Problem("number", SEATS)


def parse_hours(raw: str) -> Parsed:
    """Minutes, of hours like "2", "1.5", "1,5" or "1:30"; a day's at most."""
    typed = raw.strip()
    if found := _CLOCK.fullmatch(typed):
        minutes = int(found[1]) * 60 + int(found[2])
    elif found := _HOURS.fullmatch(typed):
        minutes = round(float(f"{found[1]}.{found[2] or 0}") * 60)
    else:
        return Problem("number")
    return minutes if minutes <= attendance.MOST else Problem("number")


def pick_none(tap: Tap) -> Parsed:
    """That there is to be none, of the event with a number: it may be another one than is asked about now."""
    return tap.raw if re.fullmatch(r"none-[0-9]{1,9}", tap.raw) else OUTDATED


def none(event_id: int) -> str:
    return f"none-{event_id}"


def end(typed: str, starts_at: datetime) -> datetime | None:
    """The next such time after the start; None if it is none, or too far away.

    A mere time is one of the same day or night: the next day's is rather a slip.
    """
    at = moments.moment(typed, starts_at)
    longest = _NIGHT if _TIME.fullmatch(typed.strip()) else _LONGEST
    return at if at is not None and at - starts_at <= longest else None


def _line(raw: str, most: int) -> Parsed:
    """One line without invisible marks."""
    line = names.clean(raw)
    if not line:
        return Problem("empty")
    return line if len(line) <= most else Problem("long", most)
