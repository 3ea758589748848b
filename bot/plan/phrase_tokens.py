"""A deadline phrase cut into pieces, each of which the grammar knows or calls unknown.

Look-alike letters (Latin «o» in «до», «ІІ» in letters of Belarusian, «2O25») and one-letter slips in a word of the
grammar are put right, and what was put right is told, never silently. A slip that may be two words («июдя») stays.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from bot.plan.phrase_idioms import IDIOM_WORDS
from bot.plan.phrase_words import ABBREVIATED, WORDS, Kind

_PLAIN: Final = str.maketrans(
    dict.fromkeys('\u00ad\u200b\u200c\u200d\u2060\ufeff\u0301«»„“”"*', "")
    | dict.fromkeys("\u00a0\u202f\u2009\t", " ")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
    | {"ё": "е", "Ё": "Е", "\\": "/"}
)
_THIS_YEAR: Final = re.compile(r"(?<!\w)[тсб]\.\s?г(?:\.|ода?(?!\w))(?!\s?г)", re.IGNORECASE)
_YEARS: Final = re.compile(r"(?<!\w)г\.\s?г\.?", re.IGNORECASE)
_HALF: Final = re.compile(r"(?<!\w)п/г(?!\w)\.?", re.IGNORECASE)
_DIGITS_WITH_LETTERS: Final = re.compile(
    r"(?<![^\W\d_])(?=[^\s.,/-]*\d)[\dOОoоЗзlІI|б]+(?![^\W\d_])|(?<!\w)2[\dOОoоЗз]{3}(?=г)"
)
_DIGIT_LETTERS: Final = str.maketrans("OОoоЗзlІI|б", "00003311116")
_TO_CYRILLIC: Final = str.maketrans("aABbcCeEHiIkKMmnoOpPTtuxXyYÿïéöüäh", "аАВЬсСеЕНіІкКМмпоОрРТтихХуУуієоиан")
_ROMAN: Final = {
    "I": 1,
    "II": 2,
    "III": 3,
    "IV": 4,
    "V": 5,
    "VI": 6,
    "VII": 7,
    "VIII": 8,
    "IX": 9,
    "X": 10,
    "XI": 11,
    "XII": 12,
}
_ROMAN_LETTERS: Final = str.maketrans(
    {"І": "I", "і": "I", "l": "I", "|": "I", "1": "I", "Х": "X", "У": "V", "Ш": "III", "П": "II", "!": "I"}
)
_ROMAN_LIKE: Final = re.compile(r"[IVXІіl|1ХУШП!]{1,4}")
_SUFFIX: Final = "ый|ий|ой|ого|его|ому|ему|ым|им|ом|ем|ая|яя|ое|ее|ые|ые|го|га|му|мя|й|я|е|ю|ы|і|х|м|ых|іх"
_PIECE: Final = re.compile(
    r"(?P<iso>\d{4}(?P<part>[-.])\d{2}(?P=part)\d{2})(?!\d)"
    r"|(?P<dmy>\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2}))(?!\d)"
    r"|(?P<my>\d{1,2}\.\d{4})(?!\d)"
    r"|(?P<dm>\d{1,2}\.\d{1,2})(?![\d])"
    r"|(?P<roman>(?:[IVXІіl|1ХУШП!]{2,4}(?<!1)|1{0,3}[IVXІl|]|[ШП](?=\s*(?:кв|пол|паў|,|-|и\s)))"
    rf"(?:-(?:{_SUFFIX})(?!\w))?)(?=[\s,;.)/-]|кв|пол|$)"
    rf"|(?P<number>\d+)(?:-?(?P<suffix>{_SUFFIX})(?![^\W\d_]))?"
    r"|(?P<word>[^\W\d_]+(?:['’ʼ][^\W\d_]+)*)"
    r"|(?P<requisite>№\s*[\w/.-]*)"
    r"|(?P<mark>[,;:()/-])|(?P<stop>\.)|(?P<other>\S)"
)
_SHORTEST_SLIP: Final = 4
_STOP: Final = ","


@dataclass(frozen=True, slots=True)
class Repair:
    """What was read otherwise than written; ``slip`` is false for letters that only look alike."""

    written: str
    read: str
    slip: bool


@dataclass(frozen=True, slots=True)
class Token:
    """One piece: what it is, its figure, and how it stands in the phrase, put right and in small letters.

    ``parts`` are day, month and year of a date in figures, as written, ``None`` where it has none.
    """

    kind: Kind
    value: int
    text: str
    parts: tuple[int | None, int, int | None] | None = None
    repair: Repair | None = None


def tokens(phrase: str) -> tuple[list[Token], list[Repair]]:
    """Cut a phrase; return its pieces, each with what was put right in it, and what was put right in figures before."""
    repairs: list[Repair] = []
    plain = unicodedata.normalize("NFC", phrase).translate(_PLAIN)
    plain = _HALF.sub("полугодие", _YEARS.sub("гг. ", _THIS_YEAR.sub("текущего года ", plain)))
    plain = _DIGITS_WITH_LETTERS.sub(lambda found: _digits(found[0], repairs), plain)
    cut = [token for found in _PIECE.finditer(plain) for token in _tokens(found)]
    while cut and cut[-1].text == _STOP and cut[-1].kind is Kind.MARK:
        cut.pop()
    return cut, repairs


def _digits(written: str, repairs: list[Repair]) -> str:
    read = written.translate(_DIGIT_LETTERS)
    if read == written or _ROMAN_LIKE.fullmatch(written):
        return written
    repairs.append(Repair(written, read, slip=False))
    return read


def _tokens(found: re.Match[str]) -> Iterator[Token]:
    text = found[0]
    match found.lastgroup:
        case "iso":
            year, month, day = map(int, re.split(r"[-.]", text))
            yield Token(Kind.DATE, 3, text, (day, month, year))
        case "dmy":
            day, month, year = map(int, re.split(r"[./]", text))
            yield Token(Kind.DATE, 3, text, (day, month, year if year > 99 else 2000 + year))  # noqa: PLR2004
        case "my" | "dm":
            first, second = map(int, text.split("."))
            parts = (None, first, second) if found.lastgroup == "my" else (first, second, None)
            yield Token(Kind.DATE, 2, text, parts)
        case "number" | "suffix":
            yield Token(Kind.NUMBER, int(found["number"]), found["number"])
        case "roman":
            yield _roman(text)
        case "word":
            yield _word(text)
        case "stop":
            if not _abbreviated(found.string[: found.start()]):
                yield Token(Kind.MARK, 1, _STOP)
        case "mark":
            yield Token(Kind.MARK, 1, text)
        case _:
            yield Token(Kind.OTHER, 1, text)


def _roman(written: str) -> Token:
    figure = written.partition("-")[0]
    read = figure.translate(_ROMAN_LETTERS)
    if read not in _ROMAN:
        return Token(Kind.OTHER, 1, written)
    repair = None if read == figure else Repair(figure, read, slip=False)
    return Token(Kind.ROMAN, _ROMAN[read], read, repair=repair)


def _abbreviated(before: str) -> bool:
    last = re.search(r"[^\W\d_]+$", before)
    return last is not None and last[0].lower() in ABBREVIATED


def _word(written: str) -> Token:
    word = written.lower()
    known = _known(word)
    if known is not None:
        return known
    for read, slip in _readings(written):
        known = _known(read)
        if known is not None:
            return replace(known, repair=Repair(written, read, slip=slip))
    return Token(Kind.OTHER, 1, word)


def _known(word: str) -> Token | None:
    if word in WORDS:
        return Token(*WORDS[word], word)
    return Token(Kind.IDIOM, 1, word) if word in IDIOM_WORDS else None


def _readings(written: str) -> Iterator[tuple[str, bool]]:
    """Yield what a word may be that is none of ours: in Cyrillic letters, then with one letter put right."""
    cyrillic = written.translate(_TO_CYRILLIC).lower()
    for read in (cyrillic, cyrillic.replace("і", "и"), cyrillic.replace("и", "і")):
        yield read, False
    near = _near(cyrillic) if len(cyrillic) >= _SHORTEST_SLIP else None
    if near is not None:
        yield near, True


@lru_cache(maxsize=4096)
def _near(word: str) -> str | None:
    """Return the word of the grammar one letter away, ``None`` when there are two that mean different things."""
    near = [known for known in WORDS if _one_off(known, word)]
    if not near:
        idioms = [known for known in IDIOM_WORDS if _one_off(known, word)]
        return idioms[0] if len(idioms) == 1 else None
    return near[0] if len({WORDS[known] for known in near}) == 1 else None


def _one_off(known: str, word: str) -> bool:
    if len(known) < _SHORTEST_SLIP or abs(len(known) - len(word)) > 1:
        return False
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - needed at the first unknown word only

    return OSA.distance(known, word, score_cutoff=1) <= 1
