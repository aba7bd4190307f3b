"""People, and what goes with them. Telegram ids stand here and, as long as rows are kept, in the outbox."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, SmallInteger, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.storage.models.base import NUMBERS_ONCE, Base, RowId, of_a_person

# What a broadcast may ask for: all of it stands in one index, so that heads are counted without the rows.
AUDIENCE: Final = (
    "consent_version",
    "language",
    "city",
    "university",
    "study_year",
    "age_band",
    "interests",
    "goals_read",
    "muted",
    "registered_at",
    "id",
)
# Literals, since bound values would not find the partial indexes.
_REACHED: Final = text("registered_at IS NOT NULL AND stopped_at IS NULL AND unreachable_at IS NULL")
_STAFF: Final = text("role > 0")
_BROUGHT: Final = text("source IS NOT NULL")


class Person(Base):
    """Someone who wrote to the bot. Before consent only id, language, times and the link used are kept.

    `arrival` is a link's payload that waits to be honoured, `source` the link that brought them here the very
    first time: what they do until `source_until` counts for it. `code` stands in the links of an ambassador.
    University, city and year are ids of `bot.content`; `interests` and `muted` are sets of bits.
    `counted` is how many stages of the campaign stand in the tallies already. `goals_read` and
    `awareness_asked` are sets of bits, `menu` a digest of the commands that their chat was last offered.
    `guesses` are wrong check-in codes since `guessed_at`.
    `role` is one of the staff's, unless it is suspended; a partner's manager has an `organization_id`.
    """

    __tablename__ = "people"
    __table_args__ = (
        Index("ix_people_audience", *AUDIENCE, sqlite_where=_REACHED, postgresql_where=_REACHED),
        Index("ix_people_source", "source", "source_at", sqlite_where=_BROUGHT, postgresql_where=_BROUGHT),
        Index("ix_people_role", "role", sqlite_where=_STAFF, postgresql_where=_STAFF),
        NUMBERS_ONCE,
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    telegram_id: Mapped[int] = mapped_column(BigInteger, unique=True)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    language: Mapped[str | None] = mapped_column(String(2))
    consent_version: Mapped[int | None] = mapped_column(SmallInteger)
    consented_at: Mapped[datetime | None]
    agreed_at: Mapped[datetime | None]
    age_band: Mapped[str | None] = mapped_column(String(5))
    age_asked_at: Mapped[datetime | None]
    arrival: Mapped[str | None] = mapped_column(String(64))
    source: Mapped[str | None] = mapped_column(String(64))
    source_at: Mapped[datetime | None]
    source_until: Mapped[datetime | None]
    code: Mapped[str | None] = mapped_column(String(16))
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
    role: Mapped[int] = mapped_column(SmallInteger, default=0)
    role_at: Mapped[datetime | None]
    organization_id: Mapped[int | None] = mapped_column(BigInteger)
    suspended_at: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]
    unreachable_at: Mapped[datetime | None]
    burst_began_at: Mapped[datetime | None]
    burst_count: Mapped[int] = mapped_column(default=0)
    guesses: Mapped[int] = mapped_column(SmallInteger, default=0)
    guessed_at: Mapped[datetime | None]

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

    person_id: Mapped[int] = of_a_person()
    goal: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    choice: Mapped[int] = mapped_column(SmallInteger)
    answered_at: Mapped[datetime]


class AwarenessAnswer(Base):
    """What a person answered before the goals and after them; options are counted from 0."""

    __tablename__ = "awareness_answers"

    person_id: Mapped[int] = of_a_person()
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

    person_id: Mapped[int] = of_a_person()
    slot: Mapped[int] = mapped_column(SmallInteger)
    goal: Mapped[int] = mapped_column(SmallInteger, default=0)
    planned_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None] = mapped_column(index=True)


class Tally(Base):
    """How many people who are erased had reached a stage of the campaign, by one thing known of them each."""

    __tablename__ = "tallies"

    stage: Mapped[str] = mapped_column(String(16), primary_key=True)
    dimension: Mapped[str] = mapped_column(String(16), primary_key=True)
    value: Mapped[str] = mapped_column(String(64), primary_key=True)
    people: Mapped[int]
