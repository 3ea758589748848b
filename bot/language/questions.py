"""What a question asks: its units of meaning, the kind of thing wanted, sides, period; before any answer is sought.

A question is cut into units: names of the register (spans that ``names.py`` finds) and the remaining words that say
something. Words that only ask («что», «расскажи»), name a kind («соглашение»), frame («новости», «сроки») or are
about everything here («Беларусь», «сотрудничество») are read for what they do and are no units.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby, pairwise

from bot.language.aliases import Exactness
from bot.language.alien import asks_for_another_thing
from bot.language.as_said import as_said
from bot.language.carriers import SAID, TYPED, without_carriers
from bot.language.frames import FRAMING, Frames
from bot.language.meaning import as_meant, without_what_is_told
from bot.language.names import Mention, Names, without_fields
from bot.language.parts import without_preamble
from bot.language.periods import Period, read_period
from bot.language.plurals import in_plural, several_asked
from bot.language.question import INTENT_OF, Intent, Moment, Question, Unit, targets_of
from bot.language.sides import side_beside, side_of
from bot.language.vocabulary import (
    AGREEING,
    BODIES,
    CHIEFS,
    EXPIRED,
    FORMER,
    FUNCTION,
    GENERIC_KIND_WORDS,
    HAPPENING,
    IN_FORCE,
    KIND_WORDS,
    LAST,
    LIST_WORDS,
    LISTABLE,
    MONTHS,
    NEXT,
    NOT_IN_FORCE,
    PREPOSITIONS,
    PROGRAMME,
    RUNNING_OUT,
    SIDES,
    SMALL_PARTS,
    STRICT_KIND_WORDS,
)
from bot.language.wanted import (
    EVERY,
    OF_FIRST,
    PLANNED,
    WHICH,
    Wanted,
    is_beside_the_point,
    is_kind_beside,
    only_programme,
)
from bot.language.words import Word, Words
from storage.register_records import EntryKind

_LONGEST = 80
_FIGURE = re.compile(r"\d\s*(?:%|процент|мл[нрд]|миллион|миллиард|трлн)", re.IGNORECASE)
_TIMED = LAST | NEXT | FORMER
_SILENT = (
    GENERIC_KIND_WORDS | PROGRAMME | LIST_WORDS | CHIEFS | MONTHS.keys() | SIDES.keys() | _TIMED | EXPIRED | RUNNING_OUT
)
_HAVING_OFFICES = frozenset({EntryKind.ORGANISATION, EntryKind.PERSON})
_DATED = frozenset({EntryKind.EVENT, EntryKind.AGREEMENT})
_PARTS_OF_YEAR = frozenset({"квартал", "полугодие"})
_AMOUNTS = frozenset({"сумма", "объем", "размер"})
_RUNNING = frozenset({("управлять", "компания"), ("управляющий", "компания")})
_SAYS_NOTHING = FUNCTION | PREPOSITIONS | SAID
_AS_WELL = frozenset({"тоже", "также", "включая"})  # «все планы, и старые тоже»
_MISSIONS = frozenset({"бизнес-миссия", "миссия", "форум", "выставка"})
_COUNTED = frozenset({"область", "облисполком"})
_JOINED = frozenset({("и", "нынешний"), *((one, key) for one in ("и", "включать") for key in FORMER)})
_NAMING_PEOPLE = frozenset({"кто", "встреча", "визит", "губернатор", "посол", "зампред", "правительство"})
_ALL = frozenset({"все", "весь"})
_LENGTHS = frozenset({"день", "неделя", "сутки"})
_DONE_BY = frozenset({"соглашение", "меморандум"})  # «соглашение вузов» does not list them
_LISTING = WHICH | SIDES.keys() | {"область"}


def read_question(text: str, names: Names, words: Words, today: date) -> Question:
    """Return what ``text`` asks, seen from ``today``; of a long text, what its first eighty words do."""
    return _Reading(without_what_is_told(without_preamble(as_said(text)), names, words), names, words).question(today)


class _Reading:
    """One pass over the words of one question."""

    def __init__(self, text: str, names: Names, words: Words) -> None:
        self._dictionary = words
        self._words = as_meant(without_carriers(words.words(text)[:_LONGEST], words), words)
        self._is_figure = _FIGURE.search(text) is not None
        self._keys = tuple(word.key for word in self._words)
        self._all_keys = frozenset(self._keys)
        self._pairs = frozenset(pairwise(self._keys))
        self._spans = self._named(names, text)
        inside = {word.start for unit in self._spans for word in unit.words}
        self._free = tuple(word for word in self._words if word.start not in inside)
        self._free_keys = frozenset(word.key for word in self._free)
        self._wanted = Wanted(self._words, self._free, self._spans, words, self._all_keys, self._free_keys, self._pairs)
        self._frames = Frames(self._wanted)

    def question(self, today: date) -> Question:
        period = read_period(self._words, today)
        kind = self._wanted.kind(is_figure=self._is_figure) or self._wanted.kind_of_time(period)
        self._of_part = kind in _DATED
        framed = self._frames.intent(period, kind)
        first = framed is None and self._wanted.asks_first(kind)
        units = tuple(sorted(self._units(framed, first=first), key=lambda unit: unit.words[0].start))
        of_kind = kind if framed is None and several_asked(self._wanted, kind) else None
        several = self._several()
        former = self._is_former(period, of_kind, several=several)
        intent = framed or (Intent.LIST if of_kind else self._intent(units, kind))
        return Question(
            intent=intent,
            targets=targets_of(units),
            of_kind=of_kind,
            side=side_beside(self._words, self._dictionary) if kind is EntryKind.ORGANISATION else side_of(self._words),
            period=period,
            words=self._words,
            units=units,
            programme=tuple(unit for unit in self._spans if only_programme(unit))
            + tuple(Unit((word,)) for word in self._free if word.key in PROGRAMME),
            kind_wanted=kind,
            strict=bool(STRICT_KIND_WORDS & self._free_keys)
            or self._wanted.asks_plan(kind)
            or (kind is EntryKind.INDICATOR and self._wanted.insists_on_figure()),
            body=self._body(),
            chiefs=frozenset() if _RUNNING & self._pairs else CHIEFS & self._free_keys,
            alien=asks_for_another_thing(self._wanted),
            who_is=self._wanted.asks_who(),
            moment=None if period else self._moment(kind),
            former=former,
            several=several,
            first=first,
            plans=any(word.key == "план" and self._is_plural(word) for word in self._words),
            signed=not AGREEING.isdisjoint(self._free_keys),
            current=self._is_in_force(of_kind) and not former,
            running_out=of_kind is EntryKind.AGREEMENT and bool(RUNNING_OUT & self._free_keys),
            overdue=intent is Intent.DEADLINES and self._frames.is_late(),
        )

    def _body(self) -> str:
        """Return the beginning of the bodies asked for, nothing where several kinds are: «компании и ведомства»."""
        kinds = {key for key in self._keys if KIND_WORDS.get(key) is EntryKind.ORGANISATION}
        several = len(kinds) > 1 and any(("и", key) in self._pairs for key in kinds)
        return "" if several else next((BODIES[key] for key in self._keys if key in BODIES), "")

    def _named(self, names: Names, text: str) -> tuple[Unit, ...]:
        found = names.mentions_among(self._words, text, loose=True, of_question=True)
        people = {mention.slug for mention in found if mention.kind is EntryKind.PERSON}
        several = len(people) > 1  # «русских и крутой» are no adjectives both
        mentions = [mention for mention in without_fields(found, text) if several or not self._doubtful(mention)]
        self._doubted = {mention.start for mention in found} - {mention.start for mention in mentions}
        spans = groupby(mentions, key=lambda mention: (mention.start, mention.end))
        units = (
            Unit(tuple(word for word in self._words if start <= word.start and word.end <= end), tuple(found))
            for (start, end), found in spans
        )
        spans_found = tuple(
            unit
            for unit in units
            if not self._is_kind(unit) and not self._are_former(unit) and not self._is_amount(unit)
        )
        return tuple(
            unit
            for unit in spans_found
            if not self._heads_another(unit, spans_found)
            and not is_kind_beside(unit, spans_found)
            and not is_beside_the_point(unit, spans_found, self._keys, self._words)
        )

    def _is_kind(self, unit: Unit) -> bool:
        """Return whether a name is rather a kind: «товарооборот», «соглашения с Беларусью», «белорусские вузы»."""
        if len(unit.words) == 1 and unit.words[0].key in STRICT_KIND_WORDS:
            return True
        if not _ALL.isdisjoint(self._all_keys) and any(
            word.key == "план" and self._is_plural(word) for word in unit.words
        ):
            return True
        kinds = [word for word in unit.words if word.key in LISTABLE and (word.key in BODIES or self._in_plural(word))]
        if not kinds:
            return False
        at = self._words.index(unit.words[0])
        if at and self._words[at - 1].surface.lower() in EVERY and not unit.telling - PROGRAMME:
            return True  # «усе ўльянаўскія ўніверсітэты», whose plural no dictionary has
        named = len(unit.words) > 1 and any(each.kind is EntryKind.ORGANISATION for each in unit.mentions)
        if named and not any(self._in_plural(word) for word in kinds):
            return False
        rest = [key for key in unit.keys if key not in LISTABLE]
        if rest:
            of_agreements = any(KIND_WORDS[word.key] is EntryKind.AGREEMENT for word in kinds)
            if of_agreements and {each.kind for each in unit.mentions} == {EntryKind.AGREEMENT}:
                return any(self._in_plural(word) for word in kinds)
            return all(key in PROGRAMME or (of_agreements and key in FUNCTION) for key in rest)
        return bool(_LISTING & self._all_keys) and _DONE_BY.isdisjoint(self._all_keys)

    def _heads_another(self, unit: Unit, named: Sequence[Unit]) -> bool:
        """Return whether an office that is a name by itself is of whoever is named beside it: «губернатор Витебской…».

        «Витебский губернатор» is the same.
        """
        if len(unit.words) > 1 or unit.words[0].key not in CHIEFS:
            return False
        after = next((word for word in self._words if word.start > unit.words[0].start and word.surface != "of"), None)
        before = next((word for word in reversed(self._words) if word.start < unit.words[0].start), None)
        if before is not None and ("ADJF" not in self._dictionary.grammar(before.surface) or before.key in SIDES):
            before = None
        return any(
            each.words[0] in {after, before} and any(one.kind in _HAVING_OFFICES for one in each.mentions)
            for each in named
        )

    def _is_amount(self, unit: Unit) -> bool:
        """Return whether a field is what a sum is of: «сумма инвестиций» does not ask about the field."""
        return unit.keys == ("инвестиция",) and any((each, "инвестиция") in self._pairs for each in _AMOUNTS)

    def _are_former(self, unit: Unit) -> bool:
        """Return whether several of the past are asked for: «прошлые планы» is not the name «прошлый план»."""
        return any(word.key in FORMER and "sing" not in self._dictionary.grammar(word.surface) for word in unit.words)

    def _doubtful(self, mention: Mention) -> bool:
        """Return whether a name written as a common word is more likely that word («русских», «беларус»)."""
        if mention.exactness > Exactness.LOOSE:
            return False
        word = next(word for word in self._words if word.start == mention.start)
        if word.key in PROGRAMME:
            return True
        alone = all(
            other is word or _asks(other, self._dictionary) or KIND_WORDS.get(other.key) is EntryKind.PERSON
            for other in self._words
        )
        named = _NAMING_PEOPLE & self._all_keys or any(self._is_surname(each) for each in self._words if each != word)
        return mention.kind is EntryKind.PERSON and not alone and not named

    def _is_surname(self, word: Word) -> bool:
        grammar = self._dictionary.grammar(word.surface)
        return "Surn" in grammar and "ADJF" not in grammar

    def _moment(self, kind: EntryKind | None) -> Moment | None:
        """Return which of several is asked for; what «будет» or «состоится» comes next."""
        if LAST & self._free_keys:
            return Moment.LAST
        coming = kind is EntryKind.EVENT and any(
            word.key in HAPPENING and "futr" in self._dictionary.grammar(word.surface) for word in self._free
        )
        return Moment.NEXT if coming or NEXT & self._free_keys else None

    def _is_former(self, period: Period | None, of_kind: EntryKind | None, *, several: bool) -> bool:
        if not _AS_WELL.isdisjoint(self._all_keys) or not self._pairs.isdisjoint(_JOINED):
            return False
        expired = of_kind is EntryKind.AGREEMENT and (bool(EXPIRED & self._free_keys) or self._has(NOT_IN_FORCE))
        return expired or ((period is None or several) and bool(FORMER & self._free_keys))

    def _is_in_force(self, of_kind: EntryKind | None) -> bool:
        return of_kind is EntryKind.AGREEMENT and bool(IN_FORCE & self._all_keys)

    def _several(self) -> bool:
        timed = (word for word in self._free if word.key in _TIMED)
        return any("sing" not in self._dictionary.grammar(word.surface) for word in timed)

    def _is_plural(self, word: Word) -> bool:
        return "sing" not in self._dictionary.grammar(word.surface)

    def _in_plural(self, word: Word) -> bool:
        return in_plural(self._words, self._words.index(word), self._dictionary)

    def _has(self, phrases: Sequence[tuple[str, ...]]) -> bool:
        return not self._pairs.isdisjoint(phrases)

    def _units(self, framed: Intent | None, *, first: bool) -> Iterator[Unit]:
        yield from (unit for unit in self._spans if not only_programme(unit))
        for word in self._free:
            if not (self._silent(word, framed) or (first and word.key in OF_FIRST)):
                yield Unit((word,))

    def _silent(self, word: Word, framed: Intent | None) -> bool:
        """Return whether a word outside of names says nothing about the subject."""
        key = word.key
        if KIND_WORDS.get(key) is EntryKind.EVENT and self._is_done_at_an_event(word):
            return True
        if key in _SILENT or (key == "город" and self._wanted.speaks_of_city()):
            return True
        if key == "время" and ("сколько", "время") in self._pairs:
            return False
        if word.start in self._doubted or (key == "план" and not self._wanted.speaks_of_a_plan()):
            return True
        of_frame = framed and (key in FRAMING or key in PLANNED or key.isdigit())
        if of_frame or (self._of_part and key in _PARTS_OF_YEAR):
            return True
        return self._is_of_time(word) if key.isdigit() else key == "подписать" or _asks(word, self._dictionary)

    def _is_done_at_an_event(self, word: Word) -> bool:
        """Return whether «приезжала» only says what the event named did: «приезжала бизнес-миссия»."""
        if "VERB" not in self._dictionary.grammar(word.surface):
            return False
        events = (other for other in self._free if other.key in _MISSIONS)
        return any(True for _ in events)

    def _is_of_time(self, number: Word) -> bool:
        """Return whether a number is a day's or, where no figure is asked for, a quarter's."""
        after = next((word.key for word in self._words if word.start > number.start), "")
        return after in MONTHS or after in _LENGTHS or after in _COUNTED or (self._of_part and after in _PARTS_OF_YEAR)

    def _intent(self, units: Sequence[Unit], kind: EntryKind | None) -> Intent:
        named = kind or next((mention.kind for unit in units for mention in unit.mentions), None)
        return INTENT_OF.get(named, Intent.NONE) if named else Intent.NONE


def _asks(word: Word, dictionary: Words) -> bool:
    known = word.key in _SAYS_NOTHING or (len(word.surface) == 1 and not word.surface.isdigit())
    if known or word.key.isdigit():
        return known
    small = dictionary.knows(word.surface) and not SMALL_PARTS.isdisjoint(dictionary.grammar(word.surface))
    return small or word.surface.lower() in TYPED
