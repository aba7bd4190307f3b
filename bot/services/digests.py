"""The week's digest: every Monday managers hear what everybody plans.

Each manager's has a key of its own: planned twice, or in two processes, it is written once.
"""

from datetime import date, datetime, time, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import ALMATY
from bot.services.pushes import OWN
from bot.storage import calendars, organizations, outbox
from bot.storage.messages import Draft
from bot.storage.models import Lane

KIND: Final = "digest"
TOLD: Final = 12  # events, of a longer list the first ones

_FROM: Final = time(10)
_UNTIL: Final = time(21)  # after an outage, too


def monday(now: datetime) -> date | None:
    """Today, if it is a Monday at an hour at which the digest may be written."""
    here = now.astimezone(ALMATY)
    return here.date() if here.weekday() == 0 and _FROM <= here.time() < _UNTIL else None


async def plan(session: AsyncSession, now: datetime) -> int:
    """Writes those of this Monday, if anything is planned; how many were new."""
    day = monday(now)
    if day is None:
        return 0
    begins = datetime.combine(day, time(), ALMATY)
    week = calendars.coming(now, begins + timedelta(days=7))
    found = await calendars.entries(session, week, limit=TOLD)
    if not found:
        return 0
    body = {
        "events": [
            {
                "number": entry.number,
                "titles": entry.titles,
                "starts_at": entry.starts_at.isoformat(),
                "city": entry.city,
                "organization": entry.organization,
            }
            for entry in found
        ],
        "more": await calendars.how_many(session, week) - len(found),
    }
    until = datetime.combine(day, _UNTIL, ALMATY).astimezone(now.tzinfo)
    drafts = [
        Draft(
            f"{KIND}:{day}:{person_id}",
            chat_id,
            "sendMessage",
            body,
            until,
            Lane.BROADCAST,
            kind=KIND,
            topic=OWN,
        )
        for person_id, chat_id in await organizations.chats(session)
    ]
    return len(await outbox.add(session, drafts, now))
