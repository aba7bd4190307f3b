"""Who may do what: invited by a link, suspended, removed; and each act of theirs in the log.

Owners stand in the settings and can neither be made nor unmade here. They invite organizers, and both invite
managers of partner organizations.
"""

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import ALMATY
from bot.roles import Role
from bot.services import arrivals
from bot.storage import broadcasts, doors
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
    REST_MARKED = "rest-marked"
    HOURS_CHANGED = "hours-changed"
    HOURS_GIVEN = "hours-given"
    ROSTER_EXPORTED = "roster-exported"
    ORGANIZATION_ADDED = "organization-added"
    ORGANIZATION_RENAMED = "organization-renamed"
    MANAGER_INVITED = "manager-invited"
    MANAGER_JOINED = "manager-joined"
    MANAGER_SUSPENDED = "manager-suspended"
    MANAGER_REINSTATED = "manager-reinstated"
    MANAGER_REMOVED = "manager-removed"
    MANAGER_LEFT = "manager-left"
    AMBASSADOR_APPOINTED = "ambassador-appointed"
    AMBASSADOR_DECLINED = "ambassador-declined"
    AMBASSADOR_SUSPENDED = "ambassador-suspended"
    AMBASSADOR_REINSTATED = "ambassador-reinstated"
    AMBASSADOR_TRAINED = "ambassador-trained"
    SOURCE_ADDED = "source-added"
    SOURCE_RENAMED = "source-renamed"
    SOURCE_ARCHIVED = "source-archived"
    SOURCE_RESTORED = "source-restored"
    FUNNEL_EXPORTED = "funnel-exported"
    THANKED = "thanked"
    TICKED = "ticked"
    MARKED = "marked"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Joined:
    """The role that an invitation gave, for which organization if any, and who made the invitation."""

    role: Role
    by: int
    organization_id: int | None = None


@dataclass(frozen=True, slots=True)
class Invalid:
    """It was used, is too old, or was never made; or whoever came with it is suspended."""


@dataclass(frozen=True, slots=True)
class Already:
    """Whoever came with it may do as much already: it is still to be used."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Whoever came with it is a manager of another organization, and stays that: it is still to be used."""

    organization_id: int | None


Outcome = Joined | Invalid | Already | Elsewhere


def role(person: Person, owners: Collection[int]) -> Role:
    """What a person may do now; `owners` are chats."""
    if person.telegram_id in owners:
        return Role.OWNER
    return Role(person.role) if person.suspended_at is None else Role.STUDENT


async def invite(
    session: AsyncSession, by: Person, now: datetime, *, organization_id: int | None = None
) -> str:
    """A payload for a link that works for whoever uses it first, within a day.

    It makes them an organizer, or a manager of the organization.
    """
    token = secrets.token_urlsafe(16)
    invitation = Invitation(
        digest=arrivals.digest(token),
        role=Role.ORGANIZER if organization_id is None else Role.PARTNER,
        organization_id=organization_id,
        made_by=by.id,
        made_at=now,
        expires_at=now + HOLDS,
    )
    session.add(invitation)
    if organization_id is None:
        await note(session, by, Deed.INVITED, now)
    else:
        await note(session, by, Deed.MANAGER_INVITED, now, about={"organization": organization_id})
    return f"i{token}"


async def just_invited(session: AsyncSession, by: Person, now: datetime) -> bool:
    """Whether they made an invitation a moment ago: a double tap must not make two."""
    at = await storage.invited_at(session, by.id)
    return at is not None and now - at < _JUST


async def accept(session: AsyncSession, person: Person, role: Role, digest: str, now: datetime) -> Outcome:
    """`role` is what the person may do already. A manager may become an organizer, and leaves the partner."""
    if person.suspended_at is not None:
        return Invalid()
    if role >= Role.ORGANIZER:
        return Already()
    if role is Role.PARTNER:
        offered = await storage.usable(session, digest, now)
        if offered is not None and offered.role == Role.PARTNER:
            same = offered.organization_id == person.organization_id
            return Already() if same else Elsewhere(person.organization_id)
    invitation = await storage.use(session, digest, person.id, now)
    if invitation is None:
        return Invalid()
    given, organization = Role(invitation.role), invitation.organization_id
    person.role, person.role_at, person.organization_id = given, now, organization
    deed = Deed.MANAGER_JOINED if given is Role.PARTNER else Deed.JOINED
    about = {"by": invitation.made_by} | ({"organization": organization} if organization else {})
    await note(session, person, deed, now, about=about)
    return Joined(given, invitation.made_by, organization)


async def suspend(session: AsyncSession, by: Person, member: Person, now: datetime) -> bool:
    """What they could do they can do no more, at once, until they are reinstated; whether that is new."""
    if not member.role or member.suspended_at is not None:
        return False
    member.suspended_at = now
    await _disarm(session, member, now)
    await note(session, by, Deed.MANAGER_SUSPENDED if manages(member) else Deed.SUSPENDED, now, member)
    return True


async def reinstate(session: AsyncSession, by: Person, member: Person, now: datetime) -> bool:
    if not member.role or member.suspended_at is None:
        return False
    member.suspended_at = None
    await note(session, by, Deed.MANAGER_REINSTATED if manages(member) else Deed.REINSTATED, now, member)
    return True


async def remove(session: AsyncSession, by: Person, member: Person, now: datetime) -> bool:
    """They are a student like any other again."""
    if not member.role:
        return False
    deed = Deed.MANAGER_REMOVED if manages(member) else Deed.REMOVED
    retire(member)
    await _disarm(session, member, now)
    await note(session, by, deed, now, member)
    return True


async def leave(session: AsyncSession, member: Person, now: datetime) -> None:
    """Who withdraws consent gives up the role, too."""
    if member.role:
        deed = Deed.MANAGER_LEFT if manages(member) else Deed.LEFT
        retire(member)
        await storage.revoke(session, member.id, now)
        await broadcasts.hold(session, member.id, now)
        await note(session, member, deed, now)


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
    key: str | None = None,
) -> None:
    """What a member of the staff does, with whom or what; with a key once.

    No names: the log cannot forget.
    """
    told = dict(about) if about else None
    await storage.note(session, now, actor.id, act, person.id if person else None, told, key)


async def _disarm(session: AsyncSession, member: Person, now: datetime) -> None:
    """What they planned or are sending waits until somebody of the staff lets it go on.

    Nobody becomes a member by their links any more.
    """
    await storage.revoke(session, member.id, now)
    await storage.close_forms(session, member.id, FORMS)
    await broadcasts.unwatch(session, member.telegram_id)
    await doors.shut(session, member.telegram_id)
    await broadcasts.hold(session, member.id, now)


def manages(person: Person) -> bool:
    """Whether the person is a manager of a partner organization, suspended or not."""
    return person.role == Role.PARTNER


def retire(person: Person) -> None:
    person.role, person.role_at, person.suspended_at, person.organization_id = 0, None, None, None
