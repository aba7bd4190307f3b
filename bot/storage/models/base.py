"""What all tables have in common. Times are UTC."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Enum,
    ForeignKey,
    Integer,
    MetaData,
    TypeDecorator,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

# SQLite numbers rows itself only where the type is INTEGER.
RowId = BigInteger().with_variant(Integer, "sqlite")
# Nor gives it a number only once: whoever holds the number of a row that is gone must not meet another.
NUMBERS_ONCE: Final[dict[str, Any]] = {"sqlite_autoincrement": True}


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


def of_a_person() -> Mapped[int]:
    """The column of a row that goes with the person."""
    return mapped_column(RowId, ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)


def one_of(kind: type[StrEnum]) -> Enum:
    """A column of its values."""
    return Enum(kind, native_enum=False, length=12, values_callable=lambda of: [each.value for each in of])
