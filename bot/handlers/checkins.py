"""Checking in at an event: by the QR code, by the digits beside it, and after signing up."""

from datetime import datetime
from typing import Final

from bot.dialog import Answers, Asking, Flow, Question
from bot.handlers import events, forms, home, menu, present, standing
from bot.handlers.forms import Form
from bot.routing import Route, command, tap
from bot.screen import Screen
from bot.screens import checkins as screens
from bot.screens import events as event_screens
from bot.screens import links as link_screens
from bot.services import arrivals, dialogs
from bot.services import checkins as services
from bot.services.checkins import Closed, Code, Here, Locked, Several, TooYoung, Wrong
from bot.storage.models import Event, Phase
from bot.turn import Turn

_MOST: Final = 20  # events to choose from


async def scanned(turn: Turn, code: str) -> None:
    """Who had stopped our messages is checked in, and gets none all the same."""
    if turn.person.language is not None:
        turn.offer_commands(menu.commands(turn))
    secret = turn.campaign.secret
    turn.show(await _said(turn, await services.by_link(turn.session, secret, code, _at(turn), turn.now)))


async def meant(turn: Turn) -> bool:
    """Whether what was typed is a code: as long as people can check in anywhere."""
    return services.is_code(turn.said) and await services.any_open(turn.session, _at(turn))


async def typed(turn: Turn) -> None:
    turn.show(await _said(turn, await _looked_up(turn, turn.said), turn.said))


async def ask(turn: Turn) -> None:
    """Who has not signed up may type the digits at once: that they came is kept, and the sign-up goes on."""
    until = services.locked(turn.person, turn.now)
    if until is not None:
        turn.show(present.now(turn).under(screens.locked(turn.t, until)))
    elif standing.complete(turn):
        turn.show(_asking(turn))
    else:
        turn.show(present.now(turn).under(screens.type_it(turn.t)))


async def here(turn: Turn, number: str) -> None:
    """From the card of an event: what is typed may be the code of any."""
    if not standing.complete(turn):
        events.sign_up_first(turn, number)
    elif event := await events.seen(turn, number):
        if services.open_(event, turn.now):
            turn.show(_asking(turn))
        else:
            turn.toast(screens.closed(turn.t))
            turn.show(await events.card(turn, event))


async def one_of_several(turn: Turn, number: str, digits: str) -> None:
    turn.show(await _said(turn, await _looked_up(turn, digits, int(number)), digits))


async def honour(turn: Turn, proof: str) -> None:
    """Checks in who came with a valid code before they had signed up."""
    match await services.proven(turn.session, proof, turn.now):
        case None:
            turn.show_below(link_screens.nowhere(turn.t))
        case event, at:
            turn.show_below(await _check_in(turn, event, at))


async def _done(turn: Turn, answers: Answers) -> Screen:
    """After a wrong code the question stays open."""
    found = await _looked_up(turn, answers["code"])
    if isinstance(found, Wrong):
        return _asking(turn).under(screens.wrong(turn.t))
    return await _said(turn, found, answers["code"])


async def _looked_up(turn: Turn, digits: str, number: int | None = None) -> Code:
    secret, person = turn.campaign.secret, turn.person
    return await services.by_digits(turn.session, secret, person, digits, _at(turn), turn.now, of=number)


async def _said(turn: Turn, found: Code, digits: str = "") -> Screen:
    """What comes of a code."""
    match found:
        case Event() if standing.complete(turn):
            return await _check_in(turn, found, _at(turn))
        case Event():
            arrivals.credit(turn.person, arrivals.AT_DOOR, turn.now)
            arrivals.keep(turn.person, services.proof(found, _at(turn)))
            note = screens.kept(turn.t, events.title(turn.t, found))
        case Wrong():
            note = screens.wrong(turn.t)
        case Several(ones):
            choice = [(one.id, event_screens.short(events.title(turn.t, one))) for one in ones[:_MOST]]
            return screens.which(turn.t, choice, services.plain(digits), standing.way_back(turn))
        case Locked(until):
            note = screens.locked(turn.t, until)
        case Closed(event):
            note = _closed(turn, event)
    return present.now(turn).under(note)


async def _check_in(turn: Turn, event: Event, at: datetime) -> Screen:
    match await services.check_in(turn.session, event, turn.person, at, turn.now):
        case Here(there, new):
            dialogs.close(turn.person, FORM.flow)
            title, home = events.title(turn.t, there), standing.way_back(turn)
            credit = there.credit if there.ends_at and turn.now < there.ends_at else 0
            return screens.here(turn.t, there.id, title, credit, home, new=new)
        case TooYoung(there):
            note = screens.too_young(turn.t, events.title(turn.t, there))
        case Closed(there):
            note = _closed(turn, there)
    return present.now(turn).under(note)


def _closed(turn: Turn, event: Event) -> str:
    title, opens = events.title(turn.t, event), services.opens_at(event)
    if event.phase is not Phase.PUBLIC or opens is None:
        return screens.cancelled(turn.t, title)
    if turn.now < opens:
        return screens.not_yet(turn.t, title, opens)
    return screens.over(turn.t, title, event.contact or "")


def _at(turn: Turn) -> datetime:
    """When the code was sent: no later than now, whatever the clocks say."""
    return min(turn.sent_at, turn.now)


def _asking(turn: Turn) -> Screen:
    dialogs.save(turn.person, FORM.flow, Asking(FORM.flow.questions[0].name), turn.now)
    return forms.card(turn, FORM)


async def _dropped(turn: Turn) -> Screen:
    return home.card(turn)


_CODE: Final = Question("code", screens.ask, services.parse)
FORM: Final = Form(Flow("here", (_CODE,), numbered=False), _done, _dropped)

_NUMBER: Final = "e:(?P<number>[0-9]{1,9})"
ROUTES: Final[tuple[Route, ...]] = (
    command("checkin", ask),
    tap(f"{_NUMBER}:here", here),
    tap(f"{_NUMBER}:here:(?P<digits>[0-9]{{4}})", one_of_several),
)
