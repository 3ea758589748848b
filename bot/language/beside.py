"""A word of a question and those beside it: what the rules of words that stand for others look at."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from bot.language.words import Word, Words


class Place(NamedTuple):
    """A word of a question where it stands."""

    words: Sequence[Word]
    at: int
    keys: frozenset[str]
    dictionary: Words

    @property
    def word(self) -> Word:
        """Return the word itself."""
        return self.words[self.at]

    def grammar_before(self) -> frozenset[str]:
        """Return the grammemes of the word before, none for the first."""
        return self.dictionary.grammar(self.words[self.at - 1].surface) if self.at else frozenset()

    def beside(self, by: int) -> str:
        """Return the key of the word so far on, empty beyond the ends."""
        at = self.at + by
        return self.words[at].key if 0 <= at < len(self.words) else ""


Rules = Mapping[str, Callable[[Place], str | None]]
"""By its key, what a word stands for there; ``None`` for itself."""
