"""Every form there is: the buttons of their questions, and going on with one that was left."""

from datetime import timedelta
from typing import Final

from bot import callback
from bot.dialog import Asking
from bot.handlers import (
    ambassadors,
    checkins,
    composing,
    event_forms,
    event_thanks,
    forms,
    home,
    partners,
    people,
    present,
    profiles,
    refusals,
    roster_hours,
    roster_search,
    signup,
    sources,
    standing,
    thanks,
)
from bot.handlers.forms import Form
from bot.routing import Route, tap
from bot.screen import Screen
from bot.screens import notes
from bot.services import dialogs
from bot.turn import Turn

FORMS: Final[dict[str, Form]] = {
    form.flow.name: form
    for form in (
        signup.FORM,
        *profiles.FORMS,
        people.FORM,
        checkins.FORM,
        *composing.FORMS,
        *event_forms.FORMS,
        roster_search.FORM,
        roster_hours.FORM,
        *partners.FORMS,
        *event_thanks.FORMS,
        thanks.COMMENT,
        *ambassadors.FORMS,
        *sources.FORMS,
    )
}

_JUST: Final = timedelta(seconds=30)  # after signing up, in which a second tap says the same again


def waiting(turn: Turn) -> Form | None:
    """The form that takes what is typed now. Who is signing up can mean nothing else."""
    person = turn.person
    row = dialogs.current(person) or (dialogs.waiting(person) if standing.signing_up(turn) else None)
    if row is None or not standing.admitted(turn):
        return None
    form = FORMS.get(row.flow)
    return form if form and turn.role >= form.needs else None


async def tapped(turn: Turn, flow: str, step: str, act: str, value: str = "") -> None:
    form = FORMS.get(flow)
    if form and turn.role < form.needs:
        await refusals.refuse(turn, f"f:{flow}")
        return
    if form is signup.FORM and standing.complete(turn):
        await _signed_up(turn)
        return
    state = _state(turn, form, step) if form else None
    shown = await forms.tapped(turn, form, state, step, act, value) if form and state else None
    if shown:
        turn.show(shown)
    elif form and form.past and standing.complete(turn) and (past := await form.past(turn, value)):
        turn.toast(notes.changed(turn.t))
        turn.show(past)
    else:
        outdated(turn)


async def go_on(turn: Turn, flow: str) -> None:
    form = FORMS.get(flow)
    if form and turn.role < form.needs:
        await refusals.refuse(turn, f"f:{flow}")
    elif form and standing.complete(turn) and dialogs.state(turn.person, form.flow):
        turn.show(forms.card(turn, form))
    else:
        outdated(turn)


def here(turn: Turn) -> Screen:
    """The question that waits for an answer, or else where the person is."""
    form = waiting(turn)
    return forms.card(turn, form) if form else present.now(turn)


def outdated(turn: Turn) -> None:
    turn.toast(notes.changed(turn.t))
    turn.show(here(turn))


def _state(turn: Turn, form: Form, step: str) -> Asking | None:
    """Where the person stands in a form; an old button of one that was closed begins it at its question."""
    kept = dialogs.state(turn.person, form.flow)
    if form is signup.FORM:
        return (kept or forms.begun(turn, form)) if standing.signing_up(turn) else None
    if not standing.complete(turn):
        return None
    begun = None if form.about else Asking(step, form.known(turn.person))
    return kept or begun


async def _signed_up(turn: Turn) -> None:
    """Signing up twice shows the profile."""
    at = turn.person.registered_at
    just = at is not None and turn.now - at < _JUST
    if not just:
        turn.toast(notes.changed(turn.t))
    turn.show(home.card(turn, new=True) if just else await profiles.card(turn))


ROUTES: Final[tuple[Route, ...]] = (
    tap(callback.PATTERN, tapped, leaves=False),
    tap(r"continue:(?P<flow>[a-z_-]{1,24})", go_on, leaves=False),
)
