"""PostgreSQL: any number of processes on one database. It is the database that tells them apart.

A member is a session of its own that holds an advisory lock and hears what others notify.
"""

import asyncio
import random
import ssl
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager, nullcontext
from typing import Any, Final

import asyncpg
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, InterfaceError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, create_async_engine

from bot.log import logger
from bot.storage.address import Address
from bot.storage.troubles import Refused, Trouble, Unavailable

CHANNEL: Final = "outbox"
_MEMBERS, _ROLES = 0x766F6C75, 0x766F6C76  # the classes of our advisory locks
_LEADING, _MIGRATING = 1, 2
_EVERY: Final = 0.5  # seconds between two looks of a member at its lock
_PATIENCE: Final = 2.0  # seconds for an answer to such a look
_CONNECT: Final = 5.0
_ANSWER: Final = 30.0  # seconds that any statement but a migration's may take
# A host that vanished is noticed by the server within three seconds, and its locks are free.
_KEEPALIVE: Final = {
    "tcp_keepalives_idle": "1",
    "tcp_keepalives_interval": "1",
    "tcp_keepalives_count": "2",
    "tcp_user_timeout": "3000",
}
# Who asks every half second and falls silent is dead or frozen, whatever its host still says.
_STAYING: Final = _KEEPALIVE | {"idle_session_timeout": "4000"}
# Nor may one that froze in the middle of a transaction keep people locked.
_WORKING: Final = _KEEPALIVE | {"idle_in_transaction_session_timeout": "5000"}
# By class of SQLSTATE: connection, resources, operator, system; rolled back, lock not available, read only.
_AWAY: Final = ("08", "53", "57", "58", "40", "55P03", "25006")
# The driver's own confusion, seen where a server goes down in the middle of an answer, ends a session too.
_CONFUSED: Final = (asyncpg.InterfaceError, asyncpg.InternalClientError)
_ENDED: Final = (asyncpg.PostgresError, *_CONFUSED, OSError)
_MISCONFIGURED: Final = (asyncpg.ClientConfigurationError, FileNotFoundError, ssl.SSLCertVerificationError)
_NOT_OURS: Final = ("28", "3D000")  # who we say we are, and a database that is not there


class Postgresql:
    several = True

    def __init__(self, url: str) -> None:
        self._address: Final = Address.parse(url)
        self.engine: AsyncEngine = self._connecting(_ANSWER)
        self.reader: AsyncEngine = self.engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )

    def writing(self) -> nullcontext[None]:
        return nullcontext()

    @asynccontextmanager
    async def migrating(self) -> AsyncIterator[AsyncConnection]:
        engine = self._connecting(None)
        try:
            async with engine.begin() as connection:
                await connection.execute(text(f"SELECT pg_advisory_xact_lock({_ROLES}, {_MIGRATING})"))
                yield connection
        finally:
            await engine.dispose()

    @asynccontextmanager
    async def member(self) -> AsyncIterator["SessionMember"]:
        connection = await self._address.connect(_CONNECT, _PATIENCE, _STAYING)
        try:
            member = SessionMember(connection)
            await member.enter()
            async with asyncio.TaskGroup() as tasks:
                staying = tasks.create_task(member.stay())
                try:
                    yield member
                finally:
                    staying.cancel()
        finally:
            connection.terminate()

    def judge(self, error: Exception) -> type[Trouble] | None:
        if isinstance(error, _MISCONFIGURED):
            return Refused
        if isinstance(error, (OSError, InterfaceError, PoolTimeout, *_CONFUSED)):
            return Unavailable
        if isinstance(error, DBAPIError) and error.connection_invalidated:
            return Unavailable
        driver = error.orig if isinstance(error, DBAPIError) else error
        state = getattr(driver, "sqlstate", None) or ""
        if state.startswith(_AWAY):
            return Unavailable
        return Refused if state.startswith(_NOT_OURS) else None

    async def clean(self) -> None:
        """The server's own vacuum does."""

    def _connecting(self, answer: float | None) -> AsyncEngine:
        async def connect(*_: object, **__: object) -> Any:
            return await self._address.connect(_CONNECT, answer, _WORKING if answer else None)

        return create_async_engine("postgresql+asyncpg://", async_creator=connect, hide_parameters=True)


class SessionMember:
    """A session that holds the lock of its number: others see in the server's list of locks who lives."""

    def __init__(self, connection: Any) -> None:
        self._number: Final = random.SystemRandom().randrange(1, 2**31)
        self._connection: Final = connection
        self._asking: Final = asyncio.Lock()
        self.owner = str(self._number)
        self.lost = asyncio.Event()
        self._heard: Callable[[], None] = lambda: None

    async def enter(self) -> None:
        self._connection.add_termination_listener(lambda _: self.lost.set())
        await self._ask(f"SELECT pg_advisory_lock({_MEMBERS}, {self._number})")

    async def stay(self) -> None:
        """Looks again and again whether the session is still there."""
        try:
            while not self.lost.is_set():
                await asyncio.sleep(_EVERY)
                await self._ask("SELECT 1")
        except _ENDED:
            self.lost.set()

    async def lead(self) -> bool:
        waiting = False
        try:
            while not await self._ask(f"SELECT pg_try_advisory_lock({_ROLES}, {_LEADING})"):
                if not waiting:
                    logger.warning("another process serves this database; standing by")
                waiting = True
                await asyncio.sleep(_EVERY)
            async with self._asking:
                await self._connection.add_listener(CHANNEL, lambda *_: self._heard())
        except _ENDED:
            self.lost.set()
        return not self.lost.is_set()

    async def dead(self, session: AsyncSession, owners: Collection[str]) -> set[str]:
        held = text(
            "SELECT objid FROM pg_locks WHERE locktype = 'advisory' AND granted"
            " AND classid = :members AND objsubid = 2"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        )
        living = {str(number) for number in await session.scalars(held, {"members": _MEMBERS})}
        return set(owners) - living

    def listen(self, heard: Callable[[], None]) -> None:
        self._heard = heard

    async def _ask(self, question: str) -> Any:
        async with self._asking:
            return await self._connection.fetchval(question)
