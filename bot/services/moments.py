"""Times and days that organizers type: "18:00", "05.12 18:00", "05.12.2026 18:00"; all of Kazakhstan."""

import re
from datetime import date, datetime, time, timedelta
from typing import Final

from bot.i18n import ALMATY
from bot.services import pushes

AHEAD: Final = timedelta(days=365)
_TIME: Final = re.compile(
    r"(?:(?P<day>\d{1,2})[./](?P<month>\d{1,2})(?:[./](?P<year>\d{4}))?,?\s+)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})"
)
_DAY: Final = re.compile(r"(?P<day>\d{1,2})[./](?P<month>\d{1,2})(?:[./](?P<year>\d{4}))?")
_DAY_OR_TIME: Final = re.compile(r"(?:0?[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])")
_NEAR: Final = timedelta(days=183)
_TIGHT: Final = timedelta(minutes=10)  # before an offered time


def moment(typed: str, now: datetime) -> datetime | None:
    """The next such time, within a year; None if it is none, or past.

    "10.12" may be a time or a day, and is neither; a day of half a year ago and less is past.
    """
    found = _TIME.fullmatch(typed.strip())
    if found is None or _DAY_OR_TIME.fullmatch(typed.strip()):
        return None
    here = now.astimezone(ALMATY)
    try:
        at = time(int(found["hour"]), int(found["minute"]))
        if found["day"] is None:
            today = datetime.combine(here.date(), at, ALMATY)
            then = today if today > here else today + timedelta(days=1)
        else:
            then = _next(found, at, here)
    except ValueError:
        return None
    return then.astimezone(now.tzinfo) if here < then <= here + AHEAD else None


def day(typed: str, now: datetime) -> date | None:
    """The last such day, today at the latest; None if it is none."""
    found = _DAY.fullmatch(typed.strip())
    if found is None:
        return None
    today = now.astimezone(ALMATY).date()
    try:
        year = int(found["year"] or today.year)
        then = date(year, int(found["month"]), int(found["day"]))
        if found["year"] is None and then > today:
            then = then.replace(year=year - 1)
    except ValueError:
        return None
    return then if then <= today else None


def days_ago(days: int, now: datetime) -> date:
    return now.astimezone(ALMATY).date() - timedelta(days=days)


def offers(now: datetime) -> list[tuple[str, datetime]]:
    """Good times that are near, each with a name."""
    here = now.astimezone(ALMATY)
    tomorrow = here.date() + timedelta(days=1)
    found = [
        ("evening", datetime.combine(here.date(), time(18), ALMATY)),
        ("morning", datetime.combine(tomorrow, time(10), ALMATY)),
        ("next", datetime.combine(tomorrow, time(18), ALMATY)),
    ]
    return [(name, at.astimezone(now.tzinfo)) for name, at in found if at > here + _TIGHT]


def by_day(at: datetime) -> bool:
    return not pushes.quiet(at)


def _next(found: re.Match[str], at: time, here: datetime) -> datetime:
    year = int(found["year"] or here.year)
    then = datetime.combine(date(year, int(found["month"]), int(found["day"])), at, ALMATY)
    if found["year"] is None and then <= here:
        next_year = then.replace(year=year + 1)
        then = next_year if next_year - here < _NEAR else then
    return then
