"""The tables. Times are UTC. Telegram ids stand in `people` and, as long as rows are kept, in `outbox`."""

from datetime import UTC, datetime
from enum import IntEnum, StrEnum
from typing import Any, Final

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Enum,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    TypeDecorator,
    text,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

# SQLite numbers rows itself only where the type is INTEGER.
RowId = BigInteger().with_variant(Integer, "sqlite")
# Nor gives it a number only once: whoever holds the number of a row that is gone must not meet another.
_NUMBERS_ONCE: Final[dict[str, Any]] = {"sqlite_autoincrement": True}


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time; SQLite, which knows no zones, keeps it as UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


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


# Literal, since a bound value would not find the partial index.
OPEN: Final = text(f"state IN ('{State.WAITING}', '{State.CLAIMED}')")


def _open_index(name: str, state: State, *columns: str) -> Index:
    """An index of the few rows still open, however many settled ones lie beside them."""
    only = text(f"state = '{state}'")
    return Index(name, *columns, sqlite_where=only, postgresql_where=only)


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: UtcDateTime, dict[str, Any]: JSON(none_as_null=True)}  # noqa: RUF012 SQLAlchemy's contract


def _of_a_person() -> Mapped[int]:
    """The column of a row that goes with the person."""
    return mapped_column(RowId, ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)


class Person(Base):
    """Someone who wrote to the bot. Before consent only id, language, times and the link used are kept.

    `arrival` is a link's payload that waits to be honoured, `source` the first link that brought them here.
    University, city and year are ids of `bot.content`; `interests` and `muted` are sets of bits.
    `counted` is how many stages of the campaign stand in the tallies already. `goals_read` and
    `awareness_asked` are sets of bits, `menu` a digest of the commands that their chat was last offered.
    """

    __tablename__ = "people"
    __table_args__ = _NUMBERS_ONCE

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    telegram_id: Mapped[int] = mapped_column(BigInteger, unique=True)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    language: Mapped[str | None] = mapped_column(String(2))
    consent_version: Mapped[int | None] = mapped_column(SmallInteger)
    consented_at: Mapped[datetime | None]
    age_band: Mapped[str | None] = mapped_column(String(5))
    age_asked_at: Mapped[datetime | None]
    arrival: Mapped[str | None] = mapped_column(String(64))
    source: Mapped[str | None] = mapped_column(String(64))
    source_at: Mapped[datetime | None]
    registered_at: Mapped[datetime | None]
    name: Mapped[str | None] = mapped_column(String(64))
    university: Mapped[str | None] = mapped_column(String(32))
    city: Mapped[str | None] = mapped_column(String(32))
    study_year: Mapped[str | None] = mapped_column(String(8))
    interests: Mapped[int] = mapped_column(SmallInteger, default=0)
    muted: Mapped[int] = mapped_column(SmallInteger, default=0)
    counted: Mapped[int] = mapped_column(SmallInteger, default=0)
    goals_read: Mapped[int] = mapped_column(SmallInteger, default=0)
    awareness_asked: Mapped[int] = mapped_column(SmallInteger, default=0)
    menu: Mapped[str | None] = mapped_column(String(16))
    stopped_at: Mapped[datetime | None]
    unreachable_at: Mapped[datetime | None]
    burst_began_at: Mapped[datetime | None]
    burst_count: Mapped[int] = mapped_column(default=0)

    dialogs: Mapped[list["Dialog"]] = relationship(
        back_populates="person", cascade="all, delete-orphan", lazy="raise", order_by="Dialog.updated_at"
    )


class Dialog(Base):
    """A conversation someone is in: the one touched last is open, those `left` wait to be continued.

    `partial` is what was typed or chosen at `step` and is no answer yet.
    """

    __tablename__ = "dialogs"

    person_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("people.id", ondelete="CASCADE"), primary_key=True
    )
    flow: Mapped[str] = mapped_column(String(32), primary_key=True)
    step: Mapped[str] = mapped_column(String(32))
    answers: Mapped[dict[str, Any]]
    partial: Mapped[Any | None] = mapped_column(JSON(none_as_null=True))
    left: Mapped[bool] = mapped_column(default=False)
    updated_at: Mapped[datetime]

    person: Mapped[Person] = relationship(back_populates="dialogs", lazy="raise")


class QuizAnswer(Base):
    """A person's first answer to the quiz of a goal; options are counted from 0."""

    __tablename__ = "quiz_answers"
    __table_args__ = (Index("ix_quiz_answers_goal", "goal", "choice"),)

    person_id: Mapped[int] = _of_a_person()
    goal: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    choice: Mapped[int] = mapped_column(SmallInteger)
    answered_at: Mapped[datetime]


class AwarenessAnswer(Base):
    """What a person answered before the goals and after them; options are counted from 0."""

    __tablename__ = "awareness_answers"

    person_id: Mapped[int] = _of_a_person()
    phase: Mapped[str] = mapped_column(String(6), primary_key=True)
    question: Mapped[str] = mapped_column(String(16), primary_key=True)
    choice: Mapped[int] = mapped_column(SmallInteger)
    answered_at: Mapped[datetime]


class WeeklyGoal(Base):
    """A person who gets a card a week: when, and how far they are.

    `slot` is the hour of the week in Kazakhstan, from 0 on Monday at midnight. `goal` is the card planned
    last, at `planned_at`; 0 is none yet. `due_at` is when the next one is due; None after the last.
    """

    __tablename__ = "weekly_goals"

    person_id: Mapped[int] = _of_a_person()
    slot: Mapped[int] = mapped_column(SmallInteger)
    goal: Mapped[int] = mapped_column(SmallInteger, default=0)
    planned_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None] = mapped_column(index=True)


class Seen(Base):
    """An update that was taken: a second delivery of it changes nothing."""

    __tablename__ = "inbox"

    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    received_at: Mapped[datetime] = mapped_column(index=True)


class Tally(Base):
    """How many people who are erased had reached a stage of the campaign, by one thing known of them each."""

    __tablename__ = "tallies"

    stage: Mapped[str] = mapped_column(String(16), primary_key=True)
    dimension: Mapped[str] = mapped_column(String(16), primary_key=True)
    value: Mapped[str] = mapped_column(String(64), primary_key=True)
    people: Mapped[int]


class Outgoing(Base):
    """A message to send. `body` is what Telegram takes; once settled it is emptied.

    With a `kind` it is made when it is claimed, and `body` says of what. With a `topic` it is a push, which
    its receiver may not want. A `traceless` one is deleted instead of settled: it goes to someone of whom
    nothing is kept.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        _open_index("ix_outbox_waiting", State.WAITING, "lane", "id"),
        _open_index("ix_outbox_due", State.WAITING, "lane", "not_before", "id"),
        _open_index("ix_outbox_claimed", State.CLAIMED, "claimed_by"),
        Index("ix_outbox_open", "chat_id", "id", sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_outbox_chat", "chat_id", "edits"),
        Index("ix_outbox_settled", "settled_at"),
        _NUMBERS_ONCE,
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    lane: Mapped[Lane] = mapped_column(SmallInteger)
    method: Mapped[str] = mapped_column(String(32))
    kind: Mapped[str | None] = mapped_column(String(16))
    topic: Mapped[int | None] = mapped_column(SmallInteger)
    body: Mapped[dict[str, Any] | None]
    edits: Mapped[int | None] = mapped_column(BigInteger)
    created_at: Mapped[datetime]
    not_before: Mapped[datetime | None]
    expires_at: Mapped[datetime]
    state: Mapped[State] = mapped_column(
        Enum(State, native_enum=False, length=12, values_callable=lambda kind: [s.value for s in kind])
    )
    attempts: Mapped[int] = mapped_column(SmallInteger, default=0)
    claimed_by: Mapped[str | None] = mapped_column(String(32))
    traceless: Mapped[bool] = mapped_column(default=False)
    message_id: Mapped[int | None] = mapped_column(BigInteger)
    error: Mapped[str | None] = mapped_column(String(64))
    settled_at: Mapped[datetime | None]
