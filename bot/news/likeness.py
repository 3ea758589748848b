"""Whether two publications tell of one event.

Alike are texts whose key words of the title and the first two sentences have a Jaccard index of 0.20 at least;
measured on hand-made pairs: every true pair, no random one. A little less will do where the same numbers, models and
places stand in both. What makes other events of what is alike: facts that cannot both be (``facts.py``), opposite
words (объявлен, подведены итоги), and a near copy with one noun put in another's place («льготные кредиты», «льготная
ипотека»): agencies that rewrite change more than that.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from bot.language.words import Word, Words
from bot.news.criteria import Criteria
from bot.news.facts import NUMERALS, Facts, facts_of
from bot.news.text import Text

ALIKE: Final = 0.20
_WITH_FACTS: Final = 0.15
_FACTS: Final = 2
_COPY: Final = 0.5
_SENTENCES: Final = 3  # the title and two of the lead
_SENTENCE_END: Final = re.compile(r"[.!?…]+[»\"”)]?\s+(?=[«\"„(]?[A-ZА-ЯЁІЎ0-9])")
_COUNTRIES: Final = frozenset({"беларусь", "россия"})
_NO_PLACES: Final = (":product", ":enterprise")
_SHORT: Final = 3  # letters: «в», «и», «по» are names of letters and notes too
_SMALL: Final = frozenset({"PREP", "CONJ", "PRCL", "NPRO", "INTJ"})


@dataclass(frozen=True, slots=True)
class Gist:
    """What two publications are compared by: key words, facts, words in order, and stages («объявить»)."""

    keys: frozenset[str]
    facts: Facts
    order: tuple[str, ...]
    nouns: frozenset[str]
    stages: frozenset[str]


def jaccard(one: Gist, other: Gist, common: int) -> float:
    """Return the share of key words in common, ``common`` being their number."""
    return common / ((len(one.keys) + len(other.keys) - common) or 1)


class Likeness:
    """Compares publications at one version of the lists."""

    def __init__(self, criteria: Criteria, words: Words) -> None:
        """Learn the lists."""
        self._words = words
        self._opposite = {(one, other) for pair in criteria.opposites for one, other in (pair, pair[::-1])}
        self._general = frozenset(words.key(word) for word in criteria.general) | NUMERALS

    def gist(self, text: Text) -> Gist:
        """Return what a publication is compared by."""
        words = tuple(_first_sentences(text))
        content = [word for word in words if not self._is_small(word)]
        return Gist(
            keys=frozenset(word.key for word in words if len(word.key) > 1),
            facts=facts_of(
                text.written[: words[-1].end] if words else "", words, self._words, *self._places(text, words)
            ),
            order=tuple(word.key for word in content),
            nouns=frozenset(word.key for word in content if self._is_noun(word)) - self._general,
            stages=frozenset(hit.label for hit in text.of("stages") if hit.after <= len(words)),
        )

    def same_event(self, one: Gist, other: Gist) -> bool:
        """Return whether both tell of one event."""
        return self.alike(one, other, len(one.keys & other.keys)) and not self.vetoed(one, other)

    def alike(self, one: Gist, other: Gist, common: int) -> bool:
        """Return whether both use the same words, or fewer of them with the same facts; ``common`` keys are known."""
        index = jaccard(one, other, common)
        return index >= ALIKE or (index >= _WITH_FACTS and one.facts.shared(other.facts) >= _FACTS)

    def vetoed(self, one: Gist, other: Gist) -> bool:
        """Return whether they cannot be one event, alike as they are."""
        if one.facts.conflict(other.facts):
            return True
        ours, theirs = one.stages - other.stages, other.stages - one.stages
        if any((mine, yours) in self._opposite for mine in ours for yours in theirs):
            return True
        return _has_other_noun(one, other)

    def _places(self, text: Text, words: Sequence[Word]) -> tuple[set[str], set[str]]:
        """Return the countries and the other places that a text names, by the keys of their words."""
        countries: set[str] = set()
        places = {word.key for word in words if self._is_place(word)}
        for hit in (*text.of("elsewhere"), *text.of("sides")):
            if hit.after > len(words) or hit.label.endswith(_NO_PLACES):
                continue
            key = words[hit.first].key
            (countries if hit.label == "countries" or key in _COUNTRIES else places).add(key)
        countries |= places & _COUNTRIES
        return countries, places - countries

    def _is_place(self, word: Word) -> bool:
        grammar = self._words.grammar(word.surface)
        known = word.capitalised and "Geox" in grammar and self._words.knows(word.surface)
        return known and not grammar & {"Surn", "Name", "Patr"}

    def _is_small(self, word: Word) -> bool:
        grammar = self._words.grammar(word.surface)
        return bool(grammar & _SMALL) and (len(word.surface) <= _SHORT or not grammar & {"NOUN", "VERB", "ADJF"})

    def _is_noun(self, word: Word) -> bool:
        grammar = self._words.grammar(word.surface)
        return "NOUN" in grammar and "INFN" not in grammar and not word.key.isdigit()


def _first_sentences(text: Text) -> Iterator[Word]:
    ends = [end.start() for end in _SENTENCE_END.finditer(text.written, text.title_end)]
    last = ends[_SENTENCES - 1] if len(ends) >= _SENTENCES else len(text.written)
    return (word for word in text.words if word.start < last)


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
