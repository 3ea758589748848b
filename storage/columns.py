"""The types of columns that both databases keep alike."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Enum, Integer, String, Text
from sqlalchemy.dialects.postgresql import JSONB, TSVECTOR
from sqlalchemy.types import TypeDecorator, TypeEngine


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept and given back in UTC.

    PostgreSQL keeps ``timestamptz``. SQLite has no such type: there it is ISO text of one width
    (``2025-10-07T08:30:00.000000+00:00``), which sorts as time does, is read by SQLite's own date functions,
    and by whoever looks into the file; microseconds as an integer would be smaller and mean nothing to them.
    A moment without a zone is refused with :class:`ValueError`.
    """

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the type by the database."""
        is_sqlite = dialect.name == "sqlite"
        return dialect.type_descriptor(String(32) if is_sqlite else DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:  # noqa: ANN401 - text or a moment, by the database
        """Bring a moment to UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            msg = f"{value} has no zone"
            raise ValueError(msg)
        moment = value.astimezone(UTC)
        return moment.isoformat(timespec="microseconds") if dialect.name == "sqlite" else moment

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ANN401 - as above
        """Give a moment back in UTC, whatever zone the connection speaks."""
        if value is None:
            return None
        return (datetime.fromisoformat(value) if dialect.name == "sqlite" else value).astimezone(UTC)


def wide() -> TypeEngine[int]:
    """A whole number of 64 bits, as Telegram's ids are; in SQLite every integer is one, and a key must be INTEGER."""
    return BigInteger().with_variant(Integer, "sqlite")


def json(*, none_as_null: bool = False) -> JSON:
    """A value kept as JSON; Python's ``None`` is JSON's ``null``, or SQL's where it is told so."""
    return JSON(none_as_null=none_as_null).with_variant(JSONB(none_as_null=none_as_null), "postgresql")


def word(kind: type[StrEnum], name: str) -> Enum:
    """One word of an enumeration, kept as its value under a CHECK named ``name``."""
    return Enum(
        kind,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=16,
        values_callable=lambda words: [word.value for word in words],
    )


def word_keys() -> Text:
    """Word keys with spaces between them; in PostgreSQL a vector of them, which holds each once."""
    return Text().with_variant(TSVECTOR(), "postgresql")
