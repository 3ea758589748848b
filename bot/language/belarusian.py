"""Belarusian words that differ from Russian ones in spelling alone: «міністэрства» is «министерство».

Belarusian is written as it is heard, so a cognate is found by rule: each letter may stand for several Russian ones,
and what the dictionary has of all that they make is the word. Words of another root stand in a table
(``other_languages.py``), which is asked first.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Protocol

_LETTERS = {
    "і": ["и"],
    "ў": ["в", "л", "у"],
    "э": ["е"],
    "ы": ["и"],
    "а": ["о", "е", "я"],
    "я": ["е", "о"],
    "ц": ["т"],
    "е": ["ё", "о"],
    "'": ["ъ", "ь"],
}
"""What a letter may stand for besides itself; the likeliest first."""

_UNLIKELY = {("а", "е"): 2, ("а", "я"): 3, ("я", "о"): 2, ("е", "о"): 3, ("ў", "у"): 1, ("ў", "л"): 1}
_CERTAIN = frozenset({("і", "и"), ("ў", "в"), ("э", "е"), ("е", "ё"), ("'", "ъ"), ("'", "ь")})
_MARKS = re.compile(r"[іў']|[бвгджзклмнпрстфхц]э|дз[еяюь]|нн[еяю]|сц[ью]|шч|[рджчш]ы[ійм]")
"""What a Russian word does not have; without any of it a word unknown is not taken for Belarusian."""

_ADJECTIVE = "(?:ы|ая|ае|ыя|ага|аму|ым|ых|ай|ую|ымі)"
_IC = re.compile(rf"[іы]чн({_ADJECTIVE})$")
_HARD = {"ы": "ий", "ая": "ая", "ае": "ое", "ыя": "ие", "ага": "ого", "аму": "ому", "ым": "им", "ых": "их", "ай": "ой"}
_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(found), put)
    for found, put in (
        ("шч", "щ"),
        ("дз(?=[еіяюь])", "д"),
        (r"цца$", "тся"),
        (r"цц(?=(?:[еюяі]|ем)$)", "ті"),
        (r"([ал])?сцю$", r"\1стью"),
        ("ц?ц(?=[ьіяю])", "т"),
        ("нн(?=(?:[еяюі]|ем|ях|ям|ямі)$)", "ні"),
        ("нняў$", "ний"),
        ("(?<=[а-яі])ага$", "ого"),
        (r"л[іы]ся$", "лись"),
        (r"(?<=[іы])цк(?=[іауо])", "ческ"),
    )
)
_MOST = 3
_FAR = 99
_SHORTEST = 4
_DOUBLE = frozenset("сплмтнрфк")


class _Dictionary(Protocol):
    """What of the morphological dictionary is asked: words that are a given one but for letters put for others."""

    def compile_replaces(self, replaces: dict[str, list[str]]) -> object: ...

    def similar_items(self, key: str, replaces: object) -> Iterable[tuple[str, object]]: ...


class Cognates:
    """Finds the Russian words that a Belarusian one may be; ``dictionary`` as the morphological analyser has it."""

    def __init__(self, dictionary: _Dictionary) -> None:
        """Compile the letters as the dictionary takes them."""
        self._alike = dictionary.similar_items
        self._letters = dictionary.compile_replaces(_LETTERS)

    def of(self, plain: str, *, surely: bool = False) -> tuple[str, ...]:
        """Return the Russian words that a word in lower case may be, the likeliest first; none when it is no such.

        ``surely`` says that the word is Belarusian, for its text is.
        """
        if not surely and not _MARKS.search(plain):
            return ()
        return self._nearest(_spellings(plain)) or (self._nearest(_doubled(plain)) if len(plain) > _SHORTEST else ())

    def _nearest(self, spellings: Iterable[str]) -> tuple[str, ...]:
        costs: dict[str, int] = {}
        for spelling in spellings:
            for word, _ in self._alike(spelling, self._letters):
                costs[word] = min(_cost(spelling, word), costs.get(word, _FAR))
        least = min(costs.values(), default=0)
        return tuple(sorted(word for word, cost in costs.items() if cost == least))[:_MOST]


def _doubled(plain: str) -> Iterator[str]:
    """Yield the spellings with one letter doubled, as Belarusian does not in «клас», «праграма»."""
    for spelling in _spellings(plain):
        yield from (spelling[: at + 1] + spelling[at:] for at, letter in enumerate(spelling) if letter in _DOUBLE)


def _spellings(plain: str) -> Iterator[str]:
    adjective = _IC.search(plain)
    if adjective and adjective[1] in _HARD:
        yield _ruled(plain[: adjective.start()] + "іческ") + _HARD[adjective[1]]
        return
    ruled = _ruled(plain)
    yield ruled
    if ruled.startswith("ад"):
        yield f"от{ruled[2:]}"
    if ruled.endswith(("ы", "і")):
        yield from (ruled + "й", ruled[:-1] + "ой")


def _ruled(plain: str) -> str:
    for found, put in _RULES:
        plain = found.sub(put, plain)
    return plain


def _cost(spelling: str, word: str) -> int:
    pairs = ((ours, theirs) for ours, theirs in zip(spelling, word, strict=True) if ours != theirs)
    return sum(0 if pair in _CERTAIN else _UNLIKELY.get(pair, 1) for pair in pairs)
