"""A volunteer's year: on International Volunteer Day everybody who came to anything gets theirs as a picture.

Each has a key of year and person: planned twice, or in two processes, it is written once.
"""

from datetime import date, datetime, time
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import ALMATY
from bot.services.pushes import OWN
from bot.storage import outbox
from bot.storage import years as storage
from bot.storage.messages import Draft
from bot.storage.models import Lane

KIND: Final = "year"
BATCH: Final = 500  # people in one transaction

_DAY: Final = (12, 5)  # of December
_FROM: Final = time(12)
_UNTIL: Final = time(21)


def today(now: datetime) -> date | None:
    """The day, if it is that and an hour at which the years may be written."""
    here = now.astimezone(ALMATY)
    that = (here.month, here.day) == _DAY and _FROM <= here.time() < _UNTIL
    return here.date() if that else None


async def plan(session: AsyncSession, now: datetime, after: int = 0) -> int | None:
    """Writes those of a batch of people, from after this number of a person on; the last one's, or None."""
    day = today(now)
    if day is None:
        return None
    begins = datetime(day.year, 1, 1, tzinfo=ALMATY)
    until = datetime.combine(day, _UNTIL, ALMATY).astimezone(now.tzinfo)
    found = await storage.of(session, begins, now, after=after, limit=BATCH)
    drafts = [
        Draft(
            f"{KIND}:{day.year}:{each.person_id}",
            each.chat_id,
            "sendPhoto",
            {
                "year": day.year,
                "name": each.name,
                "events": each.events,
                "minutes": each.minutes,
                "goals": each.goals,
            },
            until,
            Lane.BROADCAST,
            kind=KIND,
            topic=OWN,
        )
        for each in found
    ]
    await outbox.add(session, drafts, now)
    return found[-1].person_id if len(found) == BATCH else None
