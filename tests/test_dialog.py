"""The step engine as truth tables, and the promise that no answer is ever lost."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import dialog
from bot.dialog import Answers, Asking, Done, Flow, Problem, Prompt, Question, Refused
from bot.i18n import translator
from bot.screen import Screen


def show(prompt: Prompt) -> Screen:
    return Screen(f"{prompt.number} of {prompt.total}")


def parse(raw: str) -> Any | Problem:
    """What is typed in small letters is refused; a number becomes one."""
    if raw.islower():
        return Problem("small", 3)
    return int(raw) if raw.isdecimal() else raw


def question(name: str, *, optional: bool = False) -> Question:
    return Question(name, show, parse, optional)


FLOW = Flow("trip", (question("name"), question("city"), question("age", optional=True), question("why")))
ALL = {"name": "Anna", "city": "Oral", "age": 20, "why": "Yes"}


def only(*names: str) -> dict[str, Any]:
    return {name: ALL[name] for name in names}


@pytest.mark.parametrize(
    ("step", "place"), [("name", 0), ("why", 3), ("gone", None), ("", None), ("NAME", None)]
)
def test_a_question_is_found_by_its_name(step: str, place: int | None) -> None:
    assert FLOW.at(step) == place


@pytest.mark.parametrize(
    ("known", "state"),
    [
        (None, Asking("name", {})),
        ({}, Asking("name", {})),
        (only("name"), Asking("city", only("name"))),
        (only("name", "city"), Asking("age", only("name", "city"))),
        (only("city", "why"), Asking("name", only("city", "why"))),
        (only("name", "age", "why"), Asking("city", only("name", "age", "why"))),
        ({"name": "Anna", "city": None}, Asking("age", {"name": "Anna", "city": None})),
        ({"gone": 1}, Asking("name", {"gone": 1})),
        (ALL, Done(ALL)),
    ],
)
def test_it_begins_at_the_first_question_not_answered_yet(
    known: Answers | None, state: Asking | Done
) -> None:
    assert dialog.begin(FLOW, known) == state


def test_it_begins_with_a_copy_of_what_is_known() -> None:
    known = only("name")
    begun = dialog.begin(FLOW, known)
    known["city"] = "Oral"
    assert begun == Asking("city", only("name"))


def test_a_flow_without_questions_is_done_at_once() -> None:
    assert dialog.begin(Flow("empty", ())) == Done({})


@pytest.mark.parametrize(
    ("state", "raw", "then"),
    [
        (Asking("name"), "Anna", Asking("city", only("name"))),
        (Asking("city", only("name")), "Oral", Asking("age", only("name", "city"))),
        (Asking("age", only("name", "city")), "20", Asking("why", only("name", "city", "age"))),
        (Asking("why", only("name", "city", "age")), "Yes", Done(ALL)),
        (Asking("name"), "anna", Refused("name", {}, Problem("small", 3))),
        (
            Asking("why", only("name", "city", "age")),
            "no",
            Refused("why", only("name", "city", "age"), Problem("small", 3)),
        ),
        (Asking("name", ALL), "Aina", Asking("city", {**ALL, "name": "Aina"})),
        (Asking("why", ALL), "No", Done({**ALL, "why": "No"})),
        (Asking("name", ALL), "aina", Refused("name", ALL, Problem("small", 3))),
    ],
)
def test_an_answer_is_kept_and_leads_on_or_is_refused(
    state: Asking, raw: str, then: Asking | Refused | Done
) -> None:
    assert dialog.answer(FLOW, state, raw) == then


@pytest.mark.parametrize(
    ("state", "then"),
    [
        (
            Asking("age", only("name", "city")),
            Asking("why", {"name": "Anna", "city": "Oral", "age": None}),
        ),
        (Asking("age", ALL), Asking("why", {**ALL, "age": None})),
        (Asking("name"), Refused("name", {}, Problem("required"))),
        (
            Asking("why", only("name", "city", "age")),
            Refused("why", only("name", "city", "age"), Problem("required")),
        ),
    ],
)
def test_only_an_optional_question_can_be_skipped(state: Asking, then: Asking | Refused) -> None:
    assert dialog.skip(FLOW, state) == then


def test_skipping_the_last_question_ends_the_flow() -> None:
    flow = Flow("short", (question("name"), question("age", optional=True)))
    assert dialog.skip(flow, Asking("age", only("name"))) == Done({"name": "Anna", "age": None})


@pytest.mark.parametrize(
    ("step", "before"), [("name", "name"), ("city", "name"), ("age", "city"), ("why", "age")]
)
def test_back_is_one_question_and_forgets_nothing(step: str, before: str) -> None:
    assert dialog.back(FLOW, Asking(step, ALL)) == Asking(before, ALL)


@pytest.mark.parametrize(
    ("step", "answers", "state"),
    [
        ("name", {}, Asking("name", {})),
        ("city", ALL, Asking("city", ALL)),
        ("city", {"gone": 1}, Asking("city", {"gone": 1})),
        ("gone", {}, Asking("name", {})),
        ("gone", only("name", "city"), Asking("age", only("name", "city"))),
        ("gone", {**only("name"), "gone": 1}, Asking("city", only("name"))),
        ("gone", ALL, Asking("why", ALL)),
        ("gone", {**ALL, "gone": 1}, Asking("why", ALL)),
    ],
)
def test_a_kept_state_stands_at_its_step_or_at_the_first_open_question(
    step: str, answers: Answers, state: Asking
) -> None:
    assert dialog.standing(FLOW, step, answers) == state


@pytest.mark.parametrize(
    ("known", "then"),
    [
        ({}, Asking("name", {})),
        (only("name"), Asking("city", only("name"))),
        ({**only("name"), "gone": 1}, Asking("city", only("name"))),
        (ALL, Asking("why", ALL)),
    ],
)
def test_at_a_step_that_is_gone_the_first_open_question_comes_and_what_was_said_is_not_taken(
    known: Answers, then: Asking
) -> None:
    assert dialog.answer(FLOW, Asking("gone", known), "Anything") == then
    assert dialog.skip(FLOW, Asking("gone", known)) == then


def test_the_card_at_a_step_that_is_gone_is_that_of_the_first_open_question() -> None:
    asked, shown = dialog.prompt(FLOW, Asking("gone", only("name", "city")), translator("en"))
    assert (asked.name, shown.number) == ("age", 3)


def test_back_from_a_step_that_is_gone_is_back_from_the_first_open_question() -> None:
    assert dialog.back(FLOW, Asking("gone", only("name", "city"))) == Asking("city", only("name", "city"))


@pytest.mark.parametrize(
    ("state", "number", "problem"),
    [
        (Asking("name"), 1, None),
        (Asking("age", only("name", "city")), 3, None),
        (Asking("why", ALL), 4, None),
        (Refused("city", only("name"), Problem("small", 3)), 2, Problem("small", 3)),
    ],
)
def test_a_card_knows_where_it_stands_and_what_was_wrong(
    state: Asking | Refused, number: int, problem: Problem | None
) -> None:
    asked, shown = dialog.prompt(FLOW, state, translator("en"), suggestion="Anna")
    assert asked is FLOW.questions[number - 1]
    assert asked.screen(shown) == Screen(f"{number} of 4")
    assert shown == Prompt(translator("en"), number, 4, state.answers, "Anna", problem)


def test_a_card_suggests_nothing_unless_told() -> None:
    assert dialog.prompt(FLOW, Asking("name"), translator("kk"))[1].suggestion is None


@pytest.mark.parametrize("move", ["answer", "refused", "skip", "back"])
def test_a_move_changes_nothing_of_the_state_it_starts_from(move: str) -> None:
    before = {"name": "Anna", "city": "Oral"}
    state = Asking("age", before)
    moved: Asking | Refused | Done
    match move:
        case "answer":
            moved = dialog.answer(FLOW, state, "20")
        case "refused":
            moved = dialog.answer(FLOW, state, "twenty")
        case "skip":
            moved = dialog.skip(FLOW, state)
        case _:
            moved = dialog.back(FLOW, state)
    assert moved != state
    assert state == Asking("age", {"name": "Anna", "city": "Oral"})
    assert before == {"name": "Anna", "city": "Oral"}


FLOWS = st.lists(st.booleans(), min_size=1, max_size=5).map(
    lambda optional: Flow("any", tuple(question(f"q{n}", optional=may) for n, may in enumerate(optional)))
)
MOVES = st.lists(st.sampled_from(["Yes", "no", "7", "<skip>", "<back>"]), max_size=30)


def moved(flow: Flow, state: Asking, move: str) -> Asking | Refused | Done:
    match move:
        case "<skip>":
            return dialog.skip(flow, state)
        case "<back>":
            return dialog.back(flow, state)
        case _:
            return dialog.answer(flow, state, move)


def others(answers: Answers, step: str) -> dict[str, Any]:
    return {name: value for name, value in answers.items() if name != step}


@given(FLOWS, MOVES, st.data())
@settings(max_examples=150, deadline=None)
def test_no_way_through_a_flow_loses_an_answer_or_ends_outside_of_it(
    flow: Flow, moves: list[str], data: st.DataObject
) -> None:
    names = [asked.name for asked in flow.questions]
    known = data.draw(st.dictionaries(st.sampled_from(names), st.integers()), label="known before")
    state = dialog.begin(flow, known)
    for move in moves:
        if isinstance(state, Done):
            break
        then = moved(flow, state, move)
        assert others(then.answers, state.step) == others(state.answers, state.step)
        assert state.answers.keys() <= then.answers.keys()
        if isinstance(then, Refused):
            assert (then.step, then.answers) == (state.step, state.answers)
            then = Asking(then.step, then.answers)
        state = then
    match state:
        case Asking(step, answers):
            place = names.index(step)
            assert set(names[:place]) <= answers.keys(), "every earlier question has its answer"
        case Done(answers):
            assert answers.keys() == set(names)
            assert all(answers[asked.name] is not None or asked.optional for asked in flow.questions), (
                "what is required was answered"
            )


@given(FLOWS)
def test_answering_every_question_takes_one_answer_each(flow: Flow) -> None:
    state = dialog.begin(flow)
    for taken in range(len(flow.questions)):
        assert isinstance(state, Asking)
        assert flow.at(state.step) == taken
        answered = dialog.answer(flow, state, "Yes")
        assert not isinstance(answered, Refused)
        state = answered
    assert state == Done({asked.name: "Yes" for asked in flow.questions})


def test_a_question_that_a_release_put_before_the_last_one_is_asked_before_the_end() -> None:
    *_, last = FLOW.questions
    known = {name: value for name, value in ALL.items() if name not in {"city", last.name}}
    assert dialog.answer(FLOW, Asking(last.name, known), "Anything") == Asking(
        "city", {**known, last.name: "Anything"}
    )
