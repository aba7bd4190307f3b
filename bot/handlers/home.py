"""The menu of someone who has signed up."""

from bot.screen import Screen
from bot.screens import menu, notes
from bot.services import arrivals, dialogs
from bot.turn import Turn


def card(turn: Turn, *, new: bool = False) -> Screen:
    """The menu, with what the person came for, if a link brought them."""
    person = turn.person
    assert person.name is not None, "whoever signed up has a name"
    waits = dialogs.waiting(person)
    shown = menu.home(
        turn.t, person.name, waits.flow if waits else None, new=new, stopped=person.stopped_at is not None
    )
    return shown.under(notes.leads_nowhere(turn.t) if arrivals.honour(person) else None)
