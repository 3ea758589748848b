"""How the cells of a row are written in an export and read from one: plain JSON, the same for both databases.

A moment is ISO text with its zone (UTC, microseconds), a date and a time of day are ISO text, bytes are base64, a
word of an enumeration is its value, what is kept as JSON stays JSON. ``null`` in a column that may be NULL is NULL.
"""

import base64
import binascii
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from enum import Enum as Word
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, Enum, Integer, LargeBinary, String, Table, Time
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeEngine

from storage.columns import Moment

Reader = Callable[[Any], Any]


class WrongCell(ValueError):
    """A cell that its column cannot hold; the text says where it stands and what it is."""


def written(value: Any) -> Any:  # noqa: ANN401 - a cell of any type
    """Return a cell as JSON holds it."""
    match value:
        case Word():
            return value.value
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case date() | time():
            return value.isoformat()
        case bytes():
            return base64.b64encode(value).decode()
        case _:
            return value


def read_row(row: Any, table: Table, readers: Mapping[str, Reader]) -> dict[str, Any]:  # noqa: ANN401 - as the file says
    """Return a row of an export as the table takes it; raises :class:`WrongCell`."""
    if not isinstance(row, dict) or row.keys() != readers.keys():
        names = ", ".join(readers)
        msg = f"{table.name}: {_shown(row)} is not an object of exactly {names}"
        raise WrongCell(msg)
    return {name: reader(row[name]) for name, reader in readers.items()}


def readers_of(table: Table) -> dict[str, Reader]:
    """Return what reads each column of a table."""
    return {column.name: _reader(column) for column in table.columns}


def is_json(column: Column[Any]) -> bool:
    """Whether a column holds JSON."""
    return isinstance(column.type, JSON)


def bound_type(column: Column[Any]) -> TypeEngine[Any]:
    """Return the type a column is written by: where NULL may stand, Python's ``None`` is NULL, not JSON's null."""
    if is_json(column) and column.nullable:
        return JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
    return column.type


def _reader(column: Column[Any]) -> Reader:
    may_be_null, read = column.nullable or is_json(column), _kind_reader(column)

    def reader(told: Any) -> Any:  # noqa: ANN401 - a cell of any type
        if told is None and may_be_null:
            return None
        try:
            return read(told)
        except (ValueError, TypeError, binascii.Error) as wrong:
            msg = f"{column.table.name}.{column.name}: {_shown(told)}"
            raise WrongCell(msg) from wrong

    return reader


def _shown(value: Any) -> str:  # noqa: ANN401 - a cell of any type
    return f"a value of type {type(value).__name__}"  # never the value: it may be someone's name


def _moment(told: Any) -> datetime:  # noqa: ANN401 - as the file says
    moment = datetime.fromisoformat(told)
    if moment.tzinfo is None:
        msg = "a moment has a zone"
        raise ValueError(msg)
    return moment


def _truth(told: Any) -> bool:  # noqa: ANN401 - as the file says
    if not isinstance(told, bool):
        raise TypeError
    return told


def _number(told: Any) -> int:  # noqa: ANN401 - as the file says
    if not isinstance(told, int) or isinstance(told, bool) or not -(2**63) <= told < 2**63:
        raise TypeError
    return told


def _text(told: Any) -> str:  # noqa: ANN401 - as the file says
    if not isinstance(told, str):
        raise TypeError
    return told


_READERS: tuple[tuple[type[TypeEngine[Any]], Reader], ...] = (
    (Moment, _moment),
    (Date, date.fromisoformat),
    (Time, time.fromisoformat),
    (Boolean, _truth),
    (Integer, _number),
    (LargeBinary, lambda told: base64.b64decode(told, validate=True)),
    (String, _text),
    (JSON, lambda told: told),
)


def _kind_reader(column: Column[Any]) -> Reader:
    kind = column.type
    if isinstance(kind, Enum) and kind.enum_class is not None:
        return kind.enum_class
    fitting = [reader for of_kind, reader in _READERS if isinstance(kind, of_kind)]
    if not fitting:
        msg = f"no way is known to move {column.table.name}.{column.name}"
        raise NotImplementedError(msg)
    return fitting[0]
