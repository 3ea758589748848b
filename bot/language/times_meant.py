"""Words of a question that tell a time in another way: «25-го», «октябрьские новости», «за шесть месяцев»."""

from types import MappingProxyType

from bot.language.beside import Place, Rules
from bot.language.periods import SEASONS, year_of
from bot.language.vocabulary import DEADLINE_WORDS, KIND_WORDS, MONTHS, NEWS_WORDS
from storage.register_records import EntryKind

FIGURES = frozenset({"товарооборот", "торговля"})
_YEAR_ENDINGS = frozenset({"м", "й", "го", "ом", "ый", "му", "ого"})
_YEARS = {
    word: str(year)
    for year, word in enumerate(
        (
            "десятый", "одиннадцатый", "двенадцатый", "тринадцатый", "четырнадцатый", "пятнадцатый", "шестнадцатый",
            "семнадцатый", "восемнадцатый", "девятнадцатый",
        ),
        start=2010,
    )
}  # fmt: skip
_OF_TIME = {
    "вчерашний": "вчера", "сегодняшний": "сегодня", "завтрашний": "завтра", "летний": "лето", "осенний": "осень",
    "зимний": "зима", "весенний": "весна", "недельный": "неделя", "еженедельный": "неделя", "январский": "январь",
    "мартовский": "март", "майский": "май", "августовский": "август",
    **{f"{month.removesuffix('ь').removesuffix('й')}ьский": month for month in MONTHS},
}  # fmt: skip
_TIMED = (
    NEWS_WORDS
    | DEADLINE_WORDS
    | {key for key, kind in KIND_WORDS.items() if kind is EntryKind.EVENT}
    | {"сводка", "соглашение"}
)
_PARTS = {"3": "квартал", "три": "квартал", "6": "полугодие"}


def year_meant(here: Place) -> str | None:
    """Read «2015м» and, after a season or a month or alone with a preposition, «25-го», «в 15-м»."""
    key, before, after = here.word.key, here.beside(-1), here.beside(1)
    if year_of(key[:4]) and key[4:] in _YEAR_ENDINGS:
        return key[:4]
    if key in _PARTS and after == "месяц" and FIGURES & here.keys:
        return "1"
    if after == "год" and "10" <= key <= "13" and here.word.surface.isalpha():
        return f"20{key}"
    if key == "1" and after == "лицо":
        return "этот"
    ordinal = here.word.surface != key and len(key) == 2 and "10" <= key <= "39"  # noqa: PLR2004  the last two digits
    if not ordinal or after in MONTHS or after == "год":
        return None
    return f"20{key}" if before in SEASONS or before in MONTHS or (before == "в" and not after) else None


def _year_in_words(here: Place) -> str | None:
    return _YEARS[here.word.key] if here.beside(1) == "год" else None


def _of_time(here: Place) -> str | None:
    return _OF_TIME[here.word.key] if _TIMED & here.keys else None


def _months_told(here: Place) -> str | None:
    return _PARTS.get(here.beside(-1)) if FIGURES & here.keys else None


def _three(here: Place) -> str | None:
    return "1" if here.beside(1) == "месяц" and FIGURES & here.keys else None


def _summer(here: Place) -> str | None:
    """Read «летам», as Belarusian has it, as the summer."""
    return "лето" if here.word.surface.lower() == "летам" else None


TIMES: Rules = MappingProxyType(
    {"месяц": _months_told, "три": _three, "год": _summer}
    | dict.fromkeys(_OF_TIME, _of_time)
    | dict.fromkeys(_YEARS, _year_in_words)
)
