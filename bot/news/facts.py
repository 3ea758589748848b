"""What a publication states that another on the same event cannot state otherwise: numbers, places, models, months.

Texts that differ in one fact look more alike than real rewrites of one event, so likeness alone would merge them.
A fact of one kind conflicts when each text has one that the other lacks: «40 автобусов» and «60 автобусов», «в Минске»
and «в Гомеле»; a fact that only one text gives is no conflict.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from bot.language.words import Word, Words

K = TypeVar("K")
V = TypeVar("V")

_NUMBER: Final = re.compile(r"(?<![\w.,№-])(?<!№ )(\d{1,3}(?:[  ]\d{3})+|\d+)(?:[.,](\d{1,3}))?(?![\w]*-?\d)")
_MODEL: Final = re.compile(r"(?<!\w)([A-ZА-ЯЁ][A-Za-zА-Яа-яё]{0,4})-(\d{1,4})", re.UNICODE)
_SUFFIX: Final = re.compile(r"(?<=\w{3})(?:ан|ен|ов|ин)?ск(?:ий|ой|ая|ое)?$")
_MONTHS: Final = frozenset({
    "январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
})  # fmt: skip
_SCALES: Final = {
    "тысяча": 1e3, "тыс": 1e3, "млн": 1e6, "миллион": 1e6, "млрд": 1e9, "миллиард": 1e9, "трлн": 1e12, "десяток": 10,
    "сотня": 100, "триллион": 1e12, "thousand": 1e3, "million": 1e6, "billion": 1e9,
}  # fmt: skip
_WORDS: Final = {
    "два": 2, "двое": 2, "три": 3, "трое": 3, "четыре": 4, "пять": 5, "шесть": 6, "семь": 7, "восемь": 8, "девять": 9,
    "десять": 10, "одиннадцать": 11, "двенадцать": 12, "тринадцать": 13,
    "четырнадцать": 14, "пятнадцать": 15, "шестнадцать": 16, "семнадцать": 17, "восемнадцать": 18, "девятнадцать": 19,
    "двадцать": 20, "тридцать": 30, "сорок": 40,
    "пятьдесят": 50, "шестьдесят": 60, "семьдесят": 70, "восемьдесят": 80, "девяносто": 90, "сто": 100, "двести": 200,
    "триста": 300, "четыреста": 400, "пятьсот": 500, "тысяча": 1e3, "полмиллиона": 5e5, "полмиллиард": 5e8,
    "дважды": 2, "трижды": 3, "полтора": 1.5, "десяток": 10, "сотня": 100, "миллион": 1e6, "миллиард": 1e9,
}  # fmt: skip
_SHARES: Final = {"четверть": 25, "треть": 33, "половина": 50, "вдвое": 100}
NUMERALS: Final = frozenset({*_SCALES, *_WORDS, *_SHARES})  # keys of words that are numbers
_PERCENT, _YEAR, _UNSAID = "%", "год", ""
_PARTNERS: Final = frozenset({"белар", "росс"})  # roots
_WHOLE: Final = frozenset({"ульян", "симби", "белар", "белор"})  # regions of ours: every place of theirs is in them
_NEAR: Final = 3  # words between a number and what it counts
_ROUNDED: Final = 0.03  # «почти 40 млрд» may be 39.2
_LARGE: Final = 1000
_COUNTED: Final = 2000  # from here on, four digits alone are a year
_LAST_YEAR: Final = 2100


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts by kind; numbers by what they count, under an empty word where that is not said."""

    numbers: Mapping[str, frozenset[float]]
    ordinals: frozenset[str]
    countries: frozenset[str]
    places: Mapping[str, str | None]  # and the side that it is of, as the lists call it
    models: Mapping[str, frozenset[str]]
    months: frozenset[str]

    def conflict(self, other: "Facts") -> bool:
        """Return whether some fact of one text cannot stand beside one of the other."""
        sets = (
            (self.ordinals, other.ordinals),
            (self.months, other.months),
            *((self.models[name], other.models[name]) for name in self.models.keys() & other.models.keys()),
        )
        if self._other_country(other) or self._other_place(other):
            return True
        units = (self.numbers.keys() & other.numbers.keys()) - {_UNSAID}
        return any(ours - theirs and theirs - ours for ours, theirs in sets) or any(
            self.lacks(unit, other) and other.lacks(unit, self) for unit in units
        )

    def lacks(self, unit: str, other: "Facts") -> bool:
        """Return whether some number of a unit has no like in the other text; large ones are rounded by who retells."""
        rounded = 0 if unit == _YEAR else _ROUNDED
        others = other.numbers[unit] if unit in {_YEAR, _PERCENT} else set().union(*other.numbers.values())
        return any(
            all(abs(one - two) > (rounded * max(one, two) if min(one, two) >= _LARGE else 0) for two in others)
            for one in self.numbers[unit]
        )

    def _other_country(self, other: "Facts") -> bool:
        """Return whether each names a country that the other does not: ours are partners, each writes of the other."""
        ours, theirs = self.countries - other.countries, other.countries - self.countries
        return bool(ours and theirs) and not ours | theirs <= _PARTNERS

    def _other_place(self, other: "Facts") -> bool:
        """Return whether each names a place that the other does not.

        A place of one side and one of the other are no two events: «в Минск», «из Ульяновска» may be one journey.
        """
        ours, theirs = (one.places.keys() - two.places.keys() - _WHOLE for one, two in ((self, other), (other, self)))
        sides = {self.places[one] for one in ours}, {other.places[one] for one in theirs}
        apart = all(len(side) == 1 and None not in side for side in sides) and sides[0] != sides[1]
        return bool(ours and theirs) and not apart


def is_year(number: float, unit: str) -> bool:
    """Return whether a number says when, not how many."""
    return unit == _YEAR or (_COUNTED <= number < _LAST_YEAR and number == int(number))


def facts_of(
    written: str, words: tuple[Word, ...], language: Words, countries: Iterable[str], places: Mapping[str, str | None]
) -> Facts:
    """Return the facts of a text; its countries and places are found already, by any name they have."""
    return Facts(
        numbers=_grouped((unit, number) for number, unit in _numbers(written, words, language)),
        ordinals=frozenset(word.key for word in words if _is_ordinal(word, language)),
        countries=frozenset(_root(one) for one in countries),
        places={_root(one): side for one, side in places.items()},
        models=_grouped((name.upper(), number) for name, number in _MODEL.findall(written)),
        months=frozenset(word.key for word in words if word.key in _MONTHS),
    )


def _grouped(pairs: Iterable[tuple[K, V]]) -> Mapping[K, frozenset[V]]:
    found: dict[K, set[V]] = defaultdict(set)
    for key, value in pairs:
        found[key].add(value)
    return {key: frozenset(values) for key, values in found.items()}


def _is_thing(word: Word, language: Words) -> bool:
    grammar = language.grammar(word.surface)
    return (
        "NOUN" in grammar
        and not grammar & {"PREP", "CONJ", "ADJF"}
        and len(word.surface) > 1
        and not word.key.isdigit()
    )


def _is_ordinal(word: Word, language: Words) -> bool:
    """Return whether a word says which by number: «шестым», not «шесть», nor «558-й», a name, nor «первые»."""
    which = word.key.isdigit() and word.surface.isalpha() and word.key != "1"
    return which and "NUMR" not in language.grammar(word.surface)


def _root(key: str) -> str:
    """Return what a place's name and its adjective share: «Пенза» and «пензенский», «Лида» and «лидский»."""
    return _SUFFIX.sub("", key)[:5].rstrip("аеиоуыьяйё") or key


def _numbers(written: str, words: tuple[Word, ...], language: Words) -> Iterator[tuple[float, str]]:
    starts = {word.start: place for place, word in enumerate(words)}
    taken: set[int] = set()
    for found in _NUMBER.finditer(written):
        value = float(re.sub(r"\D", "", found[1]) + (f".{found[2]}" if found[2] else ""))
        after = next((place for place, word in enumerate(words) if word.start >= found.end()), len(words))
        taken.update(place for start, place in starts.items() if found.start() <= start < found.end())
        yield from _counted(value, written[found.end() : found.end() + 2], after, words, language)
    for place, word in enumerate(words):
        if place not in taken and word.key in _SHARES:
            share = _SHARES[word.key]
            scaled = place + 1 < len(words) and words[place + 1].key in _SCALES
            yield from _counted(share / 100, "", place + 1, words, language) if scaled else [(float(share), _PERCENT)]
        elif place not in taken and _is_spelt(word, written, language):
            yield from _counted(float(word.key), "", place + 1, words, language)
        elif place not in taken and word.key in _WORDS and not _is_scale_of(words, place):
            value, where = _WORDS[word.key], place + 1
            yield from _counted(float(value), "", where, words, language)


def _is_spelt(word: Word, written: str, language: Words) -> bool:
    """Return whether a number was written in letters: the words of a text, or their keys, have it in figures."""
    if word.surface.isdigit():
        return not any(letter.isdigit() for letter in written[word.start : word.end])
    return word.key.isdigit() and "NUMR" in language.grammar(word.surface)


def _is_scale_of(words: tuple[Word, ...], place: int) -> bool:
    """Return whether «десятка» in «четыре десятка» belongs to the number before it."""
    before = words[place - 1] if place else None
    return before is not None and (before.key in {**_WORDS, **_SHARES} or before.surface[-1].isdigit())


def _counted(
    value: float, sign: str, after: int, words: tuple[Word, ...], language: Words
) -> Iterator[tuple[float, str]]:
    if "%" in sign:
        yield value, _PERCENT
        return
    if after < len(words) and words[after].key in _SCALES:
        value, after = value * _SCALES[words[after].key], after + 1
    for word in words[after : after + _NEAR]:
        if word.key.startswith("процент"):
            yield value, _PERCENT
            return
        if word.key in _SCALES or _is_thing(word, language):
            yield value, word.key
            return
    yield value, _YEAR if is_year(value, _UNSAID) else _UNSAID
