"""Finding a name on an event's roster: at a door nobody leafs through thirty pages."""

from typing import Final

from bot.dialog import Answers, Asking, Flow, Question
from bot.handlers import event_desk, events, forms, refusals
from bot.handlers.event_desk import NUMBER
from bot.handlers.forms import Form
from bot.roles import Role
from bot.routing import Route, only, tap
from bot.screen import Screen
from bot.screens import notes
from bot.screens import roster_people as screens
from bot.screens import rosters as roster_screens
from bot.screens.rosters import Name
from bot.services import attendance, dialogs, rosters, searches, staff
from bot.services.attendance import Marked, Nobody, NotYet
from bot.services.staff import Deed
from bot.storage import people
from bot.storage.models import Answer, Event
from bot.storage.rosters import Attendee
from bot.turn import Turn


async def ask(turn: Turn, number: str) -> None:
    event = await event_desk.find(turn, number)
    if event is None:
        return
    if attendance.open_(event, turn.now):
        turn.show(_asking(turn, event, ""))
    else:
        await event_desk.outdated(turn, event)


async def again(turn: Turn, event: Event, *, cards: bool) -> Screen | None:
    """Those of the event who were looked for last, as they are marked now: the question waits again."""
    state = dialogs.state(turn.person, FORM.flow)
    if state is None or state.answers.get("event") != event.id or not state.partial:
        return None
    dialogs.save(turn.person, FORM.flow, state, turn.now)
    names, more = await rosters.find(turn.session, event.id, state.partial)
    title = events.title(turn.t, event)
    listed = [name(one) for one in names]
    return screens.found(turn.t, event.id, title, listed, more=more, cards=cards)


def close(turn: Turn) -> None:
    """What is typed next looks for nobody."""
    dialogs.close(turn.person, FORM.flow)


def name(of: Attendee) -> Name:
    return Name(of.person_id, of.name, of.presence, of.answer is Answer.WALK_IN)


async def _done(turn: Turn, answers: Answers) -> Screen:
    """The question stays open, so that one can look for somebody else at once."""
    event = await event_desk.look(turn, answers.get("event", 0))
    if isinstance(event, Screen):
        return event
    if not attendance.open_(event, turn.now):
        return (await event_desk.card(turn, event)).under(notes.changed(turn.t))
    typed = answers["who"]
    asking = _asking(turn, event, typed)
    names, _ = await rosters.find(turn.session, event.id, typed)
    found = await again(turn, event, cards=False) if names else None
    others = [] if found or turn.role < Role.ORGANIZER else await _others(turn, typed)
    if others:
        return screens.others(turn.t, event.id, events.title(turn.t, event), others)
    return found or asking.under(screens.nobody(turn.t, typed))


async def add(turn: Turn, number: str, person: str) -> None:
    """Somebody who is on no list of the event comes onto it, as having come."""
    event = await event_desk.find(turn, number)
    whom = await people.by_number(turn.session, int(person)) if event else None
    if event is None:
        return
    added = await attendance.add(turn.session, event, whom, turn.now) if whom else Nobody()
    match added:
        case Marked(new):
            if new:
                await event_desk.note(turn, event, Deed.ADDED, whom)
            called = (whom.name or "") if whom else ""
            turn.toast(roster_screens.marked(turn.t, Name(int(person), called, "came")))
        case Nobody() | NotYet():
            turn.toast(roster_screens.gone(turn.t), alert=True)
    turn.show(await again(turn, event, cards=False) or await event_desk.card(turn, event))


async def _others(turn: Turn, typed: str) -> list[Name]:
    """People who have signed up and answered this event in no way: organizers may add them, who know all."""
    found, _ = ([], False) if typed.isdigit() else await searches.find(turn.session, typed)
    return [Name(one.id, one.name or "") for one in found if one.registered_at is not None]


def _asking(turn: Turn, event: Event, typed: str) -> Screen:
    """What was looked for stays there, to show it again after a tick."""
    state = Asking(FORM.flow.questions[0].name, {"event": event.id}, typed)
    dialogs.save(turn.person, FORM.flow, state, turn.now)
    return forms.card(turn, FORM)


async def _left(turn: Turn) -> Screen:
    return screens.left(turn.t)


_PERSON: Final = "(?P<person>[1-9][0-9]{0,8})"
_WHO: Final = Question("who", screens.ask, searches.parse)
FORM: Final = Form(
    Flow(f"{staff.FORMS}ev-find", (_WHO,), numbered=False),
    _done,
    _left,
    needs=Role.PARTNER,
    about="event",
)

ROUTES: Final[tuple[Route, ...]] = (
    *only(Role.PARTNER, refusals.refuse, tap(f"{NUMBER}:find", ask, leaves=False, alone=True)),
    *only(Role.ORGANIZER, refusals.refuse, tap(f"{NUMBER}:add:{_PERSON}", add, leaves=False, alone=True)),
)
