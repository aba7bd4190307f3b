"""answerInlineQuery: articles, each of which becomes a message in the chat where the query was typed."""

from typing import Any, Final

from bot.demo.errors import RefusedError
from bot.demo.formatting import message_text
from bot.demo.keyboards import inline as inline_keyboard
from bot.demo.keyboards import start_parameter
from bot.demo.models import JSON
from bot.demo.world import World

AT_MOST: Final = 50
_USUALLY: Final = 300  # seconds for which an answer may be shown again
_LONGEST: Final = 86_400
_FIELDS: Final = {
    "type",
    "id",
    "title",
    "description",
    "input_message_content",
    "reply_markup",
    "url",
    "thumbnail_url",
    "thumbnail_width",
    "thumbnail_height",
}
_CONTENT: Final = {"message_text", "parse_mode", "entities", "link_preview_options"}
_OFFSET: Final = 64  # bytes, as of a result's id


def answer_inline_query(world: World, params: JSON) -> bool:
    results = params["results"]
    if len(results) > AT_MOST:
        raise RefusedError("too many inline query results specified")
    articles = [_article(world, result) for result in results]
    if len({article["id"] for article in articles}) < len(articles):
        raise RefusedError("RESULT_ID_DUPLICATE")
    offset = params.get("next_offset", "")
    if len(offset.encode()) > _OFFSET:
        raise RefusedError("NEXT_OFFSET_INVALID")
    answer = {
        "results": {article["id"]: article for article in articles},
        "next_offset": offset,
        "button": _button(params.get("button")),
    }
    query_id, personal = params["inline_query_id"], params.get("is_personal", False)
    cached = min(max(params.get("cache_time", _USUALLY), 0), _LONGEST)
    world.inline.answer(query_id, answer, cached, personal=personal)
    world.tell_found(query_id)
    return True


def _article(world: World, result: Any) -> JSON:
    """The result as people see it, with the message that it becomes."""
    result = _known(result, _FIELDS, "inline query result")
    if result.get("type") != "article":
        raise RefusedError("inline query results of this type are not known here")
    if not 1 <= len(str(result.get("id", "")).encode()) <= _OFFSET:
        raise RefusedError("RESULT_ID_INVALID")
    if not str(result.get("title", "")).strip():
        raise RefusedError("ARTICLE_TITLE_EMPTY")
    return {
        "id": str(result["id"]),
        "title": str(result["title"]),
        "description": str(result.get("description") or ""),
        "message": _message(world, result),
    }


def _message(world: World, result: JSON) -> JSON:
    content = _known(result.get("input_message_content"), _CONTENT, "input message content")
    content = {name: value for name, value in content.items() if value is not None}
    if not isinstance(content.get("entities", []), list):
        raise RefusedError("can't parse input message content: entities must be an Array")
    said = message_text({**content, "text": str(content.get("message_text", ""))}, world.users)
    markup = inline_keyboard(result.get("reply_markup"))
    if any("callback_data" in button for row in (markup or {}).get("inline_keyboard", []) for button in row):
        raise RefusedError("buttons of inline messages that call the bot are not known here")
    return {name: value for name, value in {**said, "reply_markup": markup}.items() if value is not None}


def _known(value: Any, fields: set[str], what: str) -> JSON:
    """An object with no other fields."""
    if not isinstance(value, dict):
        raise RefusedError(f"can't parse {what}: Object expected")
    for name in value:
        if name not in fields:
            raise RefusedError(f"can't parse {what}: unknown field {name}")
    return value


def _button(button: JSON | None) -> JSON | None:
    """What stands above the results, and leads to the bot."""
    if not button:
        return None
    parameter = button.get("start_parameter")
    if not isinstance(button.get("text"), str) or not button["text"].strip():
        raise RefusedError("BUTTON_TEXT_INVALID")
    if not isinstance(parameter, str) or not start_parameter(parameter):
        raise RefusedError("START_PARAM_INVALID")
    return {"text": button["text"], "start_parameter": parameter}
