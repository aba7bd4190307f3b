"""What people get for having come: everybody, also when the event is over, or one of them."""

from typing import Final

from bot.dialog import Answers, Flow, Question
from bot.handlers import event_desk, events, forms, refusals, rosters
from bot.handlers.event_desk import NUMBER
from bot.handlers.forms import Form
from bot.handlers.rosters import GROUP, PERSON
from bot.roles import Role
from bot.routing import Route, only, tap
from bot.screen import Screen
from bot.screens import notes, roster_people
from bot.screens import roster_hours as screens
from bot.screens.rosters import Name
from bot.services import attendance as services
from bot.services import event_parts, staff, thanking
from bot.services.attendance import Marked, Nobody, NotYet
from bot.services.staff import Deed
from bot.storage import people
from bot.storage import rosters as storage
from bot.storage.models import Event, Presence
from bot.turn import Turn

_CHOICES: Final = (0, *event_parts.CREDITS)


async def everybody(turn: Turn, number: str, minutes: str = "") -> None:
    event = await _open(turn, number)
    if event is None:
        return
    if minutes == "type":
        forms.begin(turn, FORM, event=event.id)
    elif not minutes:
        turn.show(_all(turn, event))
    elif int(minutes) in _CHOICES:
        turn.show(await _credit_all(turn, event, int(minutes)))
    else:
        await event_desk.outdated(turn, event)


async def of_one(turn: Turn, number: str, person: str, group: str, page: str, minutes: str = "") -> None:
    event = await _open(turn, number)
    if event is None:
        return
    found = await storage.entries(turn.session, event.id, int(person))
    if not found or found[0].presence is not Presence.CAME:
        turn.toast(notes.changed(turn.t))
        turn.show(await rosters.card(turn, event, int(person), group, int(page)))
        return
    (of,) = found
    if minutes == "type":
        forms.begin(turn, FORM, event=event.id, person=of.person_id, group=group, page=int(page))
    elif not minutes:
        shown = screens.of_one(
            turn.t,
            event.id,
            Name(of.person_id, of.name, of.presence),
            group,
            int(page),
            of.minutes,
            event_parts.CREDITS,
            event.credit,
            own=of.own is not None,
            thanked=thanking.thanked(event, turn.now),
        )
        turn.show(shown)
    elif minutes == "all" or int(minutes) in _CHOICES:
        given = None if minutes == "all" else int(minutes)
        turn.show(await _credit(turn, event, of.person_id, given, group, int(page)))
    else:
        await event_desk.outdated(turn, event)


async def _credit_all(turn: Turn, event: Event, minutes: int) -> Screen:
    match services.credit_all(event, minutes, turn.now):
        case Marked(new):
            if new:
                await event_desk.note(turn, event, Deed.HOURS_CHANGED)
                turn.toast(screens.changed(turn.t, minutes))
        case Nobody() | NotYet():
            turn.toast(notes.changed(turn.t))
    return _all(turn, event)


async def _credit(
    turn: Turn, event: Event, person: int, minutes: int | None, group: str, page: int
) -> Screen:
    match await services.credit(turn.session, event, person, minutes, turn.now):
        case Marked(new):
            if new:
                whom = await people.by_number(turn.session, person)
                await event_desk.note(turn, event, Deed.HOURS_GIVEN, whom)
                turn.toast(screens.changed(turn.t, event.credit if minutes is None else minutes))
        case Nobody() | NotYet():
            turn.toast(notes.changed(turn.t))
    return await rosters.card(turn, event, person, group, page)


def _all(turn: Turn, event: Event) -> Screen:
    title, thanked = events.title(turn.t, event), thanking.thanked(event, turn.now)
    return screens.everybody(turn.t, event.id, title, event.credit, event_parts.CREDITS, thanked=thanked)


async def _open(turn: Turn, number: str) -> Event | None:
    """The event, once it can be said who came."""
    event = await event_desk.find(turn, number)
    if event is not None and not services.open_(event, turn.now):
        await event_desk.outdated(turn, event)
        return None
    return event


async def _done(turn: Turn, answers: Answers) -> Screen:
    event = await event_desk.look(turn, answers.get("event", 0))
    if isinstance(event, Screen):
        return event
    if not services.open_(event, turn.now):
        return (await event_desk.card(turn, event)).under(notes.changed(turn.t))
    if "person" not in answers:
        return await _credit_all(turn, event, answers["hours"])
    whom, group, page = answers["person"], answers["group"], answers["page"]
    return await _credit(turn, event, whom, answers["hours"], group, page)


async def _left(turn: Turn) -> Screen:
    return roster_people.left(turn.t)


_HOURS: Final = Question("hours", screens.ask, event_parts.parse_hours)
FORM: Final = Form(
    Flow(f"{staff.FORMS}ev-hours", (_HOURS,), numbered=False),
    _done,
    _left,
    needs=Role.PARTNER,
    about="event",
)

_MINUTES: Final = "[0-9]{1,4}|type"

ROUTES: Final[tuple[Route, ...]] = only(
    Role.PARTNER,
    refusals.refuse,
    tap(f"{NUMBER}:credit", everybody, alone=True),
    tap(f"{NUMBER}:credit:(?P<minutes>{_MINUTES})", everybody, alone=True),
    tap(f"{NUMBER}:hrs:{PERSON}:{GROUP}", of_one, alone=True),
    tap(f"{NUMBER}:hrs:{PERSON}:{GROUP}:(?P<minutes>{_MINUTES}|all)", of_one, alone=True),
)
