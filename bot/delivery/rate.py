"""How fast the outbox speaks and how long it waits on a silence: what administrators may set, in the store."""

from dataclasses import dataclass
from typing import Any, Final

import structlog

from bot.adjusting import SENDING
from bot.delivery.fate import UNKNOWN_WAIT
from bot.delivery.pace import PER_SECOND
from storage.store import Store

__all__ = ["SENDING", "Rate", "read_rate"]

_FASTEST: Final = 100_000.0
_LONGEST: Final = 86_400.0
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Rate:
    """Messages a second for the whole bot; seconds until a message whose outcome was not learnt is sent again."""

    per_second: float = PER_SECOND
    unknown_wait: float = UNKNOWN_WAIT


async def read_rate(store: Store, usual: Rate = Rate()) -> Rate:
    """Return the rate that is set, ``usual`` where none is; a value that makes no sense is logged and not obeyed."""
    written = await store.settings.get(SENDING)
    given = written if isinstance(written, dict) else {}
    return Rate(
        _within(given, "per_second", usual.per_second, _FASTEST),
        _within(given, "unknown_wait", usual.unknown_wait, _LONGEST),
    )


def _within(given: dict[str, Any], name: str, usual: float, most: float) -> float:
    if name not in given:
        return usual
    value = given[name]
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= most:
        return float(value)
    _log.warning("a setting makes no sense", setting=f"{SENDING}.{name}")
    return usual
