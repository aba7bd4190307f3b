"""The profile: what answers make of it, what need not be asked again, what is left when it is forgotten."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import String

from bot.content.topics import Topic
from bot.services import people
from bot.storage.models import Dialog, Person, UtcDateTime

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
PROFILE = {"name": "Anna", "university": "kaznu", "city": "almaty", "study_year": "2", "interests": 5}


def someone(**values: Any) -> Person:
    return Person(telegram_id=1001, **{"interests": 0, "muted": 0, **values})


def profile(person: Person) -> dict[str, Any]:
    return {name: getattr(person, name) for name in PROFILE}


@pytest.mark.parametrize(
    ("answers", "changed"),
    [
        ({}, {}),
        ({"name": "Emma"}, {"name": "Emma"}),
        ({"university": "nu"}, {"university": "nu", "city": "astana"}),
        ({"university": "other"}, {"university": "other", "city": None}),
        ({"university": "other", "city": "oral"}, {"university": "other", "city": "oral"}),
        ({"university": "nu", "city": "oral"}, {"university": "nu", "city": "oral"}),
        ({"city": "other"}, {"city": "other"}),
        ({"study_year": "master"}, {"study_year": "master"}),
        ({"interests": 256}, {"interests": 256}),
        ({"interests": None}, {"interests": 0}),
        ({"review": True, "telegram_id": 7, "counted": 3}, {}),
    ],
)
def test_new_answers_change_what_they_answer_and_nothing_else(
    answers: dict[str, Any], changed: dict[str, Any]
) -> None:
    person = someone(**PROFILE)
    people.change(person, answers)
    assert profile(person) == PROFILE | changed
    assert person.telegram_id == 1001


@pytest.mark.parametrize(
    ("answers", "city"),
    [
        ({}, None),
        ({"university": "kaznu"}, "almaty"),
        ({"university": "sdu"}, "kaskelen"),
        ({"university": "other"}, None),
        ({"university": "of old"}, None),
        ({"city": "oral"}, "oral"),
        ({"university": "kaznu", "city": "oral"}, "oral"),
        ({"university": "kaznu", "city": None}, "almaty"),
        ({"university": "other", "city": "other"}, "other"),
    ],
)
def test_a_city_is_the_one_that_was_told_or_else_the_universitys(
    answers: dict[str, Any], city: str | None
) -> None:
    assert people.city(answers) == city


@pytest.mark.parametrize("told", [{}, {"name": "Anna"}, {"university": "other"}, PROFILE])
def test_what_the_profile_holds_need_not_be_asked_again(told: dict[str, Any]) -> None:
    assert people.known(someone(**told)) == told


def test_signing_up_notes_the_answers_and_the_first_time_only() -> None:
    person = someone()
    people.register(person, {"name": "Anna", "university": "kaznu", "study_year": "2", "interests": 5}, NOW)
    assert profile(person) == PROFILE
    people.register(person, {"name": "Emma"}, LATER)
    assert (person.name, person.registered_at) == ("Emma", NOW)


@pytest.mark.parametrize(
    ("before", "topic", "muted", "after"),
    [
        (0, Topic.EVENTS, True, 2),
        (2, Topic.EVENTS, True, 2),
        (2, Topic.EVENTS, False, 0),
        (0, Topic.EVENTS, False, 0),
        (1 | 8, Topic.SURVEYS, True, 1 | 4 | 8),
        (1 | 2 | 4 | 8, Topic.GOALS, False, 2 | 4 | 8),
    ],
)
def test_a_topic_is_switched_off_and_on_without_touching_another(
    before: int, topic: Topic, muted: bool, after: int
) -> None:
    person = someone(muted=before)
    people.mute(person, topic, muted)
    assert person.muted == after


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [(None, "kk", False), ("kk", "kk", False), ("kk", "ru", True), ("en", "kk", True)],
)
def test_a_language_changes_only_for_who_had_another(before: str | None, after: str, changed: bool) -> None:
    person = someone(language=before)
    assert people.speak(person, after) is changed
    assert person.language == after


def test_stopping_notes_the_first_time_and_is_undone_once() -> None:
    person = someone()
    assert people.resume(person) is False
    people.stop(person, NOW)
    people.stop(person, LATER)
    assert person.stopped_at == NOW
    assert people.resume(person) is True
    assert person.stopped_at is None
    assert people.resume(person) is False


def test_whoever_writes_can_be_written_to() -> None:
    person = someone(seen_at=NOW, unreachable_at=NOW)
    people.seen(person, LATER)
    assert (person.seen_at, person.unreachable_at) == (LATER, None)


@pytest.mark.parametrize(
    ("language", "created_at", "stranger"),
    [(None, NOW, True), (None, NOW - timedelta(seconds=1), False), ("kk", NOW, False)],
)
def test_a_stranger_is_who_comes_this_moment_and_told_nothing(
    language: str | None, created_at: datetime, stranger: bool
) -> None:
    assert people.stranger(someone(language=language, created_at=created_at), NOW) is stranger


COLUMNS = {column.name: column for column in Person.__table__.columns}
FULL: dict[str, Any] = {
    name: NOW if isinstance(column.type, UtcDateTime) else "x" if isinstance(column.type, String) else 7
    for name, column in COLUMNS.items()
}


@pytest.mark.parametrize(
    "kept",
    [
        {"id", "telegram_id", "created_at", "seen_at"},
        {"id", "telegram_id", "created_at", "seen_at", "language", "counted"},
        {*COLUMNS} - {"name"},
        {*COLUMNS},
    ],
    ids=len,
)
def test_forgetting_empties_every_column_but_the_kept_ones(kept: set[str]) -> None:
    person = Person(**FULL)
    people.forget(person, kept)
    for name, column in COLUMNS.items():
        emptied = None if column.nullable else 0
        assert getattr(person, name) == (FULL[name] if name in kept else emptied), name


@pytest.mark.parametrize("kept", [set(), {*COLUMNS}], ids=len)
def test_forgetting_closes_every_conversation(kept: set[str]) -> None:
    person = Person(**FULL)
    for flow in ("signup", "edit-city"):
        person.dialogs.append(Dialog(flow=flow, step="city", answers={"city": "oral"}, updated_at=NOW))
    people.forget(person, kept | {"id", "telegram_id"})
    assert person.dialogs == []
