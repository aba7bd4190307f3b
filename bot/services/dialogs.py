"""Where a person stands in their conversations, kept as rows.

The one touched last is open: what is typed goes there. Whoever goes elsewhere leaves it, and can go on later.
"""

from datetime import datetime

from bot.dialog import Asking, Flow
from bot.storage.models import Dialog, Person


def current(person: Person) -> Dialog | None:
    """The conversation that takes what the person types."""
    return max((row for row in person.dialogs if not row.left), key=_touched, default=None)


def waiting(person: Person) -> Dialog | None:
    """The conversation left last: it can be continued."""
    return max((row for row in person.dialogs if row.left), key=_touched, default=None)


def leave(person: Person) -> None:
    """The person goes elsewhere: what is typed from now on is no answer."""
    for row in person.dialogs:
        row.left = True


def state(person: Person, flow: Flow) -> Asking | None:
    """Where the person stood last in this flow, if they are in it."""
    row = _row(person, flow)
    return Asking(row.step, row.answers, row.partial) if row else None


def save(person: Person, flow: Flow, asking: Asking, now: datetime) -> None:
    """Keeps where the person stands, and opens this conversation; any other one is left."""
    leave(person)
    row = _row(person, flow)
    if row is None:
        row = Dialog(flow=flow.name)
        person.dialogs.append(row)
    row.step, row.answers, row.partial = asking.step, dict(asking.answers), asking.partial
    row.updated_at, row.left = now, False


def close(person: Person, flow: Flow) -> None:
    row = _row(person, flow)
    if row is not None:
        person.dialogs.remove(row)


def _row(person: Person, flow: Flow) -> Dialog | None:
    return next((dialog for dialog in person.dialogs if dialog.flow == flow.name), None)


def _touched(row: Dialog) -> datetime:
    return row.updated_at
