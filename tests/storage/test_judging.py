"""Which errors mean that a PostgreSQL is away, which that it will never be there, and which are our own."""

import asyncpg
import pytest

from bot.storage.postgresql import Postgresql
from bot.storage.troubles import Refused, Trouble, Unavailable


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (asyncpg.InterfaceError("connection is closed"), Unavailable),
        (asyncpg.InternalClientError("unexpected state"), Unavailable),
        (ConnectionResetError(), Unavailable),
        (asyncpg.AdminShutdownError("terminating"), Unavailable),
        (asyncpg.SerializationError("again"), Unavailable),
        (asyncpg.InvalidPasswordError("who?"), Refused),
        (asyncpg.InvalidCatalogNameError("nowhere"), Refused),
        (asyncpg.ClientConfigurationError("malformed"), Refused),
        (asyncpg.UndefinedColumnError("no such column"), None),
        (ValueError("ours"), None),
    ],
)
def test_each_is_judged(error: Exception, trouble: type[Trouble] | None) -> None:
    assert Postgresql("postgresql://db.kz/bot").judge(error) is trouble
