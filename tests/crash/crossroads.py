"""What stands before several web processes: brings each request to one of them, or to all of them at once."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from typing import Final

import aiohttp
from aiohttp import web

SERVED: Final = (200, 400, 403)


class Crossroads:
    def __init__(self, ports: list[int]) -> None:
        self.url = ""
        self.everywhere = False
        self.answers: Final[dict[int, int]] = dict.fromkeys(ports, 0)
        self._ports: Final = ports
        self._turns: Final = count()

    @asynccontextmanager
    async def serve(self) -> AsyncIterator[None]:
        async with aiohttp.ClientSession() as self._session:
            app = web.Application()
            app.router.add_post("/{path:.*}", self._pass_on)
            runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
            await runner.setup()
            try:
                await web.TCPSite(runner, "127.0.0.1", 0).start()
                self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
                yield
            finally:
                await runner.cleanup()

    async def _pass_on(self, request: web.Request) -> web.Response:
        body = await request.read()
        turn = next(self._turns)
        ports = [self._ports[(turn + n) % len(self._ports)] for n in range(len(self._ports))]
        if self.everywhere:
            statuses = await asyncio.gather(*(self._bring(port, request, body) for port in ports))
            return web.Response(status=max(statuses))
        for port in ports:  # whoever is dead is passed over, as every host's router does
            status = await self._bring(port, request, body)
            if status in SERVED:
                return web.Response(status=status)
        return web.Response(status=503)

    async def _bring(self, port: int, request: web.Request, body: bytes) -> int:
        headers = {name: value for name, value in request.headers.items() if name.startswith("X-")}
        try:
            url = f"http://127.0.0.1:{port}{request.path}"
            async with self._session.post(url, data=body, headers=headers) as answer:
                self.answers[port] += answer.status == 200
                return answer.status
        except aiohttp.ClientError:
            return 502


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
