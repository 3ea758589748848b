"""Whether a publication is news of the cooperation: decided by listed words, explained by them.

Both sides must be named, Ulyanovsk region and Belarus, by a place, an enterprise or an office; words of cooperation,
of work and of the sectors speak for it; crime, sport, weather and other things against it; the points of each are in
``relevance.yaml`` and add up. «Союзное государство» stands for Belarus beside Ulyanovsk. Matters of Russia and
Belarus, or of the Union State, in our sectors are borderline: kept, and shown to those who ask for them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Final

from bot.language.lexicon import Hit
from bot.news.criteria import Criteria
from bot.news.places import Trapped
from bot.news.sides import BOTH, Kind, Named
from bot.news.text import Text
from storage.news_records import Outcome
from storage.register_records import Side

_COUNTED: Final = 3  # words of a kind, at most
_SURE: Final = 100
_TOO_SHORT: Final = 100  # characters of a lead


class Ground(StrEnum):
    """What speaks for a publication or against it."""

    ULYANOVSK = auto()
    BELARUS = auto()
    UNION = auto()
    RUSSIA = auto()
    ACTION = auto()
    BUSINESS = auto()
    SECTOR = auto()
    AGAINST = auto()
    ELSEWHERE = auto()
    TRAP = auto()
    ONE_SIDE = auto()
    TRUSTED = auto()  # by a person: trust.py
    DISTRUSTED = auto()


@dataclass(frozen=True, slots=True)
class Reason:
    """One ground: the words it stands on, what they weigh, and for some what they are (a topic, a street)."""

    ground: Ground
    words: tuple[str, ...] = ()
    points: int = 0
    about: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was decided, the points from 0 to 100, and why."""

    outcome: Outcome
    score: int
    why: tuple[Reason, ...]


class Relevance:
    """Judges publications at one version of the lists."""

    def __init__(self, criteria: Criteria) -> None:
        """Learn the weights."""
        self._points = criteria.points
        self._grave = criteria.grave
        self._by_kind = {
            Kind.PLACE: self._points.place,
            Kind.OFFICE: self._points.place,
            Kind.ENTERPRISE: self._points.enterprise,
            Kind.HOME: self._points.home,
            Kind.THING: self._points.product,
            Kind.SHARED: self._points.product,
        }

    def verdict(self, text: Text, named: Named) -> Verdict:
        """Judge a publication."""
        sides = [reason for side in BOTH if (reason := self._named(side, named))]
        union = self._framed(Ground.UNION, text, self._points.place)
        topics = tuple(self._topics(text))
        against = (*self._against_it(text), *self._elsewhere_than(text, named))
        if union and len(sides) == 1 and sides[0].ground is Ground.ULYANOVSK:
            sides.append(union)
        told = tuple(_trap(one, text) for one in named.trapped)
        if len(sides) == len(BOTH):
            return self._of_both(sides, topics, against, told)
        russia = self._framed(Ground.RUSSIA, text, self._points.product)
        matters = bool(topics and text.of("sectors"))
        return self._of_one(sides, (union, russia), topics, (*against, *told), matters=matters)

    def _of_both(
        self, sides: Sequence[Reason], topics: tuple[Reason, ...], against: tuple[Reason, ...], told: tuple[Reason, ...]
    ) -> Verdict:
        score = _bounded(sum(reason.points for reason in (*sides, *topics, *against)))
        why = (*sides, *topics, *against, *told)
        if score >= self._points.inside and topics:
            return Verdict(Outcome.IN, score, why)
        return Verdict(Outcome.BORDERLINE if score >= self._points.borderline else Outcome.OUT, score, why)

    def _of_one(
        self,
        sides: Sequence[Reason],
        frame: tuple[Reason | None, Reason | None],
        topics: tuple[Reason, ...],
        against: tuple[Reason, ...],
        *,
        matters: bool,
    ) -> Verdict:
        """Judge what names one side or none: borderline when it is about Russia and Belarus in our sectors."""
        union, russia = frame
        belarus = next((reason for reason in sides if reason.ground is Ground.BELARUS), None)
        framed = [reason for reason in (belarus, union, russia) if reason]
        why = (*framed, *(one for one in sides if one is not belarus), *topics, *against, Reason(Ground.ONE_SIDE))
        score = _bounded(sum(reason.points for reason in (*framed, *topics, *against)))
        between = union is not None or (belarus is not None and russia is not None)
        clean = not any(reason.ground in {Ground.AGAINST, Ground.ELSEWHERE} for reason in against)
        if between and matters and clean and not (len(sides) > len(framed)):
            return Verdict(Outcome.BORDERLINE, min(max(score, self._points.borderline), self._points.inside - 1), why)
        return Verdict(Outcome.OUT, min(score, self._points.borderline - 1), why)

    def _named(self, side: Side, named: Named) -> Reason | None:
        """Return how a side is named: best by a place, best in the title."""
        its = named.of(side)
        if not its:
            return None
        points = max(self._by_kind[naming.kind] for naming in its)
        points += self._points.in_title if any(naming.in_title for naming in its) else 0
        return Reason(Ground(side.value), _distinct(naming.words for naming in its), points)

    def _framed(self, ground: Ground, text: Text, points: int) -> Reason | None:
        hits = (hit for hit in text.of("frame") if hit.label == ground)
        words = _distinct(text.surface(hit.first, hit.after) for hit in hits)
        return Reason(ground, words, points) if words else None

    def _topics(self, text: Text) -> Iterator[Reason]:
        """Yield what speaks for it; a word speaks once, and a side's name has spoken already."""
        taken = {place for hit in text.of("sides") for place in range(hit.first, hit.after)}
        counted = (
            (Ground.ACTION, [hit for hit in text.of("for") if hit.label == Ground.ACTION], self._points.action),
            (Ground.SECTOR, text.of("sectors"), self._points.sector),
            (Ground.BUSINESS, [hit for hit in text.of("for") if hit.label == Ground.BUSINESS], self._points.business),
        )
        for ground, hits, points in counted:
            free = {hit.first: hit for hit in hits if hit.first not in taken}
            taken.update(free)
            words = _distinct(text.surface(hit.first, hit.after) for hit in free.values())[:_COUNTED]
            if words:
                yield Reason(ground, words, points * len(words))

    def _against_it(self, text: Text) -> Iterator[Reason]:
        excused = {hit.label for hit in text.of("excused")}
        hits = [hit for hit in text.of("against") if hit.label not in excused]
        named = {at for hit in text.of("sides") for at in range(hit.first, hit.after)} if hits else set()
        hits = [hit for hit in hits if hit.first not in named]
        first = True
        for topic in sorted({hit.label for hit in hits}, key=lambda one: (one not in self._grave, one)):
            its = tuple(_apart(hit for hit in hits if hit.label == topic))
            words = _distinct(text.surface(hit.first, hit.after) for hit in its)
            grave = topic in self._grave or its[0].after <= text.in_title
            begun = self._points.grave if grave else self._points.against
            points = begun + (len(words) - 1) * self._points.insists if first else len(words) * self._points.insists
            first = False
            yield Reason(Ground.AGAINST, words, -points, topic)

    def _elsewhere_than(self, text: Text, named: Named) -> Iterator[Reason]:
        framed = {at for hit in text.of("frame") for at in range(hit.first, hit.after)}
        hits = [hit for hit in text.of("elsewhere") if hit.after <= text.in_title and hit.first not in framed]
        in_title = {naming.side for naming in named.namings if naming.in_title}
        if hits and len(in_title) < len(BOTH):
            words = _distinct(text.surface(hit.first, hit.after) for hit in hits)
            yield Reason(Ground.ELSEWHERE, words, -self._points.elsewhere)


def may_matter(verdict: Verdict, lead: str) -> bool:
    """Return whether more of a publication is worth reading than its title and lead.

    It is, when they speak for it already; or when they are too short to tell, name one side and speak of work.
    """
    grounds = {reason.ground for reason in verdict.why}
    short = len(lead) < _TOO_SHORT and Ground.AGAINST not in grounds
    between = bool(grounds & {Ground.ULYANOVSK, Ground.BELARUS}) and bool(grounds & {Ground.ACTION, Ground.BUSINESS})
    return verdict.outcome is not Outcome.OUT or (short and between)


def _trap(one: Trapped, text: Text) -> Reason:
    return Reason(Ground.TRAP, (text.written[one.start : one.end],), 0, one.why)


def _apart(hits: Iterable[Hit]) -> Iterable[Hit]:
    """Return one hit for each place of the text: lists may hold a word and its family."""
    return {hit.first: hit for hit in hits}.values()


def _distinct(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def _bounded(score: int) -> int:
    return max(0, min(_SURE, score))
