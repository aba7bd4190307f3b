"""Events, who holds them, and who takes part."""

from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, SmallInteger, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.storage.models.base import NUMBERS_ONCE, Base, RowId, one_of

FOLDED_MAX: Final = 192  # letters of a folded name
_CAME: Final = text("presence = 'came'")  # literal, since a bound value would not find the partial index


class Phase(StrEnum):
    """Where an event stands. It is over when its time has passed."""

    DRAFT = "draft"
    PUBLIC = "public"
    CANCELLED = "cancelled"


class Answer(StrEnum):
    """What somebody says to an event, or waits for. An offer that nobody took has LAPSED.

    A WALK_IN came and had said nothing.
    """

    GOING = "going"
    MAYBE = "maybe"
    NO = "no"
    WAITING = "waiting"
    OFFERED = "offered"
    LAPSED = "lapsed"
    WALK_IN = "walk-in"


class Presence(StrEnum):
    """What became of somebody's coming, as the organizers see it."""

    CAME = "came"
    ABSENT = "absent"
    EXCUSED = "excused"


class Organization(Base):
    """A partner. Its name is its own, in whatever language; `folded` is the same in whatever case."""

    __tablename__ = "organizations"
    __table_args__ = (Index("uq_organizations_folded", "folded", unique=True), NUMBERS_ONCE)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    name: Mapped[str] = mapped_column(String(64), unique=True)
    folded: Mapped[str] = mapped_column(String(FOLDED_MAX))
    created_at: Mapped[datetime]


class Event(Base):
    """`titles` and `texts` are by language, `place` is an address, `map_url` a link to it.

    `organization_id` is None for the campaign's own. `goal` is 0 for none, `capacity` None for as many as
    come. `credit` is in minutes. `changes` counts what calendars have to be told; `line` is the last number
    on the waiting list. Whoever changes an event or an answer to it holds its row.

    `known` is what it was like after so many changes, for those of which participants hear at `tell_at`, by
    night if they are `urgent`. `remind_at` is when a reminder is due next; `asked_for` is the beginning of
    which participants were asked whether they come. `thanks` is the organizers' own line by language;
    `after_at` is when there is something to do or to tell after the end.
    """

    __tablename__ = "events"
    __table_args__ = (
        Index("ix_events_coming", "phase", "starts_at"),
        Index("ix_events_tell_at", "tell_at"),
        Index("ix_events_remind_at", "remind_at"),
        Index("ix_events_after_at", "after_at"),
        NUMBERS_ONCE,
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    organization_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("organizations.id"), index=True)
    author: Mapped[int] = mapped_column(BigInteger)
    phase: Mapped[Phase] = mapped_column(one_of(Phase), default=Phase.DRAFT)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    titles: Mapped[dict[str, Any]]
    texts: Mapped[dict[str, Any]]
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    city: Mapped[str | None] = mapped_column(String(32))
    place: Mapped[str | None] = mapped_column(String(128))
    map_url: Mapped[str | None] = mapped_column(String(512))
    contact: Mapped[str | None] = mapped_column(String(128))
    goal: Mapped[int] = mapped_column(SmallInteger, default=0)
    credit: Mapped[int] = mapped_column(SmallInteger, default=0)
    capacity: Mapped[int | None]
    adults: Mapped[bool] = mapped_column(default=False)
    changes: Mapped[int] = mapped_column(default=0)
    line: Mapped[int] = mapped_column(default=0)
    known: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    tell_at: Mapped[datetime | None]
    urgent: Mapped[bool] = mapped_column(default=False)
    asked_for: Mapped[datetime | None]
    remind_at: Mapped[datetime | None]
    thanks: Mapped[dict[str, Any] | None]
    after_at: Mapped[datetime | None]
    organization: Mapped[Organization | None] = relationship(lazy="raise", viewonly=True)


class Participation(Base):
    """What a person answered to an event. `line` is their number on the waiting list.

    An offered seat is held `until` then. `knows` is how many changes of the event had been made when they
    answered, `yes_at` when they last said that they come, to an event that was to begin `yes_for`.
    Who came has the event's `credit` or `minutes` of their own, and was last `told` of so many; they rate
    it with `stars` from 1 to 5. No more than these columns is changed without holding the event's row.
    """

    __tablename__ = "participations"
    __table_args__ = (
        Index("ix_participations_answer", "event_id", "answer", "line", "person_id"),
        Index("ix_participations_until", "until"),
        Index("ix_participations_came", "person_id", "event_id", sqlite_where=_CAME, postgresql_where=_CAME),
    )

    person_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("people.id", ondelete="CASCADE"), primary_key=True
    )
    event_id: Mapped[int] = mapped_column(RowId, ForeignKey("events.id"), primary_key=True)
    answer: Mapped[Answer] = mapped_column(one_of(Answer))
    answered_at: Mapped[datetime]
    line: Mapped[int | None]
    until: Mapped[datetime | None]
    knows: Mapped[int] = mapped_column(default=0)
    yes_at: Mapped[datetime | None]
    yes_for: Mapped[datetime | None]
    presence: Mapped[Presence | None] = mapped_column(one_of(Presence))
    came_at: Mapped[datetime | None]
    minutes: Mapped[int | None]
    told: Mapped[int | None]
    stars: Mapped[int | None] = mapped_column(SmallInteger)
    comment: Mapped[str | None] = mapped_column(String(500))
