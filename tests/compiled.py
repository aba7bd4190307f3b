"""Statements are compiled once in a process of tests: each test has engines, which would do so anew."""

from typing import Any, Final

from sqlalchemy import Connection, Engine, event
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite

_KINDS: Final = (PGDialect_asyncpg, SQLiteDialect_aiosqlite)


def share() -> None:
    """From now on, whatever engine it is: all dialects of a kind are made alike, and so compile alike."""
    for kind in _KINDS:
        setattr(kind, "__eq__", lambda one, other: type(one) is type(other))  # noqa: B010 a method of others
        setattr(kind, "__hash__", lambda one: hash(type(one)))  # noqa: B010
    cache: dict[Any, Any] = {}

    def connected(connection: Connection) -> None:
        connection.execution_options(compiled_cache=cache)

    event.listen(Engine, "engine_connect", connected)
