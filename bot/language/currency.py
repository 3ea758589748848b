"""How current an entry is: when an event was, whether an agreement is in force, which figure is the newest.

Dates of the register are as written («2025-06-25…27», «2024-10 (к 17.10)»): the year and month they begin with count.
"""

import calendar
import re
from collections.abc import Iterable, Sequence
from datetime import date

from bot.language.periods import Period
from bot.language.question import Moment
from bot.language.texts import Ref, reported_on
from storage.register_records import Agreement, AnyEntry, Entry, Event, Indicator, Register

_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_YEAR = re.compile(r"\d{4}")
_A_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_UNCONFIRMED = re.compile(r"(?:документ|подписание) не подтвержд", re.IGNORECASE)
_CONTEXT = -0.3
_HEADLINE = 0.1
_WHOLE_YEAR = 0.01
_PER_YEAR = 0.04
_OLDEST = 0.4


def days_of(event: Event) -> Period | None:
    """Return the days that an event's date says, a whole month or year when it says no more."""
    return _days(event.date)


def _days(written: str) -> Period | None:
    found = _DATE.match(written)
    if not found:
        return None
    year = int(found[1])
    first_month, last_month = (int(found[2]),) * 2 if found[2] else (1, 12)
    day = int(found[3] or 0)
    last = day or calendar.monthrange(year, last_month)[1]
    return Period(date(year, first_month, day or 1), date(year, last_month, last))


def at_moment(register: Register, refs: Sequence[Ref], moment: Moment | None, today: date) -> Ref | None:
    """Return the event that was last or comes next; the only entry when there is one; else ``None``."""
    if len(refs) == 1:
        return refs[0]
    entries = ((ref, register.find(*ref)) for ref in refs)
    dated = [(days, ref) for ref, entry in entries if isinstance(entry, Event) and (days := days_of(entry))]
    if moment is Moment.LAST:
        past = [(days.first, ref) for days, ref in dated if days.last <= today]
        return max(past)[1] if past else None
    if moment is Moment.NEXT:
        coming = [(days.first, ref) for days, ref in dated if days.last >= today]
        return min(coming)[1] if coming else None
    return None


def in_force(agreement: Agreement, today: date) -> bool:
    """Return whether the years for which an agreement is valid include this one; ``False`` when none are named."""
    return valid_in(agreement, today.year)


def is_in_force(entry: AnyEntry | None, today: date) -> bool:
    """Return whether an entry is an agreement that names the years it is valid for, this one among them."""
    return isinstance(entry, Agreement) and in_force(entry, today)


def valid_in(agreement: Agreement, year: int) -> bool:
    """Return whether the years for which an agreement is valid include ``year``; ``False`` when none are named."""
    years = [int(each) for each in _YEAR.findall(agreement.valid or "")]
    return bool(years) and years[0] <= year <= years[-1]


def ended_in(agreement: Agreement, today: date) -> int | None:
    """Return the last year of the validity of an agreement that is over, ``None`` for others."""
    years = [int(year) for year in _YEAR.findall(agreement.valid or "")]
    return years[-1] if years and years[-1] < today.year else None


def begins_in(agreement: Agreement, today: date) -> int | None:
    """Return the first year of the validity of an agreement that is still to come, ``None`` for others."""
    years = [int(year) for year in _YEAR.findall(agreement.valid or "")]
    return years[0] if years and years[0] > today.year else None


def signing_of(agreement: Agreement) -> Period | None:
    """Return the days of the signing; where no source names it, those on which it was first reported.

    What is valid for named years is reported all through them, so its reports say nothing of the signing.
    """
    if agreement.signed_on:
        return _days(agreement.signed_on)
    return None if agreement.valid else _days(reported_on(agreement))


def earliest(agreements: Iterable[Agreement]) -> Agreement | None:
    """Return the agreement that was signed before all others, ``None`` when of none it is known when."""
    return min((each for each in agreements if each.signed_on), key=lambda each: each.signed_on or "", default=None)


def is_signed(agreement: Agreement) -> bool:
    """Return whether an agreement counts as signed: not a plan without its day, nor what no source confirms."""
    return bool(agreement.signed_on) or not (agreement.valid or _UNCONFIRMED.search(agreement.status))


def signed_in(agreement: Agreement) -> frozenset[int]:
    """Return the years of the signing, several where sources differ; none for what is not known to be signed."""
    if agreement.signed_on or not is_signed(agreement):
        return frozenset(int(year) for year in _YEAR.findall(agreement.signed_on or "")[:1])
    told = f"{agreement.status} {'' if agreement.valid else reported_on(agreement)}"
    return frozenset(int(year) for year in _A_YEAR.findall(told))


def freshness(entry: Entry, today: date) -> float:
    """Return what is taken from an entry for the age of its newest figure or source: 0 for this year's, to -0.4."""
    if isinstance(entry, Indicator):
        years = [int(year) for year in _YEAR.findall(entry.period)]
    else:
        years = [int(source.date[:4]) for source in entry.sources if source.date]
    return -min(_OLDEST, _PER_YEAR * max(0, today.year - max(years, default=0)))


def favour_of_figure(indicator: Indicator, today: date) -> float:
    """Return how much a figure is preferred to others that answer alike: newer, ours rather than the context's."""
    context = _CONTEXT if indicator.name.startswith("Контекст") else 0.0
    headline = _HEADLINE if indicator.in_tass_item else 0.0
    return freshness(indicator, today) + context + headline + _WHOLE_YEAR * indicator.period.isdigit()
