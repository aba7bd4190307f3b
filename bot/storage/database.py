"""The database: `transaction()` to write, `reading()` to look, and a membership among those who serve it.

What the two kinds of database do differently stands in `sqlite.py` and `postgresql.py`.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, contextmanager
from typing import Final, Protocol, cast

from sqlalchemy import Table, func, select
from sqlalchemy.dialects import postgresql as on_postgresql
from sqlalchemy.dialects import sqlite as on_sqlite
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession

from bot.storage.members import Member
from bot.storage.models import Base
from bot.storage.postgresql import CHANNEL, Postgresql
from bot.storage.sqlite import Sqlite
from bot.storage.troubles import Refused, Trouble

_NOTIFY: Final = select(func.pg_notify(CHANNEL, ""))


class Kind(Protocol):
    """What differs between the databases."""

    engine: AsyncEngine
    reader: AsyncEngine  # the same, for looks at one state of the database
    several: bool  # whether several processes may take updates at once

    def writing(self) -> AbstractAsyncContextManager[object]:
        """Held by who writes, where the database itself does not queue writers."""

    def migrating(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """A transaction to change tables in, one process at a time."""

    def member(self) -> AbstractAsyncContextManager[Member]:
        """Makes this process one of those who serve the database."""

    def judge(self, error: Exception) -> type[Trouble] | None:
        """What kind of trouble an error tells of; None if the database was asked something wrong."""

    async def clean(self) -> None:
        """Removes what was deleted from where it still stands."""


class Database:
    """`patience` is how many seconds a write to a SQLite file waits for another process's.

    Raises Refused where the file has no place.
    """

    def __init__(self, url: str, *, patience: float = 2.0) -> None:
        try:
            self._kind: Final[Kind] = Sqlite(url, patience) if url.startswith("sqlite") else Postgresql(url)
        except (OSError, ValueError) as error:
            raise Refused(type(error).__name__) from error
        self.engine: Final = self._kind.engine
        self.several: Final = self._kind.several

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """A session whose work is committed at the end, or not at all. Raises Trouble."""
        with self._translating():
            async with (
                self._kind.writing(),
                AsyncSession(self.engine, expire_on_commit=False) as session,
                session.begin(),
            ):
                yield session

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A session that sees one state of the database and changes nothing. Raises Trouble."""
        with self._translating():
            async with AsyncSession(self._kind.reader, expire_on_commit=False) as session, session.begin():
                yield session

    @asynccontextmanager
    async def migrating(self) -> AsyncIterator[AsyncConnection]:
        """A transaction to change tables in, one process at a time. Raises Trouble."""
        with self._translating():
            async with self._kind.migrating() as connection:
                yield connection

    @asynccontextmanager
    async def member(self) -> AsyncIterator[Member]:
        """Makes this process one of those who serve the database. Raises Trouble if there is no way in."""
        async with AsyncExitStack() as stack:
            with self._translating():
                member = await stack.enter_async_context(self._kind.member())
            yield member

    async def clean(self) -> None:
        """Removes what was deleted from where it still stands, like a log of changes. Raises Trouble."""
        with self._translating():
            await self._kind.clean()

    async def answers(self) -> bool:
        """Whether the database is there and answers within two seconds."""
        try:
            async with asyncio.timeout(2), self.reading() as session:
                await session.execute(select(1))
        except (Trouble, TimeoutError):
            return False
        return True

    async def aclose(self) -> None:
        await self.engine.dispose()

    @contextmanager
    def _translating(self) -> Iterator[None]:
        try:
            yield
        except Trouble:
            raise
        except Exception as error:
            if trouble := self._kind.judge(error):
                raise trouble(type(error).__name__) from error
            raise


def dialect(session: AsyncSession) -> str:
    """`sqlite` or `postgresql`."""
    return session.get_bind().dialect.name


def insert(dialect_name: str, table: type[Base]) -> on_sqlite.Insert | on_postgresql.Insert:
    """An INSERT that knows ON CONFLICT."""
    into = cast("Table", table.__table__)
    return on_sqlite.insert(into) if dialect_name == "sqlite" else on_postgresql.insert(into)


async def notify(session: AsyncSession) -> None:
    """Wakes the leader in another process, once this transaction is committed."""
    if dialect(session) == "postgresql":
        await session.execute(_NOTIFY)
