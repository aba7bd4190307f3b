"""Questions in order: a pure step engine.

It knows neither people nor databases: a state and what was typed or tapped go in, the next state comes
out. An answer leads to the first question still open, so nobody is asked again for what is known. A step
that a release removed resolves to that question too.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from bot.i18n import Translator
from bot.screen import Screen

Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Problem:
    """Why an answer was not taken; a screen finds the words for `reason`, and names the `limit`."""

    reason: str
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Partial:
    """Not an answer yet (a search, some of several choices): JSON, kept and shown with the question."""

    value: Any


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a question's screen may speak of; `back`, `skip` and `keep` are the moves there are.

    `number` is None where it says nothing, as when a single answer is being changed.
    """

    t: Translator
    flow: str
    step: str
    number: int | None
    total: int
    answers: Answers
    partial: Any = None
    suggestion: str | None = None
    problem: Problem | None = None
    back: bool = False
    skip: bool = False
    keep: bool = False


Parsed = Any  # a JSON value, or a Partial, or the Problem with it


@dataclass(frozen=True, slots=True)
class Tap:
    """What a button says, the answer and the partial one that there are, and what had been suggested."""

    raw: str
    answer: Any = None
    partial: Any = None
    suggestion: str | None = None


OUTDATED: Final = Problem("outdated")


def _no_buttons(_tap: Tap) -> Problem:
    return OUTDATED


def _unnumbered(_partial: Any) -> Sequence[Any]:
    return ()


def _always(_answers: Answers) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Question:
    """`parse` takes what was typed, `pick` what was tapped; OUTDATED means that no button says so.

    `asked` tells by the answers so far whether one comes to this question by oneself; any can be gone to.
    A new answer makes those that it `resets` unknown again. `numbered` are the answers that a card lists by
    number for a partial one: their number may be typed. A `rich` answer keeps its formatting, as HTML; a
    `picture` is one, given by its id at Telegram.
    """

    name: str
    screen: Callable[[Prompt], Screen]
    parse: Callable[[str], Parsed]
    pick: Callable[[Tap], Parsed] = _no_buttons
    optional: bool = False
    asked: Callable[[Answers], bool] = _always
    resets: tuple[str, ...] = ()
    numbered: Callable[[Any], Sequence[Any]] = _unnumbered
    rich: bool = False
    picture: bool = False


@dataclass(frozen=True, slots=True)
class Flow:
    """`review`: the last question shows all answers, and whoever changes one comes back to it.

    `numbered`: one is told how far one is.
    """

    name: str
    questions: tuple[Question, ...]
    review: bool = False
    numbered: bool = True

    def asked(self, answers: Answers) -> tuple[Question, ...]:
        return tuple(question for question in self.questions if question.asked(answers))

    def find(self, step: str) -> Question | None:
        return next((question for question in self.questions if question.name == step), None)

    def asks(self, step: str, answers: Answers) -> bool:
        """Whether one comes to this question by oneself; to a review once nothing else is open."""
        names = [question.name for question in self.asked(answers)]
        return step in names and (step != names[-1] or not self.review or self.reviewed(answers))

    def reviewed(self, answers: Answers) -> bool:
        """Whether nothing is open but the review."""
        return self.review and {question.name for question in self.asked(answers)[:-1]} <= answers.keys()


@dataclass(frozen=True, slots=True)
class Asking:
    """The question `step` waits for an answer; with a `problem`, the last one was not taken."""

    step: str
    answers: Answers = field(default_factory=dict)
    partial: Any = None
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Done:
    answers: Answers


def begin(flow: Flow, answers: Answers | None = None) -> Asking | Done:
    """The first question whose answer is not known yet."""
    known = dict(answers or {})
    for question in flow.asked(known):
        if question.name not in known:
            return Asking(question.name, known)
    return Done(known)


def standing(flow: Flow, state: Asking) -> Asking:
    """Where a kept state stands: at its step or, where that is no more, at the first open question."""
    if flow.find(state.step) is not None:
        return state
    names = {question.name for question in flow.questions}
    known = {name: value for name, value in state.answers.items() if name in names}
    begun = begin(flow, known)
    last = (flow.asked(known) or flow.questions)[-1]
    return begun if isinstance(begun, Asking) else Asking(last.name, known)


def answer(flow: Flow, state: Asking, raw: str) -> Asking | Done:
    """What was typed, as the answer to the question that waits."""
    question = flow.find(state.step)
    if question is None:  # the question that was answered is no more: nothing can be made of the answer
        return standing(flow, state)
    listed, number = question.numbered(state.partial), raw.strip()
    if number.isdecimal() and 1 <= int(number[:4]) <= len(listed):
        return _take(flow, state, question, listed[int(number) - 1])
    return _take(flow, state, question, question.parse(raw))


def tap(
    flow: Flow, state: Asking, step: str, raw: str, *, suggestion: str | None = None
) -> Asking | Done | None:
    """What a button of the question `step` says. None if it can do nothing any more.

    A button of an earlier question changes that answer and leaves the person where they are, unless the
    change opens a question, or closes theirs.
    """
    here = standing(flow, state)
    question = flow.find(step)
    if question is None:
        return None
    known = here.answers.get(step)
    if step == here.step:
        value = question.pick(Tap(raw, known, here.partial, suggestion))
        return None if value == OUTDATED else _take(flow, here, question, value)
    value = question.pick(Tap(raw, known, None, suggestion))
    if isinstance(value, Partial | Problem) or step not in here.answers:
        return None
    answers = _with(question, here.answers, value)
    if flow.asks(here.step, here.answers) and not flow.asks(here.step, answers):
        return begin(flow, answers)
    return replace(here, answers=answers, problem=None)


def skip(flow: Flow, state: Asking) -> Asking | Done:
    """Leaves an optional question without an answer, also one that had one."""
    here = standing(flow, state)
    question = flow.find(here.step)
    if here.step != state.step or question is None:
        return here
    if not question.optional:
        return replace(here, problem=Problem("required"))
    return begin(flow, _with(question, here.answers, None))


def keep(flow: Flow, state: Asking) -> Asking | Done:
    """Leaves the answer there is as it is, and goes on."""
    here = standing(flow, state)
    return begin(flow, here.answers) if here.step == state.step and here.step in here.answers else here


def back(flow: Flow, state: Asking) -> Asking:
    """One question back, or to the review. What was answered stays until it is answered anew."""
    here = standing(flow, state)
    before = _before(flow, here)
    return Asking(before or here.step, here.answers)


def edit(flow: Flow, state: Asking, step: str) -> Asking:
    """To one question, to answer it anew. A review is not gone to before everything is answered."""
    here = standing(flow, state)
    is_review = flow.review and step == flow.questions[-1].name
    if flow.find(step) is None or (is_review and not flow.reviewed(here.answers)):
        return here
    return Asking(step, here.answers)


def prompt(
    flow: Flow, state: Asking, t: Translator, *, suggestion: str | None = None
) -> tuple[Question, Prompt]:
    """The question that stands, and what its screen may speak of."""
    here = standing(flow, state)
    question = flow.find(here.step)
    assert question is not None, "a state stands at a question"
    asked = [other.name for other in flow.asked(here.answers)]
    single = here.step not in asked[-1:] if flow.reviewed(here.answers) else here.step not in asked
    known = here.step in here.answers
    return question, Prompt(
        t=t,
        flow=flow.name,
        step=here.step,
        number=asked.index(here.step) + 1 if flow.numbered and not single else None,
        total=len(asked),
        answers=here.answers,
        partial=here.partial,
        suggestion=suggestion,
        problem=here.problem,
        back=_before(flow, here) is not None,
        skip=question.optional and not here.partial,
        keep=known,
    )


def _take(flow: Flow, state: Asking, question: Question, value: Parsed) -> Asking | Done:
    if isinstance(value, Problem):
        return replace(state, problem=value)
    if isinstance(value, Partial):
        return Asking(state.step, state.answers, value.value)
    if not flow.asks(question.name, state.answers) and flow.review and question is flow.questions[-1]:
        return begin(flow, state.answers)
    return begin(flow, _with(question, state.answers, value))


def _with(question: Question, answers: Answers, value: Any) -> Answers:
    changed = question.name in answers and answers[question.name] != value
    dropped = question.resets if changed else ()
    return {**{name: a for name, a in answers.items() if name not in dropped}, question.name: value}


def _before(flow: Flow, state: Asking) -> str | None:
    names = [question.name for question in flow.asked(state.answers)]
    if flow.reviewed(state.answers):
        return names[-1] if state.step != names[-1] else None
    place = names.index(state.step) if state.step in names else 0
    return names[place - 1] if place else None
