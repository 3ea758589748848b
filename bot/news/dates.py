"""When something was published, as feeds write it: RFC 822, ISO 8601 or «25.11.2026 14:30», in Russian too.

feedparser is not asked: it reads MSK as UTC, and a time without a zone as UTC. Here such a time is in the zone of
its source. What cannot be read is ``None``, never a guess.
"""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Final

_MONTHS: Final = {
    beginning: number
    for number, names in enumerate(
        (
            "jan янв сту", "feb фев лют", "mar мар сак", "apr апр кра", "may мая май тра", "jun июн чэр", "jul июл ліп",
            "aug авг жні", "sep сен вер", "oct окт кас", "nov ноя ліс", "dec дек сне",
        ),
        start=1,
    )
    for beginning in names.split()
}  # fmt: skip
# Hours from UTC of the names that are met; Moscow's summer time ended in 2011, Samara's in 2010.
_ZONES: Final = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "msk": 3, "мск": 3, "msd": 4, "samt": 4, "eet": 2, "eest": 3, "fet": 3,
    "cet": 1, "cest": 2, "bst": 1, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8,
    "pdt": -7, "yekt": 5,
}  # fmt: skip
_TIME: Final = (
    r"(?:[\s,T]+(?:в\s+|at\s+)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"(?P<half>\s*[ap]\.?m\.?)?)?\s*\(?(?P<zone>[A-Za-zА-Яа-я]{1,4}|(?:UTC|GMT)?[+-]\d{1,2}:?(?:\d{2})?)?\)?"
    r"(?:\s*\([^)]*\))?\.?"
)
_OF_YEAR: Final = r"(?:\s*г(?:ода|\.)?)?"
_FORMS: Final = tuple(
    re.compile(form + _TIME, re.IGNORECASE)
    for form in (
        r"(?:[^\W\d]{2,12}\.?,?\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s-]+(?P<name>[^\W\d]{3,9})\.?,?[\s-]+(?P<year>\d{4}|\d{2})"
        + _OF_YEAR,
        r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
        r"(?P<year>\d{4})/(?P<month>\d{2})/(?P<day>\d{2})",
        r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4}|\d{2})",
        r"(?:[^\W\d]{2,12}\.?,?\s+)?(?P<name>[^\W\d]{3,9})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})",
    )
)
_OFFSET: Final = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2}):?(\d{2})?", re.IGNORECASE)
_EARLIEST: Final = 1995  # nothing was published in a feed before; 1970 is a clock that was not set
_LONGEST: Final = 80
_NOON: Final = 12


def moment_of(written: str, zone: tzinfo) -> datetime | None:
    """Return the moment in UTC, or ``None`` when it cannot be read; without a zone of its own it is in ``zone``."""
    text = " ".join(written.split())
    if not 0 < len(text) <= _LONGEST:
        return None
    for form in _FORMS:
        found = form.fullmatch(text)
        if found:
            return _moment(found.groupdict(), zone)
    return None


def _moment(parts: dict[str, str | None], zone: tzinfo) -> datetime | None:
    month = int(parts["month"] or 0) if "month" in parts else _MONTHS.get((parts.get("name") or "")[:3].lower(), 0)
    written = parts["year"] or ""
    year = int(written) + (2000 if len(written) == len("26") else 0)
    where = _zone(parts["zone"], zone)
    if where is None or year < _EARLIEST:
        return None
    hour, minute, second = (int(parts[name] or 0) for name in ("hour", "minute", "second"))
    try:
        day = datetime(year, month, int(parts["day"] or 0), tzinfo=where)
        return day.replace(hour=_of_day(hour, parts["half"]), minute=minute, second=min(second, 59)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _of_day(hour: int, half: str | None) -> int:
    if half is None:
        return hour % 24 if hour == 24 else hour  # noqa: PLR2004 - «24:00» is midnight
    return hour % _NOON + (_NOON if half.strip().lower().startswith("p") else 0)


def _zone(written: str | None, otherwise: tzinfo) -> tzinfo | None:
    if not written:
        return otherwise
    offset = _OFFSET.fullmatch(written)
    if offset:
        ahead = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        return timezone(ahead if offset[1] == "+" else -ahead) if ahead < timedelta(hours=24) else None
    hours = _ZONES.get(written.lower())
    return otherwise if hours is None else timezone(timedelta(hours=hours))
