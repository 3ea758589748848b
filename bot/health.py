"""Whether this process is well, part by part: judged without I/O from its pulse and one look at the store.

==========  ==============================================================================================
part        when it is unwell
==========  ==============================================================================================
database    a read fails or takes longer than 2 s, or the last renewal of the lease could not be written
telegram    whoever polls (or has not met Telegram yet) had no call carried out for 2 minutes
jobs        the leader finished no job for 5 minutes
outbox      what may go has been waiting for more than 15 minutes, unless Telegram made the whole bot wait
==========  ==============================================================================================

A standby is well without jobs and with an outbox that others empty; where updates come by webhook, silence is no sign.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from bot.pulse import Part, Pulse
from storage.errors import StoreError
from storage.store import Store

PATIENCE: Final = 2.0
TELEGRAM_SILENT: Final = timedelta(minutes=2)
JOBS_LATE: Final = timedelta(minutes=5)
OUTBOX_LATE: Final = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Outbox:
    """What the store says of deliveries: since when the oldest may go, and until when the whole bot waits."""

    oldest_due: datetime | None = None
    waits_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """How one part is: a plain word, and the moment that it was judged from."""

    well: bool
    says: str
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Health:
    """How a process is."""

    part: Part
    findings: Mapping[str, Finding]

    @property
    def well(self) -> bool:
        """Tell whether every part is well."""
        return all(one.well for one in self.findings.values())

    def as_json(self) -> dict[str, Any]:
        """Return it for machines; moments in ISO 8601, UTC."""
        parts = {
            name: {"ok": one.well, "says": one.says, "since": one.since.isoformat() if one.since else None}
            for name, one in self.findings.items()
        }
        return {"ok": self.well, "role": str(self.part), **parts}


async def outbox_in(store: Store, now: datetime) -> Outbox | str:
    """Return what the store says within 2 s, or why it does not."""
    try:
        async with asyncio.timeout(PATIENCE):
            return Outbox(await store.ledger.oldest_due(now), await store.deliveries.waits_until())
    except TimeoutError:
        return f"no answer within {PATIENCE:.0f} s"
    except StoreError as trouble:
        return str(trouble) or type(trouble).__name__


def judged(pulse: Pulse, outbox: Outbox | str, now: datetime, *, polls: bool) -> Health:
    """Return how the process with this ``pulse`` is at ``now``; ``polls``: updates are asked for, not brought."""
    findings = {
        "database": _database(pulse, outbox),
        "telegram": _telegram(pulse, now, polls=polls),
        "jobs": _jobs(pulse, now),
        "outbox": _outbox(pulse, outbox, now) if isinstance(outbox, Outbox) else Finding(well=False, says="not known"),
    }
    return Health(pulse.part, findings)


def _database(pulse: Pulse, outbox: Outbox | str) -> Finding:
    if not isinstance(outbox, Outbox):
        return Finding(well=False, says=f"does not answer: {outbox}")
    if pulse.unwritable is not None:
        since, why = pulse.unwritable
        return Finding(well=False, says=f"answers, but cannot be written: {why}", since=since)
    return Finding(well=True, says="answers")


def _telegram(pulse: Pulse, now: datetime, *, polls: bool) -> Finding:
    last = pulse.telegram_at
    if pulse.part is Part.STANDBY or (pulse.part is Part.LEADER and not polls):
        return Finding(well=True, says="not polled by this process", since=last)
    well = now - max(pulse.since, last or pulse.since) <= TELEGRAM_SILENT
    return Finding(well, "answers" if well and last else "awaited" if well else "silent", last)


def _jobs(pulse: Pulse, now: datetime) -> Finding:
    last = pulse.ticked_at
    if pulse.part is not Part.LEADER:
        return Finding(well=True, says="not run by this process", since=last)
    well = now - max(pulse.since, last or pulse.since) <= JOBS_LATE
    return Finding(well, "run" if well else "late", last)


def _outbox(pulse: Pulse, outbox: Outbox, now: datetime) -> Finding:
    oldest, waits_until = outbox.oldest_due, outbox.waits_until
    if waits_until is not None and waits_until > now:
        return Finding(well=True, says="waits as Telegram asked", since=oldest)
    if oldest is None:
        return Finding(well=True, says="nothing waits")
    if pulse.part is not Part.LEADER:
        return Finding(well=True, says="not sent by this process", since=oldest)
    # A leader that has just taken over is not to blame for what its predecessor left.
    well = now - max(pulse.since, oldest) <= OUTBOX_LATE
    return Finding(well, "on time" if well else "late", oldest)
