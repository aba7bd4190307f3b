"""Where a person is: the card that stands for it, wherever it is asked for."""

from bot.handlers import flows
from bot.screen import Button, Screen
from bot.screens import consents as consent_screens
from bot.screens import languages, menu
from bot.services import consents
from bot.turn import Turn


def now(turn: Turn, *, new: bool = False) -> Screen:
    """The card of the step that the person has come to."""
    person = turn.person
    if person.language is None:
        return languages.welcome(turn.t)
    if not consents.given(person):
        return consent(turn)
    if person.name is None:
        return flows.question(turn, flows.SIGNUP)
    return menu.home(turn.t, person.name, new=new, stopped=person.stopped_at is not None)


def consent(turn: Turn) -> Screen:
    campaign = turn.campaign
    return consent_screens.ask(turn.t, consents.VERSION, campaign.operator_name, campaign.operator_bin)


def home(turn: Turn) -> Button:
    """The button that leads back to where the person is."""
    person = turn.person
    return menu.button(turn.t, complete=consents.given(person) and person.name is not None)
