"""What the bot writes about itself: structured lines on standard error, never a token, never a name or a text.

structlog renders both its own events and those of libraries, as coloured-free console lines or as JSON.
"""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from structlog.typing import Processor

_LOUD = ("aiogram.event", "aiogram.middlewares", "aiohttp.access", "alembic", "apscheduler", "pymorphy3")
_HIDDEN = "[secret]"


class _SecretFree(logging.Formatter):
    """Lets another formatter write the line, traceback included, then takes every secret out of it."""

    def __init__(self, inner: logging.Formatter, secrets: tuple[str, ...]) -> None:
        super().__init__()
        self._inner = inner
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        line = self._inner.format(record)
        for secret in self._secrets:
            line = line.replace(secret, _HIDDEN)
        return line


@contextmanager
def logging_to_stderr(*, style: str, level: str, secrets: tuple[str, ...]) -> Iterator[None]:
    """Send every log line to standard error in this style (``console`` or ``json``), until the block ends.

    A bot token is hidden whole and also its secret half alone.
    """
    halves = (half for secret in secrets for half in (secret, secret.partition(":")[2]))
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_SecretFree(_formatter(style), tuple(half for half in halves if half)))
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(level)
    for name in _LOUD:
        logging.getLogger(name).setLevel(logging.WARNING)
    _route_structlog_through_logging()
    try:
        yield
    finally:
        root.removeHandler(handler)
        root.setLevel(before)


def _formatter(style: str) -> logging.Formatter:
    last: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if style == "json"
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    tail: list[Processor] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
    if style == "json":
        tail.append(structlog.processors.format_exc_info)
    return structlog.stdlib.ProcessorFormatter(foreign_pre_chain=_common(), processors=[*tail, last])


def _common() -> list[Processor]:
    return [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]


def _route_structlog_through_logging() -> None:
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_common(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
