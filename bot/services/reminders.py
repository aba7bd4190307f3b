"""Reminders of an event: a day before, whether one still comes, and two hours before, to who said so.

When they are due follows from when the event begins: one that moves takes them along. Who joined, or said
again that they come, after a reminder was due needs it no more.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot.services import pushes
from bot.storage import outbox
from bot.storage import participations as storage
from bot.storage.messages import Draft
from bot.storage.models import Event, Lane, Phase
from bot.storage.participations import Goer

DAY: Final = "remind-day"  # the kinds of messages
SOON: Final = "remind-soon"

_DAY: Final = timedelta(hours=24)
_SOON: Final = timedelta(hours=2)
BATCH: Final = 500  # people in one transaction


@dataclass(frozen=True, slots=True)
class _Due:
    """A reminder for who last said yes by `until`, but not before `since`."""

    kind: str
    expires_at: datetime
    until: datetime
    since: datetime | None = None

    def meant(self, each: Goer) -> bool:
        return each.yes_at <= self.until and (self.since is None or each.yes_at >= self.since)


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
    due = _due(event, now)
    going = await storage.going(session, event.id, after=after, limit=BATCH) if due else []
    if due:
        drafts = [_draft(event, due, each) for each in going if due.meant(each)]
        await outbox.add(session, drafts, now)
    if len(going) == BATCH:
        return going[-1].person_id
    event.remind_at = next_at(event, now)
    return None


def _due(event: Event, now: datetime) -> _Due | None:
    starts_at = event.starts_at
    if event.phase is not Phase.PUBLIC or starts_at is None or not day_at(starts_at) <= now < starts_at:
        return None
    asked_at, soon = day_at(starts_at), soon_at(starts_at)
    moved_at = event.moved_at or event.changed_at
    if moved_at > (soon if soon <= now else asked_at):  # who goes has just heard when it is
        return None
    if soon <= now:
        return _Due(SOON, starts_at, soon, max(asked_at, moved_at))
    return _Due(DAY, soon, asked_at)


def _draft(event: Event, due: _Due, each: Goer) -> Draft:
    assert event.starts_at is not None, "what is reminded of has a time"
    of = {
        "event": event.id,
        "titles": event.titles,
        "starts_at": event.starts_at.isoformat(),
        "city": event.city,
        "place": event.place,
    }
    key = f"e{event.id}:{due.kind}:{event.starts_at.timestamp():.0f}:{each.person_id}"
    return Draft(
        key,
        each.chat_id,
        "sendMessage",
        of,
        due.expires_at,
        Lane.REMINDER,
        kind=due.kind,
        topic=pushes.OWN,
    )
