"""A file that somebody sent -> its tables, read in a process of its own with a bound on memory and on time.

    file's bytes ─▶ child: ``python -m bot.table_reading`` ─▶ the tables, packed | the fault's name

Whatever a file does to its reader, the bot goes on answering.
"""

import asyncio
import sys
from pathlib import Path
from typing import Final

import structlog

from bot.plan.kept_table import packed
from bot.plan.table import FileFault, FileUnreadable
from bot.plan.table_files import LARGEST, tables_of

SECONDS: Final = 60.0
_MEMORY: Final = 1 << 30
_READ, _FAULTY = b"+", b"-"
_log = structlog.get_logger(__name__)


async def read_apart(content: bytes, seconds: float = SECONDS) -> str:
    """Return the tables of a file as they are kept; raises :class:`~bot.plan.table.FileUnreadable`."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.table_reading",
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, cwd=Path(__file__).parents[1],
    )  # fmt: skip
    try:
        async with asyncio.timeout(seconds):
            answer, _ = await child.communicate(content)
    except TimeoutError as late:
        raise FileUnreadable(FileFault.TOO_LONG) from late
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    if answer.startswith(_READ):
        return answer[1:].decode()
    if not answer.startswith(_FAULTY):
        _log.warning("a file broke its reader", code=child.returncode)
        raise FileUnreadable(FileFault.TOO_LONG)
    raise FileUnreadable(FileFault(answer[1:].decode()))


def answer_to(content: bytes) -> bytes:
    """Return what the child writes: the tables, or why there are none."""
    try:
        return _READ + packed(tables_of(content)).encode()
    except FileUnreadable as unreadable:
        return _FAULTY + unreadable.fault.value.encode()
    except MemoryError:
        return _FAULTY + FileFault.TOO_LONG.value.encode()


def _bound() -> None:
    """Take no more memory than a plan needs; where the system cannot bound it, the guards of the reading hold."""
    try:
        import resource  # noqa: PLC0415 - there is none on every system
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def main() -> None:
    """Read a file from standard input and answer on standard output."""
    _bound()
    sys.stdout.buffer.write(answer_to(sys.stdin.buffer.read(LARGEST + 1)))


if __name__ == "__main__":
    main()
