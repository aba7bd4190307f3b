"""The Bot API over HTTP: GET and POST, JSON, forms and multipart, long polling."""

import asyncio
import json
from typing import Any

from aiohttp import web

from bot.demo.errors import RefusedError
from bot.demo.models import JSON, Upload
from bot.demo.telegram import Telegram

MAX_WAIT = 50  # seconds, as at Telegram


def routes(telegram: Telegram) -> list[web.RouteDef]:
    async def call(request: web.Request) -> web.Response:
        if request.match_info["token"] != telegram.token:
            return _response({"ok": False, "error_code": 401, "description": "Unauthorized"})
        try:
            params, files = await _parameters(request)
        except RefusedError as error:
            return _response(error.answer())
        method = request.match_info["method"]
        if method == "getUpdates":
            return _response(await _poll(telegram, params))
        return _response(telegram.call(method, params, files))

    async def download(request: web.Request) -> web.Response:
        file = telegram.files.by_path(request.match_info["path"])
        if request.match_info["token"] != telegram.token or file is None:
            return _response({"ok": False, "error_code": 404, "description": "Not Found"})
        return web.Response(body=file.content, content_type="application/octet-stream")

    return [
        web.get("/bot{token:[^/]+}/{method}", call),
        web.post("/bot{token:[^/]+}/{method}", call),
        web.get("/file/bot{token:[^/]+}/{path:.+}", download),
    ]


async def _poll(telegram: Telegram, params: JSON) -> JSON:
    """Waits for updates; ends with 409 when another poll begins meanwhile."""
    poll = telegram.current_poll = telegram.polls()
    answer = telegram.call("getUpdates", params)
    wait = min(_seconds(params.get("timeout")), MAX_WAIT)
    if answer.get("result") != [] or not wait:
        return answer

    def over() -> bool:
        news = telegram.pending > 0 or telegram.webhook is not None
        return telegram.current_poll != poll or telegram.closing or news

    try:
        await telegram.until(over, wait)
    except TimeoutError:
        return answer
    if telegram.current_poll != poll:
        return RefusedError(
            "terminated by other getUpdates request; make sure that only one bot instance is running", 409
        ).answer()
    if telegram.webhook is not None:
        return RefusedError("terminated by setWebhook request", 409).answer()
    return answer if telegram.closing else telegram.call("getUpdates", params)


def _seconds(value: Any) -> float:
    try:
        return max(float(value or 0), 0)
    except (TypeError, ValueError):
        return 0


async def _parameters(request: web.Request) -> tuple[JSON, dict[str, Upload]]:
    params: JSON = dict(request.query)
    files: dict[str, Upload] = {}
    if request.method != "POST" or not request.can_read_body:
        return params, files
    if request.content_type == "application/json":
        try:
            body = json.loads(await request.read())
        except (ValueError, RecursionError):
            body = None
        if not isinstance(body, dict):
            raise RefusedError("can't parse request: JSON object expected")
        return params | body, files
    try:
        form = await request.post()
    except ValueError as error:
        raise RefusedError("can't parse request: form expected") from error
    for name, value in form.items():
        if isinstance(value, web.FileField):
            content = await asyncio.to_thread(value.file.read)
            files[name] = Upload(value.filename, content, value.content_type)
        else:
            params[name] = value
    return params, files


def _response(answer: JSON) -> web.Response:
    return web.json_response(answer, status=answer.get("error_code", 200))
