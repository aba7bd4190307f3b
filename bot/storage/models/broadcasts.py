"""What organizers write to many: from the draft to the last copy."""

from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import BigInteger, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.models.base import NUMBERS_ONCE, Base, RowId, one_of


class Act(StrEnum):
    """What is done to the people of a broadcast: it is sent, its copies are corrected, or taken back."""

    SEND = "send"
    CORRECT = "correct"
    WITHDRAW = "withdraw"


class Stage(StrEnum):
    """Where a broadcast stands. SENDING begins when it is due, and ends when no copy is open any more."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    SENDING = "sending"
    PAUSED = "paused"
    CANCELLED = "cancelled"
    DONE = "done"


GONE: Final = 32_767  # the version of a copy that was, or is being, taken back


class Broadcast(Base):
    """`texts` is HTML by language; in `fallback` it goes to those whose language has none.

    `audience` are the conditions, frozen at confirmation like `top`, the highest number of a person then;
    `cursor` is the last one it was spread to. `counted` is the head count that was confirmed. `version` grows
    with each change of the words. `live_chat` and `live_message` show how it goes. What corrects or takes
    back copies is a broadcast of its own, `of` the first.
    """

    __tablename__ = "broadcasts"
    __table_args__ = NUMBERS_ONCE

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    author: Mapped[int] = mapped_column(BigInteger, index=True)
    act: Mapped[Act] = mapped_column(one_of(Act), default=Act.SEND)
    of: Mapped[int | None] = mapped_column(BigInteger, index=True)
    stage: Mapped[Stage] = mapped_column(one_of(Stage), default=Stage.DRAFT, index=True)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    texts: Mapped[dict[str, Any]]
    fallback: Mapped[str | None] = mapped_column(String(2))
    picture: Mapped[str | None] = mapped_column(String(256))
    button: Mapped[dict[str, Any] | None]
    audience: Mapped[dict[str, Any]]
    urgent: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(SmallInteger, default=1)
    digest: Mapped[str | None] = mapped_column(String(43), index=True)
    counted: Mapped[int] = mapped_column(default=0)
    top: Mapped[int] = mapped_column(BigInteger, default=0)
    cursor: Mapped[int] = mapped_column(BigInteger, default=0)
    confirmed_at: Mapped[datetime | None]
    starts_at: Mapped[datetime | None]
    began_at: Mapped[datetime | None]
    spread_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    live_chat: Mapped[int | None] = mapped_column(BigInteger)
    live_message: Mapped[int | None] = mapped_column(BigInteger)
    shown_at: Mapped[datetime | None]


class BroadcastTally(Base):
    """What became of copies whose rows are gone, as the people are: by broadcast, language and outcome."""

    __tablename__ = "broadcast_tallies"

    broadcast_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    language: Mapped[str] = mapped_column(String(2), primary_key=True)
    outcome: Mapped[str] = mapped_column(String(64), primary_key=True)
    people: Mapped[int]
