"""Names of the register in a text: a trie over word keys, the longest match at each place.

An alias is matched by the keys of its words in a row, prepositions aside, so any case form is found. Some aliases
are also common words or parts of them, and carry a guard on how they are written: «МАЗ» in capitals (not «маз»),
«Интеграл» with a capital, «Русских» and «Беларус» letter for letter. One span may name several entries («Полесье»):
all are given, for the text alone does not say which is meant.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum, auto

from bot.language.aliases import Exactness, aliases_of, trades_of
from bot.language.vocabulary import FUNCTION, KIND_WORDS, PREPOSITIONS, PROGRAMME
from bot.language.words import Word, Words
from storage.register_records import EntryKind, Register

_BREAK = re.compile(r"[,;:!?\n]|\.\s")
_INDECLINABLE = re.compile(r"\w+[иы]х")
_ABBREVIATION = re.compile(r"[А-ЯЁA-Z]{2,6}")
_WITHIN = frozenset({"в", "во", "на", "по"})
_COUNTRY = frozenset({"беларусь"})
_REGION = "область"
_MEANT_FOR = "для"
_HELD = frozenset({EntryKind.ORGANISATION, EntryKind.PERSON})


class Guard(StrEnum):
    """How an alias must be written to be the name."""

    NONE = auto()
    CAPITALISED = auto()
    CAPITALS = auto()
    VERBATIM = auto()


@dataclass(frozen=True, slots=True)
class Mention:
    """An entry named in a text between ``start`` and ``end``; ``alias`` as the register writes it."""

    kind: EntryKind
    slug: str
    start: int
    end: int
    alias: str
    exactness: Exactness


@dataclass(frozen=True, slots=True)
class _Alias:
    kind: EntryKind
    slug: str
    text: str
    exactness: Exactness
    guard: Guard


@dataclass(slots=True)
class _Node:
    children: dict[str, "_Node"] = field(default_factory=dict)
    aliases: list[_Alias] = field(default_factory=list)


class Names:
    """Finds the register's names; built once per revision of the register."""

    def __init__(self, register: Register, words: Words) -> None:
        """Put every alias of every entry into the trie."""
        self.register = register
        self._words = words
        self._root = _Node()
        for kind, entry in register.entries():
            for text, exactness in aliases_of(entry):
                self._learn(kind, entry.slug, text, exactness)
            for text in trades_of(entry):
                self._learn(kind, entry.slug, text, Exactness.LOOSE)

    def mentions(self, text: str, *, loose: bool = False) -> tuple[Mention, ...]:
        """Return the names in a text in order, the longest at each place, every entry that bears the name.

        ``loose`` is for questions, where people write «маз» for МАЗ: names whose guard does not hold are also
        given, marked so, unless the same words are a name that needs no guard.
        """
        return self.mentions_among(self._words.words(text), text, loose=loose)

    def mentions_among(
        self, words: Sequence[Word], text: str, *, loose: bool = False, of_question: bool = False
    ) -> tuple[Mention, ...]:
        """Return what :meth:`mentions` does for a text whose words are known already.

        In a question the key words of fields name nothing, and no name may be hidden behind them.
        """
        found: list[Mention] = []
        place = 0
        begins = self._root.children
        while place < len(words):
            if begins.keys().isdisjoint(words[place].keys):
                place += 1
                continue
            after, mentions = self._longest(words, place, text, loose=loose, of_question=of_question)
            found.extend(mentions)
            place = after
        return tuple(found)

    def _longest(
        self, words: Sequence[Word], place: int, text: str, *, loose: bool, of_question: bool
    ) -> tuple[int, tuple[Mention, ...]]:
        best = place + 1
        mentions: tuple[Mention, ...] = ()
        for after, node in self._walk(words, place, text):
            named = tuple(_named(node.aliases, words[place:after], loose=loose, of_question=of_question))
            if named and after >= best and not (of_question and self._is_cut(words, place, after)):
                best, mentions = after, named
        return best, mentions

    def _is_cut(self, words: Sequence[Word], place: int, after: int) -> bool:
        """Return whether an agreement's name ends with whose the next word is: «контракт с белорусской оборонкой»."""
        last = words[after - 1]
        if after < len(words) and after - place == 2 and words[place].key in PROGRAMME:  # noqa: PLR2004  a side and a noun
            following = words[after]  # "Belarusian car component makers"
            if (
                last.surface.isascii()
                and not last.capitalised
                and following.surface.isascii()
                and following.key not in FUNCTION | PREPOSITIONS
            ):
                return True
        if after == len(words) or after - place < 2 or last.key not in PROGRAMME:  # noqa: PLR2004  a kind and a side
            return False
        following = words[after]
        of_next = "ADJF" in self._words.grammar(last.surface) and "NOUN" in self._words.grammar(following.surface)
        return of_next and words[place].key in KIND_WORDS and following.key not in FUNCTION

    def _walk(self, words: Sequence[Word], place: int, text: str) -> Iterator[tuple[int, _Node]]:
        """Yield the ends of all aliases that begin at a place, shorter ones first."""
        nodes = [self._root]
        for at in range(place, len(words)):
            word = words[at]
            if at > place and _BREAK.search(text, words[at - 1].end, word.start):
                return
            if at > place and word.key in PREPOSITIONS:
                continue
            nodes = [node.children[key] for node in nodes for key in word.keys if key in node.children]
            if not nodes:
                return
            yield from ((at + 1, node) for node in nodes if node.aliases)

    def _learn(self, kind: EntryKind, slug: str, text: str, exactness: Exactness) -> None:
        words = [word for word in self._words.words(text) if word.key not in PREPOSITIONS]
        if not words or (len(words) == 1 and len(words[0].surface) == 1):
            return
        self._put(words, kind, slug, text, exactness)
        a_region = words[-1].key == _REGION and "ADJF" in self._words.grammar(words[0].surface)
        of_two = len(words) == 2 and not a_region  # noqa: PLR2004  «прицепы МАЗ», never «с областью Минский тракторный»
        if of_two and not any(word.key in KIND_WORDS for word in words):
            self._put(words[::-1], kind, slug, text, min(exactness, Exactness.DERIVED))
        elif len(words) > 2 and words[0].key in PROGRAMME:  # noqa: PLR2004  «железная дорога Беларуси»
            self._put([*words[1:], words[0]], kind, slug, text, min(exactness, Exactness.DERIVED))
        if kind in _HELD:
            for turned in self._with_owner_first(words):
                self._put(turned, kind, slug, text, min(exactness, Exactness.DERIVED))

    def _with_owner_first(self, words: Sequence[Word]) -> Iterator[Sequence[Word]]:
        """Yield a name as English has it: «Presidential Administration», «Development Corporation»."""
        grammar = [self._words.grammar(word.surface) for word in words]
        for at in range(len(words) - 1):
            owned, owner = words[at], words[at + 1]
            nouns = "NOUN" in grammar[at] and {"NOUN", "gent"} <= grammar[at + 1] and "ADJF" not in grammar[at + 1]
            if nouns and not {owned.key, owner.key} & PROGRAMME:
                turned = [*words[:at], owner, owned]
                rest = words[at + 2 :]
                yield [*turned, *rest]
                if rest and all(word.key in PROGRAMME for word in rest):
                    yield [*rest, *turned]

    def _put(self, words: Sequence[Word], kind: EntryKind, slug: str, text: str, exactness: Exactness) -> None:
        nodes = [self._root]
        for word in words:
            nodes = [node.children.setdefault(key, _Node()) for node in nodes for key in word.keys]
        of_field = any(each.kind is EntryKind.SECTOR and each.text.islower() for node in nodes for each in node.aliases)
        alias = _Alias(kind, slug, text, exactness, self._guard(words, kind, of_field=of_field))
        for node in nodes:
            known = next((each for each in node.aliases if (each.kind, each.slug) == (kind, slug)), None)
            if known is None or _weaker(known, alias):
                node.aliases = [each for each in node.aliases if each is not known] + [alias]

    def _guard(self, words: Sequence[Word], kind: EntryKind, *, of_field: bool) -> Guard:
        """Return the guard of an alias: only one word can be mistaken for another, and only some words are.

        ``of_field`` says that the same word names or belongs to a sector («автокомпонент»).
        """
        if len(words) > 1:
            return Guard.NONE
        word = words[0]
        if word.key in PROGRAMME or (kind is EntryKind.PERSON and _INDECLINABLE.fullmatch(word.surface)):
            return Guard.VERBATIM
        if _ABBREVIATION.fullmatch(word.surface):
            return Guard.CAPITALS
        if not word.capitalised or kind is EntryKind.SECTOR:
            return Guard.NONE
        common = of_field or (self._words.knows(word.surface) and not self._words.is_name(word.key))
        return Guard.CAPITALISED if common else Guard.NONE


def without_fields(found: Sequence[Mention], text: str) -> Sequence[Mention]:
    """Return mentions without the fields where a body's name is written letter for letter: «Автокомпонент»."""
    bodies = {
        (each.start, each.end)
        for each in found
        if each.kind is EntryKind.ORGANISATION and text[each.start : each.end].lower() == each.alias.strip("«»").lower()
    }
    return (
        [each for each in found if each.kind is not EntryKind.SECTOR or (each.start, each.end) not in bodies]
        if bodies
        else found
    )


def _weaker(known: _Alias, alias: _Alias) -> bool:
    """Return whether an alias already learnt says less than another for the same words and entry."""
    if known.exactness != alias.exactness:
        return known.exactness < alias.exactness
    return known.guard is not Guard.NONE and alias.guard is Guard.NONE


def _named(aliases: Iterable[_Alias], words: Sequence[Word], *, loose: bool, of_question: bool) -> Iterator[Mention]:
    for alias in aliases:
        exact = _holds(alias, words[0])
        if of_question and alias.exactness is Exactness.KEYWORD:
            continue
        if (exact or loose) and not _is_bridged(alias, words):
            yield Mention(
                alias.kind,
                alias.slug,
                words[0].start,
                words[-1].end,
                alias.text,
                alias.exactness if exact else min(alias.exactness, Exactness.LOOSE),
            )


def _is_bridged(alias: _Alias, words: Sequence[Word]) -> bool:
    """Return whether what looks like a body's name is two things: «with Belarus in railway engineering»."""
    if len(words) == 3 and words[1].surface == _MEANT_FOR and words[2].key in PROGRAMME:  # noqa: PLR2004
        return True  # «техника для белорусов» is no «белорусская техника»
    if words[-1].key in PROGRAMME and words[-1].key not in _COUNTRY:
        return False  # «особая экономическая зона в Ульяновске»
    if alias.kind is not EntryKind.ORGANISATION or _WITHIN.isdisjoint(word.key for word in words[1:-1]):
        return False
    return _WITHIN.isdisjoint(alias.text.lower().split())


def _holds(alias: _Alias, word: Word) -> bool:
    match alias.guard:
        case Guard.CAPITALS:
            return word.capitals
        case Guard.CAPITALISED:
            return word.capitalised
        case Guard.VERBATIM:
            return word.surface == alias.text
        case _:
            return True
