"""Checking in: codes that change every minute, and who comes with one.

A code is made of the campaign's secret, the event and the minute, so none is kept anywhere. The last one is
still valid, since people need a moment. Four digits can be guessed: after some that were wrong a person's
digits are looked at no more for a while, while what the QR code says cannot be guessed.
"""

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot.services import consents
from bot.storage import checkins as storage
from bot.storage import rosters
from bot.storage.models import Event, Person, Phase

BEFORE: Final = timedelta(hours=1)  # the start: when the doors open; they close at the end
SOON: Final = timedelta(hours=24)  # before that, organizers prepare the door
GUESSES: Final = 5  # wrong codes of a person, within
LOCK: Final = timedelta(hours=1)
LATE: Final = timedelta(days=14)  # after the end, who came by a code may still finish signing up

_TOKEN: Final = re.compile(r"(?P<event>[1-9][0-9]{0,8})-(?P<token>[A-Za-z0-9_-]{10})")
_PROOF: Final = re.compile(r"w(?P<event>[1-9][0-9]{0,8})-(?P<at>[0-9]{1,12})")
_DIGITS: Final = re.compile(r"[0-9]{4}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Here:
    """They are checked in: `new`, unless they were before."""

    event: Event
    new: bool


@dataclass(frozen=True, slots=True)
class Wrong:
    """No event has this code now: it is another one, or it was valid until a while ago."""


@dataclass(frozen=True, slots=True)
class Locked:
    """Too many codes were wrong: digits are looked at again from then on."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Closed:
    """The event's doors are not open: not yet, not any more, or it was cancelled."""

    event: Event


@dataclass(frozen=True, slots=True)
class TooYoung:
    """It is for adults."""


Outcome = Here | Wrong | Locked | Closed | TooYoung


def minute(at: datetime) -> int:
    """Which minute this is, counted from 1970."""
    return int(at.timestamp()) // 60


def changes_at(of: int) -> datetime:
    """When the next minute begins."""
    return datetime.fromtimestamp((of + 1) * 60, UTC)


def digits(secret: bytes, event_id: int, of: int) -> str:
    """The code to be typed in this minute."""
    return f"{int.from_bytes(_digest(secret, 'digits', event_id, of)[:8]) % 10_000:04}"


def payload(secret: bytes, event_id: int, of: int) -> str:
    """The same for a link: nobody guesses it."""
    return f"c{event_id}-{_token(secret, event_id, of)}"


def open_(event: Event, now: datetime) -> bool:
    if event.phase is not Phase.PUBLIC or event.starts_at is None or event.ends_at is None:
        return False
    return event.starts_at - BEFORE <= now < event.ends_at


def soon(event: Event, now: datetime) -> bool:
    """Whether the doors are open, or will be within a day."""
    if event.phase is not Phase.PUBLIC or event.starts_at is None or event.ends_at is None:
        return False
    return event.starts_at - BEFORE - SOON <= now < event.ends_at


def is_code(typed: str) -> bool:
    """Whether it looks like a code."""
    return _DIGITS.fullmatch(typed.strip()) is not None


def guess_left(person: Person, now: datetime) -> bool:
    return person.guesses < GUESSES or person.guessed_at is None or now - person.guessed_at >= LOCK


async def by_digits(
    session: AsyncSession, secret: bytes, person: Person, typed: str, now: datetime
) -> Event | Wrong | Locked:
    """The event whose code this is; one that the person has answered rather than another."""
    if not guess_left(person, now):
        assert person.guessed_at is not None, "who guessed did so some time"
        return Locked(person.guessed_at + LOCK)
    found = [
        event
        for event in await storage.open_now(session, person.id, now, BEFORE)
        if any(hmac.compare_digest(digits(secret, event.id, of), typed.strip()) for of in _valid(now))
    ]
    if found:
        person.guesses, person.guessed_at = 0, None
        return found[0]
    if person.guessed_at is None or now - person.guessed_at >= LOCK:
        person.guesses, person.guessed_at = 0, now
    person.guesses += 1
    return Wrong()


async def by_link(session: AsyncSession, secret: bytes, said: str, now: datetime) -> Event | Wrong | Closed:
    """The event that a QR code of these minutes leads to."""
    parts = _TOKEN.fullmatch(said)
    event = await session.get(Event, int(parts["event"])) if parts else None
    if parts is None or event is None:
        return Wrong()
    right = [hmac.compare_digest(_token(secret, event.id, of), parts["token"]) for of in _valid(now)]
    if not any(right):
        return Wrong()
    return event if open_(event, now) else Closed(event)


def proof(event: Event, now: datetime) -> str:
    """That somebody came with a valid code, kept until they have signed up. No link can say it."""
    return f"w{event.id}-{int(now.timestamp())}"


async def proven(session: AsyncSession, said: str, now: datetime) -> tuple[Event, datetime] | None:
    """The event to which somebody came with a valid code, and when; None if that is too long ago."""
    parts = _PROOF.fullmatch(said)
    event = await session.get(Event, int(parts["event"])) if parts else None
    if parts is None or event is None or event.ends_at is None or event.ends_at + LATE <= now:
        return None
    return event, datetime.fromtimestamp(int(parts["at"]), UTC)


async def check_in(
    session: AsyncSession, event: Event, person: Person, at: datetime, now: datetime
) -> Here | Closed | TooYoung:
    """Marks somebody as having come `at` a time at which the doors were open."""
    if event.phase is not Phase.PUBLIC:
        return Closed(event)
    if event.adults and person.age_band != consents.Age.ADULT:
        return TooYoung()
    new = await rosters.arrive(session, event.id, person.id, at)
    if new:
        await storage.reconsider(session, event.id, now)
    return Here(event, new)


def _valid(now: datetime) -> tuple[int, int]:
    this = minute(now)
    return this, this - 1


def _token(secret: bytes, event_id: int, of: int) -> str:
    return base64.urlsafe_b64encode(_digest(secret, "link", event_id, of))[:10].decode()


def _digest(secret: bytes, what: str, event_id: int, of: int) -> bytes:
    return hmac.digest(secret, f"check-in {what} {event_id} {of}".encode(), hashlib.sha256)
