"""The grammar of deadline phrases: pieces -> what is said, every piece of it, or the first that is not understood.

A phrase is clauses, in any order, between commas, dashes and brackets::

    phrase      = clause { mark clause }
    clause      = [stage] ( idiom | recurrence | day of each month | [preposition] spans | year following | results )
    spans       = span { "-" span }
    span        = date | days month | figures unit | month | season | year    each with its year, if it has one
    recurrence  = "ежегодно" | "каждый" unit | [figure] "раз в" unit
"""

from collections.abc import Sequence
from typing import Final

from bot.plan.phrase_frequencies import Frequencies
from bot.plan.phrase_idioms import IDIOMS, Idiom
from bot.plan.phrase_said import Month, NotUnderstood, Role, Said, Stretch
from bot.plan.phrase_words import FIGURES, MONTHS_OF, TIMED, Kind

_PREPOSITIONS: Final = (
    Kind.TO,
    Kind.IN,
    Kind.FROM,
    Kind.NOT,
    Kind.LATER,
    Kind.TERM,
    Kind.DURING,
    Kind.STARTING,
    Kind.PERIOD,
)
_MOST: Final = 99


class Grammar(Frequencies):
    """Reads one phrase; made for one use."""

    def read(self) -> Said:
        """Return what the phrase says.

        Raises :class:`NotUnderstood`, :class:`Unnamed`, :class:`~bot.plan.phrase_NoSuchDate`.
        """
        self._text("-", "(")
        while self._at < len(self._tokens):
            if self._at and self._mark():
                continue
            if not self._clause():
                raise NotUnderstood(self._words_here())
        if self._tokens and self._tokens[-1].text in {"-", "/", ":", "("}:
            raise NotUnderstood(self._tokens[-1].text)
        return self._said

    # --- clauses --------------------------------------------------------------------------------------------

    def _clause(self) -> bool:
        self._text("но", "але")
        if self._attempt(self._stage) and (self._at == len(self._tokens) or self._is(Kind.MARK)):
            return True
        clauses = (
            self._hedge, self._after_period, self._recurrence, self._day_of_each, self._results, self._following,
            self._relative, self._unnamed, self._stretches, self._end_of_each, self._idiom, self._inclusive,
            self._then, self._term_label,
        )  # fmt: skip
        return any(self._attempt(clause) for clause in clauses)

    def _stage(self) -> bool:
        """«(II этап)», «1 этап:»."""
        return bool(self._take(*FIGURES) and self._take(Kind.STAGE))

    def _hedge(self) -> bool:
        self._said.hedged = self._said.hedged or self._is(Kind.HEDGE)
        return self._take(Kind.HEDGE) is not None

    def _then(self) -> bool:
        if not self._take(Kind.THEN):
            return False
        self._said.then = self._at
        return True

    def _inclusive(self) -> bool:
        return self._take(Kind.INCLUSIVE) is not None

    def _end_of_each(self) -> bool:
        """«до конца квартала», which says when only beside «ежеквартально»."""
        self._preposition()
        if not self._take(Kind.END):
            return False
        self._take(Kind.EACH, Kind.REPORTED)
        unit = self._take(*MONTHS_OF)
        if unit is None or (self._at < len(self._tokens) and not self._is(Kind.MARK)):
            return False
        self._said.end_of = MONTHS_OF[unit.kind]
        return True

    def _term_label(self) -> bool:
        """«Срок исполнения: ...»."""
        if self._at or not self._take(Kind.TERM):
            return False
        self._text("исполнения", "выполнения", "реализации", "выканання")
        return self._text(":", "-")

    def _idiom(self) -> bool:
        for words, idiom, goes_on in IDIOMS:
            end = self._matches(words)
            if end is None:
                continue
            self._at = end
            if goes_on and not self._free_words():
                return False
            self._said.idioms.append(idiom)
            return True
        return False

    def _matches(self, words: Sequence[str]) -> int | None:
        """Return the place after these words, commas between them aside; ``None`` when they are not here."""
        place = self._at
        for word in words:
            if place > self._at and place < len(self._tokens) and self._tokens[place].text == ",":
                place += 1
            if place >= len(self._tokens) or self._tokens[place].text != word:
                return None
            place += 1
        return place

    def _free_words(self) -> bool:
        """Take words of any kind, and particulars («от 12.05.2024 № 14»), up to what may tell a date.

        Such a thing may only follow a mark: then it is a clause of its own.
        """
        while self._at < len(self._tokens):
            if self._attempt(self._particulars):
                continue
            token = self._tokens[self._at]
            if token.text in {";", "(", ")"}:
                return True
            if token.kind in TIMED:
                return self._back_to_mark()
            self._said.free.add(self._at)
            self._at += 1
        return True

    def _back_to_mark(self) -> bool:
        """Go back over prepositions to a mark; what follows it is a clause of its own."""
        place = self._at
        while self._tokens[place - 1].kind in _PREPOSITIONS or self._tokens[place - 1].text in {"но", "але"}:
            place -= 1
        if self._tokens[place - 1].text not in {",", "-", ")"}:
            return False
        self._at = place
        return True

    def _relative(self) -> bool:
        """«в течение 10 рабочих дней после подписания», «не позднее чем за 5 дней до начала»."""
        self._preposition()
        self._text("через", "спустя", "праз")
        self._take(Kind.IN)
        number = self._take(Kind.NUMBER, Kind.ORDINAL)
        if number is None or number.value > _MOST:
            return False
        working = self._take(Kind.WORKING)
        self._take(Kind.CALENDAR)
        unit = self._take(Kind.DAY, Kind.WEEK, Kind.UNIT_MONTH, Kind.YEAR)
        if unit is None:
            return False
        if unit.kind is Kind.DAY and not working and self._attempt(self._after_each):
            self._said.days_after = number.value
            return True
        self._attempt(self._since_day)
        if not self._free_words():
            return False
        self._said.idioms.append(Idiom.CONDITION)
        return True

    def _since_day(self) -> bool:
        """«со дня»."""
        return bool(self._take(Kind.FROM) and self._take(Kind.DAY))

    def _after_each(self) -> bool:
        """«после окончания отчётного квартала»."""
        if not (self._take(Kind.AFTER) and self._take(Kind.END)):
            return False
        self._take(Kind.REPORTED, Kind.EACH)
        return self._take(Kind.PERIOD, *MONTHS_OF) is not None

    def _unnamed(self) -> bool:
        """«в течение года»: of which one is not said."""
        self._take(Kind.IN)
        if not (self._take(Kind.DURING) and self._take(Kind.YEAR, Kind.QUARTER, Kind.HALF, Kind.UNIT_MONTH)):
            return False
        if self._at < len(self._tokens) and not self._is(Kind.MARK):
            if not self._is(Kind.AFTER, Kind.FROM):
                return False
            self._attempt(self._since_day)
            if not self._free_words():
                return False
            self._said.idioms.append(Idiom.CONDITION)
            return True
        self._said.unnamed = True
        return True

    def _particulars(self) -> bool:
        if self._text("от", "ад") and (self._take(Kind.DATE) or self._attempt(self._day_and_year)):
            self._take(Kind.YEAR)
            return True
        return self._at < len(self._tokens) and self._tokens[self._at].text.startswith("№") and self._number_sign()

    def _number_sign(self) -> bool:
        self._at += 1
        return True

    def _day_and_year(self) -> bool:
        return bool(self._take(Kind.NUMBER) and self._take(Kind.MONTH) and self._take(Kind.NUMBER))

    def _following(self) -> bool:
        """«года, следующего за отчётным», «следующего года», «за предыдущий год»."""
        if self._attempt(self._for_reported):
            return True
        named = self._take(Kind.YEAR)
        self._text(",")
        if not self._take(Kind.NEXT):
            return False
        reported = self._attempt(self._reported)
        named = named or (None if reported else self._take(Kind.YEAR))
        self._said.year_follows = True
        return named is not None

    def _for_reported(self) -> bool:
        if not (self._text("за") and self._take(Kind.REPORTED)):
            return False
        unit = self._take(Kind.PERIOD, *MONTHS_OF)
        if unit is None:
            return False
        self._said.year_follows = True
        if self._said.days:
            self._said.month = Month.NEXT
        return True

    def _after_period(self) -> bool:
        """«по окончании квартала» and the like, as results are."""
        if not (self._text("по", "па") and self._text("окончании", "завершении", "истечении", "заканчэнні")):
            return False
        return self._results_of_what()

    def _results(self) -> bool:
        return bool(self._text("по", "па") and self._take(Kind.RESULTS)) and self._results_of_what()

    def _results_of_what(self) -> bool:
        if self._attempt(self._results_of_unit):
            return True
        found = self._attempt(self._range)
        for span in found or []:
            self._said.stretches.append(Stretch(Role.RESULTS, span, self._at))
        return bool(found)

    def _results_of_unit(self) -> bool:
        self._take(Kind.EACH, Kind.REPORTED)
        unit = self._take(*MONTHS_OF, Kind.PERIOD)
        if unit is None or unit.kind is Kind.WEEK:
            return False
        if unit.kind is not Kind.PERIOD:
            self._said.results_of = MONTHS_OF[unit.kind]
        elif not self._said.every:
            return False
        return True
