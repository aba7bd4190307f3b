"""answerCallbackQuery."""

from bot.demo.errors import RefusedError
from bot.demo.models import JSON
from bot.demo.text import units
from bot.demo.world import World


def answer_callback_query(world: World, params: JSON) -> bool:
    text = params.get("text", "")
    if units(text) > 200:
        raise RefusedError("MESSAGE_TOO_LONG")
    answer = {"text": text or None, "show_alert": params.get("show_alert", False), "url": params.get("url")}
    query = world.queries.answer(params["callback_query_id"], answer)
    world.feed.publish(
        {
            "kind": "answer",
            "chat_id": query.chat_id,
            "user_id": query.user_id,
            "query_id": params["callback_query_id"],
            **answer,
        }
    )
    return True
