"""Messages in and out."""

from datetime import datetime
from enum import IntEnum, IntFlag, StrEnum
from typing import Any, Final

from sqlalchemy import BigInteger, Index, SmallInteger, String, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.models.base import NUMBERS_ONCE, Base, RowId, one_of


class Lane(IntEnum):
    """Which message goes first."""

    REPLY = 0
    REMINDER = 1
    BROADCAST = 2


class State(StrEnum):
    """Where an outgoing message stands. WAITING and CLAIMED are open, the rest is settled."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    SENT = "sent"
    FAILED = "failed"
    UNREACHABLE = "unreachable"
    IN_DOUBT = "in doubt"
    SUPERSEDED = "superseded"
    EXPIRED = "expired"
    SKIPPED = "skipped"


class Reaction(IntFlag):
    """What the receiver of a broadcast did about it."""

    TAPPED = 1
    MUTED = 2
    STOPPED = 4
    BLOCKED = 8


# Literal, since a bound value would not find the partial index.
OPEN: Final = text(f"state IN ('{State.WAITING}', '{State.CLAIMED}')")

WAITING_REPLY: Final = text(f"state = '{State.WAITING}' AND lane = {Lane.REPLY:d}")


def _open_index(name: str, state: State, *columns: str) -> Index:
    """An index of the few rows still open, however many settled ones lie beside them."""
    only = text(f"state = '{state}'")
    return Index(name, *columns, sqlite_where=only, postgresql_where=only)


def _copies_index(name: str, *columns: str) -> Index:
    """An index of the copies of broadcasts."""
    only = text("broadcast_id IS NOT NULL")
    return Index(name, *columns, sqlite_where=only, postgresql_where=only)


class Seen(Base):
    """An update that was taken: a second delivery of it changes nothing."""

    __tablename__ = "inbox"

    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    received_at: Mapped[datetime] = mapped_column(index=True)


class Outgoing(Base):
    """A message to send. `body` is what Telegram takes; once settled it is emptied.

    With a `kind` it is made when it is claimed, and `body` says of what. With a `topic` it is a push, which
    its receiver may not want. A `traceless` one is deleted instead of settled: it goes to someone of whom
    nothing is kept. A copy of a broadcast says in which `language` and `version` of its words it went out,
    and what its receiver did about it.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_replies", "id", sqlite_where=WAITING_REPLY, postgresql_where=WAITING_REPLY),
        _open_index("ix_outbox_due", State.WAITING, "lane", "broadcast_id", "not_before", "id"),
        _open_index("ix_outbox_claimed", State.CLAIMED, "claimed_by"),
        Index("ix_outbox_open", "chat_id", "id", sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_outbox_chat", "chat_id", "edits"),
        Index("ix_outbox_settled", "settled_at"),
        _copies_index("ix_outbox_copies", "broadcast_id", "state", "version", "language", "reaction"),
        _copies_index("ix_outbox_received", "chat_id", "settled_at"),
        NUMBERS_ONCE,
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    lane: Mapped[Lane] = mapped_column(SmallInteger)
    method: Mapped[str] = mapped_column(String(32))
    kind: Mapped[str | None] = mapped_column(String(16))
    topic: Mapped[int | None] = mapped_column(SmallInteger)
    broadcast_id: Mapped[int | None] = mapped_column(BigInteger)
    language: Mapped[str | None] = mapped_column(String(2))
    version: Mapped[int] = mapped_column(SmallInteger, default=0)
    reaction: Mapped[int] = mapped_column(SmallInteger, default=0)
    body: Mapped[dict[str, Any] | None]
    edits: Mapped[int | None] = mapped_column(BigInteger)
    created_at: Mapped[datetime]
    not_before: Mapped[datetime | None]
    expires_at: Mapped[datetime]
    state: Mapped[State] = mapped_column(one_of(State))
    attempts: Mapped[int] = mapped_column(SmallInteger, default=0)
    claimed_by: Mapped[str | None] = mapped_column(String(32))
    traceless: Mapped[bool] = mapped_column(default=False)
    message_id: Mapped[int | None] = mapped_column(BigInteger)
    error: Mapped[str | None] = mapped_column(String(64))
    settled_at: Mapped[datetime | None]
