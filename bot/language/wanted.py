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
    FORMER,
    HAPPENING,
    KIND_WORDS,
    LIST_WORDS,
    MAKING,
    PARTAKING,
    PROGRAMME,
    STRICT_KIND_WORDS,
    VALIDITY,
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
DIFFERING = frozenset({"расходиться", "сходиться"})
_BUSY = frozenset({"работать", "занять", "занятый"})
_WHO = PARTAKING | _BUSY
_SUCH = frozenset({"такой", "это"})
_WHO_IS = frozenset({"кто", "хто", "who"})
_LISTED = LIST_WORDS | {"какой", "который", "сколько", "все", "весь", "кто"}
EVERY = frozenset({"все", "усе", "ўсе", "all", "every", "each"})
_WHERE_TO_READ = frozenset({"где", "текст"})
_BESIDE = 3
_PARTNERS = frozenset({"кто", "участник", "партнер", "участвовать"})
WHICH = LIST_WORDS | PARTAKING | {"какой", "который", "участвовать", "сколько", "все", "весь"}
"""Whoever asks with these asks for several."""
_PUT_IN = frozenset({"инвестиция", "вложить", "вложение", "место"})
"""How much of these there is, the project tells, not the agreement on it."""
_PERCENT = frozenset({"процент", "рост"})
_DONE_BY_GROUPS = frozenset({"решение", "группа", "выполнение"})
_CHRONICLES = frozenset({"хронология", "хроника"})
_AGREEMENTS = frozenset(key for key, kind in KIND_WORDS.items() if kind is EntryKind.AGREEMENT)
_WORKING = frozenset({"сотрудничество", "сотрудничать", "взаимодействовать", "работать", "дружить"})
_GROUNDS = frozenset({"основа", "основание", "держаться", "базироваться", "основываться", "опираться"})
_MAIN = frozenset({"главный", "основной", "основополагающий", "головной", "главное", "основное", "1"})
_FIRST = _GROUNDS | _MAIN | {"начаться", "начинаться", "год"}
OF_FIRST = _FIRST | {"лежать", "базовый"}
"""These say nothing more where it is asked with what all began."""


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
        if not _CHRONICLES.isdisjoint(self.free_keys) or self._is_of_chiefs():
            return EntryKind.EVENT
        signed = "подписать" in self.free_keys
        if signed and (not _AGREEMENTS.isdisjoint(self.keys) or self.asks_what_was_signed()):
            return EntryKind.AGREEMENT
        if self.keys >= _DONE_BY_GROUPS:
            return EntryKind.INDICATOR
        return self._named_kind() or self._kind_leant_to(is_figure=is_figure)

    def _named_kind(self) -> EntryKind | None:
        for word in self.free:
            if word.key in KIND_WORDS and not (word.key == "мероприятие" and "план" in self.keys):
                return self._rather_agreed(KIND_WORDS[word.key])
        return None

    def _kind_leant_to(self, *, is_figure: bool) -> EntryKind | None:
        if AGREEING & self.free_keys:
            return EntryKind.AGREEMENT
        if "процент" in self.keys and {"сколько", "какой"} & self.keys:
            return EntryKind.INDICATOR
        named = [unit for unit in self.spans if any(each.kind is EntryKind.PERSON for each in unit.mentions)]
        if (
            named
            and ("кто" in self.keys or "когда" not in self.keys)
            and ("кто" in self.keys or any(CHIEFS & set(unit.keys) for unit in named))
        ):
            return EntryKind.PERSON
        if ("кто" in self.keys and MAKING & self.free_keys) or self.asks_who_partakes():
            return EntryKind.ORGANISATION
        return EntryKind.INDICATOR if is_figure else self._leant_to()

    def _rather_agreed(self, kind: EntryKind) -> EntryKind:
        """Return that an agreement is asked for, though bodies are told first: «центр и завод, о чём документ»."""
        later = (word for word in self.free if KIND_WORDS.get(word.key) is EntryKind.AGREEMENT)
        one = any("sing" in self.dictionary.grammar(word.surface) for word in later)
        one = one or (self.words[0].key == "что" and not AGREEING.isdisjoint(self.free_keys))
        return EntryKind.AGREEMENT if kind is EntryKind.ORGANISATION and one else kind

    def _is_of_chiefs(self) -> bool:
        """Return whether an event is asked for of those who head something: «переговоры с главами областей»."""
        return bool(CHIEFS & self.keys) and any(
            KIND_WORDS.get(word.key) is EntryKind.EVENT and "NOUN" in self.dictionary.grammar(word.surface)
            for word in self.free
        )

    def asks_what_was_signed(self) -> bool:
        """Return whether it asks what was signed in a field or on an occasion: «что подписали на форуме»."""
        if "что" not in self.keys or "подписать" not in self.free_keys:
            return False
        events = (word for word in self.free if KIND_WORDS.get(word.key) is EntryKind.EVENT)
        occasion = any("NOUN" in self.dictionary.grammar(word.surface) for word in events)
        return self.names_but_fields() and (occasion or self.names_anything())

    def asks_who_partakes(self) -> bool:
        """Return whether it asks who takes part, at all or in a field, on either side or one."""
        if _WHO.isdisjoint(self.keys) or not self.names_but_fields() or KIND_WORDS.keys() & self.free_keys:
            return False
        named = self.names_anything()
        if not named and side_of(self.words) is not None and PARTAKING & self.keys:
            return True
        if {"участвовать", "участник", "партнер"} & self.keys:
            return bool({"кто", "весь", "все", *LIST_WORDS} & self.keys) or named or "участник" in self.keys
        return named and "кто" in self.keys and not _BUSY.isdisjoint(self.keys)

    def asks_who(self) -> bool:
        """Return whether it asks who someone is: not «кто это сказал»."""
        if _WHO_IS.isdisjoint(word.surface.lower() for word in self.words) or not _SUCH & self.keys:
            return False
        who = [at for at, word in enumerate(self.words) if word.surface.lower() in _WHO_IS]
        such = [at for at, word in enumerate(self.words) if word.key in _SUCH]
        if not any(abs(one - two) <= _BESIDE for one in who for two in such):
            return False  # «это за какой период и кто назвал»
        after = [*self.words[2:], None]
        return not any(
            (one.key, two.key) == ("кто", "это") and three and "VERB" in self.dictionary.grammar(three.surface)
            for one, two, three in zip(self.words, self.words[1:], after, strict=False)
        )

    def names_a_work(self) -> bool:
        """Return whether a project is named, and not asked who partakes: «как с заводами по Ил-76»."""
        named = any(each.kind is EntryKind.PROJECT for unit in self.spans for each in unit.mentions)
        how = self.words[0].key == "как"  # «как белорусские заводы участвуют в выпуске Ил-76»
        other = "какой" in self.keys and LIST_WORDS.isdisjoint(self.keys) and not self._asks_which_body()
        return named and (how or other or WHICH.isdisjoint(self.keys)) and "кто" not in self.keys

    def _asks_which_body(self) -> bool:
        """Return whether «какой» is asked of a body, not of another thing: «какую помощь оказывают заводы»."""
        places = [at for at, word in enumerate(self.words) if word.key == "какой"]
        return any(
            KIND_WORDS.get(word.key) is EntryKind.ORGANISATION for at in places for word in self.words[at + 1 : at + 3]
        )

    def asks_all(self, kind: EntryKind) -> bool:
        """Return whether all that a kind has is asked for without a word in the plural."""
        all_of = (one.surface.lower() in EVERY and KIND_WORDS.get(two.key) is kind for one, two in pairwise(self.words))
        if any(all_of):
            return True
        match kind:
            case EntryKind.AGREEMENT:
                return self.asks_what_was_signed()
            case EntryKind.ORGANISATION:
                return self.asks_who_partakes() and not _PARTNERS.isdisjoint(self.keys)
            case EntryKind.INDICATOR:
                several = not {"все", "весь"}.isdisjoint(self.keys) or ("какой", "цифра") in self.pairs
                return "цифра" in self.free_keys and several
            case EntryKind.DISCREPANCY:
                return not DIFFERING.isdisjoint(self.free_keys)
            case _:
                return kind is EntryKind.EVENT and self.asks_who_came()

    def has_bodies_of_field(self, places: Sequence[int]) -> bool:
        """Return whether bodies that stand at ``places`` are beside the field that they are of: «по науке и вузам»."""
        fields = [unit for unit in self.spans if all(each.kind is EntryKind.SECTOR for each in unit.mentions)]
        ends = {word.start for unit in fields for word in (unit.words[0], unit.words[-1])}
        beside = (at for at in places if at > 1 and self.words[at - 1].key == "и")
        return LIST_WORDS.isdisjoint(self.keys) and any(self.words[at - 2].start in ends for at in beside)

    def names_whose_partners(self, places: Sequence[int]) -> bool:
        """Return whether bodies at ``places`` are but those that one named works with: «УлГУ и белорусские вузы»."""
        bodies = (unit for unit in self.spans if all(each.kind is EntryKind.ORGANISATION for each in unit.mentions))
        named = [unit for unit in bodies if not is_of_place(unit, self.dictionary)]
        partners = all("ablt" in self.dictionary.grammar(self.words[at].surface) for at in places)
        return len(named) == 1 and bool(places) and partners and _LISTED.isdisjoint(self.keys)

    def names_an_agreement(self) -> bool:
        """Return whether an agreement is named: it is asked what is in it, «дорожная карта, какие отрасли»."""
        return any(each.kind in AGREED for unit in self.spans for each in unit.mentions)

    def people_named(self) -> int:
        """Return how many persons are named."""
        return sum(any(each.kind is EntryKind.PERSON for each in unit.mentions) for unit in self.spans)

    def names_but_fields(self) -> bool:
        """Return whether nothing but fields is named."""
        named = (unit for unit in self.spans if not only_programme(unit))
        return all(each.kind is EntryKind.SECTOR for unit in named for each in unit.mentions)

    def asks_who_came(self) -> bool:
        """Return whether it asks who came, and names nobody."""
        return {"кто", "визит"} <= self.keys and "визит" in self.free_keys and not self.names_anything()

    def asks_first(self, kind: EntryKind | None) -> bool:
        """Return whether it asks with what it all began, or for the main one of all agreements."""
        if _FIRST.isdisjoint(self.keys) or self.names_anything():
            return False
        if kind is EntryKind.AGREEMENT and _MAIN & self.keys:
            several = (word for word in self.words if KIND_WORDS.get(word.key) is EntryKind.AGREEMENT)
            return all("sing" in self.dictionary.grammar(word.surface) for word in several)
        asks = {"когда", "с"} & self.keys or ("какой", "год") in self.pairs
        began = bool({"начаться", "начинаться"} & self.keys) and bool(asks) and kind in {None, EntryKind.EVENT}
        since = {("с", "какой"), ("какой", "год")} <= self.pairs and bool(_WORKING & self.keys)
        return began or since or (bool(_GROUNDS & self.keys) and kind is not EntryKind.EVENT)

    def asks_what_is_planned(self, period: Period | None) -> bool:
        """Return whether what the plan has for a part of a year is asked for: «что в плане на декабрь»."""
        if period is None or _AGREEING & self.keys or self.names_years() or ("план", "от") in self.pairs:
            return False
        if self.people_named() > 1 or not VALIDITY.isdisjoint(self.keys):
            return False  # of a plan what was said or was in force then
        if (period.last - period.first).days >= SEASON:
            return (
                "что" in self.keys and bool(PLANNED & self.keys) and self.keys.isdisjoint(KIND_WORDS.keys() - _OF_PLAN)
            )
        planned = "план" in self.keys or ("что" in self.keys and bool(PLANNED & self.keys))
        return planned and self.keys.isdisjoint(KIND_WORDS.keys() - _OF_PLAN)

    def names_years(self) -> bool:
        """Return whether years from one to another are named: of all that is for years, the plan is meant itself."""
        return sum(year_of(word.key) is not None for word in self.words) > 1

    def kind_of_time(self, period: Period | None) -> EntryKind | None:
        """Return that events are asked for by «что было в октябре»; of a whole year there is more to tell."""
        short = period is not None and (period.last - period.first).days < SEASON
        told = ("что" in self.keys and HAPPENING & self.keys) or "делегация" in self.keys
        return EntryKind.EVENT if short and told else None

    def asks_plan(self, kind: EntryKind | None) -> bool:
        """Return whether a plan itself is asked for: nothing else that has a plan in its name will do."""
        return kind is EntryKind.AGREEMENT and self.speaks_of_a_plan()

    def asks_how_much(self) -> bool:
        """Return whether it asks how much is traded, or was in a year: nothing but a figure will do."""
        of_year = any(year_of(word.key) for word in self.free)
        named = (each.kind for unit in self.spans for each in unit.mentions)
        grown = of_year and "рост" in self.keys and all(kind is EntryKind.PERSON for kind in named)
        return grown or (("сколько" in self.keys or of_year) and bool(_TRADE & self.keys))

    def insists_on_figure(self) -> bool:
        """Return whether nothing but a figure will do: of trade, of growth, of what working groups have done."""
        return (
            self.asks_how_much()
            or (self.keys >= _PERCENT and not {"сколько", "какой"}.isdisjoint(self.keys))
            or self.keys >= _DONE_BY_GROUPS
        )

    def names_anything(self) -> bool:
        """Return whether anything is named but what everything here is about."""
        return not all(only_programme(unit) for unit in self.spans)

    def asks_city(self) -> bool:
        """Return whether it asks in which city something was."""
        return any((which, "город") in self.pairs for which in ("какой", "который"))

    def speaks_of_city(self) -> bool:
        """Return whether «город» only says what a place is, or asks which."""
        named = (two.surface for one, two in pairwise(self.words) if one.key == "город" and "день" not in self.keys)
        return self.asks_city() or any("Geox" in self.dictionary.grammar(each) for each in named)

    def speaks_of_a_plan(self) -> bool:
        """Return whether a plan is spoken of; beside a name, what stands «в плане» is asked about, not the plan."""
        before = {before.key for before, word in pairwise(self.words) if word.key == "план"}
        within = before <= {"в", "во"} and ("план", "с") not in self.pairs
        return "план" in self.free_keys and not (within and any(not only_programme(unit) for unit in self.spans))

    def _leant_to(self) -> EntryKind | None:
        """Return the kind of a name that tells its own, or the one that its end or its time is asked of."""
        inside = (word.key for unit in self.spans for word in unit.words if word.key in STRICT_KIND_WORDS)
        if kind := next((KIND_WORDS[key] for key in inside), None):
            return kind
        if DIFFERING & self.free_keys:
            return EntryKind.DISCREPANCY
        if ENDING & self.keys or self.speaks_of_a_plan():
            return EntryKind.AGREEMENT
        if self.asks_how_much():
            return EntryKind.INDICATOR
        if "сколько" in self.keys and not _PUT_IN.isdisjoint(self.keys):
            return EntryKind.PROJECT
        if self._asks_when() or self.asks_city() or self._is_of_what_was():
            return EntryKind.EVENT
        agreed = any(unit.mentions and {each.kind for each in unit.mentions} <= AGREED for unit in self.spans)
        return EntryKind.AGREEMENT if agreed else None

    def _asks_when(self) -> bool:
        """Return whether a time or a place is asked for; «калі ласка» is only «please»."""
        return bool(_WHEN & self.keys) and _PLEASE not in self.pairs and not self.keys >= _WHERE_TO_READ

    def _is_of_what_was(self) -> bool:
        """Return whether something is told of the past of what was once: «сколько пришло на выставку»."""
        was = any({"VERB", "past"} <= self.dictionary.grammar(word.surface) for word in self.free)
        return was and any(each.kind is EntryKind.EVENT for unit in self.spans for each in unit.mentions)


def only_programme(unit: Unit) -> bool:
    """Return whether a unit says nothing but what everything here is about."""
    return all(key in PROGRAMME for key in unit.keys)


def is_kind_beside(unit: Unit, named: Sequence[Unit]) -> bool:
    """Return whether «соглашение с Беларусью» is but a kind, for it is said what it is on: «… о туризме»."""
    kinds = frozenset(unit.keys) & _AGREEMENTS
    if (
        not kinds
        or {each.kind for each in unit.mentions} != {EntryKind.AGREEMENT}
        or not PROGRAMME | kinds >= {*unit.keys}
    ):
        return False
    return any(each is not unit and not only_programme(each) for each in named)


def is_of_place(unit: Unit, dictionary: Words) -> bool:
    """Return whether a name is the adjective of a place that has an office: «витебский»."""
    of_office = all(each.kind is EntryKind.ORGANISATION for each in unit.mentions)
    return of_office and len(unit.words) == 1 and "ADJF" in dictionary.grammar(unit.words[0].surface)


def is_beside_the_point(unit: Unit, named: Sequence[Unit], keys: Sequence[str], words: Sequence[Word]) -> bool:
    """Return whether «на выставке» only says where others met, or «прошлый губернатор» that another one is meant."""
    at = words.index(unit.words[0])
    if unit.keys == ("губернатор",):
        return at > 0 and keys[at - 1] in FORMER
    others = [each for each in named if each is not unit and not only_programme(each)]
    before = {"на", "поле"} & {*keys[max(0, at - 2) : at]}
    return unit.keys == ("выставка",) and bool(before) and bool(others)
