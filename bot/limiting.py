"""The limits on work that administrators may set, in the store; ``bot/flood.py`` decides by them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import structlog

from bot.adjusting import LIMITS, part_of
from bot.flood import Bucket, Limits, Work
from storage.store import Store

__all__ = ["LIMITS", "read_limits"]

_MOST: Final = 1e9
_MINUTE: Final = 60.0
_log = structlog.get_logger(__name__)


async def read_limits(store: Store, usual: Limits) -> Limits:
    """Return the limits that are set, ``usual`` where none are; a value that makes no sense is logged, not obeyed."""
    written = await store.settings.get(LIMITS)
    if not isinstance(written, dict) or not written:
        return usual
    return replace(
        usual,
        person=_buckets(written, "person", usual.person),
        group=_buckets(written, "group", usual.group),
        factor=_number(written, "factor", usual.factor),
        looser=_number(written, "looser", usual.looser),
        silence=_number(written, "silence", usual.silence),
    )


def _buckets(
    written: Mapping[str, Any], scope: str, usual: tuple[tuple[Work, Bucket], ...]
) -> tuple[tuple[Work, Bucket], ...]:
    return tuple((work, _bucket(written, scope, work, bucket)) for work, bucket in usual)


def _bucket(written: Mapping[str, Any], scope: str, work: Work, usual: Bucket) -> Bucket:
    burst, minutely = part_of(scope, work, "burst"), part_of(scope, work, "minutely")
    if burst not in written and minutely not in written:
        return usual
    return Bucket(
        round(_number(written, burst, usual.burst)),
        _MINUTE / _number(written, minutely, _MINUTE / usual.seconds),
    )


def _number(written: Mapping[str, Any], part: str, usual: float) -> float:
    value = written.get(part, usual)
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= _MOST:
        return float(value)
    _log.warning("a setting makes no sense", setting=f"{LIMITS}.{part}")
    return usual
