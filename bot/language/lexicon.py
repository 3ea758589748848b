"""Phrases of word lists in a text: each under its list and label, in any form of its words.

A phrase is words in a row. A word ending in a star stands for every word that begins so; any other for all its
forms. A phrase that begins with a capital is a name and must be written with one in the text; a name may be any
reading of an ambiguous word, a common word only the likeliest («судов» is no «суд»). A word with a hyphen is also
each of its parts («белорусско-ульяновский»).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.language.families import SMALL
from bot.language.words import Word, Words, normalised

_STAR = "*"


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase met between two words of a text, ``first`` and ``after`` being their numbers."""

    group: str
    label: str
    phrase: str
    first: int
    after: int


@dataclass(frozen=True, slots=True)
class _Part:
    """One word of a phrase: its keys, or how it begins; an English one is no word of a Russian text."""

    keys: frozenset[str]
    beginning: str = ""
    latin: bool = False

    def is_in(self, word: "_Read", *, is_name: bool) -> bool:
        if self.beginning:
            return any(form.startswith(self.beginning) for form in word.forms)
        if self.latin and not word.forms[0].isascii():
            return False
        return not self.keys.isdisjoint(word.keys if is_name else word.likeliest)


@dataclass(frozen=True, slots=True)
class _Read:
    """A word as phrases are compared with it."""

    capitalised: bool
    keys: tuple[str, ...]
    likeliest: tuple[str, ...]
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Phrase:
    group: str
    label: str
    text: str
    parts: tuple[_Part, ...]
    is_name: bool


class Lexicon:
    """Finds the phrases of labelled lists, gathered in groups; built once per version of the lists."""

    def __init__(
        self, groups: Mapping[str, Mapping[str, Iterable[str]]], words: Words, cache_size: int = 50_000
    ) -> None:
        """Index every phrase by its first word."""
        self._words = words
        self._by_key: dict[str, list[_Phrase]] = defaultdict(list)
        self._by_beginning: dict[str, list[_Phrase]] = defaultdict(list)
        for group, lists in groups.items():
            for label, phrases in lists.items():
                for text in phrases:
                    self._learn(group, label, text)
        self._lengths = sorted({len(beginning) for beginning in self._by_beginning})
        self._read = lru_cache(maxsize=cache_size)(self._read_of)
        self._beginning_with = lru_cache(maxsize=cache_size)(self._phrases_of)

    def _learn(self, group: str, label: str, text: str) -> None:
        is_name = text[:1].isupper()
        parts = tuple(self._parts(text, is_name=is_name))
        phrase = _Phrase(group, label, text, parts, is_name)
        if parts[0].beginning:
            self._by_beginning[parts[0].beginning].append(phrase)
        for key in parts[0].keys:
            self._by_key[key].append(phrase)

    def _parts(self, text: str, *, is_name: bool) -> Iterator[_Part]:
        for piece in text.split():
            if piece.endswith(_STAR) or self._words.key(piece) == SMALL:  # all small words have that key
                yield _Part(frozenset(), normalised(piece.removesuffix(_STAR)))
            else:
                latin = piece.isascii() and piece.islower()
                for word in self._words.words(piece):
                    yield _Part(frozenset(word.keys if is_name else word.keys[:1]), latin=latin)

    def found(self, words: Sequence[Word]) -> Mapping[str, tuple[Hit, ...]]:
        """Return the phrases in the text of these words by their group, in order; phrases may overlap."""
        hits: dict[str, list[Hit]] = defaultdict(list)
        for place, word in enumerate(words):
            for phrase in self._beginning_with(word.surface):
                after = place + len(phrase.parts)
                if len(phrase.parts) == 1 or self._fits(phrase, words[place + 1 : after]):
                    hits[phrase.group].append(Hit(phrase.group, phrase.label, phrase.text, place, after))
        return {group: tuple(ones) for group, ones in hits.items()}

    def _fits(self, phrase: _Phrase, following: Sequence[Word]) -> bool:
        if len(following) < len(phrase.parts) - 1:
            return False
        for part, word in zip(phrase.parts[1:], following, strict=True):
            if not part.is_in(self._read(word.surface), is_name=phrase.is_name):
                return False
        return True

    def _phrases_of(self, surface: str) -> tuple[_Phrase, ...]:
        """Return the phrases whose first word this is: for most words there are none."""
        word = self._read(surface)
        return tuple(
            {
                (phrase.group, phrase.label, phrase.text): phrase
                for phrase in self._candidates(word)
                if (word.capitalised or not phrase.is_name) and phrase.parts[0].is_in(word, is_name=phrase.is_name)
            }.values()
        )

    def _candidates(self, word: _Read) -> Iterator[_Phrase]:
        for key in word.keys:
            yield from self._by_key.get(key, ())
        for length in self._lengths:
            for form in word.forms:
                yield from self._by_beginning.get(form[:length], ())

    def _read_of(self, surface: str) -> _Read:
        lower = surface.lower().replace("ё", "е")
        pieces = [piece for piece in surface.split("-") if len(piece) > 1] if "-" in surface else []
        readings = [self._words.keys(one) for one in (surface, *pieces)]
        return _Read(
            capitalised=surface[:1].isupper(),
            keys=tuple(key for keys in readings for key in keys),
            likeliest=tuple(keys[0] for keys in readings),
            forms=(lower, *(piece.lower().replace("ё", "е") for piece in pieces)),
        )
