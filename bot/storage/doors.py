"""Check-in screens in organizers' chats, and the messages that show them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage import outbox
from bot.storage.messages import Draft
from bot.storage.models import Door, Event, Outgoing, Person, State
from bot.storage.outbox import QUIETLY

_BACK: Final = 10  # minutes


class Standing(NamedTuple):
    """A screen, of which event, and whose; None is nobody who is here."""

    door: Door
    event: Event
    person: Person | None


class Sent(NamedTuple):
    """What became of a message, and when it was written."""

    state: State
    message_id: int | None
    error: str | None
    written_at: datetime


async def standing(
    session: AsyncSession, event_id: int | None = None, chat_id: int | None = None
) -> Sequence[Standing]:
    """All of them, or one."""
    rows = (
        select(Door, Event, Person)
        .join(Event, Event.id == Door.event_id)
        .outerjoin(Person, Person.telegram_id == Door.chat_id)
        .order_by(Door.event_id, Door.chat_id)
    )
    if event_id is not None:
        rows = rows.where(Door.event_id == event_id, Door.chat_id == chat_id)
    return [Standing(*row) for row in await session.execute(rows)]


async def find(session: AsyncSession, event_id: int, chat_id: int) -> Door | None:
    """Locked: nobody else changes meanwhile what it shows."""
    row = select(Door).where(Door.event_id == event_id, Door.chat_id == chat_id)
    return await session.scalar(row.with_for_update().execution_options(populate_existing=True))


async def messages(session: AsyncSession, doors: Sequence[Door]) -> dict[str, Sent]:
    """What became of the messages that show them: the first ones, and the last changes."""
    if not doors:
        return {}
    keys = [key for door in doors for key in (door.key, change(door, door.minute))]
    of = (Outgoing.key, Outgoing.state, Outgoing.message_id, Outgoing.error, Outgoing.created_at)
    found = await session.execute(select(*of).where(Outgoing.key.in_(keys)))
    return {row.key: Sent(row.state, row.message_id, row.error, row.created_at) for row in found}


def change(door: Door, minute: int | None) -> str:
    """The key of the message that makes it show a minute, or its end."""
    return f"{door.key}:{'end' if minute is None else minute}"


async def draw(session: AsyncSession, door: Door, draft: Draft, now: datetime) -> None:
    """Makes it show something else: what it was to show before is not to be sent any more, and forgotten."""
    await _forget(session, door)
    await outbox.add(session, [draft], now)


async def shut(session: AsyncSession, chat_id: int) -> None:
    """All screens of a chat are left as they are: what they show is valid for a minute or two."""
    for door in await session.scalars(select(Door).where(Door.chat_id == chat_id).with_for_update()):
        await drop(session, door)


async def hang(session: AsyncSession, door: Door) -> None:
    session.add(door)
    await session.flush()


async def drop(session: AsyncSession, door: Door) -> None:
    """Leaves it as it is."""
    await _forget(session, door)
    await take_down(session, door)


async def take_down(session: AsyncSession, door: Door) -> None:
    """What was written last for it is still to be sent."""
    await session.delete(door)
    await session.flush()


async def _forget(session: AsyncSession, door: Door) -> None:
    """What is under way stays until it is not: so it is looked for some minutes back."""
    keys = [change(door, door.minute - back) for back in range(_BACK)]
    last = (Outgoing.key.in_(keys), Outgoing.state != State.CLAIMED)
    await session.execute(delete(Outgoing).where(*last), execution_options=QUIETLY)
