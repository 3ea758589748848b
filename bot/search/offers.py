"""«Возможно, вы искали»: another reading of a query of which the index does not have every word.

The order: as typed, another keyboard layout, another alphabet, a slip of the pen; each only for words that no row
the asker may see has, so that what is hidden is not betrayed by an offer. A reading is offered, never taken silently.
"""

import asyncio
import re
from collections.abc import Collection, Iterable, Mapping
from functools import partial
from typing import Final

from bot.language.spelling import Knowing, Spelling
from bot.language.words import Words, normalised
from bot.search.query import LONGEST_QUERY, content_words
from storage.register_records import Visibility
from storage.search import Search

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_CYRILLIC = re.compile(r"[А-Яа-яЁёІіЎў]")
_SHORTEST_SLIP: Final = 4
_SURE_LENGTH: Final = 6
_MOST_SLIPS: Final = 4
_LONGEST_ENDING: Final = 3
_SHORTEST_STEM: Final = 6
_ENDING: Final = 1


async def offered(text: str, search: Search, words: Words, visibilities: Collection[Visibility]) -> str | None:
    """Return what may have been meant; ``None`` when every word is there, or nothing is near."""
    query = text[:LONGEST_QUERY]
    unknown = await _unknown(query, search, words, visibilities)
    if not 0 < len(unknown) <= _MOST_SLIPS:
        return None
    reading = await _reread(query, search, words, visibilities)
    return reading or await _mended(query, unknown, search, visibilities)


async def _unknown(text: str, search: Search, words: Words, visibilities: Collection[Visibility]) -> frozenset[str]:
    """Return the words of a query, as typed, that no row has in any of their keys."""
    typed = {text[word.start : word.end]: word.keys for word in content_words(text, words)}
    there = await search.known({key for keys in typed.values() for key in keys}, visibilities)
    return frozenset(word for word, keys in typed.items() if there.isdisjoint(keys))


async def _reread(text: str, search: Search, words: Words, visibilities: Collection[Visibility]) -> str | None:
    """Return the first reading in another layout or alphabet of which every word is there."""
    asked: set[str] = set()
    for _ in Spelling((), Knowing(partial(_note, asked))).readings(text):  # no word is known, so all are asked for
        pass
    there = await search.known({key for word in asked for key in words.keys(word)}, visibilities)
    for reading in Spelling((), Knowing(lambda word: not there.isdisjoint(words.keys(word)))).readings(text):
        if not await _unknown(reading, search, words, visibilities):
            return reading
    return None


def _note(asked: set[str], word: str) -> bool:
    asked.add(word)
    return False


async def _mended(
    text: str, unknown: Collection[str], search: Search, visibilities: Collection[Visibility]
) -> str | None:
    """Return the text with its slips mended, ``None`` when a word of it is near to none."""
    slips = {typed: _in_russian(typed) for typed in _WORD.findall(text) if typed in unknown}
    if not slips or any(len(slip) < _SHORTEST_SLIP for slip in slips.values()):
        return None
    lengths = [len(slip) for slip in slips.values()]
    there = await search.vocabulary(
        visibilities, shortest=min(lengths) - 2 - _LONGEST_ENDING, longest=max(lengths) + 2 + _LONGEST_ENDING
    )
    nearest = await asyncio.to_thread(_nearest, slips, there)
    mended = _WORD.sub(lambda found: nearest.get(found[0]) or found[0], text)
    return mended if mended != text else None


def _in_russian(typed: str) -> str:
    """Return a word in Cyrillic letters, whatever it is typed in."""
    readings = Spelling((), Knowing(lambda word: _CYRILLIC.search(word) is not None)).readings(typed)
    return normalised([typed, *readings][-1])


def _nearest(slips: Mapping[str, str], there: Mapping[str, int]) -> dict[str, str]:
    return {typed: near for typed, slip in slips.items() if (near := nearest_word(slip, there))}


def nearest_word(slip: str, vocabulary: Mapping[str, int]) -> str | None:
    """Return the word of a vocabulary nearest to a slip: within two edits, one in a short word.

    Vocabularies hold lemmas, so a slip is compared without its ending, too, within one edit: «соглошениями» is near
    to «соглашение», though less than a word that is near as it stands. Where several are as near, the same first
    letter decides, then how many rows have the word.
    """
    near = _near(slip, vocabulary, 1 if len(slip) < _SURE_LENGTH else 2)
    stems = {stem: word for word in sorted(vocabulary, key=lambda one: (vocabulary[one], one)) for stem in _stems(word)}
    near += [(distance + _ENDING, stems[stem]) for cut in _stems(slip) for distance, stem in _near(cut, stems, 1)]
    ranked = ((distance, word[0] != slip[0], -vocabulary[word], word) for distance, word in near)
    return min(ranked, default=(0, False, 0, None))[3]


def _stems(word: str) -> list[str]:
    return [word[:-cut] for cut in range(1, _LONGEST_ENDING + 1) if len(word) - cut >= _SHORTEST_STEM]


def _near(slip: str, choices: Iterable[str], allowed: int) -> list[tuple[int, str]]:
    from rapidfuzz import process  # noqa: PLC0415  loaded at the first slip, not when the module is read
    from rapidfuzz.distance import OSA  # noqa: PLC0415  the same

    within = [word for word in choices if abs(len(word) - len(slip)) <= allowed and word.replace("-", "").isalpha()]
    found = process.extract(slip, within, scorer=OSA.distance, score_cutoff=allowed, limit=None)
    return [(int(distance), word) for word, distance, _ in found]
