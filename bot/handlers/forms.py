"""Conversations: what was typed or tapped goes to the step engine, and its state to the person's row.

A form is a flow and what becomes of its answers.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bot import dialog
from bot.dialog import Answers, Asking, Done, Flow
from bot.roles import Role
from bot.screen import Screen
from bot.services import dialogs, names
from bot.storage.models import Person
from bot.turn import Turn


def _nothing(_person: Person) -> Answers:
    return {}


@dataclass(frozen=True, slots=True)
class Form:
    """`known` are the answers a person need not give, `done` what is done with all and shown then.

    `quit` is shown when the person cancels, before anything is dropped; `dropped` afterwards. Who has a
    lesser role than it `needs` is refused, and answers nothing. One `about` something is begun with that, and
    never by an old button; `past` is what such a button shows, by its value. What is `done` is done `alone`
    where it locks what others share.
    """

    flow: Flow
    done: Callable[[Turn, Answers], Awaitable[Screen]]
    dropped: Callable[[Turn], Awaitable[Screen]]
    known: Callable[[Person], Answers] = _nothing
    quit: Callable[[Turn], Screen] | None = None
    needs: Role = Role.STUDENT
    about: str = ""
    past: Callable[[Turn, str], Awaitable[Screen | None]] | None = None
    alone: bool = False


def card(turn: Turn, form: Form) -> Screen:
    """The question that waits for an answer; begins the conversation if it has not begun."""
    return ask(turn, form, dialogs.state(turn.person, form.flow) or begun(turn, form))


def begin(turn: Turn, form: Form, **known: Any) -> None:
    """Asks the first question, whatever was asked before; `known` is what the form is about."""
    dialogs.save(turn.person, form.flow, Asking(form.flow.questions[0].name, known), turn.now)
    turn.show(card(turn, form))


def begun(turn: Turn, form: Form) -> Asking:
    state = dialog.begin(form.flow, form.known(turn.person))
    return state if isinstance(state, Asking) else Asking(form.flow.questions[-1].name, state.answers)


async def typed(turn: Turn, form: Form) -> Screen:
    """What was typed, as the answer to the question that waits."""
    state = dialogs.state(turn.person, form.flow) or begun(turn, form)
    question = form.flow.find(state.step)
    raw = turn.html if question and question.rich else turn.said
    return await _move(turn, form, dialog.answer(form.flow, state, raw))


async def pictured(turn: Turn, form: Form) -> Screen | None:
    """What is no text, as the answer to a question for a picture; None if none is asked for."""
    state = dialogs.state(turn.person, form.flow) or begun(turn, form)
    question = form.flow.find(state.step)
    if question is None or not question.picture:
        return None
    return await _move(turn, form, dialog.answer(form.flow, state, turn.picture or ""))


async def tapped(turn: Turn, form: Form, state: Asking, step: str, act: str, value: str) -> Screen | None:
    """What a button of a question does; None if it can do nothing any more.

    A second tap on a button that moves on, back or out finds the person elsewhere, and moves nothing.
    """
    moved: Asking | Done | None = state
    match act:
        case "set":
            moved = dialog.tap(form.flow, state, step, value, suggestion=telegram_name(turn))
        case "edit":
            moved = dialog.edit(form.flow, state, step)
        case "cancel" if form.quit and state.answers:
            return form.quit(turn)
        case "cancel" | "drop":
            dialogs.close(turn.person, form.flow)
            return await form.dropped(turn)
        case "back" if step == state.step:
            moved = dialog.back(form.flow, state)
        case "skip" if step == state.step:
            moved = dialog.skip(form.flow, state)
        case "keep" if step == state.step:
            moved = dialog.keep(form.flow, state)
        case _:
            pass
    return await _move(turn, form, moved) if moved else None


def telegram_name(turn: Turn) -> str | None:
    """The name that Telegram gives, where it can serve as one."""
    user = turn.update.effective_user
    return names.suggestion(user.first_name, user.last_name) if user else None


async def _move(turn: Turn, form: Form, moved: Asking | Done) -> Screen:
    if isinstance(moved, Done):
        if form.alone:
            turn.be_alone()
        dialogs.close(turn.person, form.flow)
        return await form.done(turn, moved.answers)
    return ask(turn, form, moved)


def ask(turn: Turn, form: Form, state: Asking) -> Screen:
    asking = dialog.standing(form.flow, state)
    dialogs.save(turn.person, form.flow, asking, turn.now)
    question, prompt = dialog.prompt(form.flow, asking, turn.t, suggestion=telegram_name(turn))
    return question.screen(prompt)
