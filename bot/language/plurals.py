"""Whether several of a kind are asked for: «соглашения по туризму», «какие заводы», a list by name."""

from collections.abc import Sequence

from bot.language.vocabulary import KIND_WORDS, LAST, LIST_WORDS, LISTABLE, PROMISING, SOLE_PREPOSITIONS
from bot.language.wanted import Wanted
from bot.language.words import Word, Words
from storage.register_records import EntryKind

_IN_PLURAL = LISTABLE - {"переговоры"}  # that has no singular


def several_asked(asked: Wanted, kind: EntryKind | None) -> bool:
    """Return whether several of a kind are asked for: a list by name, or the kind in the plural."""
    if kind is None:
        return False
    places = [
        at
        for at, word in enumerate(asked.words)
        if word in asked.free
        and word.key in _IN_PLURAL
        and KIND_WORDS[word.key] is kind
        and _is_noun(word, asked.dictionary)
    ]
    if _is_one(asked, kind, places):
        return False
    if kind is EntryKind.EVENT and "когда" in asked.keys and LAST.isdisjoint(asked.keys):
        places = [at for at in places if "VERB" not in asked.dictionary.grammar(asked.words[at].surface)]
    promised = kind is EntryKind.STATEMENT and bool(PROMISING & asked.free_keys)
    listed = promised or asked.asks_all(kind) or bool(LIST_WORDS & asked.free_keys)
    return listed or any(in_plural(asked.words, at, asked.dictionary) for at in places)


def in_plural(words: Sequence[Word], at: int, dictionary: Words) -> bool:
    """Return whether the word there is a plural; «соглашения» may be the genitive of one agreement."""
    grammar = dictionary.grammar(words[at].surface)
    if "plur" not in grammar or "sing" not in grammar or not at:
        return "plur" in grammar
    before = words[at - 1]
    before_it = frozenset[str]() if before.key == "и" else dictionary.grammar(before.surface)  # no name of a letter
    return before.key not in SOLE_PREPOSITIONS and "NOUN" not in before_it and before_it & {"ADJF", "plur"} != {"ADJF"}


def _is_one(asked: Wanted, kind: EntryKind, places: Sequence[int]) -> bool:
    """Return whether a plural only tells of the one thing asked for: «переговоры с главами областей»."""
    match kind:
        case EntryKind.EVENT:
            return {"переговоры", "губернатор"} <= asked.keys or asked.has_bodies_of_field(places)
        case EntryKind.SECTOR:
            return asked.names_an_agreement()
        case EntryKind.ORGANISATION:
            partners = asked.names_whose_partners(places)
            return partners or asked.names_a_work() or asked.has_bodies_of_field(places)
        case _:
            return False


def _is_noun(word: Word, dictionary: Words) -> bool:
    """Return whether a word may be a noun: «вузовские связи» are no universities."""
    grammar = dictionary.grammar(word.surface)
    return "ADJF" not in grammar or "NOUN" in grammar
