"""The numbers that Word counts by itself: the first column of many plans holds a list, not figures."""

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.etree import _Element

_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS: Final = 9
_ROMAN: Final = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


class Numbering:
    """Counts the numbered paragraphs of a document, level by level."""

    def __init__(self, part: "_Element | None") -> None:
        """Read the definitions; a document without any has no labels."""
        self._abstract: dict[str, str] = {}
        self._levels: dict[tuple[str, int], tuple[int, str, str]] = {}
        self._counts: dict[str, list[int]] = defaultdict(lambda: [0] * _LEVELS)
        if part is not None:
            self._learn(part)

    def label(self, paragraph: "_Element") -> str:
        """Return the label of a paragraph («1.2.»), empty when Word gives it none; the count goes on."""
        numbered = paragraph.find(f"{_WORD}pPr/{_WORD}numPr")
        if numbered is None:
            return ""
        which, level = _value(numbered, "numId"), int(_value(numbered, "ilvl") or 0)
        abstract = self._abstract.get(which)
        if abstract is None or (abstract, level) not in self._levels:
            return ""
        counts = self._counts[abstract]
        start, kind, text = self._levels[abstract, level]
        counts[level] = counts[level] + 1 if counts[level] else start
        counts[level + 1 :] = [0] * (_LEVELS - level - 1)
        if kind in {"bullet", "none"}:
            return ""
        return re.sub(r"%(\d)", lambda found: self._figure(abstract, int(found[1]) - 1), text)

    def _figure(self, abstract: str, level: int) -> str:
        start, kind, _ = self._levels.get((abstract, level), (1, "decimal", ""))
        count = self._counts[abstract][level] or start
        return _roman(count) if kind == "upperRoman" else str(count)

    def _learn(self, part: "_Element") -> None:
        for definition in part.iter(f"{_WORD}abstractNum"):
            name = definition.get(f"{_WORD}abstractNumId", "")
            for level in definition.iter(f"{_WORD}lvl"):
                place = int(level.get(f"{_WORD}ilvl", "0"))
                start = int(_value(level, "start") or 1)
                self._levels[name, place] = (start, _value(level, "numFmt") or "decimal", _value(level, "lvlText"))
        for one in part.iter(f"{_WORD}num"):
            self._abstract[one.get(f"{_WORD}numId", "")] = _value(one, "abstractNumId")


def _value(parent: "_Element", name: str) -> str:
    found = parent.find(f"{_WORD}{name}")
    return "" if found is None else found.get(f"{_WORD}val", "")


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        while number >= value:
            text += letters
            number -= value
    return text
