"""Where a person stands in their conversations, as rows of theirs."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.dialog import Answers, Asking, Flow, Problem, Prompt, Question
from bot.screen import Screen
from bot.services import dialogs
from bot.storage.models import Dialog, Person

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)
LATEST = NOW + timedelta(minutes=2)


def question(name: str) -> Question:
    def screen(_prompt: Prompt) -> Screen:
        return Screen(name)

    return Question(name, screen, str)


SIGNUP = Flow("signup", (question("name"), question("city"), question("why")))
SURVEY = Flow("survey", (question("name"), question("rating")))
EDIT = Flow("edit", (question("name"),))
ALL: Answers = {"name": "Anna", "city": "Oral", "why": "Yes"}


def person(*rows: Dialog) -> Person:
    return Person(telegram_id=1, dialogs=list(rows))


def row(
    flow: str,
    step: str = "name",
    answers: dict[str, Any] | None = None,
    partial: Any = None,
    *,
    at: datetime = NOW,
    left: bool = False,
) -> Dialog:
    return Dialog(flow=flow, step=step, answers=answers or {}, partial=partial, updated_at=at, left=left)


def flow(kept: Dialog | None) -> str | None:
    return kept.flow if kept else None


def test_one_who_never_began_stands_nowhere() -> None:
    assert dialogs.state(person(), SIGNUP) is None
    assert dialogs.state(person(row("survey")), SIGNUP) is None


@pytest.mark.parametrize(
    ("step", "answers", "partial"),
    [
        ("name", {}, None),
        ("city", {"name": "Anna"}, "Or?"),
        ("city", {"name": "Anna"}, 0),
        ("name", ALL, {"typed": "an", "found": []}),
        ("why", ALL, None),
        ("gone", {"name": "Anna"}, None),
    ],
)
@pytest.mark.parametrize("left", [False, True])
def test_a_row_tells_the_state_as_it_was_kept_also_when_it_was_left(
    step: str, answers: dict[str, Any], partial: Any, left: bool
) -> None:
    someone = person(
        row("survey", "rating", {"name": "Good"}), row("signup", step, answers, partial, left=left)
    )
    assert dialogs.state(someone, SIGNUP) == Asking(step, answers, partial)


@pytest.mark.parametrize("partial", [None, 0, "Or?", ["a", "b"]])
def test_what_was_saved_is_where_the_person_stands_but_for_what_was_wrong(partial: Any) -> None:
    someone = person()
    dialogs.save(someone, SIGNUP, Asking("city", {"name": "Anna"}, partial, Problem("long", 64)), NOW)
    assert dialogs.state(someone, SIGNUP) == Asking("city", {"name": "Anna"}, partial)
    (saved,) = someone.dialogs
    assert (saved.flow, saved.step, saved.answers, saved.partial) == (
        "signup",
        "city",
        {"name": "Anna"},
        partial,
    )
    assert (saved.updated_at, saved.left) == (NOW, False)


def test_saving_again_moves_the_same_row_on() -> None:
    someone = person()
    dialogs.save(someone, SIGNUP, Asking("name", {}, "An?"), NOW)
    (first,) = someone.dialogs
    dialogs.save(someone, SIGNUP, Asking("city", {"name": "Anna"}), LATER)
    assert someone.dialogs == [first]
    assert (first.step, first.answers, first.updated_at) == ("city", {"name": "Anna"}, LATER)
    assert first.partial is None, "what was searched for at one step is nothing at the next"


def test_a_row_keeps_a_copy_of_the_answers() -> None:
    someone, answers = person(), {"name": "Anna"}
    dialogs.save(someone, SIGNUP, Asking("city", answers), NOW)
    answers["name"] = "Aina"
    assert someone.dialogs[0].answers == {"name": "Anna"}


def test_a_change_of_an_answer_is_a_new_value_for_the_database_to_notice() -> None:
    someone = person(row("signup", "city", {"name": "Anna"}))
    before = someone.dialogs[0].answers
    state = dialogs.state(someone, SIGNUP)
    assert state is not None
    dialogs.save(someone, SIGNUP, Asking("why", {**state.answers, "city": "Oral"}), LATER)
    assert someone.dialogs[0].answers is not before
    assert before == {"name": "Anna"}


def test_conversations_stand_beside_each_other_and_the_one_saved_last_takes_what_is_typed() -> None:
    someone = person()
    dialogs.save(someone, SIGNUP, Asking("city", {"name": "Anna"}), NOW)
    dialogs.save(someone, SURVEY, Asking("rating", {"name": "Good"}, 4), LATER)
    assert dialogs.state(someone, SIGNUP) == Asking("city", {"name": "Anna"})
    assert dialogs.state(someone, SURVEY) == Asking("rating", {"name": "Good"}, 4)
    assert [(kept.updated_at, kept.left) for kept in someone.dialogs] == [(NOW, True), (LATER, False)]
    assert flow(dialogs.current(someone)) == "survey"
    assert flow(dialogs.waiting(someone)) == "signup"


@pytest.mark.parametrize(
    ("rows", "current", "waiting"),
    [
        ([], None, None),
        ([row("signup")], "signup", None),
        ([row("signup", left=True)], None, "signup"),
        ([row("signup"), row("survey", at=LATER)], "survey", None),
        ([row("survey", at=LATER), row("signup")], "survey", None),
        ([row("signup"), row("survey", at=LATER, left=True)], "signup", "survey"),
        ([row("signup", left=True), row("survey", at=LATER)], "survey", "signup"),
        ([row("signup", left=True), row("survey", at=LATER, left=True)], None, "survey"),
        ([row("survey", at=LATER, left=True), row("signup", left=True)], None, "survey"),
        (
            [row("edit", at=LATEST), row("signup", left=True), row("survey", at=LATER, left=True)],
            "edit",
            "survey",
        ),
    ],
)
def test_the_open_one_touched_last_takes_what_is_typed_and_the_one_left_last_can_be_continued(
    rows: list[Dialog], current: str | None, waiting: str | None
) -> None:
    someone = person(*rows)
    assert flow(dialogs.current(someone)) == current
    assert flow(dialogs.waiting(someone)) == waiting


def test_whoever_goes_elsewhere_leaves_every_conversation_where_it_stands() -> None:
    someone = person(
        row("signup", "city", {"name": "Anna"}, "Or?"), row("survey", "rating", at=LATER, left=True)
    )
    dialogs.leave(someone)
    assert dialogs.current(someone) is None
    assert dialogs.state(someone, SIGNUP) == Asking("city", {"name": "Anna"}, "Or?")
    assert dialogs.state(someone, SURVEY) == Asking("rating", {})
    assert [(kept.updated_at, kept.left) for kept in someone.dialogs] == [(NOW, True), (LATER, True)]


def test_leaving_when_nothing_is_open_does_no_harm() -> None:
    someone = person()
    dialogs.leave(someone)
    assert someone.dialogs == []


def test_what_was_left_is_gone_on_with_by_saving_it() -> None:
    someone = person()
    for begun, at in ((SIGNUP, NOW), (SURVEY, LATER)):
        dialogs.save(someone, begun, Asking("name"), at)
    dialogs.leave(someone)
    assert flow(dialogs.waiting(someone)) == "survey"
    dialogs.save(someone, SIGNUP, Asking("city", {"name": "Anna"}), LATEST)
    assert flow(dialogs.current(someone)) == "signup"
    assert flow(dialogs.waiting(someone)) == "survey"
    dialogs.leave(someone)
    assert flow(dialogs.waiting(someone)) == "signup"


def test_however_many_are_begun_one_alone_is_open() -> None:
    someone = person(row("signup"), row("survey"))
    dialogs.save(someone, EDIT, Asking("name"), LATER)
    assert [kept.flow for kept in someone.dialogs if not kept.left] == ["edit"]


def test_closing_ends_one_conversation_and_opens_no_other() -> None:
    someone = person(row("signup", "city"), row("survey", "rating", left=True))
    dialogs.close(someone, SIGNUP)
    assert dialogs.state(someone, SIGNUP) is None
    assert dialogs.state(someone, SURVEY) == Asking("rating", {})
    assert dialogs.current(someone) is None
    assert flow(dialogs.waiting(someone)) == "survey"


def test_one_that_was_left_can_be_closed_while_another_is_open() -> None:
    someone = person(row("signup", left=True), row("survey", at=LATER))
    dialogs.close(someone, SIGNUP)
    assert dialogs.waiting(someone) is None
    assert flow(dialogs.current(someone)) == "survey"


def test_closing_what_is_not_open_does_no_harm() -> None:
    someone = person(row("survey", "rating"))
    dialogs.close(someone, SIGNUP)
    dialogs.close(someone, SIGNUP)
    assert [kept.flow for kept in someone.dialogs] == ["survey"]


def test_what_was_closed_can_be_begun_anew_without_the_old_answers() -> None:
    someone = person(row("signup", "why", dict(ALL), "Ye?"))
    dialogs.close(someone, SIGNUP)
    dialogs.save(someone, SIGNUP, Asking("name"), LATER)
    assert dialogs.state(someone, SIGNUP) == Asking("name", {})
