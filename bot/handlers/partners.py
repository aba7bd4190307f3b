"""Partner organizations and their managers, as organizers see them: adding, naming, inviting, removing."""

from typing import Final

from bot.dialog import Answers, Asking, Flow, Problem, Question
from bot.handlers import forms, refusals, staff, standing
from bot.handlers.forms import Form
from bot.handlers.staff import Change
from bot.roles import Role
from bot.routing import Route, command, only, tap
from bot.screen import Screen, paged
from bot.screens import notes
from bot.screens import partners as screens
from bot.screens import staff as members
from bot.screens.partners import Partner
from bot.services import organizations
from bot.services import staff as services
from bot.storage import organizations as storage
from bot.storage import people
from bot.storage.models import Organization, Person
from bot.turn import Turn

_NUMBER: Final = "org:(?P<number>[1-9][0-9]{0,8})"
_MANAGER: Final = f"mgr:{staff.NUMBER}"


async def listed(turn: Turn, page: str = "0") -> None:
    turn.show(await _list(turn, int(page)))


async def opened(turn: Turn, number: str, page: str = "0") -> None:
    if found := await _find(turn, number):
        turn.show(await _card(turn, found, int(page)))


async def new(turn: Turn) -> None:
    forms.begin(turn, _NEW)


async def rename(turn: Turn, number: str) -> None:
    if found := await _find(turn, number):
        forms.begin(turn, _NAME, organization=found.id, was=found.name)


async def invite(turn: Turn, number: str) -> None:
    """A double tap leaves the link on the card: it stands nowhere else."""
    found = await _find(turn, number)
    if found is None:
        return
    if await services.just_invited(turn.session, turn.person, turn.now):
        turn.toast(members.just_invited(turn.t))
        return
    payload = await services.invite(turn.session, turn.person, turn.now, organization_id=found.id)
    turn.show(screens.invitation(turn.t, turn.campaign.bot_username, payload, _partner(found)))


async def manager(turn: Turn, number: str) -> None:
    if found := await _manager(turn, number):
        turn.show(await _member(turn, found))


async def ask_removal(turn: Turn, number: str) -> None:
    if found := await _manager(turn, number):
        turn.show(members.confirm_removal(turn.t, staff.shown(found), "mgr"))


async def suspend(turn: Turn, number: str) -> None:
    await _change(turn, number, staff.SUSPEND)


async def reinstate(turn: Turn, number: str) -> None:
    await _change(turn, number, staff.REINSTATE)


async def remove(turn: Turn, number: str) -> None:
    await _change(turn, number, staff.REMOVE)


async def _change(turn: Turn, number: str, change: Change) -> None:
    found = await _manager(turn, number, lock=True)
    if found is None:
        return
    of = found.organization_id
    await staff.make(turn, found, change)
    if found.role:
        turn.show(await _member(turn, found))
    elif of is not None and (organization := await storage.find(turn.session, of)):
        turn.show(await _card(turn, organization))
    else:
        turn.show(await _list(turn))


async def _manager(turn: Turn, number: str, *, lock: bool = False) -> Person | None:
    """Who has the number. Who is no manager any more is not found; an organizer is for owners alone."""
    found = await people.by_number(turn.session, int(number), lock=lock)
    if found is not None and services.manages(found):
        return found
    if found is not None and found.role:
        await refusals.refuse(turn, "tap mgr")
    else:
        turn.toast(notes.changed(turn.t))
        turn.show(await _list(turn))
    return None


async def _find(turn: Turn, number: str) -> Organization | None:
    found = await storage.find(turn.session, int(number))
    if found is None:
        turn.toast(notes.changed(turn.t))
        turn.show(await _list(turn))
    return found


async def _list(turn: Turn, page: int = 0) -> Screen:
    page, pages = paged(page, await storage.how_many(turn.session), screens.PAGE)
    found = await storage.listed(turn.session, offset=page * screens.PAGE, limit=screens.PAGE)
    return screens.listed(turn.t, [_partner(one) for one in found], page, pages, standing.way_back(turn))


async def _card(turn: Turn, of: Organization, page: int = 0) -> Screen:
    found = [staff.shown(person) for person in await storage.managers(turn.session, of.id)]
    return screens.card(turn.t, _partner(of), found, page)


async def _member(turn: Turn, found: Person) -> Screen:
    of = found.organization_id
    assert of is not None, "a manager is one of an organization"
    organization = await storage.find(turn.session, of)
    member = staff.shown(found, organization.name if organization else None)
    return members.member(turn.t, member, "mgr", screens.back(turn.t, of))


def _partner(of: Organization) -> Partner:
    return Partner(of.id, of.name)


async def _added(turn: Turn, answers: Answers) -> Screen:
    found = await organizations.add(turn.session, turn.person, answers["name"], turn.now)
    return await _card(turn, found) if found else _taken(turn, _NEW, {})


async def _renamed(turn: Turn, answers: Answers) -> Screen:
    found = await storage.find(turn.session, answers.get("organization", 0))
    if found is None:
        return (await _list(turn)).under(notes.changed(turn.t))
    if not await organizations.rename(turn.session, turn.person, found, answers["name"], turn.now):
        return _taken(turn, _NAME, {"organization": found.id, "was": found.name})
    return await _card(turn, await storage.find(turn.session, found.id) or found)


def _taken(turn: Turn, form: Form, known: Answers) -> Screen:
    return forms.ask(turn, form, Asking("name", known, problem=Problem("taken")))


async def _left(turn: Turn) -> Screen:
    return screens.left(turn.t)


_CALLED: Final = Question("name", screens.ask_name, organizations.parse)
_NEW: Final = Form(
    Flow(f"{services.FORMS}org-new", (_CALLED,), numbered=False),
    _added,
    _left,
    needs=Role.ORGANIZER,
)
_NAME: Final = Form(
    Flow(f"{services.FORMS}org-name", (_CALLED,), numbered=False),
    _renamed,
    _left,
    needs=Role.ORGANIZER,
    about="organization",
)
FORMS: Final = (_NEW, _NAME)

ROUTES: Final[tuple[Route, ...]] = only(
    Role.ORGANIZER,
    refusals.refuse,
    command("partners", listed),
    tap("org", listed),
    tap("org:p(?P<page>[0-9]{1,4})", listed),
    tap("org:new", new, leaves=False),
    tap(_NUMBER, opened),
    tap(f"{_NUMBER}:p(?P<page>[0-9]{{1,4}})", opened),
    tap(f"{_NUMBER}:rename", rename, leaves=False),
    tap(f"{_NUMBER}:invite", invite, alone=True),
    tap(_MANAGER, manager),
    tap(f"{_MANAGER}:suspend", suspend, alone=True),
    tap(f"{_MANAGER}:reinstate", reinstate, alone=True),
    tap(f"{_MANAGER}:remove", ask_removal),
    tap(f"{_MANAGER}:removal", remove, alone=True),
)
