"""Who runs the campaign, the links that invite them, and the log of what they do."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.roles import Role
from bot.storage.database import dialect, insert
from bot.storage.models import Dialog, Invitation, LogEntry, Person
from bot.storage.outbox import QUIETLY

KEY_MAX: Final = 96
# A literal, since a bound value would not find the partial index: few are of the staff, of all people.
_STAFF: Final = text("people.role > 0")


async def close_forms(session: AsyncSession, person_id: int, prefix: str) -> None:
    """Forgets what somebody was writing in forms whose names begin so."""
    theirs = (Dialog.person_id == person_id, Dialog.flow.startswith(prefix, autoescape=True))
    await session.execute(delete(Dialog).where(*theirs), execution_options={"synchronize_session": False})


async def members(session: AsyncSession) -> list[Person]:
    """Everyone with a role, suspended ones included; the longest there first."""
    rows = select(Person).where(Person.role > 0).order_by(Person.role_at, Person.id)
    return list(await session.scalars(rows))


async def organizers(session: AsyncSession, owners: Collection[int]) -> list[tuple[int, int]]:
    """Everyone who runs the campaign, by number, and their chats; `owners` are chats, too."""
    active = and_(Person.role >= int(Role.ORGANIZER), _STAFF, Person.suspended_at.is_(None))
    rows = select(Person.id, Person.telegram_id).where(or_(active, Person.telegram_id.in_(owners)))
    return [(number, chat_id) for number, chat_id in await session.execute(rows.order_by(Person.id))]


async def invited_at(session: AsyncSession, owner_id: int) -> datetime | None:
    """When this owner made their last invitation."""
    return await session.scalar(select(func.max(Invitation.made_at)).where(Invitation.made_by == owner_id))


async def usable(session: AsyncSession, digest: str, now: datetime) -> Invitation | None:
    """An invitation that may still be used."""
    return await session.scalar(select(Invitation).where(*_open(digest, now)))


async def revoke(session: AsyncSession, made_by: int, now: datetime) -> None:
    """Ends the invitations that somebody made and nobody has used."""
    theirs = (Invitation.made_by == made_by, Invitation.used_at.is_(None), Invitation.expires_at > now)
    ended = update(Invitation).where(*theirs).values(expires_at=now)
    await session.execute(ended, execution_options=QUIETLY)


async def use(session: AsyncSession, digest: str, person_id: int, now: datetime) -> Invitation | None:
    """Uses an invitation up; None if there is none that may still be used. Only one of two can."""
    taken = (
        update(Invitation)
        .where(*_open(digest, now))
        .values(used_at=now, used_by=person_id)
        .returning(Invitation)
    )
    return await session.scalar(taken, execution_options=QUIETLY)


async def note(
    session: AsyncSession,
    now: datetime,
    actor: int,
    act: str,
    person: int | None = None,
    about: dict[str, Any] | None = None,
    key: str | None = None,
) -> None:
    """Adds to the log; with a key only once."""
    row = {"at": now, "actor": actor, "act": act, "person": person, "about": about, "key": key}
    await session.execute(insert(dialect(session), LogEntry).values(row).on_conflict_do_nothing())


async def log(session: AsyncSession, *, offset: int, limit: int) -> Sequence[LogEntry]:
    """Entries, the newest first."""
    rows = select(LogEntry).order_by(LogEntry.id.desc()).offset(offset).limit(limit)
    return list(await session.scalars(rows))


async def log_length(session: AsyncSession) -> int:
    return await session.scalar(select(func.count()).select_from(LogEntry)) or 0


def _open(digest: str, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (Invitation.digest == digest, Invitation.used_at.is_(None), Invitation.expires_at > now)
