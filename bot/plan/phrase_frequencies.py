"""The part of the grammar that reads how often: «ежегодно», «раз в квартал», «до 10 числа каждого месяца»."""

from typing import Final

from bot.plan.phrase_said import Month
from bot.plan.phrase_spans import NoSuchDate
from bot.plan.phrase_stretches import Stretches
from bot.plan.phrase_tokens import Token
from bot.plan.phrase_words import FIGURES, LAST_DAY, MONTHS_OF, WEEKLY, Kind

_YEAR: Final = 12
_TWICE: Final = 2


class Frequencies(Stretches):
    """Reads recurrences and the days of a month that go with them."""

    def _recurrence(self) -> bool:
        every = self._attempt(self._how_often)
        if every is None:
            return False
        self._said.every.append(every[0])
        return True

    def _how_often(self) -> tuple[int] | None:
        if token := self._take(Kind.EVERY):
            return (token.value,)
        if self._is(Kind.NOT) and self._is(Kind.RARER, ahead=1):
            self._at += 2
            self._take(Kind.THAN)
        if self._take(Kind.EACH):
            return self._each()
        if self._text("по", "па") and self._text("полугодиям", "кварталам", "месяцам"):
            return (MONTHS_OF[self._tokens[self._at - 1].kind],)
        return self._times()

    def _each(self) -> tuple[int] | None:
        if self._is(Kind.MONTH, Kind.SEASON):
            return (_YEAR,)
        number = self._take(Kind.NUMBER, Kind.ORDINAL)
        unit = self._take(*MONTHS_OF)
        return self._of(unit, 1, number.value if number else 1)

    def _times(self) -> tuple[int] | None:
        if twice := self._take(Kind.TWICE):
            times = 2
        else:
            figure = self._take(Kind.NUMBER, Kind.ORDINAL)
            times = figure.value if figure else 1
            if not self._take(Kind.TIMES):
                return None
        if not self._take(Kind.IN):
            return None
        self._take(Kind.DURING)
        self._take(Kind.EACH)
        number = self._take(Kind.NUMBER, Kind.ORDINAL)
        unit = self._take(*MONTHS_OF)
        if twice and number:
            return None
        return self._of(unit, times, number.value if number else 1)

    def _of(self, unit: Token | None, times: int, units: int) -> tuple[int] | None:
        """Return the months of a period that comes ``times`` in so many units."""
        if unit is None or times < 1:
            return None
        months = MONTHS_OF[unit.kind] * units
        if months == WEEKLY:
            return (WEEKLY,) if times == units == 1 else None
        if months == 1 and times == _TWICE:
            self._said.twice_a_month = True
            return (1,)
        return (months // times,) if months % times == 0 and _YEAR % (months // times) == 0 else None

    def _day_of_each(self) -> bool:
        """«до 10 числа месяца, следующего за отчётным»."""
        if not self._attempt(self._from_day):
            self._preposition()
        days = self._attempt(self._last_day) or self._attempt(self._numbered_days)
        if not days:
            return False
        self._said.month = self._attempt(self._of_which_month) or self._said.month or Month.OWN
        self._said.days.extend(days)
        return True

    def _from_day(self) -> bool:
        """«с 1 по» before the last day of a range."""
        return bool(self._take(Kind.FROM) and self._take(Kind.NUMBER) and self._take(Kind.THROUGH))

    def _last_day(self) -> list[int] | None:
        if self._take(Kind.LAST):
            self._take(Kind.WORKING, Kind.CALENDAR)
            return [LAST_DAY] if self._take(Kind.DAY_OF_MONTH, Kind.DAY) else None
        return None

    def _numbered_days(self) -> list[int] | None:
        days = [value for value, _ in self._figures()]
        if not days or not self._take(Kind.DAY_OF_MONTH):
            return None
        if not all(1 <= day <= LAST_DAY for day in days):
            raise NoSuchDate
        return days

    def _of_which_month(self) -> Month | None:
        self._take(Kind.EACH)
        if self._take(Kind.LAST):
            found = self._take(Kind.UNIT_MONTH)
            self._take(Kind.EACH, Kind.REPORTED)
            period = self._take(Kind.QUARTER, Kind.HALF, Kind.YEAR, Kind.PERIOD)
            self._said.month_of = MONTHS_OF.get(period.kind) if period else None
            return Month.LAST if found and period else None
        if nth := self._attempt(self._nth_month):
            return nth
        follows = self._take(Kind.NEXT)
        if not self._take(Kind.UNIT_MONTH):
            month = follows and self._reported() and (self._take(Kind.UNIT_MONTH) or self._tokens[self._at - 1])
            return Month.NEXT if month and month.kind is Kind.UNIT_MONTH else None
        if follows:
            self._attempt(self._reported)
            return Month.NEXT
        if self._tokens[self._at - 2].kind is Kind.EACH:
            self._said.every.append(1)
        return self._attempt(self._after_reported) or Month.OWN

    def _nth_month(self) -> Month | None:
        """«третьего месяца квартала», «первого месяца следующего квартала»."""
        nth = self._take(*FIGURES)
        if nth is None or not self._take(Kind.UNIT_MONTH):
            return None
        follows = self._take(Kind.NEXT)
        self._take(Kind.EACH, Kind.REPORTED)
        if not self._take(Kind.QUARTER):
            return None
        self._said.month_of = MONTHS_OF[Kind.QUARTER]
        return {(3, False): Month.LAST, (1, True): Month.NEXT}.get((nth.value, follows is not None))

    def _after_reported(self) -> Month | None:
        self._text(",")
        if self._take(Kind.NEXT):
            self._attempt(self._reported)
            return Month.NEXT
        return None

    def _reported(self) -> bool:
        """«за отчётным (кварталом)»."""
        if not (self._text("за") and self._take(Kind.REPORTED)):
            return False
        unit = self._take(Kind.PERIOD, *MONTHS_OF)
        if unit is not None and unit.kind is not Kind.PERIOD:
            self._said.reported_of = MONTHS_OF[unit.kind]
        return True
