"""What a query asks for: its words as groups of keys, those without a meaning of their own left out."""

from typing import Final

from bot.language.vocabulary import PREPOSITIONS
from bot.language.words import Word, Words
from bot.search.keys import Keys

Groups = tuple[tuple[str, ...], ...]

LONGEST_QUERY: Final = 500
_MOST_GROUPS: Final = 16
# Words that ask and join. «Люди», «работа», «план» carry a meaning in a search, though not in a question.
_EMPTIES: Final = """
а но или ни не же ли бы б это этот тот такой какой который сам свой наш ваш мой твой мы вы я он она оно они
что кто где куда откуда как сколько чей почему зачем быть есть вот там тут здесь еще уже тоже также только про
при без найти поискать искать показать рассказать пожалуйста the a an of in and for with to about on
"""
_EMPTY: Final = PREPOSITIONS | frozenset(_EMPTIES.split())


def content_words(text: str, words: Words) -> tuple[Word, ...]:
    """Return the words of a query that are to be found; all of them when none has a meaning of its own."""
    read = words.words(text[:LONGEST_QUERY])
    telling = tuple(word for word in read if not _is_empty(word))
    return telling or read


def groups_of(text: str, words: Words) -> Groups:
    """Return the groups of a query in its order; a row is to have one key of each.

    A word asks for its likeliest key, a designation for the model or the whole («Ил-76МД-90А» is found by both,
    the whole ranks higher), a compound («авиазавод») for both its words. Words beyond the sixteenth are left out.
    """
    keys = Keys(words)
    groups = (group for word in content_words(text, words) for group in _groups(word, keys))
    return tuple(dict.fromkeys(groups))[:_MOST_GROUPS]


def _groups(word: Word, keys: Keys) -> Groups:
    compound = keys.compound(word)
    if compound:
        return tuple((key,) for key in compound)
    is_designation = "-" in word.key and any(sign.isdigit() for sign in word.key)
    return (word.keys if is_designation else (word.key,),)


def _is_empty(word: Word) -> bool:
    lone_letter = len(word.surface) == 1 and not word.surface.isdigit()
    return lone_letter or word.key in _EMPTY or word.surface.lower() in _EMPTY
