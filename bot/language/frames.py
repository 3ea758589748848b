"""Whether a question asks for news or for deadlines, whatever of, and whether for what is late."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from bot.language.periods import Period
from bot.language.question import Intent
from bot.language.vocabulary import (
    DEADLINE_PHRASES,
    DEADLINE_WORDS,
    DUTY,
    EXPIRED,
    FORMER,
    ITS_TERM,
    KIND_WORDS,
    LAST,
    NEWS_PHRASES,
    NEWS_WORDS,
    NEXT,
    OVERDUE,
    PREPOSITIONS,
    PROMISING,
    RUNNING_OUT,
    STRICT_KIND_WORDS,
    TELLING,
    VALIDITY,
)
from bot.language.wanted import AGREED, SEASON, Wanted
from bot.language.words import Word
from storage.register_records import EntryKind

_DOING: Final = frozenset({"сделать", "делать", "успеть", "выполнение", "исполнить", "закрыть"})
_HANDING_IN: Final = frozenset({"сдать", "сдавать"})
_LEFT: Final = frozenset({"остаться", "предстоять", "висеть", "поджимать"})
_TASKS: Final = frozenset({"задача", "задание"})
_ITEMS: Final = frozenset({"пункт", "мероприятие"})
_OF_PLAN: Final = frozenset({"план", "пункт", "срок", "отчет", "отчетность", "поручение", "задание", "мероприятие"})
_URGENT: Final = frozenset({"срочный", "срочное"})
_THERE_IS: Final = frozenset({"быть", "есть", "что", "что-нибудь"})
_UNDONE: Final = frozenset({"невыполненный", "неисполненный", "незакрытый", "несделанный", "невыполнение"})
_NOT_DONE: Final = frozenset({("не", each) for each in (*_DOING, *_HANDING_IN, "закрытый")})
_LATE: Final = frozenset({"опоздать", "опаздывать", "опоздание", "отставать", "отставание", "сорвать", "срывать"})
_PASSED: Final = frozenset(
    {
        "сорвать",
        "сорванный",
        "пропустить",
        "нарушить",
        "пройти",
        "истечь",
        "прошедший",
        "истекший",
        "долг",
        "срывать",
        "нарушение",
    }
)
_CONTROL: Final = frozenset({
    ("на", "контроль"), ("контрольный", "точка"), ("контрольный", "срок"), ("контрольный", "дата"),
    ("что", "срочно"), ("что", "срочный"),
    ("быть", "срочный"),
    ("самый", "срочный"), ("самый", "срочное"),
})  # fmt: skip

_WHAT: Final = frozenset({"что", "что-то", "что-нибудь", "чем", "чего", "кто", "который", "какой", "когда"})
_WRITING: Final = frozenset({"писать", "публиковать", "опубликовать"})
_HEARD: Final = frozenset({"слышно", "слышный"})
_WRITTEN: Final = frozenset({"статья", "заметка", "материал", "сообщение", "репортаж"})
_TOLD: Final = frozenset({"сообщать", "сообщаться", "сообщить", "передавать", "говориться"})
_FRESH: Final = frozenset({"свежий", "свеженький", "новенький"})
_FRESH_BY_ITSELF: Final = frozenset({"новое", "поновее", "посвежее", "нового", "new", "latest", "newest", "fresh"})
_LATELY: Final = frozenset({*_FRESH, "последний", "новый", "выйти"})
_LATER: Final = frozenset({"измениться", "обновиться", "добавиться", "появиться", "поменяться"})
_HAPPENED: Final = frozenset({"произойти", "происходить", "случиться"})
_WEAK: Final = frozenset({"повестка", "обновление", "изменение", "сводка"})
_WHETHER: Final = frozenset({"has", "have", "is", "was", "were"})
_SOME_NEWS: Final = frozenset({("один", "новость"), ("один", "пресса"), ("один", "сми"), ("1", "новость")})
_TALKS: Final = frozenset({"переговоры", "встреча", "визит", "заседание"})
_BY_WHICH_DATE: Final = frozenset({"число", "сделать"})
_ABOUT: Final = frozenset({"про", "насчет", "касательно"})
_DIGESTS: Final = frozenset({"сводка", "обзор", "итог", "подборка", "главное"})
_WENT_OUT: Final = ("что", "выйти")

_CUES: Final = (
    _HANDING_IN
    | _LEFT
    | {"закрытый", "отчет", "план"}
    | _URGENT
    | _TASKS
    | _ITEMS
    | _UNDONE
    | _LATE
    | _DOING
    | {"должный", "контроль", "контрольный"}
    | {
        "срочно",
        "срочный",
    }
)
_NEW: Final = (
    {"новый", "последний", "выйти"}
    | _HEARD
    | _TOLD
    | _WRITING
    | _WRITTEN
    | _FRESH
    | _LATER
    | _HAPPENED
    | _WEAK
    | _DIGESTS
)

FRAMING: Final = frozenset({
    *NEWS_WORDS, *DEADLINE_WORDS, *DUTY, *_HANDING_IN, *_LEFT, *_UNDONE, *_LATE, *_PASSED, *_WRITING, *_WRITTEN,
    *_FRESH, *_LATER, *_WEAK, *_DOING, *_TASKS, "подать", "сообщать", "сообщаться", "говориться", "слышно", "слышный",
    "выйти", "контроль", "контрольный", "точка", "срочный", "вовремя", "должный", "квартал", "полугодие", "актуальный",
    "информационный", "вчера", "сегодня", "завтра", "закрытый", "отчет", "долг", "газета",
    "сдача", "нарушение", "выходной", "упоминание", "срочное",
})  # fmt: skip
"""These say nothing of what the news or the deadlines asked for are of."""


@dataclass(slots=True)
class Frames:
    """Tells the frame by the words of a question and what else is wanted."""

    wanted: Wanted

    def intent(self, period: Period | None, kind: EntryKind | None) -> Intent | None:
        """Return news or deadlines when the question asks for them, ``None`` for others."""
        decided = not {"решение", "решить"}.isdisjoint(self.wanted.keys)
        done = period is None and decided and "группа" in self.wanted.keys  # of working groups: a figure
        if done or (kind is EntryKind.INDICATOR and "показатель" in self.wanted.free_keys):
            return None
        if self._names_deadlines(period) or self._asks_what_is_left(period):
            return Intent.DEADLINES
        if self._names_news() or self._asks_what_is_new(period, kind):
            return Intent.NEWS
        is_duty = period and kind is not EntryKind.INDICATOR and not self.wanted.names_years() and self._is_duty()
        return Intent.DEADLINES if is_duty or self.wanted.asks_what_is_planned(period) else None

    def is_late(self) -> bool:
        """Return whether deadlines are asked for that are over."""
        keys, pairs = self.wanted.keys, self.wanted.pairs
        in_time = "не" in keys and (("в", "срок") in pairs or "вовремя" in keys)
        passed = "срок" in keys and bool(_PASSED & keys)
        owed = "должный" in keys and not _NOT_DONE.isdisjoint(pairs)
        return owed or passed or in_time or ("не", "успеть") in pairs or not (OVERDUE | _LATE).isdisjoint(keys)

    def _names_deadlines(self, period: Period | None) -> bool:
        keys = self.wanted.keys
        named = (
            DEADLINE_WORDS & self.wanted.free_keys and "процент" not in keys and (VALIDITY | PROMISING).isdisjoint(keys)
        )
        if named and not self._asks_term():
            return True
        if ("что", "до") in self.wanted.pairs or (("к", "какой") in self.wanted.pairs and keys >= _BY_WHICH_DATE):
            return True
        if period is not None and not (RUNNING_OUT | EXPIRED).isdisjoint(keys) and KIND_WORDS.keys().isdisjoint(keys):
            return not self.wanted.names_anything() and (period.last - period.first).days < SEASON
        return self._has(DEADLINE_PHRASES) or {"до", "конец", "что"} <= keys

    def _asks_what_is_left(self, period: Period | None) -> bool:
        """Return whether it asks what is to be done or has not been, in whatever words."""
        keys, free = self.wanted.keys, self.wanted.free_keys
        if not _CUES & keys:
            return False
        if _HANDING_IN & free and (_WHAT & keys or period) and any(map(self._is_to_come, self.wanted.free)):
            return True
        if self._asks_for_items(period) or self._has(_CONTROL):
            return True
        if STRICT_KIND_WORDS & free or "решение" in keys:
            return False
        left = {"что", "какой"} & keys and _LEFT & free
        undone = _UNDONE & free or (self._has(_NOT_DONE) and {"что", "где", *_OF_PLAN} & keys)
        return bool(left or undone or self._must() or (not self.wanted.names_anything() and self._asks_for_tasks()))

    def _asks_for_items(self, period: Period | None) -> bool:
        """Return whether it asks for items of the plan: the next ones, those of a time, or any in the plural."""
        keys, pairs = self.wanted.keys, self.wanted.pairs
        several = self._is_plural("пункт")
        if NEXT & keys and ("пункт" in keys or several or ("по", "план") in pairs or ({"мероприятие", "план"} <= keys)):
            return True
        if (several and ("план" in keys or ("какой", "пункт") in pairs)) or {"когда", "отчет"} <= keys:
            return True
        of_time = period is not None and STRICT_KIND_WORDS.isdisjoint(keys)
        return of_time and ("пункт" in keys or ("какой", "отчет") in pairs)

    def _asks_for_tasks(self) -> bool:
        keys, free = self.wanted.keys, self.wanted.free_keys
        urgent = _URGENT & free and _THERE_IS & keys
        late = _LATE & free and (_WHAT | _OF_PLAN) & keys
        return bool(urgent or late or (_TASKS & free and "решить" not in keys))

    def _must(self) -> bool:
        """Return whether it asks what somebody must do: «что должен УАЗ», «что надо срочно сделать»."""
        words = self.wanted.free
        if "что" not in self.wanted.keys:
            return False
        owes = any(
            word.key == "должный" and "neut" not in self.wanted.dictionary.grammar(word.surface) for word in words
        )
        done = any(word.key in _DOING and self._is_infinitive(word) for word in words)
        by_plan = "план" in self.wanted.keys and not self.wanted.words[0].surface.isascii()
        return owes or (done and (by_plan or bool(DUTY & self.wanted.keys)))

    def _is_infinitive(self, word: Word) -> bool:
        in_belarusian = word.belarusian and word.surface.endswith(("ць", "ці"))
        return in_belarusian or "INFN" in self.wanted.dictionary.grammar(word.surface)

    def _is_to_come(self, word: Word) -> bool:
        return word.key in _HANDING_IN and "past" not in self.wanted.dictionary.grammar(word.surface)

    def _names_news(self) -> bool:
        begins = {word.surface.lower() for word in self.wanted.words[:1]}
        if begins & _WHETHER and self.wanted.names_an_agreement():
            return False  # "Has the plan been signed and published?"
        said = self._has(NEWS_PHRASES) and not self._is_of_talks()
        return said or (bool(NEWS_WORDS & self.wanted.free_keys) and not self._compares_news())

    def _compares_news(self) -> bool:
        """Return whether it is asked why news differ: «почему в одних новостях 23 процента, а в других до 30»."""
        return bool(_SOME_NEWS & self.wanted.pairs) and "другой" in self.wanted.keys

    def _is_of_talks(self) -> bool:
        """Return whether it is asked what those named said to one another: that is no news."""
        met = any(each.kind is EntryKind.EVENT for unit in self.wanted.spans for each in unit.mentions)
        said = any(map(self._is_said, self.wanted.words)) and self.wanted.people_named() > 0
        return met or said or not _TALKS.isdisjoint(self.wanted.keys) or self.wanted.people_named() > 1

    def _is_said(self, word: Word) -> bool:
        return word.key == "говорить" and "past" in self.wanted.dictionary.grammar(word.surface)

    def _asks_what_is_new(self, period: Period | None, kind: EntryKind | None) -> bool:
        """Return whether it asks what is new in other words than news."""
        keys, free = self.wanted.keys, self.wanted.free_keys
        if not _NEW & keys:
            return False
        what = bool({"что", "чем", "чего", "что-нибудь", "что-то"} & keys)
        if (what and any(map(self._is_written, self.wanted.free))) or any(
            map(self._is_fresh, range(len(self.wanted.words)))
        ):
            return True
        if what and _HEARD & keys:
            return True
        if _WRITTEN & free and _LATELY & keys:
            return True
        if kind is None and _WENT_OUT in self.wanted.pairs:
            return True
        named = self.wanted.names_anything()
        if (
            what
            and not named
            and kind is None
            and (_LATER & free or (_HAPPENED & free and not (self.wanted.spans or period)))
        ):
            return True
        if _WEAK & free and not named and kind is None:
            return True
        short = period is not None and (period.last - period.first).days < SEASON
        of_field = what and _HAPPENED & free and named and self.wanted.names_but_fields()
        told = kind is None and not self._is_of_talks() and (_DIGESTS & keys or (what and _TOLD & keys))
        return short and bool(of_field or told)

    def _is_written(self, word: Word) -> bool:
        """Return whether others write: whoever says «пишу статью» does not ask for news."""
        return word.key in _WRITING and (
            word.belarusian
            or word.surface.isascii()
            or {"1per", "INFN"}.isdisjoint(self.wanted.dictionary.grammar(word.surface))
        )

    def _is_fresh(self, at: int) -> bool:
        """Return whether «свежее», «новенького» stand by themselves, no «свежий хлеб»."""
        word = self.wanted.words[at]
        grammar = self.wanted.dictionary.grammar
        in_english = word.surface.lower() in _FRESH_BY_ITSELF
        if not in_english and (word.key not in _FRESH or not (word.belarusian or "neut" in grammar(word.surface))):
            return False
        after = self.wanted.words[at + 1 : at + 2]
        if after and after[0].surface.lower() == "here":  # "I am new here"
            return False
        return not after or after[0].key in PREPOSITIONS | _ABOUT or "NOUN" not in grammar(after[0].surface)

    def _is_duty(self) -> bool:
        """Return whether it asks what must be done; «мне нужны цифры», «надо понять» do not."""
        keys = [word.key for word in self.wanted.words]
        if any(word.surface.lower() == "did" for word in self.wanted.words):
            return False
        if any(map(self._is_to_come, self.wanted.free)):
            return True
        to_do = "что" in self.wanted.keys and any(
            word.key in _DOING and "INFN" in self.wanted.dictionary.grammar(word.surface) for word in self.wanted.free
        )
        telling = TELLING if "что" in self.wanted.keys else TELLING | {"по"}
        must = any(key in DUTY and after not in telling for key, after in pairwise((*keys, "")))
        return (to_do or must) and not (KIND_WORDS.keys() - _ITEMS) & self.wanted.free_keys

    def _asks_term(self) -> bool:
        """Return whether it asks how long an agreement is for: «срок соглашения», not «сроки соглашений»."""
        wanted = self.wanted
        if ("к", "какой") in wanted.pairs and PROMISING.isdisjoint(wanted.keys):
            return False
        terms = [word for word in wanted.words if word.key == "срок"]
        one = all(
            "sing" in wanted.dictionary.grammar(word.surface) and not _is_belarusian_plural(word) for word in terms
        )
        agreed = any(unit.mentions and {each.kind for each in unit.mentions} <= AGREED for unit in wanted.spans)
        which = ("какой", "срок") in wanted.pairs and bool((STRICT_KIND_WORDS | {"план"}) & wanted.keys)
        return one and (self._has(ITS_TERM) or which or (agreed and not (LAST | NEXT | FORMER | OVERDUE) & wanted.keys))

    def _is_plural(self, key: str) -> bool:
        grammar = self.wanted.dictionary.grammar
        return any(word.key == key and "sing" not in grammar(word.surface) for word in self.wanted.words)

    def _has(self, phrases: Sequence[tuple[str, ...]] | frozenset[tuple[str, str]]) -> bool:
        return not self.wanted.pairs.isdisjoint(phrases)


def _is_belarusian_plural(word: Word) -> bool:
    return word.belarusian and word.surface.endswith(("ы", "аў", "амі", "ах", "ам"))
