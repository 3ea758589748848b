"""Words of a text and their keys: what makes «авиапрому», «558-го», MC-21 and «Віцебскам» findable.

A key stands for a word in any of its forms: the lemma of a word that the dictionary knows, the Snowball stem
of one it does not know (taken until it no longer changes: «мингорисполкома» and «мингорисполком» must meet),
and then the head of its family (``families.py``), which joins what no lemmatiser joins, in three languages
(``other_languages.py``).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from bot.language.belarusian import Cognates
from bot.language.english_words import ENGLISH
from bot.language.families import AIRCRAFT, HEAD_OF, HEARD_AS, LATIN_AIRCRAFT, ROMAN
from bot.language.numerals import Token, in_digits, with_whole_years
from bot.language.other_languages import (
    belarusian,
    belarusian_number,
    english,
    english_plural,
    is_belarusian,
    names_as_adjective,
    of_belarusian_text,
)

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
_GLUED_ORDINAL = re.compile(r"(\d+)(?:й|го|ый|гг?|th|st|nd|rd)", re.IGNORECASE)
_ALL_DIGITS = re.compile(r"\d+(?:-\d+)+")
_NUMBER_AFTER = re.compile(r" ?-? ?(\d{1,3})(?: ?мд(?:[ -]?90[ -]?а)?)?(?!\w)", re.IGNORECASE)
_DESIGNATION = re.compile(r"([^\W\d_]{1,3})-?(\d{1,3})(?:-?([^\W_].*))?")
_TEXTS = 8
_LONGEST = 64  # letters; nothing longer is a word
_SHORT = 5
_ALL_AIRCRAFT = frozenset((*AIRCRAFT, *LATIN_AIRCRAFT))
_LONGEST_AIRCRAFT = max(map(len, _ALL_AIRCRAFT))
_DECLINED = frozenset({"NOUN", "ADJF"})
_PROPER = frozenset({"Geox", "Surn", "Orgn", "Name", "Patr"})
_ENDING = re.compile(r"(?:й|ами|ям[иі]?|ах|ям|ам|ов|ом|ем|ой|а|у|е|ы|и|ю|я)$")
_CAPITALS_THEN_ENDING = re.compile(r"([^\W\d_]*[А-ЯЁA-Z]{2})[а-яё]{1,3}")


class Word(NamedTuple):
    """One word of a text; ``start`` and ``end`` are places in the text as it was given.

    ``key`` is what a query asks for, ``keys`` all that the word may stand for (what an index keeps).
    ``capitals`` says that the word begins with two capital letters at least (МАЗ, МАЗом, not «Маз»), ``belarusian``
    that the text is Belarusian.
    """

    surface: str
    start: int
    end: int
    key: str
    keys: tuple[str, ...]
    capitalised: bool
    capitals: bool
    belarusian: bool = False


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
        self._cognates = Cognates(self._dictionary.dictionary.words)
        self._keys = lru_cache(maxsize=cache_size)(self._keys_of)
        self._belarusian_keys = lru_cache(maxsize=cache_size)(self._keys_in_belarusian)
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
        """Return whether a word is known, or is Belarusian and has a Russian cognate: so it is no slip of the pen."""
        return self.knows_itself(word) or bool(self._cognates.of(normalised(word).replace("’", "'")))

    def knows_itself(self, word: str) -> bool:
        """Return whether the dictionary or one of the tables has a word as it is."""
        plain = normalised(word)
        return self.has(plain) or _is_aircraft(plain) or bool(english(plain)) or belarusian(plain) is not None

    def reads_belarusian(self, word: str) -> bool:
        """Return whether a word of a Belarusian text is known to the tables or has a Russian cognate."""
        plain = normalised(word)
        return of_belarusian_text(plain) is not None or bool(self._cognates.of(plain, surely=True))

    def has(self, plain: str) -> bool:
        """Return whether the dictionary itself has a word, as normalised."""
        return bool(self._dictionary.word_is_known(plain))

    def forms(self, word: str) -> frozenset[str]:
        """Return the forms of every reading of a word that the dictionary has, none for other words."""
        nouns = (parse for parse in self._dictionary.parse(word) if parse.tag.POS in _DECLINED and self.has(word))
        return frozenset(form.word for parse in nouns for form in parse.lexeme)

    def is_name(self, word: str) -> bool:
        """Return whether every reading of a word that the dictionary knows is a place, a person or an organisation."""
        return self.knows(word) and all(
            _PROPER & parse.tag.grammemes
            for each in self._in_russian(normalised(word))
            for parse in self._dictionary.parse(each)
        )

    def _in_russian(self, plain: str) -> tuple[str, ...]:
        """Return a word, or what it is in Russian when the dictionary does not have the word itself."""
        if self.has(plain):
            return (plain,)
        meant = belarusian(plain)
        return (meant,) if meant else english(plain)[:1] or self._cognates.of(plain, surely=True) or (plain,)

    def _words_of(self, text: str) -> tuple[Word, ...]:
        """Return the words of a text in order."""
        plain, places = _with_places(text)
        in_belarusian = is_belarusian(plain)
        keys_of = self._belarusian_keys if in_belarusian else self._keys
        tokens = self._places_apart(plain) if "-" in plain else _tokens(plain)
        return tuple(
            Word(
                surface=token,
                start=places[start],
                end=places[end],
                key=keys[0],
                keys=keys,
                capitalised=token[:1].isupper(),
                capitals=len(token) > 1 and token[:2].isupper(),
                belarusian=in_belarusian,
            )
            for token, start, end in with_whole_years(in_digits(tokens, _is_aircraft))
            for keys in (keys_of(token),)
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
        plain = normalised(word)
        if english_plural(plain):
            return frozenset({"NOUN", "plur"})
        grammemes = (parse.tag.grammemes for each in self._in_russian(plain) for parse in self._dictionary.parse(each))
        found = frozenset().union(*grammemes)
        of_table = not plain.isascii() and not self.has(plain) and belarusian(plain) is not None
        found |= {"ADJF"} if "Geox" in found and names_as_adjective(word) else set()
        return (found - {"sing", "plur"}) | belarusian_number(plain) if of_table else found

    def _keys_of(self, token: str) -> tuple[str, ...]:
        plain = _unmarked(token)
        return _numeral(token) or _designation(plain) or self._heads(plain, self._lemmas(token, plain))

    def _keys_in_belarusian(self, token: str) -> tuple[str, ...]:
        """Return the keys of a word of a Belarusian text: there the tables come before the Russian dictionary."""
        plain = _unmarked(token)
        special = _numeral(token) or _designation(plain)
        meant = None if special or plain.isascii() else of_belarusian_text(plain)
        if meant is not None:
            return (self._key_of(meant),)
        cognates = () if special or self.has(plain) else self._cognates_of_parts(plain)
        return self._heads(plain, self._lemmas_of(cognates)) if cognates else self._keys(token)

    def _cognates_of_parts(self, plain: str) -> tuple[str, ...]:
        """Return the cognates of a word of a Belarusian text, of «ваенна-прамысловы» by its halves."""
        whole = self._cognates.of(plain, surely=True)
        if whole or "-" not in plain:
            return whole
        first, _, last = plain.partition("-")
        begun = (self._cognates.of(first, surely=True) or (first,))[0]
        ended = of_belarusian_text(last) or (self._cognates.of(last, surely=True) or (last,))[0]
        return tuple(each for each in (f"{begun}-{ended}", f"{begun[:-1]}о-{ended}") if self.has(each))

    def _heads(self, plain: str, lemmas: Iterable[str]) -> tuple[str, ...]:
        heard = (HEARD_AS[plain],) if plain in HEARD_AS else ()
        return tuple(dict.fromkeys((*(HEAD_OF.get(lemma, lemma) for lemma in lemmas), *heard)))

    def _lemmas(self, token: str, plain: str) -> Iterator[str]:
        known = self.has(plain)
        of_table = None if known else belarusian(plain)
        meant = (of_table,) if of_table else english(plain)
        if meant:
            yield from map(self._key_of, meant)
        else:
            yield from self._lemmas_of((plain,) if known else self._cognates.of(plain)) or self._unknown(token, plain)

    def _key_of(self, meant: str) -> str:
        return meant if self.has(meant) else self._keys(meant)[0]

    def _lemmas_of(self, words: Iterable[str]) -> list[str]:
        return [parse.normal_form.replace("ё", "е") for word in words for parse in self._dictionary.parse(word)]

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


def _unmarked(token: str) -> str:
    return token.lower().replace("ё", "е").replace("’", "'").removesuffix("'s")


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
