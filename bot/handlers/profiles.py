"""The own profile, and changing it line by line."""

from typing import Final

from bot.dialog import Answers, Asking, Flow, Question
from bot.handlers import forms, present, questions, standing
from bot.handlers.forms import Form
from bot.routing import Route, command, tap
from bot.screen import Screen
from bot.screens import milestones as milestone_screens
from bot.screens import profiles as screens
from bot.services import dialogs, milestones, people
from bot.storage import hours, praises
from bot.storage.hours import Total
from bot.storage.models import Person
from bot.turn import Turn


async def card(turn: Turn) -> Screen:
    """Who it is, and what they did."""
    person_id = turn.person.id
    total = (await hours.totals(turn.session, [person_id], turn.now)).get(person_id, Total())
    rules = milestones.progress(total)
    record = milestone_screens.record(turn.t, total.events, total.minutes, milestones.reached(total), rules)
    given = await praises.how_many(turn.session, person_id)
    profile = questions.profile(people.known(turn.person))
    return screens.card(turn.t, profile, standing.way_back(turn), record, given)


async def me(turn: Turn) -> None:
    turn.show(await card(turn) if standing.complete(turn) else present.first(turn))


async def edit(turn: Turn, line: str) -> None:
    """Opens the form of one line. It begins anew: going on with what was left is a button of the menu."""
    if not standing.complete(turn):
        turn.show(present.first(turn))
        return
    form = _FORMS[line]
    dialogs.save(turn.person, form.flow, Asking(line, form.known(turn.person)), turn.now)
    turn.show(forms.card(turn, form))


async def _done(turn: Turn, answers: Answers) -> Screen:
    people.change(turn.person, answers)
    return await card(turn)


def _form(*asked: Question) -> Form:
    """Knows and changes nothing but its own line: another one may be changed meanwhile."""
    line = asked[0].name

    def known(person: Person) -> Answers:
        return {name: value for name, value in people.known(person).items() if name == line}

    return Form(Flow(f"edit-{line}", asked, numbered=False), _done, card, known)


_FORMS: Final = {
    "name": _form(questions.NAME),
    "university": _form(questions.UNIVERSITY, questions.CITY),
    "city": _form(questions.CITY),
    "study_year": _form(questions.STUDY_YEAR),
    "interests": _form(questions.INTERESTS),
}
FORMS: Final = tuple(_FORMS.values())

ROUTES: Final[tuple[Route, ...]] = (
    command("me", me),
    tap("me", me),
    tap(f"profile:(?P<line>{'|'.join(_FORMS)})", edit, leaves=False),
)
