"""Events, who answers them, and what the database says of it."""

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.services import consents, events, reminders, seats
from bot.services.seats import Outcome
from bot.storage import participations as storage
from bot.storage import people
from bot.storage.database import Database
from bot.storage.models import Answer, Event, Outgoing, Participation, Phase
from tests.kernel.outbox import NOW

NOON: Final = NOW.replace(hour=7)  # in Kazakhstan
STARTS: Final = NOON + timedelta(days=3)
TITLES: Final = {"kk": "Саябақ", "ru": "Парк", "en": "Park"}


async def settle_in(store: Database, count: int, **values: Any) -> list[int]:
    ids = list(range(1, count + 1))
    fields = {"consent_version": consents.VERSION, "registered_at": NOW, "language": "kk", "age_band": "18+"}
    async with store.transaction() as session:
        for person in (await people.meet(session, ids, NOW)).values():
            for name, value in {**fields, **values}.items():
                setattr(person, name, value)
    return ids


async def an_event(store: Database, capacity: int | None, **values: Any) -> int:
    """A public one; the values of another phase are set as they are."""
    starts_at = values.get("starts_at", STARTS)
    fields: dict[str, Any] = {"phase": Phase.PUBLIC, "starts_at": starts_at, "titles": TITLES, "texts": {}}
    fields |= {
        "ends_at": starts_at + timedelta(hours=2),
        "city": "almaty",
        "place": "Abay 1",
        "contact": "@e",
    }
    async with store.transaction() as session:
        event = Event(author=1, created_at=NOW, changed_at=NOON, capacity=capacity, **fields | values)
        event.remind_at = reminders.next_at(event, NOON)
        session.add(event)
        await session.flush()
        return event.id


async def hold(session: AsyncSession, number: int) -> Event:
    event = await storage.hold(session, number)
    assert event is not None
    return event


async def goes(store: Database, number: int, telegram_id: int, now: datetime = NOON) -> Outcome:
    async with store.transaction() as session:
        person = await people.find(session, telegram_id)
        assert person is not None
        return await seats.go(session, await hold(session, number), person, now)


async def declines(
    store: Database, number: int, telegram_id: int, answer: Answer = Answer.NO, now: datetime = NOON
) -> Outcome:
    async with store.transaction() as session:
        person = await people.find(session, telegram_id)
        assert person is not None
        return await seats.decline(session, await hold(session, number), person, answer, now)


async def answers(store: Database) -> dict[int, Participation]:
    """By the number of the person, which in an empty database is their Telegram id."""
    async with store.reading() as session:
        return {row.person_id: row for row in await session.scalars(select(Participation))}


async def changes(store: Database, number: int, now: datetime, **values: Any) -> None:
    """What an organizer changes at that time; an event that moves lasts two hours again."""
    if "starts_at" in values:
        values.setdefault("ends_at", values["starts_at"] + timedelta(hours=2))
    async with store.transaction() as session:
        await events.change(session, await hold(session, number), now, **values)


async def written(store: Database, kind: str) -> list[tuple[int, str]]:
    """To whom messages of a kind were written, with their keys."""
    async with store.reading() as session:
        rows = select(Outgoing.chat_id, Outgoing.key).where(Outgoing.kind == kind).order_by(Outgoing.id)
        return [(chat_id, key) for chat_id, key in await session.execute(rows)]
