"""Who may do what: invited by an owner's link, suspended, removed; and each act of theirs in the log.

Owners stand in the settings and can neither be made nor unmade here.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import ALMATY
from bot.roles import Role
from bot.services import arrivals
from bot.storage import broadcasts
from bot.storage import staff as storage
from bot.storage.models import Invitation, Person

FORMS: Final = "bc-"  # so begin the names of organizers' forms
HOLDS: Final = timedelta(hours=24)  # an invitation

_JUST: Final = timedelta(seconds=5)  # in which a second tap is a double one


class Deed(StrEnum):
    """What the log tells of."""

    INVITED = "invited"
    JOINED = "joined"
    SUSPENDED = "suspended"
    REINSTATED = "reinstated"
    REMOVED = "removed"
    LEFT = "left"
    FOUND = "found"
    ERASED = "erased"
    REFUSED = "refused"
    SENT = "sent"
    SCHEDULED = "scheduled"
    PAUSED = "pause"
    RESUMED = "resume"
    CANCELLED = "cancel"
    CORRECTED = "correct"
    WITHDRAWN = "withdraw"
    SENT_AGAIN = "doubt"
    EVENT_PUBLISHED = "event-published"
    EVENT_CHANGED = "event-changed"
    EVENT_CANCELLED = "event-cancelled"


@dataclass(frozen=True, slots=True)
class Joined:
    """The role that an invitation gave, and who made the invitation."""

    role: Role
    by: int


@dataclass(frozen=True, slots=True)
class Invalid:
    """It was used, is too old, or was never made; or whoever came with it is suspended."""


@dataclass(frozen=True, slots=True)
class Already:
    """Whoever came with it may do as much already: it is still to be used."""


async def invite(session: AsyncSession, owner: Person, now: datetime) -> str:
    """A payload for a link that makes whoever uses it first, within a day, an organizer."""
    token = secrets.token_urlsafe(16)
    invitation = Invitation(
        digest=arrivals.digest(token),
        role=Role.ORGANIZER,
        made_by=owner.id,
        made_at=now,
        expires_at=now + HOLDS,
    )
    session.add(invitation)
    await note(session, owner, Deed.INVITED, now)
    return f"i{token}"


async def just_invited(session: AsyncSession, owner: Person, now: datetime) -> bool:
    """Whether this owner made an invitation a moment ago: a double tap must not make two."""
    at = await storage.invited_at(session, owner.id)
    return at is not None and now - at < _JUST


async def accept(
    session: AsyncSession, person: Person, role: Role, digest: str, now: datetime
) -> Joined | Invalid | Already:
    """`role` is what the person may do already."""
    if person.suspended_at is not None:
        return Invalid()
    if role >= Role.ORGANIZER:
        return Already()
    invitation = await storage.use(session, digest, person.id, now)
    if invitation is None:
        return Invalid()
    person.role, person.role_at = invitation.role, now
    await note(session, person, Deed.JOINED, now, about={"by": invitation.made_by})
    return Joined(Role(invitation.role), invitation.made_by)


async def suspend(session: AsyncSession, owner: Person, member: Person, now: datetime) -> bool:
    """What they could do they can do no more, at once, until they are reinstated; whether that is new."""
    if not member.role or member.suspended_at is not None:
        return False
    member.suspended_at = now
    await _disarm(session, member, now)
    await note(session, owner, Deed.SUSPENDED, now, member)
    return True


async def reinstate(session: AsyncSession, owner: Person, member: Person, now: datetime) -> bool:
    if not member.role or member.suspended_at is None:
        return False
    member.suspended_at = None
    await note(session, owner, Deed.REINSTATED, now, member)
    return True


async def remove(session: AsyncSession, owner: Person, member: Person, now: datetime) -> bool:
    """They are a student like any other again."""
    if not member.role:
        return False
    retire(member)
    await _disarm(session, member, now)
    await note(session, owner, Deed.REMOVED, now, member)
    return True


async def leave(session: AsyncSession, member: Person, now: datetime) -> None:
    """Who withdraws consent gives up the role, too."""
    if member.role:
        retire(member)
        await broadcasts.hold(session, member.id, now)
        await note(session, member, Deed.LEFT, now)


async def refuse(session: AsyncSession, person: Person, what: str, now: datetime) -> None:
    """Notes that somebody tried what their role may not: once a day each, or the log could be flooded."""
    day = now.astimezone(ALMATY).date()
    key = f"refused:{person.id}:{day}:{what}"[: storage.KEY_MAX]
    await storage.note(session, now, person.id, Deed.REFUSED, about={"what": what}, key=key)


async def note(
    session: AsyncSession,
    actor: Person,
    act: str,
    now: datetime,
    person: Person | None = None,
    about: Mapping[str, Any] | None = None,
) -> None:
    """What a member of the staff does, with whom or what. No names: the log cannot forget."""
    told = dict(about) if about else None
    await storage.note(session, now, actor.id, act, person.id if person else None, told)


async def _disarm(session: AsyncSession, member: Person, now: datetime) -> None:
    """What they planned or are sending waits until somebody of the staff lets it go on."""
    await storage.close_forms(session, member.id, FORMS)
    await broadcasts.unwatch(session, member.telegram_id)
    await broadcasts.hold(session, member.id, now)


def retire(person: Person) -> None:
    person.role, person.role_at, person.suspended_at = 0, None, None
