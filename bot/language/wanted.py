"""Which kind of thing a question wants: named first outside of names, else what its words lean to."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.language.periods import Period, year_of
from bot.language.question import Unit
from bot.language.sides import side_of
from bot.language.vocabulary import (
    AGREEING,
    CHIEFS,
    ENDING,
    HAPPENING,
    KIND_WORDS,
    MAKING,
    PARTAKING,
    PROGRAMME,
    STRICT_KIND_WORDS,
)
from bot.language.words import Word, Words
from storage.register_records import EntryKind

_WHEN = frozenset({"когда", "где", "дата", "состояться"})
AGREED = frozenset({EntryKind.AGREEMENT, EntryKind.DOCUMENT})
_TRADE = frozenset({"торговля", "экспорт", "импорт"})
_PLEASE = ("когда", "пожалуйста")
SEASON = 100
_OF_PLAN = frozenset({"план", "мероприятие", "пункт"})
PLANNED = frozenset({"запланировать", "запланированный", "наметить", "намеченный"})
_AGREEING = frozenset({"подписать", "утвердить", "принять", "согласовать"})


@dataclass(slots=True)
class Wanted:
    """Tells what is wanted by the words of a question, those of them outside of names, and the names in it."""

    words: Sequence[Word]
    free: Sequence[Word]
    spans: Sequence[Unit]
    dictionary: Words
    keys: frozenset[str]
    free_keys: frozenset[str]
    pairs: frozenset[tuple[str, str]]

    def kind(self, *, is_figure: bool) -> EntryKind | None:
        """Return the kind that the question names first outside of names, else what its asking word leans to."""
        if "подписать" in self.free_keys and any(KIND_WORDS.get(key) is EntryKind.AGREEMENT for key in self.keys):
            return EntryKind.AGREEMENT
        for word in self.free:
            if word.key in KIND_WORDS and not (word.key == "мероприятие" and "план" in self.keys):
                return KIND_WORDS[word.key]
        if AGREEING & self.free_keys:
            return EntryKind.AGREEMENT
        named = [unit for unit in self.spans if any(each.kind is EntryKind.PERSON for each in unit.mentions)]
        if named and ("кто" in self.keys or any(CHIEFS & set(unit.keys) for unit in named)):
            return EntryKind.PERSON
        if {"процент", "сколько"} <= self.keys:
            return EntryKind.INDICATOR
        if ("кто" in self.keys and MAKING & self.free_keys) or self._asks_partners():
            return EntryKind.ORGANISATION
        return EntryKind.INDICATOR if is_figure else self._leant_to()

    def asks_what_is_planned(self, period: Period | None) -> bool:
        """Return whether what the plan has for a part of a year is asked for: «что в плане на декабрь»."""
        if period is None or (period.last - period.first).days >= SEASON or _AGREEING & self.keys:
            return False
        planned = "план" in self.keys or ("что" in self.keys and bool(PLANNED & self.keys))
        return planned and self.keys.isdisjoint(KIND_WORDS.keys() - _OF_PLAN)

    def kind_of_time(self, period: Period | None) -> EntryKind | None:
        """Return that events are asked for by «что было в октябре»; of a whole year there is more to tell."""
        short = period is not None and (period.last - period.first).days < SEASON
        return EntryKind.EVENT if short and "что" in self.keys and HAPPENING & self.keys else None

    def asks_plan(self, kind: EntryKind | None) -> bool:
        """Return whether a plan itself is asked for: nothing else that has a plan in its name will do."""
        return kind is EntryKind.AGREEMENT and self.speaks_of_a_plan()

    def asks_how_much(self) -> bool:
        """Return whether it asks how much is traded, or was in a year: nothing but a figure will do."""
        of_year = any(year_of(word.key) for word in self.free)
        grown = of_year and "рост" in self.keys and not any(each.mentions for each in self.spans)
        return grown or (("сколько" in self.keys or of_year) and bool(_TRADE & self.keys))

    def asks_city(self) -> bool:
        """Return whether it asks in which city something was."""
        return any((which, "город") in self.pairs for which in ("какой", "который"))

    def speaks_of_a_plan(self) -> bool:
        """Return whether a plan is spoken of; beside a name, what stands «в плане» is asked about, not the plan."""
        within = {before.key for before, word in pairwise(self.words) if word.key == "план"} <= {"в", "во"}
        return "план" in self.free_keys and not (within and any(not only_programme(unit) for unit in self.spans))

    def _leant_to(self) -> EntryKind | None:
        """Return the kind of a name that tells its own, or the one that its end or its time is asked of."""
        inside = (word.key for unit in self.spans for word in unit.words if word.key in STRICT_KIND_WORDS)
        if kind := next((KIND_WORDS[key] for key in inside), None):
            return kind
        if ENDING & self.keys or self.speaks_of_a_plan():
            return EntryKind.AGREEMENT
        if self.asks_how_much():
            return EntryKind.INDICATOR
        if self._asks_when() or self.asks_city() or self._is_of_what_was():
            return EntryKind.EVENT
        agreed = any(unit.mentions and {each.kind for each in unit.mentions} <= AGREED for unit in self.spans)
        return EntryKind.AGREEMENT if agreed else None

    def _asks_when(self) -> bool:
        """Return whether a time or a place is asked for; «калі ласка» is only «please»."""
        return bool(_WHEN & self.keys) and _PLEASE not in self.pairs

    def _is_of_what_was(self) -> bool:
        """Return whether something is told of the past of what was once: «сколько пришло на выставку»."""
        was = any({"VERB", "past"} <= self.dictionary.grammar(word.surface) for word in self.free)
        return was and any(each.kind is EntryKind.EVENT for unit in self.spans for each in unit.mentions)

    def _asks_partners(self) -> bool:
        """Return whether it asks who of a side takes part, and names nobody."""
        unnamed = all(only_programme(unit) for unit in self.spans)
        return unnamed and side_of(self.words) is not None and bool(PARTAKING & self.keys)


def only_programme(unit: Unit) -> bool:
    """Return whether a unit says nothing but what everything here is about."""
    return all(key in PROGRAMME for key in unit.keys)


def is_of_place(unit: Unit, dictionary: Words) -> bool:
    """Return whether a name is the adjective of a place that has an office: «витебский»."""
    of_office = all(each.kind is EntryKind.ORGANISATION for each in unit.mentions)
    return of_office and len(unit.words) == 1 and "ADJF" in dictionary.grammar(unit.words[0].surface)
