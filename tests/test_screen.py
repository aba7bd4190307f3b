"""Screens and buttons refuse exactly what Telegram would refuse, and say nothing of the text."""

import pytest

from bot.screen import (
    MAX_BUTTONS,
    MAX_DATA,
    MAX_ROW,
    MAX_TEXT,
    Button,
    LimitError,
    Rows,
    Screen,
    pager,
    units,
    visible,
)

FAMILY = "👨‍👩‍👧"


def shortly(text: str) -> str:
    return f"{text[:8]!r} {len(text)}"


def buttons(count: int) -> tuple[Button, ...]:
    return tuple(Button(str(n), f"tap:{n}") for n in range(count))


def rows(*lengths: int) -> Rows:
    return tuple(buttons(length) for length in lengths)


@pytest.mark.parametrize(
    ("text", "length"),
    [("", 0), ("abc", 3), ("Әсел", 4), ("\n", 1), ("😀", 2), (FAMILY, 8), ("e\u0301", 2), ("\u200f", 1)],
)
def test_length_is_counted_in_utf_16_units(text: str, length: int) -> None:
    assert units(text) == length


@pytest.mark.parametrize(
    ("markup", "seen"),
    [
        ("plain", "plain"),
        ("<b>Hello</b>, <i>Anna</i>", "Hello, Anna"),
        ("<b><i></i></b>", ""),
        ('<a href="https://e.kz/?a=1&amp;b=2">here</a>', "here"),
        ("<blockquote expandable>quoted</blockquote>", "quoted"),
        ("&lt;b&gt; &amp;", "<b> &"),
        ("&lt;b&gt;bold&lt;/b&gt;", "<b>bold</b>"),
        ("&amp;lt;", "&lt;"),
        ("&quot;&#39;&#128512;", "\"'😀"),
        ("I &lt;3 you > me", "I <3 you > me"),
        ("  \n padded \n ", "padded"),
        ("<b> </b>\n", ""),
    ],
)
def test_what_is_seen_has_no_tags_no_entities_and_no_margin(markup: str, seen: str) -> None:
    assert visible(markup) == seen


@pytest.mark.parametrize(
    "text",
    [
        "a",
        "a" * 4096,
        "ә" * 4096,
        "😀" * 2048,
        "a" + "😀" * 2047 + "b",
        FAMILY * 512,
        "&lt;" * 4096,
        "&#128512;" * 2048,
        "<b>" + "a" * 4096 + "</b>",
        f'<a href="https://e.kz/{"x" * 500}">{"a" * 4096}</a>',
        "\n\n" + "a" * 4096 + "  ",
    ],
    ids=shortly,
)
def test_a_text_of_up_to_4096_units_is_taken_whatever_its_markup(text: str) -> None:
    assert Screen(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "a" * 4097,
        "ә" * 4097,
        "😀" * 2048 + "a",
        "a" + "😀" * 2048,
        "&lt;" * 4097,
        "&amp;lt;" * 1025,
        "<b>" + "a" * 4096 + "</b>.",
        "a" * 2048 + "\n" + "a" * 2048,
    ],
    ids=shortly,
)
def test_one_unit_more_is_refused(text: str) -> None:
    with pytest.raises(LimitError, match=str(MAX_TEXT)):
        Screen(text)


@pytest.mark.parametrize("text", ["", " ", "\n\t\n", "\u00a0", "<b></b>", "<b>\n</b>", "&#32;"])
def test_a_text_that_shows_nothing_is_refused(text: str) -> None:
    with pytest.raises(LimitError, match=str(MAX_TEXT)):
        Screen(text)


def test_a_refusal_does_not_quote_what_it_refuses() -> None:
    secret = "Anna Petrova "
    refusals = []
    for build in (
        lambda: Screen(secret * 400),
        lambda: Screen(secret, rows(9)),
        lambda: Button(secret, secret * 6),
        lambda: Button(secret),
    ):
        with pytest.raises(LimitError) as refusal:
            build()
        refusals.append(str(refusal.value))
    assert all(refusals)
    assert not [refusal for refusal in refusals if "Anna" in refusal]


@pytest.mark.parametrize(
    "data",
    ["a", "a" * 64, "ә" * 32, "қ" * 31 + "ab", "😀" * 16, " ", "event:join:1"],
)
def test_button_data_of_1_to_64_bytes_is_taken(data: str) -> None:
    assert Button("Join", data).body() == {"text": "Join", "callback_data": data}


@pytest.mark.parametrize("data", ["", "a" * 65, "ә" * 32 + "a", "ә" * 33, "😀" * 16 + "a"])
def test_button_data_beyond_64_bytes_or_empty_is_refused(data: str) -> None:
    with pytest.raises(LimitError, match=str(MAX_DATA)):
        Button("Join", data)


@pytest.mark.parametrize("label", ["", " ", "\n", "\u00a0\t"])
def test_a_button_without_a_label_is_refused(label: str) -> None:
    with pytest.raises(LimitError, match="label"):
        Button(label, "join")


@pytest.mark.parametrize(
    ("data", "url", "taken"),
    [
        ("join", None, True),
        (None, "https://e.kz", True),
        (None, None, False),
        ("join", "https://e.kz", False),
    ],
)
def test_a_button_does_exactly_one_thing(data: str | None, url: str | None, taken: bool) -> None:
    if taken:
        assert (Button("Go", data, url).data, Button("Go", data, url).url) == (data, url)
    else:
        with pytest.raises(LimitError, match="either"):
            Button("Go", data, url)


def test_a_link_is_a_link_and_carries_no_data() -> None:
    assert Button("Map", url="https://e.kz/?a=1&b=2").body() == {
        "text": "Map",
        "url": "https://e.kz/?a=1&b=2",
    }


def test_a_label_is_plain_text_that_nobody_parses() -> None:
    assert Button("<b>&amp;", "x").body()["text"] == "<b>&amp;"


@pytest.mark.parametrize(
    "lengths",
    [(), (1,), (MAX_ROW,), (1, 8, 1), (1,) * MAX_BUTTONS, (8,) * 12 + (4,)],
)
def test_rows_within_8_buttons_and_100_in_all_are_taken(lengths: tuple[int, ...]) -> None:
    screen = Screen("Pick", rows(*lengths))
    assert [len(row) for row in screen.rows] == list(lengths)


@pytest.mark.parametrize("lengths", [(0,), (9,), (1, 0), (8, 9, 1), (0, 0)])
def test_an_empty_or_overlong_row_is_refused(lengths: tuple[int, ...]) -> None:
    with pytest.raises(LimitError, match="row"):
        Screen("Pick", rows(*lengths))


@pytest.mark.parametrize("lengths", [(1,) * 101, (8,) * 12 + (5,)])
def test_more_than_100_buttons_are_refused(lengths: tuple[int, ...]) -> None:
    with pytest.raises(LimitError, match="100"):
        Screen("Pick", rows(*lengths))


@pytest.mark.parametrize("note", [None, ""])
def test_under_no_note_a_screen_stays_as_it_is(note: str | None) -> None:
    screen = Screen("Menu", rows(2))
    assert screen.under(note) == screen


def test_under_a_note_a_screen_keeps_its_buttons_and_stays_itself() -> None:
    screen = Screen("<b>Menu</b>", rows(2, 1))
    assert screen.under("Not so.") == Screen("Not so.\n\n<b>Menu</b>", rows(2, 1))
    assert screen == Screen("<b>Menu</b>", rows(2, 1))


def test_notes_pile_up_above_each_other() -> None:
    assert Screen("Menu").under("first").under("second").text == "second\n\nfirst\n\nMenu"


@pytest.mark.parametrize(("length", "taken"), [(4090, True), (4091, False)])
def test_a_note_counts_towards_the_limit(length: int, taken: bool) -> None:
    screen = Screen("a" * length)
    if taken:
        assert units(visible(screen.under("note").text)) == MAX_TEXT
    else:
        with pytest.raises(LimitError):
            screen.under("note")


def test_the_body_is_what_telegram_takes() -> None:
    screen = Screen(
        "<b>Map</b>", ((Button("Yes", "yes"), Button("No", "no")), (Button("Map", url="tg://x"),))
    )
    assert screen.body() == {
        "text": "<b>Map</b>",
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
        "reply_markup": {
            "inline_keyboard": [
                [{"text": "Yes", "callback_data": "yes"}, {"text": "No", "callback_data": "no"}],
                [{"text": "Map", "url": "tg://x"}],
            ]
        },
    }


def test_a_screen_without_buttons_takes_away_those_of_the_card_it_replaces() -> None:
    assert Screen("Bye").body()["reply_markup"] == {"inline_keyboard": []}


def test_screens_and_buttons_are_values() -> None:
    assert Screen("Menu", rows(2)) == Screen("Menu", rows(2))
    assert hash(Screen("Menu", rows(2))) == hash(Screen("Menu", rows(2)))
    assert len({Button("a", "x"), Button("a", "x"), Button("a", "y")}) == 2
    with pytest.raises(AttributeError):
        Screen("Menu").text = "changed"  # type: ignore[misc]  # that is the point


@pytest.mark.parametrize(("page", "data"), [(0, ["log:1"]), (1, ["log:0", "log:2"]), (2, ["log:1"])])
def test_a_pager_leads_one_page_back_and_on(page: int, data: list[str]) -> None:
    assert [button.data for row in pager("log:", page, 2) for button in row] == data
    assert pager("log:", 0, 0) == ()
