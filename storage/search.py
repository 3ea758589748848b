"""Search: one index over everything that can be found, on both databases.

Storage knows nothing of words: whoever writes rows makes their keys, and whoever asks makes the same of a query.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import String, cast, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database
from storage.register_records import Visibility
from storage.schema import articles, commitments
from storage.search_queries import Match, Scope, groups_of, key_of, newest_ranked, page_of
from storage.search_records import SearchHit, SearchKind, SearchResult, SearchRow
from storage.search_rows import portions, remove_rows, writable, write_rows
from storage.search_schema import search_marks, search_rows, search_words
from storage.upsert import insert

_KEY_RULES: Final = "key_rules"
_FEW: Final = 5
_STALE: Final = -1

Found = tuple[list[int], int]
"""The ids of the best rows down to the end of the page, and how many were ranked."""


class Search:
    """What can be found, and by which words."""

    def __init__(self, database: Database) -> None:
        """Work on ``database``."""
        self._database = database

    async def put(
        self,
        rows: Sequence[SearchRow],
        *,
        kinds_replaced: Collection[SearchKind] = (),
        mark: tuple[str, str] | None = None,
    ) -> int:
        """Write rows in place of those of the same kind and ref; return how many were written or removed.

        The same row again changes nothing. ``kinds_replaced``: rows of these kinds that are not in ``rows`` are
        removed. ``mark``, a name and how far the index is brought up by this, is kept in the same transaction.
        """
        told = [writable(row) for row in rows]
        async with self._database.writing() as connection:
            await self._database.alone(connection, "search")
            moved = await write_rows(connection, self._database, told)
            if kinds_replaced:
                moved += await self._keep_only(connection, {(row.kind, row.ref) for row in rows}, kinds_replaced)
            if mark is not None:
                await self._mark(connection, *mark)
        return moved

    async def remove(self, kind: SearchKind, refs: Collection[str]) -> int:
        """Remove rows of one kind; return how many were there."""
        columns = search_rows.c
        async with self._database.writing() as connection:
            await self._database.alone(connection, "search")
            ids: list[int] = []
            for some in portions(refs):
                query = select(columns.id).where(columns.kind == kind, columns.ref.in_(some))
                ids.extend((await connection.execute(query)).scalars())
            return await remove_rows(connection, self._database, ids)

    async def _keep_only(
        self, connection: AsyncConnection, names: set[tuple[SearchKind, str]], kinds: Collection[SearchKind]
    ) -> int:
        columns = search_rows.c
        rows = await connection.execute(select(columns.id, columns.kind, columns.ref).where(columns.kind.in_(kinds)))
        gone = [row.id for row in rows if (row.kind, row.ref) not in names]
        return await remove_rows(connection, self._database, gone)

    async def find(  # noqa: PLR0913 - what is asked, by whom, and which part of it
        self,
        all_keys: Iterable[str | Sequence[str]],
        visibilities: Collection[Visibility],
        *,
        limit: int,
        offset: int = 0,
        kinds: Collection[SearchKind] | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> SearchResult:
        """Return a page of the rows that have all the keys, the best first; a group is a choice of one of its keys.

        When fewer than five have all, those that have any follow. Only the newest two thousand that match are
        ranked (bm25; ts_rank in PostgreSQL), the newer first where they rank alike. Of a row that the
        ``visibilities`` leave out nothing is shown or counted. ``since`` and ``until`` count to the second, both
        included; ``kinds`` ``None``: all. Keys are never read as a language of queries; what is no key matches
        nothing. The first 32 groups count.
        """
        wanted_kinds = None if kinds is None else tuple(kinds)
        scope = Scope(tuple(visibilities), wanted_kinds, since, until)
        groups, until_place = groups_of(all_keys), offset + limit
        async with self._database.reading() as connection:
            ids, total = await self._ranked(connection, Match(groups), scope, until_place)
            any_words = False
            if total < _FEW and len(groups) > 1:
                # fewer than five rows have all the words; they stay the first
                first = ids if total <= until_place else (await self._ranked(connection, Match(groups), scope, _FEW))[0]
                more = await self._ranked(connection, Match(groups, any_words=True), scope, until_place, first)
                any_words = more[1] > total
                ids, total = more
            hits = await _hits(connection, ids[offset:])
        return SearchResult(hits, total, any_words)

    async def _ranked(
        self, connection: AsyncConnection, match: Match, scope: Scope, until: int, first: Sequence[int] = ()
    ) -> Found:
        if not match.possible:
            return [], 0
        ranked = newest_ranked(match, scope, is_sqlite=self._database.is_sqlite)
        rows = (await connection.execute(page_of(ranked, first, until))).all()
        return [row.id for row in rows], rows[0].total if rows else 0

    async def known(self, keys: Collection[str], visibilities: Collection[Visibility]) -> frozenset[str]:
        """Return those of the keys that some row of these visibilities has."""
        asked = {kept: key for key in keys if (kept := key_of(key))}
        found: set[str] = set()
        async with self._database.reading() as connection:
            for some in portions(asked):
                query = select(search_words.c.word).where(search_words.c.word.in_(some))
                seen = query.where(search_words.c.visibility.in_(visibilities))
                found.update((await connection.execute(seen)).scalars())
        return frozenset(asked[word] for word in found)

    async def vocabulary(
        self, visibilities: Collection[Visibility], *, shortest: int, longest: int
    ) -> Mapping[str, int]:
        """Return the keys of these lengths that rows of these visibilities have, and in how many each stands."""
        word = search_words.c.word
        within = (func.length(word).between(shortest, longest), search_words.c.visibility.in_(visibilities))
        counted = select(word, func.sum(search_words.c.rows).label("number")).where(*within).group_by(word).subquery()
        # one text instead of tens of thousands of rows, each of which would be an object
        one_text = select(func.aggregate_strings(counted.c.word + ":" + cast(counted.c.number, String), " "))
        async with self._database.reading() as connection:
            told = (await connection.execute(one_text)).scalar() or ""
        pairs = (one.partition(":") for one in told.split())
        return {key: int(number) for key, _, number in pairs}

    async def key_rules(self) -> str | None:
        """Return by which rules the keys were made; ``None`` when there are none yet."""
        return (await self.marks()).get(_KEY_RULES)

    async def set_key_rules(self, version: str) -> None:
        """Remember by which rules keys are made from now on; everything is to be indexed anew.

        The rows stay and go on being found until they are written again.
        """
        of_plan = update(search_rows).where(search_rows.c.kind == SearchKind.COMMITMENT)
        async with self._database.writing() as connection:
            await self._database.alone(connection, "search")
            await connection.execute(delete(search_marks))
            await connection.execute(of_plan.values(version=_STALE, digest=""))
            await self._mark(connection, _KEY_RULES, version)

    async def marks(self) -> Mapping[str, str]:
        """Return how far the index has been brought up, by what :meth:`put` was told."""
        async with self._database.reading() as connection:
            rows = (await connection.execute(select(search_marks))).all()
        return {row.name: row.value for row in rows}

    async def _mark(self, connection: AsyncConnection, name: str, value: str) -> None:
        new = insert(search_marks, self._database).values(name=name, value=value)
        await connection.execute(new.on_conflict_do_update(index_elements=["name"], set_={"value": value}))

    async def stories_after(self, article_id: int, limit: int) -> tuple[tuple[int, ...], int]:
        """Return the stories of the next ``limit`` articles after this one, and the last of those articles."""
        columns = articles.c
        query = select(columns.id, columns.story_id).where(columns.id > article_id).order_by(columns.id).limit(limit)
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).all()
        return tuple(dict.fromkeys(row.story_id for row in rows)), rows[-1].id if rows else article_id

    async def commitments_changed(self) -> tuple[tuple[int, ...], tuple[str, ...]]:
        """Return the commitments whose rows are not of their version, and the refs of rows whose commitment is gone."""
        ref = cast(commitments.c.id, String)
        same = (search_rows.c.kind == SearchKind.COMMITMENT) & (search_rows.c.ref == ref)
        theirs = select(search_rows.c.id).where(same, search_rows.c.version == commitments.c.version)
        changed = select(commitments.c.id).where(~theirs.exists()).order_by(commitments.c.id)
        rows = select(search_rows.c.ref).where(search_rows.c.kind == SearchKind.COMMITMENT)
        gone = rows.where(~select(commitments.c.id).where(ref == search_rows.c.ref).exists())
        async with self._database.reading() as connection:
            ids = tuple((await connection.execute(changed)).scalars())
            return ids, tuple((await connection.execute(gone)).scalars())


async def _hits(connection: AsyncConnection, ids: Sequence[int]) -> tuple[SearchHit, ...]:
    columns = search_rows.c
    shown = select(
        columns.id, columns.kind, columns.ref, columns.visibility, columns.moment, columns.title, columns.text
    )
    by_id: dict[int, SearchHit] = {}
    for some in portions(ids):
        for identity, *told in await connection.execute(shown.where(columns.id.in_(some))):
            by_id[identity] = SearchHit(*told)
    return tuple(by_id[identity] for identity in ids)
