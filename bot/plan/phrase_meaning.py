"""What was said in a phrase -> its dates: years given to spans without one, then one date, several, or none."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from bot.plan.phrase_idioms import Idiom
from bot.plan.phrase_reading import DeadlineKind, Doubt, Note, PlanPeriod, Reading, Unreadable
from bot.plan.phrase_recurrence import recurring_dates
from bot.plan.phrase_said import Role, Said, Stretch
from bot.plan.phrase_spans import Span
from bot.plan.phrase_words import DAILY, Kind

_FAR: Final = timedelta(days=3660)


def meaning(said: Said, plan: PlanPeriod) -> Reading:
    """Return the kind and the dates of what was said.

    Raises :class:`~bot.plan.phrase_reading.Unreadable` and :class:`~bot.plan.phrase_spans.NoSuchDate`.
    """
    notes = [Note(Doubt.HEDGED)] if said.hedged else []
    recurs = bool(said.every or said.days or _implied(said))
    if DAILY in said.every or (Idiom.ALWAYS in said.idioms and not recurs):
        return _always(said, notes)
    if not (recurs or said.stretches):
        return _without_date(said)
    if said.idioms:
        notes.append(Note(Doubt.BESIDE))
    if recurs:
        dates, more = recurring_dates(said, plan)
        return Reading(DeadlineKind.RECURRING, dates, notes=(*notes, *more))
    return _once(said, plan, notes)


def _implied(said: Said) -> bool:
    """Tell whether «по итогам года» says how often: no year stands beside it."""
    named = any(one.span.years for one in said.stretches)
    return said.results_of is not None and not named


def _always(said: Said, notes: list[Note]) -> Reading:
    if DAILY in said.every or any(one.role not in {Role.IN, Role.FROM} for one in said.stretches):
        notes.append(Note(Doubt.BESIDE))
    starts = [one.span.start for one in said.stretches if one.span.years]
    return Reading(DeadlineKind.OPEN_ENDED, starts_on=min(starts, default=None), notes=tuple(notes))


def _without_date(said: Said) -> Reading:
    if said.unnamed and not said.idioms:
        return Reading(DeadlineKind.OPEN_ENDED, notes=(Note(Doubt.NO_YEAR),))
    if said.end_of is not None and not said.idioms:
        raise Unreadable(Doubt.NO_YEAR)
    if not said.idioms or said.year_follows or said.then is not None:
        raise Unreadable(Doubt.NO_YEAR if said.year_follows else Doubt.AMBIGUOUS)
    return Reading(DeadlineKind.OPEN_ENDED)


def _once(said: Said, plan: PlanPeriod, notes: list[Note]) -> Reading:
    if said.year_follows or said.then is not None or said.days_after is not None or said.end_of is not None:
        raise Unreadable(Doubt.NO_YEAR if said.year_follows else Doubt.AMBIGUOUS)
    stretches = with_years(_after_results(said.stretches), many=said.many_years)
    if all(one.role is Role.FROM for one in stretches):
        return Reading(DeadlineKind.OPEN_ENDED, starts_on=stretches[0].span.start, notes=tuple(notes))
    ends = [one for one in stretches if one.role is not Role.FROM]
    begins = [one.span.start for one in stretches if one.role is Role.FROM]
    dates = sorted({_due(one) for one in ends})
    if any(one.span.start > one.span.due for one in ends) or any(begin > dates[0] for begin in begins):
        raise Unreadable(Doubt.END_BEFORE_START)
    notes.extend(_doubts(ends, dates, plan))
    starts = begins or [one.span.start for one in ends if one.role is Role.IN]
    kind = DeadlineKind.ONCE if len(dates) == 1 else DeadlineKind.RECURRING
    return Reading(kind, tuple(dates), min(starts, default=None), tuple(notes))


def _due(stretch: Stretch) -> date:
    return stretch.span.start - timedelta(days=1) if stretch.role is Role.START else stretch.span.due


def _doubts(ends: Sequence[Stretch], dates: Sequence[date], plan: PlanPeriod) -> list[Note]:
    notes = []
    if any(one.loose for one in ends):
        notes.append(Note(Doubt.LOOSE))
    if len(dates) > 1 and all(one.span.unit is Kind.YEAR for one in ends):
        notes.append(Note(Doubt.YEARS_LISTED))
    if dates[0] < plan.starts_on or dates[-1] > plan.ends_on + _FAR:
        notes.append(Note(Doubt.OUTSIDE_PLAN))
    return notes


def _after_results(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Return the stretches without «по итогам 2025 года» where another says by when: then that is after its end."""
    ends = [one for one in stretches if one.role is Role.RESULTS and one.span.years]
    others = [one for one in stretches if one.role is not Role.RESULTS]
    if not (ends and others):
        return list(stretches)
    return [one if one.span.years else replace(one, span=_next_after(one.span, ends[-1].span.due)) for one in others]


def _next_after(span: Span, day: date) -> Span:
    this_year = span.of_year(day.year)
    return this_year if this_year.due > day else span.of_year(day.year + 1)


def with_years(stretches: Sequence[Stretch], *, many: bool) -> list[Stretch]:
    """Give spans without a year the year of a heading («2025 год: март, июнь»), else that of the next span.

    ``many``: a span has more than one year, so the one before it may mean any of them.

    Raises :class:`~bot.plan.phrase_reading.Unreadable` where there is none, and where a list would run backwards.
    """
    headed = _under_headings(stretches)
    if any(_stray_year(one.span, follows.span) for one, follows in pairwise(headed)):
        raise Unreadable(Doubt.AMBIGUOUS)
    found: list[Stretch] = []
    for one in reversed(headed):
        if one.span.years:
            found.append(one)
            continue
        if not found or found[-1].span.years is None:
            raise Unreadable(Doubt.NO_YEAR)
        dated = replace(one, span=one.span.of_year(found[-1].span.years[0]))
        if many or dated.span.due >= _due(found[-1]):
            raise Unreadable(Doubt.AMBIGUOUS)
        found.append(dated)
    return found[::-1]


def _stray_year(span: Span, follows: Span) -> bool:
    """Tell whether a year stands in a list after less than a year: «IV квартал 2025, 2026 года» says which quarter?"""
    return follows.unit is Kind.YEAR and span.unit not in {Kind.YEAR, Kind.PERIOD}


def _under_headings(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Give spans the year that stands before them, when the phrase begins with a year."""
    if not stretches or stretches[0].span.unit is not Kind.YEAR or stretches[0].role is not Role.IN:
        return list(stretches)
    heading: int | None = None
    found = []
    for place, one in enumerate(stretches):
        follows = stretches[place + 1] if place + 1 < len(stretches) else None
        if one.span.unit is Kind.YEAR and one.span.years and follows and follows.span.years is None:
            heading = one.span.years[1]
        elif one.span.years is None and heading:
            found.append(replace(one, span=one.span.of_year(heading)))
        else:
            found.append(one)
    return found
