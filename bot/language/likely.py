"""Whether the nearest to a question that has no answer is probably what was meant.

Such a one is shown with the «не нашёл»: somebody who wrote one word that the register does not know beside a name that
it does has then what was wanted, and somebody who meant another thing was not told that this is it.
"""

from collections.abc import Sequence
from typing import Final

from bot.language.aliases import Exactness
from bot.language.another import is_another_in_row
from bot.language.question import Question
from bot.language.ranking import DATED, Candidate
from bot.language.senses import Senses
from storage.register_records import EntryKind

_TOLD: Final = 1.0  # what the name of a place weighs, and less than any other name
_TIMES: Final = 1.8
_TOO_FOREIGN: Final = 3.0  # three words that no entry has
_NAMED_WHOLE: Final = frozenset({EntryKind.ORGANISATION, EntryKind.PERSON})
_FIGURES: Final = frozenset({EntryKind.INDICATOR, EntryKind.STATEMENT, EntryKind.DISCREPANCY})


def is_likely(near: Sequence[Candidate], question: Question, foreign: float, senses: Senses) -> bool:
    """Return whether the first of the nearest is named and has most of what is asked, more than it lacks or is foreign.

    ``foreign`` is the weight of what the register does not know. A figure is never likely: a near one is a wrong one.
    Nor is an organisation with a part of its name («Минский автомобильный рынок») or a person by an office («премьер-
    министр России»), nor anything else where an organisation is asked for that the register does not have («завод
    тяжёлых станков»), nor what is of another year or another of a row.
    """
    if not near or near[0].subject.kind in _FIGURES or foreign >= _TOO_FOREIGN:
        return False
    top = near[0]
    covered, against = top.covered - top.years, top.missed + foreign
    told = top.named and covered >= _TOLD and covered >= _TIMES * against
    if not told or not _is_the_body(top, question) or _is_another(top, question, senses):
        return False
    return not foreign or not all(map(senses.is_place, (unit for unit in question.units if senses.knows(unit))))


def _is_another(top: Candidate, question: Question, senses: Senses) -> bool:
    """Return whether a year or a number in a row tells that another one is asked for."""
    years = {unit.year for unit in question.units if unit.year}
    of_other_years = top.subject.kind in DATED and not years <= top.subject.years
    return of_other_years or is_another_in_row(top.subject, question, senses)


def _is_the_body(top: Candidate, question: Question) -> bool:
    if top.subject.kind not in _NAMED_WHOLE:
        return not question.body
    mentions = (mention for unit in question.units for mention in unit.mentions)
    return any(each.slug == top.subject.slug and each.exactness is Exactness.NAMED for each in mentions)
