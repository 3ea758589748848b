"""A fault of ours reaches the administrators: once a day, in however many updates it comes up.

an update that was not worked -> which exception, where in our code -> one notice for each administrator -> outbox
"""

from pathlib import Path
from traceback import extract_tb
from typing import Final

import structlog

from bot.clock import Clock
from bot.pulse import Pulse
from bot.render.catalogue import Catalogues
from bot.render.running import fault_notice
from storage.errors import StoreError
from storage.records import DeliveryKind, NewDelivery, Priority
from storage.store import Store

_OURS: Final = ("bot", "handlers", "storage")
_REMEMBERED: Final = 200
_log = structlog.get_logger(__name__)


async def tell_fault(fault: BaseException, store: Store, clock: Clock, catalogues: Catalogues, pulse: Pulse) -> None:
    """Write the notices of a fault, unless they are written; raises nothing of the store's."""
    now = clock.now()
    place = place_of(fault)
    named = f"fault:{now:%Y-%m-%d}:{type(fault).__name__}:{place}"
    if named in pulse.faults:
        return
    if len(pulse.faults) >= _REMEMBERED:
        pulse.faults.clear()  # the keys of the outbox keep what is written from being told again
    pulse.faults.add(named)
    try:
        notices = [
            NewDelivery(
                key=f"{named[:200]}:{one.id}",
                chat_id=one.telegram_id,
                kind=DeliveryKind.NOTICE,
                priority=Priority.URGENT,
                body=fault_notice(type(fault).__name__, place, catalogues.of(one.language)).body(),
                not_before=now,
            )
            for one in await store.people.administrators()
        ]
        await store.deliveries.add(notices, now)
    except StoreError as trouble:
        pulse.faults.discard(named)
        _log.warning("the administrators could not be told", reason=str(trouble))


def place_of(fault: BaseException) -> str:
    """Return where in our code a fault came up («handlers/plan.py:120»); nothing of what was said to the bot."""
    for frame in reversed(extract_tb(fault.__traceback__)):
        path = Path(frame.filename)
        for folder in _OURS:
            if folder in path.parts[-4:-1]:
                inside = path.parts[len(path.parts) - 1 - path.parts[::-1].index(folder) :]
                return f"{'/'.join(inside)}:{frame.lineno}"
    return "?"
