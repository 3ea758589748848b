"""What the bot writes about itself: structured lines on standard error, never a token, never a name or a text.

structlog renders both its own events and those of libraries, as coloured-free console lines or as JSON.
"""

import logging
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from structlog.typing import EventDict, Processor

_LOUD = ("aiogram.event", "aiogram.middlewares", "aiohttp.access", "alembic", "apscheduler", "pymorphy3")
_HIDDEN = "[secret]"
_ENDS = {ord("\r"): "\\r", ord("\n"): "\\n"}
# Controls of both sets but tabs and ends of lines, other ends of lines, the marks that turn the direction of writing.
_MOVING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class _SecretFree(logging.Formatter):
    """Lets another formatter write the line, traceback included; takes secrets out, escapes what moves a cursor."""

    def __init__(self, inner: logging.Formatter, secrets: tuple[str, ...]) -> None:
        super().__init__()
        self._inner = inner
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        line = self._inner.format(record)
        for secret in self._secrets:
            line = line.replace(secret, _HIDDEN)
        return _MOVING.sub(lambda found: f"\\u{ord(found[0]):04x}", line)  # as JSON writes it, too


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
    if style == "console":
        tail.append(_on_one_line)
    if style == "json":
        tail.append(structlog.processors.format_exc_info)
    return structlog.stdlib.ProcessorFormatter(foreign_pre_chain=_common(), processors=[*tail, last])


def _on_one_line(_logger: object, _method: str, line: EventDict) -> EventDict:
    """Write characters that move a terminal's cursor or begin a line as escapes: what a stranger sent forges no line.

    A traceback has lines of its own and is put in later. JSON escapes ends of lines by itself.
    """
    return {name: value.translate(_ENDS) if isinstance(value, str) else value for name, value in line.items()}


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
