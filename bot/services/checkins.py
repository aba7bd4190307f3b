"""Checking in: codes that change every minute, and who comes with one.

A code is made of the campaign's secret, the event and the minute, so none is kept anywhere. The last one is
still valid, since people need a moment. Four digits can be guessed: after some that were wrong a person's
digits are looked at no more for a while, while what the QR code says cannot be guessed.

`at` is when the code was sent, as Telegram has it: nobody is late because we were. Whoever checks in holds no
event, since 300 may come at once; but for who finishes signing up after its end.
"""

import base64
import hashlib
import hmac
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot.dialog import Problem
from bot.services import arrivals, consents, thanking
from bot.storage import attendance, participations
from bot.storage import checkins as storage
from bot.storage.models import Event, Person, Phase

BEFORE: Final = storage.BEFORE
SOON: Final = timedelta(hours=24)  # before the doors open, organizers prepare
_LONGEST: Final = 16  # letters of a code as it is typed
GUESSES: Final = 5  # wrong codes of a person, within
LOCK: Final = timedelta(hours=1)
LATE: Final = timedelta(days=14)  # after the end, who came by a code may still finish signing up

_TOKEN: Final = re.compile(r"(?P<event>[1-9][0-9]{0,8})-(?P<token>[A-Za-z0-9_-]{10})")
_PROOF: Final = re.compile(r"w(?P<event>[1-9][0-9]{0,8})-(?P<at>[0-9]{1,12})")
_DIGITS: Final = re.compile(r"[0-9]{4}", re.ASCII)
_GAPS: Final = re.compile(r"[\s.,-]")  # between digits, as the picture shows them


@dataclass(frozen=True, slots=True)
class Here:
    """They are checked in: `new`, unless they were before."""

    event: Event
    new: bool


@dataclass(frozen=True, slots=True)
class Wrong:
    """No event has this code now: it is another one, or it was valid until a while ago."""


@dataclass(frozen=True, slots=True)
class Several:
    """By chance these events have the same digits now, and the person has answered none of them, or more."""

    events: Sequence[Event]


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

    event: Event


Code = Event | Wrong | Several | Locked | Closed
Outcome = Here | Closed | TooYoung


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


def opens_at(event: Event) -> datetime | None:
    return event.starts_at - BEFORE if event.starts_at else None


def open_(event: Event, at: datetime) -> bool:
    opens = opens_at(event)
    if event.phase is not Phase.PUBLIC or opens is None or event.ends_at is None:
        return False
    return opens <= at < event.ends_at


def soon(event: Event, now: datetime) -> bool:
    """Whether the doors are open, or will be within a day."""
    if event.phase is not Phase.PUBLIC or event.starts_at is None or event.ends_at is None:
        return False
    return event.starts_at - BEFORE - SOON <= now < event.ends_at


def is_code(typed: str) -> bool:
    """Whether it looks like a code."""
    return _DIGITS.fullmatch(plain(typed)) is not None


def plain(typed: str) -> str:
    """The digits alone."""
    return _GAPS.sub("", typed[:_LONGEST])


def parse(typed: str) -> str | Problem:
    return plain(typed) if is_code(typed) else Problem("digits")


async def any_open(session: AsyncSession, at: datetime) -> bool:
    """Whether people can check in anywhere."""
    return await storage.any_open(session, at)


async def by_digits(
    session: AsyncSession,
    secret: bytes,
    person: Person,
    typed: str,
    at: datetime,
    now: datetime,
    *,
    of: int | None = None,
) -> Code:
    """The event whose code this is: one that the person has answered, or the one that they are asked `of`."""
    if not _guess_left(person, now):
        assert person.guessed_at is not None, "who guessed did so some time"
        return Locked(person.guessed_at + LOCK)
    found = [
        (event, answered)
        for event, answered in await storage.open_at(session, person.id, at)
        if of in (None, event.id)
        and _same((digits(secret, event.id, each) for each in _valid(at, now)), plain(typed))
    ]
    if not found:
        _guessed(person, now)
        return Wrong()
    likely = [event for event, answered in found if answered] or [event for event, _ in found]
    return likely[0] if len(likely) == 1 else Several(likely)


async def by_link(session: AsyncSession, secret: bytes, said: str, at: datetime, now: datetime) -> Code:
    """The event that a QR code of these minutes leads to."""
    parts = _TOKEN.fullmatch(said)
    event = await session.get(Event, int(parts["event"])) if parts else None
    if parts is None or event is None or event.phase is Phase.DRAFT:
        return Wrong()
    if not _same((_token(secret, event.id, of) for of in _valid(at, now)), parts["token"]):
        return Wrong()
    return event if open_(event, at) else Closed(event)


def proof(event: Event, at: datetime) -> str:
    """That somebody came with a valid code, kept until they have signed up. No link can say it."""
    return f"w{event.id}-{int(at.timestamp())}"


async def proven(session: AsyncSession, said: str, now: datetime) -> tuple[Event, datetime] | None:
    """The event to which somebody came with a valid code, and when; None if that is too long ago."""
    parts = _PROOF.fullmatch(said)
    event = await session.get(Event, int(parts["event"])) if parts else None
    if parts is None or event is None or event.ends_at is None or event.ends_at + LATE <= now:
        return None
    return event, datetime.fromtimestamp(int(parts["at"]), UTC)


def locked(person: Person, now: datetime) -> datetime | None:
    """Until when no digits are looked at any more; None if they are."""
    if _guess_left(person, now) or person.guessed_at is None:
        return None
    return person.guessed_at + LOCK


async def too_young(session: AsyncSession, person: Person, now: datetime) -> list[Event]:
    """The events for adults to which somebody who is none came with a valid code: that is forgotten."""
    if person.age_band == consents.Age.ADULT:
        return []
    proofs = arrivals.proofs(person)
    found = [(each, known[0]) for each in proofs if (known := await proven(session, each, now))]
    for each, event in found:
        if event.adults:
            arrivals.drop(person, each)
    return [event for _, event in found if event.adults]


async def check_in(
    session: AsyncSession, event: Event, person: Person, at: datetime, now: datetime
) -> Outcome:
    """Marks somebody as having come `at` a time at which the doors were open, unless it was moved since."""
    over = event.ends_at is not None and event.ends_at <= now
    if over:  # thanks may be on their way at this moment: who came late must not fall between
        held = await participations.hold(session, event.id)
        assert held is not None, "what was public stays"
        event = held
    opened = opens_at(event)
    if event.phase is not Phase.PUBLIC or opened is None or at < opened:
        return Closed(event)
    if event.adults and person.age_band != consents.Age.ADULT:
        return TooYoung(event)
    new = await attendance.arrive(session, event.id, person.id, at)
    if new and over:
        thanking.again(event, now)
    return Here(event, new)


def _guessed(person: Person, now: datetime) -> None:
    """A right code does not make up for wrong ones: who knows one event's could try all of another's."""
    if person.guessed_at is None or now - person.guessed_at >= LOCK:
        person.guesses, person.guessed_at = 0, now
    person.guesses += 1
    if person.guesses == GUESSES:
        person.guessed_at = now


def _guess_left(person: Person, now: datetime) -> bool:
    return person.guesses < GUESSES or person.guessed_at is None or now - person.guessed_at >= LOCK


def _valid(*moments: datetime) -> set[int]:
    """The minutes whose codes hold: that of each moment, and the one before."""
    return {minute(moment) - back for moment in moments for back in (0, 1)}


def _same(codes: Iterable[str], said: str) -> bool:
    """Whether it is one of them; how long that takes does not tell how much of a code is right."""
    return any(hmac.compare_digest(code.encode(), said.encode()) for code in codes)


def _token(secret: bytes, event_id: int, of: int) -> str:
    return base64.urlsafe_b64encode(_digest(secret, "link", event_id, of))[:10].decode()


def _digest(secret: bytes, what: str, event_id: int, of: int) -> bytes:
    return hmac.digest(secret, f"check-in {what} {event_id} {of}".encode(), hashlib.sha256)
