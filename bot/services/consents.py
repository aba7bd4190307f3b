"""Consent: which text was agreed to and when; without it nothing is kept but id and language."""

from datetime import datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage import outbox
from bot.storage.models import Person

VERSION: Final = 1  # raise it when the text's meaning changes: everyone is asked again


def given(person: Person) -> bool:
    return person.consent_version == VERSION


def give(person: Person, now: datetime) -> None:
    if not given(person):
        person.consent_version, person.consented_at = VERSION, now


async def withdraw(session: AsyncSession, person: Person, now: datetime) -> None:
    """Forgets everything that needed consent, and what waits to be sent to the person."""
    forget(person)
    await outbox.abandon(session, person.telegram_id, now)


def forget(person: Person) -> None:
    """Leaves nothing but id and language, half-filled forms included."""
    person.consent_version = person.consented_at = person.name = None
    person.dialogs.clear()
