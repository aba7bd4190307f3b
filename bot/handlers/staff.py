"""The organizers, as owners see them: inviting, suspending, removing."""

from collections.abc import Awaitable, Callable
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
from bot.storage import people
from bot.storage import staff as storage
from bot.storage.models import Person
from bot.turn import Turn

NUMBER: Final = "(?P<number>[1-9][0-9]{0,17})"  # of a person


async def listed(turn: Turn, page: str = "0") -> None:
    turn.show(await card(turn, int(page)))


async def card(turn: Turn, page: int = 0) -> Screen:
    members = [_shown(person) for person in await storage.members(turn.session)]
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
        turn.show(screens.member(turn.t, _shown(found)))


async def ask_removal(turn: Turn, number: str) -> None:
    if found := await _member(turn, number):
        turn.show(screens.confirm_removal(turn.t, _shown(found)))


async def suspend(turn: Turn, number: str) -> None:
    await _change(turn, number, staff.suspend, screens.suspended)


async def reinstate(turn: Turn, number: str) -> None:
    await _change(turn, number, staff.reinstate, screens.reinstated)


async def remove(turn: Turn, number: str) -> None:
    await _change(turn, number, staff.remove, screens.removed)


async def _change(
    turn: Turn,
    number: str,
    change: Callable[[AsyncSession, Person, Person, datetime], Awaitable[bool]],
    told: Callable[[Translator], Screen],
) -> None:
    """Changes what a member may do, and tells them if that is new."""
    found = await _member(turn, number, lock=True)
    if found is None:
        return
    if await change(turn.session, turn.person, found, turn.now):
        turn.tell(found, told, key=f"{told.__name__}:{found.id}:{turn.now.timestamp():.3f}")
    turn.show(screens.member(turn.t, _shown(found)) if found.role else await card(turn))


async def _member(turn: Turn, number: str, *, lock: bool = False) -> Person | None:
    """Who has the number; if it is nobody of the staff any more, the list is shown instead."""
    found = await people.by_number(turn.session, int(number), lock=lock)
    if found is not None and found.role:
        return found
    turn.toast(notes.changed(turn.t))
    turn.show(await card(turn))
    return None


def _shown(person: Person) -> Member:
    assert person.role_at is not None, "a role was given at a time"
    return Member(person.id, person.name, person.role_at, person.suspended_at is not None)


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
