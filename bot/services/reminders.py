"""Reminders of an event: a day before, whether one still comes, and two hours before, to who said so.

When they are due follows from when the event begins: one that moves takes them along. Who joined, or said
again that they come, after a reminder was due needs it no more.
"""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot.services import pushes
from bot.storage import outbox
from bot.storage import participations as storage
from bot.storage.messages import Draft
from bot.storage.models import Event, Lane, Phase

DAY: Final = "remind-day"  # the kinds of messages
SOON: Final = "remind-soon"

_DAY: Final = timedelta(hours=24)
_SOON: Final = timedelta(hours=2)


def day_at(starts_at: datetime) -> datetime:
    return pushes.by_evening(starts_at - _DAY)


def soon_at(starts_at: datetime) -> datetime:
    return pushes.by_evening(starts_at - _SOON)


def next_at(event: Event, now: datetime) -> datetime | None:
    """When the next reminder is due; None if there is none any more."""
    if event.phase is not Phase.PUBLIC or event.starts_at is None:
        return None
    return min((at for at in (day_at(event.starts_at), soon_at(event.starts_at)) if at > now), default=None)


async def remind(session: AsyncSession, event: Event, now: datetime) -> None:
    """Writes the reminder that is due, each once; of two only the later one."""
    event.remind_at = next_at(event, now)
    starts_at = event.starts_at
    if event.phase is not Phase.PUBLIC or starts_at is None or not day_at(starts_at) <= now < starts_at:
        return
    asked_at, soon = day_at(starts_at), soon_at(starts_at)
    kind, due_at = (SOON, soon) if soon <= now else (DAY, asked_at)
    moved_at = event.moved_at or event.changed_at
    if moved_at > due_at:  # who goes has just heard when it is
        return
    going = await storage.going(session, event.id)
    if kind == DAY:
        meant = [each for each in going if each.yes_at < asked_at]
    else:
        meant = [each for each in going if max(asked_at, moved_at) <= each.yes_at <= soon]
    of = {
        "event": event.id,
        "titles": event.titles,
        "starts_at": starts_at.isoformat(),
        "city": event.city,
        "place": event.place,
    }
    drafts = [
        Draft(
            f"e{event.id}:{kind}:{starts_at.timestamp():.0f}:{each.person_id}",
            each.chat_id,
            "sendMessage",
            of,
            soon if kind == DAY else starts_at,
            Lane.REMINDER,
            kind=kind,
            topic=pushes.OWN,
        )
        for each in meant
    ]
    await outbox.add(session, drafts, now)
