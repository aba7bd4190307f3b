"""Ambassadors, for organizers: who asks, who is one, appointing, pausing a link."""

import re
from collections.abc import Awaitable, Callable
from datetime import date, datetime, time
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot.dialog import OUTDATED, Answers, Asking, Flow, Parsed, Problem, Question, Tap
from bot.handlers import forms, questions, refusals, standing
from bot.handlers.forms import Form
from bot.i18n import ALMATY, Translator
from bot.roles import Role
from bot.routing import Route, command, only, tap
from bot.screen import Screen, paged
from bot.screens import ambassadors as screens
from bot.screens import notes
from bot.screens import people as people_screens
from bot.screens.ambassadors import Account, Entry
from bot.screens.links import Links
from bot.services import ambassadors as services
from bot.services import consents, dialogs, funnels, moments, people, searches, staff
from bot.services.staff import Deed
from bot.storage import ambassadors as storage
from bot.storage import people as person_storage
from bot.storage.models import Ambassador, Person, Standing
from bot.turn import Turn

_SHOWN: Final = tuple(Standing)
_NUMBER: Final = "ambs:(?P<number>[1-9][0-9]{0,8})"

Decision = Callable[[AsyncSession, Person, Person, datetime], Awaitable[bool]]


async def listed(turn: Turn, page: str = "0") -> None:
    here, pages = paged(page, await storage.how_many(turn.session, _SHOWN), screens.PAGE)
    rows = await storage.listed(turn.session, _SHOWN, offset=here * screens.PAGE, limit=screens.PAGE)
    found = [
        Entry(row.ambassador.person_id, row.name, row.university, row.ambassador.standing) for row in rows
    ]
    turn.show(screens.listed(turn.t, found, here, pages, standing.way_back(turn)))


async def opened(turn: Turn, number: str) -> None:
    """Who looks at somebody that never asked is noted."""
    if person := await _find(turn, number):
        dialogs.close(turn.person, _WHO.flow)
        if await storage.find(turn.session, person.id) is None:
            await staff.note(turn.session, turn.person, Deed.FOUND, turn.now, person)
        turn.show(await _card(turn, person))


async def find(turn: Turn) -> None:
    forms.begin(turn, _WHO)


async def appoint(turn: Turn, number: str) -> None:
    """Asks first when they were trained."""
    if person := await _find(turn, number):
        stands = await _standing(turn, person)
        await _ask_day(turn, person, stands not in _LED, stands=stands)


async def train(turn: Turn, number: str) -> None:
    if person := await _find(turn, number):
        await _ask_day(turn, person, await _standing(turn, person) in _LED)


async def decline(turn: Turn, number: str) -> None:
    await _decide(turn, number, services.decline)


async def suspend(turn: Turn, number: str) -> None:
    await _decide(turn, number, services.suspend)


async def reinstate(turn: Turn, number: str) -> None:
    await _decide(turn, number, services.reinstate)


def request(t: Translator, of: dict[str, Any], _username: str) -> Screen:
    return screens.request(t, of["person"])


async def _decide(turn: Turn, number: str, decision: Decision) -> None:
    person = await _find(turn, number, lock=True)
    if person is None:
        return
    if not await decision(turn.session, turn.person, person, turn.now):
        turn.toast(notes.changed(turn.t))
    turn.show(await _card(turn, person))


async def _ask_day(turn: Turn, person: Person, timely: bool, **known: Any) -> None:
    if timely:
        forms.begin(turn, _DAY, person=person.id, name=person.name, **known)
    else:
        turn.toast(notes.changed(turn.t))
        turn.show(await _card(turn, person))


async def _find(turn: Turn, number: str | int, *, lock: bool = False) -> Person | None:
    """Who has the number, and has signed up; else says that they are gone."""
    person = await person_storage.by_number(turn.session, int(number), lock=lock)
    if person is not None and person.registered_at is not None:
        return person
    turn.toast(screens.gone(turn.t))
    await listed(turn)
    return None


async def _standing(turn: Turn, person: Person) -> str:
    found = await storage.find(turn.session, person.id)
    return found.standing.value if found else ""


async def _card(turn: Turn, person: Person) -> Screen:
    found = await storage.find(turn.session, person.id)
    profile = questions.profile(people.known(person))
    if found is None:
        return screens.card(turn.t, Account(person.id, profile))
    had = found.standing in _LED
    return screens.card(
        turn.t,
        Account(
            person.id,
            profile,
            found.standing,
            _since(found),
            _noon(found.trained_on),
            Links(turn.campaign.bot_username, found.code).to() if had else None,
            await funnels.brought(turn.session, turn.now, found.code) if had else None,
        ),
    )


def _since(of: Ambassador) -> datetime | None:
    match of.standing:
        case Standing.ASKED:
            return of.asked_at
        case Standing.APPOINTED:
            return of.appointed_at
        case _:
            return of.decided_at


def _noon(day: date | None) -> datetime | None:
    return datetime.combine(day, time(12), ALMATY) if day else None


async def _searched(turn: Turn, answers: Answers) -> Screen:
    """What was found; the question stays open, so that one can look for somebody else at once."""
    typed = answers["who"]
    found, more = ([], False) if typed.isdigit() else await searches.find(turn.session, typed)
    signed_up = [one for one in found if one.registered_at is not None]
    dialogs.save(turn.person, _WHO.flow, Asking("who"), turn.now)
    if not signed_up:
        return forms.card(turn, _WHO).under(people_screens.nobody(turn.t, typed))
    listed = [Entry(one.id, one.name, one.university, "") for one in signed_up]
    return screens.found(turn.t, listed, more=more)


async def _trained(turn: Turn, answers: Answers) -> Screen:
    """Appoints who stands as they did when it was asked; or notes the training of who is one already."""
    person = await person_storage.by_number(turn.session, answers.get("person", 0), lock=True)
    if person is None or person.registered_at is None:
        return Screen(screens.gone(turn.t), ((screens.back(turn.t),),))
    day, problem = _day(answers["trained"], person.id, turn.now)
    if problem:
        asked = {name: answers[name] for name in ("person", "name", "stands") if name in answers}
        if problem == OUTDATED:
            return forms.ask(turn, _DAY, Asking("trained", asked)).under(notes.changed(turn.t))
        return forms.ask(turn, _DAY, Asking("trained", asked, problem=problem))
    if "stands" not in answers:
        if day:
            await services.train(turn.session, turn.person, person, day, turn.now)
        return await _card(turn, person)
    if answers["stands"] != await _standing(turn, person):
        return (await _card(turn, person)).under(screens.meanwhile(turn.t))
    note = None
    if not consents.given(person):
        note = screens.not_agreed(turn.t)
    elif not await services.appoint(turn.session, turn.person, person, turn.now, day):
        note = screens.meanwhile(turn.t)
    return (await _card(turn, person)).under(note)


def _day(said: str, person: int, now: datetime) -> tuple[date | None, Problem | None]:
    """No day without a training. What is too long ago is a slip rather than a training."""
    day: date | None
    if tapped := _BUTTON.fullmatch(said):
        if int(tapped["person"]) != person:
            return None, OUTDATED
        if tapped["ago"] == screens.UNTRAINED:
            return None, None
        day = moments.days_ago(int(tapped["ago"]), now)
    else:
        day = moments.day(said, now)
    timely = day and day >= moments.days_ago(_OLDEST, now)
    return (day, None) if timely else (None, Problem("day"))


def _pick_day(tapped: Tap) -> Parsed:
    """Says of whom: the question may still stand there when a later one is about somebody else."""
    return tapped.raw if _BUTTON.fullmatch(tapped.raw) else OUTDATED


async def _past(turn: Turn, value: str) -> Screen | None:
    """Of a question that was answered: how who it was about stands now."""
    tapped = _BUTTON.fullmatch(value)
    person = await person_storage.by_number(turn.session, int(tapped["person"])) if tapped else None
    return await _card(turn, person) if person and person.registered_at else None


async def _left(turn: Turn) -> Screen:
    return screens.left(turn.t)


_LED: Final = {Standing.APPOINTED, Standing.SUSPENDED}
_OLDEST: Final = 3 * 365  # days
_BUTTON: Final = re.compile(rf"(?P<ago>0|1|{screens.UNTRAINED})-(?P<person>[0-9]{{1,9}})")
_WHO: Final = Form(
    Flow(f"{staff.FORMS}amb-find", (Question("who", screens.ask, searches.parse),), numbered=False),
    _searched,
    _left,
    needs=Role.ORGANIZER,
)
_DAY: Final = Form(
    Flow(
        f"{staff.FORMS}amb-day",
        (Question("trained", screens.ask_day, searches.parse, _pick_day),),
        numbered=False,
    ),
    _trained,
    _left,
    needs=Role.ORGANIZER,
    about="person",
    past=_past,
    alone=True,
)
FORMS: Final = (_WHO, _DAY)

ROUTES: Final[tuple[Route, ...]] = only(
    Role.ORGANIZER,
    refusals.refuse,
    command("ambassadors", listed),
    tap("ambs", listed),
    tap("ambs:p(?P<page>[0-9]{1,4})", listed),
    tap("ambs:find", find, leaves=False),
    tap(_NUMBER, opened, alone=True),
    tap(f"{_NUMBER}:appoint", appoint, leaves=False, alone=True),
    tap(f"{_NUMBER}:train", train, leaves=False, alone=True),
    tap(f"{_NUMBER}:decline", decline, alone=True),
    tap(f"{_NUMBER}:suspend", suspend, alone=True),
    tap(f"{_NUMBER}:reinstate", reinstate, alone=True),
)
