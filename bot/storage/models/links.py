"""The links by which people are brought here: whose they are, and what is left of those who went."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Date, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.models.base import NUMBERS_ONCE, Base, RowId, of_a_person, one_of


class Standing(StrEnum):
    """Where somebody stands who asked to be an ambassador, or was made one."""

    ASKED = "asked"
    APPOINTED = "appointed"
    SUSPENDED = "suspended"
    DECLINED = "declined"


class Ambassador(Base):
    """A student with a link of their own, or who asked for one.

    `code` is random, stands in the link and is kept while they are suspended. `decided_at` is when an
    organizer last said yes or no. Who is `listed` shows name and number on the leaderboard; `thanked` is the
    last number of people who came by the link that they were thanked for.
    """

    __tablename__ = "ambassadors"

    person_id: Mapped[int] = of_a_person()
    code: Mapped[str] = mapped_column(String(16), unique=True)
    standing: Mapped[Standing] = mapped_column(one_of(Standing))
    asked_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    appointed_at: Mapped[datetime | None]
    trained_on: Mapped[date | None] = mapped_column(Date)
    listed: Mapped[bool] = mapped_column(default=False)
    thanked: Mapped[int] = mapped_column(default=0)


class Source(Base):
    """A link with a name, for a poster or a site. An archived one counts nobody new."""

    __tablename__ = "sources"
    __table_args__ = (NUMBERS_ONCE,)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    code: Mapped[str] = mapped_column(String(33), unique=True)
    name: Mapped[str] = mapped_column(String(64))
    folded: Mapped[str] = mapped_column(String(192), unique=True)
    created_at: Mapped[datetime]
    archived_at: Mapped[datetime | None]


class Footprint(Base):
    """That somebody who is erased had been here: who comes back counts for nobody.

    `mark` is shared by many, `counted` is how many stages of the campaign they had been counted for.
    """

    __tablename__ = "footprints"

    mark: Mapped[str] = mapped_column(String(4), primary_key=True)
    counted: Mapped[int] = mapped_column(SmallInteger)
    left_at: Mapped[datetime] = mapped_column(index=True)
