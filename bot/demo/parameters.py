"""Parameters of a Bot API call: which names a method has, which it needs, and of what type each is.

The names are those python-telegram-bot's own methods can send: its conveniences are keyword-only, the API's
fields are not.
"""

import inspect
import json
import re
from collections.abc import Container, Iterable, Mapping
from functools import cache
from typing import Any, Final

from telegram import Bot

from bot.demo.errors import RefusedError
from bot.demo.models import JSON

_CAPITAL: Final = re.compile(r"(?<!^)([A-Z])")
_INTEGER: Final = re.compile(r"-?\d{1,18}", re.ASCII)
_TYPES: Final[dict[str, str]] = {
    **dict.fromkeys(("chat_id",), "chat"),
    **dict.fromkeys(
        (
            "cache_time",
            "direct_messages_topic_id",
            "limit",
            "max_connections",
            "message_id",
            "message_thread_id",
            "offset",
            "timeout",
            "user_id",
        ),
        "integer",
    ),
    **dict.fromkeys(
        (
            "allow_paid_broadcast",
            "disable_content_type_detection",
            "disable_notification",
            "drop_pending_updates",
            "has_spoiler",
            "is_personal",
            "protect_content",
            "show_alert",
            "show_caption_above_media",
        ),
        "boolean",
    ),
    **dict.fromkeys(
        (
            "button",
            "link_preview_options",
            "media",
            "menu_button",
            "reply_markup",
            "reply_parameters",
            "scope",
            "suggested_post_parameters",
        ),
        "object",
    ),
    **dict.fromkeys(
        ("allowed_updates", "caption_entities", "commands", "entities", "message_ids", "results"),
        "array",
    ),
}
_PYTHON: Final[dict[str, type]] = {
    "object": dict,
    "array": list,
    "boolean": bool,
    "integer": int,
    "string": str,
}
_MISSING: Final = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
    "media": "there is no media in the request",
    "message_id": "message identifier is not specified",
    "message_ids": "message identifiers are not specified",
    "file_id": "file_id not specified",
    "user_id": "invalid user_id specified",
    "inline_query_id": "query is too old and response timeout expired or query ID is invalid",
    "callback_query_id": "query is too old and response timeout expired or query ID is invalid",
}


@cache
def signature(method: str) -> dict[str, bool]:
    """The parameters of a method like "sendMessage" and whether each is required."""
    function = getattr(Bot, _CAPITAL.sub(r"_\1", method).lower())
    return {
        name: parameter.default is parameter.empty
        for name, parameter in inspect.signature(function).parameters.items()
        if name != "self" and parameter.kind is parameter.POSITIONAL_OR_KEYWORD
    }


def check(method: str, params: Mapping[str, Any], uploads: frozenset[str] = frozenset()) -> JSON:
    """The parameters with their types, a form's strings decoded; a null is as good as absent.

    `uploads` names the files of the request; a file may stand in for the parameter of its name.
    """
    names = signature(method)
    _check_unicode(params)
    _check_known(params, names)
    given = {name: _typed(name, value) for name, value in params.items() if value is not None}
    attached = [*given.values(), *given.get("media", {}).values()]
    _check_known((name for name in uploads if f"attach://{name}" not in attached), names)
    for name, required in names.items():
        if required and name not in given and name not in uploads:
            raise RefusedError(_MISSING.get(name, f"{name} is not specified"))
    return given


def _check_known(given: Iterable[str], names: Container[str]) -> None:
    for name in given:
        if name not in names:
            raise RefusedError(f"unknown parameter {name}")


def _check_unicode(params: Mapping[str, Any]) -> None:
    """JSON can carry half a surrogate pair, UTF-8 cannot."""
    try:
        json.dumps(dict(params), ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise RefusedError("strings must be encoded in UTF-8") from error


def _typed(name: str, value: Any) -> Any:
    wanted = _TYPES.get(name, "string")
    decoded = _decoded(wanted, value)
    if wanted == "chat":
        if isinstance(decoded, int | str) and not isinstance(decoded, bool) and decoded != "":
            return decoded
        raise RefusedError("chat_id is empty")
    if not isinstance(decoded, _PYTHON[wanted]) or (wanted == "integer" and isinstance(decoded, bool)):
        raise RefusedError(f"can't parse {name}: expected {wanted}")
    return decoded


def _decoded(wanted: str, value: Any) -> Any:
    """A form carries everything as text."""
    if not isinstance(value, str) or wanted == "string":
        return value
    if wanted in ("integer", "chat"):
        return int(value) if _INTEGER.fullmatch(value) else value
    if wanted == "boolean":
        return {"true": True, "false": False, "1": True, "0": False}.get(value.lower(), value)
    try:
        return json.loads(value)
    except ValueError:
        return value
