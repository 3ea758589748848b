"""Which years a plan's tables are for: what the title says, or else the years of the deadlines."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from bot.plan.phrase_reading import PlanPeriod
from bot.plan.table import Cell, Table

_YEAR: Final = re.compile(r"(?<!\d)(20[2-4]\d)(?!\d)")
_SPAN: Final = re.compile(r"(?<!\d)(20[2-4]\d)\s*(?:[-–—/,]|и|і|гг?\.?\s*(?:и|і|[-–—]))\s*(20[2-4]\d)(?!\d)")
_PLAN: Final = re.compile(r"план|мероприят|мерапрыемств", re.IGNORECASE)
_TOP: Final = 15
_LONGEST: Final = 5  # years of a plan
_WORDIEST: Final = 60  # characters of a deadline; a longer text is none
_FEWEST: Final = 0.05  # of the years named: a year that is named less is a slip or a document's


def years(first: int, last: int) -> PlanPeriod:
    """Return the period of whole years."""
    return PlanPeriod(date(first, 1, 1), date(last, 12, 31))


def period_of(tables: Sequence[Table]) -> PlanPeriod | None:
    """Return the years that a file seems to be for, ``None`` when nothing in it tells."""
    titles = list(_titles(tables))
    for title in titles:
        span = _SPAN.search(title)
        if span and int(span[1]) < int(span[2]) <= int(span[1]) + _LONGEST:
            return years(int(span[1]), int(span[2]))
    named = sorted({int(year) for title in titles if _PLAN.search(title) for year in _YEAR.findall(title)})
    if len(named) == 1:
        return years(named[0], named[0])
    return _of_deadlines(tables)


def periods_offered(periods: Iterable[PlanPeriod], today: date) -> tuple[PlanPeriod, ...]:
    """Return the periods to choose from, each once, the earliest first: of the plans there are, this year's, next's."""
    usual = (years(2025, 2026), years(today.year, today.year), years(today.year + 1, today.year + 1))
    return tuple(sorted({*periods, *usual}, key=lambda one: (one.starts_on, one.ends_on)))


def _titles(tables: Sequence[Table]) -> Iterator[str]:
    """Yield what stands above the tables as one text each, and what stands in few cells at their tops."""
    for table in tables:
        yield " ".join(table.above)
        lone = [row.cells[row.filled()[0]].text for row in table.rows[:_TOP] if len(row.filled()) == 1]
        yield " ".join(lone)


def _of_deadlines(tables: Sequence[Table]) -> PlanPeriod | None:
    """Return the years that cells beside others name; a lone cell is a title, a section or a note."""
    rows = [row for table in tables for row in table.rows if len(row.filled()) > 1]
    counts = Counter(year for row in rows for cell in row.cells for year in _years_in(cell))
    usual = [year for year, count in counts.items() if count >= _FEWEST * counts.total()]
    if not usual or max(usual) - min(usual) >= _LONGEST:
        return None
    return years(min(usual), max(usual))


def _years_in(cell: Cell) -> list[int]:
    if cell.day is not None:
        return [cell.day.year]
    return [int(year) for year in _YEAR.findall(cell.text)] if len(cell.text) <= _WORDIEST else []
