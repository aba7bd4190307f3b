import pytest

from bot.demo.models import JSON
from bot.demo.text import clean, cut, detect, ordered, units


def _entity(kind: str, offset: int, length: int) -> JSON:
    return {"type": kind, "offset": offset, "length": length}


@pytest.mark.parametrize(("text", "length"), [("", 0), ("ә", 1), ("😀", 2), ("👨‍👩‍👧", 8), ("e\u0301", 2)])
def test_units_are_those_of_utf16(text: str, length: int) -> None:
    assert units(text) == length


def test_cut_goes_by_units_and_survives_half_a_pair() -> None:
    assert cut("a😀b", 1, 3) == "😀"
    assert cut("a😀b", 3) == "b"
    assert cut("a😀b", 2, 4) == "\ufffdb"


def test_outer_entities_come_before_inner_ones() -> None:
    link = {**_entity("text_link", 0, 4), "url": "https://e.kz"}
    entities = [_entity("italic", 2, 1), _entity("bold", 0, 4), link, _entity("bold", 0, 9)]
    assert ordered(entities) == [_entity("bold", 0, 9), link, _entity("bold", 0, 4), _entity("italic", 2, 1)]


@pytest.mark.parametrize(
    ("text", "entities", "cleaned", "left"),
    [
        ("  \n x \n ", [], "x", []),
        (" \n ", [], "", []),
        ("a\r\nb\x07c", [], "a\nb c", []),
        (" x", [_entity("bold", 1, 1)], "x", [_entity("bold", 0, 1)]),
        (" x", [_entity("bold", 0, 2)], " x", [_entity("bold", 0, 2)]),
        ("x  ", [_entity("bold", 0, 3)], "x", [_entity("bold", 0, 1)]),
        ("a b", [_entity("bold", 1, 1)], "a b", []),
        ("a   ", [_entity("bold", 2, 2)], "a", []),
        ("ab", [_entity("code", 0, 2), _entity("bold", 1, 1)], "ab", [_entity("code", 0, 2)]),
        ("ab", [_entity("bold", 0, 2), _entity("bold", 1, 1)], "ab", [_entity("bold", 0, 2)]),
        ("ab", [_entity("bold", 5, 2)], "ab", []),
    ],
)
def test_clean(text: str, entities: list[JSON], cleaned: str, left: list[JSON]) -> None:
    assert clean(text, entities) == (cleaned, left)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start", [("bot_command", 0, 6)]),
        ("/start payload", [("bot_command", 0, 6)]),
        ("/start@volunteer_demo_bot x", [("bot_command", 0, 25)]),
        ("😀 /help!", [("bot_command", 3, 5)]),
        ("and/or", []),
        ("//x <b>/x</b>", []),
        ("/ x", []),
        ("/көмек", []),
        ("/" + "a" * 65, []),
        ("see https://e.kz/a?b=1.", [("url", 4, 18)]),
        ("https://e.kz/help", [("url", 0, 17)]),
        ("ask @anna_kz now", [("mention", 4, 8)]),
        ("mail a@anna.kz", []),
    ],
)
def test_commands_links_and_mentions_are_found(text: str, found: list[tuple[str, int, int]]) -> None:
    assert detect(text, []) == [_entity(*each) for each in found]


def test_nothing_is_found_in_code_and_links() -> None:
    entities = [_entity("code", 0, 5)]
    assert detect("/help", entities) == entities
    bold = [_entity("bold", 0, 5)]
    assert detect("/help", bold) == [*bold, _entity("bot_command", 0, 5)]
