"""The staff, as owners see it: inviting organizers, suspending and removing whoever is in it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot.handlers import refusals, standing
from bot.i18n import Translator
from bot.roles import Role
from bot.routing import Route, command, only, tap
from bot.screen import Screen
from bot.screens import notes
from bot.screens import staff as screens
from bot.screens.staff import Member
from bot.services import staff
from bot.storage import organizations, people
from bot.storage import staff as storage
from bot.storage.models import Person
from bot.turn import Turn

NUMBER: Final = "(?P<number>[1-9][0-9]{0,17})"  # of a person


@dataclass(frozen=True, slots=True)
class Change:
    """What is done to a member, and what they are told if that is new."""

    name: str
    make: Callable[[AsyncSession, Person, Person, datetime], Awaitable[bool]]
    told: Callable[[Translator, Role], Screen]


SUSPEND: Final = Change("suspended", staff.suspend, screens.suspended)
REINSTATE: Final = Change("reinstated", staff.reinstate, screens.reinstated)
REMOVE: Final = Change("removed", staff.remove, screens.removed)


async def listed(turn: Turn, page: str = "0") -> None:
    turn.show(await card(turn, int(page)))


async def card(turn: Turn, page: int = 0) -> Screen:
    found = await storage.members(turn.session)
    names = await organizations.names(turn.session, {p.organization_id for p in found if p.organization_id})
    members = [shown(person, names.get(person.organization_id or 0)) for person in found]
    return screens.members(turn.t, members, page, standing.way_back(turn))


async def invite(turn: Turn) -> None:
    """A double tap leaves the link on the card: it stands nowhere else."""
    if await staff.just_invited(turn.session, turn.person, turn.now):
        turn.toast(screens.just_invited(turn.t))
        return
    payload = await staff.invite(turn.session, turn.person, turn.now)
    turn.show(screens.invitation(turn.t, turn.campaign.bot_username, payload))


async def member(turn: Turn, number: str) -> None:
    if found := await _member(turn, number):
        turn.show(await _card(turn, found))


async def ask_removal(turn: Turn, number: str) -> None:
    if found := await _member(turn, number):
        turn.show(screens.confirm_removal(turn.t, shown(found), "staff"))


async def suspend(turn: Turn, number: str) -> None:
    await _change(turn, number, SUSPEND)


async def reinstate(turn: Turn, number: str) -> None:
    await _change(turn, number, REINSTATE)


async def remove(turn: Turn, number: str) -> None:
    await _change(turn, number, REMOVE)


async def make(turn: Turn, member: Person, change: Change) -> None:
    """Changes what a member may do, and tells them if that is new."""
    role = Role(member.role)
    if await change.make(turn.session, turn.person, member, turn.now):
        key = f"{change.name}:{member.id}:{turn.now.timestamp():.3f}"
        turn.tell(member, lambda t: change.told(t, role), key=key)


async def _change(turn: Turn, number: str, change: Change) -> None:
    found = await _member(turn, number, lock=True)
    if found is not None:
        await make(turn, found, change)
        turn.show(await _card(turn, found) if found.role else await card(turn))


async def _card(turn: Turn, found: Person) -> Screen:
    of = found.organization_id
    organization = await organizations.find(turn.session, of) if of is not None else None
    member = shown(found, organization.name if organization else None)
    return screens.member(turn.t, member, "staff", screens.back(turn.t))


async def _member(turn: Turn, number: str, *, lock: bool = False) -> Person | None:
    """Who has the number; if it is nobody of the staff any more, the list is shown instead."""
    found = await people.by_number(turn.session, int(number), lock=lock)
    if found is not None and found.role:
        return found
    turn.toast(notes.changed(turn.t))
    turn.show(await card(turn))
    return None


def shown(person: Person, organization: str | None = None) -> Member:
    assert person.role_at is not None, "a role was given at a time"
    suspended = person.suspended_at is not None
    return Member(person.id, person.name, person.role_at, suspended, Role(person.role), organization)


ROUTES: Final[tuple[Route, ...]] = only(
    Role.OWNER,
    refusals.refuse,
    command("staff", listed),
    tap("staff", listed),
    tap("staff:list:(?P<page>[0-9]{1,3})", listed),
    tap("staff:invite", invite, alone=True),
    tap(f"staff:{NUMBER}", member),
    tap(f"staff:{NUMBER}:suspend", suspend, alone=True),
    tap(f"staff:{NUMBER}:reinstate", reinstate, alone=True),
    tap(f"staff:{NUMBER}:remove", ask_removal),
    tap(f"staff:{NUMBER}:removal", remove, alone=True),
)
