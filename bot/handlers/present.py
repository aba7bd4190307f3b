"""Where a person is: the card that stands for it, wherever it is asked for."""

from bot.handlers import forms, home, signup
from bot.screen import Screen
from bot.screens import consents as consent_screens
from bot.screens import languages, notes
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
