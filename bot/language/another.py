"""Whether words of ours are said of another thing: a common word, or a number of what we have none of."""

from itertools import pairwise

from bot.language.aliases import Exactness
from bot.language.names import Mention
from bot.language.question import Question, Unit
from bot.language.senses import BY_TEXT, Senses
from bot.language.subjects import Subject, Subjects
from bot.language.vocabulary import BODIES, KIND_WORDS, MAKING, SOFT
from bot.language.wanted import AGREED
from bot.language.words import Word
from storage.register_records import EntryKind

_NEAR = 3
_FLIGHTS = frozenset({"рейс", "аэропорт"})
_INTO = frozenset({"в", "во"})
_UNIVERSITY, _MINISTRY = "вуз", "министерство"
_IN_BELARUSIAN = ("скі", "скага", "скаму", "скім", "ская", "скай", "скую", "цкі", "цкага", "цкая", "цкай")
_SAID_OF_ANYTHING = 0.5


def means_another(question: Question, foreign: float, senses: Senses, subjects: Subjects) -> bool:
    """Return whether a question says a name of ours of another thing: «решить интеграл», «школа 407»."""
    named = [unit for unit in question.units if unit.mentions]
    made = all(senses.knows(unit) or unit.words[0].key in MAKING for unit in question.units)  # «… кому поставляет»
    if foreign and not made and len(named) == 1 and all(map(_is_common_word, named[0].mentions)):
        return True
    if foreign and (_is_another_event(question, senses) or _is_on_another_topic(question, senses)):
        return True
    if foreign and _is_body_of_what(question, senses):
        return True
    keys = {word.key for word in question.words}
    if _UNIVERSITY in keys and _is_university_of_another_field(question, senses, subjects):
        return True
    if _MINISTRY in keys and _is_ministry_of_what(question, senses, subjects):
        return True
    if not _FLIGHTS.isdisjoint(keys) and _is_flight_elsewhere(question, senses, subjects):
        return True
    if _is_no_such_in_row(question, senses, subjects):
        return True
    return any(
        _numbers_no_such(unit, question, senses, subjects) or _is_of_what(unit, question, senses) for unit in named
    )


def _foreign_nouns(question: Question, senses: Senses) -> tuple[Word, ...]:
    units = (unit for unit in question.units if not senses.knows(unit) and unit.words[0].key not in SOFT)
    words = (unit.words[0] for unit in units)
    return tuple(word for word in words if senses.has(word) and "NOUN" in senses.grammar(word))


def _is_another_event(question: Question, senses: Senses) -> bool:
    """Return whether an event is of those we know nothing of: «форум программистов»."""
    strangers = [word for word in _foreign_nouns(question, senses) if "gent" in senses.grammar(word)]
    return any(
        two in strangers and KIND_WORDS.get(one.key) is EntryKind.EVENT and "NOUN" in senses.grammar(one)
        for one, two in pairwise(question.words)
    )


def _is_body_of_what(question: Question, senses: Senses) -> bool:
    """Return whether a body is of what we know nothing of: «университет монстров»."""
    strangers = [word for word in _foreign_nouns(question, senses) if "gent" in senses.grammar(word)]
    besides = {word for unit in question.units if unit.mentions for word in unit.words if word.key not in BODIES}
    return not besides and any(one.key in BODIES and two in strangers for one, two in pairwise(question.words))


def _is_university_of_another_field(question: Question, senses: Senses, subjects: Subjects) -> bool:
    """Return whether a university is of a field that none of ours is of: «институт гражданской авиации»."""
    alone = [unit.words[0] for unit in question.units if unit.keys == (_UNIVERSITY,)]
    ours = [each for each in subjects.of.values() if _is_university(each)] if alone else []
    for at, word in enumerate(question.words):
        if word not in alone or "sing" not in senses.grammar(word):
            continue
        after = question.words[at + 1 : at + _NEAR]
        noun = next((each for each in after if "ADJF" not in senses.grammar(each)), None)
        field = next((unit for unit in question.units if noun in unit.words and _is_no_name(unit)), None)
        if noun is None or field is None or not senses.knows(field) or not {"NOUN", "gent"} <= senses.grammar(noun):
            continue
        if not any(senses.cover(field, each) > BY_TEXT for each in ours):
            return True
    return False


def _is_ministry_of_what(question: Question, senses: Senses, subjects: Subjects) -> bool:
    """Return whether a ministry is one that none of ours is: «министерство образования»."""
    for one, two in pairwise(question.words):
        if one.key != _MINISTRY or not {"NOUN", "gent"} <= senses.grammar(two):
            continue
        of_what = next((unit for unit in question.units if two in unit.words), None)
        ours = (each for each in subjects.of.values() if _MINISTRY in each.strong)
        if of_what and one not in of_what.words and not any(senses.cover(of_what, each) > BY_TEXT for each in ours):
            return True
    return False


def _is_flight_elsewhere(question: Question, senses: Senses, subjects: Subjects) -> bool:
    """Return whether a flight or an airport is one of a place where no flight of ours goes: «рейс в Гомель»."""
    flights = [unit for unit in question.units if not _FLIGHTS.isdisjoint(unit.keys)]
    places = [unit for unit in question.units if flights and senses.is_place(unit)]
    others = any(unit.mentions for unit in question.units if unit not in (*flights, *places))
    return (
        bool(places)
        and not others
        and not any(
            all(senses.cover(unit, each) > BY_TEXT for unit in (flights[0], *places)) for each in subjects.of.values()
        )
    )


def _is_no_such_in_row(question: Question, senses: Senses, subjects: Subjects) -> bool:
    """Return whether no event is of the number asked for: «десятое заседание рабочей группы»."""
    numbers = {unit.words[0]: unit for unit in question.units if unit.words[0].key.isdigit() and not unit.mentions}
    for one, two in pairwise(question.words if numbers else ()):
        if one in numbers and not numbers[one].year and KIND_WORDS.get(two.key) is EntryKind.EVENT:
            events = (each for each in subjects.of.values() if each.kind is EntryKind.EVENT)
            return not any(senses.cover(numbers[one], each) > BY_TEXT for each in events)
    return False


def _is_university(subject: Subject) -> bool:
    return subject.kind is EntryKind.ORGANISATION and _UNIVERSITY in subject.strong


def _is_on_another_topic(question: Question, senses: Senses) -> bool:
    """Return whether an agreement is on what we know nothing of: «дорожная карта по искусственному интеллекту»."""
    strangers = _foreign_nouns(question, senses)
    if not strangers:
        return False
    ends = {unit.words[-1] for unit in question.units if any(each.kind in AGREED for each in unit.mentions)}
    for at, word in enumerate(question.words):
        agreed = word in ends or KIND_WORDS.get(word.key) is EntryKind.AGREEMENT
        if agreed and [each.key for each in question.words[at + 1 : at + 2]] == ["по"]:
            topic = (each for each in question.words[at + 2 :] if "ADJF" not in senses.grammar(each))
            return next(topic, None) in strangers
    return False


def is_another_in_row(subject: Subject, question: Question, senses: Senses) -> bool:
    """Return whether an event is another of a row than the one asked for: the fifth session for the fourth."""
    if subject.kind is not EntryKind.EVENT:
        return False
    for unit in question.units:
        word = unit.words[0]
        if not word.key.isdigit() or unit.year or unit.mentions:
            continue
        at = question.words.index(word) + 1
        of_event = at < len(question.words) and KIND_WORDS.get(question.words[at].key) is EntryKind.EVENT
        if of_event and senses.cover(unit, subject) <= BY_TEXT:
            return True
    return False


def was_elsewhere(event: Subject, question: Question, senses: Senses) -> bool:
    """Return whether an event was not at the place where somebody is said to have gone: «визит Русских в Гомель»."""
    if not any(each.kind is EntryKind.PERSON for unit in question.units for each in unit.mentions):
        return False
    gone = {two.start for one, two in pairwise(question.words) if one.key in _INTO}
    places = (unit for unit in question.units if unit.mentions and senses.is_place(unit))
    return any(place.words[0].start in gone and not senses.cover(place, event) for place in places)


def _is_adjective(word: Word, senses: Senses) -> bool:
    """Return whether a word is an adjective; a Belarusian one, read by a table, has its noun's grammar."""
    told = "ADJF" in senses.grammar(word) or word.surface.lower().endswith(_IN_BELARUSIAN)
    return told or word.surface.isascii()  # "Medical University"


def is_works_of_a_field(question: Question, senses: Senses) -> bool:
    """Return whether a works of one side is asked for by its field: «Ульяновский приборостроительный завод»."""
    if (
        not question.body
        or question.of_kind is not None
        or not (question.side or any(map(senses.is_place, question.units)))
    ):
        return False
    fields = [
        unit.words[-1]
        for unit in question.units
        if any(each.kind is EntryKind.SECTOR for each in unit.mentions) or senses.of(unit).of_field
    ]
    before = any(
        one in fields and _is_adjective(one, senses) and two.key in BODIES for one, two in pairwise(question.words)
    )
    starts = [at for at, word in enumerate(question.words) if word.key in BODIES]
    near = [word for at in starts for word in question.words[at + 1 : at + _NEAR] if "gent" in senses.grammar(word)]
    return before or any(word in fields for word in near)


def says_but_a_place(question: Question, foreign: float, senses: Senses) -> bool:
    """Return whether nothing but a place is known of what is asked: «где пообедать в Витебске».

    Soft words are no matter («подготовить справку по Витебску»). Nor but a field, of what somebody did: «кто изобрёл
    самолёт».
    """
    known = [unit for unit in question.units if senses.knows(unit)]
    besides = [unit for unit in question.units if unit not in known and unit.words[0].key not in SOFT]
    to_do = any(
        "INFN" in senses.grammar(word) for unit in question.units for word in unit.words if word.key not in SOFT
    )
    begins_with_who = question.words[0].key == "кто" and not question.who_is
    if (besides or to_do or begins_with_who) and known and all(map(senses.is_place, known)):
        return True
    somebody = foreign >= _SAID_OF_ANYTHING and begins_with_who
    return somebody and not any(each.kind is not EntryKind.SECTOR for unit in known for each in unit.mentions)


def is_name_of_a_thing(question: Question, senses: Senses) -> bool:
    """Return whether there is nothing but a name and a noun after it: «игрушка дьявола», «Красные крылья обои».

    Such a phrase is the name of another thing; whoever asks of ours says more than that, or the noun first.
    """
    if len(question.units) != 2 or sum(len(unit.words) for unit in question.units) < len(question.words):  # noqa: PLR2004  a name and a noun
        return False
    name, noun = question.units
    if not name.mentions or senses.knows(noun) or noun.words[0].key in SOFT:
        return False
    grammar = senses.grammar(noun.words[0])
    whole = any("NOUN" in senses.grammar(word) for word in name.words)
    common = not noun.words[0].capitalised and all(map(senses.has, question.words))
    return whole and common and "NOUN" in grammar and "VERB" not in grammar


def _is_no_name(unit: Unit) -> bool:
    return all(each.kind is EntryKind.SECTOR for each in unit.mentions)


def _is_common_word(mention: Mention) -> bool:
    """Return whether what names an entry is a common word, not written as the name is."""
    return mention.exactness is Exactness.LOOSE and mention.alias.istitle() and " " not in mention.alias


def is_of_another_sort(question: Question, senses: Senses) -> bool:
    """Return whether what the adjectives are of is no such thing as we have: «Минский автомобильный рынок»."""
    heads = [unit.words[0] for unit in question.units if not senses.knows(unit) and unit.words[0].key not in SOFT]
    return any(
        two in heads and "NOUN" in senses.grammar(two) and "ADJF" in senses.grammar(one)
        for one, two in pairwise(question.words)
    )


def _is_of_what(university: Unit, question: Question, senses: Senses) -> bool:
    """Return whether a university is one of what ours is not: «Ульяновский институт гражданской авиации»."""
    if len(university.words) == 1 or any(each.kind is not EntryKind.ORGANISATION for each in university.mentions):
        return False
    last = senses.grammar(university.words[-1])
    if university.words[-1].key != "вуз" and not ("ADJF" in last and "NOUN" not in last):
        return False
    at = question.words.index(university.words[-1]) + 1
    after = next((each for each in question.units if each.words[:1] == question.words[at : at + 1]), None)
    if after is None or after.words[0].key in SOFT:
        return False
    if "gent" not in senses.grammar(after.words[0]) and "ADJF" not in last:
        return False
    return not any(senses.stands_in((each.kind, each.slug), after) for each in university.mentions)


def _numbers_no_such(unit: Unit, question: Question, senses: Senses, subjects: Subjects) -> bool:
    """Return whether a number that is a name numbers what has nothing to do with those that bear it."""
    word = unit.words[0]
    if len(unit.words) > 1 or not word.key.isdigit() or word is question.words[0]:
        return False
    at = question.words.index(word)
    before = question.words[at - 1]
    if before.key == "номер":
        return False
    noun = next((each for each in question.units if each.words == (before,) and _is_no_name(each)), None)
    if noun is None or before.key in SOFT or "NOUN" not in senses.grammar(before):
        return False
    return not any(subjects.leads_near(before.key, (each.kind, each.slug)) for each in unit.mentions)
