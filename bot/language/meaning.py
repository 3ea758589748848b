"""A text and its words before they are read: what is told before the question, and words that stand for others."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from bot.language.families import SMALL
from bot.language.names import Names
from bot.language.vocabulary import (
    ALIEN,
    DEADLINE_WORDS,
    KIND_WORDS,
    LIST_WORDS,
    LISTABLE,
    NEWS_WORDS,
    PLANNING,
    PROGRAMME,
)
from bot.language.words import Word, Words
from storage.register_records import EntryKind

_EXPECTED = "ожидать"
_COMMITTEE = "облисполком"
_WHICH = LIST_WORDS | {"какой", "который", "сколько"}
_TOLD = re.compile(r"[.!:]+\s+(?=[^\W\d])")
_LONGEST_TOLD = 300
_PAPER = frozenset({"бумага", "бумажка"})
_OF_PAPER = frozenset({"с", "со", "между", "по", "о", "об", "про", "на", "з", "па", "аб"})
_TELLS_A_PAPER = PROGRAMME | {"подписать", "главный", "основной", "важный", "совместный"}
_GIVEN = frozenset({"подарить", "дарить", "вручить", "вручать", "передать"})
_GIVEN_TO = frozenset({"поисковик", "уаз", "отряд"})
_SOLD = frozenset({"продаем", "продаём", "покупаем"})
_TRADE = "торговля"
_BY_PLANE = ("самолет", "рейс")
_INTO = frozenset({"в", "во", "до"})
_CARS = ("машин", "машын")
_VEHICLES = ("техника", "автомобильный")
_YEAR_WITH_ENDING = 4
_ENDINGS = frozenset({"м", "ом", "го", "ого", "й", "ый", "му"})
_PARTICLE = "-то"
_TRAVELLING = frozenset({"губернатор", "делегация"})
_ASKED_FOR = ALIEN | LISTABLE | DEADLINE_WORDS | NEWS_WORDS


def without_what_is_told(text: str, names: Names, words: Words) -> str:
    """Return what follows the sentences that name nothing of ours: «Готовим справку для руководства: …»."""
    begins = 0
    for found in _TOLD.finditer(text[:_LONGEST_TOLD]):
        told = text[begins : found.start()]
        if any(word.key in _ASKED_FOR for word in words.words(told)) or names.mentions(told):
            break
        begins = found.end()
    return text[begins:] if text.count(" ", begins) > 1 else text


def as_meant(words: tuple[Word, ...], dictionary: Words) -> tuple[Word, ...]:
    """Return the words, «планировали» of a figure read as «ожидаемый», «области Беларуси» as their committees."""
    words = tuple(_in_plain_words(words, dictionary))
    keys = [word.key for word in words]
    for at, (one, two) in enumerate(pairwise(keys)) if "область" in keys else ():
        region = words[at if one == "область" else at + 1]
        several = dictionary.grammar(words[at].surface if one == "беларусь" else region.surface)
        if {one, two} == {"беларусь", "область"} and _WHICH & set(keys) and "plur" in several:
            committee = replace(region, key=_COMMITTEE, keys=(_COMMITTEE,))
            return tuple(committee if word is region else word for word in words)
    if PLANNING.isdisjoint(keys) or not any(KIND_WORDS.get(key) is EntryKind.INDICATOR for key in keys):
        return words
    return tuple(replace(word, key=_EXPECTED, keys=(_EXPECTED,)) if word.key in PLANNING else word for word in words)


def _in_plain_words(words: tuple[Word, ...], dictionary: Words) -> Iterator[Word]:
    """Yield the words of talk as those they stand for: «уазик-то», «в 2015м», «бумага с Витебском»."""
    for at, word in enumerate(words):
        surface = word.surface.lower()
        if surface.endswith(_PARTICLE) and not dictionary.has(surface):
            bare = word.surface.removesuffix(_PARTICLE)
            keys = dictionary.keys(bare)
            yield replace(word, surface=bare, key=keys[0], keys=keys)
        elif surface[:_YEAR_WITH_ENDING].isdigit() and surface[_YEAR_WITH_ENDING:] in _ENDINGS:
            yield _as(word, surface[:_YEAR_WITH_ENDING])
        elif word.key in _PAPER and _is_a_document(words, at):
            yield _as(word, "соглашение")
        elif word.key in _GIVEN and any(each.key in _GIVEN_TO for each in words):
            yield _as(word, "передача")
        elif surface in _SOLD:
            yield _as(word, _TRADE)
        elif word.key == _VEHICLES[0] and surface.startswith(_CARS):
            given = any(each.key in _GIVEN_TO for each in words)
            yield _as(word, SMALL) if given else replace(word, keys=_VEHICLES)
        elif word.key == "поездка" and any(each.key in _TRAVELLING for each in words):
            yield _as(word, "визит")
        elif word.key == _BY_PLANE[0] and _is_for_a_place(words[at + 1 : at + 3], dictionary):
            yield _as(word, _BY_PLANE[1])
        else:
            yield word


def _as(word: Word, key: str) -> Word:
    return replace(word, key=key, keys=(key,))


def _is_a_document(words: tuple[Word, ...], at: int) -> bool:
    """Return whether a paper is one that was signed: with somebody or about something, not paper to write on."""
    after = words[at + 1].key if at + 1 < len(words) else ""
    before = words[at - 1].key if at else ""
    return (
        after in _OF_PAPER
        or after in PROGRAMME
        or before in _TELLS_A_PAPER
        or any(word.key == "подписать" for word in words)
    )


def _is_for_a_place(after: tuple[Word, ...], dictionary: Words) -> bool:
    """Return whether what follows says where to: «в Минск», not «в Минске»."""
    if len(after) < 2 or after[0].key not in _INTO:  # noqa: PLR2004  a preposition and a place
        return False
    grammar = dictionary.grammar(after[1].surface)
    return "Geox" in grammar and "loct" not in grammar
