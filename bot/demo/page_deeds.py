"""What a person does on the chat page, and what whoever watches does: move the clock, start over."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar, get_args

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.demo.media import MediaKind
from bot.demo.models import JSON
from bot.demo.page_answers import problem, told
from bot.demo.stage import Stage
from bot.demo.telegram import Telegram

T = TypeVar("T")


def routes(telegram: Telegram, stage: Stage | None) -> list[web.RouteDef]:
    def deed(act: Callable[[Telegram, JSON], JSON]) -> Handler:
        def of_a_person(body: JSON) -> JSON:
            if stage is not None:
                stage.demand()
            return act(telegram, body)

        return _action(of_a_person)

    found = [
        web.post("/demo/say", deed(_say)),
        web.post("/demo/send", deed(_send)),
        web.post("/demo/tap", deed(_tap)),
        web.post("/demo/edit", deed(_edit)),
        web.post("/demo/block", deed(_block)),
        web.post("/demo/unblock", deed(_unblock)),
        web.post("/demo/inline", deed(_inline)),
        web.post("/demo/choose", deed(_choose)),
    ]
    if stage is None:
        return found

    def clock(body: JSON) -> JSON:
        stage.demand()
        stage.forward(_time(body))
        return stage.view()

    def reset(_body: JSON) -> JSON:
        stage.again.set()
        return {}

    return [*found, web.post("/demo/clock", _action(clock)), web.post("/demo/reset", _action(reset))]


def _action(act: Callable[[JSON], JSON]) -> Handler:
    """A deed out of a JSON body; whatever is wrong with it is told with status 400."""

    async def action(request: web.Request) -> web.StreamResponse:
        try:
            body = json.loads(await request.read())
            json.dumps(body, ensure_ascii=False).encode()
        except (ValueError, RecursionError):
            return problem("JSON is expected")
        if not isinstance(body, dict):
            return problem("a JSON object is expected")
        try:
            return told({"ok": True, **act(body)})
        except ValueError as error:
            return problem(str(error))

    return action


def _say(telegram: Telegram, body: JSON) -> JSON:
    person, text = _person(telegram, body), _get(body, "text", str)
    return {"update_id": telegram.says(person, text, chat_id=_chat(telegram, body, person))}


def _inline(telegram: Telegram, body: JSON) -> JSON:
    person, typed = _person(telegram, body), _get(body, "text", str)
    offset = _get(body, "offset", str) if "offset" in body else ""
    query = telegram.asks(person, typed, chat_id=_chat(telegram, body, person), offset=offset)
    return {"query_id": query}


def _choose(telegram: Telegram, body: JSON) -> JSON:
    return {"update_id": telegram.chooses(_get(body, "query_id", str), _get(body, "result_id", str))}


def _send(telegram: Telegram, body: JSON) -> JSON:
    kind: Any = _get(body, "kind", str)
    if kind not in get_args(MediaKind):
        raise ValueError("kind is unknown")
    return {"update_id": telegram.sends(_person(telegram, body), kind)}


def _tap(telegram: Telegram, body: JSON) -> JSON:
    person, message_id = _person(telegram, body), _get(body, "message_id", int)
    return {"query_id": telegram.taps(person, message_id, _get(body, "data", str))}


def _edit(telegram: Telegram, body: JSON) -> JSON:
    person, message_id = _person(telegram, body), _get(body, "message_id", int)
    if message_id not in telegram.chats[person].messages:
        raise ValueError("no such message")
    return {"update_id": telegram.edits(person, message_id, _get(body, "text", str))}


def _block(telegram: Telegram, body: JSON) -> JSON:
    return {"update_id": telegram.blocks(_person(telegram, body))}


def _unblock(telegram: Telegram, body: JSON) -> JSON:
    return {"update_id": telegram.unblocks(_person(telegram, body))}


def _person(telegram: Telegram, body: JSON) -> int:
    user_id = _get(body, "user_id", int)
    if user_id not in telegram.users:
        raise ValueError("no such person")
    return user_id


def _chat(telegram: Telegram, body: JSON, person: int) -> int:
    """The person's own chat with the bot, or the group."""
    chat_id = _get(body, "chat_id", int) if "chat_id" in body else person
    if chat_id != person and (chat_id not in telegram.chats or chat_id in telegram.users):
        raise ValueError("no such chat")
    return chat_id


def _time(body: JSON) -> datetime:
    seconds = _get(body, "to", int)
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError, ValueError) as error:
        raise ValueError("to: a time is expected") from error


def _get(body: JSON, name: str, kind: type[T]) -> T:
    value = body.get(name)
    if not isinstance(value, kind) or isinstance(value, bool):
        raise ValueError(f"{name}: {kind.__name__} is expected")  # noqa: TRY004 - told to the page as any other
    return value
