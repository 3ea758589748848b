"""A deadline as offices write it -> its dates: «II квартал 2026 г.», «штоквартальна да 10 чысла», «31 июня».

The grammar is ours (``phrase_grammar``) and takes every word of the phrase or none: what is not understood to the
last word has no dates, the kind ``unreadable`` and a note. A year is never guessed. The conventions (a quarter means
its last day, «до 1 июля» that day itself) are the table in docs/plan-phrases.md.
"""

from dataclasses import replace

from bot.plan.phrase_grammar import Grammar
from bot.plan.phrase_meaning import meaning
from bot.plan.phrase_reading import DeadlineKind, Doubt, Note, PlanPeriod, Reading, Unreadable
from bot.plan.phrase_said import NotUnderstood, Unnamed
from bot.plan.phrase_spans import NoSuchDate
from bot.plan.phrase_tokens import Repair, tokens
from bot.plan.phrase_words import Kind

_LONGEST = 500  # characters; nothing longer is a deadline


def read_phrase(phrase: str, plan: PlanPeriod) -> Reading:
    """Return what a phrase sets; recurring deadlines are those of the periods that start inside ``plan``.

    Line breaks are read as spaces, and where that makes no sense as the marks of a list.
    """
    if len(phrase) > _LONGEST:
        return _unreadable(Note(Doubt.NOT_UNDERSTOOD, phrase[:40]))
    reading = _read(" ".join(phrase.split()), plan)
    if reading.kind is DeadlineKind.UNREADABLE and "\n" in phrase.strip():
        listed = _read("; ".join(line.strip(" ;,") for line in phrase.splitlines() if line.strip()), plan)
        return reading if listed.kind is DeadlineKind.UNREADABLE else listed
    return reading


def _read(phrase: str, plan: PlanPeriod) -> Reading:
    cut, repairs = tokens(phrase)
    if all(token.kind is Kind.MARK for token in cut):
        return _unreadable(Note(Doubt.MISSING))
    try:
        said = Grammar(cut).read()
        reading = meaning(said, plan)
    except NotUnderstood as unknown:
        return _unreadable(Note(Doubt.NOT_UNDERSTOOD, unknown.words))
    except NoSuchDate:
        return _unreadable(Note(Doubt.NO_SUCH_DATE))
    except Unnamed:
        return _unreadable(Note(Doubt.NO_YEAR))
    except Unreadable as why:
        return _unreadable(why.note)
    read = (token.repair for place, token in enumerate(cut) if token.repair and place not in said.free)
    return replace(reading, notes=(*reading.notes, *map(_noted, (*repairs, *read))))


def _unreadable(note: Note) -> Reading:
    return Reading(DeadlineKind.UNREADABLE, notes=(note,))


def _noted(repair: Repair) -> Note:
    return Note(Doubt.SLIP if repair.slip else Doubt.LOOKALIKE, f"{repair.written} → {repair.read}")
