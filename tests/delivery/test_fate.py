"""What follows from each refusal of Telegram: the table of fates, row by row."""

import pytest
from aiogram.exceptions import (
    ClientDecodeError,
    RestartingTelegram,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import SendMessage
from aiohttp import ClientConnectorError, ConnectionTimeoutError, ServerDisconnectedError, ServerTimeoutError
from aiohttp.client_reqrep import ConnectionKey

from bot.delivery.fate import Fate, Step, fate_of

CALL = SendMessage(chat_id=1, text="Пример")
KEY = ConnectionKey("api.telegram.org", 443, True, True, None, None, None)  # noqa: FBT003 - aiohttp's own shape


def bad(reason: str) -> TelegramBadRequest:
    """Return a 400."""
    return TelegramBadRequest(CALL, f"Bad Request: {reason}")


def broken_by(cause: Exception) -> TelegramNetworkError:
    """Return what aiogram makes of an error of the network."""
    error = TelegramNetworkError(CALL, "network")
    error.__cause__ = cause
    return error


TABLE = (
    ("429", TelegramRetryAfter(CALL, "Too Many Requests", 43), 1, Step.AGAIN, 43.0),
    ("429 for hours", TelegramRetryAfter(CALL, "Too Many Requests", 43_838), 9, Step.AGAIN, 43_838.0),
    ("blocked", TelegramForbiddenError(CALL, "Forbidden: bot was blocked by the user"), 1, Step.PAUSE_CHAT, 0),
    ("kicked", TelegramForbiddenError(CALL, "Forbidden: bot was kicked from the group chat"), 3, Step.PAUSE_CHAT, 0),
    ("chat not found", bad("chat not found"), 1, Step.PAUSE_CHAT, 0),
    ("deactivated", bad("user is deactivated"), 1, Step.PAUSE_CHAT, 0),
    ("group deleted", bad("group chat was deleted"), 1, Step.PAUSE_CHAT, 0),
    ("no rights", bad("not enough rights to send text messages to the chat"), 1, Step.PAUSE_CHAT, 0),
    ("no rights at all", bad("have no rights to send a message"), 1, Step.PAUSE_CHAT, 0),
    ("no write access", bad("have no write access to the chat"), 1, Step.PAUSE_CHAT, 0),
    ("channel", bad("need administrator rights in the channel chat"), 1, Step.PAUSE_CHAT, 0),
    ("entities", bad("can't parse entities: Unclosed start tag at byte offset 3"), 1, Step.AGAIN_PLAIN, 0),
    ("entity", bad("entity beginning at UTF-16 offset 3 ends after the end of the text"), 1, Step.AGAIN_PLAIN, 0),
    ("entity start", bad("entity begins in a middle of a UTF-16 symbol at byte offset 3"), 1, Step.AGAIN_PLAIN, 0),
    ("too long", bad("message is too long"), 1, Step.BURY, 0),
    ("empty", bad("message text is empty"), 1, Step.BURY, 0),
    ("topic", bad("message thread not found"), 1, Step.BURY, 0),
    ("button", bad("BUTTON_DATA_INVALID"), 2, Step.BURY, 0),
    ("413", TelegramEntityTooLarge(CALL, "Request Entity Too Large"), 1, Step.BURY, 0),
    ("409", TelegramConflictError(CALL, "Conflict"), 1, Step.BURY, 0),
    ("any other code", TelegramAPIError(CALL, "I'm a teapot"), 1, Step.BURY, 0),
    ("401", TelegramUnauthorizedError(CALL, "Unauthorized"), 1, Step.AGAIN, 5),
    ("404", TelegramNotFound(CALL, "Not Found"), 4, Step.AGAIN, 40),
    ("500 first", TelegramServerError(CALL, "Internal Server Error"), 1, Step.AGAIN, 5),
    ("500 second", TelegramServerError(CALL, "Internal Server Error"), 2, Step.AGAIN, 10),
    ("500 eighth", TelegramServerError(CALL, "Internal Server Error"), 8, Step.AGAIN, 640),
    ("500 ninth", TelegramServerError(CALL, "Internal Server Error"), 9, Step.AGAIN, 900),
    ("500 for weeks", TelegramServerError(CALL, "Internal Server Error"), 5_000, Step.AGAIN, 900),
    ("restarting", RestartingTelegram(CALL, "Bad Gateway"), 1, Step.AGAIN, 5),
    ("not connected", broken_by(ClientConnectorError(KEY, OSError(111, "refused"))), 1, Step.AGAIN, 5),
    ("not connected in time", broken_by(ConnectionTimeoutError()), 2, Step.AGAIN, 10),
    ("never connected", broken_by(ClientConnectorError(KEY, OSError(111, "refused"))), 90, Step.AGAIN, 900),
    ("lost under way", broken_by(ServerDisconnectedError()), 1, Step.AGAIN, 60),
    ("read timeout", broken_by(ServerTimeoutError()), 2, Step.AGAIN, 60),
    ("timeout", broken_by(TimeoutError()), 2, Step.AGAIN, 60),
    ("lost three times", broken_by(ServerDisconnectedError()), 3, Step.CLOSE_UNKNOWN, 0),
    ("lost after many waits", broken_by(TimeoutError()), 7, Step.CLOSE_UNKNOWN, 0),
    ("network without a cause", TelegramNetworkError(CALL, "?"), 1, Step.AGAIN, 60),
    ("unreadable answer", ClientDecodeError("not JSON", ValueError(), "<html>"), 1, Step.AGAIN, 60),
    ("unreadable thrice", ClientDecodeError("not JSON", ValueError(), "<html>"), 3, Step.CLOSE_UNKNOWN, 0),
    ("a surprise", RuntimeError("surprise"), 1, Step.AGAIN, 60),
    ("a surprise thrice", RuntimeError("surprise"), 3, Step.CLOSE_UNKNOWN, 0),
)


@pytest.mark.parametrize(
    ("error", "attempts", "step", "wait"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_every_refusal_has_its_fate(error: Exception, attempts: int, step: Step, wait: float) -> None:
    """Each refusal leads to its step and its wait, and says why in words that hold no token."""
    fate = fate_of(error, attempts, silences=attempts - 1)
    assert (fate.step, fate.wait, fate.moved_to) == (step, wait, None)
    assert fate.reason


def test_a_group_that_moved_says_where() -> None:
    """A migration names the new chat."""
    fate = fate_of(TelegramMigrateToChat(CALL, "upgraded", -1_002_000), 1)
    assert (fate.step, fate.moved_to, fate.wait) == (Step.MOVE_CHAT, -1_002_000, 0)


def test_a_fate_keeps_the_words_of_telegram() -> None:
    """The reason in the ledger is what Telegram said."""
    assert fate_of(bad("message is too long"), 1) == Fate(Step.BURY, "Bad Request: message is too long")


def test_only_silences_wear_a_row_out() -> None:
    """A row that was refused many times and heard nothing once is sent again; the third silence closes it."""
    lost = broken_by(ServerDisconnectedError())
    assert [fate_of(lost, 90, silences).step for silences in (0, 1, 2)] == [Step.AGAIN, Step.AGAIN, Step.CLOSE_UNKNOWN]
    assert fate_of(lost, 1).silent
    assert not fate_of(bad("message is too long"), 1).silent


def test_growing_waits_are_spread() -> None:
    """Rows that failed together come apart: their waits are multiplied by what differs from row to row."""
    down = TelegramServerError(CALL, "Internal Server Error")
    assert [fate_of(down, 2, jitter=jitter).wait for jitter in (0.75, 1.25)] == [7.5, 12.5]
