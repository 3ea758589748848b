"""The limits on work that administrators may set, in the store; ``bot/flood.py`` decides by them."""

from dataclasses import replace
from typing import Final

import structlog

from bot.flood import Limits
from storage.store import Store

LIMITS: Final = "limits"
"""The name of the setting: ``{"factor": 2}`` allows twice as much to everyone; what is left out is as it is usually."""
_MOST: Final = 1e9
_log = structlog.get_logger(__name__)


async def read_limits(store: Store, usual: Limits) -> Limits:
    """Return the limits that are set, ``usual`` where none are; a value that makes no sense is logged, not obeyed."""
    written = await store.settings.get(LIMITS)
    if not isinstance(written, dict) or "factor" not in written:
        return usual
    factor = written["factor"]
    if isinstance(factor, int | float) and not isinstance(factor, bool) and 0 < factor <= _MOST:
        return replace(usual, factor=float(factor))
    _log.warning("a setting makes no sense", setting=f"{LIMITS}.factor")
    return usual
