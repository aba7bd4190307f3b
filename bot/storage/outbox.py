"""Messages to send: written with the change that causes them, claimed by the one who sends, then settled.

Within a chat replies keep their order. An edit replaces older edits of the same message that wait.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any, Final, cast

from sqlalchemy import (
    ColumnElement,
    Select,
    Table,
    and_,
    bindparam,
    delete,
    exists,
    func,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlalchemy.sql.dml import ReturningInsert

from bot.storage.database import dialect, insert, notify
from bot.storage.messages import COLUMNS, Deferral, Draft, Message, Result, Trace, message
from bot.storage.models import Lane, Outgoing, State

# Literals, since a bound value would not find the partial indexes.
WAITING: Final = text("outbox.state = 'waiting'")
WAITING_REPLY: Final = text(f"outbox.state = 'waiting' AND outbox.lane = {Lane.REPLY:d}")
_CLAIMED: Final = text("outbox.state = 'claimed'")
_OPEN: Final = text("outbox.state IN ('waiting', 'claimed')")
QUIETLY: Final = {"synchronize_session": False}

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
    .where(Outgoing.id == bindparam("of"), _CLAIMED, Outgoing.claimed_by == bindparam("by"))
    .values(state=State.WAITING, claimed_by=None, attempts=bindparam("tried"), not_before=bindparam("then"))
)
# Built once, like those above: to build a statement takes as long as to run it.
_ELSEWHERE: Final = select(Outgoing.chat_id).where(
    _OPEN,
    Outgoing.chat_id.in_(bindparam("chats", expanding=True)),
    Outgoing.lane == Lane.REPLY,
    or_(Outgoing.claimed_by.is_(None), Outgoing.claimed_by != bindparam("owner")),
)


async def add(
    session: AsyncSession, drafts: Sequence[Draft], now: datetime, *, owner: str | None = None
) -> list[Message]:
    """Writes messages, replies claimed by `owner` if one is named; gives those that were new, in order.

    A reply waits where others of its chat wait or are another's to send: it must not overtake them.
    """
    if not drafts:
        return []
    replied = {draft.chat_id for draft in drafts if draft.lane is Lane.REPLY}
    straight = replied - await _elsewhere(session, replied, owner) if owner else set()
    owners = [owner if draft.lane is Lane.REPLY and draft.chat_id in straight else None for draft in drafts]
    rows = [
        {
            "key": draft.key,
            "chat_id": draft.chat_id,
            "lane": draft.lane,
            "method": draft.method,
            "body": draft.body,
            "edits": draft.edits,
            "created_at": now,
            "not_before": draft.not_before or (None if draft.lane is Lane.REPLY else now),
            "expires_at": draft.expires_at,
            "state": State.CLAIMED if claimed_by else State.WAITING,
            "attempts": 0,
            "claimed_by": claimed_by,
            "traceless": draft.traceless,
            "kind": draft.kind,
            "topic": draft.topic,
        }
        for draft, claimed_by in zip(drafts, owners, strict=True)
    ]
    written = await session.execute(_adding(dialect(session)), rows)
    if not all(owners):
        await notify(session)
    return sorted((message(row) for row in written), key=lambda each: each.id)


async def claim(session: AsyncSession, owner: str, now: datetime, *, limit: int) -> list[Message]:
    """Takes due replies for `owner`, the oldest first."""
    first = _due(now).order_by(Outgoing.id).limit(limit).where(_not_behind_another(owner))
    chosen = first.with_for_update(skip_locked=True).cte("first")
    taken = (
        update(Outgoing)
        .where(Outgoing.id.in_(select(chosen.c.id)))
        .values(state=State.CLAIMED, claimed_by=owner)
        .returning(*COLUMNS)
        .execution_options(**QUIETLY)
    )
    found = [message(row) for row in await session.execute(taken)]
    return sorted(found, key=lambda each: each.id)


async def settle(session: AsyncSession, results: Sequence[Result], now: datetime, owner: str) -> None:
    """Records what became of messages that `owner` claimed.

    A text is kept only where a `repeatable` one is in doubt.
    """
    for keeps_body in (False, True):
        rows = [
            {"of": r.id, "became": r.state, "as_id": r.message_id, "why": r.error, "at": now}
            for r in results
            if r.repeatable is keeps_body and not r.traceless
        ]
        if rows:
            await session.execute(_SETTLE if keeps_body else _SETTLE.values(body=None), rows)
    gone = [r.id for r in results if r.traceless]
    if gone:
        sent = delete(Outgoing).where(
            Outgoing.id.in_(gone), Outgoing.traceless, _CLAIMED, Outgoing.claimed_by == owner
        )
        await session.execute(sent, execution_options=QUIETLY)


async def defer(session: AsyncSession, deferrals: Sequence[Deferral], owner: str) -> None:
    rows = [{"of": d.id, "tried": d.attempts, "then": d.not_before, "by": owner} for d in deferrals]
    if rows:
        await session.execute(_DEFER, rows)


async def due(session: AsyncSession, now: datetime) -> bool:
    """Whether any reply waits that may go now: asked often, so that claiming is not."""
    return bool(await session.scalar(select(exists(_due(now)))))


async def release(session: AsyncSession, owner: str) -> None:
    """Gives back what `owner` holds. A reply cut short in the sending may come twice."""
    await _free(session, Outgoing.claimed_by == owner, State.WAITING)


async def claimants(session: AsyncSession) -> set[str]:
    """Who holds claims."""
    owners = await session.scalars(select(Outgoing.claimed_by).where(_CLAIMED).distinct())
    return {owner for owner in owners if owner}


async def recover(session: AsyncSession, owners: Collection[str], now: datetime) -> None:
    """Frees the claims of owners who are dead.

    Replies, reminders and changes of what was sent go again; broadcasts become in doubt, since twice is
    worse than late.
    """
    dead = Outgoing.claimed_by.in_(owners)
    once = and_(Outgoing.lane == Lane.BROADCAST, Outgoing.edits.is_(None))
    await _free(session, and_(dead, once), State.IN_DOUBT, now)
    await _free(session, dead, State.WAITING)


async def moved(session: AsyncSession, chat_id: int, message_id: int) -> int | None:
    """The message that a reply became which was to edit this one, since it was gone."""
    rows = select(Outgoing.message_id).where(
        Outgoing.chat_id == chat_id,
        Outgoing.edits == message_id,
        Outgoing.state == State.SENT,
        Outgoing.message_id != message_id,
    )
    return await session.scalar(rows.order_by(Outgoing.id.desc()).limit(1))


async def supersede(session: AsyncSession, now: datetime) -> None:
    """Drops replies that wait to edit what a later edit has already changed or will.

    Of replies only few wait; of bulk a million may, and it is made of the newest words anyway.
    """
    newer = aliased(Outgoing)
    overtaken = exists().where(
        newer.chat_id == Outgoing.chat_id, newer.edits == Outgoing.edits, newer.id > Outgoing.id
    )
    await session.execute(
        update(Outgoing)
        .where(WAITING_REPLY, Outgoing.edits.is_not(None), overtaken)
        .where(Outgoing.traceless.is_(False))
        .values(state=State.SUPERSEDED, body=None, settled_at=now),
        execution_options=QUIETLY,
    )


async def abandon(session: AsyncSession, chat_id: int, at: datetime) -> None:
    """Skips what was written by then for a chat that Telegram did not let us write to, and still waits."""
    waits = (WAITING, Outgoing.chat_id == chat_id, Outgoing.created_at <= at)
    await session.execute(delete(Outgoing).where(*waits, Outgoing.traceless), execution_options=QUIETLY)
    skipped = update(Outgoing).where(*waits).values(state=State.UNREACHABLE, body=None, settled_at=at)
    await session.execute(skipped, execution_options=QUIETLY)


async def traces(session: AsyncSession, chat_id: int) -> list[Trace]:
    """What is still on record of what was said to a chat."""
    rows = (
        select(Outgoing.created_at, Outgoing.state).where(Outgoing.chat_id == chat_id).order_by(Outgoing.id)
    )
    return [Trace(created_at, state) for created_at, state in await session.execute(rows)]


async def late(session: AsyncSession, now: datetime, *, limit: int) -> list[int]:
    """What waits too long to say anything any more, like what nobody consented to get.

    Copies of broadcasts are looked at when they are claimed: as long as one is held, it does not expire.
    """
    ours = (Outgoing.lane.in_(Lane), Outgoing.broadcast_id.is_(None))
    rows = select(Outgoing.id).where(WAITING, *ours, Outgoing.expires_at <= now).limit(limit)
    return list(await session.scalars(rows))


async def expire(session: AsyncSession, numbers: Collection[int], now: datetime) -> None:
    """Settles those of these messages that wait."""
    those = (WAITING, Outgoing.id.in_(numbers))
    await session.execute(delete(Outgoing).where(*those, Outgoing.traceless), execution_options=QUIETLY)
    expired = update(Outgoing).where(*those).values(state=State.EXPIRED, body=None, settled_at=now)
    await session.execute(expired, execution_options=QUIETLY)


async def unsay(session: AsyncSession, chat_id: int) -> None:
    """Deletes every trace of what was said to a chat unasked, and what waits to be."""
    unasked = delete(Outgoing).where(Outgoing.chat_id == chat_id, Outgoing.lane != Lane.REPLY)
    await session.execute(unasked, execution_options=QUIETLY)


async def forget(session: AsyncSession, chat_id: int) -> None:
    """Deletes every trace of what was said to a chat, sent or not."""
    await session.execute(delete(Outgoing).where(Outgoing.chat_id == chat_id), execution_options=QUIETLY)


async def counts(session: AsyncSession) -> dict[State, int]:
    """How many messages stand where."""
    rows = await session.execute(select(Outgoing.state, func.count()).group_by(Outgoing.state))
    return {state: count for state, count in rows}  # noqa: C416 rows are not pairs to the type checker


async def prune(session: AsyncSession, before: datetime) -> None:
    """Deletes replies settled before a time; what was broadcast stays for its report."""
    await session.execute(delete(Outgoing).where(Outgoing.lane == Lane.REPLY, Outgoing.settled_at < before))


async def _free(session: AsyncSession, whose: Any, state: State, settled_at: datetime | None = None) -> None:
    left = {"state": state, "claimed_by": None, "settled_at": settled_at}
    freed = update(Outgoing).where(_CLAIMED, whose).values(left)
    await session.execute(freed, execution_options=QUIETLY)


async def _elsewhere(session: AsyncSession, chats: Collection[int], owner: str) -> set[int]:
    """Those of these chats for which a reply is open that `owner` did not claim."""
    return set(await session.scalars(_ELSEWHERE, {"chats": list(chats), "owner": owner}))


@cache
def _adding(dialect_name: str) -> ReturningInsert[Any]:
    return insert(dialect_name, Outgoing).on_conflict_do_nothing().returning(*COLUMNS)


def _not_behind_another(owner: str) -> ColumnElement[bool]:
    """Whether no reply of the chat is in another's hands: those went first."""
    theirs = aliased(Outgoing, name="theirs")
    return ~exists().where(
        text("theirs.state = 'claimed'"),
        theirs.chat_id == Outgoing.chat_id,
        theirs.lane == Lane.REPLY,
        theirs.claimed_by != owner,
    )


def _due(now: datetime) -> Select[int]:
    in_time = or_(Outgoing.not_before.is_(None), Outgoing.not_before <= now)
    return select(Outgoing.id).where(WAITING_REPLY, in_time)
