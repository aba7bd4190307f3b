"""Messages to send: written with the change that causes them, claimed by the one who sends, then settled.

Within a chat replies keep their order. An edit replaces older edits of the same message that wait.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import Select, Table, and_, bindparam, delete, exists, func, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.storage.database import insert
from bot.storage.models import Lane, Outgoing, State

# Literals, since a bound value would not find the partial indexes.
_WAITING: Final = text("outbox.state = 'waiting'")
_CLAIMED: Final = text("outbox.state = 'claimed'")
_QUIETLY: Final = {"synchronize_session": False}


@dataclass(slots=True)
class Message:
    """An outgoing message as its sender holds it."""

    id: int
    chat_id: int
    lane: Lane
    method: str
    body: dict[str, Any]
    edits: int | None
    attempts: int
    expires_at: datetime
    claimed: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """A message to be written. `key` is unique for ever: a second one with it is not written."""

    key: str
    chat_id: int
    method: str
    body: dict[str, Any]
    expires_at: datetime
    lane: Lane = Lane.REPLY
    edits: int | None = None
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a message."""

    id: int
    state: State
    message_id: int | None = None
    error: str | None = None
    repeatable: bool = False


@dataclass(frozen=True, slots=True)
class Deferral:
    """A message to be tried again, not before a time."""

    id: int
    attempts: int
    not_before: datetime


_COLUMNS: Final = (
    Outgoing.id,
    Outgoing.chat_id,
    Outgoing.lane,
    Outgoing.method,
    Outgoing.body,
    Outgoing.edits,
    Outgoing.attempts,
    Outgoing.expires_at,
    Outgoing.claimed_by,
)

# Core on the table, since the ORM would not take many rows in one call.
_SETTLE: Final = (
    update(cast("Table", Outgoing.__table__))
    .where(Outgoing.id == bindparam("of"), _CLAIMED)
    .values(
        state=bindparam("became"),
        message_id=bindparam("as_id"),
        error=bindparam("why"),
        settled_at=bindparam("at"),
    )
)
_DEFER: Final = (
    update(cast("Table", Outgoing.__table__))
    .where(Outgoing.id == bindparam("of"), _CLAIMED)
    .values(state=State.WAITING, claimed_by=None, attempts=bindparam("tried"), not_before=bindparam("then"))
)


async def add(
    session: AsyncSession, drafts: Sequence[Draft], now: datetime, *, owner: str | None = None
) -> list[Message]:
    """Writes messages, replies claimed by `owner` if one is named; gives those that were new, in order."""
    if not drafts:
        return []
    rows = [
        {
            "key": draft.key,
            "chat_id": draft.chat_id,
            "lane": draft.lane,
            "method": draft.method,
            "body": draft.body,
            "edits": draft.edits,
            "created_at": now,
            "not_before": draft.not_before,
            "expires_at": draft.expires_at,
            "state": State.CLAIMED if owner and draft.lane is Lane.REPLY else State.WAITING,
            "attempts": 0,
            "claimed_by": owner if draft.lane is Lane.REPLY else None,
        }
        for draft in drafts
    ]
    statement = insert(session, Outgoing).on_conflict_do_nothing().returning(*_COLUMNS)
    written = await session.execute(statement, rows)
    return sorted((_message(row) for row in written), key=lambda message: message.id)


async def claim(
    session: AsyncSession, lanes: Collection[Lane], owner: str, now: datetime, *, limit: int
) -> list[Message]:
    """Takes due messages of these lanes for `owner`, first those that go first."""
    first = (
        _due(lanes, now).order_by(Outgoing.lane, Outgoing.id).limit(limit).with_for_update(skip_locked=True)
    )
    taken = (
        update(Outgoing)
        .where(Outgoing.id.in_(first))
        .values(state=State.CLAIMED, claimed_by=owner)
        .returning(*_COLUMNS)
        .execution_options(**_QUIETLY)
    )
    messages = [_message(row) for row in await session.execute(taken)]
    return sorted(messages, key=lambda message: (message.lane, message.id))


async def settle(session: AsyncSession, results: Sequence[Result], now: datetime) -> None:
    """Records what became of claimed messages. A text is kept only where a `repeatable` one is in doubt."""
    for keeps_body in (False, True):
        rows = [
            {"of": r.id, "became": r.state, "as_id": r.message_id, "why": r.error, "at": now}
            for r in results
            if r.repeatable is keeps_body
        ]
        if rows:
            await session.execute(_SETTLE if keeps_body else _SETTLE.values(body=None), rows)


async def defer(session: AsyncSession, deferrals: Sequence[Deferral]) -> None:
    rows = [{"of": d.id, "tried": d.attempts, "then": d.not_before} for d in deferrals]
    await session.execute(_DEFER, rows)


async def due(session: AsyncSession, lanes: Collection[Lane], now: datetime) -> bool:
    """Whether anything waits that may go now: asked often, so that claiming is not."""
    return bool(await session.scalar(select(exists(_due(lanes, now)))))


async def release(session: AsyncSession, owner: str) -> None:
    """Gives back what `owner` holds. A reply cut short in the sending may come twice."""
    await _free(session, Outgoing.claimed_by == owner, State.WAITING)


async def recover(session: AsyncSession, owner: str) -> None:
    """Frees the claims of all but `owner`: for the one who holds the sender's lock, the others are dead.

    Replies and reminders go again; broadcasts become in doubt, since twice is worse than late.
    """
    dead = Outgoing.claimed_by != owner
    await _free(session, and_(dead, Outgoing.lane == Lane.BROADCAST), State.IN_DOUBT)
    await _free(session, dead, State.WAITING)


async def supersede(session: AsyncSession, now: datetime) -> None:
    """Drops waiting edits of messages that a later edit has already changed or will."""
    newer = aliased(Outgoing)
    overtaken = exists().where(
        newer.chat_id == Outgoing.chat_id, newer.edits == Outgoing.edits, newer.id > Outgoing.id
    )
    await session.execute(
        update(Outgoing)
        .where(_WAITING, Outgoing.edits.is_not(None), overtaken)
        .values(state=State.SUPERSEDED, body=None, settled_at=now),
        execution_options=_QUIETLY,
    )


async def abandon(session: AsyncSession, chat_id: int, at: datetime) -> None:
    """Skips what was written by then for a chat that Telegram did not let us write to, and still waits."""
    await session.execute(
        update(Outgoing)
        .where(_WAITING, Outgoing.chat_id == chat_id, Outgoing.created_at <= at)
        .values(state=State.UNREACHABLE, body=None, settled_at=at),
        execution_options=_QUIETLY,
    )


async def counts(session: AsyncSession) -> dict[State, int]:
    """How many messages stand where."""
    rows = await session.execute(select(Outgoing.state, func.count()).group_by(Outgoing.state))
    return {state: count for state, count in rows}  # noqa: C416 rows are not pairs to the type checker


async def prune(session: AsyncSession, before: datetime) -> None:
    """Deletes replies settled before a time; what was broadcast stays for its report."""
    await session.execute(delete(Outgoing).where(Outgoing.lane == Lane.REPLY, Outgoing.settled_at < before))


async def _free(session: AsyncSession, whose: Any, state: State) -> None:
    freed = update(Outgoing).where(_CLAIMED, whose).values(state=state, claimed_by=None)
    await session.execute(freed, execution_options=_QUIETLY)


def _due(lanes: Collection[Lane], now: datetime) -> Select[int]:
    in_time = or_(Outgoing.not_before.is_(None), Outgoing.not_before <= now)
    return select(Outgoing.id).where(_WAITING, Outgoing.lane.in_(lanes), in_time)


def _message(row: Any) -> Message:
    id_, chat_id, lane, method, body, edits, attempts, expires_at, owner = row
    return Message(id_, chat_id, Lane(lane), method, body, edits, attempts, expires_at, owner is not None)
