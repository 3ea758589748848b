"""The log: lines that machines and people can read, and in which no token ever stands."""

import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot.logs import logging_to_stderr

HALF = "AAA-secret-half_of-the-token"
TOKEN = f"42:{HALF}"
WEBHOOK = "webhook-secret"
STYLES = ("console", "json")


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    """Leave structlog and the loggers as other tests find them."""
    yield
    structlog.reset_defaults()


def _fail_with(secret: str) -> None:
    msg = f"cannot reach https://api.telegram.org/bot{secret}/getMe"
    raise ConnectionError(msg)


def _log_everything() -> None:
    ours, theirs = structlog.get_logger("bot.ours"), logging.getLogger("library.theirs")
    ours.info(f"event {TOKEN}", address=f"https://api.telegram.org/bot{TOKEN}/x", half=HALF, nested={"a": [WEBHOOK]})
    theirs.warning("message with %s and %r", TOKEN, {"secret": HALF})
    try:
        _fail_with(TOKEN)
    except ConnectionError as error:
        ours.exception("ours failed", why="it")
        ours.error("by hand", exc_info=error)
        theirs.exception("theirs failed: %s", WEBHOOK)


@pytest.mark.parametrize("style", STYLES)
def test_a_secret_never_stands_in_a_line(style: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A token, whole or its secret half, and the webhook's secret are hidden in messages, arguments and tracebacks."""
    with logging_to_stderr(style=style, level="DEBUG", secrets=(TOKEN, WEBHOOK, "")):
        _log_everything()
    lines = capsys.readouterr().err
    assert not [secret for secret in (TOKEN, HALF, WEBHOOK) if secret in lines]
    assert lines.count("ConnectionError: cannot reach") == 3
    assert lines.count("[secret]") >= 9
    for event in ("event", "message with", "ours failed", "by hand", "theirs failed"):
        assert event in lines


def test_json_lines_are_json(capsys: pytest.CaptureFixture[str]) -> None:
    """In JSON each event is one line of its own, with time, level, logger and fields, from us and from libraries."""
    with logging_to_stderr(style="json", level="INFO", secrets=(TOKEN,)):
        _log_everything()
        structlog.get_logger("bot.ours").info("две\nстроки", текст="«ёлка»")
    told = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [one["event"] for one in told][-1] == "две\nстроки"
    assert told[-1]["текст"] == "«ёлка»"
    assert {one["logger"] for one in told} == {"bot.ours", "library.theirs"}
    assert {one["level"] for one in told} == {"info", "warning", "error"}
    assert all(one["timestamp"].endswith("Z") for one in told)
    assert sum("Traceback" in one.get("exception", "") for one in told) == 3


def test_console_lines_are_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    """On the console a line has the level, the event and its fields, and no colours."""
    with logging_to_stderr(style="console", level="INFO", secrets=()):
        structlog.get_logger("bot.ours").info("taken in", articles=3)
        logging.getLogger("library").warning("slow: %d s", 5)
    ours, theirs = capsys.readouterr().err.splitlines()
    assert "info" in ours
    assert "taken in" in ours
    assert "articles=3" in ours
    assert "slow: 5 s" in theirs
    assert "\x1b" not in ours + theirs


def test_the_level_holds_for_both(capsys: pytest.CaptureFixture[str]) -> None:
    """What is below the level is not written, ours or a library's; loud libraries are heard from WARNING on only."""
    with logging_to_stderr(style="console", level="WARNING", secrets=()):
        structlog.get_logger("bot.ours").info("quiet")
        logging.getLogger("library").info("quiet")
    with logging_to_stderr(style="console", level="DEBUG", secrets=()):
        logging.getLogger("aiogram.event").info("quiet")
        logging.getLogger("apscheduler.executors.default").info("quiet")
        logging.getLogger("aiogram.event").warning("heard")
    lines = capsys.readouterr().err
    assert "quiet" not in lines
    assert lines.count("heard") == 1


def test_the_log_ends_with_its_block(capsys: pytest.CaptureFixture[str]) -> None:
    """After the block nothing is written any more and the root logger is as it was."""
    root = logging.getLogger()
    before = (root.level, list(root.handlers))
    with logging_to_stderr(style="json", level="ERROR", secrets=()):
        assert root.level == logging.ERROR
    assert (root.level, list(root.handlers)) == before
    logging.getLogger("library").error("afterwards")
    assert capsys.readouterr().err == ""


_FORGING = "да\r\nlevel=error подделка\x1b[31m\x85\u2028\u202eкрасно\x9b1m"


@pytest.mark.parametrize("style", STYLES)
def test_a_stranger_writes_no_line_of_the_log(style: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Ends of lines, a terminal's commands and turned writing stand as escapes, in events, fields and messages."""
    with logging_to_stderr(style=style, level="INFO", secrets=()):
        structlog.get_logger("bot.ours").info(_FORGING, reason=_FORGING, nested=[_FORGING])
        logging.getLogger("library.theirs").warning("said %s", _FORGING)
        try:
            raise ValueError(_FORGING)  # noqa: TRY301 - as a library would
        except ValueError as error:
            structlog.get_logger("bot.ours").warning("refused", reason=str(error))
    told = capsys.readouterr().err
    assert told.count("\n") == 3
    assert not set(told) & set("\r\x1b\x85\x9b\u202e")
    assert told.count("подделка") == 5
