"""What may stand under a message: inline keyboards and reply keyboards."""

import re
from typing import Any, Final

from bot.demo.errors import RefusedError
from bot.demo.markup import link
from bot.demo.models import JSON

_ACTIONS: Final = {
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
}
MAX_COPIED: Final = 256
_LOOKS: Final = {"text", "style", "icon_custom_emoji_id"}
_STYLES: Final = {"danger", "success", "primary"}
_PARAMETER: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
_KINDS: Final = {"inline_keyboard", "keyboard", "remove_keyboard", "force_reply"}


def inline(markup: JSON | None) -> JSON | None:
    """An inline keyboard as a message keeps it; None for none or an empty one."""
    if not markup:
        return None
    if "inline_keyboard" not in markup:
        raise RefusedError("inline keyboard expected")
    rows = [row for row in _rows(markup["inline_keyboard"], "inline_keyboard") if row]
    for row in rows:
        if len(row) > 8:
            raise RefusedError("a row of an inline keyboard has more than 8 buttons")
        for button in row:
            _check(button)
    if sum(len(row) for row in rows) > 100:
        raise RefusedError("REPLY_MARKUP_TOO_LONG")
    return {"inline_keyboard": rows} if rows else None


def split(markup: JSON | None) -> tuple[JSON | None, JSON | None]:
    """A sent message's markup: the inline keyboard it keeps, and what it says of the chat's own keyboard."""
    if not markup:
        return None, None
    kinds = _KINDS & markup.keys()
    if len(kinds) != 1:
        raise RefusedError("object expected as reply markup")
    if "inline_keyboard" in kinds:
        return inline(markup), None
    if "keyboard" in kinds:
        rows = _rows(markup["keyboard"], "keyboard")
        if any(not _label(button) for row in rows for button in row):
            raise RefusedError("keyboard button text must be non-empty")
        if any(len(row) > 12 for row in rows) or sum(len(row) for row in rows) > 300:
            raise RefusedError("REPLY_MARKUP_TOO_LONG")
    return None, markup


def start_parameter(text: str) -> bool:
    """Whether a link may carry it to a bot."""
    return _PARAMETER.fullmatch(text) is not None


def _rows(rows: Any, name: str) -> list[list[Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise RefusedError(f'Field "{name}" must be an Array of Arrays')
    return rows


def _label(button: Any) -> str:
    text = button.get("text") if isinstance(button, dict) else button
    return text.strip() if isinstance(text, str) else ""


def _check(button: Any) -> None:
    if not isinstance(button, dict):
        raise _unreadable("InlineKeyboardButton must be an Object")
    for name in button:
        if name not in _ACTIONS | _LOOKS:
            raise _unreadable(f"unknown field {name}")
    if not _label(button):
        raise _unreadable('Field "text" must be non-empty')
    if str(button.get("style", "primary")) not in _STYLES:
        raise _unreadable("BUTTON_STYLE_INVALID")
    empty = ("switch_inline_query", "switch_inline_query_current_chat")
    actions = [name for name in _ACTIONS & button.keys() if name in empty or button[name] not in ("", None)]
    if not actions:
        raise _unreadable("Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise _unreadable("exactly one action field is expected")
    _check_action(button)


def _check_action(button: JSON) -> None:
    data, url, copied = button.get("callback_data"), button.get("url"), button.get("copy_text", {})
    if data and (not isinstance(data, str) or len(data.encode()) > 64):
        raise RefusedError("BUTTON_DATA_INVALID")
    if url and (not isinstance(url, str) or link(url) is None):
        raise RefusedError(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    if not isinstance(copied, dict):
        raise _unreadable("CopyTextButton must be an Object")
    if "copy_text" in button and not 1 <= len(str(copied.get("text", ""))) <= MAX_COPIED:
        raise RefusedError("BUTTON_COPY_TEXT_INVALID")


def _unreadable(why: str) -> RefusedError:
    return RefusedError(f"can't parse inline keyboard button: {why}")
