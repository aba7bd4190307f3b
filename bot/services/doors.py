"""Check-in screens: what each of them has to show now."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.roles import Role
from bot.services import checkins, events, staff
from bot.storage import doors as storage
from bot.storage.doors import Sent, Standing
from bot.storage.messages import GONE
from bot.storage.models import Door, Event, Person, Phase, State

UNSENT: Final = (State.FAILED, State.UNREACHABLE, State.EXPIRED, State.SKIPPED)


@dataclass(frozen=True, slots=True)
class Show:
    """The code of a minute."""

    minute: int


@dataclass(frozen=True, slots=True)
class End:
    """That it is `over`, or that the event was `cancelled` or `moved`."""

    why: str


@dataclass(frozen=True, slots=True)
class Drop:
    """Nothing any more: nobody may or can look at it."""


@dataclass(frozen=True, slots=True)
class Rest:
    """What it shows already; or its message is still on its way."""


Need = Show | End | Drop | Rest


def need(of: Standing, sent: Mapping[str, Sent], now: datetime, owners: Collection[int]) -> Need:
    door, event = of.door, of.event
    first, last = sent.get(door.key), sent.get(storage.change(door, door.minute))
    if not _may(of.person, event, owners) or _lost(first, last):
        return Drop()
    if shown_in(door, sent) is None:
        return Rest() if first is not None else Drop()  # its row is kept for longer than it may take
    if not checkins.open_(event, now):
        return End(_why(event, now))
    this = checkins.minute(now)
    return Show(this) if this > door.minute else Rest()


def shown_in(door: Door, sent: Mapping[str, Sent]) -> int | None:
    """The number of its message in the chat, once it is there."""
    first = sent.get(door.key)
    return door.message_id or (first.message_id if first else None)


def _may(person: Person | None, event: Event, owners: Collection[int]) -> bool:
    if person is None:
        return False
    role = staff.role(person, owners)
    return role >= Role.PARTNER and events.shown(event, person, role)


def _lost(first: Sent | None, last: Sent | None) -> bool:
    if first is not None and first.state in UNSENT:
        return True
    return last is not None and (last.state is State.UNREACHABLE or last.error == GONE)


def _why(event: Event, now: datetime) -> str:
    if event.phase is not Phase.PUBLIC:
        return "cancelled"
    return "over" if event.ends_at is None or event.ends_at <= now else "moved"
