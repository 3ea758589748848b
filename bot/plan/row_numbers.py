"""The number of a plan's row, as the office means it: «1.1.», and what Excel makes of it (1.1, 1 January).

Excel takes «1.10» for the number 1.1 and «1.2» for the 1st of February; both are undone here.
"""

import re
from typing import Final

from bot.plan.table import Cell

_NUMBER: Final = re.compile(
    r"(?:(?:п\.|пункт|№)\s*)?((?:\d{1,3}|[IVXLІ]{1,5})(?:[.\-/]\d{1,3}|[.\-/]?[а-яa-z](?![а-яa-z]))*)[.)]*",
    re.IGNORECASE,
)
_ROMAN: Final = re.compile(r"[IVXLІ]{1,6}[.)]*")
_AS_DATE: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?: 00:00:00)?")
_MONTHS: Final = ("янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_AS_DAY: Final = re.compile(rf"(\d{{1,2}})[.\- ]({'|'.join(_MONTHS)})[а-я]*\.?")
_ERA: Final = 2000
_THIRD: Final = 12  # «1.2.3» becomes the 1st of February 2003, «1.2» one of the year in which it was typed


def row_number(cell: Cell, before: str) -> str:
    """Return the number of a row without full stops around it, empty for what is none.

    ``before`` is the number of the row above: after 1.9 Excel's 1.1 is 1.10.
    """
    if cell.day is not None:
        return _of_day(cell.day.day, cell.day.month, cell.day.year)
    if cell.figure is not None:
        return _of_figure(cell.figure, cell.text, before)
    text = " ".join(cell.text.split())
    if day := _AS_DATE.fullmatch(text):
        return _of_day(int(day[3]), int(day[2]), int(day[1]))
    if day := _AS_DAY.fullmatch(text.lower()):
        return f"{int(day[1])}.{_MONTHS.index(day[2]) + 1}"
    found = _NUMBER.fullmatch(text.replace(" ", ""))
    return found[1].replace("І", "I") if found else ""


def is_roman(number: str) -> bool:
    """Tell whether a number is of the kind that numbers sections."""
    return _ROMAN.fullmatch(number) is not None


def is_within(number: str, section: str) -> bool:
    """Tell whether a row with ``number`` is of the section numbered so: 1.1 of 1."""
    return bool(section) and number.startswith(f"{section}.")


def _of_day(day: int, month: int, year: int) -> str:
    return f"{day}.{month}.{year - _ERA}" if 0 < year - _ERA <= _THIRD else f"{day}.{month}"


def _of_figure(figure: float, shown: str, before: str) -> str:
    if figure.is_integer() and "." not in shown:
        return shown
    follows = _following(before)
    if follows and follows != shown and _as_float(follows) == figure:
        return follows
    return shown


def _following(before: str) -> str:
    head, dot, last = before.rpartition(".")
    return f"{head}.{int(last) + 1}" if dot and last.isdecimal() else ""


def _as_float(number: str) -> float | None:
    return float(number) if number.count(".") == 1 and number.replace(".", "").isdecimal() else None
