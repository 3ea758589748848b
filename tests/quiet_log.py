"""The bot's log as tests watch it: nothing in it may say that something unforeseen happened."""

import logging
from collections.abc import Collection, Iterator
from contextlib import contextmanager

import pytest
from structlog.testing import capture_logs
from structlog.typing import EventDict

# On a machine with too much to do a job's next time may come while it still runs: the scheduler lets that time go.
_LATE = "maximum number of running instances reached"
_TROUBLE = {"warning", "error", "critical"}


@contextmanager
def quiet_log(caplog: pytest.LogCaptureFixture, *, but: Collection[str] = ()) -> Iterator[list[EventDict]]:
    """Fail at the end of the block if the bot or a library logged a warning, an error or an exception.

    ``but`` are the warnings of the bot that the test brings about; an exception's traceback is never allowed. Gives
    the bot's own lines.
    """
    with capture_logs() as lines:
        yield lines
    unforeseen = [line for line in lines if line.get("exc_info") or _is_trouble(line, but)]
    assert not unforeseen, unforeseen
    libraries = [
        record
        for record in caplog.records
        if (record.exc_info or record.levelno >= logging.WARNING) and _LATE not in record.getMessage()
    ]
    assert not libraries, [record.getMessage() for record in libraries]


def _is_trouble(line: EventDict, but: Collection[str]) -> bool:
    return line["log_level"] in _TROUBLE and line["event"] not in but
