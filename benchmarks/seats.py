"""An event and who wants a seat, in our tables and in the peer's; who has one; and the bare transaction."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import aclosing, asynccontextmanager
from datetime import timedelta
from typing import Any, Final

import aiosqlite
import asyncpg
from sqlalchemy import insert, make_url, select

from benchmarks.databases import Kind
from benchmarks.load import FIRST as OTHERS
from benchmarks.peers import rush as peer
from benchmarks.peers import usual
from bot import app
from bot.i18n import translator
from bot.roles import Role
from bot.screens import menu
from bot.services import consents
from bot.storage import schema
from bot.storage.database import Database
from bot.storage.models import Event, Organization, Outgoing, Participation, Person, Phase
from bot.turn import digest

FIRST: Final = 5_000_000_000  # chats of those who tap
_OTHERS: Final = 2_000  # people who signed up and want something else
_DOORS: Final = 4  # connections, of which one at a time holds the event
_TEXT: Final = (
    "We clean the banks of the river together: gloves, bags and tea are there, and a bus waits at the "
    "main building at nine. Come in what may get dirty; who brings a friend gets a thank-you. "
)
Line = int | None  # the number on the waiting list; None for who goes


def chats(people: int) -> list[int]:
    return list(range(FIRST, FIRST + people))


def _everybody(people: int) -> list[int]:
    return [*range(OTHERS + 1, OTHERS + 1 + _OTHERS), *chats(people)]


async def announce(url: str, people: int, seats: int) -> None:
    """Our tables, in which all have signed up and the event is public."""
    now = app.utc_now() - timedelta(minutes=5)
    starts_at = now + timedelta(days=3)
    signed_up = {
        **dict.fromkeys(
            ("created_at", "seen_at", "consented_at", "agreed_at", "age_asked_at", "registered_at"), now
        ),
        "consent_version": consents.VERSION,
        "age_band": consents.Age.ADULT,
        "language": "en",
        "name": "Anna",
        "city": "almaty",
        "menu": digest(menu.commands(translator("en"), Role.STUDENT)),
    }
    told = {"titles": dict.fromkeys(("kk", "ru", "en"), "A day for the river")}
    told["texts"] = dict.fromkeys(("kk", "ru", "en"), _TEXT)
    async with aclosing(Database(url)) as store:
        await schema.upgrade(store)
        async with store.transaction() as session:
            rows = [{"telegram_id": chat, **signed_up} for chat in _everybody(people)]
            await session.execute(insert(Person), rows)
            session.add(Organization(id=1, name="Green City", folded="Green City", created_at=now))
            await session.flush()
            event = Event(id=1, organization_id=1, author=1, phase=Phase.PUBLIC, created_at=now, **told)
            event.changed_at, event.starts_at, event.ends_at = now, starts_at, starts_at + timedelta(hours=3)
            event.city, event.place, event.contact, event.goal = "almaty", "Abay 1", "@emma", 6
            event.credit, event.capacity = 180, seats
            session.add(event)


async def seated(url: str) -> list[Line]:
    """In the order of the commits: a single process numbers its replies in that order."""
    rows = (
        select(Participation.line)
        .join(Person, Person.id == Participation.person_id)
        .join(Outgoing, Outgoing.chat_id == Person.telegram_id)
        .where(Participation.event_id == 1, Person.telegram_id >= FIRST)
        .order_by(Outgoing.id)
    )
    async with aclosing(Database(url)) as store, store.reading() as session:
        return list(await session.scalars(rows))


async def announce_peers(url: str, people: int, seats: int) -> None:
    engine = usual.connect(url)
    often = {"name": "Anna", "last": "", "updates": 0}
    try:
        async with engine.begin() as connection:
            await connection.run_sync(usual.Base.metadata.create_all)
            rows = [{"telegram_id": chat, **often} for chat in _everybody(people)]
            await connection.execute(insert(usual.User), rows)
            await connection.execute(insert(peer.Event), [{"id": 1, "text": _TEXT, "capacity": seats}])
    finally:
        await engine.dispose()


async def seated_peers(url: str) -> list[Line]:
    """Who goes, then the waiting list."""
    engine = usual.connect(url)
    try:
        async with engine.connect() as connection:
            found = list(await connection.scalars(select(peer.Participation.line)))
    finally:
        await engine.dispose()
    return sorted(found, key=lambda line: line or 0)


def exact(lines: Sequence[Line], people: int, seats: int) -> bool:
    """Whether so many go, and the others stand in line one after the other."""
    return list(lines) == [None] * seats + list(range(1, people - seats + 1))


async def bare(url: str, kind: Kind, people: int, seats: int) -> float:
    """Taps a second where a tap is nothing but its transaction, as durable as ours."""
    await announce_peers(url, people, seats)
    async with _taking(url, kind, seats) as take:
        began = time.perf_counter()
        await take(list(range(1, people + 1)))
        return people / (time.perf_counter() - began)


Take = Callable[[list[int]], Awaitable[None]]


def _taking(url: str, kind: Kind, seats: int) -> Any:
    return _on_file(url, seats) if kind is Kind.SQLITE else _on_server(url, seats)


_COUNT: Final = "SELECT count(*) FROM participations WHERE event_id = 1"


@asynccontextmanager
async def _on_file(url: str, seats: int) -> AsyncIterator[Take]:
    def connect() -> sqlite3.Connection:
        return sqlite3.connect(str(make_url(url).database), isolation_level=None)

    async with aiosqlite.Connection(connect, 64) as connection:
        for pragma in ("journal_mode=WAL", "synchronous=FULL"):
            await connection.execute(f"PRAGMA {pragma}")

        async def take(users: list[int]) -> None:
            for user in users:
                await connection.execute("BEGIN IMMEDIATE")
                [[there]] = await connection.execute_fetchall(_COUNT)
                row = (user, _line(there, seats))
                await connection.execute("INSERT INTO participations VALUES (1, ?, ?)", row)
                await connection.execute("COMMIT")

        yield take


@asynccontextmanager
async def _on_server(url: str, seats: int) -> AsyncIterator[Take]:
    async with asyncpg.create_pool(url, min_size=_DOORS, max_size=_DOORS) as pool:

        async def some(users: list[int]) -> None:
            async with pool.acquire() as connection:
                while users:
                    user = users.pop()
                    async with connection.transaction():
                        await connection.fetchval("SELECT 1 FROM events WHERE id = 1 FOR UPDATE")
                        line = _line(await connection.fetchval(_COUNT), seats)
                        await connection.execute("INSERT INTO participations VALUES (1, $1, $2)", user, line)

        async def take(users: list[int]) -> None:
            async with asyncio.TaskGroup() as tasks:
                for _ in range(_DOORS):
                    tasks.create_task(some(users))

        yield take


def _line(there: int, seats: int) -> Line:
    return None if there < seats else there - seats + 1
