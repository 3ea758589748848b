"""A loop that hangs ends its process; one that is only busy does not."""

import subprocess
import sys
from pathlib import Path

from bot.watchdog import HUNG

_PROJECT = Path(__file__).parents[1]


def _ended(work: str) -> "subprocess.CompletedProcess[str]":
    code = (
        "import asyncio, time\n"
        "from bot.watchdog import watched\n"
        "async def main():\n"
        "    async with watched(limit=1, every=0.05):\n"
        f"        {work}\n"
        "asyncio.run(main())\n"
    )
    return subprocess.run(  # noqa: S603 - ours
        [sys.executable, "-c", code], cwd=_PROJECT, capture_output=True, text=True, check=False, timeout=60
    )


def test_a_loop_that_hangs_ends_its_process() -> None:
    """Blocked for longer than the limit, the process says where each thread stands and ends with its own code."""
    ended = _ended("time.sleep(50)")
    assert ended.returncode == HUNG
    assert "the event loop hangs" in ended.stderr
    assert "in main" in ended.stderr


def test_a_busy_loop_is_left_alone() -> None:
    """Work that gives the loop its turn now and then may take as long as it likes."""
    ended = _ended("for _ in range(80): time.sleep(0.02); await asyncio.sleep(0)")
    assert (ended.returncode, ended.stderr) == (0, "")
