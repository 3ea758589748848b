"""Words of a text and their keys: what makes «авиапрому», «558-го», MC-21 and «Віцебскам» findable.

A key stands for a word in any of its forms: the lemma of a word that the dictionary knows, the Snowball stem
of one it does not know (taken until it no longer changes: «мингорисполкома» and «мингорисполком» must meet),
and then the head of its family (``families.py``), which joins what no lemmatiser joins, in three languages
(``other_languages.py``).
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.language.families import AIRCRAFT, HEAD_OF, HEARD_AS, LATIN_AIRCRAFT, ROMAN
from bot.language.numerals import Token, in_digits, with_whole_years
from bot.language.other_languages import BELARUSIAN, ENGLISH, SMALL, SMALL_BELARUSIAN

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u0301"
_SPACES = "\u00a0\u202f\u2009"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_PLAIN = str.maketrans(dict.fromkeys(_INVISIBLE, "") | dict.fromkeys(_SPACES, " ") | dict.fromkeys(_DASHES, "-"))
_HIDDEN = re.compile(f"[{_INVISIBLE}]")
_LOOKALIKES = str.maketrans("AaBEeKMHOoPpCcTXxyi", "АаВЕеКМНОоРрСсТХхуі")
_ROMAN_LETTERS = str.maketrans("ХІ", "XI")
_LATIN = re.compile(r"[A-Za-z]")
_DOUBTFUL = re.compile(r"[A-Za-zІ]")
_LATIN_BUT_LOOKALIKE = re.compile(r"[DFGIJLNQRSUVWYZbdfghjklmnqrstuvwz]")
_CYRILLIC = re.compile(r"[А-Яа-яЁёІіЎў]")
_PART = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_CLUSTER = re.compile(r".[\u0300-\u036f]*", re.DOTALL)
_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_ORDINAL = re.compile(r"(\d+)-(?:о?го|о?му|[оы]?[йм]|ы?[ех]|[ая]?я|[оы]?е|у?ю|th|st|nd|rd|ы|і)", re.IGNORECASE)
_GLUED_ORDINAL = re.compile(r"(\d+)(?:й|го|ый|th|st|nd|rd)", re.IGNORECASE)
_ALL_DIGITS = re.compile(r"\d+(?:-\d+)+")
_NUMBER_AFTER = re.compile(r" ?-? ?(\d{1,3})(?: ?мд(?:[ -]?90[ -]?а)?)?(?!\w)", re.IGNORECASE)
_DESIGNATION = re.compile(r"([^\W\d_]{1,3})-?(\d{1,3})(?:-?([^\W_].*))?")
_TEXTS = 8
_LONGEST = 64  # letters; nothing longer is a word
_SHORT = 5
_ALL_AIRCRAFT = frozenset((*AIRCRAFT, *LATIN_AIRCRAFT))
_LONGEST_AIRCRAFT = max(map(len, _ALL_AIRCRAFT))
# No ending has any of the other letters: «Планар» is a works, not a plan. Typed with a Russian «и» it is short:
# «Беларуськалий» is a works as well.
_BELARUSIAN_ENDING = re.compile("[аоуыэяеёюійўьвгклмнстхцш]*|[аоуыэяеёюиійўьвгклмнстхцш]{1,3}")
_LONGEST_ENDING = 7  # авіябуд|аванне
_SHORT_ENDING = 4  # of a short beginning: «тавароборот» is a slip, no «тавар»
_PROPER = frozenset({"Geox", "Surn", "Orgn", "Name", "Patr"})
_ENDING = re.compile(r"(?:й|ами|ям[иі]?|ах|ям|ам|ов|ом|ем|ой|а|у|е|ы|и|ю|я)$")
_CAPITALS_THEN_ENDING = re.compile(r"([^\W\d_]*[А-ЯЁA-Z]{2})[а-яё]{1,3}")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text; ``start`` and ``end`` are places in the text as it was given.

    ``key`` is what a query asks for, ``keys`` all that the word may stand for (what an index keeps).
    ``capitals`` says that the word begins with two capital letters at least (МАЗ, МАЗом, not «Маз»).
    """

    surface: str
    start: int
    end: int
    key: str
    keys: tuple[str, ...]
    capitalised: bool
    capitals: bool


def normalised(text: str) -> str:
    """Return the text as it is compared: one spelling for dashes, spaces, look-alike letters, case, ё and е."""
    return _plain(text).lower().replace("ё", "е")


def _plain(text: str) -> str:
    composed = unicodedata.normalize("NFC", text).translate(_PLAIN)
    return _PART.sub(_in_one_alphabet, composed) if _DOUBTFUL.search(composed) else composed


def _in_one_alphabet(part: re.Match[str]) -> str:
    """Make Latin look-alikes Cyrillic where every Latin letter of the part is one; Roman numerals stay."""
    letters = part[0]
    if letters.translate(_ROMAN_LETTERS) in ROMAN:
        return letters.translate(_ROMAN_LETTERS)
    if not _LATIN.search(letters) or _LATIN_BUT_LOOKALIKE.search(letters):
        return letters
    if not _CYRILLIC.search(letters) and letters.islower():
        return letters if letters in ENGLISH else letters.translate(_LOOKALIKES)
    return letters.translate(_LOOKALIKES)


def _with_places(text: str) -> tuple[str, Sequence[int]]:
    """Return the plain text and, for each of its letters, the place in ``text`` that it came from."""
    if unicodedata.is_normalized("NFC", text) and not _HIDDEN.search(text):
        return _plain(text), range(len(text) + 1)  # letter for letter, as nearly every text is
    composed: list[str] = []
    places: list[int] = []
    for cluster in _CLUSTER.finditer(text):
        letters = unicodedata.normalize("NFC", cluster[0]).translate(_PLAIN)
        composed.append(letters)
        places.extend([cluster.start()] * len(letters))
    places.append(len(text))
    return _PART.sub(_in_one_alphabet, "".join(composed)), places


class Words:
    """Turns text into words with keys; holds the dictionary, so build it once.

    Loading takes a tenth of a second and some 30 MB; the cache of keys is bounded.
    """

    def __init__(self, cache_size: int = 50_000) -> None:
        """Load the dictionary; the imports stand here because they are heavy and not every process needs them."""
        import pymorphy3  # noqa: PLC0415  heavy: loaded when the dictionary is built, not when the module is read
        import Stemmer  # noqa: PLC0415  the same

        self._dictionary = pymorphy3.MorphAnalyzer()
        self._stemmer = Stemmer.Stemmer("russian")
        self._keys = lru_cache(maxsize=cache_size)(self._keys_of)
        self.grammar = lru_cache(maxsize=cache_size)(self._grammar_of)
        self.knows = lru_cache(maxsize=cache_size)(self._has_anywhere)
        # A question is read, then read once more for its slips.
        self.words = lru_cache(maxsize=_TEXTS)(self._words_of)

    def key(self, word: str) -> str:
        """Return the key that a query asks for."""
        return self._keys(_plain(word))[0]

    def keys(self, word: str) -> tuple[str, ...]:
        """Return every key that the word may stand for, the likeliest first."""
        return self._keys(_plain(word))

    def _has_anywhere(self, word: str) -> bool:
        """Return whether the dictionary or one of the tables has the word, so that it is no slip of the pen."""
        plain = normalised(word)
        of_tables = _is_aircraft(plain) or _english(plain) is not None or _belarusian(plain) is not None
        return of_tables or bool(self._dictionary.word_is_known(plain))

    def has(self, plain: str) -> bool:
        """Return whether the dictionary itself has a word, as normalised."""
        return bool(self._dictionary.word_is_known(plain))

    def is_name(self, word: str) -> bool:
        """Return whether every reading of a word that the dictionary knows is a place, a person or an organisation."""
        return self.knows(word) and all(
            _PROPER & parse.tag.grammemes for parse in self._dictionary.parse(normalised(word))
        )

    def _words_of(self, text: str) -> tuple[Word, ...]:
        """Return the words of a text in order."""
        plain, places = _with_places(text)
        return tuple(
            Word(
                surface=token,
                start=places[start],
                end=places[end],
                key=keys[0],
                keys=keys,
                capitalised=token[:1].isupper(),
                capitals=len(token) > 1 and token[:2].isupper(),
            )
            for token, start, end in with_whole_years(in_digits(self._places_apart(plain), _is_aircraft))
            for keys in (self._keys(token),)
        )

    def _places_apart(self, plain: str) -> Iterator[Token]:
        """Yield the tokens, two places joined by a dash («Ульяновск-Минск») as two."""
        for token, start, end in _tokens(plain):
            first, dash, last = token.partition("-") if "-" in token else (token, "", "")
            if dash and not self.has(normalised(token)) and all("Geox" in self.grammar(each) for each in (first, last)):
                yield first, start, start + len(first)
                yield last, end - len(last), end
            else:
                yield token, start, end

    def _grammar_of(self, word: str) -> frozenset[str]:
        """Return the grammemes of every reading of a word that the dictionary knows, else of its best guess."""
        if word.isascii() and word.endswith("s") and word[:-1].lower() in ENGLISH:
            return frozenset({"NOUN", "plur"})
        parses = self._dictionary.parse(normalised(word))
        return frozenset().union(*(parse.tag.grammemes for parse in parses)) if parses else frozenset()

    def _keys_of(self, token: str) -> tuple[str, ...]:
        plain = token.lower().replace("ё", "е").removesuffix("'s")
        special = _numeral(token) or _designation(plain)
        if special:
            return special
        keys = [HEAD_OF.get(lemma, lemma) for lemma in self._lemmas(token, plain)]
        heard = (HEARD_AS[plain],) if plain in HEARD_AS else ()
        return tuple(dict.fromkeys((*keys, *heard)))

    def _lemmas(self, token: str, plain: str) -> Iterator[str]:
        meant = _english(plain)
        known = bool(self._dictionary.word_is_known(plain))
        if meant is None and not known:
            meant = _belarusian(plain)
        if meant is not None:
            yield meant if self._dictionary.word_is_known(meant) else self._keys(meant)[0]
        elif known:
            yield from (parse.normal_form.replace("ё", "е") for parse in self._dictionary.parse(plain))
        else:
            yield from self._unknown(token, plain)

    def _unknown(self, token: str, plain: str) -> Iterator[str]:
        """Yield the stems of a word that the dictionary does not know; a short one is likely an abbreviation."""
        inflected = _CAPITALS_THEN_ENDING.fullmatch(token)
        if inflected and len(plain) <= _SHORT + 3:
            yield inflected[1].lower().replace("ё", "е")
        if "-" in plain:
            first, _, last = plain.rpartition("-")
            yield f"{first}-{self._keys(last)[0]}"
        elif len(plain) > _SHORT:
            yield self._stem(plain)
        else:
            yield plain
            if len(plain) > 3 and _ENDING.search(plain):  # noqa: PLR2004  an abbreviation has two letters at least
                yield _ENDING.sub("", plain)

    def _stem(self, plain: str) -> str:
        stem = str(self._stemmer.stemWord(plain[:_LONGEST]))
        while stem != (shorter := str(self._stemmer.stemWord(stem))):
            stem = shorter
        return stem


def _tokens(plain: str) -> Iterator[tuple[str, int, int]]:
    """Yield the tokens with their places: «2025-2026» is two, «Ил 76» is one, «АРЗ-558» is two."""
    taken = 0
    for found in _TOKEN.finditer(plain):
        if found.start() < taken:
            continue
        token, start, end = found[0], found.start(), found.end()
        number = _NUMBER_AFTER.match(plain, end) if _is_aircraft(token) else None
        if number:
            taken = number.end()
            yield f"{token}-{number[1]}", start, taken
        else:
            yield from _pieces(token, start, end)


def _is_aircraft(token: str) -> bool:
    return len(token) <= _LONGEST_AIRCRAFT and token.lower() in _ALL_AIRCRAFT


def _pieces(token: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    if "-" not in token:
        yield token, start, end
        return
    if _ALL_DIGITS.fullmatch(token):
        yield from _years_or_numbers(token, start)
        return
    joined = any(letter.isdigit() for letter in token)
    if joined and not _ORDINAL.fullmatch(token) and not _designation(token.lower()):
        for part in _PART.finditer(token):
            yield part[0], start + part.start(), start + part.end()
        return
    yield token, start, end


def _years_or_numbers(token: str, start: int) -> Iterator[tuple[str, int, int]]:
    """Split «2025-2026» and read «25-26» as the years that the plan's name means by it."""
    parts = list(_PART.finditer(token))
    short_years = len(parts) == 2 and all(len(part[0]) == 2 for part in parts)  # noqa: PLR2004  a pair of two digits
    follows = short_years and int(parts[1][0]) == int(parts[0][0]) + 1
    for part in parts:
        yield ("20" if follows else "") + part[0], start + part.start(), start + part.end()


def _numeral(token: str) -> tuple[str, ...] | None:
    ordinal = _ORDINAL.fullmatch(token) or _GLUED_ORDINAL.fullmatch(token)
    if ordinal:
        return (ordinal[1],)
    return (ROMAN[token],) if token in ROMAN else None


def _designation(plain: str) -> tuple[str, ...] | None:
    """Return «ил-76» and the whole for «Ил-76МД-90А» (also in Latin letters), ``None`` for other words."""
    found = _DESIGNATION.fullmatch(plain)
    if not found:
        return None
    letters = LATIN_AIRCRAFT.get(found[1], found[1])
    if letters not in AIRCRAFT:
        return None
    model = f"{letters}-{found[2]}"
    return (model, f"{model}{found[3]}") if found[3] else (model,)


def _english(plain: str) -> str | None:
    """Return the Russian word for an English one of our field, also in the plural."""
    if plain.endswith("s") and plain not in ENGLISH:
        return ENGLISH.get(plain[:-1])
    return ENGLISH.get(plain)


def _belarusian(plain: str) -> str | None:
    """Return the Russian word for a Belarusian one of our field, known by its beginning and a short ending."""
    if "-" in plain:
        return None
    if plain in SMALL_BELARUSIAN:
        return SMALL
    for beginning in range(len(plain), max(2, len(plain) - _LONGEST_ENDING), -1):
        if beginning <= _SHORT and len(plain) - beginning > _SHORT_ENDING:
            break
        meant = BELARUSIAN.get(plain[:beginning])
        if meant is not None and _BELARUSIAN_ENDING.fullmatch(plain, beginning):
            return meant
    return None
