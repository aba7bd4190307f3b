"""Where a person stands in a conversation, kept as a row."""

from datetime import datetime

from bot.dialog import Asking, Flow, Refused
from bot.storage.models import Dialog, Person


def state(person: Person, flow: Flow) -> Asking | None:
    """Where the person stood last in this flow, if they are in it."""
    row = _row(person, flow)
    return Asking(row.step, row.answers) if row else None


def save(person: Person, flow: Flow, asking: Asking | Refused, now: datetime) -> None:
    row = _row(person, flow)
    if row is None:
        row = Dialog(flow=flow.name)
        person.dialogs.append(row)
    row.step, row.answers, row.updated_at = asking.step, dict(asking.answers), now


def close(person: Person, flow: Flow) -> None:
    row = _row(person, flow)
    if row is not None:
        person.dialogs.remove(row)


def _row(person: Person, flow: Flow) -> Dialog | None:
    return next((dialog for dialog in person.dialogs if dialog.flow == flow.name), None)
