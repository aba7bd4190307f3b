"""Milestones of a volunteer: few, with rules that everybody can see."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage import hours
from bot.storage import milestones as storage
from bot.storage.hours import Total
from bot.storage.milestones import Reached

# What they are called, and how many events or minutes there have to be.
EVENTS: Final[Mapping[str, int]] = {"event-1": 1, "event-5": 5}
MINUTES: Final[Mapping[str, int]] = {"hours-10": 600, "hours-30": 1_800}
NAMES: Final = (*EVENTS, *MINUTES)


def reached(total: Total) -> list[str]:
    """Those that somebody has who did so much, in the order in which they are shown."""
    return [name for name, events in EVENTS.items() if total.events >= events] + [
        name for name, minutes in MINUTES.items() if total.minutes >= minutes
    ]


def progress(total: Total) -> dict[str, str]:
    """How far somebody is on the way to each, like "3/5"; hours are whole ones."""
    events = {name: f"{min(total.events, goal)}/{goal}" for name, goal in EVENTS.items()}
    minutes = {name: f"{min(total.minutes, goal) // 60}/{goal // 60}" for name, goal in MINUTES.items()}
    return events | minutes


async def new(session: AsyncSession, people: list[int], now: datetime) -> dict[int, list[str]]:
    """Those that these people have come to have, each told of once."""
    totals = await hours.totals(session, people, now)
    have = [Reached(person_id, name) for person_id, total in totals.items() for name in reached(total)]
    fresh = await storage.reach(session, have, now)
    found: dict[int, list[str]] = {}
    for each in have:
        if each in fresh:
            found.setdefault(each.person_id, []).append(each.name)
    return found
