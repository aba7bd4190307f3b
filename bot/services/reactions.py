"""What people do about a broadcast: told by the message they tapped, or else by what came last."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage import broadcast_outcomes as storage
from bot.storage.models import Person, Reaction

_CAUSES: Final = timedelta(hours=24)  # for so long a broadcast is the reason why somebody goes


async def note(
    session: AsyncSession, person: Person, what: Reaction, now: datetime, message_id: int | None = None
) -> None:
    """`message_id` is the card that was tapped; without one it is the last broadcast of a day that counts."""
    copy = None
    if message_id is not None:
        copy = await storage.copy_of(session, person.telegram_id, message_id)
    if copy is None and what is not Reaction.TAPPED:
        copy = await storage.last_copy(session, person.telegram_id, now - _CAUSES)
    if copy is not None:
        await storage.react(session, copy, what)
