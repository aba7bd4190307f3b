"""Becoming an organizer, or a manager of an organization, by a link."""

from collections.abc import Callable
from functools import partial

from bot.i18n import Translator
from bot.screen import Screen
from bot.screens import partners
from bot.screens import staff as screens
from bot.screens.partners import Partner
from bot.services import staff
from bot.services.staff import Already, Elsewhere, Invalid, Joined
from bot.storage import organizations, people
from bot.turn import Turn


async def accept(turn: Turn, digest: str) -> None:
    """For who has signed up; who made the invitation is told."""
    match await staff.accept(turn.session, turn.person, turn.role, digest, turn.now):
        case Joined(by=by, organization_id=None):
            turn.show_below(screens.welcome(turn.t))
            await _tell(turn, by, digest, partial(screens.joined, name=_called(turn)))
        case Joined(by=by, organization_id=number):
            partner = await _partner(turn, number)
            turn.show_below(partners.welcome(turn.t, partner.name))
            await _tell(turn, by, digest, partial(partners.joined, name=_called(turn), of=partner))
        case Invalid():
            turn.show_below(screens.invalid(turn.t))
        case Already():
            turn.show_below(screens.already(turn.t))
        case Elsewhere(organization_id=number):
            turn.show_below(partners.elsewhere(turn.t, (await _partner(turn, number)).name))


async def _tell(turn: Turn, by: int, digest: str, said: Callable[[Translator], Screen]) -> None:
    inviter = await people.by_number(turn.session, by)
    if inviter is not None:
        turn.tell(inviter, said, key=f"joined:{digest}")


def _called(turn: Turn) -> str:
    return screens.called(turn.t, turn.person.id, turn.person.name)


async def _partner(turn: Turn, number: int | None) -> Partner:
    found = await organizations.find(turn.session, number) if number is not None else None
    assert found is not None, "organizations stay"
    return Partner(found.id, found.name)
