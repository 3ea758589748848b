"""A text and its words before they are read: what is told before the question, and words that stand for others."""

import re
from dataclasses import replace
from itertools import pairwise

from bot.language.clauses import without_circumstance, without_idle_clauses
from bot.language.names import Names
from bot.language.vocabulary import (
    ALIEN,
    DEADLINE_WORDS,
    KIND_WORDS,
    LIST_WORDS,
    LISTABLE,
    NEWS_WORDS,
    PLANNING,
)
from bot.language.words import Word, Words
from storage.register_records import EntryKind

_EXPECTED = "ожидать"
_COMMITTEE = "облисполком"
_WHICH = LIST_WORDS | {"какой", "который", "сколько"}
_TOLD = re.compile(r"[.!:]+\s+(?=[^\W\d])")
_LONGEST_TOLD = 300
_ASKED_FOR = ALIEN | LISTABLE | DEADLINE_WORDS | NEWS_WORDS


def without_what_is_told(text: str, names: Names, words: Words) -> str:
    """Return what follows the sentences that name nothing of ours: «Готовим справку для руководства: …»."""
    begins = 0
    for found in _TOLD.finditer(text[:_LONGEST_TOLD]):
        told = text[begins : found.start()]
        if any(word.key in _ASKED_FOR for word in words.words(told)) or names.mentions(told, loose=True):
            break
        begins = found.end()
    whole = begins and text.count(" ", begins) < 2 and not names.mentions(text[begins:])  # noqa: PLR2004  «о нём?»
    rest = text if whole else text[begins:]
    return without_circumstance(without_idle_clauses(rest, names, words), names, words)


def as_meant(words: tuple[Word, ...], dictionary: Words) -> tuple[Word, ...]:
    """Return the words, «планировали» of a figure read as «ожидаемый», «области Беларуси» as their committees."""
    keys = [word.key for word in words]
    for at, (one, two) in enumerate(pairwise(keys)) if "область" in keys else ():
        region = words[at if one == "область" else at + 1]
        several = dictionary.grammar(words[at].surface if one == "беларусь" else region.surface)
        if {one, two} == {"беларусь", "область"} and _WHICH & set(keys) and "plur" in several:
            committee = replace(region, key=_COMMITTEE, keys=(_COMMITTEE,))
            return tuple(committee if word is region else word for word in words)
    if PLANNING.isdisjoint(keys) or not any(KIND_WORDS.get(key) is EntryKind.INDICATOR for key in keys):
        return words
    return tuple(replace(word, key=_EXPECTED, keys=(_EXPECTED,)) if word.key in PLANNING else word for word in words)
