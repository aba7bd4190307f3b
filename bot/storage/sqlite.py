"""SQLite: a file, served by one process at a time while others stand by.

Writers take their lock at BEGIN and queue in this process, since the driver's default lets two of them read
the same state first, and SQLite's own wait is a sleep.
"""

import asyncio
import fcntl
import sqlite3
import time
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager, closing
from functools import partial
from pathlib import Path
from typing import IO, Any, Final
from uuid import uuid4

from sqlalchemy import FromClause, event
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import DatabaseError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, create_async_engine

from bot.log import logger
from bot.storage import hop
from bot.storage.troubles import Refused, Trouble, Unavailable

_EVERY: Final = 0.5  # seconds between two tries to lead
_SOON: Final = 0.01  # seconds between two tries to open a new file


class Sqlite:
    several = False

    def __init__(self, url: str, patience: float) -> None:
        self._url: Final = make_url(url).set(drivername="sqlite+aiosqlite")
        self._path: Final = Path(self._url.database or "")
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._patience: Final = patience
        self._writing: Final = asyncio.Lock()
        self.engine: AsyncEngine = self._connecting("ON")
        self.reader: AsyncEngine = self.engine.execution_options(reading=True)

    def writing(self) -> asyncio.Lock:
        return self._writing

    @asynccontextmanager
    async def migrating(self) -> AsyncIterator[AsyncConnection]:
        """Without foreign keys: tables are rebuilt, and dropping one must not delete what refers to it."""
        engine = self._connecting("OFF")
        try:
            async with self._writing, engine.begin() as connection:
                yield connection
                broken = (await connection.exec_driver_sql("PRAGMA foreign_key_check")).all()
                assert not broken, "a migration left rows that refer to nothing"
        finally:
            await engine.dispose()

    @asynccontextmanager
    async def member(self) -> AsyncIterator["FileMember"]:
        with self._path.with_name(f"{self._path.name}.lock").open("a") as file:
            yield FileMember(file)

    def judge(self, error: Exception) -> type[Trouble] | None:
        if isinstance(error, OperationalError | InterfaceError | PoolTimeout | OSError):
            return Unavailable
        # The driver's word for a file that is something else.
        return Refused if type(error) is DatabaseError else None

    async def clean(self) -> None:
        """Empties the write-ahead log."""
        async with self._writing:
            await asyncio.to_thread(_checkpoint, self._path)

    def _connecting(self, foreign_keys: str) -> AsyncEngine:
        def prepare(connection: Any, _record: object) -> None:
            cursor = connection.cursor()
            for pragma in (
                "synchronous=FULL",
                "secure_delete=ON",
                f"foreign_keys={foreign_keys}",
            ):
                cursor.execute(f"PRAGMA {pragma}")
            cursor.close()

        async def connect(*_: object, **__: object) -> Any:
            return await hop.opened(partial(_connect, self._path, self._patience))

        engine = create_async_engine(self._url, hide_parameters=True, async_creator=connect)
        engine.dialect.statement_compiler = Hinting
        event.listen(engine.sync_engine, "connect", prepare)
        event.listen(engine.sync_engine, "begin", _begin)
        return engine


class Hinting(SQLiteCompiler):
    """Writes the hints of `with_hint`, which SQLAlchemy leaves out for SQLite."""

    def get_from_hint_text(self, _table: FromClause, text: str | None) -> str | None:
        return text


class FileMember:
    """A process with the file open. Only who leads does anything, so whoever else left claims is dead."""

    def __init__(self, file: IO[str]) -> None:
        self.owner = uuid4().hex
        self.lost = asyncio.Event()
        self._file: Final = file

    async def lead(self) -> bool:
        waiting = False
        while not _locked(self._file.fileno()):
            if not waiting:
                logger.warning("another process serves this database; standing by")
            waiting = True
            await asyncio.sleep(_EVERY)
        return True

    async def dead(self, _session: AsyncSession, owners: Collection[str]) -> set[str]:
        return set(owners) - {self.owner}

    def listen(self, heard: Callable[[], None]) -> None:
        """Nobody else writes."""


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _connect(path: Path, patience: float) -> sqlite3.Connection:
    """Transactions begin only where they are told to. Called in the connection's own thread."""
    connection = sqlite3.connect(path, timeout=patience, isolation_level=None, check_same_thread=False)
    deadline = time.monotonic() + patience
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.Error as error:
            # At a new file SQLite itself does not wait for who is doing the same.
            if not _is_busy(error) or time.monotonic() >= deadline:
                connection.close()
                raise
            time.sleep(_SOON)
        else:
            return connection


def _is_busy(error: sqlite3.Error) -> bool:
    """Extended codes say in their higher bits what it is busy with."""
    return error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY


def _begin(connection: Connection) -> None:
    reading = connection.get_execution_options().get("reading")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _checkpoint(path: Path) -> None:
    """On a connection of its own: it may not stand in a transaction."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
