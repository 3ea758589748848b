"""``python -m tests.bench``: the product beside bare aiogram, and search; the table goes to docs/performance.md.

About five minutes on a quiet machine with two cores or more; Linux (it reads /proc and pins processes to cores).
"""

import argparse
import sys
from datetime import datetime
from typing import Final

from tests.bench import news_bench, search_bench
from tests.bench.measures import BURST, RUNS, rows
from tests.bench.report import machine, table, written
from tests.bench.subject import ROOT

_EXPLAINED: Final = f"""\
Answers: real questions by 200 people in private chats, by polling, each update remembered in SQLite (WAL,
synchronous=FULL) in a transaction of its own; bare is an aiogram echo with 100 tasks at once. The bot has one core
and the stand-in for Telegram another. Medians of {RUNS} alternating runs of {BURST} updates; a ratio of rates is of
each pair, with the least and the most. A latency counts from the moment an update was there to be taken."""


def main() -> None:
    """Measure, print, and write the section of the document."""
    options = _parser().parse_args()
    parts = [machine(options.date), "Command: `make bench` (`python -m tests.bench`).", _EXPLAINED, table(rows())]
    if not options.no_search:
        parts += ["Search:", search_bench.table(search_bench.run())]
    parts += ["News:", news_bench.table()]
    section = "\n\n".join(parts)
    sys.stdout.write(section + "\n")
    if not options.print_only:
        written(ROOT / "docs" / "performance.md", section)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    today = datetime.now().astimezone().date().isoformat()
    parser.add_argument("--date", default=today, help="the date of the table (default: today)")
    parser.add_argument("--no-search", action="store_true", help="leave search out")
    parser.add_argument("--print-only", action="store_true", help="do not write docs/performance.md")
    return parser


if __name__ == "__main__":
    main()
