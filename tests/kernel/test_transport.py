"""The transport under python-telegram-bot: a server that answers, stalls, hangs up, or is not there."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from telegram import Bot, InputFile
from telegram.error import (
    BadRequest,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.transport import Api, NotSent, TokenRefused, Transport, UnreadableAnswer

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def answering(handler: Handler) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_post("/{path:.*}", handler)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def raised(handler: Handler) -> TelegramError:
    async with answering(handler) as root, Transport(timeout=0.3) as transport:
        with pytest.raises(TelegramError) as error:
            await Api(transport, root, "1:x").call("sendMessage", {"chat_id": 1, "text": "Анна"})
    return error.value


async def test_a_stored_body_goes_as_it_is_and_the_result_comes_back() -> None:
    async def echo(request: web.Request) -> web.Response:
        assert request.path == "/bot1:x/sendMessage"
        return web.json_response({"ok": True, "result": await request.json()})

    body = {"chat_id": 1, "text": "Сәлем <b>", "reply_markup": {"inline_keyboard": []}}
    async with answering(echo) as root, Transport() as transport:
        assert await Api(transport, root, "1:x").call("sendMessage", body) == body


@pytest.mark.parametrize(
    ("code", "answer", "expected"),
    [
        (400, {"ok": False, "description": "Bad Request: chat not found"}, BadRequest),
        (403, {"ok": False, "description": "Forbidden: bot was blocked by the user"}, Forbidden),
        (429, {"ok": False, "description": "Too Many", "parameters": {"retry_after": 3}}, RetryAfter),
        (500, {"ok": False, "description": "Internal Server Error"}, NetworkError),
    ],
)
async def test_refusals_become_the_librarys_errors(
    code: int, answer: dict[str, object], expected: type[TelegramError]
) -> None:
    async def refuse(_request: web.Request) -> web.Response:
        return web.json_response(answer, status=code)

    assert type(await raised(refuse)) is expected


async def test_an_unreadable_502_is_a_network_error() -> None:
    async def gateway(_request: web.Request) -> web.Response:
        return web.Response(status=502, text="<html>Bad Gateway</html>")

    error = await raised(gateway)
    assert isinstance(error, NetworkError)
    assert not isinstance(error, NotSent | TimedOut)


@pytest.mark.parametrize("code", [401, 404])
async def test_a_token_that_telegram_does_not_know_ends_everything(code: int) -> None:
    async def refuse(_request: web.Request) -> web.Response:
        return web.json_response({"ok": False, "description": "Unauthorized"}, status=code)

    async with answering(refuse) as root, Transport() as transport:
        with pytest.raises(TokenRefused):
            await Api(transport, root, "1:x").call("getMe", {})


@pytest.mark.parametrize("code", [400, 401, 403, 404])
async def test_a_page_of_a_proxy_is_no_refusal_of_telegram(code: int) -> None:
    async def page(_request: web.Request) -> web.Response:
        return web.Response(status=code, text="<html>Not here, Анна</html>")

    assert type(await raised(page)) is UnreadableAnswer


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (200, '{"ok": true}'),
        (200, "null"),
        (400, '{"ok": false, "parameters": [1]}'),
        (429, '{"ok": false, "description": "x", "parameters": {"retry_after": "soon"}}'),
    ],
)
async def test_json_that_is_not_the_bot_apis_is_unreadable(code: int, text: str) -> None:
    async def odd(_request: web.Request) -> web.Response:
        return web.Response(status=code, text=text)

    assert type(await raised(odd)) is UnreadableAnswer


@pytest.mark.parametrize("text", ["Анна", "[]", ""])
async def test_an_answer_that_is_not_the_bot_apis_is_told_without_quoting_it(text: str) -> None:
    async def nonsense(_request: web.Request) -> web.Response:
        return web.Response(text=text)

    error = await raised(nonsense)
    assert type(error) is UnreadableAnswer
    assert "Анна" not in str(error)


async def test_silence_is_an_unknown_outcome() -> None:
    async def silent(_request: web.Request) -> web.Response:
        await asyncio.sleep(1)
        return web.Response()

    assert type(await raised(silent)) is TimedOut


async def test_a_connection_lost_on_the_way_is_an_unknown_outcome() -> None:
    async def hang_up(request: web.Request) -> web.Response:
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    assert type(await raised(hang_up)) is TimedOut


async def test_a_refused_connection_is_surely_not_sent() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    async with Transport() as transport:
        with pytest.raises(NotSent):
            await Api(transport, f"http://127.0.0.1:{port}", "1:x").call("sendMessage", {"text": "x"})


async def test_a_closed_transport_is_surely_not_sent() -> None:
    with pytest.raises(NotSent):
        await Api(Transport(), "http://127.0.0.1:1", "1:x").call("sendMessage", {"text": "x"})


async def test_the_library_uploads_files_through_it() -> None:
    async def take(request: web.Request) -> web.Response:
        form = await request.post()
        document = form["document"]
        assert isinstance(document, web.FileField)
        assert (document.filename, document.file.read()) == ("list.csv", "Әсел".encode())
        assert form["caption"] == "<b>"
        sent = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}}
        return web.json_response({"ok": True, "result": sent})

    async with answering(take) as root, Transport() as transport:
        bot = Bot("1:x", base_url=f"{root}/bot", request=transport)
        sent = await bot.send_document(1, InputFile("Әсел".encode(), filename="list.csv"), caption="<b>")
    assert sent.message_id == 1
