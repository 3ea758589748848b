"""Numbers in words, as people dictate them: «четыреста седьмой завод», «Ил семьдесят шесть», «25-й год»."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

Token = tuple[str, int, int]
"""A token with the places where it begins and ends."""

_WHOLE: Mapping[str, int] = MappingProxyType(
    {
        word: value
        for words, first, step in (
            ("сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот", 100, 100),
            ("двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто", 20, 10),
        )
        for value, word in enumerate(words.split())
        for value in (first + step * value,)
    }
)
_LAST: Mapping[str, int] = MappingProxyType(
    {
        word: value
        for words, first, step in (
            ("один два три четыре пять шесть семь восемь девять", 1, 1),
            ("десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать", 10, 1),
            ("восемнадцать девятнадцать", 18, 1),
        )
        for value, word in enumerate(words.split())
        for value in (first + step * value,)
    }
)
_ORDINAL_STEMS = (
    ("двадцат", 20), ("тридцат", 30), ("сороков", 40), ("пятидесят", 50), ("шестидесят", 60), ("семидесят", 70),
    ("восьмидесят", 80), ("девяност", 90), ("одиннадцат", 11), ("двенадцат", 12), ("тринадцат", 13),
    ("четырнадцат", 14), ("пятнадцат", 15), ("шестнадцат", 16), ("семнадцат", 17), ("восемнадцат", 18),
    ("девятнадцат", 19), ("десят", 10), ("перв", 1), ("втор", 2), ("трет", 3), ("четверт", 4), ("пят", 5),
    ("шест", 6), ("седьм", 7), ("восьм", 8), ("девят", 9),
)  # fmt: skip
_ENDINGS = frozenset({
    "ый", "ой", "ий", "ого", "его", "ому", "ему", "ым", "им", "ом", "ем", "ая", "яя", "ую", "юю", "ое", "ее", "ые",
    "ие", "ых", "их", "ья", "ьего", "ьему", "ьем", "ьим", "ью", "ье",
})  # fmt: skip
_SHORT_YEAR = re.compile(r"([123]\d)(?:-?(?:й|ый|го|ого|му|м|ом|ем))?")
_DIGITS_OF_SHORT_YEARS = frozenset("123")
_IN = frozenset({"в", "во"})
_OR_IN = _IN | {"или"}
_LOCATIVE = ("ом", "ем")
_SEASONS = frozenset({"осенью", "зимой", "весной", "летом"})
_PARTS_OF_YEAR = ("кон", "итог", "начал", "середин")  # «к концу 25-го»
_YEARLY = (
    "январ",
    "феврал",
    "март",
    "апрел",
    "июн",
    "июл",
    "август",
    "сентябр",
    "октябр",
    "ноябр",
    "декабр",
    "регионов",
)
_WAS = re.compile(r"(?!квартал$|отдел$).*(?:[аиеы]л(?:[аои]|ся|ась|ись)?)")
"""What was done, after «в 24-м»."""
_TWENTIES = range(20, 30)
_NO_THING = frozenset(
    {
        "",
        "и",
        "или",
        "сколько",
        "где",
        "когда",
        "что",
        "кто",
        "как",
        "будет",
        "был",
        "была",
        "было",
        "были",
        "у",
        "с",
        "по",
    }
)
"""Before these «в двадцать пятом» is a year, and no house, school or day of a month."""
_YEAR = frozenset({"год", "года", "году", "годом", "годы", "годов", "гг", "г"})
_THOUSANDS = {"две тысячи": 2000}
_FIRST = frozenset({*_WHOLE, *(phrase.split()[0] for phrase in _THOUSANDS)})
"""What every number in words begins with: most words of a text are told apart by this alone."""


def in_digits(tokens: Iterable[Token], before_number: Callable[[str], bool]) -> Iterable[Token]:
    """Return the tokens with compound numerals in digits, joined to a word that ``before_number`` accepts.

    One word alone is a numeral only from twenty: «первый» and «два» stay words, which the families know.
    """
    waiting = list(tokens)
    words = [token.lower().replace("ё", "е") for token, _, _ in waiting]
    begins = [word in _FIRST for word in words]
    return _with_numbers(waiting, words, begins, before_number) if any(begins) else waiting


def _with_numbers(
    waiting: Sequence[Token], words: Sequence[str], begins: Sequence[bool], before_number: Callable[[str], bool]
) -> Iterator[Token]:
    at = 0
    while at < len(waiting):
        token, start, _ = waiting[at]
        joined = any(begins[at + 1 : at + 2]) and before_number(token) and not any(map(str.isdigit, token))
        value, after = _number(words, at + joined) if joined or begins[at] else (0, at)
        if after == at + joined:
            yield waiting[at]
            at += 1
            continue
        if value in _TWENTIES and _is_a_year(words, at, after):
            value += 2000
        yield f"{token}-{value}" if joined else str(value), start, waiting[after - 1][2]
        at = after


def _is_a_year(words: Sequence[str], at: int, after: int) -> bool:
    """Return whether a number that stands from ``at`` to ``after`` is a year by what is around: «в двадцать пятом?»."""
    said = at > 0 and words[at - 1] in _IN and words[after - 1].endswith(_LOCATIVE)
    return said and "".join(words[after : after + 1]) in _NO_THING


def with_whole_years(tokens: Iterable[Token]) -> Iterable[Token]:
    """Return the tokens with «25 год», «в 25-м году» as the year 2025, «двадцатый год» as 2020."""
    waiting = list(tokens)
    told = any(token[:1] in _DIGITS_OF_SHORT_YEARS or token[:7].lower() == "двадцат" for token, _, _ in waiting)
    return _with_years(waiting) if told else waiting


def _with_years(waiting: Sequence[Token]) -> Iterator[Token]:
    for at, (token, start, end) in enumerate(waiting):
        if token[:7].lower() == "двадцат" and _ordinal(token.lower()) and waiting[at + 1 :]:
            yield ("2020" if waiting[at + 1][0].lower() in _YEAR else token), start, end
            continue
        short = _SHORT_YEAR.fullmatch(token) if token[:1] in _DIGITS_OF_SHORT_YEARS else None
        after = waiting[at + 1][0].lower() if short and at + 1 < len(waiting) else ""
        before = waiting[at - 1][0].lower() if short and at else ""
        told = ("м" in token and before in _OR_IN) or before in _SEASONS or before.startswith(_PARTS_OF_YEAR)
        by_place = (after in _NO_THING and (told or before.startswith(_YEARLY))) or (
            "м" in token and before in _IN and _WAS.fullmatch(after)
        )
        range_of = (
            before.isdigit() and before[:2] == "20" and len(before) == len("2025") and start == waiting[at - 1][2] + 1
        )
        beside = range_of or (after in {"или", "и"} and waiting[at + 3 :] and waiting[at + 3][0].lower() in _YEAR)
        yield ("20" + short[1] if short and (after in _YEAR or by_place or beside) else token), start, end


def _number(lowered: Sequence[str], at: int) -> tuple[int, int]:
    """Return the number that begins there and where it ends; it ends where it begins when there is none."""
    words = lowered[at : at + 5]
    value = _THOUSANDS.get(" ".join(words[:2]), 0)
    taken = 2 if value else 0
    limit = 10_000
    while taken < len(words) and (part := _WHOLE.get(words[taken], 0)) and _size(part) < limit:
        value, limit, taken = value + part, _size(part), taken + 1
    if value and taken < len(words) and limit > 1:
        last = _LAST.get(words[taken]) or _ordinal(words[taken])
        if last and last < limit:
            value, taken = value + last, taken + 1
    return value, at + taken


def _size(part: int) -> int:
    return 100 if part >= 100 else 10  # noqa: PLR2004  hundreds and tens


def _ordinal(word: str) -> int:
    return next((value for stem, value in _ORDINAL_STEMS if word.startswith(stem) and word[len(stem) :] in _ENDINGS), 0)
