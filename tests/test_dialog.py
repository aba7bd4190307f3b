"""The step engine as truth tables, and the promise that no answer is ever lost."""

from typing import Any, Final

import pytest

from bot import dialog
from bot.dialog import OUTDATED, Answers, Asking, Done, Flow, Parsed, Partial, Problem, Prompt, Question, Tap
from bot.i18n import translator
from bot.screen import Screen

SMALL: Final = Problem("small", 3)
REQUIRED: Final = Problem("required")


def parse(raw: str) -> Parsed:
    """What is typed in small letters is refused, a number becomes one, and a question mark searches."""
    if raw.endswith("?"):
        return Partial(raw)
    return SMALL if raw.islower() else int(raw) if raw.isdecimal() else raw


def pick(tap: Tap) -> Parsed:
    told = [tap.answer, tap.partial, tap.suggestion]
    buttons = {"Yes": "Yes", "No": "No", "told": told, "more": Partial("More"), "full": Problem("full")}
    return buttons.get(tap.raw, OUTDATED)


def question(
    name: str, *, optional: bool = False, after: str | None = None, resets: tuple[str, ...] = ()
) -> Question:
    """Asked of everyone, or `after` a No to that question."""

    def asked(answers: Answers) -> bool:
        return after is None or answers.get(after) == "No"

    return Question(name, lambda _prompt: Screen(name), parse, pick, optional, asked, resets)


NAME, CITY, AGE = question("name"), question("city"), question("age", optional=True)
LISTED, TOWN = question("listed", resets=("town",)), question("town", after="listed")
SURE = Question("sure", NAME.screen, lambda _raw: SMALL, lambda tap: tap.raw == "Yes" or OUTDATED)

TRIP = Flow("trip", (NAME, CITY, AGE, question("why")))
JOIN = Flow("join", (NAME, LISTED, TOWN, AGE, SURE), review=True)
EDIT = Flow("edit", (TOWN,), numbered=False)

ONE, TWO = {"name": "Anna"}, {"name": "Anna", "city": "Oral"}
ALL = {"name": "Anna", "city": "Oral", "age": 20, "why": "Yes"}
HERS = {"name": "Anna", "listed": "No", "town": "Oral", "age": 20}
HIS = {"name": "Ali", "listed": "Yes", "age": 20}

AT_AGE = Asking("age", TWO, "2?", SMALL)


def without(answers: Answers, *names: str) -> dict[str, Any]:
    return {name: value for name, value in answers.items() if name not in names}


@pytest.mark.parametrize(
    ("flow", "known", "state"),
    [
        (TRIP, TWO, Asking("age", TWO)),
        (TRIP, without(ALL, "city"), Asking("city", without(ALL, "city"))),
        (TRIP, {"name": "Anna", "city": None}, Asking("age", {"name": "Anna", "city": None})),
        (TRIP, ALL, Done(ALL)),
        (JOIN, without(HERS, "town"), Asking("town", without(HERS, "town"))),
        (JOIN, HIS, Asking("sure", HIS)),
        (EDIT, {}, Done({})),
    ],
)
def test_it_begins_at_the_first_question_not_answered_yet_with_a_copy_of_what_is_known(
    flow: Flow, known: Answers, state: Asking | Done
) -> None:
    begun = dialog.begin(flow, known)
    assert begun == state
    assert begun.answers is not known


@pytest.mark.parametrize(
    ("flow", "state", "then"),
    [
        (TRIP, Asking("city", {"gone": 1}, "Or?", SMALL), Asking("city", {"gone": 1}, "Or?", SMALL)),
        (TRIP, Asking("gone", {}, "Or?", SMALL), Asking("name", {})),
        (TRIP, Asking("gone", {**TWO, "gone": 1}), Asking("age", TWO)),
        (TRIP, Asking("gone", {**ALL, "gone": 1}), Asking("why", ALL)),
        (EDIT, Asking("town"), Asking("town")),
    ],
)
def test_a_kept_state_stands_at_its_step_or_at_the_first_open_question(
    flow: Flow, state: Asking, then: Asking
) -> None:
    assert dialog.standing(flow, state) == then
    if state.step == "gone":
        assert dialog.answer(flow, state, "Yes") == then, "nothing can be made of the answer"
        assert dialog.skip(flow, state) == then
        assert dialog.back(flow, state) == dialog.back(flow, then)
        assert dialog.prompt(flow, state, translator("en")) == dialog.prompt(flow, then, translator("en"))


@pytest.mark.parametrize(
    ("flow", "state", "raw", "then"),
    [
        (TRIP, Asking("name"), "Anna", Asking("city", ONE)),
        (TRIP, Asking("name", TWO), "Aina", Asking("age", {"name": "Aina", "city": "Oral"})),
        (TRIP, Asking("why", without(ALL, "why")), "Yes", Done(ALL)),
        (TRIP, Asking("name", ALL), "20", Done({**ALL, "name": 20})),
        (TRIP, Asking("why", ONE), "Yes", Asking("city", {"name": "Anna", "why": "Yes"})),
        (TRIP, Asking("name", ALL, "An?"), "aina", Asking("name", ALL, "An?", SMALL)),
        (TRIP, Asking("city", ONE, "O?", SMALL), "Or?", Asking("city", ONE, "Or?")),
        (TRIP, Asking("city", ONE, "O?", SMALL), "Oral", Asking("age", TWO)),
        (JOIN, Asking("listed", ONE), "No", Asking("town", {"name": "Anna", "listed": "No"})),
        (JOIN, Asking("listed", ONE), "Yes", Asking("age", {"name": "Anna", "listed": "Yes"})),
        (JOIN, Asking("name", HIS), "Anna", Asking("sure", {**HIS, "name": "Anna"})),
        (EDIT, Asking("town"), "Oral", Done({"town": "Oral"})),
    ],
)
def test_an_answer_leads_to_the_first_open_question_or_is_a_part_or_refused(
    flow: Flow, state: Asking, raw: str, then: Asking | Done
) -> None:
    assert dialog.answer(flow, state, raw) == then


@pytest.mark.parametrize(
    ("answers", "raw", "then"),
    [
        (HERS, "Yes", Asking("sure", {**without(HERS, "town"), "listed": "Yes"})),
        (HERS, "No", Asking("sure", HERS)),
        ({**HERS, "listed": "Yes"}, "No", Asking("town", without(HERS, "town"))),
        (without(HERS, "listed"), "Yes", Asking("sure", {**HERS, "listed": "Yes"})),
    ],
)
def test_only_a_changed_answer_makes_unknown_what_it_resets(answers: Answers, raw: str, then: Asking) -> None:
    assert dialog.answer(JOIN, Asking("listed", answers), raw) == then


@pytest.mark.parametrize(
    ("flow", "state", "step", "raw", "then"),
    [
        (TRIP, AT_AGE, "age", "told", Asking("why", {**TWO, "age": [None, "2?", "Hint"]})),
        (TRIP, AT_AGE, "age", "more", Asking("age", TWO, "More")),
        (TRIP, AT_AGE, "age", "full", Asking("age", TWO, "2?", Problem("full"))),
        (TRIP, AT_AGE, "age", "forged", None),
        (TRIP, AT_AGE, "city", "told", Asking("age", {"name": "Anna", "city": ["Oral", None, "Hint"]}, "2?")),
        (TRIP, AT_AGE, "city", "more", None),
        (TRIP, AT_AGE, "city", "forged", None),
        (TRIP, AT_AGE, "why", "Yes", None),
        (TRIP, AT_AGE, "gone", "Yes", None),
        (TRIP, Asking("why", ALL), "why", "told", Done({**ALL, "why": ["Yes", None, "Hint"]})),
        (TRIP, Asking("name", ALL), "age", "No", Asking("name", {**ALL, "age": "No"})),
        (TRIP, Asking("gone", ONE, "O?"), "name", "Yes", Asking("city", {"name": "Yes"})),
        (JOIN, Asking("sure", HERS), "listed", "Yes", Asking("sure", {**HIS, "name": "Anna"})),
        (JOIN, Asking("age", HERS), "listed", "No", Asking("age", HERS)),
        (JOIN, Asking("sure", HIS), "sure", "Yes", Done({**HIS, "sure": True})),
        (JOIN, Asking("name", HIS), "sure", "Yes", None),
    ],
)
def test_a_button_answers_the_question_that_waits_or_changes_an_answer_there_is_or_is_outdated(
    flow: Flow, state: Asking, step: str, raw: str, then: Asking | Done | None
) -> None:
    assert dialog.tap(flow, state, step, raw, suggestion="Hint") == then


def test_a_question_has_no_buttons_and_is_required_of_everyone_unless_it_says_so() -> None:
    flow = Flow("plain", (Question("plain", NAME.screen, parse),))
    assert dialog.begin(flow) == Asking("plain")
    assert dialog.tap(flow, Asking("plain"), "plain", "Yes") is None
    assert dialog.skip(flow, Asking("plain")) == Asking("plain", problem=REQUIRED)


def moved(flow: Flow, state: Asking, act: str, step: str, raw: str = "") -> Asking | Done | None:
    match act:
        case "answer":
            return dialog.answer(flow, state, raw)
        case "tap":
            return dialog.tap(flow, state, step, raw)
        case "edit":
            return dialog.edit(flow, state, step)
        case _:
            return {"skip": dialog.skip, "keep": dialog.keep, "back": dialog.back}[act](flow, state)


@pytest.mark.parametrize(
    ("act", "flow", "state", "then"),
    [
        ("skip", TRIP, AT_AGE, Asking("why", {**TWO, "age": None})),
        ("skip", JOIN, Asking("age", HIS), Asking("sure", {**HIS, "age": None})),
        ("skip", TRIP, Asking("city", ALL, "O?", SMALL), Asking("city", ALL, "O?", REQUIRED)),
        ("keep", TRIP, Asking("city", TWO, "O?"), Asking("age", TWO)),
        ("keep", TRIP, Asking("name", ALL), Done(ALL)),
        ("keep", TRIP, AT_AGE, AT_AGE),
        ("keep", JOIN, Asking("age", {**HIS, "age": None}), Asking("sure", {**HIS, "age": None})),
        ("back", TRIP, AT_AGE, Asking("city", TWO)),
        ("back", JOIN, Asking("age", without(HIS, "age")), Asking("listed", without(HIS, "age"))),
        ("back", JOIN, Asking("age", without(HERS, "age")), Asking("town", without(HERS, "age"))),
        ("back", JOIN, Asking("name", HIS), Asking("sure", HIS)),
        ("back", JOIN, Asking("town", HIS), Asking("sure", HIS)),
        ("edit name", TRIP, AT_AGE, Asking("name", TWO)),
        ("edit town", JOIN, Asking("sure", HIS), Asking("town", HIS)),
        ("keep", TRIP, Asking("gone", ONE), Asking("city", ONE)),
        ("edit gone", TRIP, Asking("gone", ONE), Asking("city", ONE)),
    ],
)
def test_one_can_skip_what_is_optional_keep_what_is_known_go_back_and_edit(
    act: str, flow: Flow, state: Asking, then: Asking | Done
) -> None:
    name, _, step = act.partition(" ")
    assert moved(flow, state, name, step) == then


@pytest.mark.parametrize(
    ("flow", "state", "number", "total", "moves"),
    [
        (TRIP, Asking("name"), 1, 4, ""),
        (TRIP, AT_AGE, 3, 4, "back"),
        (TRIP, Asking("age", TWO, 0), 3, 4, "back skip"),
        (TRIP, Asking("age", ALL), 3, 4, "back skip keep"),
        (JOIN, Asking("age", without(HIS, "age")), 3, 4, "back skip"),
        (JOIN, Asking("age", without(HERS, "age")), 4, 5, "back skip"),
        (JOIN, Asking("sure", HERS), 5, 5, ""),
        (JOIN, Asking("age", {**HIS, "age": None}), None, 4, "back skip keep"),
        (JOIN, Asking("town", HIS), None, 4, "back"),
        (EDIT, Asking("town"), None, 0, ""),
        (Flow("trip", TRIP.questions, numbered=False), AT_AGE, None, 4, "back"),
    ],
)
def test_a_card_knows_where_it_stands_what_was_wrong_and_which_moves_there_are(
    flow: Flow, state: Asking, number: int | None, total: int, moves: str
) -> None:
    t = translator("en")
    at = (flow.name, state.step, number, total, state.answers, state.partial, "Anna", state.problem)
    can = ("back" in moves, "skip" in moves, "keep" in moves)
    assert dialog.prompt(flow, state, t, suggestion="Anna") == (flow.find(state.step), Prompt(t, *at, *can))
    assert dialog.prompt(flow, state, t)[1].suggestion is None
