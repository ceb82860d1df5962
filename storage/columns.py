"""Column types that keep values exact on SQLite and PostgreSQL. They know no table.

Moments are stored in UTC and refused without a zone; wall-clock times are stored as they stand and refused with one.
"""

from datetime import UTC, datetime
from enum import StrEnum
from typing import TypeVar

from sqlalchemy import DateTime, Dialect, Enum, SmallInteger, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

_ENUM_LENGTH = 16

E = TypeVar("E", bound=StrEnum)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment. Takes aware datetimes of any zone and always gives them back in UTC.

    SQLite has no zones; there it is text of fixed width, so that comparing the text compares the moments.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """The moment in UTC.

        Raises:
            ValueError: it has no zone (SQLAlchemy wraps this into a StatementError).
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment needs a zone before it is stored: {value.isoformat()} has none")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """The moment, aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class WallClock(TypeDecorator[datetime]):
    """A date and time as a clock on the wall shows it; the zone stands in the column beside it."""

    impl = DateTime(timezone=False)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """The wall time, unchanged.

        Raises:
            ValueError: it carries a zone (SQLAlchemy wraps this into a StatementError).
        """
        if value is not None and value.tzinfo is not None:
            raise ValueError(f"a wall-clock time is stored without a zone: {value.isoformat()} has one")
        return value


class Weekdays(TypeDecorator[frozenset[int]]):
    """A set of weekdays, Monday 0 to Sunday 6, as the bits of a number."""

    impl = SmallInteger
    cache_ok = True

    def process_bind_param(self, value: frozenset[int] | None, dialect: Dialect) -> int | None:  # noqa: ARG002 - SQLAlchemy's signature
        """One bit a day."""
        return None if value is None else sum(1 << day for day in value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> frozenset[int] | None:  # noqa: ARG002 - SQLAlchemy's signature
        """The days whose bits are set."""
        return None if value is None else frozenset(day for day in range(7) if value >> day & 1)


def worded(enum: type[E]) -> Enum:
    """A column of the enum's values as text, so that a new member needs no migration."""
    return Enum(
        enum,
        native_enum=False,
        create_constraint=False,
        length=_ENUM_LENGTH,
        values_callable=lambda members: [member.value for member in members],
    )


def bytewise() -> TypeEngine[str]:
    """Text that sorts by its bytes on both databases, whatever locale the server was set up with."""
    return Text().with_variant(Text(collation="C"), "postgresql")
