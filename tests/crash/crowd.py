"""Many people in a database, a broadcast that was confirmed to them, and what became of its copies."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import insert, select, text, update

from bot import app
from bot.content.topics import Topic
from bot.i18n import LANGUAGES
from bot.progress import Progress
from bot.services import broadcasts, consents, progress, steering
from bot.storage import broadcasts as storage
from bot.storage.database import Database
from bot.storage.models import Outgoing, Person, Stage, State

TEXTS: Final = {
    "kk": "Сенбіде ағаш отырғызамыз",
    "ru": "В субботу сажаем деревья",
    "en": "We plant trees on Saturday",
}
PATIENCE: Final = 60.0  # seconds, on a machine that has much to do
AUTHOR: Final = 7_000_000_000
_FIRST: Final = AUTHOR + 1


def language(chat: int) -> str:
    """What the person in a chat speaks."""
    return LANGUAGES[chat % len(LANGUAGES)]


async def until(true: Callable[[], Awaitable[bool]], *, every: float = 0.2) -> None:
    """Returns once it is true; each look costs a connection of its own."""
    async with asyncio.timeout(PATIENCE):
        while not await true():
            await asyncio.sleep(every)


async def gather(url: str, people: int) -> list[int]:
    """Signs up so many people, among some who do not want news; gives the chats of those who do."""
    now = app.utc_now() - timedelta(days=1)
    often: dict[str, Any] = {"created_at": now, "seen_at": now, "consent_version": consents.VERSION}
    rows: list[dict[str, Any]] = []
    chats: list[int] = []
    for chat in range(_FIRST, _FIRST + people + people // 20):
        stopped, muted = chat % 42 == 0, chat % 42 == 1
        wants = not stopped and not muted
        rows.append(
            {
                **often,
                "telegram_id": chat,
                "language": language(chat),
                "registered_at": now,
                "muted": Topic.NEWS if muted else 0,
                "stopped_at": now if stopped else None,
            }
        )
        chats += [chat] if wants else []
    assert len(chats) == people
    async with aclosing(Database(url)) as store, store.transaction() as session:
        await session.execute(insert(Person), rows)
        await session.execute(insert(Person), [{**often, "telegram_id": AUTHOR, "language": "en"}])
    return chats


async def confirm(url: str) -> int:
    """Confirms a broadcast to all of them, urgent, so that the hour does not matter; gives its number."""
    now = app.utc_now()
    async with aclosing(Database(url)) as store, store.transaction() as session:
        author = await session.scalar(select(Person).where(Person.telegram_id == AUTHOR))
        assert author is not None
        draft = await broadcasts.begin(session, author, now)
        for name, words in TEXTS.items():
            broadcasts.write(draft, name, words, now)
        broadcasts.change(draft, now, urgent=True)
        heads = await broadcasts.heads(session, draft)
        await broadcasts.confirm(session, draft, heads.people, now)
        draft.live_chat, draft.live_message = AUTHOR, 1
        return draft.id


async def turn_away(url: str, muting: list[int], stopping: list[int]) -> None:
    """Some change their mind."""
    async with aclosing(Database(url)) as store, store.transaction() as session:
        for chats, values in (
            (muting, {"muted": int(Topic.NEWS)}),
            (stopping, {"stopped_at": app.utc_now()}),
        ):
            await session.execute(update(Person).where(Person.telegram_id.in_(chats)).values(values))


async def begun(url: str, number: int) -> bool:
    """Whether some of its copies are written."""
    any_copy = select(Outgoing.id).where(Outgoing.broadcast_id == number).limit(1)
    async with aclosing(Database(url)) as store, store.reading() as session:
        return await session.scalar(any_copy) is not None


async def spread(url: str, number: int) -> bool:
    """Whether all of its copies are written."""
    async with aclosing(Database(url)) as store, store.reading() as session:
        broadcast = await storage.find(session, number)
        return broadcast is not None and broadcast.spread_at is not None


async def done(url: str, number: int) -> bool:
    async with aclosing(Database(url)) as store, store.reading() as session:
        broadcast = await storage.find(session, number)
        return broadcast is not None and broadcast.stage is Stage.DONE


async def report(url: str, number: int) -> Progress:
    """What its organizer is told of it."""
    async with aclosing(Database(url)) as store, store.reading() as session:
        broadcast = await storage.find(session, number)
        assert broadcast is not None
        counted, _ = await progress.of(session, broadcast)
        return counted


async def claimed(url: str, number: int) -> set[int]:
    """The chats whose copy is in somebody's hands."""
    held = (Outgoing.broadcast_id == number, Outgoing.state == State.CLAIMED)
    async with aclosing(Database(url)) as store, store.reading() as session:
        return set(await session.scalars(select(Outgoing.chat_id).where(*held)))


async def copies(url: str, number: int) -> dict[State, set[int]]:
    """The chats whose copy stands in each state; each has one copy."""
    rows = select(Outgoing.chat_id, Outgoing.state).where(Outgoing.broadcast_id == number)
    states: defaultdict[State, set[int]] = defaultdict(set)
    async with aclosing(Database(url)) as store, store.reading() as session:
        found = [(chat, state) for chat, state in await session.execute(rows)]
    for chat, state in found:
        states[state].add(chat)
    assert len(found) == len({chat for chat, _ in found}), "somebody has two copies"
    return states


async def send_again(url: str, number: int) -> int:
    """To those in doubt; to how many."""
    async with aclosing(Database(url)) as store, store.transaction() as session:
        broadcast = await storage.find(session, number, lock=True)
        assert broadcast is not None
        return await steering.send_again(session, broadcast, app.utc_now())


async def deserted(url: str) -> bool:
    """Whether the database is done with what the dead asked of it: none of their sessions is left."""
    if url.startswith("sqlite"):
        return True
    others = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
    )
    async with aclosing(Database(url)) as store, store.reading() as session:
        return not await session.scalar(others)
