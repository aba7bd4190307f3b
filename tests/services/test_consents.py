"""Consent: given to one text, taken back with everything that needed it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.services import consents
from bot.storage.models import Dialog, Person

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=1)

# What may be kept of someone who never consented: the id, the language, and how to treat them.
KEPT: dict[str, Any] = {
    "id": 7,
    "telegram_id": 1001,
    "created_at": NOW,
    "seen_at": NOW,
    "language": "kk",
    "stopped_at": NOW,
    "unreachable_at": NOW,
    "burst_began_at": NOW,
    "burst_count": 3,
}
TOLD: dict[str, Any] = {"consent_version": 1, "consented_at": NOW, "name": "Anna"}


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
def test_giving_consent_notes_the_text_and_the_time(before: int | None) -> None:
    someone = person(consent_version=before, consented_at=None if before is None else NOW)
    consents.give(someone, LATER)
    assert consents.given(someone)
    assert (someone.consent_version, someone.consented_at) == (consents.VERSION, LATER)


def test_giving_consent_again_changes_nothing() -> None:
    someone = person()
    consents.give(someone, NOW)
    consents.give(someone, LATER)
    assert someone.consented_at == NOW


def test_giving_consent_touches_nothing_else() -> None:
    someone = person(name="Anna", stopped_at=NOW)
    someone.dialogs.append(Dialog(flow="signup", step="name", answers={}, updated_at=NOW))
    consents.give(someone, NOW)
    assert (someone.name, someone.stopped_at, len(someone.dialogs)) == ("Anna", NOW, 1)


def test_every_column_of_a_person_is_either_kept_or_erased_by_decision() -> None:
    assert {column.key for column in Person.__table__.columns} == {*KEPT, *TOLD}


def test_withdrawing_erases_all_that_was_told_and_keeps_the_rest() -> None:
    someone = Person(**KEPT, **TOLD)
    consents.forget(someone)
    assert {name: getattr(someone, name) for name in TOLD} == dict.fromkeys(TOLD)
    assert {name: getattr(someone, name) for name in KEPT} == KEPT


def test_withdrawing_forgets_half_filled_forms() -> None:
    someone = person(**TOLD)
    for flow in ("signup", "survey"):
        someone.dialogs.append(Dialog(flow=flow, step="name", answers={"city": "Oral"}, updated_at=NOW))
    consents.forget(someone)
    assert someone.dialogs == []
    assert not consents.given(someone)


def test_withdrawing_twice_or_without_consent_does_no_harm() -> None:
    someone = person()
    consents.forget(someone)
    consents.forget(someone)
    assert (someone.consent_version, someone.name, someone.dialogs) == (None, None, [])


def test_consent_can_be_given_again_after_it_was_withdrawn() -> None:
    someone = person(**TOLD)
    consents.forget(someone)
    consents.give(someone, LATER)
    assert consents.given(someone)
    assert (someone.consented_at, someone.name) == (LATER, None)
