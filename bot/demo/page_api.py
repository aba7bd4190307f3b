"""The chat page and what it asks for: the people, a chat's messages, what a person does."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar, get_args

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.demo import page_view
from bot.demo.media import MediaKind
from bot.demo.models import JSON
from bot.demo.page_events import events
from bot.demo.telegram import Telegram

T = TypeVar("T")

PAGE: Final = Path(__file__).parent / "page"
LIMIT: Final = 50  # messages in one answer
_POLICY: Final = "default-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'"
_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": _POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def routes(telegram: Telegram) -> list[web.RouteDef]:
    return [
        web.get("/", _page("index.html")),
        *(web.get(f"/{name}", _page(name)) for name in ("chat.css", "chat.js", "dom.js", "message.js")),
        web.get("/demo/state", partial(_state, telegram)),
        web.get("/demo/messages", partial(_messages, telegram)),
        web.get("/demo/events", partial(events, telegram)),
        web.get("/demo/files/{path:.+}", partial(_file, telegram)),
        web.post("/demo/say", _action(telegram, _say)),
        web.post("/demo/send", _action(telegram, _send)),
        web.post("/demo/tap", _action(telegram, _tap)),
        web.post("/demo/edit", _action(telegram, _edit)),
        web.post("/demo/block", _action(telegram, _block)),
        web.post("/demo/unblock", _action(telegram, _unblock)),
    ]


def _page(name: str) -> Handler:
    async def page(_request: web.Request) -> web.StreamResponse:
        return web.FileResponse(PAGE / name, headers=_HEADERS)

    return page


async def _state(telegram: Telegram, _request: web.Request) -> web.Response:
    return web.json_response(page_view.state(telegram), headers=_HEADERS)


async def _messages(telegram: Telegram, request: web.Request) -> web.Response:
    """The last messages of a chat, or the last ones before a given message."""
    try:
        chat_id = int(request.query["chat_id"])
        before = int(request.query.get("before", 0))
        shown = telegram.messages(chat_id)
    except (KeyError, ValueError):
        return _problem("chat_id of a person and before, a message id, are expected")
    earlier = [message for message in shown if not before or message.id < before]
    answer = {
        "messages": [page_view.message(message) for message in earlier[-LIMIT:]],
        "more": len(earlier) > LIMIT,
    }
    return web.json_response(answer, headers=_HEADERS)


async def _file(telegram: Telegram, request: web.Request) -> web.Response:
    file = telegram.files.by_path(request.match_info["path"])
    if file is None:
        return _problem("no such file", 404)
    shown = file.mime in ("image/png", "image/jpeg", "image/webp")
    headers = _HEADERS if shown else {**_HEADERS, "Content-Disposition": "attachment"}
    return web.Response(
        body=file.content, content_type=file.mime if shown else "application/octet-stream", headers=headers
    )


def _action(telegram: Telegram, act: Callable[[Telegram, JSON], JSON]) -> Handler:
    """A person's deed out of a JSON body; whatever is wrong with it is told with status 400."""

    async def action(request: web.Request) -> web.StreamResponse:
        try:
            body = json.loads(await request.read())
            json.dumps(body, ensure_ascii=False).encode()
        except (ValueError, RecursionError):
            return _problem("JSON is expected")
        if not isinstance(body, dict):
            return _problem("a JSON object is expected")
        try:
            return web.json_response({"ok": True, **act(telegram, body)}, headers=_HEADERS)
        except (KeyError, ValueError) as error:
            return _problem(str(error.args[0]))

    return action


def _say(telegram: Telegram, body: JSON) -> JSON:
    return {"update_id": telegram.says(_person(telegram, body), _get(body, "text", str))}


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


def _get(body: JSON, name: str, kind: type[T]) -> T:
    value = body.get(name)
    if not isinstance(value, kind) or isinstance(value, bool):
        raise ValueError(f"{name}: {kind.__name__} is expected")  # noqa: TRY004 - told to the page as any other
    return value


def _problem(why: str, status: int = 400) -> web.Response:
    return web.json_response({"ok": False, "error": why}, status=status, headers=_HEADERS)
