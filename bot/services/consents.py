"""Consent: which text was agreed to and when, and how old the person is.

Without it nothing is kept but id, language, times of use and the link by which they came.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage import participations, pushes
from bot.storage.models import Person

VERSION: Final = 6  # raise it when the text's meaning changes: everyone is asked again
AGE_HOLDS: Final = timedelta(days=365)

KEPT: Final = frozenset(
    {"id", "telegram_id", "language", "created_at", "seen_at", "unreachable_at", "counted", "menu"}
) | {"burst_began_at", "burst_count"}


class Age(StrEnum):
    """Who is younger than 16 is not kept."""

    ADULT = "18+"
    YOUTH = "16-17"


def given(person: Person) -> bool:
    return person.consent_version == VERSION


async def agree(session: AsyncSession, person: Person, age: Age, now: datetime) -> None:
    """Gives consent; what waited for it goes now."""
    give(person, age, now)
    await pushes.wake(session, person.telegram_id, now)
    await participations.reconsider(session, person.id, now)


def give(person: Person, age: Age, now: datetime) -> None:
    if not given(person):
        person.consent_version, person.consented_at = VERSION, now
        person.agreed_at = person.agreed_at or now
    confirm_age(person, age, now)


def confirm_age(person: Person, age: Age, now: datetime) -> None:
    person.age_band, person.age_asked_at = age, now


def age_due(person: Person, now: datetime) -> bool:
    """Whether the age is to be asked again: a year makes a youth an adult, or at least older."""
    if person.age_band == Age.ADULT:
        return False
    return person.age_asked_at is None or now - person.age_asked_at >= AGE_HOLDS
