"""The keys of a text in the index, and by which rules they are made.

An index keeps every key that a word may stand for: all lemmas of an ambiguous word, «ил-76» beside the whole
designation, and the parts of what is written as one word («торгово-экономический», «авиазавод»).
"""

from collections.abc import Iterator
from typing import Final
from zlib import crc32

from bot.language import belarusian_words, english_words, families
from bot.language.words import Word, Words

KEY_RULES: Final = 3
"""To be raised with every change of this module or of ``language/words.py`` that makes other keys."""

_COMPOUNDS: Final = (("авиа", "авиация"), ("станко", "станок"))
_SHORTEST_PART: Final = 4


def key_rules() -> str:
    """Return what the keys depend on: the rules, and the tables of families, which change more often."""
    tables = (
        families.HEAD_OF,
        belarusian_words.BELARUSIAN,
        belarusian_words.IN_BELARUSIAN,
        english_words.ENGLISH,
        families.ROMAN,
        families.LATIN_AIRCRAFT,
    )
    told = "".join(repr(sorted(table.items())) for table in tables) + repr(sorted(families.AIRCRAFT))
    return f"{KEY_RULES}.{crc32(told.encode()):08x}"


class Keys:
    """Makes the keys of words; holds the dictionary."""

    def __init__(self, words: Words) -> None:
        """Read words as ``words`` does."""
        self._words = words

    def of_text(self, text: str) -> str:
        """Return all keys of a text with spaces between them, in order; a word said twice is there twice."""
        return " ".join(key for word in self._words.words(text) for key in self.of_word(word))

    def of_word(self, word: Word) -> tuple[str, ...]:
        """Return every key under which a word is kept."""
        return tuple(dict.fromkeys((*word.keys, *self._of_parts(word))))

    def compound(self, word: Word) -> tuple[str, ...]:
        """Return the keys of the two words that «авиазавод» is made of; nothing for a word that is one.

        Words of a family («авиастроение») are one: the family says what they mean.
        """
        plain = word.surface.lower()
        if word.key in _HEADS:
            return ()
        for beginning, key in _COMPOUNDS:
            rest = plain.removeprefix(beginning)
            if rest != plain and len(rest) >= _SHORTEST_PART and self._words.knows(rest):
                return (key, self._words.key(rest))
        return ()

    def _of_parts(self, word: Word) -> Iterator[str]:
        if "-" in word.surface and word.surface.replace("-", "").isalpha():
            for part in word.surface.split("-"):
                yield from self._words.keys(part) if len(part) >= _SHORTEST_PART else ()
        yield from self.compound(word)


_HEADS: Final = frozenset(families.HEAD_OF.values())
