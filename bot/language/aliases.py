"""What an entry is called: the names and aliases of the register, and the forms that follow from them.

Forms that follow are those that people use and no file lists: «МАЗ» without its legal form, «Дмитрий Крутой» for
«Крутой Дмитрий Николаевич», «губернатор» for whoever is governor, «Минский автомобильный завод» for an автозавод.
"""

import re
from collections.abc import Iterator
from enum import IntEnum

from bot.language.vocabulary import PREPOSITIONS
from storage.register_records import (
    Agreement,
    AnyEntry,
    Document,
    Event,
    Indicator,
    Official,
    Organisation,
    Project,
    Sector,
)

_LEGAL_FORM = re.compile(r"\b(?:[ОЗП]?АО|ООО|ГК|филиал)\b(?=\s*(?:[«„\"]|ПАО|\d))")
_BRACKETS = re.compile(r"\s*\([^)]*\)")
_MANAGER = re.compile(r"\s+—\s+управляющая компания.*")
_NUMBER_SIGN = re.compile(r"№\s*|\bNo\.\s*")
_HYPHEN = re.compile(
    r"(?<=[А-Яа-яЁёA-Za-z])-(?=[А-ЯЁA-Z])|(?<=[а-яё]{5})-(?=[а-яё]{5})"
)  # «ИС-Путьмаш», «Гомель-Ратон»: as often apart
_COMMITTEE = re.compile(r"исполнительный комитет")
_LAST_NUMBER = re.compile(r"(?<=[а-яё]{4})\s*№\s*\d+»?$")  # «Минский завод гражданской авиации № 407», not «МЗГА № 407»
_CITY_COMMITTEE = re.compile(r"(\w+) городской исполнительный комитет", re.IGNORECASE)
_EMBASSY_OF = re.compile(r"^(?:[Пп]осольство)(?= )")
_EXHIBITION = re.compile(r"выставка «(([^».]+)[^»]*)")
_PARTICULARS = re.compile(r"[,;:(].*| — .*")
_DOUBLE_NAME = re.compile(r"\b([А-ЯЁ][а-яё]+)-[А-ЯЁ][а-яё]+")
_WORKS = {"авто": "автомобильный", "авиа": "авиационный"}
_AIRCRAFT_REPAIR = re.compile(r"авиа(?:ционный )?ремонтный завод", re.IGNORECASE)
_WORKS_OF = re.compile(r"((?:\w+(?:ский|[-‑]й)|\d+) (?:\w+ )?\w+н(?:ый|ой)) завод")
_INITIALS = re.compile("[А-Я][АЕИОУ][А-Я]")
_COMPOUND_NAME = re.compile(r"(Авиа|Авто|Аэро|Тест|Путь)([А-Яа-яё]{3,})")  # as often typed apart
_COMPOUND_WORKS = re.compile(r"\b(авто|авиа)(завод|ремонтный)")

_OFFICE_BREAK = re.compile(r"[,;()]| — |: ")
_OFFICE = re.compile(
    r"(?:со)?(?:губернатор|председател|глав[аыу]\b|пос[ло]л?|премьер|генеральн\w+ директор|директор|зампред|министр"
    r"|ректор|мэр|руководител|начальник|заместител)\w*[^\d]*",
    re.IGNORECASE,
)
_OFFICE_END = re.compile(r"\s(?:до|с|на момент|и)\s.*")
_SPEAKS_FOR_ITSELF = re.compile(r"губернатор|премьер|посол|мэр", re.IGNORECASE)
_OF_SOMETHING = re.compile(r"\w+ (?:администрации|правительства)\b", re.IGNORECASE)  # every town has one
_FORMER = re.compile(r"\s*(?:ранее|бывш)")
_GOVERNOR = "губернатор "


class Exactness(IntEnum):
    """How sure it is that the words are the name: higher is surer."""

    KEYWORD = 1  # a word of the sector's field, no name
    LOOSE = 2  # the guard on letters does not hold; only a question may mean the name by it
    DERIVED = 3  # a form that the register does not list but that follows from a name or an office
    NAMED = 4


def aliases_of(entry: AnyEntry) -> Iterator[tuple[str, Exactness]]:
    """Yield what an entry is called: the register's names and aliases, then what follows from them."""
    for name in _names(entry):
        yield name, Exactness.NAMED
        yield from ((form, Exactness.DERIVED) for form in _forms(name) if form != name)
    if isinstance(entry, Sector):
        yield from ((keyword, Exactness.KEYWORD) for keyword in entry.keywords)
    if isinstance(entry, Organisation):
        yield from ((form, Exactness.DERIVED) for form in _of_organisation(entry))
    if isinstance(entry, Official):
        yield from ((form, Exactness.DERIVED) for form in _of_person(entry.name))
        yield from ((office, Exactness.DERIVED) for office in offices(entry.role))
    if isinstance(entry, Event):
        yield from ((form, Exactness.DERIVED) for form in _of_event(entry.name))
    if isinstance(entry, Document):
        yield from ((form, Exactness.DERIVED) for form in _of_document(entry.title))


def _names(entry: AnyEntry) -> tuple[str, ...]:
    match entry:
        case Sector():
            return (entry.ru, entry.be, entry.en, *entry.aliases)
        case Organisation():
            return (entry.full, entry.short, *entry.aliases)
        case Agreement():
            return (entry.title, entry.short, *entry.aliases)
        case Document():
            return (entry.title, *entry.aliases)
        case Project() | Event() | Indicator():
            return (entry.name, *entry.aliases)
        case Official():
            return (entry.name, *entry.aliases)
        case _:
            return ()


def _forms(name: str) -> Iterator[str]:
    """Yield a name without brackets, number sign, legal form and what it manages."""
    bare = _NUMBER_SIGN.sub("", _BRACKETS.sub("", name))
    yield bare
    yield _LEGAL_FORM.sub("", bare).strip()
    yield _HYPHEN.sub(" ", bare)
    yield _LEGAL_FORM.sub("", _MANAGER.sub("", bare)).strip()


def _of_organisation(entry: Organisation) -> Iterator[str]:
    """Yield a city for its committee (regions list theirs), an ambassador for an embassy, and other usual forms."""
    yield from (f"{name.lower()}овский" for name in (entry.short, *entry.aliases) if _INITIALS.fullmatch(name))
    city = _CITY_COMMITTEE.search(entry.full)
    if city:
        yield city[1]
    for name in (entry.full, entry.short, *entry.aliases):
        if _COMMITTEE.search(name):
            yield _COMMITTEE.sub("исполком", name)
        if _LAST_NUMBER.search(name):
            yield _LAST_NUMBER.sub("", _LEGAL_FORM.sub("", name))
        if _EMBASSY_OF.match(name):
            yield _EMBASSY_OF.sub("посол", name)
        if _DOUBLE_NAME.search(name) and " " in name:
            yield _DOUBLE_NAME.sub(r"\1", name)
        works = _WORKS_OF.fullmatch(name)
        if works:
            yield works[1]
        if _COMPOUND_NAME.fullmatch(name):
            yield _COMPOUND_NAME.sub(r"\1 \2", name)
        if _COMPOUND_WORKS.search(name):
            yield _COMPOUND_WORKS.sub(lambda found: f"{_WORKS[found[1]]} {found[2]}", name)


def trades_of(entry: AnyEntry) -> Iterator[str]:
    """Yield what a works may be asked for by, though it is no name: its words by themselves lead nowhere."""
    if isinstance(entry, Organisation) and any(map(_AIRCRAFT_REPAIR.search, (entry.full, entry.short, *entry.aliases))):
        yield from ("ремонт самолётов", "ремонт авиатехники")


def _of_event(name: str) -> Iterator[str]:
    """Yield the event without its particulars, and an exhibition's own name."""
    yield _PARTICULARS.sub("", name)
    exhibition = _EXHIBITION.search(name)
    if exhibition:
        yield exhibition[1]
        yield exhibition[2]


def _of_document(title: str) -> Iterator[str]:
    """Yield what kind of document it is («Дорожная карта»), but for an agreement, of which there are many."""
    kind, _, subject = title.partition(" по ")
    if subject and "соглашение" not in kind:
        yield kind


def _of_person(name: str) -> Iterator[str]:
    """Yield the usual orders of «Фамилия Имя Отчество»."""
    parts = name.split()
    if len(parts) > 1:
        yield parts[0]
        yield f"{parts[1]} {parts[0]}"
    if len(parts) > 2:  # noqa: PLR2004  surname, name, patronymic
        yield f"{parts[1]} {parts[2]}"
        yield f"{parts[1]} {parts[2]} {parts[0]}"


def offices(role: str) -> Iterator[str]:
    """Yield the offices named in a role, as they may be asked for.

    «губернатор Ульяновской области» is also «губернатор», «глава Ульяновской области» and «глава региона»; «посол
    Беларуси в России» is also «посол Беларуси» and «посол». An office held before is only asked for in full.
    """
    for clause in _OFFICE_BREAK.split(role):
        named = _OFFICE.search(clause)
        if named:
            office = _OFFICE_END.sub("", named[0]).strip()
            yield office
            if _FORMER.match(clause):
                continue
            yield from _shorter(office)
            if "Беларуси" in office:
                yield from _shorter(office.replace("Беларуси", "Республики Беларусь"))
            yield office.removeprefix("генеральный ")
            if office.startswith(_GOVERNOR):
                yield from (office.replace(_GOVERNOR, "глава "), "глава региона", "губернатор региона")


def _shorter(office: str) -> Iterator[str]:
    """Yield an office without its last words, down to two, or to one that needs no other."""
    parts = office.split()
    shortest = 1 if _SPEAKS_FOR_ITSELF.match(office) else 3 if _OF_SOMETHING.match(office) else 2
    for length in range(len(parts) - 1, shortest - 1, -1):
        if parts[length - 1].lower() not in PREPOSITIONS:
            yield " ".join(parts[:length])
