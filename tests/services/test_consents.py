"""Consent: given to one text with one's age, taken back with everything that needed it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.services import consents, people
from bot.services.consents import Age
from bot.storage.models import Dialog, Person

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
YEAR = timedelta(days=365)

# What may be kept of someone who never consented: id, language, times, and how to treat them.
KEPT: dict[str, Any] = {
    "id": 7,
    "telegram_id": 1001,
    "created_at": NOW,
    "seen_at": NOW,
    "language": "kk",
    "unreachable_at": NOW,
    "burst_began_at": NOW,
    "burst_count": 3,
    "counted": 3,
    "menu": "d1935f",
}
TOLD: dict[str, Any] = {
    "guesses": 4,
    "guessed_at": NOW,
    "consent_version": 1,
    "consented_at": NOW,
    "agreed_at": NOW,
    "age_band": "16-17",
    "age_asked_at": NOW,
    "arrival": "e12",
    "source": "aSHARER",
    "source_until": NOW,
    "code": "aMINE",
    "source_at": NOW,
    "registered_at": NOW,
    "name": "Anna",
    "university": "kaznu",
    "city": "almaty",
    "study_year": "2",
    "interests": 5,
    "muted": 3,
    "stopped_at": NOW,
    "goals_read": 7,
    "awareness_asked": 1,
    "role": 20,
    "role_at": NOW,
    "organization_id": 1,
    "suspended_at": NOW,
}


def person(**values: Any) -> Person:
    return Person(telegram_id=1001, language="kk", **values)


@pytest.mark.parametrize(
    ("version", "given"),
    [
        (None, False),
        (0, False),
        (consents.VERSION - 1, False),
        (consents.VERSION, True),
        (consents.VERSION + 1, False),
    ],
)
def test_consent_counts_only_for_the_text_that_stands_now(version: int | None, given: bool) -> None:
    assert consents.given(person(consent_version=version)) is given


@pytest.mark.parametrize("before", [None, consents.VERSION - 1])
def test_giving_consent_notes_the_text_the_time_and_the_age(before: int | None) -> None:
    someone = person(consent_version=before, consented_at=None if before is None else NOW)
    consents.give(someone, Age.YOUTH, LATER)
    assert consents.given(someone)
    assert (someone.consent_version, someone.consented_at) == (consents.VERSION, LATER)
    assert (someone.age_band, someone.age_asked_at) == ("16-17", LATER)


def test_giving_consent_again_changes_its_time_no_more() -> None:
    someone = person()
    consents.give(someone, Age.ADULT, NOW)
    consents.give(someone, Age.ADULT, LATER)
    assert someone.consented_at == NOW


def test_giving_consent_touches_nothing_else() -> None:
    someone = person(name="Anna", stopped_at=NOW)
    someone.dialogs.append(Dialog(flow="signup", step="name", answers={}, updated_at=NOW))
    consents.give(someone, Age.ADULT, NOW)
    assert (someone.name, someone.stopped_at, len(someone.dialogs)) == ("Anna", NOW, 1)


@pytest.mark.parametrize(
    ("band", "asked_at", "after", "due"),
    [
        (None, None, timedelta(), True),
        ("18+", NOW, timedelta(), False),
        ("18+", NOW, 50 * YEAR, False),
        ("16-17", NOW, timedelta(), False),
        ("16-17", NOW, YEAR - timedelta(seconds=1), False),
        ("16-17", NOW, YEAR, True),
        ("16-17", None, timedelta(), True),
    ],
)
def test_the_age_of_the_young_holds_for_a_year(
    band: str | None, asked_at: datetime | None, after: timedelta, due: bool
) -> None:
    assert consents.age_due(person(age_band=band, age_asked_at=asked_at), NOW + after) is due


def test_every_column_of_a_person_is_either_kept_or_erased_by_decision() -> None:
    assert {column.key for column in Person.__table__.columns} == {*KEPT, *TOLD}
    assert set(KEPT) == consents.KEPT


def test_withdrawing_erases_all_that_was_told_and_keeps_the_rest() -> None:
    someone = Person(**KEPT, **TOLD)
    people.forget(someone, consents.KEPT)
    zeros = ("interests", "muted", "goals_read", "awareness_asked", "role", "guesses")
    nothing = dict.fromkeys(TOLD) | dict.fromkeys(zeros, 0)
    assert {name: getattr(someone, name) for name in TOLD} == nothing
    assert {name: getattr(someone, name) for name in KEPT} == KEPT


def test_withdrawing_forgets_half_filled_forms() -> None:
    someone = person(**TOLD)
    for flow in ("signup", "survey"):
        someone.dialogs.append(Dialog(flow=flow, step="name", answers={"city": "Oral"}, updated_at=NOW))
    people.forget(someone, consents.KEPT)
    assert someone.dialogs == []
    assert not consents.given(someone)


def test_consent_can_be_given_again_after_it_was_withdrawn() -> None:
    someone = person(**TOLD)
    people.forget(someone, consents.KEPT)
    consents.give(someone, Age.ADULT, LATER)
    assert consents.given(someone)
    assert (someone.consented_at, someone.name) == (LATER, None)
