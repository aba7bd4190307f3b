"""Who runs the campaign, and what they did. Of people only their internal numbers stand here."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.models.base import NUMBERS_ONCE, Base, RowId


class Invitation(Base):
    """A link that makes whoever uses it first an organizer, or a manager of an organization.

    Of its token only a digest is kept.
    """

    __tablename__ = "invitations"

    digest: Mapped[str] = mapped_column(String(43), primary_key=True)
    role: Mapped[int] = mapped_column(SmallInteger)
    organization_id: Mapped[int | None] = mapped_column(BigInteger)
    made_by: Mapped[int] = mapped_column(BigInteger)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    used_by: Mapped[int | None] = mapped_column(BigInteger)


class LogEntry(Base):
    """What a member of the staff did, or somebody else tried to. The database refuses to change it.

    `actor` and `person` are numbers of people, which outlive them. What has a `key` is noted once.
    """

    __tablename__ = "log"
    __table_args__ = NUMBERS_ONCE

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[int] = mapped_column(BigInteger)
    act: Mapped[str] = mapped_column(String(32))
    person: Mapped[int | None] = mapped_column(BigInteger)
    about: Mapped[dict[str, Any] | None]
    key: Mapped[str | None] = mapped_column(String(96), unique=True)


class Alarm(Base):
    """A trouble that owners were told of, once. `seen_at` is when it last was there."""

    __tablename__ = "alarms"

    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    began_at: Mapped[datetime]
    seen_at: Mapped[datetime]
