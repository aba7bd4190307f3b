"""How much one person may send: twenty updates in ten seconds, one warning, then nothing until it calms."""

from datetime import datetime, timedelta
from enum import Enum
from typing import Final

from bot.storage.models import Person

LIMIT: Final = 20
WINDOW: Final = timedelta(seconds=10)


class Admission(Enum):
    ADMIT = "admit"
    WARN = "warn"
    DROP = "drop"


def admit(person: Person, now: datetime) -> Admission:
    """Counts an update of this person and says what to do with it."""
    began = person.burst_began_at
    if began is None or not timedelta() <= now - began < WINDOW:
        goes_on = began is not None and now - began < 2 * WINDOW and person.burst_count > LIMIT
        person.burst_warned = person.burst_warned and goes_on
        person.burst_began_at, person.burst_count = now, 0
    person.burst_count += 1
    if person.burst_count <= LIMIT:
        return Admission.ADMIT
    if person.burst_warned:
        return Admission.DROP
    person.burst_warned = True
    return Admission.WARN
