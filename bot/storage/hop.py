"""aiosqlite with one hop to its thread for each statement, where it takes four: open, run, fetch, close.

SQLAlchemy fetches every row at once anyway; a hop costs about a tenth of a millisecond.
"""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, Self

import aiosqlite


class Connection(aiosqlite.Connection):
    def cursor(self) -> "Cursor":  # type: ignore[override]  # SQLAlchemy asks for no more than this one can
        return Cursor(self)

    async def run(self, work: Callable[[], Any]) -> Any:
        return await self._execute(work)  # type: ignore[no-untyped-call]


class Cursor:
    arraysize = 1
    description: Any = None
    rowcount = -1
    lastrowid: int | None = None

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: list[Any] = []

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, operation: str, parameters: Sequence[Any] = ()) -> Self:
        await self._connection.run(partial(self._run, "execute", operation, parameters))
        return self

    async def executemany(self, operation: str, parameters: Iterable[Sequence[Any]]) -> Self:
        await self._connection.run(partial(self._run, "executemany", operation, parameters))
        return self

    async def fetchall(self) -> list[Any]:
        rows, self._rows = self._rows, []
        return rows

    async def close(self) -> None:
        """The statement's own cursor is closed already."""

    def _run(self, how: str, operation: str, parameters: Any) -> None:
        running: sqlite3.Cursor = self._connection._conn.cursor()  # noqa: SLF001 the base class's own
        try:
            getattr(running, how)(operation, parameters)
            self.description = running.description
            self._rows = running.fetchall() if running.description else []
            self.rowcount, self.lastrowid = running.rowcount, running.lastrowid
        finally:
            running.close()


async def opened(connect: Callable[[], sqlite3.Connection]) -> Connection:
    connection = Connection(connect, 64)
    connection._thread.daemon = True  # noqa: SLF001 nor may it hold up the end of the process
    try:
        await connection
    except sqlite3.Error:
        connection._thread.join()  # noqa: SLF001 it is about to end, and would speak to a loop that is closed
        raise
    return connection
