"""Who heads the organisations that a question names."""

from bot.language.question import Question
from bot.language.subjects import Subject, Subjects
from bot.language.texts import Ref
from bot.language.vocabulary import CHIEFS, GENERAL_CHIEFS
from storage.register_records import EntryKind


def organisations_named(question: Question) -> set[Ref]:
    """Return the organisations that a question names."""
    return {
        (mention.kind, mention.slug)
        for unit in (*question.units, *question.programme)
        for mention in unit.mentions
        if mention.kind is EntryKind.ORGANISATION
    }


def heads_of(organisations: set[Ref], question: Question, subjects: Subjects) -> tuple[Ref, ...]:
    """Return the officials of organisations who hold the office asked for, else those who are said to have held it."""
    if any(unit.keys == ("россия",) for unit in question.units):
        return ()
    people = [each for each in subjects.of.values() if each.kind is EntryKind.PERSON and _heads(each, question)]
    now = tuple(each.ref for each in people if organisations & set(each.links))
    named = [name for ref in organisations for name in _called(subjects.of[ref], subjects) if name]
    return now or tuple(each.ref for each in people if any(_is_head(each, name) for name in named))


def _called(organisation: Subject, subjects: Subjects) -> tuple[frozenset[str], ...]:
    """Return its names; of an authority not what a place leaves of them: Minsk's mayor does not head Minsk region."""
    is_authority = subjects.governs(organisation.kind, organisation.slug)
    return organisation.names if is_authority else (*organisation.names, *organisation.lone)


def _heads(person: Subject, question: Question) -> bool:
    """Return whether the office asked for is the person's; «глава», «руководит» ask for whichever head there is."""
    asked = question.chiefs - GENERAL_CHIEFS
    return asked <= person.strong if asked else True


def _is_head(person: Subject, organisation: frozenset[str]) -> bool:
    return any(CHIEFS & office and organisation < office for office in person.names)
