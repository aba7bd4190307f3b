"""Where a person stands in a conversation, as a row of theirs."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.dialog import Answers, Asking, Flow, Problem, Prompt, Question, Refused
from bot.screen import Screen
from bot.services import dialogs
from bot.storage.models import Dialog, Person

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)


def question(name: str) -> Question:
    def screen(_prompt: Prompt) -> Screen:
        return Screen(name)

    return Question(name, screen, str)


SIGNUP = Flow("signup", (question("name"), question("city"), question("why")))
SURVEY = Flow("survey", (question("name"), question("rating")))
ALL: Answers = {"name": "Anna", "city": "Oral", "why": "Yes"}


def person(*rows: Dialog) -> Person:
    return Person(telegram_id=1, dialogs=list(rows))


def row(flow: str, step: str, answers: dict[str, Any] | None = None) -> Dialog:
    return Dialog(flow=flow, step=step, answers=answers or {}, updated_at=NOW)


def test_one_who_never_began_stands_nowhere() -> None:
    assert dialogs.state(person(), SIGNUP) is None
    assert dialogs.state(person(row("survey", "name")), SIGNUP) is None


@pytest.mark.parametrize(
    ("step", "answers", "state"),
    [
        ("name", {}, Asking("name", {})),
        ("city", {"name": "Anna"}, Asking("city", {"name": "Anna"})),
        ("name", ALL, Asking("name", ALL)),
        ("why", ALL, Asking("why", ALL)),
        ("gone", {"name": "Anna"}, Asking("gone", {"name": "Anna"})),
    ],
)
def test_a_row_tells_the_state_as_it_was_kept(step: str, answers: dict[str, Any], state: Asking) -> None:
    someone = person(row("survey", "rating", {"name": "Good"}), row("signup", step, answers))
    assert dialogs.state(someone, SIGNUP) == state


@pytest.mark.parametrize(
    "asking", [Asking("city", {"name": "Anna"}), Refused("city", {"name": "Anna"}, Problem("long", 64))]
)
def test_what_was_saved_is_where_the_person_stands(asking: Asking | Refused) -> None:
    someone = person()
    dialogs.save(someone, SIGNUP, asking, NOW)
    assert dialogs.state(someone, SIGNUP) == Asking("city", {"name": "Anna"})
    (saved,) = someone.dialogs
    assert (saved.flow, saved.step, saved.answers, saved.updated_at) == (
        "signup",
        "city",
        {"name": "Anna"},
        NOW,
    )


def test_saving_again_moves_the_same_row_on() -> None:
    someone = person()
    dialogs.save(someone, SIGNUP, Asking("name"), NOW)
    (first,) = someone.dialogs
    dialogs.save(someone, SIGNUP, Asking("city", {"name": "Anna"}), LATER)
    assert someone.dialogs == [first]
    assert (first.step, first.answers, first.updated_at) == ("city", {"name": "Anna"}, LATER)


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


def test_conversations_stand_beside_each_other() -> None:
    someone = person()
    dialogs.save(someone, SIGNUP, Asking("city", {"name": "Anna"}), NOW)
    dialogs.save(someone, SURVEY, Asking("rating", {"name": "Good"}), LATER)
    assert dialogs.state(someone, SIGNUP) == Asking("city", {"name": "Anna"})
    assert dialogs.state(someone, SURVEY) == Asking("rating", {"name": "Good"})
    assert [kept.updated_at for kept in someone.dialogs] == [NOW, LATER]


def test_closing_ends_one_conversation_and_leaves_the_others() -> None:
    someone = person(row("signup", "city"), row("survey", "rating"))
    dialogs.close(someone, SIGNUP)
    assert dialogs.state(someone, SIGNUP) is None
    assert dialogs.state(someone, SURVEY) == Asking("rating", {})


def test_closing_what_is_not_open_does_no_harm() -> None:
    someone = person(row("survey", "rating"))
    dialogs.close(someone, SIGNUP)
    dialogs.close(someone, SIGNUP)
    assert [kept.flow for kept in someone.dialogs] == ["survey"]


def test_what_was_closed_can_be_begun_anew_without_the_old_answers() -> None:
    someone = person(row("signup", "why", dict(ALL)))
    dialogs.close(someone, SIGNUP)
    dialogs.save(someone, SIGNUP, Asking("name"), LATER)
    assert dialogs.state(someone, SIGNUP) == Asking("name", {})
