"""Who is too young for an event that becomes one for adults: their answers end, and they are told."""

from datetime import datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot.services import consents, telling
from bot.storage import outbox
from bot.storage import participations as storage
from bot.storage.messages import Draft
from bot.storage.models import Event, Lane

BARRED: Final = "event-barred"  # the kind of message
_BATCH: Final = 500  # people in one statement


async def young(session: AsyncSession, event: Event) -> int:
    """How many they would be."""
    return await storage.how_many_young(session, event.id, consents.Age.ADULT)


async def bar(session: AsyncSession, event: Event, now: datetime) -> None:
    of, until = {"event": event.id, "titles": event.titles}, max(event.starts_at or now, now + telling.HOLDS)
    while found := await storage.young(session, event.id, consents.Age.ADULT, limit=_BATCH):
        drafts = [
            Draft(
                f"e{event.id}:barred:{event.changes}:{each.person_id}",
                each.chat_id,
                "sendMessage",
                of,
                until,
                Lane.REMINDER,
                kind=BARRED,
                topic=telling.topic(each.answer, urgent=False),
            )
            for each in found
        ]
        await outbox.add(session, drafts, now)
        await storage.end(session, event.id, [each.person_id for each in found], now)
