"""Reminders and broadcasts that are due, each with whom it is for: looked at before they are claimed."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple, cast

from sqlalchemy import Table, bindparam, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.messages import COLUMNS, Deferral, Message, Receiver, Result, message
from bot.storage.models import OPEN, Lane, Outgoing, Person, State
from bot.storage.outbox import QUIETLY, WAITING

# Core on the table, since the ORM would not take many rows in one call.
_OUTBOX: Final = cast("Table", Outgoing.__table__)
_DROP: Final = (
    update(_OUTBOX)
    .where(Outgoing.id == bindparam("of"))
    .values(state=bindparam("became"), body=None, error=bindparam("why"), settled_at=bindparam("at"))
)
_PUT_OFF: Final = update(_OUTBOX).where(Outgoing.id == bindparam("of")).values(not_before=bindparam("then"))


class Queue(NamedTuple):
    """What of a lane stands in one line: the copies of a broadcast, or what belongs to none."""

    lane: Lane
    broadcast_id: int | None = None


class Candidate(NamedTuple):
    """A message that waits, and its receiver, if there is one."""

    message: Message
    receiver: Receiver | None


async def due(session: AsyncSession, queues: Iterable[Queue], now: datetime) -> bool:
    """Whether anything of these queues is due: asked often, so that claiming is not."""
    for queue in queues:
        if await session.scalar(select(exists().where(*_due(queue, now)))):
            return True
    return False


async def candidates(session: AsyncSession, queue: Queue, now: datetime, *, limit: int) -> list[Candidate]:
    """What is due of a queue, the longest due first; locked, but for what another process looks at."""
    found = (
        select(
            *COLUMNS,
            Person.id,
            Person.language,
            Person.consent_version,
            Person.muted,
            Person.stopped_at,
            Person.unreachable_at,
        )
        .outerjoin(Person, Person.telegram_id == Outgoing.chat_id)
        .where(*_due(queue, now))
        .order_by(Outgoing.not_before, Outgoing.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=Outgoing)
    )
    of = len(COLUMNS)
    return [
        Candidate(message(row[:of]), _receiver(*row[of + 1 :]) if row[of] is not None else None)
        for row in await session.execute(found)
    ]


async def claim(session: AsyncSession, messages: Sequence[Message], owner: str) -> None:
    """Takes candidates for `owner`, and records in which language and version they speak."""
    alike: defaultdict[tuple[str | None, int], list[int]] = defaultdict(list)
    for each in messages:
        alike[each.language, each.version].append(each.id)
    for (language, version), ids in alike.items():
        values: dict[str, Any] = {"state": State.CLAIMED, "claimed_by": owner}
        values |= {"language": language, "version": version} if language else {}
        taken = update(Outgoing).where(Outgoing.id.in_(ids)).values(values)
        await session.execute(taken, execution_options=QUIETLY)


async def drop(session: AsyncSession, results: Sequence[Result], now: datetime) -> None:
    """Settles candidates that are not to be sent; those without a trace are deleted."""
    kept = [each for each in results if not each.traceless]
    if kept:
        rows = [{"of": each.id, "became": each.state, "why": each.error, "at": now} for each in kept]
        await session.execute(_DROP, rows)
    gone = [each.id for each in results if each.traceless]
    if gone:
        await session.execute(delete(Outgoing).where(Outgoing.id.in_(gone)), execution_options=QUIETLY)


async def put_off(session: AsyncSession, deferrals: Sequence[Deferral]) -> None:
    rows = [{"of": each.id, "then": each.not_before} for each in deferrals]
    if rows:
        await session.execute(_PUT_OFF, rows)


async def wake(session: AsyncSession, chat_id: int, now: datetime) -> None:
    """Has the pushes to a chat looked at anew that were put off until they would expire."""
    parked = (Outgoing.topic.is_not(None), Outgoing.not_before == Outgoing.expires_at)
    # Not those that wait, though it is they: a million copies that nobody has analyzed look like a few.
    waits = (OPEN, Outgoing.chat_id == chat_id, *parked)
    await session.execute(update(Outgoing).where(*waits).values(not_before=now), execution_options=QUIETLY)


def _due(queue: Queue, now: datetime) -> tuple[Any, ...]:
    one = Outgoing.broadcast_id
    whose = one.is_(None) if queue.broadcast_id is None else one == queue.broadcast_id
    return (WAITING, Outgoing.lane == queue.lane, whose, Outgoing.not_before <= now)


def _receiver(
    language: str | None,
    consent_version: int | None,
    muted: int,
    stopped_at: datetime | None,
    unreachable_at: datetime | None,
) -> Receiver:
    return Receiver(language, consent_version, muted, stopped_at is not None, unreachable_at is not None)
