"""A volunteer's year, on International Volunteer Day."""

from dataclasses import dataclass
from typing import Final

from bot.content.goals import goals
from bot.i18n import Translator
from bot.screen import Button, Picture, Screen
from bot.screens import event_facts

SOURCE: Final = "sivd"  # of who comes by the code on the picture


@dataclass(frozen=True, slots=True)
class Year:
    """`goals` are the numbers of those that the events served."""

    year: int
    name: str
    events: int
    minutes: int
    goals: list[int]


def year(t: Translator, of: Year, username: str) -> Screen:
    said = t(
        "<b>Today is International Volunteer Day. Thank you!</b>\n\n"
        "This is your year as a volunteer. Show it to your friends: the code on it opens our bot."
    )
    picture = {
        "language": t.language,
        "wordmark": f"@{username}",
        "heading": t.label("My year as a volunteer: {year}", year=of.year),
        "name": of.name,
        "hours": event_facts.amount(t, of.minutes),
        "hours_label": t.label("Volunteer hours"),
        "count": t.number(of.events),
        "count_label": t.label("Events attended"),
        "goals_label": t.label("Goals it helped"),
        "goals": [goals()[number].label[t.language] for number in of.goals],
        "day": t.label("5 December is International Volunteer Day"),
        "invites": t.label("Join in: scan the code"),
        "link": f"https://t.me/{username}?start={SOURCE}{of.year}",
    }
    rows = ((Button(t.label("My certificate"), "certificate"), Button(t.label("My profile"), "me")),)
    return Screen(said, rows, Picture("year", picture, f"volunteer-{of.year}.png", "image/png"))
