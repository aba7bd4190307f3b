"""Consent: which text was agreed to and when; without it nothing is kept but id and language."""

from datetime import datetime
from typing import Final

from bot.storage.models import Person

VERSION: Final = 1  # raise it when the text's meaning changes: everyone is asked again


def given(person: Person) -> bool:
    return person.consent_version == VERSION


def give(person: Person, now: datetime) -> None:
    if not given(person):
        person.consent_version, person.consented_at = VERSION, now


def withdraw(person: Person) -> None:
    """Forgets everything that needed consent, half-filled forms too."""
    person.consent_version = person.consented_at = person.name = None
    person.dialogs.clear()
