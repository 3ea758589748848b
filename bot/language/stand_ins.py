"""Words that stand for others in a question: «бумага» for an agreement, «наши» for Ulyanovsk's, «25-го» for a year.

Only questions are read so; what is searched keeps its words. Every rule looks at a word and those beside it, for the
same word alone means another thing: «ценная бумага», «стиральная машина», «наши белорусские партнёры».
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from bot.language.periods import SEASONS, year_of
from bot.language.vocabulary import (
    DEADLINE_WORDS,
    FORMER,
    FUNCTION,
    KIND_WORDS,
    LAST,
    MONTHS,
    NEWS_WORDS,
    SIDES,
)
from bot.language.words import Word, Words
from storage.register_records import EntryKind

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
_AGREED_ON = frozenset({"подписать", "договориться", "заключить"})
_NAMED_SO = FUNCTION | SIDES.keys() | FORMER | LAST | {"подписать", "совместный", "двусторонний"}
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
_WORKS_OF = {"авиазавод": ("авиационные", "авиация"), "автозавод": ("автомобильные", "автомобильный")}
_BODIES = {key for key, kind in KIND_WORDS.items() if kind is EntryKind.ORGANISATION} | {"сторона", *_WORKS_OF}
_NOT_OURS_ALONE = SIDES.keys() | {"совместный", "общий", "россия"}
_GROWTH = frozenset({"рост", "динамика", "темп", "объем", "россия", "ожидать", "прибавка"})
_FIGURES = frozenset({"товарооборот", "торговля"})
_PARTS = {"3": "квартал", "три": "квартал", "6": "полугодие"}
_JOURNEYS = frozenset({"губернатор", "делегация"})
_PUPILS = frozenset({"школьник", "студент", "молодежь"})
_BASES = frozenset({"договорный", "договорно-правовой", "правовой", "нормативный", "нормативно-правовой"})
_TAKE = frozenset({"take", "takes", "taking", "took"})
_PLAINLY = frozenset({"по", "про", "о", "об"})


@dataclass(frozen=True, slots=True)
class _Place:
    """A word of a question where it stands."""

    words: Sequence[Word]
    at: int
    keys: frozenset[str]
    dictionary: Words

    @property
    def word(self) -> Word:
        return self.words[self.at]

    def grammar_before(self) -> frozenset[str]:
        """Return the grammemes of the word before, none for the first."""
        return self.dictionary.grammar(self.words[self.at - 1].surface) if self.at else frozenset()

    def beside(self, by: int) -> str:
        """Return the key of the word so far on, empty beyond the ends."""
        at = self.at + by
        return self.words[at].key if 0 <= at < len(self.words) else ""


def standing_in(words: tuple[Word, ...], dictionary: Words) -> tuple[Word, ...]:
    """Return the words with those that stand for others read as these."""
    keys = frozenset(word.key for word in words)
    if _CUES.isdisjoint(keys) and not any(key[0].isdigit() for key in keys):
        return words
    read = (
        _read(word, _Place(words, at, keys, dictionary)) if word.key in _RULES or word.key[0].isdigit() else word
        for at, word in enumerate(words)
    )
    if _WORKS_OF.keys().isdisjoint(keys):
        return tuple(read)
    return tuple(part for word in read for part in _apart(word, dictionary))


def _read(word: Word, here: _Place) -> Word:
    meant = (_year if word.key[0].isdigit() else _RULES[word.key])(here)
    return replace(word, key=meant, keys=(meant,)) if meant else word


def _year(here: _Place) -> str | None:
    """Read «2015м» and, after a season or a month or alone with a preposition, «25-го», «в 15-м»."""
    key, before, after = here.word.key, here.beside(-1), here.beside(1)
    if year_of(key[:4]) and key[4:] in _YEAR_ENDINGS:
        return key[:4]
    if key in _PARTS and after == "месяц" and _FIGURES & here.keys:
        return "1"
    if after == "год" and "10" <= key <= "13" and here.word.surface.isalpha():
        return f"20{key}"
    if key == "1" and after == "лицо":
        return "этот"
    ordinal = here.word.surface != key and len(key) == 2 and "10" <= key <= "39"  # noqa: PLR2004  the last two digits
    if not ordinal or after in MONTHS or after == "год":
        return None
    return f"20{key}" if before in SEASONS or before in MONTHS or (before == "в" and not after) else None


def _year_in_words(here: _Place) -> str | None:
    return _YEARS[here.word.key] if here.beside(1) == "год" else None


def _paper(here: _Place) -> str | None:
    """Read «бумага» as an agreement where no adjective makes it another thing, nor is but «на бумаге»."""
    before = here.words[here.at - 1] if here.at else None
    if here.beside(-1) in {"на", "производство", "выпуск", "закупка"}:
        return None
    if before is None or before.key in _NAMED_SO:
        return "соглашение"
    grammar = here.dictionary.grammar(before.surface)
    return (
        "соглашение"
        if "ADJF" not in grammar or "Apro" in grammar or "Geox" in here.dictionary.grammar(before.key)
        else None
    )


def _protocol(here: _Place) -> str | None:
    return "соглашение" if _AGREED_ON & here.keys or here.beside(1) in {"с", "со"} else None


def _ours(here: _Place) -> str | None:
    """Read «наши заводы», «наши авиационные заводы» as Ulyanovsk's, not «наши белорусские партнёры»."""
    after = here.words[here.at + 1 : here.at + 3]
    if "глава" in here.keys and here.beside(1) == "область":
        return "ульяновск"
    if not after or after[0].key in _NOT_OURS_ALONE or here.beside(-1) == "и":
        return None
    adjective = len(after) > 1 and "ADJF" in here.dictionary.grammar(after[0].surface)
    return "ульяновск" if after[0].key in _BODIES or (adjective and after[1].key in _BODIES) else None


def _of_time(here: _Place) -> str | None:
    return _OF_TIME[here.word.key] if _TIMED & here.keys else None


def _machine(here: _Place) -> str | None:
    """Read «по машинам», «какую машину» as cars; a «путевая машина» is none."""
    if here.beside(1) == "время":
        return "машина-времени"
    is_machine = here.word.surface.lower().startswith("машин")
    before = here.words[here.at - 1] if here.at else None
    plain = before is not None and (
        before.key in _PLAINLY or (before.key == "с" and "проект" in here.keys) or before.key in {"какой", "который"}
    )
    return "автомобильный" if is_machine and plain else None


def _trade(here: _Place) -> str | None:
    return "товарооборот" if _GROWTH & here.keys and "процент" not in here.keys else None


def _growth(here: _Place) -> str | None:
    return "рост" if _FIGURES & here.keys else None


def _months_told(here: _Place) -> str | None:
    return _PARTS.get(here.beside(-1)) if _FIGURES & here.keys else None


def _three(here: _Place) -> str | None:
    return "1" if here.beside(1) == "месяц" and _FIGURES & here.keys else None


def _main(here: _Place) -> str | None:
    """Read «кто главный в Минске» as whoever heads it."""
    return "глава" if "кто" in here.keys and here.beside(1) in {"в", "во", ""} and here.word.key == "главный" else None


def _basic(here: _Place) -> str | None:
    return "базовый" if KIND_WORDS.get(here.beside(1)) is EntryKind.AGREEMENT or here.beside(1) == "бумага" else None


def _stands(here: _Place) -> str | None:
    return "быть" if "глава" in here.keys and "кто" in here.keys else None


def _governs(here: _Place) -> str | None:
    return "глава" if "кто" in here.keys else None


def _head(here: _Place) -> str | None:
    """Read who heads the working group as its co-chairman, who heads an embassy as the ambassador."""
    after = (here.beside(1), here.beside(2))
    return "сопредседатель" if after == ("рабочий", "группа") else None


def _embassy(here: _Place) -> str | None:
    return "посол" if here.beside(-1) == "глава" else None


def _government(here: _Place) -> str | None:
    heads = here.beside(-1) == "глава"
    return "премьер-министр" if heads and here.beside(1) in {"беларусь", "республика"} else None


def _several_works(here: _Place) -> str | None:
    """Read «авиационные заводы» as all that are of the field: one alone is a name."""
    several = "sing" not in here.dictionary.grammar(here.word.surface)
    return "фабрика" if several and "ADJF" in here.grammar_before() else None


def _apart(word: Word, dictionary: Words) -> tuple[Word, ...]:
    """Return «авиазаводы» as the two words that it is made of."""
    field = _WORKS_OF.get(word.key)
    if field is None or "sing" in dictionary.grammar(word.surface):
        return (word,)
    middle = word.start + len(word.surface) // 2
    first = replace(word, surface=field[0], key=field[1], keys=(field[1],), end=middle)
    return first, replace(word, surface="заводы", key="фабрика", keys=("фабрика",), start=middle)


def _vice(here: _Place) -> str | None:
    return "зампред" if here.beside(1) == "председатель" else None


def _of_nizhny(here: _Place) -> str | None:
    return "новгород" if here.beside(1) == "форум" else None


def _journey(here: _Place) -> str | None:
    to_brest = (here.beside(1), here.beside(2)) == ("в", "брест") and _PUPILS.isdisjoint(here.keys)
    return "визит" if to_brest or _JOURNEYS & here.keys else None


def _face(here: _Place) -> str | None:
    return "глава" if here.beside(-1) == "1" else None


def _waits(here: _Place) -> str | None:
    """Read «что нас ждёт в декабре» as what is to be done."""
    waits = (
        "россия" not in here.keys
        and here.word.surface.lower().startswith("жд")
        and "что" in here.keys
        and _FIGURES.isdisjoint(here.keys)
    )
    return "предстоять" if waits else None


def _regions(here: _Place) -> str | None:
    """Read «с какими областями» as with which committees, «области России» as what is none of ours."""
    several = "sing" not in here.dictionary.grammar(here.word.surface)
    if several and "россия" in here.keys:
        return "область-россия"
    if several and here.beside(-1) == "какой" and here.beside(-2) == "в":
        return "отрасль"
    return "облисполком" if several and here.beside(-1) == "какой" and here.beside(-2) in {"с", "со"} else None


def _theirs(here: _Place) -> str | None:
    """Read «у них заводы» as those of Belarus."""
    return "беларусь" if here.beside(-1) == "у" and not (_BODIES | DEADLINE_WORDS).isdisjoint(here.keys) else None


def _tidings(here: _Place) -> str | None:
    return "новость" if here.beside(-1) == "какой" and here.word.surface.lower() == "вести" else None


def _moscow(here: _Place) -> str | None:
    """Read where the ambassador of Belarus sits as nothing more."""
    return "этот" if {"посол", "беларусь"} <= here.keys else None


def _before_this(here: _Place) -> str | None:
    return "прошлый" if here.beside(-1) == "до" and "план" in here.keys else None


def _part(here: _Place) -> str | None:
    takes = here.word.surface.lower() == "part" and here.at > 0 and here.words[here.at - 1].surface.lower() in _TAKE
    return "участвовать" if takes else None


def _base(here: _Place) -> str | None:
    return "соглашение" if here.beside(-1) in _BASES else None


def _what(here: _Place) -> str | None:
    return "что" if here.word.surface.lower() in {"чё", "че", "чо", "шо"} else None


def _summer(here: _Place) -> str | None:
    """Read «летам», as Belarusian has it, as the summer."""
    return "лето" if here.word.surface.lower() == "летам" else None


_RULES: Mapping[str, Callable[[_Place], str | None]] = MappingProxyType(
    {
        "бумага": _paper,
        "протокол": _protocol,
        "наш": _ours,
        "техника": _machine,
        "торговля": _trade,
        "динамика": _growth,
        "прибавка": _growth,
        "месяц": _months_told,
        "три": _three,
        "главный": _main,
        "основной": _basic,
        "стоить": _stands,
        "управлять": _governs,
        "глава": _head,
        "посольство": _embassy,
        "правительство": _government,
        "заместитель": _vice,
        "нижегородский": _of_nizhny,
        "поездка": _journey,
        "комплектующий": _part,
        "они": _theirs,
        "вести": _tidings,
        "москва": _moscow,
        "этот": _before_this,
        "это": _before_this,
        "база": _base,
        "завод": _several_works,
        "лицо": _face,
        "ожидать": _waits,
        "область": _regions,
        "че": _what,
        "чо": _what,
        "шо": _what,
        "год": _summer,
    }
    | dict.fromkeys(_OF_TIME, _of_time)
    | dict.fromkeys(_YEARS, _year_in_words)
)
_CUES = _RULES.keys() | _WORKS_OF.keys()
