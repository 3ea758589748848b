"""Which agreement, commitment or project a story speaks of: decided over words and bodies, and only when it is sure.

An agreement is spoken of when the story has a word of agreements and names the agreement itself, or its parties, its
sector and words of its title. A commitment: by those who owe it, its sector and at least three of its own words. A
project: by its name. Each says what it stands on.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

from bot.language.names import Mention, Names
from bot.language.words import Words
from bot.news.sides import is_common
from storage.news_links_records import Bond, LinkKind
from storage.records import Commitment, CommitmentState, Story
from storage.register_records import Agreement, EntryKind, Register

MOST: Final = 2  # bonds of a kind for one story
_READ: Final = 2000  # characters of the lead
_SHORTEST: Final = 4  # letters of a word that tells one thing from another
_ENOUGH: Final = 6  # points
_NAMED, _NAMED_BY_COMMON_WORDS, _BODY, _SECTOR, _WORD = 6, 3, 2, 1, 1
_MOST_BODIES: Final = 2
_WORDS_OF_AGREEMENT: Final = 1
_WORDS_OF_COMMITMENT: Final = 3
_MOST_WORDS: Final = 5
_COMMON: Final = 0.2  # of the commitments that have a word, above which it tells nothing of one
_FEW: Final = 10  # commitments, among which no word is common
_OF_AGREEMENTS: Final = re.compile(
    r"\b(?:соглашени|меморандум|договор[её]нност|договор(?:а|у|ом|е|ы|ов)?\b|контракт|дорожн\w+ карт|"
    r"план\w* мероприяти|пагадненн|мемарандум|дамо[вў]|кантракт|agreement|memorandum|contract)",
    re.IGNORECASE,
)
# What nearly every agreement and commitment of this programme says.
_GENERIC: Final = """пример соглашение меморандум договор договорённость контракт план мероприятие сотрудничество
    взаимодействие между правительство комитет исполнительный областной область регион республика беларусь
    белорусский ульяновск ульяновский россия российский год развитие организация проведение провести обеспечение
    обеспечить совместный подготовка подготовить предложение вопрос сфера рамки участие предприятие завод стороны
    реализация проект намерение который представить сведения отчитаться информировать"""


class Bonds:
    """Finds what stories hang on, at one revision of the register and one state of the plans."""

    def __init__(self, register: Register, names: Names, words: Words, commitments: Iterable[Commitment]) -> None:
        """Read the words of every agreement and of every commitment that stands."""
        self._register = register
        self._names = names
        self._words = words
        self._generic = frozenset(word.key for word in words.words(_GENERIC))
        self._agreements = [(one, self._keys(f"{one.title} {one.short}")) for one in register.agreements.values()]
        owed = [one for one in commitments if one.state is not CommitmentState.REMOVED]
        keys = [self._keys(one.text) for one in owed]
        counted = Counter(key for its in keys for key in its)
        often = {key for key, n in counted.items() if len(owed) > _FEW and n > _COMMON * len(owed)}
        self._commitments = [(one, its - often) for one, its in zip(owed, keys, strict=True)]

    def of(self, story: Story) -> tuple[Bond, ...]:
        """Return what a story surely hangs on, the surest first in each kind."""
        text = f"{story.title}. {story.lead[:_READ]}"
        keys = self._keys(text)
        mentions = self._names.mentions(text)
        found = [*self._surest(self._agreed(story, text, keys, mentions)), *self._surest(self._owed(story, keys))]
        return (*found, *self._projects(story, mentions))

    def _surest(self, weighed: Iterable[tuple[int, Bond]]) -> list[Bond]:
        sure = sorted((one for one in weighed if one[0] >= _ENOUGH), key=lambda one: -one[0])
        best = sure[0][0] if sure else 0
        return [bond for points, bond in sure[:MOST] if points == best]

    def _agreed(
        self, story: Story, text: str, keys: Collection[str], mentions: Sequence[Mention]
    ) -> Iterator[tuple[int, Bond]]:
        if not _OF_AGREEMENTS.search(text):
            return
        named = _agreements_named(mentions)
        for agreement, its in self._agreements:
            bodies = _among(story.organisations, _parties(agreement))
            sectors, words = _among(story.sectors, agreement.sectors), sorted((its & set(keys)) - self._generic)
            points = named.get(agreement.slug, 0) + _points(bodies, sectors, words)
            if agreement.slug in named or (bodies and len(words) >= _WORDS_OF_AGREEMENT):
                yield points, _bond(story, LinkKind.AGREEMENT, agreement.slug, bodies, sectors, words)

    def _owed(self, story: Story, keys: Collection[str]) -> Iterator[tuple[int, Bond]]:
        for commitment, its in self._commitments:
            owners = {each.organisation for each in commitment.responsible if each.organisation}
            bodies, sectors = _among(story.organisations, owners), _among(story.sectors, commitment.sectors)
            words = sorted((its & set(keys)) - self._generic)
            if bodies and sectors and len(words) >= _WORDS_OF_COMMITMENT:
                points = _points(bodies, sectors, words)
                yield points, _bond(story, LinkKind.COMMITMENT, str(commitment.id), bodies, sectors, words)

    def _projects(self, story: Story, mentions: Sequence[Mention]) -> list[Bond]:
        named = {one.slug: one.alias for one in mentions if one.kind is EntryKind.PROJECT and not is_common(one)}
        found = []
        for slug, alias in list(named.items())[:MOST]:
            project = self._register.projects[slug]
            bodies = _among(story.organisations, project.organisations)
            if bodies:
                sectors = _among(story.sectors, project.sectors)
                found.append(_bond(story, LinkKind.PROJECT, slug, bodies, sectors, [alias]))
        return found

    def _keys(self, text: str) -> frozenset[str]:
        """Return the keys of the words that may tell one thing from another."""
        found = self._words.words(text)
        return frozenset(word.key for word in found if len(word.surface) >= _SHORTEST and not word.surface.isdigit())


def _agreements_named(mentions: Iterable[Mention]) -> Mapping[str, int]:
    """Return the points of the agreements that are named: «дорожная карта» may be another one."""
    points: dict[str, int] = {}
    for one in mentions:
        if one.kind is EntryKind.AGREEMENT:
            its = _NAMED_BY_COMMON_WORDS if is_common(one) else _NAMED
            points[one.slug] = max(its, points.get(one.slug, 0))
    return points


def _points(bodies: Sequence[str], sectors: Sequence[str], words: Sequence[str]) -> int:
    of_words = _WORD * min(len(words), _MOST_WORDS)
    return _BODY * min(len(bodies), _MOST_BODIES) + _SECTOR * bool(sectors) + of_words


def _parties(agreement: Agreement) -> set[str]:
    return {party.organisation for party in agreement.parties if party.organisation}


def _among(these: Iterable[str], those: Collection[str]) -> list[str]:
    return [one for one in these if one in those]


def _bond(
    story: Story, kind: LinkKind, ref: str, bodies: Sequence[str], sectors: Sequence[str], words: Sequence[str]
) -> Bond:
    why = {"organisations": list(bodies), "sectors": list(sectors), "words": list(words)}
    return Bond(story.id, kind, ref, why)
