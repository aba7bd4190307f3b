"""Copies of broadcasts in the outbox: written once to each, followed by what is done to them, called off."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, case, exists, func, literal, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.database import dialect, insert, notify
from bot.storage.models import Act, Broadcast, Lane, Outgoing, Person, State
from bot.storage.outbox import QUIETLY

KIND: Final = "broadcast"  # of a message that is a copy
_WRITTEN: Final = (
    "created_at",
    "not_before",
    "expires_at",
    "state",
    "attempts",
    "traceless",
    "version",
    "reaction",
)


async def spread(
    session: AsyncSession,
    broadcast: Broadcast,
    chosen: ColumnElement[bool],
    upto: int,
    *,
    topic: int,
    now: datetime,
    expires_at: datetime,
) -> None:
    """Writes the copies for those between its cursor and `upto`, each once whatever happens."""
    words = broadcast.texts.keys()
    language = case((Person.language.in_(words), Person.language), else_=broadcast.fallback)
    prefix = f"b{broadcast.id}:"
    copies: Select[Any] = select(
        literal(prefix).op("||")(Person.id),
        Person.telegram_id,
        literal(int(Lane.BROADCAST)),
        literal("sendPhoto" if broadcast.picture else "sendMessage"),
        literal(KIND),
        literal(topic),
        literal(broadcast.id),
        language,
        text("'{}'"),
        *_written(now, expires_at),
    ).where(chosen, Person.id > broadcast.cursor, Person.id <= upto)
    # By the row's number, which it would not do by itself where an index fits the conditions.
    copies = copies.with_hint(Person, "NOT INDEXED", "sqlite")
    if not broadcast.fallback:
        copies = copies.where(Person.language.in_(words))
    columns = ("key", "chat_id", "lane", "method", "kind", "topic", "broadcast_id", "language", "body")
    await _add(session, (*columns, *_WRITTEN), copies.order_by(Person.id))


async def follow(
    session: AsyncSession,
    broadcast: Broadcast,
    of: Broadcast,
    version: int,
    *,
    since: datetime,
    limit: int,
    now: datetime,
    expires_at: datetime,
) -> int:
    """Marks copies of `of` that were sent in an older version as of this one; how many.

    Writes what is to be done to those of them that were sent since then, a correction's in its languages.
    They can be more later, while some are being sent.
    """
    meant = [Outgoing.language.in_(broadcast.texts)] if broadcast.act is Act.CORRECT else []
    older = (
        select(Outgoing.id)
        .where(
            Outgoing.broadcast_id == of.id,
            Outgoing.state == State.SENT,
            Outgoing.version < version,
        )
        .limit(limit)
        .with_for_update()  # waits for who is at one: a copy that is skipped would be missed
    )
    ids = list(await session.scalars(older))
    if not ids:
        return 0
    if broadcast.act is Act.WITHDRAW:
        method, kind = "deleteMessage", None
    else:
        method, kind = ("editMessageCaption" if of.picture else "editMessageText"), KIND
    prefix = f"b{broadcast.id}:"
    deeds: Select[Any] = select(
        literal(prefix).op("||")(Outgoing.id),
        Outgoing.chat_id,
        literal(int(Lane.BROADCAST)),
        literal(method),
        literal(kind),
        literal(broadcast.id),
        Outgoing.language,
        _body(dialect(session)),
        Outgoing.message_id,
        *_written(now, expires_at),
    ).where(Outgoing.id.in_(ids), Outgoing.settled_at > since, Outgoing.message_id.is_not(None), *meant)
    columns = ("key", "chat_id", "lane", "method", "kind", "broadcast_id", "language", "body", "edits")
    await _add(session, (*columns, *_WRITTEN), deeds.order_by(Outgoing.id))
    marked = update(Outgoing).where(Outgoing.id.in_(ids)).values(version=version)
    await session.execute(marked, execution_options=QUIETLY)
    return len(ids)


async def sent_since(session: AsyncSession, number: int, since: datetime) -> int:
    """How many copies were sent since then."""
    sent = (Outgoing.broadcast_id == number, Outgoing.state == State.SENT, Outgoing.settled_at > since)
    return await session.scalar(select(func.count()).select_from(Outgoing).where(*sent)) or 0


async def open_copies(session: AsyncSession, number: int, state: State | None = None) -> bool:
    """Whether any copy waits or is being sent."""
    states = (State.WAITING, State.CLAIMED) if state is None else (state,)
    left = exists().where(Outgoing.broadcast_id == number, Outgoing.state.in_(states))
    return bool(await session.scalar(select(left)))


async def call_off(session: AsyncSession, number: int, now: datetime, *, limit: int) -> int:
    """Settles copies that wait, as skipped; how many."""
    waiting = (
        select(Outgoing.id)
        .where(Outgoing.broadcast_id == number, Outgoing.state == State.WAITING)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    ids = list(await session.scalars(waiting))
    if ids:
        off = update(Outgoing).where(Outgoing.id.in_(ids), Outgoing.state == State.WAITING)
        values = {"state": State.SKIPPED, "error": "cancelled", "body": None, "settled_at": now}
        await session.execute(off.values(values), execution_options=QUIETLY)
    return len(ids)


async def again(session: AsyncSession, number: int, now: datetime, expires_at: datetime) -> int:
    """Has the copies in doubt sent once more; how many."""
    doubtful = update(Outgoing).where(Outgoing.broadcast_id == number, Outgoing.state == State.IN_DOUBT)
    anew: dict[str, Any] = {
        "state": State.WAITING,
        "body": {},
        "error": None,
        "settled_at": None,
        "not_before": now,
        "expires_at": expires_at,
        "attempts": 0,
    }
    result = await session.execute(doubtful.values(anew), execution_options=QUIETLY)
    await notify(session)
    return int(getattr(result, "rowcount", 0))


def _written(now: datetime, expires_at: datetime) -> tuple[Any, ...]:
    times = (literal(at, Outgoing.created_at.type) for at in (now, now, expires_at))
    return (*times, literal(State.WAITING.value), literal(0), literal(False), literal(0), literal(0))


async def _add(session: AsyncSession, columns: Sequence[str], rows: Select[Any]) -> None:
    adding = insert(dialect(session), Outgoing).from_select(list(columns), rows, include_defaults=False)
    await session.execute(adding.on_conflict_do_nothing(), execution_options=QUIETLY)
    await notify(session)


def _body(dialect_name: str) -> Any:
    if dialect_name == "sqlite":
        return func.json_object("chat_id", Outgoing.chat_id, "message_id", Outgoing.message_id)
    return func.json_build_object("chat_id", Outgoing.chat_id, "message_id", Outgoing.message_id)
