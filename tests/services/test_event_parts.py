"""What organizers type into an event."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.dialog import OUTDATED, Problem, Tap
from bot.services import event_parts

START = datetime(2026, 12, 5, 10, tzinfo=UTC)  # 15:00 in Kazakhstan


@pytest.mark.parametrize(
    ("typed", "hours"),
    [("18:00", 3), ("02:00", 11), ("06.12 12:00", 21), ("05.01.2027 15:00", 31 * 24)],
)
def test_an_end_is_the_next_such_time_after_the_start(typed: str, hours: int) -> None:
    assert event_parts.end(typed, START) == START + timedelta(hours=hours)


@pytest.mark.parametrize(
    "typed", ["", "late", "25:00", "15:00", "14:00", "05.12 14:00", "05.01.2027 15:01", "05.12"]
)
def test_other_ends_are_none(typed: str) -> None:
    assert event_parts.end(typed, START) is None


@pytest.mark.parametrize(
    ("typed", "seats"), [("1", 1), (" 1 500 ", 1_500), ("100\u00a0000", 100_000), ("007", 7)]
)
def test_seats_are_a_number(typed: str, seats: int) -> None:
    assert event_parts.parse_seats(typed) == seats


@pytest.mark.parametrize("typed", ["", "0", "-1", "1.5", "100001", "9999999", "ten", "٣"])
def test_other_seats_are_refused(typed: str) -> None:
    assert event_parts.parse_seats(typed) == Problem("number", 100_000)


def test_no_limit_is_a_button() -> None:
    assert event_parts.pick_none(Tap("none-7")) == event_parts.none(7)
    assert event_parts.pick_none(Tap("5")) == OUTDATED


def test_a_title_is_one_line_of_80_letters() -> None:
    assert event_parts.parse_title(" Clean\n\x00 park ") == "Clean park"
    assert event_parts.parse_title("x" * 80) == "x" * 80
    assert event_parts.parse_title("x" * 81) == Problem("long", 80)
    assert event_parts.parse_title(" \u200b ") == Problem("empty")


def test_a_map_link_is_as_long_as_there_is_room_for() -> None:
    assert event_parts.parse_map("2gis.kz/1") == "https://2gis.kz/1"
    assert event_parts.parse_map("https://e.kz/" + "x" * 500) == Problem("link")
    assert event_parts.parse_map("nowhere") == Problem("link")


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("0", 0),
        ("2", 120),
        ("1.5", 90),
        ("1,5", 90),
        (" 1:30 ", 90),
        ("0,75 ч", 45),
        ("2 сағат", 120),
        ("24", 1_440),
    ],
)
def test_hours_are_a_number_or_a_time(typed: str, minutes: int) -> None:
    assert event_parts.parse_hours(typed) == minutes


@pytest.mark.parametrize(
    "typed", ["", "-1", "24.1", "24:01", "1:60", "1.30", "1.555", "90 min", "two", "٣", "1e1"]
)
def test_other_hours_are_refused(typed: str) -> None:
    assert event_parts.parse_hours(typed) == Problem("number")
