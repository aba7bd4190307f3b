"""Empty databases for the programs under test, and what ours left in them."""

import tempfile
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from enum import StrEnum
from pathlib import Path
from typing import Final

from sqlalchemy import func, make_url, select
from sqlalchemy.ext.asyncio import create_async_engine

from bot.storage.models import Person
from tests import postgres


class Kind(StrEnum):
    SQLITE = "SQLite"
    POSTGRESQL = "PostgreSQL"


_DRIVERS: Final = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}


class Databases:
    def __init__(self, folder: Path, server: postgres.Own | None) -> None:
        self._folder: Final = folder
        self.server: Final = server
        self._files = 0
        self._last = ""

    async def empty(self, kind: Kind | None) -> str:
        """The URL of a database in which nothing is; of none if none is wanted."""
        if kind is None:
            return ""
        if kind is Kind.POSTGRESQL:
            assert self.server is not None
            if self._last:  # so that none weighs on the next
                self.server.drop(self._last)
            self._last = self.server.create()
            self.server.run("CHECKPOINT")
            return self._last
        for old in self._folder.iterdir():
            old.unlink()
        self._files += 1
        return f"sqlite:///{self._folder / f'{self._files}.db'}"


@asynccontextmanager
async def open_(kinds: list[Kind]) -> AsyncIterator[Databases]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        # With the defaults that make a commit durable.
        server = stack.enter_context(postgres.own()) if Kind.POSTGRESQL in kinds else None
        yield Databases(folder, server)


async def registered(url: str) -> int:
    """How many people have really signed up."""
    address = make_url(url)
    engine = create_async_engine(address.set(drivername=_DRIVERS[address.get_backend_name()]))
    try:
        async with engine.connect() as connection:
            found = await connection.scalar(
                select(func.count()).select_from(Person).where(Person.registered_at.is_not(None))
            )
            return found or 0
    finally:
        await engine.dispose()
