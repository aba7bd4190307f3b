"""Reminders of an event: a day before, whether one still comes, and two hours before, to who said so.

When they are due follows from when the event begins: one that moves takes them along. Who joined after a
reminder was due needs it no more. If nobody could be asked a day before, the later one goes to all.
"""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot.services import pushes
from bot.storage import outbox
from bot.storage import participations as storage
from bot.storage.messages import Draft
from bot.storage.models import Event, Phase
from bot.storage.participations import Goer

DAY: Final = "remind-day"  # the kinds of messages
SOON: Final = "remind-soon"

_DAY: Final = timedelta(hours=24)
_SOON: Final = timedelta(hours=2)
BATCH: Final = 500  # people in one transaction


def day_at(starts_at: datetime) -> datetime:
    return pushes.by_evening(starts_at - _DAY)


def soon_at(starts_at: datetime) -> datetime:
    return pushes.by_evening(starts_at - _SOON)


def next_at(event: Event, now: datetime) -> datetime | None:
    """When the next reminder is due; None if there is none any more."""
    if event.phase is not Phase.PUBLIC or event.starts_at is None:
        return None
    return min((at for at in (day_at(event.starts_at), soon_at(event.starts_at)) if at > now), default=None)


async def remind(session: AsyncSession, event: Event, now: datetime, after: int = 0) -> int | None:
    """Writes the reminder that is due to a batch of people, each once; of two only the later one.

    Begins after this number of a person; gives that of the last one, or None if all are through.
    """
    kind = _due(event, now)
    going = await storage.going(session, event.id, after=after, limit=BATCH) if kind else []
    if kind:
        drafts = [_draft(event, kind, each) for each in going if _meant(event, kind, each)]
        await outbox.add(session, drafts, now)
    if len(going) == BATCH:
        return going[-1].person_id
    if kind == DAY:
        event.asked_for = event.starts_at
    event.remind_at = next_at(event, now)
    return None


def _due(event: Event, now: datetime) -> str | None:
    starts_at = event.starts_at
    if event.remind_at is None or event.remind_at > now or event.phase is not Phase.PUBLIC:
        return None
    if starts_at is None or not day_at(starts_at) <= now < starts_at:
        return None
    return SOON if soon_at(starts_at) <= now else DAY


def _meant(event: Event, kind: str, each: Goer) -> bool:
    """Not who joined after it was due; the later one only who has said yes, if they could be asked."""
    assert event.starts_at is not None, "what is reminded of has a time"
    asked_at = day_at(event.starts_at)
    said_yes = each.yes_for == event.starts_at and each.yes_at >= asked_at
    if kind == DAY:
        return not said_yes or each.yes_at == asked_at
    return each.yes_at <= soon_at(event.starts_at) and (said_yes or event.asked_for != event.starts_at)


def _draft(event: Event, kind: str, each: Goer) -> Draft:
    assert event.starts_at is not None, "what is reminded of has a time"
    key = f"e{event.id}:{kind}:{event.starts_at.timestamp():.0f}:{each.person_id}"
    of = {"event": event.id, "starts_at": event.starts_at.isoformat()}
    until = soon_at(event.starts_at) if kind == DAY else event.starts_at
    return pushes.own(key, each.chat_id, kind, of, until)
