"""The step engine when the ground moves: a release removes a step, a change of mind opens or closes one."""

import pytest

from bot import dialog
from bot.dialog import Answers, Asking, Done, Flow
from tests.test_dialog import CITY, EDIT, HERS, HIS, JOIN, ONE, SURE, TRIP, TWO, question, without

BOTH = Flow("both", (question("name"), CITY, SURE), review=True)


@pytest.mark.parametrize("step", ["city", "age"])
def test_a_button_of_the_question_that_now_stands_works_though_the_kept_step_is_gone(step: str) -> None:
    answers = ONE if step == "city" else TWO
    moved = dialog.tap(TRIP, Asking("gone", answers), step, "Yes")
    assert isinstance(moved, Asking)
    assert moved.answers == {**answers, step: "Yes"}


def test_what_is_typed_at_a_step_that_is_gone_is_not_taken_for_another_questions_answer() -> None:
    assert dialog.answer(TRIP, Asking("gone", ONE), "Oral") == Asking("city", ONE)


@pytest.mark.parametrize("move", [dialog.skip, dialog.keep, dialog.back])
def test_a_flow_that_asks_nothing_by_itself_still_stands_somewhere(move: object) -> None:
    assert dialog.standing(EDIT, Asking("gone")) == Asking("town")
    assert callable(move)
    assert move(EDIT, Asking("gone")) == Asking("town")


def test_a_changed_answer_that_closes_the_question_one_is_at_leads_on() -> None:
    at_town = Asking("town", {"name": "Anna", "listed": "No"})
    assert dialog.tap(JOIN, at_town, "listed", "Yes") == Asking("age", {"name": "Anna", "listed": "Yes"})


def test_a_changed_answer_that_opens_a_question_leads_from_the_review_to_it_and_back() -> None:
    opened = dialog.tap(JOIN, Asking("sure", HIS), "listed", "No")
    assert opened == Asking("town", {**HIS, "listed": "No"})
    assert isinstance(opened, Asking)
    assert dialog.answer(JOIN, opened, "Oral") == Asking("sure", {**HIS, "listed": "No", "town": "Oral"})


def test_a_review_is_not_confirmed_while_a_question_is_open() -> None:
    """As after a release that put a question before it."""
    assert dialog.tap(BOTH, Asking("sure", ONE), "sure", "Yes") == Asking("city", ONE)
    assert dialog.tap(BOTH, Asking("sure", TWO), "sure", "Yes") == Done({**TWO, "sure": True})


@pytest.mark.parametrize("answers", [{}, ONE, without(HERS, "age")])
def test_a_review_is_not_gone_to_before_everything_is_answered(answers: Answers) -> None:
    here = Asking("name", answers)
    assert dialog.edit(JOIN, here, "sure") == here


def test_to_any_other_question_one_may_go_at_any_time() -> None:
    assert dialog.edit(JOIN, Asking("sure", HIS), "town") == Asking("town", HIS), "asked by nobody"
    assert dialog.edit(JOIN, Asking("name", HERS), "sure") == Asking("sure", HERS)
