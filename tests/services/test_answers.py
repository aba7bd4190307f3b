"""Answers as truth tables: university, city, year, interests, and the words that mean stop."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content.places import cities, universities
from bot.dialog import OUTDATED, Partial, Problem, Tap
from bot.services import places, stopping, studies

BUTTONS, UNKNOWN = Problem("buttons"), Problem("unknown")

FORGED = ["", " ", "kaznu ", "KAZNU", "КазНУ", "atlantis", "other\n", "page", "yes", "0", "\x00", "а" * 64]
ANYTHING = st.text(st.characters(), max_size=40)


@pytest.mark.parametrize(
    ("raw", "typed", "first"),
    [
        ("КазНУ", "КазНУ", ["kaznu"]),
        ("  al \n farabi\t", "al farabi", ["kaznu"]),
        ("<b>КБТУ</b>", "<b>КБТУ</b>", ["kbtu"]),
        ("qwerty", "qwerty", []),
        ("а" * 100, "а" * 100, []),
        ("КБТУ" + " " * 4000, "КБТУ", ["kbtu"]),
    ],
)
def test_a_university_is_looked_for_and_left_to_a_button(raw: str, typed: str, first: list[str]) -> None:
    searched = places.search_university(raw)
    assert isinstance(searched, Partial)
    assert searched.value["typed"] == typed
    assert searched.value["found"][:1] == first


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        ("", Problem("empty")),
        (" \n", Problem("empty")),
        ("?!…", Problem("empty")),
        ("😀", Problem("empty")),
        ("а" * 101, Problem("long", 100)),
        ("а " * 51, Problem("long", 100)),
        ("." * 4096, Problem("long", 100)),
    ],
)
def test_what_cannot_be_looked_for_is_refused_with_the_reason(raw: str, problem: Problem) -> None:
    assert places.search_university(raw) == problem


@pytest.mark.parametrize(
    ("raw", "city"),
    [
        *((name, city.id) for city in cities().values() for name in city.names.values()),
        ("алматы", "almaty"),
        ("  ASTANA ", "astana"),
        ("Шимкент", "shymkent"),
        ("shimkent", "shymkent"),
        ("қарағанды", "karaganda"),
        ("Qaraghandy", "karaganda"),
        ("Karagandy", "karaganda"),
        ("уральск", "oral"),
        ("Oral", "oral"),
        ("Усть Каменогорск", "oskemen"),
        ("ust-kamenogorsk", "oskemen"),
        ("Оскемен", "oskemen"),
        ("Кокшетау!", "kokshetau"),
        ("kizilorda", "kyzylorda"),
        ("Қонаев", "konaev"),
        ("г. Алматы", "almaty"),
        ("Астана қаласы", "astana"),
        ("Чимкент", "shymkent"),
    ],
)
def test_a_city_is_known_by_its_name_in_any_language_or_spelling(raw: str, city: str) -> None:
    assert places.parse_city(raw) == city


@pytest.mark.parametrize("raw", ["", "  ", "...", "Атлантида", "город", "other", "a", "Алматы Астана"])
def test_a_city_that_is_not_in_the_list_is_unknown(raw: str) -> None:
    assert places.parse_city(raw) == UNKNOWN


def test_every_entry_of_the_lists_has_a_button_and_so_has_any_other() -> None:
    for university in (*universities(), "other"):
        assert places.pick_university(Tap(university)) == university
    for city in (*cities(), "other"):
        assert places.pick_city(Tap(city)) == city


@pytest.mark.parametrize("raw", [*FORGED, "almaty"])
def test_a_university_that_is_none_cannot_be_tapped(raw: str) -> None:
    assert places.pick_university(Tap(raw)) == OUTDATED


@pytest.mark.parametrize(
    "raw",
    [*FORGED, "kaznu", "page-", "page--1", "page-1.5", "page-²", "page-100", "page- 1", "Page-1", "pages-1"],
)
def test_a_city_or_page_that_is_none_cannot_be_tapped(raw: str) -> None:
    assert places.pick_city(Tap(raw)) == OUTDATED


@pytest.mark.parametrize(("raw", "page"), [("page-0", 0), ("page-3", 3), ("page-99", 99)])
def test_a_page_of_cities_is_no_answer_yet(raw: str, page: int) -> None:
    assert places.pick_city(Tap(raw)) == Partial(page)


@pytest.mark.parametrize(
    ("raw", "year"),
    [
        *((str(year), str(year)) for year in range(1, 7)),
        (" 2\n", "2"),
        ("2 курс", "2"),
        ("2-курс", "2"),
        ("2курс", "2"),
        ("3-ші курс", "3"),
        ("4-й", "4"),
        ("курс 5", "5"),
        ("мен 3 курста оқимын", "3"),
        ("1st year", "1"),
        ("Year 2.", "2"),
        ("Магистратура", "master"),
        ("магистр", "master"),
        ("магистрант", "master"),
        ("Master's", "master"),
        ("Магистратурадамын", "master"),
        ("докторант", "doctor"),
        ("Докторантура", "doctor"),
        ("doctor", "doctor"),
        ("Doctoral studies", "doctor"),
        ("PhD", "doctor"),
        ("магистратура, 2 курс", "master"),
        ("PhD 1", "doctor"),
    ],
)
def test_a_year_is_understood_as_people_write_it(raw: str, year: str) -> None:
    assert studies.parse_year(raw) == year


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "0",
        "7",
        "9 курс",
        "12",
        "22",
        "2026",
        "1-2",
        "2 или 3",
        "2.5",
        "курс",
        "second",
        "😀",
        "бакалавр",
        "закончил 2 года назад",
    ],
)
def test_a_year_that_nobody_could_mean_is_left_to_the_buttons(raw: str) -> None:
    assert studies.parse_year(raw) == BUTTONS


def test_every_year_has_its_button_and_no_other() -> None:
    years = ["1", "2", "3", "4", "5", "6", "master", "doctor"]
    assert [studies.pick_year(Tap(year)) for year in years] == years
    assert {studies.pick_year(Tap(raw)) for raw in (*FORGED, "7", "Master", "1 ")} == {OUTDATED}


@pytest.mark.parametrize(
    ("raw", "answer", "partial", "became"),
    [
        ("on-1", None, None, Partial(0b1)),
        ("on-9", None, None, Partial(0b1_0000_0000)),
        ("on-3", None, 0b1, Partial(0b101)),
        ("on-3", None, 0b101, Partial(0b101)),
        ("off-3", None, 0b101, Partial(0b1)),
        ("off-1", None, 0b1, Partial(0)),
        ("off-2", None, 0b101, Partial(0b101)),
        ("on-2", 0b1, None, Partial(0b11)),
        ("off-1", 0b1, None, Partial(0)),
        ("on-2", 0b1, 0, Partial(0b10)),
        ("done-5", None, None, 0b101),
        ("done-5", 0b1, 0b1, 0b1),
        ("done-5", 0b1, None, 0b101),
        ("done-5", 0b101, 0, 0),
        ("done-511", 0b1, None, 0b1_1111_1111),
        ("done-513", None, 0b1, 0b1),
        ("done-0", None, 0b1, OUTDATED),
        ("done-512", None, 0b1, OUTDATED),
        ("done-1000", None, 0b1, OUTDATED),
        ("on-0", None, 0b1, OUTDATED),
        ("on-10", None, 0b1, OUTDATED),
        ("on--1", None, 0b1, OUTDATED),
        ("on-1-1", None, 0b1, OUTDATED),
        ("off-99", None, 0b1, OUTDATED),
        ("flip-1", None, 0b1, OUTDATED),
        ("done", None, 0b1, OUTDATED),
        ("on-²", None, 0b1, OUTDATED),
        ("", None, 0b1, OUTDATED),
    ],
)
def test_interests_are_switched_one_by_one_and_taken_together(
    raw: str, answer: int | None, partial: int | None, became: object
) -> None:
    assert studies.pick_interests(Tap(raw, answer, partial)) == became


@given(ANYTHING, st.none() | st.integers(0, 511), st.none() | st.integers(0, 511))
@settings(deadline=None)
def test_any_answer_can_be_kept_as_json(raw: str, answer: int | None, partial: int | None) -> None:
    tap = Tap(raw, answer, partial)
    given_answers: list[Any] = [
        *(parse(raw) for parse in (places.search_university, places.parse_city, studies.parse_year)),
        *(pick(tap) for pick in (places.pick_university, places.pick_city, studies.pick_year)),
        studies.pick_interests(tap),
    ]
    for value in given_answers:
        if not isinstance(value, Problem):
            kept = value.value if isinstance(value, Partial) else value
            assert json.loads(json.dumps(kept)) == kept


def test_what_has_only_buttons_takes_no_words() -> None:
    assert studies.parse_interests("on-1") == studies.only_buttons("yes") == BUTTONS
    assert studies.confirm(Tap("yes")) is True
    assert {studies.confirm(Tap(raw)) for raw in ("", "no", "Yes", "yes ")} == {OUTDATED}


@pytest.mark.parametrize(
    "text",
    [
        "stop",
        "STOP!",
        " Stop. ",
        "stop all",
        "Unsubscribe",
        "opt-out",
        "Стоп",
        "стоп!!! 😡",
        "Хватит.",
        "отпишите меня",
        "Отписаться",
        "Отмена  подписки",
        "Тоқта",
        "токта",
        "ТОҚТАТЫҢЫЗ",
        "хабарлама алмау",
    ],
)
def test_a_word_that_asks_to_be_left_alone_is_understood(text: str) -> None:
    assert stopping.meant(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "...",
        "I cannot stop volunteering",
        "non-stop",
        "bus stop",
        "don't stop",
        "s t o p",
        "стопка",
        "нет",
        "Не хватит ли волонтёров?",
        "стоп-кадр",
        "отписаться от учёбы",
        "тоқтамаймын",
        "жазбаша",
        "stop 2 go",
    ],
)
def test_a_sentence_with_such_a_word_in_it_asks_nothing_of_the_kind(text: str) -> None:
    assert not stopping.meant(text)
