"""How rows are matched and ranked, in the language of each database.

Only the newest two thousand of the rows that match are ranked: a frequent word stands in half of all rows, and
whoever asks for it wants what is new (2-5 ms against 110 ms over all, in PostgreSQL against 1-2 s).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import CTE, ColumnElement, Select, Text, cast, column, func, literal, literal_column, select, table
from sqlalchemy.dialects.postgresql import TSQUERY

from storage.register_records import Visibility
from storage.search_ids import SORTS, first_id, last_id, sorts_of
from storage.search_records import SearchKind
from storage.search_schema import search_rows

RANKED: Final = 2_000
_MOST_GROUPS: Final = 32  # FTS5 refuses deeper expressions than its parser's stack
_MOST_ALTERNATIVES: Final = 16
_LONGEST_KEY: Final = 100  # bytes are limited in PostgreSQL's lexemes, and no word is longer
_KEY = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_APOSTROPHES: Final = str.maketrans("", "", "'’")  # FTS5 would part a word there
_KEYS = search_rows.c["keys"]
_INDEX = table("search_index", column("rowid"), column("search_index"))

Groups = tuple[tuple[str, ...], ...]


def keys_in(text: str) -> list[str]:
    """Return the word keys that stand in a text, as they are kept: nothing but letters, digits and hyphens."""
    return [key.translate(_APOSTROPHES) for key in _KEY.findall(text.lower()) if len(key) <= _LONGEST_KEY]


def key_of(asked: str) -> str | None:
    """Return what is asked for as it is kept; ``None`` for what is no key, and so in no row."""
    is_key = len(asked) <= _LONGEST_KEY and _KEY.fullmatch(asked.lower())
    return asked.lower().translate(_APOSTROPHES) if is_key else None


def groups_of(asked: Iterable[str | Sequence[str]]) -> Groups:
    """Return the groups of alternatives that can be asked for.

    What is no key is left out of its group; a group of nothing else stays, and matches nothing.
    """
    groups = ((group,) if isinstance(group, str) else tuple(group) for group in asked)
    kept = (tuple(dict.fromkeys(key for one in group if (key := key_of(one)))) for group in groups)
    return tuple(group[:_MOST_ALTERNATIVES] for group in dict.fromkeys(kept))[:_MOST_GROUPS]


@dataclass(frozen=True, slots=True)
class Scope:
    """Which rows may be found at all; moments count to the second, both included."""

    visibilities: tuple[Visibility, ...]
    kinds: tuple[SearchKind, ...] | None = None
    since: datetime | None = None
    until: datetime | None = None

    def of_ids(self, identity: ColumnElement[int]) -> list[ColumnElement[bool]]:
        """Return what the ids of such rows fulfil."""
        conditions = [identity.op("&")(SORTS).in_(sorts_of(self.visibilities, self.kinds))]
        return [*conditions, *self._in_time(identity)]

    def of_rows(self) -> list[ColumnElement[bool]]:
        """Return what such rows fulfil, in columns that a planner has statistics of."""
        conditions: list[ColumnElement[bool]] = [search_rows.c.visibility.in_(self.visibilities)]
        if self.kinds is not None:
            conditions.append(search_rows.c.kind.in_(self.kinds))
        return [*conditions, *self._in_time(search_rows.c.id)]

    def _in_time(self, identity: ColumnElement[int]) -> list[ColumnElement[bool]]:
        since = [] if self.since is None else [identity >= first_id(self.since)]
        return since if self.until is None else [*since, identity <= last_id(self.until)]


@dataclass(frozen=True, slots=True)
class Match:
    """The groups of keys asked for: all of them together, or any."""

    groups: Groups
    any_words: bool = False

    @property
    def possible(self) -> bool:
        """Whether any row may match at all; an empty group is fulfilled by none."""
        return any(self.groups) if self.any_words else bool(self.groups) and all(self.groups)

    def in_fts5(self) -> str:
        """Return the expression for MATCH: nothing in it but quoted words, OR and AND."""
        return self._joined('"{}"', " OR ", " AND ")

    def in_tsquery(self) -> str:
        """Return the text of a tsquery: nothing in it but quoted words, | and &."""
        return self._joined("'{}'", " | ", " & ")

    def _joined(self, quoted: str, either: str, both: str) -> str:
        parts = (f"({either.join(quoted.format(key) for key in group)})" for group in self.groups if group)
        return (either if self.any_words else both).join(parts)


def newest_ranked(match: Match, scope: Scope, *, is_sqlite: bool) -> CTE:
    """Return ``id`` and ``score`` (the less the better) of the newest rows that match."""
    return _sqlite_ranked(match, scope) if is_sqlite else _postgres_ranked(match, scope)


def _sqlite_ranked(match: Match, scope: Scope) -> CTE:
    identity = _INDEX.c.rowid
    score = func.bm25(literal_column("search_index"))
    matching = select(identity.label("id"), score.label("score")).select_from(_INDEX)
    matching = matching.where(_INDEX.c.search_index.bool_op("MATCH")(match.in_fts5()), *scope.of_ids(identity))
    return matching.order_by(identity.desc()).limit(RANKED).cte("ranked").prefix_with("MATERIALIZED")


def _postgres_ranked(match: Match, scope: Scope) -> CTE:
    # A cast takes the words as they are; to_tsquery would give them to the parser, which splits «ил-76».
    asked = cast(literal(match.in_tsquery(), Text), TSQUERY)
    matching = select(search_rows.c.id).where(_KEYS.bool_op("@@")(asked), *scope.of_rows())
    newest = matching.order_by(search_rows.c.id.desc()).limit(RANKED).cte("newest").prefix_with("MATERIALIZED")
    score = -func.ts_rank(_KEYS, asked)
    ranked = select(newest.c.id, score.label("score")).join(search_rows, search_rows.c.id == newest.c.id)
    return ranked.cte("ranked").prefix_with("MATERIALIZED")


def page_of(ranked: CTE, first: Sequence[int], until: int) -> Select[Any]:
    """Return ``id`` and ``total`` of the best, down to the place ``until``; those in ``first`` before all others."""
    total = select(func.count()).select_from(ranked).scalar_subquery()
    before = (ranked.c.id.in_(first).desc(),) if first else ()
    chosen = select(ranked.c.id, total.label("total"))
    return chosen.order_by(*before, ranked.c.score, ranked.c.id.desc()).limit(until)
