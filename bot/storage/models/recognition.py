"""What volunteers get for having come, and what is left of those who are gone."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.models.base import NUMBERS_ONCE, Base, RowId, of_a_person


class Milestone(Base):
    """One that a person reached, and heard of."""

    __tablename__ = "milestones"

    person_id: Mapped[int] = of_a_person()
    name: Mapped[str] = mapped_column(String(16), primary_key=True)
    reached_at: Mapped[datetime]


class Praise(Base):
    """Thanks to one person for an event, in an organizer's own words (HTML): once by each of them."""

    __tablename__ = "praises"
    __table_args__ = (
        Index("ix_praises_person_id", "person_id", "id"),
        Index("uq_praises_event_id", "event_id", "person_id", "author", unique=True),
        NUMBERS_ONCE,
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    person_id: Mapped[int] = mapped_column(RowId, ForeignKey("people.id", ondelete="CASCADE"))
    event_id: Mapped[int] = mapped_column(RowId, ForeignKey("events.id"))
    author: Mapped[int] = mapped_column(BigInteger)
    text: Mapped[str] = mapped_column(Text)
    given_at: Mapped[datetime]


class Certificate(Base):
    """What a certificate says that somebody has: whoever knows its `code` may ask whether it is genuine."""

    __tablename__ = "certificates"
    __table_args__ = (Index("ix_certificates_person_id", "person_id"), NUMBERS_ONCE)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    code: Mapped[str] = mapped_column(String(32), unique=True)
    person_id: Mapped[int] = mapped_column(RowId, ForeignKey("people.id", ondelete="CASCADE"))
    language: Mapped[str] = mapped_column(String(2))
    name: Mapped[str] = mapped_column(String(64))
    events: Mapped[int]
    minutes: Mapped[int]
    issued_at: Mapped[datetime]


class Bygone(Base):
    """How many people who are erased had come to an event, and what they got and gave there.

    Those `alike` have the event's minutes, the others had `minutes` of their own.
    """

    __tablename__ = "bygones"

    event_id: Mapped[int] = mapped_column(RowId, ForeignKey("events.id"), primary_key=True)
    came: Mapped[int] = mapped_column(default=0)
    alike: Mapped[int] = mapped_column(default=0)
    minutes: Mapped[int] = mapped_column(default=0)
    rated: Mapped[int] = mapped_column(default=0)
    stars: Mapped[int] = mapped_column(default=0)


class Door(Base):
    """A check-in screen in an organizer's chat: the message that was written under `key`, once it is sent.

    It shows the code of a `minute`, counted from 1970.
    """

    __tablename__ = "doors"

    event_id: Mapped[int] = mapped_column(RowId, ForeignKey("events.id"), primary_key=True)
    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(String(48))
    message_id: Mapped[int | None] = mapped_column(BigInteger)
    minute: Mapped[int] = mapped_column(BigInteger)
