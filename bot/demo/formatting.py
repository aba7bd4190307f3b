"""A bot's text with its formatting: parsed, cleaned and held to Telegram's limits."""

from collections.abc import Mapping
from typing import Any

from bot.demo.errors import RefusedError
from bot.demo.markup import link, parse
from bot.demo.models import JSON, User
from bot.demo.text import clean, detect, units

_KINDS = {
    "mention",
    "hashtag",
    "cashtag",
    "bot_command",
    "url",
    "email",
    "phone_number",
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "spoiler",
    "blockquote",
    "expandable_blockquote",
    "code",
    "pre",
    "text_link",
    "text_mention",
    "custom_emoji",
    "date_time",
}


def message_text(params: JSON, users: Mapping[int, User]) -> JSON:
    """`text` and `entities` of sendMessage and editMessageText."""
    text, entities = _formatted(params["text"], params, "entities", users)
    if not text:
        raise RefusedError("message text is empty")
    if units(text) > 4096:
        raise RefusedError("message is too long")
    return {"text": text, "entities": entities or None}


def caption(params: JSON, users: Mapping[int, User]) -> JSON:
    """`caption` and `caption_entities`, each None if there is nothing."""
    text, entities = _formatted(params.get("caption", ""), params, "caption_entities", users)
    if units(text) > 1024:
        raise RefusedError("message caption is too long")
    return {"caption": text or None, "caption_entities": entities or None}


def _formatted(text: str, params: JSON, field: str, users: Mapping[int, User]) -> tuple[str, list[JSON]]:
    mode = params.get("parse_mode", "")
    if mode.lower() == "html":
        text, entities = parse(text)
    elif mode:
        known = mode.lower() in ("markdown", "markdownv2")
        raise RefusedError(f"{mode} is not supported by the demo" if known else "unsupported parse_mode")
    else:
        entities = [_checked(item) for item in params.get(field, [])]
    text, entities = clean(text, [item for item in entities if _resolved(item, users)])
    return text, detect(text, entities)


def _resolved(item: JSON, users: Mapping[int, User]) -> bool:
    """A mention of a stranger is dropped, one of an acquaintance carries who it is."""
    if item["type"] != "text_mention":
        return True
    user = users.get(item["user"]["id"])
    if user is not None:
        item["user"] = user.body()
    return user is not None


def _checked(item: Any) -> JSON:
    match item:
        case {"type": str(kind), "offset": int(offset), "length": int(length)} if offset >= 0 and length > 0:
            if kind not in _KINDS:
                raise RefusedError("can't parse MessageEntity: unsupported type specified")
            if kind == "text_link" and link(str(item.get("url", ""))) is None:
                raise RefusedError(f"entity URL '{item.get('url', '')}' is invalid: Wrong HTTP URL")
            if kind == "text_mention" and not isinstance((item.get("user") or {}).get("id"), int):
                raise RefusedError("can't parse MessageEntity: user not specified")
            return dict(item)
    raise RefusedError("can't parse MessageEntity: Object with type, offset and length expected")
