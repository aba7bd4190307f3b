"""Becoming an organizer by an owner's link."""

from functools import partial

from bot.screens import staff as screens
from bot.services import staff
from bot.services.staff import Already, Invalid, Joined
from bot.storage import people
from bot.turn import Turn


async def accept(turn: Turn, digest: str) -> None:
    """For who has signed up; the owner who made the invitation is told."""
    person = turn.person
    match await staff.accept(turn.session, person, turn.role, digest, turn.now):
        case Joined(by=by):
            turn.show_below(screens.welcome(turn.t))
            owner = await people.by_number(turn.session, by)
            if owner is not None:
                called = screens.called(turn.t, person.id, person.name)
                turn.tell(owner, partial(screens.joined, name=called), key=f"joined:{digest}")
        case Invalid():
            turn.show_below(screens.invalid(turn.t))
        case Already():
            turn.show_below(screens.already(turn.t))
