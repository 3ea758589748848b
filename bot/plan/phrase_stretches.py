"""The part of the grammar that reads a stretch of time with what stands before it: «до», «с … по», «конец»."""

from dataclasses import replace
from typing import Final

from bot.plan.phrase_said import NotUnderstood, Role, Stretch
from bot.plan.phrase_span_grammar import UNITS, SpanGrammar
from bot.plan.phrase_spans import Span, months, whole
from bot.plan.phrase_words import Kind

_THIRDS: Final = {12: (3, 6), 6: (2, 4), 3: (1, 2)}
_ROLES: Final = {Kind.BEGIN: 0, Kind.MIDDLE: 1}


class Stretches(SpanGrammar):
    """Reads stretches of time with what stands before them."""

    def _stretches(self) -> bool:
        if self._attempt(self._from):
            return True
        told_of = self._at < len(self._tokens) and self._tokens[self._at].text == "за"  # a report «за 2025 год»
        role = self._preposition() or Role.IN
        portion = self._take(Kind.END, Kind.BEGIN, Kind.MIDDLE)
        found = self._range()
        if not found:
            return False
        self._take(Kind.INCLUSIVE)
        role = Role.RESULTS if told_of else role
        for span in found:
            self._said.stretches.append(self._stretch(role, portion.kind if portion else None, span))
        return True

    def _stretch(self, role: Role, portion: Kind | None, span: Span) -> Stretch:
        if portion is Kind.BEGIN and role is Role.BY:
            return Stretch(Role.START, span, self._at, loose=True)
        if portion in _ROLES:
            return Stretch(Role.IN, _third(span, _ROLES[portion]), self._at, loose=True)
        if role is Role.BY and portion is None and span.unit is not Kind.DAY:
            return Stretch(Role.BEFORE, span, self._at, loose=span.unit is not Kind.YEAR)
        return Stretch(role, span, self._at)

    def _preposition(self) -> Role | None:
        """Take what stands before a span; return what it makes of it."""
        self._attempt(self._within_term)
        if self._is(Kind.NOT) and self._is(Kind.LATER, ahead=1):
            self._at += 2
            self._text(",")
            self._take(Kind.THAN) or self._text("за")
            self._take(Kind.TO)
            return Role.BY
        if self._take(Kind.TO, Kind.THROUGH):
            return Role.BY
        inside = self._take(Kind.IN)
        if self._take(Kind.DURING) or (inside and self._take(Kind.PERIOD)):
            return Role.BY if self._take(Kind.TO) else Role.IN
        return Role.IN if inside else None

    def _within_term(self) -> bool:
        """«в срок до»."""
        self._take(Kind.IN)
        return self._take(Kind.TERM) is not None and self._is(Kind.TO, Kind.NOT, Kind.THROUGH)

    def _from(self) -> bool:
        """«с 1 по 15 июня», «с 2025 по 2030 год», «начиная с 2026 года»."""
        if not self._attempt(self._not_earlier):
            self._preposition()
            self._take(Kind.STARTING)
            if not self._take(Kind.FROM):
                return False
        self._take(Kind.BEGIN)
        found = self._attempt(self._from_figure) or self._attempt(self._from_span)
        if found:
            self._take(Kind.INCLUSIVE)
            self._said.stretches.append(found)
        return found is not None

    def _not_earlier(self) -> bool:
        return bool(self._take(Kind.NOT) and self._take(Kind.EARLIER))

    def _from_figure(self) -> Stretch | None:
        figure = self._figure()
        if figure is None or not self._take(Kind.THROUGH, Kind.TO):
            return None
        found = self._atom(ranged=True)
        if not found or found[0].unit not in {Kind.DAY, *UNITS}:
            return None
        first = whole(found[0].unit, figure, found[0].month)
        if (first.first, first.last) > (found[0].first, found[0].last):
            raise NotUnderstood(str(figure))
        return Stretch(Role.IN, first.through(found[0]), self._at)

    def _from_span(self) -> Stretch | None:
        found = self._atom(ranged=True)
        if not found or len(found) > 1:
            return None
        then = self._attempt(self._through)
        if then is None:
            return Stretch(Role.FROM, found[0], self._at)
        if found[0].years and not then.years:
            return None
        return Stretch(Role.IN, found[0].through(then), self._at)

    def _through(self) -> Span | None:
        if not (self._take(Kind.THROUGH, Kind.TO) or self._text("-")):
            return None
        self._take(Kind.END)
        found = self._atom(ranged=True)
        return found[0] if found and len(found) == 1 else None


def _third(span: Span, place: int) -> Span:
    """Return the beginning or the middle of a span, by the conventions of docs/plan-phrases.md."""
    first, length = span.first[0], (span.last[0] - span.first[0]) % 12 + 1
    if span.unit is Kind.MONTH:
        part = whole(Kind.DECADE, place + 1, span.month)
    elif span.to_end and length in _THIRDS:
        part = months(Kind.PERIOD, 0, first, first + _THIRDS[length][place] - 1)
    else:
        raise NotUnderstood(span.unit.value)
    return replace(part, years=span.years and (span.years[0], span.years[0]))
