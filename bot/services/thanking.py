"""What follows an event: its organizers hear how it ended, and the next morning who came is thanked.

Whoever is marked as having come later, or gets other hours, hears of it when that has come to rest. Whoever
calls these holds the event's row.
"""

from collections.abc import Collection
from datetime import datetime, time, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import ALMATY
from bot.services import milestones, pushes
from bot.storage import hours, organizations, outbox, results
from bot.storage.hours import Untold
from bot.storage.messages import Draft
from bot.storage.models import Event, Phase

OVER: Final = "event-over"  # the kinds of messages
THANKS: Final = "thanks"
CREDITED: Final = "credited"

MORNING: Final = time(10)  # in Kazakhstan
_LEAST: Final = timedelta(hours=3)  # in which organizers can say who came
BATCH: Final = 500  # people told in one transaction
REST: Final = timedelta(minutes=3)  # after the last mark, in which another one may follow
HOLDS: Final = timedelta(days=7)


def thanks_at(ends_at: datetime) -> datetime:
    """The next morning after the end."""
    rested = ends_at.astimezone(ALMATY) + _LEAST
    day = rested.date() + timedelta(days=rested.time() > MORNING)
    return datetime.combine(day, MORNING, ALMATY).astimezone(ends_at.tzinfo)


def next_at(event: Event, now: datetime) -> datetime | None:
    """When there is something to do after the end for the first time; None if all of it is past."""
    if event.phase is not Phase.PUBLIC or event.ends_at is None:
        return None
    return next((at for at in (event.ends_at, thanks_at(event.ends_at)) if at > now), None)


def thanked(event: Event, now: datetime) -> bool:
    """Whether thanks have gone out, or are about to."""
    return event.ends_at is not None and thanks_at(event.ends_at) <= now


def again(event: Event, now: datetime) -> None:
    """After something was marked: if thanks have gone out, those whom it concerns are told."""
    if event.phase is Phase.PUBLIC and thanked(event, now):
        event.after_at = now + REST


async def follow(session: AsyncSession, event: Event, now: datetime, owners: Collection[int] = ()) -> bool:
    """Does what is due after the end, for a batch of people; whether more are left."""
    if event.after_at is None or event.after_at > now or event.phase is not Phase.PUBLIC:
        return False
    assert event.ends_at is not None, "what is public has an end"
    if not thanked(event, now):
        if event.ends_at <= now:
            await _say_over(session, event, now, owners)
        event.after_at = next_at(event, now)
        return False
    found = await hours.untold(session, event.id, limit=BATCH)
    new = await milestones.new(session, [each.person_id for each in found], now)
    drafts = [_draft(event, each, new.get(each.person_id, []), now) for each in found]
    await outbox.add(session, drafts, now)
    await hours.know(session, event.id, found)
    if len(found) == BATCH:
        return True
    event.after_at = None
    return False


def _draft(event: Event, each: Untold, new: Collection[str], now: datetime) -> Draft:
    kind, key = THANKS, f"e{event.id}:thanks:{each.person_id}"
    if each.told is not None:
        kind, key = CREDITED, f"e{event.id}:credited:{each.person_id}:{now.timestamp():.0f}"
    of = {"event": event.id, "minutes": each.minutes, "new": list(new)}
    return pushes.own(key, each.chat_id, kind, of, now + HOLDS)


async def _say_over(session: AsyncSession, event: Event, now: datetime, owners: Collection[int]) -> None:
    """To who made it and, of a partner's, to its managers: if anybody was to come."""
    came, going = await results.turnout(session, event.id)
    if not came and not going:
        return
    assert event.ends_at is not None, "what is over has an end"
    at = thanks_at(event.ends_at).isoformat()
    of = {"event": event.id, "titles": event.titles, "came": came, "going": going, "at": at}
    drafts = [
        pushes.own(f"e{event.id}:over:{person_id}", chat_id, OVER, of, now + HOLDS)
        for person_id, chat_id in await organizations.organizers(session, event, owners)
    ]
    await outbox.add(session, drafts, now)
