"""People as the bot can reach them."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage import outbox
from bot.storage.models import Person


def seen(person: Person, now: datetime) -> None:
    """Whoever writes can be written to."""
    person.seen_at, person.unreachable_at = now, None


async def lost(session: AsyncSession, person: Person, now: datetime) -> None:
    """The person blocked the bot: everything is kept, but nothing waits for them any more."""
    person.unreachable_at = now
    await outbox.abandon(session, [person.telegram_id], now)
