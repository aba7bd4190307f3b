"""The chat page and what it reads: people, messages, what passed between Telegram and the bot."""

from functools import partial
from pathlib import Path
from typing import Final

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.demo import page_deeds, page_view
from bot.demo.page_answers import HEADERS, problem, told
from bot.demo.page_events import events
from bot.demo.stage import Stage
from bot.demo.telegram import Telegram

PAGE: Final = Path(__file__).parent / "page"
LIMIT: Final = 50  # messages in one answer
NOTED: Final = 200  # entries of the journal in one answer
_SHOWN: Final = ("image/png", "image/jpeg", "image/webp", "application/pdf")


def routes(telegram: Telegram, stage: Stage | None) -> list[web.RouteDef]:
    return [
        web.get("/", _page("index.html")),
        *(web.get(f"/{path.name}", _page(path.name)) for path in sorted(PAGE.glob("*.[cj]s*"))),
        web.get("/demo/state", partial(_state, telegram, stage)),
        web.get("/demo/chat", partial(_chat, telegram)),
        web.get("/demo/messages", partial(_messages, telegram)),
        web.get("/demo/journal", partial(_journal, telegram)),
        web.get("/demo/events", partial(events, telegram)),
        web.get("/demo/files/{path:.+}", partial(_file, telegram)),
        *page_deeds.routes(telegram, stage),
    ]


def _page(name: str) -> Handler:
    async def page(_request: web.Request) -> web.StreamResponse:
        return web.FileResponse(PAGE / name, headers=HEADERS)

    return page


async def _state(telegram: Telegram, stage: Stage | None, _request: web.Request) -> web.Response:
    return told({**page_view.state(telegram), "stage": stage.view() if stage else None})


async def _chat(telegram: Telegram, request: web.Request) -> web.Response:
    try:
        user = telegram.users[int(request.query["chat_id"])]
    except (KeyError, ValueError):
        return problem("chat_id of a person is expected")
    return told(page_view.chat(telegram, user))


async def _messages(telegram: Telegram, request: web.Request) -> web.Response:
    """The last messages of a chat, or the last ones before a given message."""
    try:
        chat_id = int(request.query["chat_id"])
        before = int(request.query.get("before", 0))
        shown = telegram.messages(chat_id)
    except (KeyError, ValueError):
        return problem("chat_id of a person and before, a message id, are expected")
    earlier = [message for message in shown if not before or message.id < before]
    answer = {
        "messages": [page_view.message(message) for message in earlier[-LIMIT:]],
        "more": len(earlier) > LIMIT,
    }
    return told(answer)


async def _journal(telegram: Telegram, request: web.Request) -> web.Response:
    """The newest entries after a number, of one chat if it is named."""
    try:
        after = int(request.query.get("after", 0))
        chat_id = int(request.query["chat_id"]) if "chat_id" in request.query else None
    except ValueError:
        return problem("after, a number, and chat_id, if any, are expected")
    return told(
        {"entries": [page_view.entry(entry) for entry in telegram.journal.after(after, chat_id, NOTED)]}
    )


async def _file(telegram: Telegram, request: web.Request) -> web.Response:
    """Pictures and PDFs to look at, anything else to keep: nothing of it may run in the page."""
    file = telegram.files.by_path(request.match_info["path"])
    if file is None:
        return problem("no such file", 404)
    shown = file.mime in _SHOWN
    headers = HEADERS if shown else {**HEADERS, "Content-Disposition": "attachment"}
    return web.Response(
        body=file.content, content_type=file.mime if shown else "application/octet-stream", headers=headers
    )
