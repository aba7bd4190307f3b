"""Broadcasts: the rows that say what goes to whom, and where it stands."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import Select, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.storage.models import Act, Broadcast, Stage

UNDER_WAY: Final = (Stage.SENDING, Stage.PAUSED)


class Source(NamedTuple):
    """A broadcast whose copies may go now."""

    id: int
    act: Act
    urgent: bool


async def find(session: AsyncSession, number: int, *, lock: bool = False) -> Broadcast | None:
    row = select(Broadcast).where(Broadcast.id == number)
    return await session.scalar(row.with_for_update() if lock else row)


async def sources(session: AsyncSession, *, lock: bool = False) -> list[Source]:
    """Those that are sending, the oldest first.

    Locked, they are not steered meanwhile: who corrects one waits until all copies of before can be seen.
    """
    of = (Broadcast.id, Broadcast.act, Broadcast.urgent)
    rows = select(*of).where(Broadcast.stage == Stage.SENDING).order_by(Broadcast.id)
    return [Source(*row) for row in await session.execute(rows.with_for_update(read=True) if lock else rows)]


async def by_number(session: AsyncSession, numbers: Collection[int]) -> dict[int, Broadcast]:
    if not numbers:
        return {}
    rows = await session.scalars(select(Broadcast).where(Broadcast.id.in_(numbers)))
    return {row.id: row for row in rows}


async def listed(session: AsyncSession, author: int, *, offset: int, limit: int) -> Sequence[Broadcast]:
    """Everybody's broadcasts and the author's own drafts, what was touched last first."""
    rows = _listed(select(Broadcast), author).order_by(Broadcast.changed_at.desc(), Broadcast.id.desc())
    return list(await session.scalars(rows.offset(offset).limit(limit)))


async def how_many(session: AsyncSession, author: int) -> int:
    return await session.scalar(_listed(select(func.count()).select_from(Broadcast), author)) or 0


async def written(session: AsyncSession, author: int) -> Sequence[Broadcast]:
    """Everything that somebody wrote, what was touched last first."""
    rows = select(Broadcast).where(Broadcast.author == author, Broadcast.act == Act.SEND)
    return list(await session.scalars(rows.order_by(Broadcast.changed_at.desc(), Broadcast.id.desc())))


async def twin(session: AsyncSession, digest: str, since: datetime, but: int) -> Broadcast | None:
    """The last one of the same words to the same people that went out, or will."""
    rows = (
        select(Broadcast)
        .where(
            Broadcast.digest == digest,
            Broadcast.confirmed_at >= since,
            Broadcast.id != but,
            or_(Broadcast.stage != Stage.CANCELLED, Broadcast.began_at.is_not(None)),
        )
        .order_by(Broadcast.id.desc())
        .limit(1)
    )
    return await session.scalar(rows)


async def family(session: AsyncSession, number: int) -> Sequence[Broadcast]:
    """What corrects or takes back its copies, the newest first."""
    rows = select(Broadcast).where(Broadcast.of == number).order_by(Broadcast.id.desc())
    return list(await session.scalars(rows))


async def withdrawn(session: AsyncSession, numbers: Collection[int]) -> set[int]:
    """Those of them whose copies were, or are being, taken back."""
    rows = select(Broadcast.of).where(Broadcast.of.in_(numbers), Broadcast.act == Act.WITHDRAW)
    return {number for number in await session.scalars(rows) if number is not None}


async def busy(session: AsyncSession, now: datetime) -> Sequence[Broadcast]:
    """Those that the schedule has something to do with: due, under way, or called off with copies left."""
    due = (Broadcast.stage == Stage.SCHEDULED) & (Broadcast.starts_at <= now)
    left = (Broadcast.stage == Stage.CANCELLED) & Broadcast.ended_at.is_(None)
    rows = select(Broadcast).where(or_(due, left, Broadcast.stage.in_(UNDER_WAY)))
    return list(await session.scalars(rows.order_by(Broadcast.id)))


async def to_show(session: AsyncSession, before: datetime) -> Sequence[Broadcast]:
    """Those whose card shows what was so before then, and which have changed or are changing since."""
    follower = aliased(Broadcast)
    followed = exists().where(
        follower.of == Broadcast.id,
        or_(follower.stage == Stage.SENDING, follower.ended_at >= Broadcast.shown_at),
    )
    changes = (
        Broadcast.shown_at.is_(None),
        Broadcast.stage == Stage.SENDING,
        Broadcast.shown_at <= Broadcast.changed_at,
        Broadcast.shown_at <= Broadcast.ended_at,
        followed,
    )
    stale = or_(Broadcast.shown_at.is_(None), Broadcast.shown_at <= before)
    rows = select(Broadcast).where(Broadcast.live_message.is_not(None), stale, or_(*changes))
    return list(await session.scalars(rows.order_by(Broadcast.id)))


async def hold(session: AsyncSession, author: int, now: datetime) -> int:
    """Pauses what somebody planned or is sending; how many broadcasts."""
    theirs = (Broadcast.author == author, Broadcast.act == Act.SEND)
    held = update(Broadcast).where(*theirs, Broadcast.stage.in_((Stage.SCHEDULED, Stage.SENDING)))
    result = await session.execute(held.values(stage=Stage.PAUSED, changed_at=now))
    return int(getattr(result, "rowcount", 0))


async def last_draft(session: AsyncSession, author: int) -> Broadcast | None:
    rows = select(Broadcast).where(Broadcast.author == author, Broadcast.stage == Stage.DRAFT)
    return await session.scalar(rows.order_by(Broadcast.id.desc()).limit(1))


async def unwatch(session: AsyncSession, chat_id: int, message_id: int | None = None) -> None:
    """A card that showed how a broadcast goes shows something else now; or all of a chat do."""
    watched = update(Broadcast).where(Broadcast.live_chat == chat_id)
    if message_id is not None:
        watched = watched.where(Broadcast.live_message == message_id)
    await session.execute(watched.values(live_chat=None, live_message=None))


def _listed(rows: Select[Any], author: int) -> Select[Any]:
    mine = or_(Broadcast.stage != Stage.DRAFT, Broadcast.author == author)
    return rows.where(Broadcast.act == Act.SEND, mine)
