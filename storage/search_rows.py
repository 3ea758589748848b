"""How search rows are written: numbered in the order of time, and the words of their keys counted."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b
from typing import Any, Final, TypeVar

from sqlalchemy import Row, Text, bindparam, delete, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database
from storage.register_records import Visibility
from storage.search_ids import row_id, sort_of, still_right
from storage.search_queries import keys_in
from storage.search_records import SearchKind, SearchRow
from storage.search_schema import search_rows, search_words
from storage.upsert import insert

Name = tuple[SearchKind, str]
"""What a row is known by: its kind and ref."""

_AT_ONCE: Final = 400  # well within what both databases take as parameters
_LONGEST_TITLE: Final = 500
_LONGEST_TEXT: Final = 4_000
_MOST_KEYS: Final = 5_000

_Some = TypeVar("_Some")


async def write_rows(connection: AsyncConnection, database: Database, rows: Iterable[SearchRow]) -> int:
    """Write what is new or told otherwise of these :func:`writable` rows; return how many.

    Of one name the last counts.
    """
    told = {(row.kind, row.ref): row for row in rows}
    there = await _there(connection, told)
    fresh = {name: row for name, row in told.items() if name not in there or there[name].digest != _digest(row)}
    old = [there[name].id for name in fresh if name in there]
    words = await _taken_out(connection, database, old)
    ids = await _ids(connection, fresh, {name: row.id for name, row in there.items()})
    if fresh:
        await connection.execute(_new(database), [_values(ids[name], row) for name, row in fresh.items()])
    for row in fresh.values():
        words.update(dict.fromkeys(_words(row.visibility, row.keys), 1))
    await _count(connection, database, words)
    return len(fresh)


async def remove_rows(connection: AsyncConnection, database: Database, ids: Sequence[int]) -> int:
    """Remove rows by their ids; return how many that were."""
    words = await _taken_out(connection, database, ids)
    await _count(connection, database, words)
    return len(ids)


def portions(many: Collection[_Some]) -> Iterator[list[_Some]]:
    """Yield the values in portions that fit one statement."""
    listed = list(many)
    yield from (listed[start : start + _AT_ONCE] for start in range(0, len(listed), _AT_ONCE))


def writable(row: SearchRow) -> SearchRow:
    """Return the row as it can be kept: bounded, and without what one of the databases would not take."""
    keys = " ".join(keys_in(row.keys)[:_MOST_KEYS])
    title, text = _written(row.title)[:_LONGEST_TITLE], _written(row.text)[:_LONGEST_TEXT]
    return replace(row, title=title, text=text, keys=keys)


def _written(text: str) -> str:
    """Drop NUL, which PostgreSQL cannot hold, and halves of surrogate pairs, which are no UTF-8."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode()


def _digest(row: SearchRow) -> str:
    told = (row.visibility.value, row.moment.timestamp(), row.version, row.title, row.text, row.keys)
    return blake2b(repr(told).encode(), digest_size=20).hexdigest()


async def _there(connection: AsyncConnection, names: Collection[Name]) -> dict[Name, Row[Any]]:
    columns = search_rows.c
    found: dict[Name, Row[Any]] = {}
    for some in portions(names):
        query = select(columns.id, columns.kind, columns.ref, columns.digest)
        rows = await connection.execute(query.where(tuple_(columns.kind, columns.ref).in_(some)))
        found.update({(row.kind, row.ref): row for row in rows})
    return found


async def _taken_out(connection: AsyncConnection, database: Database, ids: Sequence[int]) -> Counter[tuple[str, str]]:
    """Delete rows and return the words that went with them, counted below zero."""
    columns = search_rows.c
    in_words = func.array_to_string(func.tsvector_to_array(columns["keys"]), " ")
    keys = columns["keys"] if database.is_sqlite else in_words
    gone: Counter[tuple[str, str]] = Counter()
    for some in portions(ids):
        for visibility, told in await connection.execute(select(columns.visibility, keys).where(columns.id.in_(some))):
            gone.subtract(_words(visibility, told))
        await connection.execute(delete(search_rows).where(columns.id.in_(some)))
    return gone


async def _ids(
    connection: AsyncConnection, fresh: Mapping[Name, SearchRow], old: Mapping[Name, int]
) -> Mapping[Name, int]:
    """Give each row an id nobody has: its own when it still says the truth, else the first free one of its second."""
    sorts = {name: sort_of(row.kind, row.visibility) for name, row in fresh.items()}
    ids = {name: old[name] for name in fresh if name in old and still_right(old[name], fresh[name].moment, sorts[name])}
    attempt = 0
    while waiting := [name for name in fresh if name not in ids]:
        wanted = {name: row_id(fresh[name].moment, sorts[name], ":".join(name), attempt) for name in waiting}
        taken = await _taken(connection, wanted.values()) | set(ids.values())
        for name, identity in wanted.items():
            if identity not in taken:
                ids[name] = identity
                taken.add(identity)
        attempt += 1
    return ids


async def _taken(connection: AsyncConnection, ids: Collection[int]) -> set[int]:
    taken: set[int] = set()
    for some in portions(ids):
        taken.update((await connection.execute(select(search_rows.c.id).where(search_rows.c.id.in_(some)))).scalars())
    return taken


def _new(database: Database) -> Any:  # noqa: ANN401 - an INSERT of either dialect
    told = bindparam("told_keys", type_=Text)
    # never the parser of PostgreSQL, which splits «ил-76»
    vector = func.array_to_tsvector(func.string_to_array(told, " "))
    return search_rows.insert().values(keys=told if database.is_sqlite else vector)


def _values(identity: int, row: SearchRow) -> dict[str, Any]:
    return {
        "id": identity,
        "kind": row.kind,
        "ref": row.ref,
        "visibility": row.visibility,
        "moment": row.moment,
        "version": row.version,
        "digest": _digest(row),
        "title": row.title,
        "text": row.text,
        "told_keys": row.keys,
    }


def _words(visibility: Visibility, keys: str) -> set[tuple[str, str]]:
    return {(word, visibility) for word in keys.split()}


async def _count(connection: AsyncConnection, database: Database, words: Counter[tuple[str, str]]) -> None:
    moved = [(word, visibility, number) for (word, visibility), number in sorted(words.items()) if number]
    if not moved:
        return
    counted = [dict(zip(("word", "visibility", "rows"), one, strict=True)) for one in moved]
    new = insert(search_words, database)
    more = {"rows": search_words.c.rows + new.excluded.rows}
    await connection.execute(new.on_conflict_do_update(index_elements=["word", "visibility"], set_=more), counted)
    for some in portions({word for word, _, number in moved if number < 0}):
        unused = delete(search_words).where(search_words.c.word.in_(some), search_words.c.rows <= 0)
        await connection.execute(unused)
