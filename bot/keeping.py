"""How long things are kept: what administrators may set, in the store, and what holds until they do."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

import structlog

from storage.backups import KEPT as BACKUPS_KEPT
from storage.backups import KEPT_AT_FIRST
from storage.store import Store

_log = structlog.get_logger(__name__)


class Keeping(StrEnum):
    """What is kept for a time, in one letter; the letters stand in buttons."""

    LEDGER = "l"  # closed deliveries, days
    BACKUPS = "b"  # nightly backups, how many
    OUTSIDE = "o"  # publications that are no news of the cooperation, days


@dataclass(frozen=True, slots=True)
class Bounds:
    """The name under which it is set, what holds at first, what is offered, and the most that is obeyed."""

    setting: str
    at_first: int
    offered: tuple[int, ...]
    most: int


KEEPING: Final[Mapping[Keeping, Bounds]] = MappingProxyType(
    {
        Keeping.LEDGER: Bounds("ledger.days", 366, (90, 180, 366, 730), 3660),
        Keeping.BACKUPS: Bounds(BACKUPS_KEPT, KEPT_AT_FIRST, (3, 7, 14, 30), 400),
        Keeping.OUTSIDE: Bounds("news.outside.days", 30, (7, 30, 90), 366),
    }
)


async def read_kept(store: Store, what: Keeping) -> int:
    """Return the number that is in force: what is set, or what holds at first."""
    return kept_of(what, await store.settings.get(KEEPING[what].setting))


def kept_of(what: Keeping, value: Any) -> int:  # noqa: ANN401 - whatever was put under the name
    """Return the number that a setting's value means; one that makes no sense is logged, not obeyed."""
    bounds = KEEPING[what]
    if value is None:
        return bounds.at_first
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value <= bounds.most:
        return value
    _log.warning("a setting makes no sense", setting=bounds.setting)
    return bounds.at_first
