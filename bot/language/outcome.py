"""What a question is answered with, once that is decided."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.language.question import INTENT_OF, Intent, Question
from bot.language.ranking import Candidate
from bot.language.texts import Ref
from storage.register_records import EntryKind


@dataclass(frozen=True, slots=True)
class Verdict:
    """``refs``: the entry of a card and those that may be meant as well, the members of a list, or the nearest.

    ``refused``: there is nothing because of what the question says, not because nothing was found. ``likely``: the
    first of the nearest is named outright, and only some of the words around it are not understood.
    """

    intent: Intent
    refs: tuple[Ref, ...] = ()
    of_kind: EntryKind | None = None
    sectors: tuple[str, ...] = ()
    refused: bool = False
    likely: bool = False


def refs_of(candidates: Iterable[Candidate]) -> tuple[Ref, ...]:
    """Return what candidates refer to."""
    return tuple(each.subject.ref for each in candidates)


def sectors_of(question: Question) -> tuple[str, ...]:
    """Return the slugs of the sectors that a question names."""
    return tuple(slug for kind, slug in question.targets if kind is EntryKind.SECTOR)


def intent_of(kind: EntryKind) -> Intent:
    """Return how an entry is shown: a document of the context as an agreement, a statement in a list."""
    if kind is EntryKind.DOCUMENT:
        return Intent.AGREEMENT
    return INTENT_OF.get(kind, Intent.LIST)
