"""News for the chat page as server-sent events. The page loads the state anew whenever a stream begins."""

import asyncio
import json
from typing import Final

from aiohttp import web

from bot.demo import page_view
from bot.demo.models import JSON
from bot.demo.telegram import Telegram

_BREATH: Final = 15.0  # seconds; a comment this often shows both sides that the line holds


async def events(telegram: Telegram, request: web.Request) -> web.StreamResponse:
    stream = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
    with telegram.feed.watch() as watcher:
        try:
            await stream.prepare(request)
            await stream.write(b"retry: 1000\n\n" + _encoded({"kind": "hello"}))
            while not telegram.closing and not watcher.lost:
                try:
                    news = await asyncio.wait_for(watcher.events.get(), _BREATH)
                except TimeoutError:
                    await stream.write(b": still here\n\n")
                else:
                    await stream.write(_encoded(page_view.event(telegram, news)))
        except ConnectionResetError:
            pass
    return stream


def _encoded(news: JSON) -> bytes:
    return f"data: {json.dumps(news)}\n\n".encode()
