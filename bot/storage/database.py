"""The database: an engine, `transaction()` to write and `reading()` to look.

SQLite: writers take their lock at BEGIN and queue in this process, since the driver's default lets
two of them read the same state first, and SQLite's own wait is a sleep.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any, Final

from sqlalchemy import event
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, create_async_engine

from bot.storage.models import Base

# What a database raises that is away, locked or full, rather than asked something wrong.
TROUBLE: Final = (OperationalError, InterfaceError, PoolTimeout, OSError)


class Database:
    """`patience` is how many seconds a write waits for another process's."""

    def __init__(self, url: str, *, patience: float = 2.0) -> None:
        self.url: Final = _url(url)
        self.path: Final = Path(self.url.database or "")
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.engine: Final = self._connecting(patience, "ON")
        self._patience: Final = patience
        self._writing: Final = asyncio.Lock()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """A session whose work is committed at the end, or not at all."""
        async with (
            self._writing,
            AsyncSession(self.engine, expire_on_commit=False) as session,
            session.begin(),
        ):
            yield session

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A session that sees one state of the database and changes nothing."""
        reader = self.engine.execution_options(reading=True)
        async with AsyncSession(reader, expire_on_commit=False) as session, session.begin():
            yield session

    @asynccontextmanager
    async def rebuilding(self) -> AsyncIterator[AsyncConnection]:
        """A transaction to rebuild tables in: dropping the old one must not delete what refers to it."""
        engine = self._connecting(self._patience, "OFF")
        try:
            async with self._writing, engine.begin() as connection:
                yield connection
                broken = (await connection.exec_driver_sql("PRAGMA foreign_key_check")).all()
                assert not broken, "a migration left rows that refer to nothing"
        finally:
            await engine.dispose()

    def _connecting(self, patience: float, foreign_keys: str) -> AsyncEngine:
        def prepare(connection: Any, _record: object) -> None:
            cursor = connection.cursor()
            for pragma in (
                "journal_mode=WAL",
                "synchronous=FULL",
                "secure_delete=ON",
                f"foreign_keys={foreign_keys}",
            ):
                cursor.execute(f"PRAGMA {pragma}")
            cursor.close()

        engine = create_async_engine(
            self.url, hide_parameters=True, connect_args={"timeout": patience, "isolation_level": None}
        )
        event.listen(engine.sync_engine, "connect", prepare)
        event.listen(engine.sync_engine, "begin", _begin)
        return engine

    async def checkpoint(self) -> None:
        """Empties the write-ahead log, in which what was deleted would stand for a while."""
        async with self._writing:
            await asyncio.to_thread(_checkpoint, self.path)

    async def aclose(self) -> None:
        await self.engine.dispose()


def insert(session: AsyncSession, table: type[Base]) -> sqlite.Insert:
    """An INSERT that knows ON CONFLICT, in the dialect of the session's database."""
    dialect = session.get_bind().dialect.name
    assert dialect == "sqlite", dialect
    return sqlite.insert(table)


def _url(url: str) -> URL:
    return make_url(url).set(drivername="sqlite+aiosqlite")


def _begin(connection: Connection) -> None:
    reading = connection.get_execution_options().get("reading")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _checkpoint(path: Path) -> None:
    """On a connection of its own: it may not stand in a transaction."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
