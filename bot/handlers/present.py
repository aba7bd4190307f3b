"""Where a person is: the card that stands for it, wherever it is asked for."""

from bot.handlers import forms, home, signup
from bot.screen import Button, Screen
from bot.screens import consents as consent_screens
from bot.screens import languages, menu, notes
from bot.services import consents
from bot.turn import Turn


def now(turn: Turn) -> Screen:
    """The card of the step that the person has come to."""
    person = turn.person
    if person.language is None:
        return languages.welcome(turn.t)
    if not consents.given(person):
        return consent(turn)
    if consents.age_due(person, turn.now):
        return consent_screens.age(turn.t)
    if person.registered_at is None:
        return forms.card(turn, signup.FORM)
    return home.card(turn)


def first(turn: Turn) -> Screen:
    """The same, for someone who wants what comes only after signing up."""
    return now(turn).under(notes.sign_up_first(turn.t) if turn.person.language else None)


def consent(turn: Turn) -> Screen:
    campaign = turn.campaign
    return consent_screens.ask(turn.t, consents.VERSION, campaign.operator_name, campaign.operator_bin)


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
