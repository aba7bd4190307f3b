from typing import Any

import pytest

from bot.demo.errors import RefusedError
from bot.demo.keyboards import inline, split
from bot.demo.models import JSON


def _button(**fields: Any) -> JSON:
    return {"text": "x", "callback_data": "d"} | fields


def _keyboard(*rows: list[JSON]) -> JSON:
    return {"inline_keyboard": list(rows)}


@pytest.mark.parametrize(
    "button",
    [
        _button(),
        _button(callback_data="ә" * 32),
        _button(style="danger", icon_custom_emoji_id="1"),
        {"text": "x", "url": "https://e.kz"},
        {"text": "x", "url": "t.me/x"},
        {"text": "x", "url": "tg://user?id=1"},
        {"text": "x", "switch_inline_query": ""},
        {"text": "x", "copy_text": {"text": "y"}},
        {"text": "x", "web_app": {"url": "https://e.kz"}},
    ],
)
def test_good_buttons(button: JSON) -> None:
    assert inline(_keyboard([button])) == _keyboard([button])


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        (_keyboard([_button(callback_data="x" * 65)]), "BUTTON_DATA_INVALID"),
        (_keyboard([_button(callback_data="ә" * 33)]), "BUTTON_DATA_INVALID"),
        (
            _keyboard([_button(callback_data="")]),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            _keyboard([{"text": "x"}]),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            _keyboard([_button(url="https://e.kz")]),
            "can't parse inline keyboard button: exactly one action field is expected",
        ),
        (
            _keyboard([_button(text="")]),
            'can\'t parse inline keyboard button: Field "text" must be non-empty',
        ),
        (
            _keyboard([_button(text=" ")]),
            'can\'t parse inline keyboard button: Field "text" must be non-empty',
        ),
        (_keyboard([_button(text=1)]), 'can\'t parse inline keyboard button: Field "text" must be non-empty'),
        (_keyboard([_button(data="d")]), "can't parse inline keyboard button: unknown field data"),
        (
            _keyboard([{"text": "x", "copy_text": "y"}]),
            "can't parse inline keyboard button: CopyTextButton must be an Object",
        ),
        (
            _keyboard([_button(style=["danger"])]),
            "can't parse inline keyboard button: BUTTON_STYLE_INVALID",
        ),
        (_keyboard([_button(style="red")]), "can't parse inline keyboard button: BUTTON_STYLE_INVALID"),
        (
            {"inline_keyboard": [["x"]]},
            "can't parse inline keyboard button: InlineKeyboardButton must be an Object",
        ),
        ({"inline_keyboard": [_button()]}, 'Field "inline_keyboard" must be an Array of Arrays'),
        ({"inline_keyboard": "x"}, 'Field "inline_keyboard" must be an Array of Arrays'),
        (
            _keyboard([{"text": "x", "url": "ftp://e.kz"}]),
            "inline keyboard button URL 'ftp://e.kz' is invalid: Wrong HTTP URL",
        ),
        (_keyboard([_button()] * 9), "a row of an inline keyboard has more than 8 buttons"),
        (_keyboard(*[[_button()]] * 101), "REPLY_MARKUP_TOO_LONG"),
        ({"keyboard": [["x"]]}, "inline keyboard expected"),
    ],
)
def test_bad_inline_keyboards(markup: JSON, words: str) -> None:
    with pytest.raises(RefusedError) as refused:
        inline(markup)
    assert refused.value.description == f"Bad Request: {words}"


def test_the_largest_keyboards_pass() -> None:
    assert inline(_keyboard([_button()] * 8)) is not None
    assert inline(_keyboard(*[[_button()]] * 100)) is not None


def test_no_buttons_are_no_keyboard() -> None:
    assert inline(None) is None
    assert inline({}) is None
    assert inline(_keyboard([])) is None


def test_a_message_keeps_its_inline_keyboard_and_the_chat_its_own() -> None:
    own = {"keyboard": [["Yes", {"text": "Phone", "request_contact": True}]]}
    assert split(None) == (None, None)
    assert split(_keyboard([_button()])) == (_keyboard([_button()]), None)
    assert split(own) == (None, own)
    assert split({"remove_keyboard": True}) == (None, {"remove_keyboard": True})
    assert split({"force_reply": True}) == (None, {"force_reply": True})


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ({"buttons": []}, "object expected as reply markup"),
        ({"inline_keyboard": [], "keyboard": []}, "object expected as reply markup"),
        ({"keyboard": [[""]]}, "keyboard button text must be non-empty"),
        ({"keyboard": ["x"]}, 'Field "keyboard" must be an Array of Arrays'),
        ({"keyboard": [["x"] * 13]}, "REPLY_MARKUP_TOO_LONG"),
    ],
)
def test_bad_reply_keyboards(markup: JSON, words: str) -> None:
    with pytest.raises(RefusedError) as refused:
        split(markup)
    assert refused.value.description == f"Bad Request: {words}"
