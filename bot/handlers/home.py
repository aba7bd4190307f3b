"""The menu of someone who has signed up."""

from bot.screen import Screen
from bot.screens import menu
from bot.services import dialogs
from bot.turn import Turn


def card(turn: Turn, *, new: bool = False) -> Screen:
    person = turn.person
    assert person.name is not None, "whoever signed up has a name"
    waits = dialogs.waiting(person)
    return menu.home(
        turn.t,
        person.name,
        waits.flow if waits else None,
        turn.role,
        ambassador=person.code is not None,
        new=new,
        stopped=person.stopped_at is not None,
    )
