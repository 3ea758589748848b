"""The part of the grammar that reads a single span, or a list of them under one noun, with its years."""

from dataclasses import replace
from typing import Final

from bot.plan.phrase_cursor import Cursor
from bot.plan.phrase_said import NotUnderstood, Unnamed
from bot.plan.phrase_spans import NoSuchDate, Span, day, whole, year
from bot.plan.phrase_words import FIGURES, Kind

UNITS: Final = (Kind.QUARTER, Kind.HALF, Kind.DECADE, Kind.PART, Kind.MONTH)
_FIRST_YEAR, _LAST_YEAR = 2000, 2099
_SHORT: Final = 100
_PLURAL: Final = 2
_WINTER: Final = 4


class SpanGrammar(Cursor):
    """Reads dates, months, quarters, years, and ranges of them."""

    def _range(self) -> list[Span] | None:
        found = self._attempt(self._atom)
        while found:
            before = self._at
            joined = self._attempt(lambda left=found: self._joined(left))  # type: ignore[misc]
            if not joined:
                self._at = before
                return found
            found = joined
        return found

    def _joined(self, left: list[Span]) -> list[Span] | None:
        years = left[-1].unit is Kind.YEAR
        if not (self._text("-") or (years and self._text("/"))):
            return None
        right = self._attempt(self._short_year) if years else None
        right = right or self._attempt(lambda: self._atom(ranged=True))
        if not right or (left[-1].years and not right[0].years):
            return None
        if right[0].unit is Kind.YEAR and not years:
            raise NotUnderstood(self._words_here())
        return [*left[:-1], left[-1].through(right[0]), *right[1:]]

    def _atom(self, *, ranged: bool = False) -> list[Span] | None:
        """Return a span or the several of «I, III кварталы»; ``ranged``: beside a dash, where years make no list."""
        for part in (self._date, self._study_year, self._days_to_date, self._group, self._month, self._season):
            found = self._attempt(part)
            if found:
                return found if found[-1].years else self._of_years(found, ranged=ranged)
        return self._attempt(self._year)

    def _date(self) -> list[Span] | None:
        token = self._take(Kind.DATE)
        if token is None or token.parts is None:
            return None
        number, month, named = token.parts
        if named is not None and not _FIRST_YEAR <= named <= _LAST_YEAR:
            raise NoSuchDate
        span = day(number, month, named) if number else whole(Kind.MONTH, month).of_year(named or 0)
        if named:
            self._take(Kind.YEAR)
        return [span]

    def _days_to_date(self) -> list[Span] | None:
        """«20-25.05.2025»."""
        number = self._take(Kind.NUMBER)
        if number is None or not self._text("-"):
            return None
        last = self._attempt(self._date)
        if not last or last[0].unit is not Kind.DAY or number.value > last[0].index:
            return None
        return [day(number.value, last[0].month).through(last[0])]

    def _figure(self) -> int | None:
        tens = self._take(Kind.TENS)
        token = self._take(Kind.ORDINAL) if tens else self._take(*FIGURES)
        if token is None or token.value >= _SHORT:
            return None
        return token.value + (tens.value if tens else 0)

    def _figures(self) -> list[tuple[int, bool]]:
        """Return figures, each with whether a dash joins it to the one before."""
        first = self._attempt(self._figure)
        found = [] if first is None else [(first, False)]
        while found:
            before = self._at
            dashed = self._text("-")
            if not (dashed or self._text(",") or self._take(Kind.AND)):
                break
            if not dashed:
                self._take(Kind.AND)
            figure = self._figure()
            if figure is None:
                self._at = before
                break
            found.append((figure, dashed))
        return found

    def _group(self) -> list[Span] | None:
        """«I, III–IV кварталы», «15 и 30 июня», «вторая декада мая», «последний квартал»."""
        last = self._take(Kind.LAST)
        figures = [] if last else self._figures()
        unit = self._take(*UNITS)
        if unit is None or not (figures or last):
            return None
        if last:
            figures = [({Kind.QUARTER: 4, Kind.HALF: 2, Kind.DECADE: 3, Kind.PART: 2}.get(unit.kind, 0), False)]
        kind, month = (Kind.DAY, unit.value) if unit.kind is Kind.MONTH else (unit.kind, 0)
        if kind in {Kind.DECADE, Kind.PART}:
            named = self._take(Kind.MONTH)
            if named is None and kind is Kind.DECADE:
                return None
            kind, month = (kind, named.value) if named else (Kind.HALF, 0)
        return _spans(kind, month, figures)

    def _month(self) -> list[Span] | None:
        token = self._take(Kind.MONTH)
        if token is None:
            return None
        self._take(Kind.UNIT_MONTH)
        return [whole(Kind.MONTH, token.value)]

    def _season(self) -> list[Span] | None:
        token = self._take(Kind.SEASON)
        if token is None:
            return None
        span = whole(Kind.SEASON, token.value)
        if token.value != _WINTER or not self._is(Kind.NUMBER):
            return [span]
        years = self._two_years()
        if years is None:  # «зима 2026» may be the one that begins or the one that ends in it
            raise NotUnderstood(token.text)
        self._take(Kind.YEAR)
        return [replace(span, years=years)]

    def _study_year(self) -> list[Span] | None:
        years = self._two_years()
        if years is None or not (self._take(Kind.STUDY) and self._take(Kind.YEAR)):
            return None
        return [Span(Kind.PERIOD, 0, (9, 1), (6, 30), years=years)]

    def _two_years(self) -> tuple[int, int] | None:
        first = self._year_figure()
        if first is None or not self._text("-", "/"):
            return None
        token = self._take(Kind.NUMBER)
        last = token.value if token else 0
        last += first - first % _SHORT if last < _SHORT else 0
        return (first, last) if last == first + 1 else None

    # --- years ----------------------------------------------------------------------------------------------

    def _year_figure(self) -> int | None:
        if self._is(Kind.NUMBER) and _FIRST_YEAR <= self._tokens[self._at].value <= _LAST_YEAR:
            self._at += 1
            return self._tokens[self._at - 1].value
        return None

    def _year(self) -> list[Span] | None:
        self._take(Kind.WHOLE)
        named = self._year_figure()
        if named is None:
            self._this_year()
            return None
        self._take(Kind.CALENDAR)
        self._take(Kind.YEAR)
        return [year(named)]

    def _this_year(self) -> None:
        if self._is(Kind.CURRENT) and self._is(Kind.YEAR, ahead=1):
            raise Unnamed

    def _short_year(self) -> list[Span] | None:
        """«2025-26 гг.»."""
        token = self._take(Kind.NUMBER)
        plural = self._take(Kind.YEAR)
        if token is None or token.value >= _SHORT or plural is None or plural.value != _PLURAL:
            return None
        return [year(_FIRST_YEAR + token.value)]

    def _of_years(self, found: list[Span], *, ranged: bool) -> list[Span]:
        """Give spans the year that follows them, or each of the years («IV квартал 2025, 2026 годов»)."""
        self._this_year()
        years = None if ranged else self._attempt(self._many_years)
        self._said.many_years = self._said.many_years or years is not None
        years = years or self._attempt(self._one_year)
        return [span.of_year(one) for one in years for span in found] if years else found

    def _one_year(self) -> list[int] | None:
        self._take(Kind.IN)
        bracket = self._text("(")
        named = self._year_figure()
        if named is None and self._is(Kind.NUMBER) and self._is(Kind.YEAR, ahead=1):
            short = self._tokens[self._at].value
            named = _FIRST_YEAR + short if short < _SHORT else None
            self._at += 1
        if named is None:
            return None
        self._take(Kind.CALENDAR)
        self._take(Kind.YEAR)
        return None if bracket and not self._text(")") else [named]

    def _many_years(self) -> list[int] | None:
        self._take(Kind.IN)
        named = [self._year_figure()]
        while named[-1] is not None and (self._take(Kind.AND) or self._text(",", "-", "/")):
            dashed = self._tokens[self._at - 1].text in {"-", "/"}
            following = self._year_figure()
            if dashed and following is not None:
                named.extend(range(named[-1] + 1, following))
            named.append(following)
        plural = self._take(Kind.YEAR)
        years = [one for one in named if one is not None]
        if len(years) != len(named) or len(years) == 1 or plural is None or plural.value != _PLURAL:
            return None
        return years


def _spans(kind: Kind, month: int, figures: list[tuple[int, bool]]) -> list[Span]:
    found: list[Span] = []
    for figure, dashed in figures:
        span = whole(kind, figure, month)
        if dashed and found[-1].first >= span.first:
            raise NotUnderstood(str(figure))
        if dashed:
            found[-1] = found[-1].through(span)
        else:
            found.append(span)
    return found
