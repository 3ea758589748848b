"""What becomes of a delivery when Telegram did not take it: decided from the error alone, without I/O.

==============================================  =========================================================
what happened                                   what follows
==============================================  =========================================================
429                                             again after ``retry_after``; the wait stands in the row
403, chat not found, no right to write there    the chat is paused, its settings stay; the row is dead
400 with ``migrate_to_chat_id``                 the chat is renumbered everywhere; again at once
400 for markup                                  again at once as plain text: a fault of ours
other 400, 413, a file that is nowhere          dead with its reason
401, 404 (the token, the server: not the row)   again, waits grow from 5 s to 15 min, each a little different
5xx, connection refused, DNS                    the same
read timeout, connection lost under way,        outcome unknown: again after a minute, twice at most
anything unforeseen
==============================================  =========================================================
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiohttp import ClientConnectorError, ConnectionTimeoutError

from bot.errors import AttachmentGone
from storage.deliveries import SILENCES_AT_MOST

_FIRST_WAIT: Final = 5.0
_LONGEST_WAIT: Final = 900.0
UNKNOWN_WAIT: Final = 60.0
_MARKUP_REFUSED = ("can't parse entities", "entity beginning", "entity begins")
_CHAT_GONE = (
    "chat not found",
    "user is deactivated",
    "group chat was deleted",
    "have no rights to send",
    "have no write access",
    "not enough rights to send",
    "need administrator rights",
)


class Step(StrEnum):
    """What the dispatcher does next with the row."""

    AGAIN = "again"
    AGAIN_PLAIN = "again_plain"
    PAUSE_CHAT = "pause_chat"
    MOVE_CHAT = "move_chat"
    BURY = "bury"
    CLOSE_UNKNOWN = "close_unknown"


@dataclass(frozen=True, slots=True)
class Fate:
    """The next step, after how many seconds, and why; ``moved_to`` only with ``MOVE_CHAT``.

    ``silent``: whether it was sent is not known. ``limit`` and ``outage``: what it says of Telegram as a whole, if
    the next chat meets the same.
    """

    step: Step
    reason: str
    wait: float = 0.0
    moved_to: int | None = None
    silent: bool = False
    limit: bool = False
    outage: bool = False


def fate_of(error: Exception, attempts: int, silences: int = 0, jitter: float = 1.0) -> Fate:
    """Return what follows from this refusal of the ``attempts``-th try (counted from 1).

    ``silences`` are the earlier tries whose outcome was never learnt; growing waits are multiplied by ``jitter``.
    """
    match error:
        case TelegramRetryAfter():
            return Fate(Step.AGAIN, f"429: {error.retry_after} s", wait=float(error.retry_after), limit=True)
        case TelegramMigrateToChat():
            return Fate(Step.MOVE_CHAT, "migrated", moved_to=error.migrate_to_chat_id)
        case TelegramForbiddenError():
            return Fate(Step.PAUSE_CHAT, error.message)
        case TelegramBadRequest():
            return _fate_of_bad_request(error.message)
        case TelegramServerError() | TelegramUnauthorizedError() | TelegramNotFound():
            return Fate(Step.AGAIN, error.message, wait=_growing(attempts) * jitter, outage=True)
        case TelegramNetworkError():
            return _fate_of_network_error(error, silences, _growing(attempts) * jitter)
        case TelegramAPIError() | AttachmentGone():
            return Fate(Step.BURY, str(error))
        case _:  # an answer that could not be read, or a surprise: it may have been sent
            return _fate_of_unknown(silences)


def _fate_of_bad_request(message: str) -> Fate:
    if any(sign in message for sign in _MARKUP_REFUSED):
        return Fate(Step.AGAIN_PLAIN, message)
    if any(sign in message for sign in _CHAT_GONE):
        return Fate(Step.PAUSE_CHAT, message)
    return Fate(Step.BURY, message)


def _fate_of_network_error(error: TelegramNetworkError, silences: int, wait: float) -> Fate:
    if isinstance(error, TelegramEntityTooLarge):  # aiogram counts a 413 among these
        return Fate(Step.BURY, error.message)
    if isinstance(error.__cause__, ClientConnectorError | ConnectionTimeoutError):
        return Fate(Step.AGAIN, "not connected", wait=wait, outage=True)
    return _fate_of_unknown(silences)


def _fate_of_unknown(silences: int) -> Fate:
    if silences + 1 >= SILENCES_AT_MOST:
        return Fate(Step.CLOSE_UNKNOWN, "outcome unknown", silent=True)
    return Fate(Step.AGAIN, "outcome unknown", wait=UNKNOWN_WAIT, silent=True)


def _growing(attempts: int) -> float:
    doubled = min(attempts - 1, 10)  # a row may wait for weeks, and a power of two may not grow with it
    return min(_FIRST_WAIT * float(2**doubled), _LONGEST_WAIT)
