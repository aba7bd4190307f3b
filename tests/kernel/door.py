"""A way to a database that can be shut and opened again."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final, Protocol
from urllib.parse import urlsplit, urlunsplit


class Door(Protocol):
    """`url` leads through it."""

    url: str

    def shut(self) -> None: ...

    def open(self) -> None: ...


class FileDoor:
    """Shut: another process has the file to itself."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._blocker: Final = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)

    def shut(self) -> None:
        self._blocker.execute("BEGIN EXCLUSIVE")

    def open(self) -> None:
        self._blocker.execute("ROLLBACK")

    def remove(self) -> None:
        self._blocker.close()


class WireDoor:
    """Shut: connections break, and new ones are refused."""

    def __init__(self, url: str) -> None:
        self._far: Final = urlsplit(url)
        self._shut = False
        self._wires: Final[set[asyncio.StreamWriter]] = set()

    async def listen(self) -> asyncio.Server:
        server = await asyncio.start_server(self._carry, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        user = self._far.netloc.rpartition("@")[0]
        self.url = urlunsplit(self._far._replace(netloc=f"{user}@127.0.0.1:{port}"))
        return server

    def shut(self) -> None:
        self._shut = True
        for wire in list(self._wires):
            wire.transport.abort()

    def open(self) -> None:
        self._shut = False

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._shut:
            writer.transport.abort()
            return
        far_reader, far_writer = await asyncio.open_connection(self._far.hostname, self._far.port or 5432)
        self._wires.update((writer, far_writer))
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(pour(reader, far_writer))
                tasks.create_task(pour(far_reader, writer))
        finally:
            self._wires.difference_update((writer, far_writer))


@asynccontextmanager
async def door(url: str) -> AsyncIterator[Door]:
    if url.startswith("sqlite"):
        file = FileDoor(url)
        try:
            yield file
        finally:
            file.remove()
        return
    wire = WireDoor(url)
    server = await wire.listen()
    try:
        yield wire
    finally:
        server.close()
        wire.shut()


async def pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except OSError:
        pass
    finally:
        writer.close()
