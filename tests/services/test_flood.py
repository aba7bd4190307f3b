"""What one person may send in ten seconds, and what happens to the rest."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest

from bot.services.flood import LIMIT, WINDOW, Admission, admit
from bot.storage.models import Person

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
ADMIT, WARN, DROP = Admission.ADMIT, Admission.WARN, Admission.DROP


@pytest.fixture
def person() -> Person:
    return Person(telegram_id=1, burst_count=0, burst_warned=False)


def sends(person: Person, times: Iterable[float]) -> list[Admission]:
    """What becomes of updates that come in at these seconds."""
    return [admit(person, NOW + timedelta(seconds=seconds)) for seconds in times]


def spread(count: int, begin: float, end: float) -> list[float]:
    return [begin + (end - begin) * n / count for n in range(count)]


def test_the_limit_is_twenty_in_ten_seconds() -> None:
    assert (LIMIT, timedelta(seconds=10)) == (20, WINDOW)


@pytest.mark.parametrize("times", [[0.0] * 20, spread(20, 0, 10), spread(20, 0, 1)])
def test_twenty_updates_in_ten_seconds_are_admitted(person: Person, times: list[float]) -> None:
    assert sends(person, times) == [ADMIT] * 20


@pytest.mark.parametrize("more", [[0.0] * 30, spread(30, 0.5, 9.9)])
def test_the_twenty_first_is_warned_and_the_rest_dropped(person: Person, more: list[float]) -> None:
    assert sends(person, [0.0] * 20 + more) == [ADMIT] * 20 + [WARN] + [DROP] * 29


@pytest.mark.parametrize("gap", [0.5, 0.6, 1, 5, 10, 100])
def test_whoever_writes_steadily_is_never_held_up(person: Person, gap: float) -> None:
    assert set(sends(person, (n * gap for n in range(200)))) == {ADMIT}


@pytest.mark.parametrize(("after", "admission"), [(9.999, DROP), (10.0, ADMIT), (10.001, ADMIT)])
def test_ten_seconds_after_the_first_update_the_count_begins_anew(
    person: Person, after: float, admission: Admission
) -> None:
    sends(person, [0.0] * 25)
    assert sends(person, [after]) == [admission]


@pytest.mark.parametrize("rate", [3, 10, 100])
def test_sustained_flooding_is_warned_once_and_gets_no_further_than_the_limit(
    person: Person, rate: int
) -> None:
    became = Counter(sends(person, spread(60 * rate, 0, 60)))
    assert became[WARN] == 1
    assert became[ADMIT] == 6 * LIMIT
    assert became[DROP] == 60 * rate - 6 * LIMIT - 1


@pytest.mark.parametrize(("rests", "warned"), [(11.0, False), (20.0, True), (30.0, True), (86_400.0, True)])
def test_after_a_calm_the_next_flood_is_warned_anew(person: Person, rests: float, warned: bool) -> None:
    sends(person, [0.0] * 30)
    assert sends(person, [rests] * 22) == [ADMIT] * 20 + ([WARN, DROP] if warned else [DROP, DROP])


def test_a_window_without_flooding_counts_as_calm(person: Person) -> None:
    assert sends(person, [0.0] * 22)[20:] == [WARN, DROP]
    assert sends(person, [10.0] * 20) == [ADMIT] * 20
    assert sends(person, [20.0] * 22)[20:] == [WARN, DROP]


@pytest.mark.parametrize("sent", [1, 20, 21, 50])
@pytest.mark.parametrize("back", [0.001, 5, 3_600])
def test_a_clock_that_goes_back_locks_nobody_out(person: Person, sent: int, back: float) -> None:
    sends(person, [0.0] * sent)
    assert sends(person, [-back] * 20) == [ADMIT] * 20


def test_a_clock_that_goes_back_brings_no_second_warning(person: Person) -> None:
    sends(person, [0.0] * 21)
    assert WARN not in sends(person, [-1.0] * 50)


def test_one_who_never_wrote_is_admitted(person: Person) -> None:
    assert admit(person, NOW) is ADMIT
    assert person.burst_began_at == NOW
    assert (person.burst_count, person.burst_warned) == (1, False)


def test_people_do_not_count_for_each_other(person: Person) -> None:
    other = Person(telegram_id=2, burst_count=0, burst_warned=False)
    assert sends(person, [0.0] * 21)[-1] is WARN
    assert sends(other, [0.0] * 21) == [ADMIT] * 20 + [WARN]
    assert sends(person, [0.0]) == [DROP]
