"""Names as truth tables, and what holds of any text at all."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dialog import Problem
from bot.services import names

EMPTY, LONG, LETTERS = Problem("empty"), Problem("long", 64), Problem("letters")
FAMILY = "👨‍👩‍👧"


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("Anna", "Anna"),
        ("Әсел Қайратқызы", "Әсел Қайратқызы"),
        ("  Anna \t Petrova \n", "Anna Petrova"),
        ("Анна\nМария", "Анна Мария"),
        ("Anna\r\n\r\nPetrova", "Anna Petrova"),
        ("Anna\u00a0Petrova", "Anna Petrova"),
        ("Anna\u2003\u3000Petrova", "Anna Petrova"),
        ("Anna\u2028Petrova\u2029", "Anna Petrova"),
        ("Anna\x00Petrova\x1b", "Anna Petrova"),
        ("\u202eAnna\u202c", "Anna"),
        ("\u2067Anna\u2069", "Anna"),
        ("\u200fAnna\u200e", "Anna"),
        ("\ufeffAnna", "Anna"),
        ("Anna\u200bPetrova", "Anna Petrova"),
        ("\u3164Anna\uffa0", "Anna"),
        ("Anna\ue000\ud800", "Anna"),
        ("e\u0301va", "éva"),
        ("и\u0306", "й"),
        ("Анна 😀", "Анна 😀"),
        (f"{FAMILY} Anna", f"{FAMILY} Anna"),
        ("<b>Anna</b> & Co", "<b>Anna</b> & Co"),
        ("O'Brien-Смит, мл.", "O'Brien-Смит, мл."),
        ("李", "李"),
        ("שלום", "שלום"),
        ("Анна 2", "Анна 2"),
        ("/start", "/start"),
        ("a" * 64, "a" * 64),
        ("Ж" * 64, "Ж" * 64),
        ("a" + "😀" * 63, "a" + "😀" * 63),
        ("a" + " " * 4095, "a"),
        ("e\u0301" * 64, "é" * 64),
        (" " * 100 + "a" * 64 + "\u200b" * 100, "a" * 64),
    ],
)
def test_a_name_is_cleaned_and_otherwise_taken_as_it_is(raw: str, name: str) -> None:
    assert names.parse(raw) == name


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        ("", EMPTY),
        ("   \n\t", EMPTY),
        ("\u200b\u200e\u202e\ufeff", EMPTY),
        ("\u3164\u3164", EMPTY),
        ("\u115f\u1160\uffa0", EMPTY),
        ("\x00\x07", EMPTY),
        ("\ud800", EMPTY),
        ("a" * 65, LONG),
        ("1" * 65, LONG),
        ("a" * 4096, LONG),
        ("a " * 33, LONG),
        ("12345", LETTERS),
        ("+7 701 123 45 67", LETTERS),
        ("😀", LETTERS),
        ("...", LETTERS),
        ("\u200d", Problem("empty")),
        ("²", LETTERS),
    ],
)
def test_what_nobody_could_be_greeted_by_is_refused_with_the_reason(raw: str, problem: Problem) -> None:
    assert names.parse(raw) == problem


@pytest.mark.parametrize(
    ("first", "last", "suggested"),
    [
        ("Anna", "Petrova", "Anna Petrova"),
        ("Anna", None, "Anna"),
        ("Anna", "", "Anna"),
        (" Anna ", "\nPetrova", "Anna Petrova"),
        ("Anna", "😀", "Anna 😀"),
        ("😀", "Anna", "😀 Anna"),
        ("\u3164", "Anna", "Anna"),
        ("a" * 40, "b" * 23, "a" * 40 + " " + "b" * 23),
        ("a" * 40, "b" * 24, "a" * 40),
        ("a" * 64, "b" * 64, "a" * 64),
        ("a" * 65, None, None),
        ("1" * 10, "b" * 64, None),
        ("123", None, None),
        ("\u3164", None, None),
        ("", None, None),
        ("", "Anna", "Anna"),
    ],
)
def test_the_name_that_telegram_gives_is_suggested_as_far_as_it_serves(
    first: str, last: str | None, suggested: str | None
) -> None:
    assert names.suggestion(first, last) == suggested


NASTY = "\u200b\u200c\u200d\u200e\u202e\u2066\u2069\ufeff\u00ad\u3164\u115f\u0301\ufe0f \t\n\r\x00\x85"
TEXTS = st.text(st.one_of(st.characters(), st.sampled_from(NASTY), st.sampled_from("aЖә😀1")), max_size=100)
ANYTHING = st.one_of(TEXTS, st.builds(lambda part, times: (part * times)[:4096], TEXTS, st.integers(1, 4096)))


@given(ANYTHING)
@settings(max_examples=400, deadline=None)
def test_any_text_gives_a_clean_line_of_1_to_64_characters_with_a_letter_or_a_problem(raw: str) -> None:
    match names.parse(raw):
        case Problem() as problem:
            assert problem in (EMPTY, LONG, LETTERS)
        case name:
            assert 1 <= len(name) <= 64
            assert len(name.splitlines()) == 1
            assert name == " ".join(name.split())
            assert any(character.isalpha() for character in name)
            hidden = {c for c in name if unicodedata.category(c)[0] in "CZ"} - {" ", "\u200c", "\u200d"}
            assert not hidden


@given(ANYTHING)
@settings(max_examples=400, deadline=None)
def test_a_clean_name_stays_as_it_is(raw: str) -> None:
    name = names.parse(raw)
    if isinstance(name, str):
        assert names.parse(name) == name


@given(st.text(st.characters(categories=["Lu", "Ll", "Lo"]), min_size=1, max_size=30))
@settings(deadline=None)
def test_letters_are_never_changed_but_to_their_usual_form(raw: str) -> None:
    fillers = "\u115f\u1160\u3164\uffa0"
    letters = "".join(c for c in unicodedata.normalize("NFC", raw) if c not in fillers)
    name = names.parse(raw)
    assert name == EMPTY if not letters else isinstance(name, str)
    if isinstance(name, str):
        assert name.replace(" ", "") == letters


@given(TEXTS, st.none() | TEXTS)
@settings(deadline=None)
def test_a_suggestion_can_always_be_given_as_the_answer(first: str, last: str | None) -> None:
    suggested = names.suggestion(first, last)
    if suggested is not None:
        assert names.parse(suggested) == suggested
    else:
        assert isinstance(names.parse(first), Problem)
