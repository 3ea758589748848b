"""Whether the nearest to a question that has no answer is probably what was meant.

Such a one is shown with the «не нашёл»: somebody who wrote one word that the register does not know beside a name that
it does has then what was wanted, and somebody who meant another thing was not told that this is it.
"""

from collections.abc import Sequence
from typing import Final

from bot.language.aliases import Exactness
from bot.language.question import Question
from bot.language.ranking import Candidate
from storage.register_records import EntryKind

_NAMED: Final = 1.5  # what the name of a sector weighs, and less than any name but a place's
_TOLD: Final = 1.7  # two words that few entries have
_ASIDE: Final = 0.95  # one word that the entry does not have
_TOO_FOREIGN: Final = 2.5  # two words that no entry has
_AHEAD: Final = 0.25
_NAMED_WHOLE: Final = frozenset({EntryKind.ORGANISATION, EntryKind.PERSON})
_FIGURES: Final = frozenset({EntryKind.INDICATOR, EntryKind.STATEMENT, EntryKind.DISCREPANCY})


def is_likely(near: Sequence[Candidate], question: Question, foreign: float) -> bool:
    """Return whether the first of the nearest is named, or told by more than the next, and little is not understood.

    ``foreign`` is the weight of what the register does not know. A figure is never likely: a near one is a wrong one.
    Nor is an organisation with a part of its name («Минский автомобильный рынок») or a person by an office («премьер-
    министр России»), nor anything else where an organisation is asked for that the register does not have («завод
    тяжёлых станков»).
    """
    if not near or near[0].subject.kind in _FIGURES or foreign >= _TOO_FOREIGN:
        return False
    top = near[0]
    if not _is_the_body(top, question):
        return False
    ahead = len(near) == 1 or top.score - near[1].score > _AHEAD
    return ahead and top.covered - top.years >= (_NAMED if top.named else _TOLD) and top.missed <= _ASIDE


def _is_the_body(top: Candidate, question: Question) -> bool:
    if top.subject.kind not in _NAMED_WHOLE:
        return not question.body
    mentions = (mention for unit in question.units for mention in unit.mentions)
    return any(each.slug == top.subject.slug and each.exactness is Exactness.NAMED for each in mentions)
