"""Of which side something is asked."""

from collections.abc import Sequence
from itertools import pairwise

from bot.language.vocabulary import KIND_WORDS, SIDES
from bot.language.words import Word, Words
from storage.register_records import EntryKind, Side

_OURS = frozenset({"наш", "свой", "этот"})
_PLACES = frozenset({"область", "регион", "край"})
_OTHER = {Side.BELARUS: Side.ULYANOVSK, Side.ULYANOVSK: Side.BELARUS}


def side_of(words: Sequence[Word]) -> Side | None:
    """Return the one side that the words name, ``None`` for both or none."""
    sides = {SIDES[word.key] for word in words if word.key in SIDES}
    return sides.pop() if len(sides) == 1 else None


def side_beside(words: Sequence[Word], dictionary: Words) -> Side | None:
    """Return the same of who takes part: those who work «с белорусами» are of the other side."""
    side = side_of(words)
    if side is None:
        found = _side_of_adjective(words, dictionary) or _side_of_those_with(words, dictionary)
        return found or (Side.ULYANOVSK if _are_of_the_region(words, dictionary) else None)
    return _OTHER.get(side, side) if _is_with(words, dictionary) and not _are_the_only(words) else side


def _are_the_only(words: Sequence[Word]) -> bool:
    """Return whether those of the side are all that are spoken of: «дела с белорусскими заводами»."""
    bodies = [at for at, word in enumerate(words) if KIND_WORDS.get(word.key) is EntryKind.ORGANISATION]
    return len(bodies) == 1 and any(word.key in SIDES for word in words[max(0, bodies[0] - 2) : bodies[0]])


def _side_of_adjective(words: Sequence[Word], dictionary: Words) -> Side | None:
    """Return whose those are that an adjective calls so: «белорусские предприятия в Ульяновске», of «… области»."""
    after = [*(word.key for word in words[1:]), ""]
    before = ["", *(word.key for word in words)]
    sides = {
        SIDES[word.key]
        for preceding, word, following in zip(before, words, after, strict=False)
        if word.key in SIDES
        and not (preceding in {"с", "со"} and "ablt" in dictionary.grammar(word.surface))
        and "ADJF" in dictionary.grammar(word.surface)
        and following not in _PLACES
    }
    return sides.pop() if len(sides) == 1 else None


def _are_of_the_region(words: Sequence[Word], dictionary: Words) -> bool:
    """Return whether bodies of the region are asked for, no other named: «вузы области»."""
    if any(word.key in SIDES for word in words):
        return False
    words = [word for word in words if word.key not in _OURS]  # «вузы нашей области»
    return any(
        (KIND_WORDS.get(two.key) is EntryKind.ORGANISATION and one.key in _PLACES and _is_adjective(one, dictionary))
        or (
            KIND_WORDS.get(one.key) is EntryKind.ORGANISATION
            and two.key in _PLACES
            and "sing" in dictionary.grammar(two.surface)
        )
        for one, two in pairwise(words)
    )


def _is_adjective(word: Word, dictionary: Words) -> bool:
    return "ADJF" in dictionary.grammar(word.surface)


def _side_of_those_with(words: Sequence[Word], dictionary: Words) -> Side | None:
    """Return whose those are who work «с белорусами»: of the one other side that is named."""
    partners = {
        SIDES[word.key]
        for before, word in pairwise(words)
        if before.key in {"с", "со"} and word.key in SIDES and "ablt" in dictionary.grammar(word.surface)
    }
    others = {SIDES[word.key] for word in words if word.key in SIDES} - partners
    bodies = any(KIND_WORDS.get(word.key) is EntryKind.ORGANISATION for word in words)
    return others.pop() if bodies and partners and len(others) == 1 else None


def _is_with(words: Sequence[Word], dictionary: Words) -> bool:
    """Return whether a side is one that others work with, not one that something is of: «с белорусской стороны»."""
    after = [*(word.key for word in words[2:]), ""]
    return any(
        before.key in {"с", "со"}
        and word.key in SIDES
        and following != "сторона"
        and "ablt" in dictionary.grammar(word.surface)
        for before, word, following in zip(words, words[1:], after, strict=False)
    )
