"""Lets nobody in but this machine: no other site's script, no other host's name, and no traceback out."""

from aiohttp import web
from aiohttp.typedefs import Handler

_ELSEWHERE = {"cross-site", "same-site"}  # as a browser says it, also of what carries no Origin
_HERE = {"127.0.0.1", "localhost", "[::1]"}


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    name = request.host if request.host.endswith("]") else request.host.rpartition(":")[0] or request.host
    if name not in _HERE:
        return _refusal(403, "only names of this machine are served")
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"{request.scheme}://{request.host}":
        return _refusal(403, "another site may not use this page")
    if request.headers.get("Sec-Fetch-Site") in _ELSEWHERE and request.path != "/":
        return _refusal(403, "another site may not use this page")
    return await handler(request)


def _refusal(status: int, why: str) -> web.Response:
    return web.json_response(
        {"ok": False, "error_code": status, "description": f"Forbidden: {why}"}, status=status
    )
