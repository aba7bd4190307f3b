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
    return Person(telegram_id=1, burst_count=0)


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


@pytest.mark.parametrize(("after", "admission"), [(9.999, WARN), (10.0, ADMIT), (10.001, ADMIT)])
def test_ten_seconds_after_the_first_update_the_count_begins_anew(
    person: Person, after: float, admission: Admission
) -> None:
    sends(person, [0.0] * 20)
    assert sends(person, [after]) == [admission]


@pytest.mark.parametrize("rate", [3, 10, 100])
def test_who_does_not_stop_is_warned_once_and_gets_no_further_than_the_limit(
    person: Person, rate: int
) -> None:
    became = Counter(sends(person, spread(60 * rate, 0, 60)))
    assert became == {ADMIT: LIMIT, WARN: 1, DROP: 60 * rate - LIMIT - 1}


@pytest.mark.parametrize(("rests", "calm"), [(9.9, False), (10.0, True), (86_400.0, True)])
def test_who_rests_ten_seconds_is_heard_again_and_warned_anew(
    person: Person, rests: float, calm: bool
) -> None:
    sends(person, spread(30, 0.0, 3.0))
    last = 3.0 - 3.0 / 30
    assert sends(person, [last + rests] * 22) == ([ADMIT] * 20 + [WARN, DROP] if calm else [DROP] * 22)


@pytest.mark.parametrize("back", [0.001, 1, 5])
def test_times_that_go_back_a_little_open_no_new_window(person: Person, back: float) -> None:
    became = sends(person, [0.0 if n % 2 else -back for n in range(22)])
    assert became[20:] == [WARN, DROP]


@pytest.mark.parametrize("sent", [1, 20, 21, 50])
def test_a_clock_that_was_set_back_locks_nobody_out(person: Person, sent: int) -> None:
    sends(person, [0.0] * sent)
    assert sends(person, [-3_600.0] * 20) == [ADMIT] * 20


def test_what_waited_through_an_outage_is_counted_by_when_it_was_sent(person: Person) -> None:
    assert set(sends(person, spread(100, 0, 3_000))) == {ADMIT}


def test_one_who_never_wrote_is_admitted(person: Person) -> None:
    assert admit(person, NOW) is ADMIT
    assert person.burst_began_at == NOW
    assert person.burst_count == 1


def test_people_do_not_count_for_each_other(person: Person) -> None:
    other = Person(telegram_id=2, burst_count=0)
    assert sends(person, [0.0] * 21)[-1] is WARN
    assert sends(other, [0.0] * 21) == [ADMIT] * 20 + [WARN]
    assert sends(person, [0.0]) == [DROP]
