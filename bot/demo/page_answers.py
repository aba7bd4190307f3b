"""How the chat page is answered: JSON that nobody keeps, and nothing that may reach out of the page."""

from typing import Final

from aiohttp import web

from bot.demo.models import JSON

_POLICY: Final = (
    "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": _POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def told(answer: JSON) -> web.Response:
    return web.json_response(answer, headers=HEADERS)


def problem(why: str, status: int = 400) -> web.Response:
    return web.json_response({"ok": False, "error": why}, status=status, headers=HEADERS)
