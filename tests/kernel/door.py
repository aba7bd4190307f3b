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
    """Shut: connections break, and new ones are refused.

    `doubtful`: of the next transaction that writes messages the commit is carried out, and its answer lost.
    """

    def __init__(self, url: str) -> None:
        self.doubtful = False
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
                tasks.create_task(self._ask(reader, far_writer, writer))
                tasks.create_task(pour(far_reader, writer))
        finally:
            self._wires.difference_update((writer, far_writer))

    async def _ask(
        self, reader: asyncio.StreamReader, far: asyncio.StreamWriter, near: asyncio.StreamWriter
    ) -> None:
        """Carries what is asked, and looks out for the commit whose answer is to be lost."""
        writes = False
        try:
            while data := await reader.read(65536):
                writes = writes or b"INSERT INTO outbox" in data
                if self.doubtful and writes and b"COMMIT" in data:
                    self.doubtful = False
                    near.transport.abort()
                writes = writes and b"COMMIT" not in data
                far.write(data)
                await far.drain()
        except OSError:
            pass
        finally:
            far.close()


@asynccontextmanager
async def wire(url: str) -> AsyncIterator[WireDoor]:
    """A way to a PostgreSQL."""
    way = WireDoor(url)
    server = await way.listen()
    try:
        yield way
    finally:
        server.close()
        way.shut()


@asynccontextmanager
async def door(url: str) -> AsyncIterator[Door]:
    if url.startswith("sqlite"):
        file = FileDoor(url)
        try:
            yield file
        finally:
            file.remove()
        return
    async with wire(url) as way:
        yield way


async def pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except OSError:
        pass
    finally:
        writer.close()
