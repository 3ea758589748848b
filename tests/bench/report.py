"""The table, and its place in docs/performance.md."""

import os
import platform
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tests.bench.measures import Row

_BEGIN: Final = "<!-- bench: written by `make bench`, not by hand -->"
_END: Final = "<!-- end of bench -->"
_HEAD: Final = Row("", "this bot", "bare", "ratio", "bar")


def table(rows: Sequence[Row]) -> str:
    """Return the rows as a table of Markdown that is also read well in a terminal."""
    cells = [(row.what, row.ours, row.bare, row.ratio, row.bar) for row in (_HEAD, *rows)]
    widths = [max(len(each[column]) for each in cells) for column in range(len(cells[0]))]
    lines = ["| " + " | ".join(map(str.ljust, each, widths)) + " |" for each in cells]
    return "\n".join([lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]])


def machine(date: str) -> str:
    """Return what the figures were taken on."""
    _, _, named = Path("/proc/cpuinfo").read_text(encoding="utf-8").partition("model name")
    model = named.partition("\n")[0].strip(" \t:")
    load = os.getloadavg()[1]
    return (
        f"{date}: {os.cpu_count()} cores of {model}, Python {platform.python_version()}, {platform.system()}; "
        f"load of the machine in the last five minutes {load:.1f} (a quiet one has about 2 while this runs)."
    )


def written(document: Path, section: str) -> None:
    """Put the section in its marked place of the document, or at its end when there is none."""
    before = document.read_text(encoding="utf-8") if document.exists() else "# Speed\n"
    head, _, rest = before.partition(_BEGIN)
    _, _, tail = rest.partition(_END)
    block = f"{_BEGIN}\n\n{section}\n\n{_END}"
    parts = (part for part in (head.rstrip(), block, tail.strip()) if part)
    document.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
