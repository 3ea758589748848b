"""A text and its words before they are read: what is told before the question, and words that stand for others."""

import re
from collections.abc import Iterator
from itertools import pairwise

from bot.language.clauses import without_circumstance, without_idle_clauses
from bot.language.names import Mention, Names
from bot.language.periods import year_of
from bot.language.stand_ins import MEETINGS, standing_in
from bot.language.talk import in_plain_words
from bot.language.vocabulary import (
    ALIEN,
    ASKING,
    DEADLINE_WORDS,
    FUNCTION,
    KIND_WORDS,
    LIST_WORDS,
    LISTABLE,
    MONTHS,
    NEWS_WORDS,
    PLANNING,
    PREPOSITIONS,
    PROGRAMME,
)
from bot.language.words import Word, Words, normalised
from storage.register_records import EntryKind

_ASKS = ASKING | LIST_WORDS | {"есть", "чей", "ли", "как-то", "что-то", "что-нибудь"}
_SAYS_NO_TOPIC = FUNCTION | PREPOSITIONS | PROGRAMME
_EXPECTED = "ожидать"
_COMMITTEE = "облисполком"
_WHICH = LIST_WORDS | {"какой", "который", "сколько"}
_OF_SEVERAL = _WHICH | {"соглашение", "меморандум", "документ", "сотрудничество", "сотрудничать", "работать"}
_TOLD = re.compile(r"(?<!\s[А-ЯЁ])[.!:]+\s+(?=[^\W\d])")
_REACHED = frozenset({"получить", "выйти", "достичь", "довести"})
_FIGURES_ASKED = frozenset({"бы", "данные", "цифра", "информация", "справка", "сведение"})
_WANTING = frozenset({"хотели", "хотим"})
_GREETED = re.compile(
    r"\s*(?:здрав?ствуй|добр|прив|коллеги|уважаем|извините|hi\b|hello|дзень|вітаю|дарагія|dear|good )", re.IGNORECASE
)
_LONGEST_TOLD = 300
_ASKED_FOR = {"план"} | ALIEN | LISTABLE | DEADLINE_WORDS | NEWS_WORDS | MONTHS.keys()


def without_what_is_told(text: str, names: Names, words: Words) -> str:
    """Return what follows the sentences that name nothing of ours: «Готовим справку для руководства: …»."""
    begins = 0
    for found in _TOLD.finditer(text[:_LONGEST_TOLD]):
        told = text[begins : found.start()]
        read = words.words(told)
        named = names.mentions(told, loose=True)
        if _GREETED.match(told) and _asks_itself(text[found.end() :], names, words, after_a_name=bool(named)):
            begins = found.end()
            continue
        asked = any(word.key in _ASKED_FOR or year_of(word.key) for word in read)
        if asked or named or _is_a_name(read, words):
            break
        begins = found.end()
    whole = begins and text.count(" ", begins) < 2 and not names.mentions(text[begins:])  # noqa: PLR2004  «о нём?»
    whole = whole or (begins and _SAYS_NO_TOPIC.issuperset(word.key for word in words.words(text[begins:])))
    rest = text if whole else text[begins:]
    return without_circumstance(without_idle_clauses(rest, names, words), names, words)


def _asks_itself(rest: str, names: Names, words: Words, *, after_a_name: bool) -> bool:
    """Return whether what follows an introduction asks of something itself, whatever is told before it."""
    read = words.words(rest)
    if not any(word.key in _ASKS for word in read):
        return False
    named = names.mentions_among(read, rest, loose=True)
    if any(not _SAYS_NO_TOPIC.issuperset(_keys_within(each, read)) for each in named):
        return True
    return not after_a_name and any(word.key in _ASKED_FOR for word in read)


def _keys_within(mention: Mention, words: tuple[Word, ...]) -> Iterator[str]:
    return (word.key for word in words if mention.start <= word.start and word.end <= mention.end)


def _is_a_name(told: tuple[Word, ...], words: Words) -> bool:
    """Return whether what is told is a name alone, hence what is asked about: «Пархомчик: где пересекались»."""
    if len(told) != 1 or not told[0].capitalised:
        return False
    grammar = words.grammar(told[0].surface)
    return "Name" not in grammar and ("Surn" in grammar or not words.has(normalised(told[0].surface)))


def as_meant(words: tuple[Word, ...], dictionary: Words) -> tuple[Word, ...]:
    """Return the words, «планировали» of a figure read as «ожидаемый», «области Беларуси» as their committees."""
    words = standing_in(in_plain_words(words, dictionary), dictionary)
    keys = [word.key for word in words]
    several_asked = (
        "область" in keys and MEETINGS.isdisjoint(keys) and (len(keys) == len("ab") or not _OF_SEVERAL.isdisjoint(keys))
    )
    for at, (one, two) in enumerate(pairwise(keys)) if several_asked else ():
        region = words[at if one == "область" else at + 1]
        several = dictionary.grammar(words[at].surface if one == "беларусь" else region.surface)
        there = two == "в" and keys[at : at + 3] == ["область", "в", "беларусь"]
        if ({one, two} == {"беларусь", "область"} or there) and "plur" in several:
            committee = region._replace(key=_COMMITTEE, keys=(_COMMITTEE,))
            return tuple(committee if word is region else word for word in words)
    if not any(KIND_WORDS.get(key) is EntryKind.INDICATOR for key in keys):
        return words
    wanted = ("сколько" in keys or not _REACHED.isdisjoint(keys)) and _FIGURES_ASKED.isdisjoint(keys)
    return tuple(
        word._replace(key=_EXPECTED, keys=(_EXPECTED,)) if _plans(word, wanted=wanted) else word for word in words
    )


def _plans(word: Word, *, wanted: bool) -> bool:
    """Return whether a word says what is expected: «хотели выйти на …»; who «хотел бы узнать» does not."""
    surface = word.surface.lower()
    return word.key in PLANNING or surface == "хотят" or (wanted and surface in _WANTING)
