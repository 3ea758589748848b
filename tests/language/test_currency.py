"""How current entries are."""

from datetime import date
from typing import Any

import pytest

from bot.language.currency import (
    at_moment,
    begins_in,
    days_of,
    ended_in,
    favour_of_figure,
    freshness,
    in_force,
    is_signed,
    signed_in,
    signing_of,
)
from bot.language.periods import Period
from bot.language.question import Moment
from storage.register_records import Agreement, EntryKind, Event, Indicator, Register, Source

TODAY = date(2026, 2, 27)


def _event(slug: str, when: str) -> Event:
    return Event(slug=slug, name="Пример события", date=when)


@pytest.mark.parametrize(
    ("when", "first", "last"),
    [
        ("2025-06-25…27", "2025-06-25", "2025-06-25"),
        ("2024-10 (к 17.10)", "2024-10-01", "2024-10-31"),
        ("2026 (дата не объявлена)", "2026-01-01", "2026-12-31"),
    ],
)
def test_an_event_has_the_days_its_date_begins_with(when: str, first: str, last: str) -> None:
    """A day, a whole month or a whole year, as far as the date says."""
    assert days_of(_event("primer", when)) == Period(date.fromisoformat(first), date.fromisoformat(last))


def test_an_event_without_a_date_has_no_days() -> None:
    """A date in words alone is no date."""
    assert days_of(_event("primer", "не объявлена")) is None


@pytest.mark.parametrize(
    ("fields", "years"),
    [
        ({"signed_on": "2022-11-18", "valid": "2023–2024", "status": "срок истёк"}, {2022}),
        ({"valid": "2025–2026", "status": "выполняется (сообщение 07.10.2025)"}, set()),
        ({"status": "подписано в 2012 году"}, {2012}),
        ({"status": "объявлено 29.09.2025; подписанный документ не подтверждён"}, set()),
        ({"status": "подписан", "sources": (Source("https://example.org", "2024-10-17", "Пример"),)}, {2024}),
    ],
)
def test_an_agreement_was_signed_in_the_years_told(fields: dict[str, Any], years: set[int]) -> None:
    """A plan without its day of signing, and what no source confirms, count as signed in no year."""
    agreement = Agreement(slug="primer", title="Пример", short="Пример", level="", **fields)
    assert signed_in(agreement) == years
    assert is_signed(agreement) is bool(years)


def _refs(*events: Event) -> tuple[Register, tuple[tuple[EntryKind, str], ...]]:
    register = Register(events={each.slug: each for each in events})
    return register, tuple((EntryKind.EVENT, each.slug) for each in events)


def test_the_last_and_the_next_are_chosen_by_date() -> None:
    """The newest past event is the last, the nearest coming one the next; the undated count for neither."""
    register, refs = _refs(
        _event("old", "2023-01-01"), _event("new", "2025-06-25"), _event("coming", "2026"), _event("undated", "?")
    )
    assert at_moment(register, refs, Moment.LAST, TODAY) == (EntryKind.EVENT, "new")
    assert at_moment(register, refs, Moment.NEXT, TODAY) == (EntryKind.EVENT, "coming")
    assert at_moment(register, refs, None, TODAY) is None


def test_nothing_is_chosen_when_there_is_none() -> None:
    """Without past events there is no last, without coming ones no next; the only one is itself."""
    register, refs = _refs(_event("one", "2025-06-25"), _event("two", "2025-07-25"))
    assert at_moment(register, refs, Moment.NEXT, TODAY) is None
    assert at_moment(register, refs, Moment.LAST, date(2020, 1, 1)) is None
    assert at_moment(register, refs[:1], None, TODAY) == refs[0]


@pytest.mark.parametrize(
    ("valid", "force"), [("2025–2026", True), ("2023–2024", False), ("бессрочно", False), (None, False)]
)
def test_an_agreement_is_in_force_in_its_years(valid: str | None, *, force: bool) -> None:
    """Only years that are named count."""
    agreement = Agreement(slug="primer", title="Пример", short="Пример", level="", status="", valid=valid)
    assert in_force(agreement, TODAY) is force


def test_newer_is_preferred() -> None:
    """A figure of last year goes before an older one, our headline before the rest, the context last."""
    new = Indicator(slug="new", name="Рост", value="1", period="2025")
    old = Indicator(slug="old", name="Рост", value="1", period="2015")
    headline = Indicator(slug="headline", name="Рост", value="1", period="2025", in_tass_item=True)
    context = Indicator(slug="context", name="Контекст: рост", value="1", period="2025")
    ranked = sorted((old, context, new, headline), key=lambda each: -favour_of_figure(each, TODAY))
    assert [each.slug for each in ranked[:2]] == ["headline", "new"]
    assert freshness(old, TODAY) < freshness(new, TODAY) < 0


def test_freshness_is_that_of_the_newest_source() -> None:
    """An entry without dated sources is as old as can be."""
    fresh = Event(slug="fresh", name="", date="", sources=(Source("", "2026-01-15", ""), Source("", None, "")))
    assert freshness(fresh, TODAY) == 0
    assert freshness(_event("undated", ""), TODAY) == pytest.approx(-0.4)


def _agreement(*, valid: str | None = None, signed_on: str | None = None, reported: str | None = None) -> Agreement:
    sources = (Source("https://example.org", reported, "Пример"),)
    return Agreement(
        slug="primer", title="Пример", short="Пример", parties=(), level="", status="", valid=valid,
        signed_on=signed_on, sources=sources,
    )  # fmt: skip


def test_what_is_over_and_what_begins_later_are_told_by_the_years() -> None:
    """A validity of years is over after the last, to come before the first; without years it is neither."""
    assert (ended_in(_agreement(valid="2023–2024"), TODAY), begins_in(_agreement(valid="2023–2024"), TODAY)) == (
        2024,
        None,
    )
    assert (ended_in(_agreement(valid="2027–2028"), TODAY), begins_in(_agreement(valid="2027–2028"), TODAY)) == (
        None,
        2027,
    )
    assert ended_in(_agreement(valid="2025–2026"), TODAY) is None
    assert (ended_in(_agreement(), TODAY), begins_in(_agreement(), TODAY)) == (None, None)


def test_a_signing_is_dated_by_its_source_when_nothing_else_dates_it() -> None:
    """The day of signing, else the day it was first reported; of what is valid for years reports say nothing."""
    day = Period(date(2025, 9, 30), date(2025, 9, 30))
    assert signing_of(_agreement(signed_on="2025-09-30", reported="2026-01-01")) == day
    assert signing_of(_agreement(reported="2025-09-30")) == day
    assert signing_of(_agreement(valid="2025–2026", reported="2025-09-30")) is None
    assert signing_of(_agreement()) is None
