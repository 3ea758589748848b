"""Whether two publications tell of one event.

Alike are texts whose key words of the title and the first two sentences have a weighted Jaccard index of 0.20 at
least; of a long word its first six letters count, so that «упаковка» is «упаковочный». A word that stands in much of
our news («соглашение», «Минск», «сообщить», listed as ``common``) says little of which event it is and counts half; a
figure («120»; not a round «20») says much and counts twice. What makes other events of what is alike: facts that
cannot both be (``facts.py``), opposite words (объявлен, подведены итоги), and a near copy with one noun put in
another's place («льготные кредиты», «льготная ипотека»): agencies that rewrite change more than that.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from bot.language.families import SMALL
from bot.language.words import Word, Words
from bot.news.criteria import Criteria
from bot.news.facts import NUMERALS, Facts, facts_of, is_year
from bot.news.text import Text

ALIKE: Final = 0.20
_STEM: Final = 6  # letters
_BELARUSIAN: Final = str.maketrans(
    "іўэыоц", "ивеиат"
)  # letters that both languages have, read as one: «тэатр», «театр»
_COMMON, _PLAIN, _TELLING = 0.5, 1.0, 2.0  # weights
_FEW: Final = 10  # smaller numbers stand in any text
_ROUND: Final = 100  # up to here tens («20», «50») stand in many
_COPY: Final = 0.5
_SENTENCES: Final = 3  # the title and two of the lead
_COUNTRIES: Final = frozenset({"беларусь", "россия"})
_NO_PLACES: Final = (":office", ":product", ":enterprise")
_SHORT: Final = 3  # letters: «в», «и», «по» are names of letters and notes too
_ENGLISH: Final = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "been",
        "by",
        "for",
        "from",
        "has",
        "have",
        "in",
        "is",
        "it",
        "its",
        "of",
        "on",
        "or",
        "that",
        "the",
        "to",
        "was",
        "will",
        "with",
    ]
)
_SMALL: Final = frozenset({"PREP", "CONJ", "PRCL", "NPRO", "INTJ"})


@dataclass(frozen=True, slots=True)
class Gist:
    """What two publications are compared by: key words with weights, facts, words in order, stages («объявить»)."""

    weights: Mapping[str, float]
    weight: float  # of all
    facts: Facts
    order: tuple[str, ...]
    nouns: frozenset[str]
    stages: frozenset[str]


def index(one: Gist, other: Gist) -> float:
    """Return the weighted Jaccard index of the key words, from 0 to 1."""
    common = sum(one.weights[key] for key in one.weights.keys() & other.weights.keys())
    return common / ((one.weight + other.weight - common) or 1)


def telling(gist: Gist) -> Iterator[str]:
    """Yield the key words that say which event it is: texts of one event share one at least."""
    return (key for key, weight in gist.weights.items() if weight > _COMMON)


class Likeness:
    """Compares publications at one version of the lists."""

    def __init__(self, criteria: Criteria, words: Words) -> None:
        """Learn the lists."""
        self._words = words
        self._opposite = {(one, other) for pair in criteria.opposites for one, other in (pair, pair[::-1])}
        self._general = frozenset(words.key(word) for word in criteria.general) | NUMERALS
        self._common = frozenset(_stem(words.key(word)) for word in (*criteria.general, *criteria.common, *NUMERALS))

    def gist(self, text: Text) -> Gist:
        """Return what a publication is compared by."""
        words = tuple(_first_sentences(text))
        content = [word for word in words if not self._is_small(word)]
        facts = facts_of(text.written[: words[-1].end] if words else "", words, self._words, *self._places(text, words))
        weights = self._weights((word.key for word in content), facts)
        return Gist(
            weights=weights,
            weight=sum(weights.values()),
            facts=facts,
            order=tuple(word.key for word in content),
            nouns=frozenset(word.key for word in content if self._is_noun(word)) - self._general,
            stages=frozenset(hit.label for hit in text.of("stages") if hit.after <= len(words)),
        )

    def same_event(self, one: Gist, other: Gist) -> bool:
        """Return whether both tell of one event."""
        told_of = set(telling(one)) & set(telling(other))
        return bool(told_of) and index(one, other) >= ALIKE and not self.vetoed(one, other)

    def vetoed(self, one: Gist, other: Gist) -> bool:
        """Return whether they cannot be one event, alike as they are."""
        if one.facts.conflict(other.facts):
            return True
        ours, theirs = one.stages - other.stages, other.stages - one.stages
        if any((mine, yours) in self._opposite for mine in ours for yours in theirs):
            return True
        return _has_other_noun(one, other)

    def _weights(self, keys: Iterable[str], facts: Facts) -> Mapping[str, float]:
        stems = (_stem(key) for key in keys if not (key.isdigit() or key in NUMERALS))
        weights = {stem: _COMMON if stem in self._common else _PLAIN for stem in stems}
        for unit, numbers in facts.numbers.items():
            for number in numbers:
                weights[f"{number:g}"] = _weight_of_number(number, unit)
        return weights

    def _places(self, text: Text, words: Sequence[Word]) -> tuple[set[str], Mapping[str, str | None]]:
        """Return the countries and the other places that a text names, by the keys of their words; these with sides."""
        hits = [hit for hit in (*text.of("elsewhere"), *text.of("sides")) if hit.after <= len(words)]
        bodies = {at for hit in hits if hit.label.endswith(_NO_PLACES) for at in range(hit.first, hit.after)}
        countries: set[str] = set()
        places: dict[str, str | None] = {
            word.key: None
            for at, word in enumerate(words)
            if at not in bodies and word.key not in self._general and self._is_place(word)
        }
        for hit in hits:
            key = words[hit.first].key
            if hit.label == "countries" or key in _COUNTRIES:
                countries.add(key)
            elif hit.first not in bodies and not hit.label.endswith(":shared"):
                side, of_side, _ = hit.label.partition(":")
                places[key] = side if of_side else None
        states = countries | _COUNTRIES
        named = {key: side for key, side in places.items() if key not in states}
        return countries | (places.keys() & _COUNTRIES), named

    def _is_place(self, word: Word) -> bool:
        grammar = self._words.grammar(word.surface)
        known = word.capitalised and "Geox" in grammar and self._words.knows(word.surface)
        return known and not grammar & {"Surn", "Name", "Patr"}

    def _is_small(self, word: Word) -> bool:
        if word.key == SMALL or word.surface.lower() in _ENGLISH:
            return True
        grammar = self._words.grammar(word.surface)
        return bool(grammar & _SMALL) and (len(word.surface) <= _SHORT or not grammar & {"NOUN", "VERB", "ADJF"})

    def _is_noun(self, word: Word) -> bool:
        grammar = self._words.grammar(word.surface)
        return "NOUN" in grammar and "INFN" not in grammar and not word.key.isdigit()


@lru_cache(maxsize=50_000)
def _stem(key: str) -> str:
    """Return what a word shares with its relatives; a designation («ил-76») whole."""
    return key if "-" in key else key.translate(_BELARUSIAN).replace("дз", "д")[:_STEM]


def _first_sentences(text: Text) -> Iterator[Word]:
    last = text.ends[_SENTENCES - 1] if len(text.ends) >= _SENTENCES else len(text.written)
    return (word for word in text.words if word.start < last)


def _weight_of_number(number: float, unit: str) -> float:
    if number < _FEW or is_year(number, unit):
        return _COMMON
    return _PLAIN if number <= _ROUND and not number % _FEW else _TELLING


def _has_other_noun(one: Gist, other: Gist) -> bool:
    """Return whether one text is the other with a noun in the place of another."""
    matcher = SequenceMatcher(None, one.order, other.order, autojunk=False)
    if matcher.ratio() < _COPY:
        return False
    for change, i, j, k, m in matcher.get_opcodes():
        if change == "replace":
            ours = (set(one.order[i:j]) & one.nouns) - set(other.order)
            theirs = (set(other.order[k:m]) & other.nouns) - set(one.order)
            if ours and theirs:
                return True
    return False
