"""The piece of a text that shows why it was found."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from bot.language.words import Word, Words
from bot.search.keys import Keys
from bot.search.query import Groups

LONGEST: Final = 160
_CUT: Final = "…"
_NEAR: Final = 2


@dataclass(frozen=True, slots=True)
class Fragment:
    """A text and the places (start, end) of the matched words in it, in characters, in order."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Matched:
    """A word of a text that a query asks for: its place, and the numbers of the groups it answers."""

    start: int
    end: int
    place: int
    groups: frozenset[int]


def matched_words(text: str, groups: Groups, words: Words) -> tuple[Matched, ...]:
    """Return the words of a text that stand in any of the groups, in order."""
    keys = Keys(words)
    asked = {key: number for number, group in reversed(list(enumerate(groups))) for key in group}
    found = ((place, word, _answered(word, keys, asked)) for place, word in enumerate(words.words(text)))
    return tuple(Matched(word.start, word.end, place, numbers) for place, word, numbers in found if numbers)


def _answered(word: Word, keys: Keys, asked: dict[str, int]) -> frozenset[int]:
    return frozenset(asked[key] for key in keys.of_word(word) if key in asked)


def closeness(matched: Sequence[Matched]) -> int:
    """Return how many pairs of neighbours in the query stand in a text next to each other, in the same order.

    A word may stand between them. So «рабочая группа» tells a working group from a group of workers.
    """
    pairs = {
        one
        for at, first in enumerate(matched)
        for second in matched[at : at + 3]
        if second.place - first.place <= _NEAR
        for one in first.groups
        if one + 1 in second.groups
    }
    return len(pairs)


def whole(text: str, matched: Collection[Matched]) -> Fragment:
    """Return a whole text with its matched words, for titles."""
    return Fragment(text, tuple((one.start, one.end) for one in matched))


def fragment(text: str, matched: Sequence[Matched], longest: int = LONGEST) -> Fragment:
    """Return at most ``longest`` characters around the words that answer most of the query, cut between words.

    The earliest such place wins; with nothing matched it is the beginning. An ellipsis stands where text was cut.
    """
    if len(text) <= longest:
        return whole(text, matched)
    room = longest - 2 * len(_CUT)
    first = max(matched, key=lambda one: _worth(one, matched, room), default=None)
    start = 0 if first is None else _start(text, first, matched, room)
    end = _end(text, start, room)
    before, after = _CUT if start else "", _CUT if end < len(text) else ""
    shift = len(before) - start
    inside = (one for one in matched if start <= one.start and one.end <= end)
    marks = tuple((one.start + shift, one.end + shift) for one in inside)
    return Fragment(f"{before}{text[start:end].rstrip()}{after}", marks)


def _worth(first: Matched, matched: Sequence[Matched], room: int) -> tuple[int, int]:
    within = [one for one in matched if first.start <= one.start and one.end <= first.start + room]
    return len(frozenset().union(*(one.groups for one in within))), -first.start


def _start(text: str, first: Matched, matched: Sequence[Matched], room: int) -> int:
    """Return where to begin: some words before the first match, as many as leave the last one in."""
    last = max((one.end for one in matched if first.start <= one.start and one.end <= first.start + room), default=0)
    spare = max(0, room - (last - first.start))
    earliest = min(max(0, first.start - spare // 2), max(0, len(text) - room))
    if earliest == 0:
        return 0
    space = text.find(" ", earliest - 1, first.start)
    return first.start if space < 0 else space + 1


def _end(text: str, start: int, room: int) -> int:
    if len(text) - start <= room:
        return len(text)
    space = text.rfind(" ", start + 1, start + room + 1)
    return start + room if space < 0 else space
