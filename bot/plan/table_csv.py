"""Text with separators -> a table: the encoding and the separator are found out, not asked for."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Final

from bot.plan.table import MOST_COLUMNS, MOST_ROWS, Cell, FileFault, FileUnreadable, Table, TableRow

_BOMS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_EIGHT_BITS: Final = ("cp1251", "koi8-r", "cp866", "maccyrillic")
_SEPARATORS: Final = ";\t|,"
_SAMPLE: Final = 60
_USUAL: Final = frozenset("оеаинтсрвлкмдпуя ")
_ODD: Final = re.compile(r"[^\w\s.,;:!?()«»\"'№%/+–—\-|•…*]|[а-яё][А-ЯЁ]")
_WITH_NULS: Final = 0.2
_LONGEST_FIELD: Final = 20_000
_SEP_LINE: Final = re.compile(r"sep=(.)\r?\n")
_QUOTED: Final = 40  # lines within one field: a quote that was never closed


def csv_tables(content: bytes) -> tuple[Table, ...]:
    """Return the one table of a text with separators, none when it has no second column."""
    text = _decoded(content)
    named = _SEP_LINE.match(text)
    separator = named[1] if named else _separator(text)
    if separator is None:
        raise FileUnreadable(FileFault.NO_TABLE)
    body = text[named.end() :] if named else text
    rows = tuple(_rows(body, separator, quoted=True) or _rows(body, separator, quoted=False) or ())
    return (Table("", rows),)


def _decoded(content: bytes) -> str:
    encoding = next((name for bom, name in _BOMS if content.startswith(bom)), None) or _wide(content)
    try:
        return content.decode(encoding or "utf-8")
    except UnicodeDecodeError as wrong:
        if encoding:
            raise FileUnreadable(FileFault.BROKEN) from wrong
    if b"\0" in content:
        raise FileUnreadable(FileFault.OTHER_FORMAT)
    told = {name: content.decode(name, "replace") for name in _EIGHT_BITS}
    best = max(_EIGHT_BITS, key=lambda name: _likeness(told[name]))
    if not _USUAL.intersection(told[best].lower()) - {" "}:
        raise FileUnreadable(FileFault.OTHER_FORMAT)
    return told[best]


def _wide(content: bytes) -> str | None:
    """Return UTF-16 without its mark, told by the zeros of its spaces and figures."""
    sample = content[:4000]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) < _WITH_NULS / 2 * len(sample) / 2 or min(even, odd):
        if b"\0" in sample:
            raise FileUnreadable(FileFault.OTHER_FORMAT)
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _likeness(text: str) -> float:
    """Return how much a text is like Russian or Belarusian: usual letters for, odd signs and «аБ» against."""
    sample = text[:20_000]
    usual = sum(letter in _USUAL for letter in sample)
    return usual - 3 * len(_ODD.findall(sample)) - sum(letter == "\ufffd" for letter in sample)


def _separator(text: str) -> str | None:
    """Return the sign that parts the most lines into the same number of columns."""
    head = "\n".join(text.splitlines()[:_SAMPLE])
    best: tuple[int, int] = (0, 0)
    found = None
    for sign in _SEPARATORS:
        records = _fields(head, sign, quoted=True) or _fields(head, sign, quoted=False) or []
        widths = Counter(len(fields) for _, fields in records if len(fields) > 1)
        if widths:
            width, times = max(widths.items(), key=lambda one: (one[1] * (one[0] - 1), one[0]))
            if (times * (width - 1), times) > best:
                best, found = (times * (width - 1), times), sign
    return found


def _fields(text: str, separator: str, *, quoted: bool) -> list[tuple[int, list[str]]] | None:
    """Return each record with its line, ``None`` where a quote was never closed."""
    reader = csv.reader(
        StringIO(text, newline=""), delimiter=separator, quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
    )
    found: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for fields in reader:
            if quoted and any(field.count("\n") > _QUOTED for field in fields):
                return None
            found.append((line, fields))
            line = reader.line_num + 1
            if len(found) > MOST_ROWS * 5:
                raise FileUnreadable(FileFault.TOO_LARGE)
    except csv.Error:
        return None
    return found


def _rows(text: str, separator: str, *, quoted: bool) -> list[TableRow] | None:
    found = _fields(text, separator, quoted=quoted)
    if found is None:
        return None
    rows = list(_filled(found))
    if len(rows) > MOST_ROWS:
        raise FileUnreadable(FileFault.TOO_LARGE)
    return rows


def _filled(records: Iterable[tuple[int, list[str]]]) -> Iterator[TableRow]:
    for line, fields in records:
        cells = tuple(Cell(field.strip()[:_LONGEST_FIELD]) for field in fields[:MOST_COLUMNS])
        if any(cell.text for cell in cells):
            yield TableRow(line, cells)
