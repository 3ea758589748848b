"""``python -m tests.chaos``: a broadcast under ``kill -9`` on both databases; counts go to docs/performance.md.

About ten minutes. Exit code 1 when a promise was broken.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from storage.records import DeliveryState
from tests.bench.report import machine
from tests.bench.section import put
from tests.chaos.postgres import database
from tests.chaos.storm import ROOT, Aftermath, Storm

_STORES: Final = ("sqlite", "postgres")
_EXPLAINED: Final = """\
One broadcast; the bot is `python -m bot run`, killed with `kill -9` at random moments (one in five before it sends
anything) and started anew each time; the stand-in for Telegram outlives it and counts what really came. "Under way"
are the rows that were with Telegram at the kills: only those may come twice."""


def main() -> int:
    """Blow on each store asked for, print the counts, write them down; return the exit code."""
    options = _parser().parse_args()
    aftermaths = {name: _blown(name, options) for name in options.stores}
    command = f"`make chaos` (`python -m tests.chaos --chats {options.chats} --kills {options.kills}`)"
    title = "## Under `kill -9`"
    section = "\n\n".join([title, machine(options.date), f"Command: {command}.", _EXPLAINED, _table(aftermaths)])
    sys.stdout.write(section + "\n")
    faults = [f"{name}: {fault}" for name, one in aftermaths.items() for fault in one.faults()]
    sys.stdout.write("".join(f"BROKEN {fault}\n" for fault in faults))
    if not options.print_only and not faults:
        put(ROOT / "docs" / "performance.md", "chaos", "make chaos", section)
    return 1 if faults else 0


def _blown(name: str, options: argparse.Namespace) -> Aftermath:
    with tempfile.TemporaryDirectory(prefix="chaos-") as folder, _store(name, Path(folder)) as url:
        storm = Storm(url, Path(folder), chats=options.chats, kills=options.kills, rate=options.rate, seed=options.seed)
        return asyncio.run(storm.blow())


@contextmanager
def _store(name: str, folder: Path) -> Iterator[str]:
    if name == "sqlite":
        yield f"sqlite+aiosqlite:///{folder / 'chaos.sqlite3'}"
    else:
        with database() as url:
            yield url


def _table(aftermaths: dict[str, Aftermath]) -> str:
    rows = [
        ("chats", [one.chats for one in aftermaths.values()]),
        ("kills", [one.kills for one in aftermaths.values()]),
        ("rows sent", [one.states[DeliveryState.SENT] for one in aftermaths.values()]),
        ("rows that say `unknown`", [one.states[DeliveryState.UNKNOWN] for one in aftermaths.values()]),
        ("rows with another fate", [_others(one) for one in aftermaths.values()]),
        ("under way at the kills", [one.under_way for one in aftermaths.values()]),
        ("received once", [one.received.get(1, 0) for one in aftermaths.values()]),
        ("received twice", [one.received.get(2, 0) for one in aftermaths.values()]),
        ("received three times", [one.received.get(3, 0) for one in aftermaths.values()]),
        ("received more often", [_often(one) for one in aftermaths.values()]),
        ("never received", [one.lost for one in aftermaths.values()]),
        ("· of these not said by the row", [one.lost_unsaid for one in aftermaths.values()]),
        ("seconds in all", [round(one.seconds) for one in aftermaths.values()]),
    ]
    lines = [f"| {what} | {' | '.join(map(str, figures))} |" for what, figures in rows]
    return "\n".join([f"| | {' | '.join(aftermaths)} |", "|---" * (len(aftermaths) + 1) + "|", *lines])


def _others(one: Aftermath) -> int:
    told = (DeliveryState.SENT, DeliveryState.UNKNOWN)
    return sum(count for state, count in one.states.items() if state not in told)


def _often(one: Aftermath) -> int:
    return sum(chats for times, chats in one.received.items() if times > 3)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("stores", nargs="*", default=list(_STORES), help="sqlite, postgres (default: both)")
    parser.add_argument("--chats", type=int, default=5_000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--rate", type=float, default=300.0, help="messages a second (default: 300)")
    parser.add_argument("--seed", type=int, default=2026, help="of the moments of the kills")
    today = datetime.now().astimezone().date().isoformat()
    parser.add_argument("--date", default=today, help="the date of the table (default: today)")
    parser.add_argument("--print-only", action="store_true", help="do not write docs/performance.md")
    return parser


if __name__ == "__main__":
    sys.exit(main())
