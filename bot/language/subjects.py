"""What each entry of the register is about: the words of its names, of its field and of its text, and its links.

An index in memory, built once per revision. The words of a name say what a card answers; the words of the field
(a sector's key words) nearly so; the words of facts, statuses and notes only support. Links are the structure of
the register (parties, organisations of a project, sectors) and the names found in an entry's own name.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

from bot.language.aliases import Exactness, aliases_of
from bot.language.names import Mention, Names
from bot.language.texts import (
    Ref,
    particulars_of,
    signatures_of,
    signers_of,
    speakers_of,
    structure_of,
    title_of,
    told_in,
    years_of,
)
from bot.language.vocabulary import FUNCTION, PREPOSITIONS, PROGRAMME
from bot.language.words import Word, Words
from storage.register_records import (
    Agreement,
    AnyEntry,
    EntryKind,
    Event,
    Register,
    Sector,
)

Member = TypeVar("Member")

_SIGNED = frozenset({EntryKind.AGREEMENT, EntryKind.DOCUMENT})
_SHARED = frozenset({EntryKind.AGREEMENT, EntryKind.PROJECT})
BY_NAME = 0.85
BY_ASIDE = 0.7  # what was signed there is not where it was
BY_STATUS = 0.6  # «подписано на выставке»
BY_SECTOR = 0.45
BY_SECTOR_NAME = 0.55
_BY_ONLY_SECTOR = 0.8  # the one that its name tells, of no other
_WORDS_KEPT = 10_000
_PREFIX = re.compile(r"[а-яі]{5,}[бвгджзиклмнпрстфхцчшщ]")
_HELD_BY = re.compile(r"\s+[А-ЯЁ]\.\s?([А-ЯЁ][а-яё]{3})")
_DAY = re.compile(r"\b\d\d?\.\d\d(?:\.\d{4})?\b")


@dataclass(slots=True)
class Subject:
    """One entry as a question may reach it; keys as ``Words`` makes them, ``place`` its place in the register.

    ``longer``: words that stand in longer names alone, and in no title. ``lone``: the one word left of a name beside
    those about everything here («белорусская техника»).
    """

    kind: EntryKind
    slug: str
    title: str
    place: int
    names: tuple[frozenset[str], ...] = ()
    lone: tuple[frozenset[str], ...] = ()
    longer: frozenset[str] = frozenset()
    title_words: frozenset[str] = frozenset()
    strong: frozenset[str] = frozenset()
    field_words: frozenset[str] = frozenset()
    weak: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()
    links: dict[Ref, float] = field(default_factory=dict)

    @property
    def ref(self) -> Ref:
        """Return what identifies the entry."""
        return self.kind, self.slug


class Subjects:
    """All entries with their words, and which entries a word or a link leads to.

    ``spelt`` keeps what each is called as written, for whoever corrects spelling.
    """

    def __init__(self, register: Register, names: Names, words: Words) -> None:
        """Index every entry."""
        self._words = words
        self.spelt: dict[Ref, tuple[str, ...]] = {}
        self._prefixes: list[tuple[str, Ref]] = []
        self._begun = lru_cache(maxsize=_WORDS_KEPT)(self._begun_by)
        self.of: dict[Ref, Subject] = {}
        self._officials = self._keys(" ".join(each.name for each in register.officials.values()))
        for kind, entry in register.entries():
            self.of[kind, entry.slug] = self._subject(kind, entry)
        for kind, entry in register.entries():
            self._link(kind, entry, names)
        self.named: Mapping[str, frozenset[Ref]] = _inverted(
            (s.ref, s.strong | s.field_words) for s in self.of.values() if s.kind is not EntryKind.DISCREPANCY
        )
        self.told: Mapping[str, frozenset[Ref]] = _inverted((s.ref, s.weak) for s in self.of.values())
        self.in_year: Mapping[int, frozenset[Ref]] = _inverted((s.ref, s.years) for s in self.of.values())
        self.linked: Mapping[Ref, frozenset[Ref]] = _inverted((s.ref, s.links) for s in self.of.values())

    def knows(self, word: Word) -> bool:
        """Return whether any entry's names or field have the word."""
        return any(key in self.named for key in word.keys) or bool(self.by_prefix(word))

    def has(self, key: str) -> bool:
        """Return whether any entry has the key anywhere."""
        return key in self.named or key in self.told

    def by_prefix(self, word: Word) -> frozenset[Ref]:
        """Return the sectors one of whose key words is the beginning of the word («культур» of «культурный»)."""
        return self._begun(word.surface)

    def _begun_by(self, surface: str) -> frozenset[Ref]:
        plain = surface.lower().replace("ё", "е")
        return frozenset(ref for prefix, ref in self._prefixes if plain.startswith(prefix))

    def near(self, ref: Ref) -> frozenset[Ref]:
        """Return what an entry leads to, and who stands beside it in the same agreements and projects."""
        together = (self.of[other] for other in self.linked.get(ref, frozenset()) if other[0] in _SHARED)
        return frozenset(self.of[ref].links).union(*(other.links for other in together))

    def leads_near(self, key: str, ref: Ref) -> bool:
        """Return whether a word leads to what has to do with an entry, or to the entry itself."""
        near = self.near(ref) | self.linked.get(ref, frozenset()) | {ref}
        return not near.isdisjoint(self.named.get(key, frozenset()))

    def called_by(self, kind: EntryKind, words: Iterable[Word]) -> tuple[Ref, ...]:
        """Return the entries of a kind one of whose longer names is among words, wherever these stand."""
        keys = {key for word in words for key in word.keys}
        of_kind = (each for each in self.of.values() if each.kind is kind)
        return tuple(each.ref for each in of_kind if any(len(name) > 2 and name <= keys for name in each.names))  # noqa: PLR2004

    def governs(self, kind: EntryKind, slug: str) -> bool:
        """Return whether an entry is an authority: only theirs are also the names of places."""
        return kind is EntryKind.ORGANISATION and "орган" in self.of[kind, slug].strong

    def weight(self, keys: Iterable[str]) -> float:
        """Return how much a word says: 1.3 when one entry has it, down to 0.45 when dozens do."""
        spread = min((len(self.named[key]) for key in keys if key in self.named), default=1)
        return max(0.45, 1.3 - 0.25 * math.log(spread))

    def _subject(self, kind: EntryKind, entry: AnyEntry) -> Subject:
        called = tuple(aliases_of(entry))
        named = [_DAY.sub("", text) for text, exactness in called if exactness > Exactness.KEYWORD]
        self.spelt[kind, entry.slug] = tuple(text for text, _ in called)
        names = tuple(dict.fromkeys(self._keys(text) for text in named))
        aside = self._keys(entry.name.partition(";")[2]) if isinstance(entry, Event) else frozenset()
        aside -= self._keys(entry.name.partition(";")[0]) if isinstance(entry, Event) else frozenset()
        signers = self._keys(" ".join(signers_of(entry))) - self._officials
        lone = {self._keys(text) - PROGRAMME for text in named if self._is_lone(text)}
        return Subject(
            kind=kind,
            slug=entry.slug,
            title=title_of(entry),
            place=len(self.of),
            names=tuple(telling for name in names if (telling := name - PROGRAMME) and telling not in lone),
            lone=tuple(lone),
            longer=frozenset().union(*names)
            - self._keys(title_of(entry))
            - self._field(kind, entry)
            - frozenset().union(*(name for name in names if len(name) == 1)),
            title_words=self._keys(_DAY.sub("", title_of(entry))),
            strong=frozenset().union(*names, self._keys(" ".join(particulars_of(entry))), signers) - aside,
            field_words=self._field(kind, entry) | aside | self._keys(" ".join(signatures_of(entry))),
            weak=self._keys(" ".join(told_in(entry))),
            years=frozenset(years_of(entry)),
        )

    def _is_lone(self, text: str) -> bool:
        content = [word for word in self._words.words(text) if any(True for _ in _content(word))]
        return len(content) > 1 == sum(word.key not in PROGRAMME for word in content)

    def _keys(self, text: str) -> frozenset[str]:
        return frozenset(key for word in self._words.words(text) for key in _content(word))

    def _field(self, kind: EntryKind, entry: AnyEntry) -> frozenset[str]:
        """Return the keys of a sector's one-word key words; a beginning of words («беспилотн») is kept as such."""
        if not isinstance(entry, Sector):
            return frozenset()
        whole: set[str] = set()
        for keyword in entry.keywords:
            if _PREFIX.fullmatch(keyword) and not self._words.knows(keyword):
                self._prefixes.append((keyword, (kind, entry.slug)))
            whole |= self._keys(keyword)
        return frozenset(whole)

    def _link(self, kind: EntryKind, entry: AnyEntry, names: Names) -> None:
        subject = self.of[kind, entry.slug]
        sectors = getattr(entry, "sectors", ())
        for sector in sectors:
            only = (
                kind in _SIGNED and len(sectors) == 1 and self._tells(subject.title_words, (EntryKind.SECTOR, sector))
            )
            self._join(subject, (EntryKind.SECTOR, sector), _BY_ONLY_SECTOR if only else BY_SECTOR)
        for ref, strength in structure_of(entry):
            self._join(subject, ref, strength)
        if kind in {EntryKind.AGREEMENT, EntryKind.PROJECT, EntryKind.EVENT, EntryKind.DOCUMENT, EntryKind.STATEMENT}:
            text = ". ".join((subject.title, *signatures_of(entry), *speakers_of(entry)))
            aside = text.find(";") if kind is EntryKind.EVENT else -1
            for mention in names.mentions(text):
                if mention.exactness >= Exactness.DERIVED and not self._is_held_by_another(mention, text):
                    by_name = BY_NAME if aside < 0 or mention.start < aside else BY_ASIDE
                    strength = BY_SECTOR_NAME if mention.kind is EntryKind.SECTOR else by_name
                    self._join(subject, (mention.kind, mention.slug), strength)
        if isinstance(entry, Agreement):
            for mention in names.mentions(entry.status):
                if mention.kind is EntryKind.EVENT and mention.exactness >= Exactness.DERIVED:
                    self._join(subject, (mention.kind, mention.slug), BY_STATUS)

    def _is_held_by_another(self, mention: Mention, text: str) -> bool:
        """Return whether an office is followed by the name of another who held it: «губернатора С. Морозова»."""
        named = _HELD_BY.match(text, mention.end) if mention.kind is EntryKind.PERSON else None
        return named is not None and named[1] not in self.of[mention.kind, mention.slug].title

    def _tells(self, keys: frozenset[str], ref: Ref) -> bool:
        """Return whether a name of an entry is among keys."""
        return ref in self.of and any(name and name <= keys for name in self.of[ref].names)

    def _join(self, subject: Subject, ref: Ref, strength: float) -> None:
        if ref in self.of and ref != subject.ref:
            subject.links[ref] = max(strength, subject.links.get(ref, 0.0))


def _content(word: Word) -> Iterator[str]:
    """Yield the keys of a word that says something; a single letter is an initial."""
    if len(word.surface) > 1 or word.key.isdigit():
        yield from (key for key in word.keys if key not in PREPOSITIONS and (key not in FUNCTION or key.isdigit()))


def _inverted(pairs: Iterable[tuple[Ref, Iterable[Member]]]) -> dict[Member, frozenset[Ref]]:
    found: dict[Member, set[Ref]] = defaultdict(set)
    for ref, members in pairs:
        for member in members:
            found[member].add(ref)
    return {member: frozenset(refs) for member, refs in found.items()}
