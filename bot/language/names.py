"""Names of the register in a text: a trie over word keys, the longest match at each place.

An alias is matched by the keys of its words in a row, prepositions aside, so any case form is found. Some aliases
are also common words or parts of them, and carry a guard on how they are written: «МАЗ» in capitals (not «маз»),
«Интеграл» with a capital, «Русских» and «Беларус» letter for letter. One span may name several entries («Полесье»):
all are given, for the text alone does not say which is meant.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum, auto

from bot.language.vocabulary import PREPOSITIONS, PROGRAMME
from bot.language.words import Word, Words
from storage.register_records import (
    Agreement,
    AnyEntry,
    Document,
    EntryKind,
    Event,
    Indicator,
    Official,
    Organisation,
    Project,
    Register,
    Sector,
)

_LEGAL_FORM = re.compile(r"\b(?:[ОЗП]?АО|ООО|ГК|филиал)\b(?=\s*(?:[«„\"]|ПАО|\d))")
_BRACKETS = re.compile(r"\s*\([^)]*\)")
_MANAGER = re.compile(r"\s+—\s+управляющая компания.*")
_NUMBER_SIGN = re.compile(r"№\s*|\bNo\.\s*")
_BREAK = re.compile(r"[,;:!?\n]|\.\s")
_CITY_COMMITTEE = re.compile(r"(\w+) городской исполнительный комитет", re.IGNORECASE)
_EMBASSY_OF = re.compile(r"^(?:[Пп]осольство)(?= )")
_EXHIBITION = re.compile(r"выставка «([^».]+)")
_PARTICULARS = re.compile(r"[,;:(].*| — .*")
_DOUBLE_NAME = re.compile(r"\b([А-ЯЁ][а-яё]+)-[А-ЯЁ][а-яё]+")
_INDECLINABLE = re.compile(r"\w+[иы]х")
_ABBREVIATION = re.compile(r"[А-ЯЁA-Z]{2,6}")


class Exactness(IntEnum):
    """How sure it is that the words are the name: higher is surer."""

    KEYWORD = 1  # a word of the sector's field, no name
    LOOSE = 2  # the guard on letters does not hold; only a question may mean the name by it
    DERIVED = 3  # a form that the register does not list but that follows from a name or an office
    NAMED = 4


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

    def mentions(self, text: str, *, loose: bool = False) -> tuple[Mention, ...]:
        """Return the names in a text in order, the longest at each place, every entry that bears the name.

        ``loose`` is for questions, where people write «маз» for МАЗ: names whose guard does not hold are also
        given, marked so, unless the same words are a name that needs no guard.
        """
        return self.mentions_among(self._words.words(text), text, loose=loose)

    def mentions_among(self, words: Sequence[Word], text: str, *, loose: bool = False) -> tuple[Mention, ...]:
        """Return what :meth:`mentions` does for a text whose words are known already."""
        found: list[Mention] = []
        place = 0
        while place < len(words):
            after, mentions = self._longest(words, place, text, loose=loose)
            found.extend(mentions)
            place = after
        return tuple(found)

    def _longest(self, words: Sequence[Word], place: int, text: str, *, loose: bool) -> tuple[int, tuple[Mention, ...]]:
        best = place + 1
        mentions: tuple[Mention, ...] = ()
        for after, node in self._walk(words, place, text):
            named = tuple(_named(node.aliases, words[place:after], loose=loose))
            if named and after >= best:
                best, mentions = after, named
        return best, mentions

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


def _weaker(known: _Alias, alias: _Alias) -> bool:
    """Return whether an alias already learnt says less than another for the same words and entry."""
    if known.exactness != alias.exactness:
        return known.exactness < alias.exactness
    return known.guard is not Guard.NONE and alias.guard is Guard.NONE


def _named(aliases: Iterable[_Alias], words: Sequence[Word], *, loose: bool) -> Iterator[Mention]:
    for alias in aliases:
        exact = _holds(alias, words[0])
        if exact or loose:
            yield Mention(
                alias.kind,
                alias.slug,
                words[0].start,
                words[-1].end,
                alias.text,
                alias.exactness if exact else min(alias.exactness, Exactness.LOOSE),
            )


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


def aliases_of(entry: AnyEntry) -> Iterator[tuple[str, Exactness]]:
    """Yield what an entry is called: the register's names and aliases, then what follows from them."""
    for name in _names(entry):
        yield name, Exactness.NAMED
        yield from ((form, Exactness.DERIVED) for form in _forms(name) if form != name)
    if isinstance(entry, Sector):
        yield from ((keyword, Exactness.KEYWORD) for keyword in entry.keywords)
    if isinstance(entry, Organisation):
        yield from ((form, Exactness.DERIVED) for form in _of_organisation(entry))
    if isinstance(entry, Official):
        yield from ((form, Exactness.DERIVED) for form in _of_person(entry.name))
        yield from ((office, Exactness.DERIVED) for office in offices(entry.role))
    if isinstance(entry, Event):
        yield from ((form, Exactness.DERIVED) for form in _of_event(entry.name))
    if isinstance(entry, Document):
        yield from ((form, Exactness.DERIVED) for form in _of_document(entry.title))


def _names(entry: AnyEntry) -> tuple[str, ...]:
    match entry:
        case Sector():
            return (entry.ru, entry.be, entry.en, *entry.aliases)
        case Organisation():
            return (entry.full, entry.short, *entry.aliases)
        case Agreement():
            return (entry.title, entry.short, *entry.aliases)
        case Document():
            return (entry.title, *entry.aliases)
        case Project() | Event() | Indicator():
            return (entry.name, *entry.aliases)
        case Official():
            return (entry.name, *entry.aliases)
        case _:
            return ()


def _forms(name: str) -> Iterator[str]:
    """Yield a name without brackets, number sign, legal form and what it manages."""
    bare = _NUMBER_SIGN.sub("", _BRACKETS.sub("", name))
    yield bare
    yield _LEGAL_FORM.sub("", bare).strip()
    yield _LEGAL_FORM.sub("", _MANAGER.sub("", bare)).strip()


def _of_organisation(entry: Organisation) -> Iterator[str]:
    """Yield a city for its committee (regions list theirs), an ambassador for an embassy, half of a double name."""
    city = _CITY_COMMITTEE.search(entry.full)
    if city:
        yield city[1]
    for name in (entry.full, entry.short, *entry.aliases):
        if _EMBASSY_OF.match(name):
            yield _EMBASSY_OF.sub("посол", name)
        if _DOUBLE_NAME.search(name) and " " in name:
            yield _DOUBLE_NAME.sub(r"\1", name)


def _of_event(name: str) -> Iterator[str]:
    """Yield the event without its particulars, and an exhibition's own name."""
    yield _PARTICULARS.sub("", name)
    exhibition = _EXHIBITION.search(name)
    if exhibition:
        yield exhibition[1]


def _of_document(title: str) -> Iterator[str]:
    """Yield what kind of document it is («Дорожная карта»), but for an agreement, of which there are many."""
    kind, _, subject = title.partition(" по ")
    if subject and "соглашение" not in kind:
        yield kind


def _of_person(name: str) -> Iterator[str]:
    """Yield the usual orders of «Фамилия Имя Отчество»."""
    parts = name.split()
    if len(parts) > 1:
        yield parts[0]
        yield f"{parts[1]} {parts[0]}"
    if len(parts) > 2:  # noqa: PLR2004  surname, name, patronymic
        yield f"{parts[1]} {parts[2]}"
        yield f"{parts[1]} {parts[2]} {parts[0]}"


_OFFICE_BREAK = re.compile(r"[,;()]| — |: ")
_OFFICE = re.compile(
    r"(?:со)?(?:губернатор|председател|глав[аыу]\b|пос[ло]л?|премьер|генеральн\w+ директор|директор|зампред|министр|ректор"
    r"|мэр|руководител|начальник|заместител)\w*[^\d]*",
    re.IGNORECASE,
)
_OFFICE_END = re.compile(r"\s(?:до|с|на момент|и)\s.*")
_SPEAKS_FOR_ITSELF = re.compile(r"губернатор|премьер|посол|мэр", re.IGNORECASE)
_GOVERNOR = "губернатор "


def offices(role: str) -> Iterator[str]:
    """Yield the offices named in a role, as they may be asked for.

    «губернатор Ульяновской области» is also «губернатор», «глава Ульяновской области» and «глава региона»; «посол
    Беларуси в России» is also «посол Беларуси» and «посол».
    """
    for clause in _OFFICE_BREAK.split(role):
        named = _OFFICE.search(clause)
        if named:
            office = _OFFICE_END.sub("", named[0]).strip()
            yield office
            yield from _shorter(office)
            yield office.removeprefix("генеральный ")
            if office.startswith(_GOVERNOR):
                yield from (office.replace(_GOVERNOR, "глава "), "глава региона", "губернатор региона")


def _shorter(office: str) -> Iterator[str]:
    """Yield an office without its last words, down to two, or to one that needs no other."""
    parts = office.split()
    shortest = 1 if _SPEAKS_FOR_ITSELF.match(office) else 2
    for length in range(len(parts) - 1, shortest - 1, -1):
        if parts[length - 1].lower() not in PREPOSITIONS:
            yield " ".join(parts[:length])
