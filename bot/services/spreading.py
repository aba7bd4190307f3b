"""What is done for broadcasts, a batch at a time: they are spread, called off, and found to have ended."""

from datetime import datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot.services import broadcasts, steering
from bot.storage import broadcast_copies, outbox
from bot.storage import broadcasts as storage
from bot.storage.messages import Draft
from bot.storage.models import Act, Broadcast, Lane, Person, Stage, State

BATCH: Final = 500  # people looked at, or copies written, at a time
ENDED: Final = "ended"  # the kind of message that tells so


async def waits(session: AsyncSession, broadcast: Broadcast) -> bool:
    """Whether there is nothing to do for a broadcast but to let its copies go; a held one never ends."""
    if broadcast.stage not in storage.UNDER_WAY or broadcast.spread_at is None:
        return False
    return broadcast.stage is Stage.PAUSED or await broadcast_copies.open_copies(session, broadcast.id)


async def advance(session: AsyncSession, number: int, now: datetime) -> bool:
    """Does the next bit; whether there is more to do at once."""
    broadcast = await storage.find(session, number, lock=True)
    if broadcast is None:
        return False
    if broadcast.stage is Stage.SCHEDULED and (broadcast.starts_at or now) <= now:
        broadcast.stage, broadcast.began_at = Stage.SENDING, now
    if broadcast.stage is Stage.CANCELLED:
        return await _call_off(session, broadcast, now)
    if broadcast.stage not in storage.UNDER_WAY or broadcast.began_at is None:
        return False
    if broadcast.spread_at is None:
        spread = _spread if broadcast.act is Act.SEND else _follow
        return await spread(session, broadcast, now)
    if not await waits(session, broadcast):
        broadcast.stage, broadcast.ended_at, broadcast.changed_at = Stage.DONE, now, now
        await _tell(session, broadcast, now)
    return False


async def _tell(session: AsyncSession, broadcast: Broadcast, now: datetime) -> None:
    """Its author hears that it has been sent."""
    author = await session.get(Person, broadcast.author)
    if author is None or author.suspended_at is not None or broadcast.act is not Act.SEND:
        return
    key = f"b{broadcast.id}:ended:{now.timestamp():.0f}"
    of = {"broadcast": broadcast.id, "texts": broadcast.texts}
    told = Draft(key, author.telegram_id, "sendMessage", of, now + steering.HOLDS, Lane.REMINDER, kind=ENDED)
    await outbox.add(session, [told], now)


async def _spread(session: AsyncSession, broadcast: Broadcast, now: datetime) -> bool:
    if broadcast.cursor >= broadcast.top:
        broadcast.spread_at = now
        return True
    upto = min(broadcast.cursor + BATCH, broadcast.top)
    await broadcast_copies.spread(
        session,
        broadcast,
        broadcasts.chosen(broadcast, among=(broadcast.cursor, upto)),
        upto,
        topic=int(broadcasts.topic(broadcast)),
        now=now,
        expires_at=now + steering.HOLDS,
    )
    broadcast.cursor = upto
    return True


async def _follow(session: AsyncSession, broadcast: Broadcast, now: datetime) -> bool:
    """Copies that are being sent just now will be older ones, too: it looks until there are none."""
    of = await storage.find(session, broadcast.of or 0)
    assert of is not None, "what is followed stays"
    since = steering.deletable_since(now) if broadcast.act is Act.WITHDRAW else of.created_at
    found = await broadcast_copies.follow(
        session,
        broadcast,
        of,
        broadcast.version,
        since=since,
        limit=BATCH,
        now=now,
        expires_at=now + steering.HOLDS,
    )
    if not found and not await broadcast_copies.open_copies(session, of.id, State.CLAIMED):
        broadcast.spread_at = now
    return bool(found) or broadcast.spread_at is not None


async def _call_off(session: AsyncSession, broadcast: Broadcast, now: datetime) -> bool:
    called_off = await broadcast_copies.call_off(session, broadcast.id, now, limit=BATCH)
    if not called_off and not await broadcast_copies.open_copies(session, broadcast.id):
        broadcast.ended_at = now
    return bool(called_off)
