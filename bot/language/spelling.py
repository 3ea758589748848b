"""Other readings of what was typed: another keyboard layout, Latin letters for Russian, words run together, slips.

A reading is proposed only for a word that nothing knows as typed, and only when the reading is known. A slip is
mended surely when one word of ours is nearer to what was typed than any other.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from bot.language.alphabets import heard, in_cyrillic, in_cyrillic_layouts, in_english_layout
from bot.language.english_words import ENGLISH
from bot.language.other_languages import is_belarusian
from bot.language.slips import LONG, SHORTEST_SLIP, SURE_LENGTH, Vocabulary
from bot.language.words import Words, normalised

_CHUNK = re.compile(r"\s+|\S+")
_EDGES = re.compile(r"^([«\"(]*)(.*?)([»\")?!.,:;]*)$", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LATIN = re.compile(r"[A-Za-z]")
_SIGNS = "?!.,:;"
_INNER_SIGN = re.compile(r"[A-Za-z][\[\];',.`][A-Za-z]")  # letters of the other layout: «c'p» is «сэз»
_CAPITAL_INSIDE = re.compile(r"(?<=[а-яё]{3})(?=[А-ЯЁ][а-яё])")
_CAPITALS_INSIDE = re.compile("[а-яё][А-ЯЁ]{2}")  # «БелАЗ» is a name, no slip
_MOST_SLIPS = 4
_SLIGHTLY_OTHER = 2
_SHORTEST_PART = 3
_SHORTEST_RUN_TOGETHER, _LONGEST_RUN_TOGETHER = 7, 40
_MOST_WORDS = 20
_REMEMBERED = 1_000
_BETWEEN = ("", "с", "со", "по", "в", "о", "об", "на", "для", "и", "за", "у", "до", "из")
_DOUBLE = re.compile(r"(.)\1+")
_ALPHABET = "абвгдежзийклмнопрстуфхцчшщъыьэюя"

_ONLY_ENGLISH = frozenset({"of", "the", "and", "for", "how", "who", "why", "is", "are", "was", "our", "by", "all"})

_Near = tuple[int, bool, str]
"""How many slips away a word of ours is, whether it begins with another letter, the word."""


@dataclass(frozen=True, slots=True)
class Knowing:
    """What tells of a word: whether it is ``known``, to us or to the dictionary, or ``read`` in a Belarusian text.

    ``made`` tells whether one that another reading makes is known, ``ours`` whether it may be a part of a question
    whose words were typed without a space, ``two`` whether one word may follow another, with a third between or
    nothing; ``forms`` gives the forms of a word, ``russian`` tells whether the Russian dictionary has it.
    """

    known: Callable[[str], bool]
    read: Callable[[str], bool] = lambda _: False
    made: Callable[[str], bool] | None = None
    russian: Callable[[str], bool] = lambda _: True
    ours: Callable[[str], bool] = lambda _: False
    forms: Callable[[str], Iterable[str]] = lambda _: ()
    two: Callable[[str, str, str], bool] = lambda _first, _between, _last: True


class Spelling:
    """Corrects words against a vocabulary of ours; built once per revision of the register."""

    def __init__(self, vocabulary: Iterable[str], knowing: Knowing) -> None:
        """Take the words to correct to, and what tells of other words."""
        self._known = knowing.known
        self._made = knowing.made or knowing.known
        self._knowing = knowing
        self._vocabulary = Vocabulary(vocabulary, knowing.forms)
        self._near = lru_cache(maxsize=_REMEMBERED)(self._nearest)

    def readings(self, text: str) -> Iterator[str]:
        """Yield the text as another layout makes it, another alphabet, other spaces, where that makes words known."""
        seen = {text}
        spaced = text
        english = _is_english(_WORD.findall(text))
        for reread in (self._from_layout, self._from_latin):
            chunks = (chunk if english and chunk.islower() else reread(chunk) for chunk in _CHUNK.findall(text))
            reading = "".join(chunks)
            if reading not in seen:
                seen.add(reading)
                spaced = reading
                yield reading
        reading = self._spaced(spaced)
        if reading not in seen:
            yield reading

    def corrected(self, text: str) -> str | None:
        """Return the text with the slips mended, ``None`` when there is nothing to mend or no way to.

        A text of which more than a few words are unknown is no question of ours with slips in it.
        """
        nearest = {word: _likeliest(word, near) for word, near in self._slips(text).items() if near}
        return _mended(text, nearest) if nearest else None

    def surely_corrected(self, text: str, words: Words) -> str | None:
        """Return the text with the slips mended when each can be but one word, else ``None``.

        ``words`` tell which spellings are forms of one word, and which the dictionary has besides.
        """
        slips = self._slips(text)
        sure = {word: meant for word, near in slips.items() if (meant := _only(word, near, words))}
        return _mended(text, sure) if slips and len(sure) == len(slips) else None

    def _slips(self, text: str) -> dict[str, list[_Near]]:
        """Return the unknown words of a text with what they may be."""
        found = _WORD.findall(text)
        belarusian, english = is_belarusian(text), _is_english(found)
        unknown = {
            word
            for word in found
            if len(word) >= SHORTEST_SLIP
            and not _CAPITALS_INSIDE.search(word)
            and not self._known(word)
            and not (belarusian and self._knowing.read(word))
        }
        if len(unknown) > _MOST_SLIPS:
            return {}
        meant = {word: self._meant(word, latin=english and not word[0].isupper()) for word in unknown}
        if belarusian:
            return meant
        return {word: [each for each in near if not self._is_belarusian(each[2])] for word, near in meant.items()}

    def _is_belarusian(self, word: str) -> bool:
        """Return whether a word of ours is Belarusian alone: no slip in a Russian text was meant for it."""
        return self._knowing.read(word) and not self._knowing.russian(word)

    def _meant(self, word: str, *, latin: bool) -> list[_Near]:
        once = _DOUBLE.sub(r"\1", word)  # a key held too long: «ктоо»
        return [(0, False, once)] if once != word and self._is_part(once) else self._near(word, latin=latin)

    def _from_layout(self, chunk: str) -> str:
        if not _LATIN.search(chunk):
            return self._from_english_layout(chunk)
        if self._all_known(chunk) and not _INNER_SIGN.search(chunk):
            return chunk
        typed = [(each, chunk[len(each) :]) for each in (chunk, chunk.rstrip(_SIGNS))]
        readings = [(reading, after) for each, after in typed for reading in in_cyrillic_layouts(each)]
        exact = next((reading + after for reading, after in readings if self._all_made(reading)), None)
        if exact or len(chunk) > _LONGEST_RUN_TOGETHER or self._from_latin(chunk) != chunk:
            return exact or chunk
        return next((reading + after for reading, after in readings if self._all_nearly_made(reading)), chunk)

    def _from_english_layout(self, chunk: str) -> str:
        before, core, after = _edges(chunk)
        reading = in_english_layout(core)
        as_typed = len(core) < _SHORTEST_PART or not reading.isascii() or self._all_known(core)
        return chunk if as_typed or not self._all_made(reading) else before + reading + after

    def _from_latin(self, chunk: str) -> str:
        before, core, after = _edges(chunk)
        if not _LATIN.search(core) or self._all_known(core):
            return chunk
        return before + next((reading for reading in in_cyrillic(core) if self._all_made(reading)), core) + after

    def _all_known(self, chunk: str) -> bool:
        words = _WORD.findall(chunk)
        return bool(words) and all(self._known(word) for word in words)

    def _all_made(self, chunk: str) -> bool:
        words = _WORD.findall(chunk)
        return bool(words) and all(map(self._made, words))

    def _all_nearly_made(self, chunk: str) -> bool:
        """Return whether a text is all words that are known but for slips, or run together."""
        words = _WORD.findall(chunk)
        long = bool(words) and all(len(word) > SHORTEST_SLIP for word in words)
        return long and all(self._made(word) or self._near(word) or self._apart(word) != word for word in words)

    def _spaced(self, text: str) -> str:
        """Return a text with the words of ours that were typed in two made one, those run together made two."""
        words = _WORD.findall(text)
        if len(words) > _MOST_WORDS:
            return text
        for first, second in pairwise(words):
            together = first + second
            one_unknown = not (self._known(first) and self._known(second))
            if one_unknown and self._is_part(together):
                text = re.sub(rf"{re.escape(first)}\s+{re.escape(second)}", together, text)
        return _WORD.sub(lambda word: self._apart(word[0]), text)

    def _apart(self, word: str) -> str:
        """Return an unknown word as the known ones of ours that it is made of; one with a slip in it as it is."""
        if len(word) > _LONGEST_RUN_TOGETHER:
            return word
        halves = _CAPITAL_INSIDE.split(word) if not self._known(word) else []
        if len(halves) == 2 and all(map(self._made, halves)) and self._knowing.two(halves[0], "", halves[1]):  # noqa: PLR2004  a pair
            return " ".join(halves)
        return word if self._known(word) or self._near(word) else " ".join(self._parts(word)) or word

    def _parts(self, word: str) -> tuple[str, ...]:
        """Return the fewest words of ours that were typed as one, with a small word between; none for another."""
        return min(self._ways_apart(word), key=len, default=())

    def _ways_apart(self, word: str) -> Iterator[tuple[str, ...]]:
        for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1 if len(word) >= _SHORTEST_RUN_TOGETHER else 0):
            first, rest = word[:at], word[at:]
            if not self._is_part(first):
                continue
            for between in _BETWEEN:
                last = rest.removeprefix(between)
                if not rest.startswith(between) or len(last) < _SHORTEST_PART:
                    continue
                parts = (last,) if self._is_part(last) else self._parts(last)
                if parts and self._knowing.two(first, between, parts[0]):
                    yield (first, *filter(None, (between,)), *parts)

    def _is_part(self, word: str) -> bool:
        return self._knowing.ours(word) and self._made(word)

    def _nearest(self, word: str, *, latin: bool = False) -> list[_Near]:
        """Return the words within two slips, one in a short word, or that sound alike; the same first letter first.

        ``latin`` says that the text is English, so that the word is no Russian one in other letters.
        """
        plain = normalised(word) if latin else _russian(word)
        found = dict(self._vocabulary.alike(plain))
        if plain != normalised(word):
            found |= dict(self._vocabulary.alike(normalised(word)))
        for meant, distance in self._vocabulary.heard_alike(plain):
            found[meant] = min(distance, found.get(meant, distance))
        return [(distance, meant[0] != plain[0], meant) for meant, distance in found.items()]


def _only(word: str, near: list[_Near], words: Words) -> str | None:
    """Return the one word that is nearest, ``None`` when there are others or it is too far to be sure.

    Among equally near ones that which sounds alike is meant: «авиостроение» is no «автостроение»; among forms of a word
    that which ends alike: «соглошения» are several. A short word
    of ours is not sure where the dictionary has another.
    """
    plain = _russian(word)
    if not near or (plain != normalised(word) and len(plain) < LONG):
        return None
    ranked = sorted(
        (distance, heard(meant) != heard(plain), meant[-1] != word[-1].lower(), meant) for distance, _, meant in near
    )
    distance, unlike, _, meant = ranked[0]
    if not distance:
        return meant
    key = words.key(meant)
    if any(words.key(each[-1]) != key for each in ranked if each[:2] == (distance, unlike)):
        return None
    lost = abs(len(plain) - len(meant)) > 1  # «Минсктранс» is no «Минтранс»
    if distance > 1 and (lost or min(len(plain), len(meant)) < LONG or word[0].isupper()):
        return None
    doubtful = len(plain) < SURE_LENGTH or (unlike and not words.is_name(meant) and (len(plain) < LONG or distance > 1))
    return None if doubtful and _other_word(plain, key, words) else meant


def _likeliest(word: str, near: Iterable[_Near]) -> str:
    """Return the nearest word; of several, that which sounds most alike."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415  loaded at the first slip, not when the module is read

    plain = _russian(word)
    sounds = {each: OSA.distance(heard(plain), heard(each[2])) for each in near}
    return min(sounds, key=lambda each: (*each[:2], sounds[each], OSA.distance(plain, each[2]), each[2]))[2]


def _other_word(plain: str, key: str, words: Words) -> bool:
    return any(words.has(each) and key not in words.keys(each) for each in _one_slip_away(plain))


def _is_english(words: Iterable[str]) -> bool:
    """Return whether words are of an English text: one of them is English and nothing like a Russian one."""
    return any(word.islower() and word in ENGLISH and not _is_like_russian(word) for word in words)


@lru_cache(maxsize=_REMEMBERED)
def _is_like_russian(word: str) -> bool:
    """Return whether an English word is a Russian one in Latin letters as well: «plan», «oblast», «ulyanovsk»."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415  loaded at the first slip, not when the module is read

    if len(word) < SHORTEST_SLIP:
        return word not in _ONLY_ENGLISH
    return any(OSA.distance(next(in_cyrillic(word)), meant) <= _SLIGHTLY_OTHER for meant in ENGLISH[word])


def _mended(text: str, meant: Mapping[str, str]) -> str:
    return _WORD.sub(lambda word: meant.get(word[0], word[0]), text)


def _russian(word: str) -> str:
    plain = normalised(word)
    return normalised(next(in_cyrillic(plain))) if _LATIN.search(plain) else plain


def _one_slip_away(plain: str) -> Iterator[str]:
    """Yield what one slip makes of a word: a letter lost, added, taken for another, two changed round."""
    for at in range(len(plain) + 1):
        before, after = plain[:at], plain[at:]
        yield from (before + letter + after for letter in _ALPHABET)
        if after:
            yield before + after[1:]
            yield from (before + letter + after[1:] for letter in _ALPHABET if letter != after[0])
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]


def _edges(chunk: str) -> tuple[str, str, str]:
    found = _EDGES.match(chunk)
    return (found[1], found[2], found[3]) if found else ("", chunk, "")
