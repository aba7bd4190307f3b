"""Giving consent, declining it, taking it back."""

from typing import Final

from bot.handlers import present
from bot.routing import Route, command, tap
from bot.screens import consents as screens
from bot.screens import notes
from bot.services import consents, people
from bot.turn import Turn


async def agreed(turn: Turn, version: str) -> None:
    if turn.person.language is None or int(version) != consents.VERSION:
        turn.toast(notes.changed(turn.t))
    else:
        consents.give(turn.person, turn.now)
        people.resume(turn.person)
    turn.show(present.now(turn))


async def declined(turn: Turn) -> None:
    if turn.person.language is None or consents.given(turn.person):
        turn.toast(notes.changed(turn.t))
        turn.show(present.now(turn))
    else:
        turn.show(screens.declined(turn.t))


async def show(turn: Turn) -> None:
    turn.show(present.now(turn))


async def privacy(turn: Turn) -> None:
    person = turn.person
    given = person.consent_version is not None
    turn.show(screens.privacy(turn.t, person.name, present.home(turn), given=given))


async def ask_withdrawal(turn: Turn) -> None:
    if turn.person.consent_version is None:
        await privacy(turn)
    else:
        turn.show(screens.confirm_withdrawal(turn.t))


async def withdraw(turn: Turn) -> None:
    await consents.withdraw(turn.session, turn.person, turn.now)
    turn.show(screens.withdrawn(turn.t))


ROUTES: Final[tuple[Route, ...]] = (
    tap(r"consent:yes:(?P<version>[0-9]{1,4})", agreed),
    tap(r"consent:no:[0-9]{1,4}", declined),
    tap("consent:show", show),
    command("privacy", privacy),
    tap("privacy", privacy),
    tap("withdraw:ask", ask_withdrawal),
    tap("withdraw:yes", withdraw),
)
