"""Steering a broadcast that is on its way or has gone: pause, cancel, correct, take back, send again.

Each gives whether it could be done: what was tapped may be done already, or too late.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot.services import broadcasts
from bot.storage import broadcast_copies
from bot.storage import broadcasts as storage
from bot.storage.models import GONE, Act, Broadcast, Person, Stage

HOLDS: Final = timedelta(days=3)  # how long a copy may wait
DELETABLE: Final = timedelta(hours=48)  # at Telegram, after a message was sent
_MARGIN: Final = timedelta(minutes=10)  # for those that wait for their turn


def pause(broadcast: Broadcast, now: datetime) -> bool:
    return _to(broadcast, Stage.PAUSED, now, Stage.SENDING)


def resume(broadcast: Broadcast, now: datetime) -> bool:
    """What was held before its time waits for it again."""
    if broadcast.began_at is None and broadcast.starts_at is not None and broadcast.starts_at > now:
        return _to(broadcast, Stage.SCHEDULED, now, Stage.PAUSED)
    if not _to(broadcast, Stage.SENDING, now, Stage.PAUSED):
        return False
    broadcast.began_at = broadcast.began_at or now
    return True


def cancel(broadcast: Broadcast, now: datetime) -> bool:
    """What waits is called off by the schedule."""
    return _to(broadcast, Stage.CANCELLED, now, Stage.SCHEDULED, Stage.SENDING, Stage.PAUSED)


def correctable(broadcast: Broadcast) -> bool:
    return broadcast.act is Act.SEND and broadcast.began_at is not None


def withdrawable(broadcast: Broadcast, now: datetime) -> bool:
    """Whether copies may be left that Telegram lets us delete, or that are still to be sent."""
    ended = broadcast.ended_at
    return correctable(broadcast) and (ended is None or ended > deletable_since(now))


async def correct(
    session: AsyncSession, broadcast: Broadcast, by: Person, texts: Mapping[str, str], now: datetime
) -> Broadcast | None:
    """New words in what was sent and in what is still to be sent; in its languages only."""
    if not correctable(broadcast) or await withdrawn(session, broadcast):
        return None
    broadcast.texts = {name: texts.get(name, said) for name, said in broadcast.texts.items()}
    broadcast.version += 1
    broadcast.changed_at = now
    broadcast.digest = broadcasts.digest(broadcast)
    return await _follow(session, broadcast, by, Act.CORRECT, broadcast.version, now, texts)


async def withdraw(
    session: AsyncSession, broadcast: Broadcast, by: Person, now: datetime
) -> Broadcast | None:
    """Takes back every copy that Telegram still lets us delete; what waits is called off."""
    if not withdrawable(broadcast, now) or await withdrawn(session, broadcast):
        return None
    cancel(broadcast, now)
    broadcast.changed_at = now
    for other in await storage.family(session, broadcast.id):
        cancel(other, now)
    return await _follow(session, broadcast, by, Act.WITHDRAW, GONE, now)


async def withdrawn(session: AsyncSession, broadcast: Broadcast) -> bool:
    return any(other.act is Act.WITHDRAW for other in await storage.family(session, broadcast.id))


async def send_again(session: AsyncSession, broadcast: Broadcast, now: datetime) -> int:
    """To those of whom nobody knows whether they got it; how many. They may get it twice."""
    if broadcast.stage not in {Stage.DONE, Stage.SENDING, Stage.PAUSED} or await withdrawn(
        session, broadcast
    ):
        return 0
    people = await broadcast_copies.again(session, broadcast.id, now, now + HOLDS)
    if people and broadcast.stage is Stage.DONE:
        broadcast.stage, broadcast.ended_at = Stage.SENDING, None
    return people


def deletable_since(now: datetime) -> datetime:
    return now - DELETABLE + _MARGIN


async def _follow(
    session: AsyncSession,
    broadcast: Broadcast,
    by: Person,
    act: Act,
    version: int,
    now: datetime,
    texts: Mapping[str, str] = MappingProxyType({}),
) -> Broadcast:
    following = Broadcast(
        author=by.id,
        act=act,
        of=broadcast.id,
        stage=Stage.SENDING,
        created_at=now,
        changed_at=now,
        confirmed_at=now,
        starts_at=now,
        began_at=now,
        texts=dict(texts),
        audience={},
        version=version,
    )
    session.add(following)
    await session.flush()
    return following


def _to(broadcast: Broadcast, stage: Stage, now: datetime, *before: Stage) -> bool:
    if broadcast.stage not in before:
        return False
    broadcast.stage, broadcast.changed_at = stage, now
    return True
