"""How far a person has come: what they can do now, and the way back to where they are."""

from bot.screen import Button
from bot.screens import menu
from bot.services import consents
from bot.turn import Turn


def admitted(turn: Turn) -> bool:
    """Whether consent and age are known as they have to be."""
    person = turn.person
    return person.language is not None and consents.given(person) and not consents.age_due(person, turn.now)


def signing_up(turn: Turn) -> bool:
    return admitted(turn) and turn.person.registered_at is None


def complete(turn: Turn) -> bool:
    """Whether nothing is to be asked before the person can do what they want."""
    return admitted(turn) and turn.person.registered_at is not None


def way_back(turn: Turn) -> Button:
    """The button that leads back to where the person is."""
    return menu.button(turn.t, complete=complete(turn))
