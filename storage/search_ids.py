"""The ids of search rows, which say by themselves when, what and for whom a row is.

From the highest bit down: the second, a number among the rows of that second (19 bits), the kind (6 bits), the
visibility (2 bits). So the newest come first in the order of the index, and what may not be shown or is not asked
for is left out without reading a row: a look into two thousand rows costs as much as ranking them.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Final
from zlib import crc32

from storage.register_records import Visibility
from storage.search_records import SearchKind

SORTS: Final = 0xFF
"""The bits of an id that say the kind and the visibility."""

_VISIBILITY_BITS: Final = 2
_SORT_BITS: Final = 8
_SECOND_BITS: Final = 27
_FARTHEST: Final = 1 << 33  # seconds either way of 1970, so that every id is one of 64 bits; the year 2242
_KINDS: Final = tuple(SearchKind)
_VISIBILITIES: Final = tuple(Visibility)


def sort_of(kind: SearchKind, visibility: Visibility) -> int:
    """Return the last bits of the ids of such rows."""
    return _KINDS.index(kind) << _VISIBILITY_BITS | _VISIBILITIES.index(visibility)


def sorts_of(visibilities: Collection[Visibility], kinds: Collection[SearchKind] | None) -> list[int]:
    """Return the last bits of all rows of these visibilities and kinds; ``None``: of every kind."""
    wanted = _KINDS if kinds is None else kinds
    return sorted(sort_of(kind, visibility) for kind in set(wanted) for visibility in set(visibilities))


def first_id(moment: datetime) -> int:
    """Return the lowest id of the second of ``moment``."""
    second = int(moment.timestamp() // 1)
    return max(-_FARTHEST, min(second, _FARTHEST)) << _SECOND_BITS


def last_id(moment: datetime) -> int:
    """Return the highest id of the second of ``moment``."""
    return first_id(moment) + (1 << _SECOND_BITS) - 1


def row_id(moment: datetime, sort: int, name: str, attempt: int) -> int:
    """Return the id of a row called ``name``; each further attempt is the next number of the same second.

    The number comes from the name, so rows of one second stand in the same order in every store.
    """
    number = (crc32(name.encode()) + attempt) % (1 << _SECOND_BITS - _SORT_BITS)
    return first_id(moment) + (number << _SORT_BITS) + sort


def still_right(identity: int, moment: datetime, sort: int) -> bool:
    """Whether a row of this moment and sort may keep the id it has."""
    return first_id(moment) <= identity <= last_id(moment) and identity & SORTS == sort
