"""Words to correct slips to, found by how few slips away they are and by their sound."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from bot.language.alphabets import heard
from bot.language.words import normalised

SHORTEST_SLIP = 4
SURE_LENGTH = 6
LONG = 8  # letters from which two slips leave no doubt
_LATIN = re.compile(r"[A-Za-z]")


class Vocabulary:
    """Words to correct to, by length and by sound, in all their forms; made when the first slip is met."""

    def __init__(self, words: Iterable[str], forms: Callable[[str], Iterable[str]]) -> None:
        """Take the words, and what gives the forms of one."""
        self._words = words
        self._forms = forms
        self._by_length: dict[int, list[str]] = defaultdict(list)
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        self._sounds: dict[int, list[str]] = defaultdict(list)

    def alike(self, plain: str) -> Iterator[tuple[str, int]]:
        """Yield the words within two slips, one of a short word, and how many."""
        allowed = 1 if len(plain) < (LONG if plain.isascii() else SURE_LENGTH) else 2
        for length in range(len(plain) - allowed, len(plain) + allowed + 1):
            yield from _within(plain, self._made_by_length().get(length, ()), allowed)

    def heard_alike(self, plain: str) -> Iterator[tuple[str, int]]:
        """Yield the words that sound the same, however many letters that takes, or one slip away in a long word."""
        if len(plain) < SURE_LENGTH or _LATIN.search(plain):
            return
        self._made_by_length()
        sound = heard(plain)
        yield from ((meant, 1) for meant in self._by_sound.get(sound, ()))
        if len(plain) < LONG:
            return
        for length in range(len(sound) - 1, len(sound) + 2):
            for near, _ in _within(sound, self._sounds.get(length, ()), 1):
                yield from ((meant, 2) for meant in self._by_sound[near])

    def _made_by_length(self) -> Mapping[int, list[str]]:
        if self._by_length:
            return self._by_length
        words = {normalised(word) for word in self._words}
        for word in sorted(words.union(*(map(normalised, self._forms(word)) for word in words))):
            if len(word) >= SHORTEST_SLIP:
                self._by_length[len(word)].append(word)
                self._by_sound[heard(word)].append(word)
        for sound in self._by_sound:
            self._sounds[len(sound)].append(sound)
        return self._by_length


def _within(plain: str, words: Sequence[str], slips: int) -> Iterator[tuple[str, int]]:
    from rapidfuzz import process  # noqa: PLC0415  loaded at the first slip, not when the module is read
    from rapidfuzz.distance import OSA  # noqa: PLC0415  the same

    for meant, distance, _ in process.extract_iter(plain, words, scorer=OSA.distance, score_cutoff=slips):
        yield meant, int(distance)
