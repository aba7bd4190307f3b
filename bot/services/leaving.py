"""Who withdraws consent, or is erased: what is forgotten, and what others get of it."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.services import consents, figures, footprints, people, seats
from bot.storage import broadcast_outcomes, broadcasts, doors, event_desk, outbox, staff
from bot.storage import people as storage
from bot.storage.models import Person


async def withdraw(session: AsyncSession, person: Person, now: datetime) -> None:
    """Forgets everything that needed consent, and what was or would be sent to the person unasked."""
    await figures.settle(session, person)
    await seats.leave(session, person, now)
    await storage.strip(session, person)
    await event_desk.discard(session, person.id)
    people.forget(person, consents.KEPT)
    await broadcast_outcomes.fold(session, person.telegram_id)
    await broadcasts.unwatch(session, person.telegram_id)
    await doors.shut(session, person.telegram_id)
    await outbox.unsay(session, person.telegram_id)


async def send_away(session: AsyncSession, person: Person, now: datetime) -> None:
    """Forgets who is too young, without a mark: who may come again and again counts for no link."""
    person.source = None
    await erase(session, person, now)


async def erase(session: AsyncSession, person: Person, now: datetime, secret: bytes | None = None) -> None:
    """Forgets the person: counts stay, and a row with nothing in it, for the turn to remove.

    With the campaign's secret a mark stays, too, by which they are not counted again. Who was never here, or
    has just been erased, counts for nothing.
    """
    if not people.stranger(person, now):
        await figures.settle(session, person)
        if secret is not None:
            await footprints.leave(session, person, secret, now)
    await seats.leave(session, person, now)
    await storage.strip(session, person)
    await event_desk.discard(session, person.id)
    await broadcast_outcomes.fold(session, person.telegram_id)
    await broadcasts.unwatch(session, person.telegram_id)
    await doors.shut(session, person.telegram_id)
    await broadcasts.hold(session, person.id, now)
    await staff.revoke(session, person.id, now)
    people.forget(person, {"id", "telegram_id", "created_at", "seen_at"})
    person.created_at = person.seen_at = now
    await outbox.forget(session, person.telegram_id)
