"""How much one person may send: twenty updates in ten seconds, one warning, nothing until they rest."""

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


def admit(person: Person, sent_at: datetime) -> Admission:
    """Counts an update of this person and says what to do with it."""
    began = person.burst_began_at
    # A message says when it was sent, a tap does not: times may go back a little.
    if began is None or abs(sent_at - began) >= WINDOW:
        person.burst_began_at, person.burst_count = sent_at, 0
    person.burst_count += 1
    if person.burst_count <= LIMIT:
        return Admission.ADMIT
    person.burst_began_at = max(sent_at, began or sent_at)
    return Admission.WARN if person.burst_count == LIMIT + 1 else Admission.DROP
