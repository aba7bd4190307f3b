"""Questions in order: a pure step engine.

It knows neither people nor databases: a state and what was answered go in, the next state comes out.
A step that a release removed resolves to the first question not answered yet.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.i18n import Translator
from bot.screen import Screen

Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Problem:
    """Why an answer was not taken; a screen finds the words for `reason`, and names the `limit`."""

    reason: str
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a question's screen may speak of."""

    t: Translator
    number: int
    total: int
    answers: Answers
    suggestion: str | None = None
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """`parse` takes what was typed or tapped and gives a JSON value, or the problem with it."""

    name: str
    screen: Callable[[Prompt], Screen]
    parse: Callable[[str], Any | Problem]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Flow:
    name: str
    questions: tuple[Question, ...]

    def at(self, step: str) -> int | None:
        return next((n for n, question in enumerate(self.questions) if question.name == step), None)


@dataclass(frozen=True, slots=True)
class Asking:
    """The question `step` waits for an answer."""

    step: str
    answers: Answers = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refused:
    """The answer was not taken; the same question stands, with the problem to tell."""

    step: str
    answers: Answers
    problem: Problem


@dataclass(frozen=True, slots=True)
class Done:
    answers: Answers


def begin(flow: Flow, answers: Answers | None = None) -> Asking | Done:
    """The first question whose answer is not known yet."""
    known = dict(answers or {})
    for question in flow.questions:
        if question.name not in known:
            return Asking(question.name, known)
    return Done(known)


def standing(flow: Flow, step: str, answers: Answers) -> Asking:
    """Where a kept state stands: at its step or, where a release removed that, at the first open question."""
    if flow.at(step) is not None:
        return Asking(step, answers)
    known = {question.name: answers[question.name] for question in flow.questions if question.name in answers}
    begun = begin(flow, known)
    return begun if isinstance(begun, Asking) else Asking(flow.questions[-1].name, known)


def answer(flow: Flow, state: Asking, raw: str) -> Asking | Refused | Done:
    place = flow.at(state.step)
    if place is None:  # the question that was answered is no more: nothing can be made of the answer
        return standing(flow, state.step, state.answers)
    value = flow.questions[place].parse(raw)
    if isinstance(value, Problem):
        return Refused(state.step, state.answers, value)
    return _after(flow, place, {**state.answers, state.step: value})


def skip(flow: Flow, state: Asking) -> Asking | Refused | Done:
    place = flow.at(state.step)
    if place is None:
        return standing(flow, state.step, state.answers)
    if not flow.questions[place].optional:
        return Refused(state.step, state.answers, Problem("required"))
    return _after(flow, place, {**state.answers, state.step: None})


def back(flow: Flow, state: Asking) -> Asking:
    """One question back; at the first, the same. What was answered stays until it is answered anew."""
    place = _place(flow, state)
    return Asking(flow.questions[max(place - 1, 0)].name, state.answers)


def prompt(
    flow: Flow, state: Asking | Refused, t: Translator, *, suggestion: str | None = None
) -> tuple[Question, Prompt]:
    """The question that stands, and what its screen may speak of."""
    place = _place(flow, state)
    problem = state.problem if isinstance(state, Refused) else None
    return flow.questions[place], Prompt(
        t, place + 1, len(flow.questions), state.answers, suggestion, problem
    )


def _place(flow: Flow, state: Asking | Refused) -> int:
    return flow.at(standing(flow, state.step, state.answers).step) or 0


def _after(flow: Flow, place: int, answers: Answers) -> Asking | Done:
    if place + 1 < len(flow.questions):
        return Asking(flow.questions[place + 1].name, answers)
    return begin(flow, answers)  # a release may have put a question before this one
