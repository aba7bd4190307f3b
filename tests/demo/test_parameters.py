from typing import Any

import pytest

from bot.demo.errors import RefusedError
from bot.demo.methods import METHODS, SENDING
from bot.demo.models import JSON
from bot.demo.parameters import check, signature


@pytest.mark.parametrize("method", [*METHODS, *SENDING])
def test_no_convenience_of_the_library_is_a_parameter(method: str) -> None:
    foreign = {
        "self",
        "api_kwargs",
        "filename",
        "read_timeout",
        "write_timeout",
        "connect_timeout",
        "pool_timeout",
        "disable_web_page_preview",
        "allow_sending_without_reply",
        "reply_to_message_id",
    }
    assert not foreign & signature(method).keys()


def test_required_and_optional() -> None:
    names = signature("sendMessage")
    assert names["chat_id"]
    assert names["text"]
    assert not names["reply_markup"]


@pytest.mark.parametrize(
    ("method", "given", "typed"),
    [
        ("sendMessage", {"chat_id": "12", "text": "34"}, {"chat_id": 12, "text": "34"}),
        ("sendMessage", {"chat_id": "@x", "text": "x"}, {"chat_id": "@x", "text": "x"}),
        ("sendMessage", {"chat_id": -1, "text": "x", "parse_mode": None}, {"chat_id": -1, "text": "x"}),
        (
            "sendMessage",
            {"chat_id": 1, "text": "x", "reply_markup": '{"inline_keyboard": []}'},
            {"chat_id": 1, "text": "x", "reply_markup": {"inline_keyboard": []}},
        ),
        (
            "sendMessage",
            {"chat_id": 1, "text": "x", "protect_content": "true", "disable_notification": "0"},
            {"chat_id": 1, "text": "x", "protect_content": True, "disable_notification": False},
        ),
        (
            "getUpdates",
            {"offset": "-1", "allowed_updates": '["message"]'},
            {"offset": -1, "allowed_updates": ["message"]},
        ),
        ("deleteMessages", {"chat_id": 1, "message_ids": [1, 2]}, {"chat_id": 1, "message_ids": [1, 2]}),
    ],
)
def test_types(method: str, given: JSON, typed: JSON) -> None:
    assert check(method, given) == typed


@pytest.mark.parametrize(
    ("method", "given", "words"),
    [
        ("getMe", {"x": 1}, "unknown parameter x"),
        ("sendMessage", {"chat_id": 1, "text": "x", "filename": "y"}, "unknown parameter filename"),
        ("sendMessage", {"chat_id": 1, "text": "x", "photo": "y"}, "unknown parameter photo"),
        ("sendMessage", {"text": "x"}, "chat_id is empty"),
        ("sendMessage", {"chat_id": "", "text": "x"}, "chat_id is empty"),
        ("sendMessage", {"chat_id": True, "text": "x"}, "chat_id is empty"),
        ("sendMessage", {"chat_id": 1}, "message text is empty"),
        ("sendMessage", {"chat_id": 1, "text": None}, "message text is empty"),
        ("sendMessage", {"chat_id": 1, "text": 5}, "can't parse text: expected string"),
        ("sendMessage", {"chat_id": 1, "text": "x", "entities": "x"}, "can't parse entities: expected array"),
        (
            "sendMessage",
            {"chat_id": 1, "text": "x", "reply_markup": "[]"},
            "can't parse reply_markup: expected object",
        ),
        (
            "sendMessage",
            {"chat_id": 1, "text": "x", "protect_content": 1},
            "can't parse protect_content: expected boolean",
        ),
        ("getUpdates", {"limit": "x"}, "can't parse limit: expected integer"),
        ("getUpdates", {"limit": True}, "can't parse limit: expected integer"),
        ("sendMessage", {"chat_id": 1, "text": "\ud800"}, "strings must be encoded in UTF-8"),
        ("setMyCommands", {"commands": [{"command": "\udfff"}]}, "strings must be encoded in UTF-8"),
        ("sendPhoto", {"chat_id": 1}, "there is no photo in the request"),
        ("sendDocument", {"chat_id": 1}, "there is no document in the request"),
        ("deleteMessage", {"chat_id": 1}, "message identifier is not specified"),
        ("deleteMessages", {"chat_id": 1}, "message identifiers are not specified"),
        ("getChatMember", {"chat_id": 1}, "invalid user_id specified"),
        ("getFile", {}, "file_id not specified"),
        ("setMyCommands", {}, "commands is not specified"),
        (
            "answerCallbackQuery",
            {},
            "query is too old and response timeout expired or query ID is invalid",
        ),
    ],
)
def test_refusals(method: str, given: dict[str, Any], words: str) -> None:
    with pytest.raises(RefusedError) as refused:
        check(method, given)
    assert refused.value.description == f"Bad Request: {words}"


def test_a_file_stands_in_for_its_parameter() -> None:
    assert check("sendPhoto", {"chat_id": 1}, frozenset({"photo"})) == {"chat_id": 1}
    attached = {"chat_id": 1, "photo": "attach://f"}
    assert check("sendPhoto", attached, frozenset({"f"})) == attached
    with pytest.raises(RefusedError, match="unknown parameter f"):
        check("sendPhoto", {"chat_id": 1, "photo": "x"}, frozenset({"f"}))
