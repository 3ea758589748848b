"""Whether a side's name means the side: streets, stations, ships and surnames carry it too."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from bot.language.words import Word, Words
from bot.news.criteria import Criteria
from bot.news.text import LATE, Text

_STAR: Final = re.compile(r"(?<=[\w)])\*")
_QUOTE: Final = re.compile(r"[«„“\"']\s*$")
_BREAK: Final = re.compile(r"[.,;:!?]\s")
_SHORT: Final = 3
_SURNAMES: Final = frozenset({"Русских", "Крутой"})  # also adjectives: «русских туристов», «крутой поворот»
_IN_ROW: Final = re.compile(
    r"(?:\s|,|и|а также|в|во|из|с|со|для|от|до|област(?:[иь]|ью|ей|ям|ями)|края?|and|oblast|region)*"
)
_ROW: Final = 3  # regions and countries
_NEAR: Final = 4  # words around a side's place among which its row is sought
_PAIR: Final = 2  # such make a row late in the lead, where nothing is told of one
_ADJECTIVE_BE: Final = re.compile("[сц]к(?:ай|ая|ую|ага|аму|і|ім)$")
_STREET, _CALLED = "streets", "called_after"


@dataclass(frozen=True, slots=True)
class Trapped:
    """Words between two places of a text that only look like a side's name, and what they are."""

    start: int
    end: int
    why: str


class Traps:
    """Finds what only looks like a side."""

    def __init__(self, criteria: Criteria, words: Words) -> None:
        """Read the lists."""
        self._patterns = [(_rarest(one), _compiled(one), trap.why) for trap in criteria.traps for one in trap.patterns]
        self._words = words

    def found(self, text: Text) -> tuple[Trapped, ...]:
        """Return what the listed phrases and the neighbours of adjectives say."""
        lower = text.written.lower()
        listed = [
            Trapped(*match.span(), why)
            for letters, pattern, why in self._patterns
            if letters in lower
            for match in pattern.finditer(lower)
            if not lower[: match.start()][-1:].isalnum()
        ]
        return (*listed, *self._beside(text), *self._enumerated(text))

    def _beside(self, text: Text) -> Iterable[Trapped]:
        for hit in text.of("beside"):
            for at in self._neighbour(hit.label, hit.first, hit.after, text):
                yield Trapped(text.words[at].start, text.words[at].end, f"это {text.surface(hit.first, hit.after)}")
        for at, word in enumerate(text.words[:-1]):
            if word.surface in _SURNAMES and self._is_common_noun(text.words[at + 1]):
                yield Trapped(word.start, word.end, "прилагательное, а не фамилия")

    def _neighbour(self, label: str, first: int, after: int, text: Text) -> Iterable[int]:
        """Yield the word that the street, the station or the ship is called by."""
        words, following, before = text.words, after, first - 1
        if following < len(words) and not _BREAK.search(text.written, words[after - 1].end, words[following].start):
            quoted = bool(_QUOTE.search(text.written[words[after - 1].end : words[following].start]))
            if quoted or (label != _CALLED and self._is_adjective(words[following])):
                yield following
        if label == _STREET and before >= 0 and self._is_adjective(words[before]) and words[before].capitalised:
            yield before

    def _enumerated(self, text: Text) -> Iterator[Trapped]:
        """Yield a place of the lead that is one of several in a row which are nobody's side: nothing is told of it."""
        lead = range(text.in_title, len(text.words))
        ours = {hit.first: hit.after for hit in text.of("sides") if hit.first in lead and hit.label.endswith(":place")}
        if not ours:
            return
        near = {at + step for at in ours for step in range(-_NEAR, _NEAR + 1)}
        known = {hit.first: hit.after for hit in text.of("elsewhere") if hit.first in near}
        strange = {at: at + 1 for at in near if at in lead and at not in ours and self._is_place(text.words[at])}
        named = strange | known | ours
        if len(named) == len(ours):
            return
        row: list[tuple[int, int]] = []
        for span in (*sorted(one for one in named.items() if one[0] in lead), None):
            if (
                row
                and span
                and _IN_ROW.fullmatch(text.written, text.words[row[-1][1] - 1].end, text.words[span[0]].start)
            ):
                row.append(span)
                continue
            others = sum(first not in ours for first, _ in row)
            late = bool(row) and text.sentence(text.words[row[0][0]].start) >= LATE
            if (len(row) >= _ROW and others > 1) or (late and len(row) >= _PAIR and others):
                for first, after in row:
                    yield Trapped(text.words[first].start, text.words[after - 1].end, "в перечне регионов")
            row = [span] if span else []

    def _is_place(self, word: Word) -> bool:
        return word.capitalised and "Geox" in self._words.grammar(word.surface)

    def _is_adjective(self, word: Word) -> bool:
        if "-" in word.surface:  # «станция Ульяновск-Центральный» is there
            return False
        adjective = "ADJF" in self._words.grammar(word.surface) or _ADJECTIVE_BE.search(word.surface)
        return bool(adjective) and word.capitalised

    def _is_common_noun(self, word: Word) -> bool:
        grammar = self._words.grammar(word.surface)
        long = len(word.surface) > _SHORT and not word.capitalised
        return long and "NOUN" in grammar and "VERB" not in grammar


def _compiled(pattern: str) -> re.Pattern[str]:
    form = _STAR.sub(r"\\w*", pattern).replace(" ", r"\W+")
    return re.compile(rf"(?:{form})(?!\w)")  # letters first: looking behind them would be slow at every place


def _rarest(pattern: str) -> str:
    """Return letters that stand in every text with the pattern: without them it need not be tried."""
    sure = re.sub(r"\([^()]*\)\??|\[[^\]]*\][*+?]*|\\w|.\?", " ", pattern)
    return max(re.findall("[а-яё]+", sure), key=len, default="")
