"""Other readings of what was typed: the wrong keyboard layout, Latin letters for Russian, a slip of the pen.

A reading is proposed only for a word that nothing knows as typed, and only when the reading is known. A slip is
mended surely when one word of ours is nearer to what was typed than any other.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from bot.language.words import Words, normalised

_CHUNK = re.compile(r"\s+|\S+")
_EDGES = re.compile(r"^([«\"(]*)(.*?)([»\")?!.,:;]*)$", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LATIN = re.compile(r"[A-Za-z]")
_INNER_SIGN = re.compile(r"[A-Za-z][\[\];',.`][A-Za-z]")  # letters of the other layout: «c'p» is «сэз»
_LAYOUT = str.maketrans(
    "qwertyuiop[]asdfghjkl;'zxcvbnm,.`" + 'QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>~',
    "йцукенгшщзхъфывапролджэячсмитьбюё" + "ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮЁ",
)
_LETTERS = tuple(
    pair.split(":")
    for pair in [
        "iye:ие",
        "iya:ия",
        "shch:щ",
        "sch:щ",
        "yo:ё",
        "jo:ё",
        "zh:ж",
        "kh:х",
        "ts:ц",
        "tz:ц",
        "ch:ч",
        "sh:ш",
        "yu:ю",
        "ju:ю",
        "iu:ю",
        "ya:я",
        "ja:я",
        "iy:ий",
        "yi:ый",
        "ye:е",
        "je:е",
        "a:а",
        "b:б",
        "v:в",
        "w:в",
        "g:г",
        "d:д",
        "e:е",
        "z:з",
        "i:и",
        "j:й",
        "k:к",
        "l:л",
        "m:м",
        "n:н",
        "o:о",
        "p:п",
        "r:р",
        "s:с",
        "t:т",
        "u:у",
        "f:ф",
        "h:х",
        "c:ц",
        "y:ы",
        "q:к",
        "x:кс",
        "':ь",
    ]
)
_VARIANTS = tuple(
    pair.split(":")
    for pair in [
        "иа:ия",
        "лс:льс",
        "лн:льн",
        "лк:льк",
        "ы:й",
        "тю:тью",
        "ний:ный",
        "э:е",
        "е:э",
        "ел:ель",
        "ц:к",
        "ль:л",
    ]
)
_SHORTEST_SLIP = 4
_SURE_LENGTH = 6
_MOST_SLIPS = 4
_HEARD = str.maketrans("оеэяы", "аииии", "ьъ")
_DOUBLE = re.compile(r"(.)\1+")
_LONG = 8  # letters from which two slips leave no doubt
_ALPHABET = "абвгдежзийклмнопрстуфхцчшщъыьэюя"


_Near = tuple[int, bool, str]
"""How many slips away a word of ours is, whether it begins with another letter, the word."""


class Spelling:
    """Corrects words against a vocabulary of ours; built once per revision of the register."""

    def __init__(self, vocabulary: Iterable[str], known: Callable[[str], bool]) -> None:
        """Take the words to correct to, and what tells whether a word is known (to us or to the dictionary)."""
        self._known = known
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for word in sorted({normalised(word) for word in vocabulary}):
            if len(word) >= _SHORTEST_SLIP:
                self._by_length[len(word)].append(word)

    def readings(self, text: str) -> Iterator[str]:
        """Yield the text as another layout, then as another alphabet makes it, where that makes words known."""
        seen = {text}
        for reread in (self._from_layout, self._from_latin):
            reading = "".join(map(reread, _CHUNK.findall(text)))
            if reading not in seen:
                seen.add(reading)
                yield reading

    def corrected(self, text: str) -> str | None:
        """Return the text with the slips mended, ``None`` when there is nothing to mend or no way to.

        A text of which more than a few words are unknown is no question of ours with slips in it.
        """
        nearest = {word: min(near)[2] for word, near in self._slips(text).items() if near}
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
        unknown = {word for word in _WORD.findall(text) if len(word) >= _SHORTEST_SLIP and not self._known(word)}
        return {word: self._near(word) for word in unknown} if len(unknown) <= _MOST_SLIPS else {}

    def _from_layout(self, chunk: str) -> str:
        if not _LATIN.search(chunk) or (self._all_known(chunk) and not _INNER_SIGN.search(chunk)):
            return chunk
        for typed in (chunk, chunk.rstrip("?!.,:;")):
            reading = typed.translate(_LAYOUT)
            if self._all_known(reading):
                return reading + chunk[len(typed) :]
        return chunk

    def _from_latin(self, chunk: str) -> str:
        before, core, after = _edges(chunk)
        if not _LATIN.search(core) or self._all_known(core):
            return chunk
        return before + next((reading for reading in _in_cyrillic(core) if self._all_known(reading)), core) + after

    def _all_known(self, chunk: str) -> bool:
        words = _WORD.findall(chunk)
        return bool(words) and all(self._known(word) for word in words)

    def _near(self, word: str) -> list[_Near]:
        """Return the words within two slips, one in a short word; the same first letter breaks a tie."""
        from rapidfuzz import process  # noqa: PLC0415  loaded at the first slip, not when the module is read
        from rapidfuzz.distance import OSA  # noqa: PLC0415  the same

        plain = _russian(word)
        allowed = 1 if len(plain) < _SURE_LENGTH else 2
        return [
            (distance, word[0] != plain[0], word)
            for length in range(len(plain) - allowed, len(plain) + allowed + 1)
            for word, distance, _ in process.extract_iter(
                plain, self._by_length.get(length, ()), scorer=OSA.distance, score_cutoff=allowed
            )
        ]


def _only(word: str, near: list[_Near], words: Words) -> str | None:
    """Return the one word that is nearest, ``None`` when there are others or it is too far to be sure.

    Among equally near ones that which sounds alike is meant: «авиостроение» is no «автостроение». A short word
    of ours is not sure where the dictionary has another.
    """
    plain = _russian(word)
    if not near or (plain != normalised(word) and len(plain) < _LONG):
        return None
    ranked = sorted((distance, _sound(meant) != _sound(plain), meant) for distance, _, meant in near)
    best = ranked[0]
    key = words.key(best[2])
    if any(words.key(each[2]) != key for each in ranked if each[:2] == best[:2]):
        return None
    if best[0] > 1 and (len(plain) < _LONG or word[0].isupper()):
        return None
    return None if len(plain) < _SURE_LENGTH and _other_word(plain, key, words) else best[2]


def _other_word(plain: str, key: str, words: Words) -> bool:
    return any(words.has(each) and key not in words.keys(each) for each in _one_slip_away(plain))


def _mended(text: str, meant: Mapping[str, str]) -> str:
    return _WORD.sub(lambda word: meant.get(word[0], word[0]), text)


def _russian(word: str) -> str:
    plain = normalised(word)
    return normalised(next(_in_cyrillic(plain))) if _LATIN.search(plain) else plain


def _sound(plain: str) -> str:
    """Return a word as it is heard: unstressed vowels alike, double letters single, no signs."""
    return _DOUBLE.sub(r"\1", plain.translate(_HEARD))


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


def _in_cyrillic(latin: str) -> Iterator[str]:
    """Yield Russian spellings of a word in Latin letters, the plain one first."""
    plain = latin.lower()
    for letters, russian in _LETTERS:
        plain = plain.replace(letters, russian)
    if latin[:1].isupper():
        plain = plain.upper() if latin.isupper() else plain[:1].upper() + plain[1:]
    yield plain
    for letters, others in _VARIANTS:
        yield plain.replace(letters, others)
    yield f"{plain}ь"
