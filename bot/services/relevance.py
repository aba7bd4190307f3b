"""Whether what was written about an event is still true for its receiver when it is about to be sent."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot.services import reminders, seats, telling
from bot.storage import participations as storage
from bot.storage.messages import Message
from bot.storage.models import Answer, Phase
from bot.storage.participations import INVOLVED, Stand

_KINDS: Final = {seats.OFFERED, reminders.DAY, reminders.SOON, telling.CHANGED, telling.CANCELLED}


async def outdated(session: AsyncSession, messages: Iterable[Message]) -> set[int]:
    """The numbers of those that are not to be sent any more."""
    about = [each for each in messages if each.kind in _KINDS]
    if not about:
        return set()
    events, chats = {each.body["event"] for each in about}, {each.chat_id for each in about}
    stands = await storage.stands(session, events, chats)
    return {each.id for each in about if not _true(each, stands.get((each.body["event"], each.chat_id)))}


def _true(message: Message, stand: Stand | None) -> bool:
    if stand is None:
        return False
    public, of = stand.phase is Phase.PUBLIC, message.body
    match message.kind:
        case seats.OFFERED:
            return public and stand.answer is Answer.OFFERED
        case reminders.DAY | reminders.SOON:
            same = stand.starts_at == datetime.fromisoformat(of["starts_at"])
            return public and same and stand.answer is Answer.GOING
        case telling.CHANGED:
            return public and stand.answer in INVOLVED
        case _:
            return stand.phase is Phase.CANCELLED and stand.answer in INVOLVED
