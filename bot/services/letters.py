"""Letters: what managers of partner organizations write to those of their own events.

A letter is a broadcast like any other, to people of one event and to nobody else. It is its manager's for as
long as the event is their organization's.
"""

from collections.abc import Collection

from sqlalchemy.ext.asyncio import AsyncSession

from bot.roles import Role
from bot.services import broadcasts, events
from bot.storage import broadcasts as storage
from bot.storage import events as event_storage
from bot.storage.models import Broadcast, Person


async def shown(session: AsyncSession, broadcast: Broadcast, person: Person, role: Role) -> bool:
    """Whether somebody of the staff may see and steer it: organizers everybody's, managers their letters."""
    if role is Role.PARTNER:
        return bool(await _theirs(session, [broadcast], person))
    return role >= Role.ORGANIZER and broadcasts.mine(broadcast, person)


async def listed(session: AsyncSession, manager: Person) -> list[Broadcast]:
    """A manager's, what was touched last first."""
    return await _theirs(session, await storage.written(session, manager.id), manager)


async def _theirs(session: AsyncSession, found: Collection[Broadcast], manager: Person) -> list[Broadcast]:
    about = {one.id: number for one in found if (number := _event(one)) is not None}
    managed = {
        number
        for number, event in (await event_storage.by_number(session, set(about.values()))).items()
        if events.manages(event, manager)
    }
    return [
        one
        for one in found
        if one.author == manager.id and broadcasts.mine(one, manager) and about.get(one.id) in managed
    ]


def _event(broadcast: Broadcast) -> int | None:
    """The event to whose people it goes, if nothing of it is more than a manager may do.

    Who became a manager may have written as an organizer before.
    """
    if broadcast.urgent or broadcasts.event_of(broadcast) is not None:
        return None
    if broadcast.audience.keys() != {"participants"}:
        return None
    number: int = broadcast.audience["participants"][0]
    return number
