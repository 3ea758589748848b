"""Whether two words typed without a space are two words, or the name of a firm made like one.

«Гомельпроект», «Авиасервис», «Союзторг» are firms: a noun as it stands, then another. «железнаядорога» and
«планмероприятий» are words run together: the first is an adjective, or the second is of the first.
"""

from bot.language.vocabulary import ASKING
from bot.language.words import Words

_INTO = frozenset({"в", "на"})
_OBLIQUE = frozenset({"gent", "datv", "ablt", "loct"})


def are_two_words(first: str, between: str, last: str, words: Words) -> bool:
    """Return whether ``last`` may follow ``first`` in a sentence, ``between`` being a preposition or nothing."""
    if not words.has(first):
        return False
    grammar, following = words.grammar(first), words.grammar(last)
    if between:
        to_a_place = between in _INTO and {"Geox", "accs"} <= following  # «рейсвминск»
        return to_a_place or not _OBLIQUE.isdisjoint(following)
    if words.key(first) in ASKING or "ADJF" in grammar:
        return True
    if "Fixd" in grammar or "nomn" not in grammar:
        return False
    several = {"NOUN", "plur"} <= grammar and "sing" not in grammar
    return several or "nomn" not in following
