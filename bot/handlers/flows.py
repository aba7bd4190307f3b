"""The conversations that there are, and the card of the question that waits in one."""

from typing import Final

from bot import dialog
from bot.dialog import Asking, Flow, Question, Refused
from bot.screen import Screen
from bot.screens import signup
from bot.services import dialogs, names
from bot.turn import Turn

SIGNUP: Final = Flow("signup", (Question("name", signup.name, names.parse),))


def question(turn: Turn, flow: Flow) -> Screen:
    """The question that waits for an answer; begins the conversation if it has not begun."""
    state = dialogs.state(turn.person, flow)
    if state is None:
        begun = dialog.begin(flow)
        assert isinstance(begun, Asking), "a flow has a question"
        return ask(turn, flow, begun)
    return card(turn, flow, state)


def ask(turn: Turn, flow: Flow, state: Asking | Refused) -> Screen:
    """Keeps where the person stands, and gives its card."""
    dialogs.save(turn.person, flow, state, turn.now)
    return card(turn, flow, state)


def card(turn: Turn, flow: Flow, state: Asking | Refused) -> Screen:
    asked, prompt = dialog.prompt(flow, state, turn.t, suggestion=telegram_name(turn))
    return asked.screen(prompt)


def telegram_name(turn: Turn) -> str | None:
    """The name that Telegram gives, where it can serve as one."""
    user = turn.update.effective_user
    return names.suggestion(user.first_name, user.last_name) if user else None
