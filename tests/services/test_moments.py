"""Times and days as organizers type them."""

from datetime import UTC, date, datetime

import pytest

from bot.services import moments

NOW = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)  # 17:30 in Kazakhstan


@pytest.mark.parametrize(
    ("typed", "then"),
    [
        ("18:00", datetime(2026, 11, 24, 13, tzinfo=UTC)),
        (" 18.00 ", datetime(2026, 11, 24, 13, tzinfo=UTC)),
        ("17:30", datetime(2026, 11, 25, 12, 30, tzinfo=UTC)),
        ("9:05", datetime(2026, 11, 25, 4, 5, tzinfo=UTC)),
        ("05.12 18:00", datetime(2026, 12, 5, 13, tzinfo=UTC)),
        ("5.12.2026, 18:00", datetime(2026, 12, 5, 13, tzinfo=UTC)),
        ("01.02 10:00", datetime(2027, 2, 1, 5, tzinfo=UTC)),
        ("24.11 17:00", None),
        ("24.11.2027 17:00", datetime(2027, 11, 24, 12, tzinfo=UTC)),
        ("10.12", None),
        ("05.12", None),
        ("9.30", datetime(2026, 11, 25, 4, 30, tzinfo=UTC)),
        ("24:00", None),
        ("18:60", None),
        ("31.02 18:00", None),
        ("05.12.2025 18:00", None),
        ("05.12.2028 18:00", None),
        ("soon", None),
        ("", None),
        ("18", None),
    ],
)
def test_a_time_is_the_next_such_one_within_a_year(typed: str, then: datetime | None) -> None:
    assert moments.moment(typed, NOW) == then


@pytest.mark.parametrize(
    ("typed", "then"),
    [
        ("24.11", date(2026, 11, 24)),
        ("25.11", date(2025, 11, 25)),
        ("01.02.2016", date(2016, 2, 1)),
        ("25.11.2026", None),
        ("32.01", None),
        ("29.02", None),
        ("yesterday", None),
    ],
)
def test_a_day_is_the_last_such_one(typed: str, then: date | None) -> None:
    assert moments.day(typed, NOW) == then


@pytest.mark.parametrize("hour", range(24))
def test_what_is_offered_lies_ahead_and_by_day(hour: int) -> None:
    now = NOW.replace(hour=hour)
    offered = moments.offers(now)
    assert offered
    assert all(at > now and moments.by_day(at) for _, at in offered)
