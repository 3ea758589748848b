"""A bot under measurement: its process on one core, the stand-in for Telegram on the other."""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from typing import Any, Final

from bot.clock import SystemClock
from bot.limiting import LIMITS
from storage.store import open_store
from tests.bench.answers import COMMAND, environment

ROOT: Final = Path(__file__).parents[2]
_TICKS: Final = os.sysconf("SC_CLK_TCK")
_LONGEST: Final = 120.0
_TO_STOP: Final = 40.0


@dataclass(frozen=True, slots=True)
class Measured:
    """One phase: moments are monotonic seconds, latencies seconds, CPU seconds of the phase by process."""

    begun: float
    first: float
    last: float
    latencies: Sequence[float]
    bot_cpu: float
    stand_in_cpu: float

    @property
    def rate(self) -> float:
        """Return updates answered in a second."""
        return len(self.latencies) / (self.last - self.begun)

    def percentile(self, share: int) -> float:
        """Return the latency that ``share`` percent do not exceed."""
        return quantiles(self.latencies, n=100)[share - 1]


class Life:
    """One process of a bot from its start to its end."""

    def __init__(self, bot: subprocess.Popen[bytes], stand_in: subprocess.Popen[bytes], started: float) -> None:
        """Watch the two; ``started`` is when the bot's process began."""
        self._bot = bot
        self._stand_in = stand_in
        self.started = started

    def measure(
        self, count: int, *, rate: float | None = None, fresh: bool = True, seconds: float = _LONGEST
    ) -> Measured:
        """Let the bot answer ``count`` updates; raises :class:`RuntimeError` when it did not answer them all."""
        order = {"count": count, "rate": rate, "fresh": fresh, "seconds": seconds}
        before = _cpu(self._bot), _cpu(self._stand_in)
        told = _asked(self._stand_in, order)
        if told["answered"] < count:
            state = "alive" if self._bot.poll() is None else f"ended with {self._bot.returncode}"
            msg = f"{told['answered']} of {count} updates were answered in {seconds} s; the bot is {state}"
            raise RuntimeError(msg)
        return Measured(
            told["begun"],
            told["first"],
            told["last"],
            told["latencies"],
            _cpu(self._bot) - before[0],
            _cpu(self._stand_in) - before[1],
        )

    def memory(self) -> float:
        """Return the megabytes that the bot's process holds (VmRSS)."""
        status = Path(f"/proc/{self._bot.pid}/status").read_text(encoding="ascii")
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024

    def settle(self) -> None:
        """Wait until the bot has had nothing to do for half a second: what a start leaves for later is over."""
        used = -1.0
        while (now := _cpu(self._bot)) > used:
            used = now
            time.sleep(0.5)


@contextmanager
def echo() -> Iterator[Life]:
    """Let bare aiogram live for the length of the block."""
    with _stand_in() as (stand_in, url), _alive(["-m", "tests.bench.echo", url], {}, ROOT, stand_in) as life:
        yield life


@contextmanager
def product(folder: Path) -> Iterator[Life]:
    """Let the product live, its store in ``folder``: the same folder again is a restart."""
    asyncio.run(_unlimit(folder / "bench.sqlite3"))
    with _stand_in() as (stand_in, url):
        settings = environment(url, folder / "bench.sqlite3")
        with _alive(COMMAND, settings, folder, stand_in) as life:
            yield life


async def _unlimit(file: Path) -> None:
    """Let the few people of the stand-in ask as fast as is measured: to the bot they would be a flood."""
    async with open_store(f"sqlite+aiosqlite:///{file}") as store:
        await store.settings.put(LIMITS, {"factor": 1e6}, by="bench", now=SystemClock().now())


@contextmanager
def scratch() -> Iterator[Path]:
    """Give a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        yield Path(folder)


@contextmanager
def _stand_in() -> Iterator[tuple["subprocess.Popen[bytes]", str]]:
    command = [sys.executable, "-m", "tests.bench.telegram"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as stand_in:  # noqa: S603 - ours
        os.sched_setaffinity(stand_in.pid, {_cores()[-1]})
        yield stand_in, f"http://127.0.0.1:{_line(stand_in)}"


@contextmanager
def _alive(
    arguments: Sequence[str], settings: Mapping[str, str], folder: Path, stand_in: "subprocess.Popen[bytes]"
) -> Iterator[Life]:
    # Compiled files are kept, as where a bot is installed: a start is not to be that of a compiler.
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with (folder / "bench.log").open("wb") if settings else Path(os.devnull).open("wb") as log:
        started = time.monotonic()
        surroundings = {**inherited, "PYTHONPATH": str(ROOT), **settings}
        bot = subprocess.Popen([sys.executable, *arguments], cwd=folder, env=surroundings, stderr=log)  # noqa: S603 - ours
        os.sched_setaffinity(bot.pid, {_cores()[0]})
        try:
            yield Life(bot, stand_in, started)
        finally:
            bot.terminate()
            bot.wait(_TO_STOP)


def _cores() -> list[int]:
    return sorted(os.sched_getaffinity(0))


def _asked(stand_in: "subprocess.Popen[bytes]", order: Mapping[str, Any]) -> Mapping[str, Any]:
    assert stand_in.stdin is not None
    stand_in.stdin.write(json.dumps(order).encode() + b"\n")
    stand_in.stdin.flush()
    told: Mapping[str, Any] = json.loads(_line(stand_in))
    return told


def _line(stand_in: "subprocess.Popen[bytes]") -> str:
    assert stand_in.stdout is not None
    return stand_in.stdout.readline().decode().strip()


def _cpu(process: "subprocess.Popen[bytes]") -> float:
    """Return the CPU seconds a process has used: fields 14 and 15 of ``/proc/<pid>/stat``."""
    fields = Path(f"/proc/{process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS
