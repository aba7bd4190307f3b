"""Signing up: what is done with the answers."""

from typing import Final

from bot import dialog
from bot.dialog import Asking, Done, Refused
from bot.handlers import flows, present
from bot.routing import Route, tap
from bot.screens import notes
from bot.services import consents, dialogs, people
from bot.turn import Turn


async def answered(turn: Turn) -> None:
    """What was typed, as the answer to the question that waits."""
    _take(turn, turn.said)


async def telegram_name(turn: Turn) -> None:
    """The name as Telegram has it, by one tap; a second one says the same again."""
    waits = dialogs.state(turn.person, flows.SIGNUP)
    suggested = flows.telegram_name(turn)
    if consents.given(turn.person) and waits and waits.step == "name" and suggested:
        _take(turn, suggested)
        return
    again = consents.given(turn.person) and turn.person.name is not None and turn.person.name == suggested
    if not again:
        turn.toast(notes.changed(turn.t))
    turn.show(present.now(turn, new=again))


def _take(turn: Turn, raw: str) -> None:
    state = dialogs.state(turn.person, flows.SIGNUP)
    assert state is not None, "routed here by the dialog"
    match dialog.answer(flows.SIGNUP, state, raw):
        case Done(answers):
            people.name(turn.person, answers["name"])
            dialogs.close(turn.person, flows.SIGNUP)
            turn.show(present.now(turn, new=True))
        case Asking() | Refused() as asking:
            turn.show(flows.ask(turn, flows.SIGNUP, asking))


ROUTES: Final[tuple[Route, ...]] = (tap("name:telegram", telegram_name),)
