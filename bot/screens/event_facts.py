"""The facts of an event, a line each, wherever they are told."""

from datetime import datetime

from bot.i18n import ALMATY, Translator
from bot.screens import profiles


def when(t: Translator, starts_at: datetime, ends_at: datetime) -> str:
    return t(
        "When: {date}, {time} – {end}",
        date=t.date(starts_at),
        time=t.time(starts_at),
        end=end(t, starts_at, ends_at),
    )


def begins(t: Translator, starts_at: datetime) -> str:
    return t("Begins: {date}, {time}", date=t.date(starts_at), time=t.time(starts_at))


def end(t: Translator, starts_at: datetime, ends_at: datetime) -> str:
    """With the day, if it is another one."""
    same_day = starts_at.astimezone(ALMATY).date() == ends_at.astimezone(ALMATY).date()
    return t.time(ends_at) if same_day else f"{t.date(ends_at)}, {t.time(ends_at)}"


def where(t: Translator, city: str, place: str) -> str:
    return t("Where: {city}, {place}", city=profiles.city(t, city), place=place)


def hours(t: Translator, minutes: int) -> str:
    return t("Volunteer hours: {hours}", hours=amount(t, minutes))


def amount(t: Translator, minutes: int) -> str:
    """So many hours, like "1.5"."""
    return t.number(minutes // 60 if minutes % 60 == 0 else round(minutes / 60, 2))


def adults(t: Translator) -> str:
    return t("Only for people of 18 and older")


def contact(t: Translator, who: str) -> str:
    return t("Who to ask: {contact}", contact=who)
