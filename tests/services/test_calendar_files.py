"""The file of an event, read back by another library, in a calendar program's terms."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import vobject

from bot.i18n import ALMATY
from bot.services import calendar_files
from bot.services.calendar_files import Occasion

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
AWKWARD = "Қолғап, балта; \\ <b> & 🌳🌳 «тал»\nекінші жол: https://e.kz/?a=1&b=2 " + "ұзақ " * 60
EVENT = Occasion(
    12,
    0,
    NOW - timedelta(days=1),
    datetime(2026, 12, 5, 10, tzinfo=UTC),
    datetime(2026, 12, 5, 13, tzinfo=UTC),
    "Таза, <саябақ>; 🌳",
    "Алматы, Abay, 1",
    AWKWARD,
    "Dana; +7 701 123 45 67",
    "https://t.me/volunteers_bot?start=e12",
    False,
)


def written(of: Occasion = EVENT) -> str:
    return calendar_files.file(of, "volunteers_bot", "kk", NOW)


def read(of: Occasion = EVENT) -> Any:
    return vobject.readOne(written(of))


def test_another_library_reads_what_was_meant() -> None:
    calendar = read()
    event = calendar.vevent
    assert (calendar.method.value, calendar.version.value) == ("PUBLISH", "2.0")
    assert event.uid.value == "event-12@volunteers_bot.t.me"
    assert event.sequence.value == "0"
    assert event.summary.value == "Таза, <саябақ>; 🌳"
    assert event.location.value == "Алматы, Abay, 1"
    assert event.description.value == AWKWARD
    assert event.contact.value == "Dana; +7 701 123 45 67"
    assert event.url.value == EVENT.link
    assert event.status.value == "CONFIRMED"
    assert event.dtstamp.value == NOW
    assert event.last_modified.value == EVENT.changed_at


@pytest.mark.parametrize("month", [1, 7, 12])
def test_it_is_at_the_hour_of_the_country_by_the_time_zone_in_the_file(month: int) -> None:
    """Whatever the reader's own table says: it may be older than the change of March 2024."""
    starts_at = datetime(2027, month, 5, 15, tzinfo=ALMATY)
    lines = written(replace(EVENT, starts_at=starts_at, ends_at=starts_at + timedelta(hours=3)))
    assert f"DTSTART;TZID=Asia/Almaty:2027{month:02}05T150000\r\n" in lines
    event = vobject.readOne(lines.replace("Asia/Almaty", "Nowhere/Else")).vevent
    assert event.dtstart.value.utcoffset() == timedelta(hours=5)
    assert event.dtstart.value.astimezone(UTC) == starts_at.astimezone(UTC)
    assert event.dtend.value - event.dtstart.value == timedelta(hours=3)
    assert event.dtstart.value.replace(tzinfo=None) == starts_at.replace(tzinfo=None)


def test_it_reminds_a_day_and_two_hours_before() -> None:
    alarms = list(read().vevent.valarm_list)
    assert [alarm.trigger.value for alarm in alarms] == [-timedelta(days=1), -timedelta(hours=2)]
    assert {alarm.action.value for alarm in alarms} == {"DISPLAY"}
    assert {alarm.description.value for alarm in alarms} == {EVENT.title}


def test_a_change_replaces_it_and_a_cancellation_takes_it_out() -> None:
    before, moved = read().vevent, read(replace(EVENT, changes=2)).vevent
    gone = read(replace(EVENT, changes=3, cancelled=True))
    assert before.uid.value == moved.uid.value == gone.vevent.uid.value
    assert [one.sequence.value for one in (before, moved, gone.vevent)] == ["0", "2", "3"]
    assert (gone.method.value, gone.vevent.status.value) == ("CANCEL", "CANCELLED")
    assert not hasattr(gone.vevent, "valarm")
    assert read(replace(EVENT, number=13)).vevent.uid.value != before.uid.value


def test_lines_end_and_fold_as_they_should() -> None:
    raw = written().encode()
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert raw.count(b"\n") == raw.count(b"\r\n")
    lines = raw.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert any(line.startswith(b" ") for line in lines), "something was folded"
    assert AWKWARD[:5] in raw.decode(), "and no letter is torn"
    for line in lines:
        line.decode()


def test_who_only_waits_has_it_in_pencil() -> None:
    assert "STATUS:CONFIRMED" in written()
    assert "STATUS:TENTATIVE" in written(replace(EVENT, sure=False))
