"""Which entries are of the time asked about: a period, the past, what is still to come."""

import calendar
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from bot.language.currency import begins_in, days_of, earliest, ended_in, is_signed, signed_in, signing_of, valid_in
from bot.language.periods import Period, year_of
from bot.language.question import Intent, Question
from bot.language.texts import Ref
from bot.language.vocabulary import FORMER, MONTHS
from storage.register_records import Agreement, AnyEntry, EntryKind, Event, Indicator, Organisation, Register

_YEAR_OF_DAYS = 364
_PARTS = {"квартал": "Q{}", "полугодие": "H{}", "месяц": "01…{:02}"}
_YEARS_BACK = 5
_WHAT = frozenset({"что", "чего", "что-нибудь", "что-то"})
_RECENT = 62  # days of which there is news


def timely(register: Register, refs: Sequence[Ref], question: Question) -> tuple[Ref, ...]:
    """Return what suits the period asked about; a month without a year is the last in which there is any."""
    asked = question
    for _ in range(_YEARS_BACK if _month_alone(question) else 1):
        found = tuple(ref for ref in refs if suits(register.find(*ref), asked))
        if found or asked.period is None:
            return found
        asked = replace(asked, period=_a_year_before(asked.period))
    return ()


def suits(entry: AnyEntry | None, question: Question) -> bool:
    """Return whether an entry is of the body, the side and the period asked about."""
    if is_of_another_part(entry, question):
        return False
    if isinstance(entry, Indicator) and _years_told(question):
        return all(str(year) in entry.period for year in _years_told(question))
    if isinstance(entry, Organisation):
        return entry.body.startswith(question.body) and question.side in {None, entry.side}
    if question.period is not None and isinstance(entry, Event):
        held = days_of(entry)
        vague = held is not None and _whole_year(held) and not _whole_year(question.period)
        return not vague and _overlaps(held, question.period)
    if isinstance(entry, Agreement) and entry.valid and any(word.key == "план" for word in question.words):
        years = (unit.year for unit in question.units if unit.year)
        return question.signed or all(valid_in(entry, year) for year in years)
    by_year = question.signed or _years_told(question)
    if isinstance(entry, Agreement) and by_year and not was_signed(entry, question):
        return False
    if question.period is not None and isinstance(entry, Agreement) and not _whole_year(question.period):
        return _overlaps(signing_of(entry), question.period)
    return True


def is_of_another_part(entry: AnyEntry | None, question: Question) -> bool:
    """Return whether a figure is of another part of a year than is asked for: the third quarter, nine months."""
    if not isinstance(entry, Indicator):
        return False
    told = f"{entry.name} {entry.period}"
    months = [MONTHS[word.key] for word in question.words if word.key in MONTHS]
    if months and not (_ranged(months) in told or all(re.search(rf"(?<!\d){each:02}(?!\d)", told) for each in months)):
        return True
    for at, word in enumerate(question.words):
        number = question.words[at - 1].key if at else ""
        if word.key in _PARTS and number.isdigit() and _PARTS[word.key].format(int(number[:3])) not in entry.period:
            return True
    return False


def _ranged(months: Sequence[int]) -> str:
    """Return how a period that months bound is written: «январь — июнь» is the first half."""
    first, last = months[0] - 1, months[-1]
    for letter, length in (("Q", 3), ("H", 6)):
        if last - first == length and first % length == 0:
            return f"{letter}{last // length}"
    return "no such part"


def was_signed(agreement: Agreement, question: Question) -> bool:
    """Return whether an agreement was signed, and in each of the years that a question names."""
    years = [unit.year for unit in question.units if unit.year] or _years_told(question)
    return is_signed(agreement) and signed_in(agreement).issuperset(years)


def signed_during(register: Register, question: Question) -> tuple[Ref, ...]:
    """Return the agreements whose day of signing is in the month that is asked about with its year."""
    period = question.period
    if period is None or _whole_year(period) or _month_alone(question):
        return ()
    dated = ((slug, entry) for slug, entry in register.agreements.items() if entry.signed_on)
    return tuple((EntryKind.AGREEMENT, slug) for slug, entry in dated if _overlaps(signing_of(entry), period))


def _years_told(question: Question) -> list[int]:
    """Return the year that is told without its number: «в прошлом году»."""
    period = question.period
    former = not FORMER.isdisjoint(word.key for word in question.words)
    whole = period is not None and former and (period.first.month, period.last.month) == (1, 12)
    return [period.first.year] if period and whole and period.first.year == period.last.year else []


def former_or_coming(agreements: Iterable[tuple[Ref, Agreement]], question: Question, today: date) -> tuple[Ref, ...]:
    """Return those that are over, the last first, or those still to come, the next first: as the question asks.

    Of what is valid for years the one in force is never given as if it were such.
    """
    if question.former:
        timed = [(year, ref) for ref, entry in agreements if (year := ended_in(entry, today))]
    else:
        timed = [(-first, ref) for ref, entry in agreements if (first := begins_in(entry, today))]
    return tuple(ref for _, ref in sorted(timed, reverse=True))


def began_with(register: Register, question: Question) -> Ref | None:
    """Return the agreement signed before all others, ``None`` where more is asked than which it is."""
    first = earliest(register.agreements.values())
    if first is None or any(unit.year is None or unit.year not in signed_in(first) for unit in question.units):
        return None
    return EntryKind.AGREEMENT, first.slug


def stream_of(question: Question, today: date) -> Intent | None:
    """Return that of days without events there is the news, or what is due when they are still to come."""
    asks = question.kind_wanted is EntryKind.EVENT or any(word.key in _WHAT for word in question.words)
    if question.period is None or question.units or not asks:
        return None
    if question.period.first > today:
        return Intent.DEADLINES
    return Intent.NEWS if (today - question.period.last).days < _RECENT else None


def _month_alone(question: Question) -> bool:
    keys = {word.key for word in question.words}
    return bool(MONTHS.keys() & keys) and not any(map(year_of, keys))


def _a_year_before(period: Period) -> Period:
    return Period(*(_same_day(day, day.year - 1) for day in (period.first, period.last)))


def _same_day(day: date, year: int) -> date:
    return date(year, day.month, min(day.day, calendar.monthrange(year, day.month)[1]))


def _overlaps(days: Period | None, period: Period) -> bool:
    return days is not None and days.first <= period.last and period.first <= days.last


def _whole_year(period: Period) -> bool:
    """Return whether a period is no shorter than a year: then the years that an agreement names tell."""
    return (period.last - period.first).days >= _YEAR_OF_DAYS
