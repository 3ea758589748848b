"""What is measured of the two bots, and the ratios that have a bar."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

from tests.bench.subject import Life, Measured, echo, product, scratch

RUNS: Final = 3
BURST: Final = 3000
_WARM_UP: Final = 400
PAIRS: Final = 7
_SECONDS_OFFERED: Final = 4


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table, as it is read."""

    what: str
    ours: str
    bare: str
    ratio: str = ""
    bar: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """One life: seconds to the first answer, megabytes at rest and after a hundred answers, and two bursts.

    In ``burst`` every question is new, in ``again`` each has been asked before.
    """

    start: float
    at_rest: float
    after_hundred: float
    burst: Measured
    again: Measured


def live(life: Life) -> Run:
    """Take all that one life gives."""
    first = life.measure(1).first - life.started
    life.settle()
    at_rest = life.memory()
    life.measure(99)
    after_hundred = life.memory()
    life.measure(_WARM_UP)
    return Run(first, at_rest, after_hundred, life.measure(BURST), life.measure(BURST, fresh=False))


def rows() -> list[Row]:
    """Measure both bots, alternating, and return the table."""
    with scratch() as folder:
        with product(folder) as life:
            first_ever = life.measure(1).first - life.started
        both = [(_once(lambda: product(folder)), _once(echo)) for _ in range(RUNS)]
        ours, bare = [one for one, _ in both], [other for _, other in both]
        table = [*_throughput(ours, bare), *_memory(ours, bare), *_start(ours, bare, first_ever)]
        # Beyond its own limit any bot queues without end, so the second tells of what it can bear.
        return [
            *table,
            *_latency(folder, _rate(bare) / 2, "half of the echo's rate, each asked before", "≤ 4", fresh=False),
            *_latency(folder, _rate(bare) / 2, "half of the echo's rate, every question new", "≤ 4"),
            *_latency(folder, _rate(ours) / 2, "half of the bot's own rate, every question new", ""),
        ]


def _once(alive: Callable[[], AbstractContextManager[Life]]) -> Run:
    with alive() as life:
        return live(life)


def _rate(runs: Sequence[Run]) -> float:
    return median(run.burst.rate for run in runs)


def _throughput(ours: Sequence[Run], bare: Sequence[Run]) -> list[Row]:
    bar = "≥ 0.25, excellent 0.4"
    return [
        *_bursts("every question new", [run.burst for run in ours], [run.burst for run in bare], bar),
        *_bursts("each asked before", [run.again for run in ours], [run.again for run in bare], ""),
    ]


def _bursts(name: str, ours: Sequence[Measured], bare: Sequence[Measured], bar: str) -> list[Row]:
    pairs = sorted(one.rate / other.rate for one, other in zip(ours, bare, strict=True))
    spread = f"{median(pairs):.2f} ({pairs[0]:.2f} to {pairs[-1]:.2f})"
    rates, costs, stand_in = (
        (median(map(figure, ours)), median(map(figure, bare))) for figure in (_rate_of, _cost_of, _stand_in_cost_of)
    )
    return [
        Row(f"answers a second, {name}", f"{rates[0]:.0f}", f"{rates[1]:.0f}", spread, bar),
        Row("· CPU of the bot, ms an answer", f"{costs[0]:.2f}", f"{costs[1]:.2f}", f"{costs[1] / costs[0]:.2f}"),
        Row("· CPU of the stand-in, ms an answer", f"{stand_in[0]:.2f}", f"{stand_in[1]:.2f}"),
    ]


def _rate_of(burst: Measured) -> float:
    return burst.rate


def _cost_of(burst: Measured) -> float:
    return burst.bot_cpu / BURST * 1000


def _stand_in_cost_of(burst: Measured) -> float:
    return burst.stand_in_cpu / BURST * 1000


def _memory(ours: Sequence[Run], bare: Sequence[Run]) -> list[Row]:
    return [
        _compared("memory at rest, MB", [run.at_rest for run in ours], [run.at_rest for run in bare], "≤ 1.6", 0),
        _compared(
            "memory after 100 answers, MB",
            [run.after_hundred for run in ours],
            [run.after_hundred for run in bare],
            "≤ 1.6",
            0,
        ),
    ]


def _start(ours: Sequence[Run], bare: Sequence[Run], first_ever: float) -> list[Row]:
    starts = [run.start for run in bare]
    return [
        _compared("first answer after a start, s", [run.start for run in ours], starts, "≤ 1.5", 2),
        _compared("the same on an empty store, s (once)", [first_ever], starts, "", 2),
    ]


def _compared(what: str, ours: Sequence[float], bare: Sequence[float], bar: str, digits: int) -> Row:
    one, other = median(ours), median(bare)
    return Row(what, f"{one:.{digits}f}", f"{other:.{digits}f}", f"{one / other:.2f}", bar)


def _latency(folder: Path, rate: float, name: str, bar: str, *, fresh: bool = True) -> list[Row]:
    """Offer updates at ``rate`` whether or not they are answered, to both in turn; the one that waits does nothing."""
    with product(folder) as this, echo() as other:
        for life in (this, other):
            life.measure(_WARM_UP)
            life.settle()
        pairs = [(_offered(this, rate, fresh=fresh), _offered(other, rate, fresh=fresh)) for _ in range(PAIRS)]
    ours, bare = [one for one, _ in pairs], [two for _, two in pairs]
    at = f"at {rate:.0f} a second ({name})"
    return [_waited(f"p{share} ms {at}", ours, bare, share, bar if share == 95 else "") for share in (50, 95)] + [
        Row(f"CPU share of the bot {at}", f"{median(map(_share, ours)):.0%}", f"{median(map(_share, bare)):.0%}")
    ]


def _offered(life: Life, rate: float, *, fresh: bool) -> Measured:
    return life.measure(int(rate * _SECONDS_OFFERED), rate=rate, fresh=fresh)


def _waited(what: str, ours: Sequence[Measured], bare: Sequence[Measured], share: int, bar: str) -> Row:
    """Compare each stretch with the one beside it: what disturbs the machine for a while disturbs both of a pair."""
    waits = [
        (one.percentile(share) * 1000, other.percentile(share) * 1000) for one, other in zip(ours, bare, strict=True)
    ]
    times = sorted(one / other for one, other in waits)
    one, other = (median(each) for each in zip(*waits, strict=True))
    return Row(what, f"{one:.1f}", f"{other:.1f}", f"{median(times):.1f} ({times[0]:.1f} to {times[-1]:.1f})", bar)


def _share(measured: Measured) -> float:
    return measured.bot_cpu / (measured.last - measured.begun)
