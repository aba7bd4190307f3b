"""What of an event goes into a calendar that knows no markup, and links that must not be too long."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.i18n import translator
from bot.screens import calendar_files
from bot.screens.events import View
from tests.screens.event_samples import ENDS, LINK
from tests.screens.samples import SATURDAY

VIEW = View(
    12, "Clean park", "", None, SATURDAY, ENDS, "almaty", "Abay 1", None, "Dana", 0, 0, 9, 0, False, True
)
T = translator("en")


def google(title: str, place: str = "Abay 1") -> str:
    ((_, button),) = calendar_files.row(T, replace(VIEW, title=title, place=place, mine="going"), LINK)
    assert button.url
    return button.url


def test_googles_calendar_is_told_what_when_and_where() -> None:
    asked = parse_qs(urlsplit(google("Clean & green; <park>")).query)
    assert asked == {
        "action": ["TEMPLATE"],
        "text": ["Clean & green; <park>"],
        "dates": ["20261205T130000Z/20261205T150000Z"],
        "ctz": ["Asia/Almaty"],
        "location": ["Almaty, Abay 1"],
        "details": [LINK],
    }


@pytest.mark.parametrize("letter", ["Ж", "🌳", "&", "a"])
def test_what_is_too_long_for_a_link_is_cut_between_letters(letter: str) -> None:
    link = google(letter * 80, letter * 128)
    asked = parse_qs(urlsplit(link).query, errors="strict")
    assert len(link) <= 1_000
    assert asked["details"] == [LINK], "the way back is always there"
    assert set(asked["text"][0]) <= {letter, "…"}
    assert len(asked["text"][0]) > 20


@pytest.mark.parametrize(
    ("title", "name"),
    [("Clean park!", "clean-park.ics"), ("Саябақ", "event-12.ics"), ("../a/..", "event-12.ics")],
)
def test_a_file_has_a_harmless_name(title: str, name: str) -> None:
    assert calendar_files.file(T, replace(VIEW, title=title), "-").filename == name


def test_links_in_a_text_are_spelled_out() -> None:
    of = replace(VIEW, text='<b>1 &lt; 2</b>, <a href="https://e.kz/?a&amp;b">here</a>\nhttps://t.kz')
    said = calendar_files.description(T, of, LINK)
    assert said.startswith("1 < 2, here (https://e.kz/?a&b)\nhttps://t.kz\n\nWho to ask: Dana")
    assert said.endswith(LINK)


@pytest.mark.parametrize(
    ("mine", "open_", "cancelled", "rows"),
    [
        (None, True, False, 0),
        ("no", True, False, 0),
        ("lapsed", True, False, 0),
        ("going", True, False, 2),
        ("maybe", True, False, 2),
        ("waiting", True, False, 2),
        ("offered", True, False, 2),
        ("going", False, False, 0),
        (None, False, True, 0),
        ("no", False, True, 1),
        ("going", False, True, 1),
    ],
)
def test_it_is_offered_to_who_answered(mine: str | None, open_: bool, cancelled: bool, rows: int) -> None:
    of = replace(VIEW, mine=mine, open=open_, cancelled=cancelled)
    assert sum(len(row) for row in calendar_files.row(T, of, LINK)) == rows
