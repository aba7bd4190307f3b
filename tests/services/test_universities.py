"""The search for a university: what people type, as a table in spellings.tsv, and what holds of any text."""

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content.places import University, universities
from bot.services import spelling
from bot.services.universities import MOST, find

TABLE = Path(__file__).with_name("spellings.tsv")

Row = tuple[str, list[str]]


def rows() -> list[Row]:
    """What was typed, to the letter, and the ids that are meant by it."""
    head, *lines = TABLE.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    assert head == "typed\texpected"
    pairs = [line.split("\t") for line in lines]
    return [(typed, expected.split("|")) for typed, expected in pairs]


def shown(missed: list[Row]) -> str:
    return "\n".join(
        f"{typed!r}: expected {'|'.join(expected)}, found {find(typed)}" for typed, expected in missed
    )


def called(university: University) -> list[str]:
    """Everything that the list calls a university."""
    return list(dict.fromkeys((*university.names.values(), *university.abbreviations)))


NAMES = [(of.id, name) for of in universities().values() for name in called(of)]


def test_the_table_has_at_least_150_rows_each_of_them_once_and_with_ids_that_there_are() -> None:
    table = rows()
    assert len(table) >= 150
    assert len({typed for typed, _ in table}) == len(table)
    assert {of for _, expected in table for of in expected} <= universities().keys()


def test_of_what_people_type_95_of_100_find_theirs_first() -> None:
    table = rows()
    missed = [(typed, expected) for typed, expected in table if not {*find(typed)[:1]} & {*expected}]
    assert len(missed) <= 0.05 * len(table), shown(missed)


def test_of_what_people_type_99_of_100_find_all_that_it_may_mean_among_the_first_three() -> None:
    table = rows()
    missed = [
        (typed, expected)
        for typed, expected in table
        if not {*expected} <= {*find(typed)[: max(3, len(expected))]}
    ]
    assert len(missed) <= 0.01 * len(table), shown(missed)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("КазНУ", "kaznu"),
        ("kaznu", "kaznu"),
        ("қазұу", "kaznu"),
        ("шкму", "eku"),
        ("rfpye", "kaznu"),
        ("al farabi", "kaznu"),
        ("satpaev", "satbayev"),
        ("политех", "satbayev"),
        ("кбту алматы", "kbtu"),
        ("KIMEP Universiy", "kimep"),
        ("Торайгыров уиверситет", "tou"),
        ("𝐊𝐁𝐓𝐔", "kbtu"),
    ],
)
def test_a_university_is_found_first_by_abbreviation_name_nickname_or_city(typed: str, first: str) -> None:
    assert find(typed)[:1] == [first]


def test_an_abbreviation_of_two_universities_finds_both() -> None:
    assert find("АТУ")[:2] == ["atu", "dosmukhamedov"]


@pytest.mark.parametrize("typed", ["", " ", "...", "а", "K", "универ", "университет имени", "1", "qwerty"])
def test_what_tells_no_university_finds_none(typed: str) -> None:
    assert find(typed) == []


def test_a_word_of_many_universities_shows_no_more_than_can_be_read() -> None:
    found = find("алматы")
    assert len(found) == MOST == 6
    assert {universities()[of].city for of in found} == {"almaty"}
    assert find("алматы", most=4) == found[:4]


def test_every_university_is_found_by_all_that_it_is_called_in_every_language() -> None:
    assert len(universities()) == 111
    assert not (missed := unfound(NAMES)), missed


def quoted(name: str) -> str:
    return f"  «{name}»,\n"


def dotted(name: str) -> str:
    """A short one letter by letter, like К.Б.Т.У."""
    return "".join(f"{letter}." for letter in name) if len(name) < 7 and name.isalpha() else name


def decomposed(name: str) -> str:
    return unicodedata.normalize("NFD", name)


WRITINGS: list[Callable[[str], str]] = [
    str.upper,
    str.lower,
    quoted,
    dotted,
    decomposed,
    spelling.russian,
    spelling.mistyped,
]


@pytest.mark.parametrize("number", range(len(WRITINGS)), ids=lambda number: WRITINGS[number].__name__)
def test_the_ways_to_write_a_name_find_the_same(number: int) -> None:
    """Each way is tried on a share of the names, so that all names have their turn."""
    share = NAMES[number :: len(WRITINGS)]
    assert not (missed := unfound([(of, WRITINGS[number](name)) for of, name in share])), missed


def unfound(names: list[tuple[str, str]]) -> str:
    """Who is not found first, unless another one is called just so, and not among the first six."""
    missed = []
    for of, typed in names:
        found = find(typed)
        if of not in found[:MOST] or (found[0] != of and not called_so(found[0], typed)):
            missed.append(f"{of} by {typed!r}: {found}")
    return "\n".join(missed)


def called_so(university_id: str, typed: str) -> bool:
    written = {plain(typed), plain(spelling.mistyped(typed))}
    return not written.isdisjoint(map(plain, called(universities()[university_id])))


def plain(text: str) -> str:
    return spelling.plain(text).replace(" ", "")


ANYTHING = st.one_of(
    st.text(st.characters(), max_size=100),
    st.text("әқңһё-.\"'()/&1 \n\u0301\u200b", max_size=40),
    st.lists(st.sampled_from([name for _, name in NAMES]), min_size=1, max_size=3).map(" ".join),
)


@given(ANYTHING)
@settings(max_examples=200, deadline=None)
def test_any_text_finds_at_most_six_universities_each_once(typed: str) -> None:
    found = find(typed)
    assert len(found) == len({*found} & universities().keys()) <= MOST
