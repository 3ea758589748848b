"""``python -m tests.bench``: the product beside bare aiogram, and search; the table goes to docs/performance.md.

``python -m tests.bench answers`` (or ``search``, ``news``, ``delivery``, ``reminders``, ``digests``, ``plan``) measures
one part and prints it; that of digests is also written. All of it takes about ten minutes on a quiet machine with two
cores or more; Linux (it reads /proc and pins processes to cores).
"""

import argparse
import sys
from datetime import datetime
from typing import Final

from tests.bench import delivery_bench, digests_bench, news_bench, plan_bench, reminders_bench, search_bench
from tests.bench.measures import BURST, PAIRS, RUNS, rows
from tests.bench.report import machine, table, written
from tests.bench.section import put
from tests.bench.subject import ROOT

_EXPLAINED: Final = f"""\
Answers: real questions by 200 people in private chats, by polling, each update remembered in SQLite (WAL,
synchronous=FULL) before it is answered, those that wait at the same moment in one transaction; bare is an aiogram
echo with 100 tasks at once. The bot has one core and the stand-in for Telegram another. Medians of {RUNS} alternating
runs of {BURST} updates; a ratio of rates is of each pair, with the least and the most. A latency counts from the
moment an update was there to be taken; its ratio is the median of {PAIRS} stretches, each beside one of the other
bot."""
_PARTS: Final = ("answers", "search", "news", "delivery", "reminders", "digests", "plan")


def main() -> None:
    """Measure, print, and write the section of the document."""
    options = _parser().parse_args()
    if options.part in {None, "delivery"}:
        _delivery(options)
    if options.part in {None, "plan"}:
        _plan(options)
    if options.part in {None, "news"}:
        _news(options)
    if options.part in {None, "digests"}:
        _digests(options)
    if options.part in {"delivery", "digests", "plan", "news"}:
        return
    parts = [machine(options.date), "Command: `make bench` (`python -m tests.bench`)."]
    if options.part in {None, "answers"}:
        parts += [_EXPLAINED, table(rows())]
    if options.part in {None, "search"}:
        parts += ["Search:", search_bench.table(search_bench.run())]
    if options.part in {None, "reminders"}:
        parts += [reminders_bench.EXPLAINED, table(reminders_bench.rows())]
    section = "\n\n".join(parts)
    sys.stdout.write(section + "\n")
    if options.part is None and not options.print_only:
        written(ROOT / "docs" / "performance.md", section)


def _delivery(options: argparse.Namespace) -> None:
    command = "Command: `python -m tests.bench delivery`, a part of `make bench`."
    parts = ["## Delivery", machine(options.date), command, delivery_bench.EXPLAINED, table(delivery_bench.rows())]
    section = "\n\n".join(parts)
    sys.stdout.write(section + "\n")
    if options.part is None and not options.print_only:
        put(ROOT / "docs" / "performance.md", "delivery", "make bench", section)


def _digests(options: argparse.Namespace) -> None:
    command = "Command: `python -m tests.bench digests`, a part of `make bench`."
    parts = ["## Digests", machine(options.date), command, digests_bench.EXPLAINED, table(digests_bench.rows())]
    section = "\n\n".join(parts)
    sys.stdout.write(section + "\n")
    if not options.print_only:
        put(ROOT / "docs" / "performance.md", "digests", "make bench", section)


def _plan(options: argparse.Namespace) -> None:
    command = "Command: `python -m tests.bench plan`, a part of `make bench`."
    parts = ["## Plan", machine(options.date), command, plan_bench.EXPLAINED, plan_bench.table()]
    section = "\n\n".join(parts)
    sys.stdout.write(section + "\n")
    if options.part is None and not options.print_only:
        put(ROOT / "docs" / "performance.md", "plan", "make bench", section)


def _news(options: argparse.Namespace) -> None:
    command = "Command: `python -m tests.bench news`, a part of `make bench`."
    parts = ["## News", machine(options.date), command, news_bench.EXPLAINED, news_bench.table()]
    section = "\n\n".join(parts)
    sys.stdout.write(section + "\n")
    if options.part is None and not options.print_only:
        put(ROOT / "docs" / "performance.md", "news", "make bench", section)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    today = datetime.now().astimezone().date().isoformat()
    parser.add_argument("--date", default=today, help="the date of the table (default: today)")
    parser.add_argument("part", nargs="?", choices=_PARTS, help="measure this alone, and print it")
    parser.add_argument("--print-only", action="store_true", help="do not write docs/performance.md")
    return parser


if __name__ == "__main__":
    main()
