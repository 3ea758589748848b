"""The figures for Prometheus, by the names that docs/operations.md explains. No name or text of anybody is a label."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.health import PATIENCE, Outbox, outbox_in
from bot.pulse import Part, Pulse
from storage.deliveries import BOT
from storage.errors import StoreError
from storage.records import DeliveryKind, DeliveryState
from storage.store import Store

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
_CLOSED_WITHIN: Final = timedelta(days=1)

Tally = Mapping[tuple[DeliveryKind, DeliveryState], int]


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known when Prometheus asks; of a store that does not answer nothing."""

    now: datetime
    outbox: Outbox | None = None
    tally: Tally | None = None
    lease_until: datetime | None = None


async def reading_of(store: Store, now: datetime) -> Reading:
    """Ask the store for what it has to say, 2 s at most for each part."""
    outbox = await outbox_in(store, now)
    if isinstance(outbox, str):
        return Reading(now)
    try:
        async with asyncio.timeout(PATIENCE):
            tally = await store.ledger.tally(now - _CLOSED_WITHIN)
            held = await store.leases.holder(BOT)
    except (StoreError, TimeoutError):
        return Reading(now, outbox)
    return Reading(now, outbox, tally, held[1] if held else None)


class Exposition(Collector):
    """One answer to Prometheus, in a registry of its own."""

    def __init__(self, pulse: Pulse, reading: Reading) -> None:
        """Tell what stands in ``pulse`` and ``reading``."""
        self._pulse = pulse
        self._reading = reading

    def text(self) -> bytes:
        """Return it in the text format."""
        registry = CollectorRegistry(auto_describe=False)
        ProcessCollector(registry=registry)
        registry.register(self)
        return generate_latest(registry)

    def collect(self) -> Iterable[Metric]:
        """Yield every figure of ours."""
        yield from self._of_the_process()
        yield from self._of_the_store()

    def _of_the_process(self) -> Iterable[Metric]:
        pulse = self._pulse
        yield _gauge("leader", "1: this process polls, ticks and sends.", float(pulse.part is Part.LEADER))
        yield CounterMetricFamily("cooperation_updates", "Updates taken by this process.", pulse.updates)
        yield CounterMetricFamily(
            "cooperation_replies_failed", "Replies that Telegram did not take.", pulse.replies_failed
        )
        yield _moment("telegram_success", "When Telegram last carried out a call of this process.", pulse.telegram_at)
        yield _moment("last_tick", "When a job last came to its end in this process.", pulse.ticked_at)
        closed = CounterMetricFamily(
            "cooperation_deliveries_closed", "Deliveries closed by this process.", labels=["kind", "state"]
        )
        for (kind, state), count in sorted(pulse.closed.items()):
            closed.add_metric([kind, state], count)
        yield closed

    def _of_the_store(self) -> Iterable[Metric]:
        reading, now = self._reading, self._reading.now
        yield _gauge("database_up", "1: the store answered in time.", float(reading.outbox is not None))
        if reading.outbox is not None:
            oldest, waits = reading.outbox.oldest_due, reading.outbox.waits_until
            yield _gauge("oldest_due_seconds", "How long the oldest due delivery has waited.", _between(oldest, now))
            yield _gauge("wait_seconds", "How long the whole bot will still wait.", _between(now, waits))
        if reading.tally is not None:
            yield _gauge("lease_seconds", "For how long the lease still holds.", _between(now, reading.lease_until))
            yield _deliveries(reading.tally)


def _gauge(name: str, about: str, value: float) -> Metric:
    return GaugeMetricFamily(f"cooperation_{name}", about, value)


def _moment(name: str, about: str, at: datetime | None) -> Metric:
    """Return a moment in seconds since 1970; without a sample when it has not come yet."""
    return GaugeMetricFamily(f"cooperation_{name}_timestamp_seconds", about, at.timestamp() if at else None)


def _between(earlier: datetime | None, later: datetime | None) -> float:
    return max(0.0, (later - earlier).total_seconds()) if earlier and later else 0.0


def _deliveries(tally: Tally) -> Metric:
    about = "Deliveries by kind and state: of the unfinished all, of the closed those of the last 24 hours."
    family = GaugeMetricFamily("cooperation_deliveries", about, labels=["kind", "state"])
    for kind in DeliveryKind:
        for state in DeliveryState:
            family.add_metric([kind, state], tally.get((kind, state), 0))
    return family
