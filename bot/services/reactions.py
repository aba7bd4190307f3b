"""What people do about a broadcast, told of the copy that made them."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage import broadcast_outcomes as storage
from bot.storage.models import Person, Reaction

_CAUSES: Final = timedelta(hours=24)  # for so long a broadcast is the reason why somebody goes


async def tapped(session: AsyncSession, person: Person, number: int) -> None:
    """The button under a broadcast."""
    copy = await storage.copy_for(session, number, person.id)
    if copy is not None:
        await storage.react(session, copy, Reaction.TAPPED)


async def left(
    session: AsyncSession,
    person: Person,
    how: Reaction,
    now: datetime,
    message_id: int | None = None,
    topic: int | None = None,
) -> None:
    """Because of the message that was tapped, if it is a broadcast; where none was, of a day's last one.

    With a topic that is the last one about it.
    """
    if message_id is not None:
        copy = await storage.copy_of(session, person.telegram_id, message_id)
    else:
        copy = await storage.last_copy(session, person.telegram_id, now - _CAUSES, topic)
    if copy is not None:
        await storage.react(session, copy, how)
