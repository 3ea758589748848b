"""A question once it is read: its units of meaning, what it wants, its sides and its time."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.language.names import Mention
from bot.language.periods import Period, year_of
from bot.language.vocabulary import KIND_WORDS, PREPOSITIONS
from bot.language.words import Word
from storage.register_records import EntryKind, Side


class Intent(StrEnum):
    """What is wanted."""

    SECTOR = "sector"
    ORGANISATION = "organisation"
    AGREEMENT = "agreement"
    PROJECT = "project"
    INDICATOR = "indicator"
    PERSON = "person"
    EVENT = "event"
    DEADLINES = "deadlines"
    NEWS = "news"
    LIST = "list"
    NONE = "none"


INTENT_OF: Mapping[EntryKind, Intent] = {kind: Intent(kind.value) for kind in EntryKind if kind.value in set(Intent)}
"""What is wanted by whoever names an entry of a kind, where that kind has a card of its own."""


class Moment(StrEnum):
    """Which of several of a kind is asked for."""

    LAST = "last"
    NEXT = "next"


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of a question that an answer must be about: a name with its bearers, or a word.

    ``keys`` are those of the words that count, prepositions aside, ``telling`` those of them that say more than of
    what kind it is, if any do; ``year`` is the year that the unit is; ``sense`` is the same for units that say the
    same, wherever they stand. All are taken from the words once: every entry that may be meant is weighed by them.
    """

    words: tuple[Word, ...]
    mentions: tuple[Mention, ...] = ()
    keys: tuple[str, ...] = field(init=False)
    telling: frozenset[str] = field(init=False)
    year: int | None = field(init=False)
    sense: Hashable = field(init=False)

    def __post_init__(self) -> None:
        """Read the words."""
        keys = tuple(word.key for word in self.words if word.key not in PREPOSITIONS)
        object.__setattr__(self, "keys", keys)
        object.__setattr__(self, "telling", frozenset(key for key in keys if key not in KIND_WORDS) or frozenset(keys))
        object.__setattr__(self, "year", year_of(self.words[0].key) if len(self.words) == 1 else None)
        told = tuple((word.surface, word.keys) for word in self.words)
        named = tuple((mention.kind, mention.slug, mention.exactness) for mention in self.mentions)
        object.__setattr__(self, "sense", (told, named))


@dataclass(frozen=True, slots=True)
class Question:
    """A question read; ``targets`` are the entries named, the surest and longest name first.

    ``kind_wanted`` is what the question calls the thing it wants, ``strict`` whether only that will do; ``of_kind``
    is set for lists alone. ``chiefs`` are words for whoever heads something, ``alien`` says that it asks for what this
    bot does not do at all, ``who_is`` that it asks who someone is. ``programme`` are the words about everything here.
    ``former`` asks for what is no longer in force, ``current`` for what still is, ``running_out`` for what will not be
    for ever, ``overdue`` for what was due and is not done,
    ``several`` says that «прошлые», «ближайшие» stand in the plural, ``signed`` that it asks what was signed, ``plans``
    that it speaks of several plans, ``first`` that it asks for the agreement with which all began.
    """

    intent: Intent
    targets: tuple[tuple[EntryKind, str], ...]
    of_kind: EntryKind | None
    side: Side | None
    period: Period | None
    words: tuple[Word, ...]
    units: tuple[Unit, ...] = ()
    programme: tuple[Unit, ...] = ()
    kind_wanted: EntryKind | None = None
    strict: bool = False
    body: str = ""
    chiefs: frozenset[str] = frozenset()
    alien: bool = False
    who_is: bool = False
    moment: Moment | None = None
    former: bool = False
    current: bool = False
    running_out: bool = False
    overdue: bool = False
    several: bool = False
    signed: bool = False
    plans: bool = False
    first: bool = False

    @property
    def chief(self) -> bool:
        """Return whether the question asks who heads something."""
        return bool(self.chiefs)


def targets_of(units: Sequence[Unit]) -> tuple[tuple[EntryKind, str], ...]:
    """Return the entries that units name, the surest and longest name first."""
    mentions = [(mention, unit) for unit in units for mention in unit.mentions]
    ranked = sorted(mentions, key=lambda pair: (-pair[0].exactness, -len(pair[1].words)))
    return tuple(dict.fromkeys((mention.kind, mention.slug) for mention, _ in ranked))
