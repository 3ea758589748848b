"""How words from elsewhere are set: cleaned, on one line, with no-break spaces, shortened at a word."""

import re
from datetime import date
from urllib.parse import urlsplit

from bot.render.calendar_names import CALENDARS

NO_BREAK = "\u00a0"
WORD_JOINER = "\u2060"
MAX_URL = 2048
FAR_END = 8
DANGLING = 2  # a word so short, left last by a cut, is cut off too: «и», «на»
_PUNCTUATION = " ,;:.—–-(«"

_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_TO_THE_KEEPER = re.compile(
    r"(?:\s*[;—–]|(?<=[.!?])|^)\s*(?:[Пп]оказывать|[Нн]е показывать|[Пп]еред показом|дата не проставлена)\b[^.;]*"
    r"|[^.;]*\bриск ложных срабатываний\b[^.;]*\.?"
)
_SPACES = re.compile(r"\s{2,}|[^\S\u00a0\u202f]")
_UNIT = re.compile(
    r"(?<=\d) (?=%|млн|млрд|трлн|тыс|руб|долл|год|лет|чел|шт|рабоч|позици|изделий|школьник|поисковик|[кКмМ]?Вт|кг|км)"
)
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_SHORT_DATE = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.((?:19|20)\d{2})(?![\d.])")
_LINK_LIKE = re.compile(r"(?<=\w)(\.)(?=\w)|(?<=:)(/)(?=/)|(?<!\w)([@#$/])(?=\w)|(?<=\w)(@)(?=\w)")


def clean(value: str) -> str:
    """Return ``value`` on one line, without control and direction marks, with no-break spaces in its numbers."""
    one_line = _SPACES.sub(" ", _UNSEEN.sub("", value)).strip()
    return _THOUSANDS.sub(NO_BREAK, _UNIT.sub(NO_BREAK, one_line))


def prose(value: str) -> str:
    """Return a Russian sentence of the register, cleaned, its «07.10.2025» written as «7 октября 2025»."""
    return _SHORT_DATE.sub(_long_date, clean(value))


def _long_date(found: re.Match[str]) -> str:
    day, month, year = (int(part) for part in found.groups())
    try:
        date(year, month, day)
    except ValueError:
        return found.group()
    return f"{day}{NO_BREAK}{CALENDARS['ru'].of_day[month - 1]} {year}"


def for_readers(value: str) -> str:
    """Return a remark of the register as prose, without what it says to the register's keeper alone."""
    whole = prose(value)
    told = _TO_THE_KEEPER.sub("", whole).strip(" ;—–")
    if told == whole.strip():
        return whole
    if not told.strip(" ."):
        return ""
    return told if told.endswith((".", "!", "?", "…", ")", "»")) else f"{told}."


def sentence(value: str) -> str:
    """Return ``value`` as prose that begins with a capital letter."""
    written = prose(value)
    return written[:1].upper() + written[1:]


def outside(value: str) -> str:
    """Return text that strangers wrote (feeds, files, names), cleaned and unable to start a link or a command.

    Telegram makes links of «site.example», «@name», «#tag» and «/command» by itself; an invisible word joiner
    (U+2060) after the sign keeps them plain.
    """
    return _LINK_LIKE.sub(lambda found: found.group() + WORD_JOINER, clean(value))


def shortened(value: str, limit: int) -> str:
    """Return ``value`` in at most ``limit`` characters, cut at a word and closed with «…»."""
    if len(value) <= limit:
        return value
    words = value[:limit].split(" ")[:-1]
    while words and len(words[-1].strip(_PUNCTUATION)) <= DANGLING:
        words.pop()
    kept = " ".join(words)
    return (kept if len(kept) > limit // 2 else value[: limit - 1]).rstrip(_PUNCTUATION) + "…"


def quoted(value: str, limit: int) -> str:
    """Return what strangers wrote in at most ``limit`` characters; the far end of a long text is not even read."""
    return shortened(outside(value[: limit * FAR_END]), limit)


def is_link(url: str) -> bool:
    """Tell whether Telegram takes ``url`` for a text link: http or https with a host, and no spaces."""
    if len(url) > MAX_URL or _UNSEEN.search(url) or re.search(r"\s", url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and "." in (parts.hostname or "")
