"""Whether a question asks for what this bot does not do, or says words of ours of something else."""

from itertools import pairwise

from bot.language.carriers import SAID
from bot.language.figurative import is_said_otherwise
from bot.language.vocabulary import (
    AGE,
    ALIEN,
    BUYING,
    EXCUSED,
    FUNCTION,
    ORDERS,
    PREPOSITIONS,
    STRICT_KIND_WORDS,
    TELLING,
)
from bot.language.wanted import Wanted
from bot.language.words import Word
from storage.register_records import EntryKind

_COMPARED = frozenset({EntryKind.ORGANISATION, EntryKind.AGREEMENT, EntryKind.PROJECT})
_MAY_BE_DONE = FUNCTION | PREPOSITIONS | SAID | TELLING | {"рейс", "проехать"}


def asks_for_another_thing(asked: Wanted) -> bool:
    """Return whether it asks for what this bot does not do, or says words of ours of something else."""
    how_to = any(one.key == "как" and _is_done(two, asked) for one, two in pairwise(asked.words))
    ordered = not asked.pairs.isdisjoint(ORDERS)
    if how_to or ordered or _asks_age(asked) or any(_is_alien(word, asked) for word in asked.free):
        return True
    bodies = any(each.kind in _COMPARED for unit in asked.spans for each in unit.mentions)
    return is_said_otherwise(asked.keys, asked.pairs, names_body=bodies)


def _is_done(word: Word, asked: Wanted) -> bool:
    return word.key not in _MAY_BE_DONE and "INFN" in asked.dictionary.grammar(word.surface)


def _is_alien(word: Word, asked: Wanted) -> bool:
    alien = word.key in ALIEN or word.surface.lower() in ALIEN
    alien = alien and not (word.key in BUYING and _is_bought_by_others(word, asked))
    return alien and not EXCUSED.get(word.key, frozenset()) & asked.keys


def _is_bought_by_others(word: Word, asked: Wanted) -> bool:
    """Return whether it is asked whether something was bought, or «купят ли блоки»."""
    grammar = asked.dictionary.grammar(word.surface)
    works = any(each.kind is EntryKind.PROJECT for unit in asked.spans for each in unit.mentions)
    did = any(each.surface.lower() == "did" for each in asked.words)
    return "past" in grammar or did or ("3per" in grammar and works)


def _asks_age(asked: Wanted) -> bool:
    works = any(each.kind is EntryKind.PROJECT for unit in asked.spans for each in unit.mentions)
    return not asked.pairs.isdisjoint(AGE) and not STRICT_KIND_WORDS & asked.keys and not works
