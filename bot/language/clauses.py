"""Clauses that say when, why and in what mood somebody asks: «завтра приезжают белорусы, …», «…, а то шеф съест»."""

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.language.names import Mention, Names
from bot.language.vocabulary import (
    AGREEING,
    ALIEN,
    CHIEFS,
    DEADLINE_WORDS,
    FORMER,
    FUNCTION,
    KIND_WORDS,
    LAST,
    LIST_WORDS,
    MONTHS,
    NEWS_WORDS,
    NEXT,
    PREPOSITIONS,
    PROGRAMME,
)
from bot.language.words import Word, Words, normalised


def _keys(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ASKED_SOON = 5
_ASKING_FOR = (
    (ALIEN | DEADLINE_WORDS | NEWS_WORDS | LIST_WORDS | AGREEING | FORMER | LAST | NEXT | PROGRAMME)
    | (KIND_WORDS.keys() | MONTHS.keys())
    | _keys("план про насчет ты рассказать показать дать найти подсказать напомнить надо нужный год квартал полугодие")
    | _keys("что как какой кто когда где сколько почему зачем чей который ли")
)
"""A clause with one of these asks for something."""

_CIRCUMSTANCE = re.compile(
    r"(?:^\s*|(?<=[.!,:]\s))(?:(?:[\w’'-]+\s){1,3}(?:завтра|заўтра|tomorrow|today)|сегодня|завтра|послезавтра|через|скоро|вечером|утром|дн[её]м"
    r"|в (?:понедельник|вторник|среду|четверг|пятницу)"
    r"|на следующей неделе|на носу|готов\w+|собира\w+|еду|едем|лечу|летим|иду|ид[её]м|жд[её]м|принимаем|встреча(?:ю|ем)"
    r"|приезжа\w+|приед\w+|прилета\w+|(?:на)?пиш[уе]м?|дела(?:ю|ем)|составля\w+|выступа\w+|пров\w+|сижу|стою|бегу"
    r"|заўтра|сёння|праз|рыхту\w+|еду|едзем|пішу|чака\w+"
    r"|tomorrow|today|in an? (?:hour|minute)|i(?:'m| am)|we(?:'re| are)"
    r"|writing|preparing|going|meeting|(?P<purpose>для|к|перед|for|before))\b(?P<told>[^.!?;:,]{0,90}?)(?:[,.!:]|\s[-–—])\s+",
    re.IGNORECASE,
)
_NO_TOPIC = FUNCTION | PREPOSITIONS | PROGRAMME
_MET = _keys(
    "встреча совещание визит поездка переговоры командировка прием заседание форум выставка делегация приезд брифинг"
)
_CLAUSE = re.compile(r"[^,.!?;:\n]*(?:[,.!?;:\n]+(?=\s|$)\s*|[,.!?;:\n]+|$)")
_MOST_CLAUSES = 12
_TAGS = frozenset({"договорились", "идет", "идёт", "хорошо", "ладно", "ок", "окей", "deal"})
_WHOSE = _keys("это этот они он она или ли наш ваш мы беларусь ульяновск россия российский завод")
_WHY = (["потому", "что"], ["а", "то"], ["чтобы"], ["желательно"], ["спасибо"], ["заранее"], ["можно", "кратко"])
_HASTE = _keys("завтра сегодня вчера час сейчас утро вечер немедленно")
_DEADLINES = _keys("срок дедлайн гореть горящий надо нужный нужно")
_SAYING_PARTS = frozenset({"VERB", "INFN", "PREP", "NPRO", "ADVB", "PRCL", "CONJ", "PRED", "GRND", "INTJ"})
_IF_EASY = re.compile(r",?\s*калі (?:можна|не цяжка|не складана|ёсць магчымасць),?")
_MARK = re.compile(r"[,.!?:;]\s+\w")
_SIGNS = re.compile(r"[,:.!] \w| [-–—] ")
_OF_TOPIC = _keys("про о об насчет по касательно")
_SAME = _keys("он она оно они это этот тот все весь немой нем ней них ним")
_ABOUT = _keys(
    "про насчет что как нужно надо нужный напомнить дать рассказать показать подсказать найти есть need what"
)


def without_circumstance(text: str, names: Names, words: Words) -> str:
    """Return what follows «завтра приезжают белорусы,» where that asks and names something by itself."""
    found = _CIRCUMSTANCE.search(text) if _SIGNS.search(text) else None
    if not found:
        return text
    if names.mentions(text[: found.start()], loose=True):
        return text
    purpose = found["purpose"] is not None
    if purpose and _MET.isdisjoint(word.key for word in words.words(found["told"])):
        return text
    rest = text[found.end() :]
    read = words.words(rest)
    mentions = names.mentions_among(read, rest, loose=True)
    named = {word.key for each in mentions for word in _within(read, each)}
    if named and named <= PROGRAMME and names.mentions(found["told"], loose=True):
        return text  # «готовлю справку по авиапрому, что есть с Беларусью»
    asks = purpose or any(word.key in _ABOUT for word in read[:_ASKED_SOON])
    alone = mentions or (
        _has_topic(read) and ("про" in rest.lower().split() or not names.mentions(text[: found.end()], loose=True))
    )
    return rest if asks and alone else text


def _within(words: Sequence[Word], mention: Mention) -> tuple[Word, ...]:
    return tuple(word for word in words if mention.start <= word.start and word.end <= mention.end)


def without_idle_clauses(text: str, names: Names, words: Words) -> str:
    """Return the clauses of a text without those that neither name nor ask anything, where another names something.

    «Пишу с телефона, что с туризмом, а то шеф съест». A clause with a word by which something is asked for stays, and
    so does one with a name or a bare noun, for they may be what is asked about.
    """
    if "калі" in text:
        text = _IF_EASY.sub("", text) or text
    if not _MARK.search(text):
        return text
    clauses = _CLAUSE.findall(text)
    if not 1 < len(clauses) <= _MOST_CLAUSES:
        return text
    read = [words.words(clause) for clause in clauses]
    told = [bool(names.mentions_among(here, clause, loose=True)) for here, clause in zip(read, clauses, strict=True)]
    if not any(told):
        return text
    kept = [
        clause
        for at, clause in enumerate(clauses)
        if not (at and (_asks_whose(read[at]) or (not told[at] and _tells_why(read[at]))))
        and (told[at] or not _is_idle(read[at], words, begins=at == 0))
    ]
    left = {word.key for clause in kept for word in words.words(clause)}
    return "".join(kept) if left - _NO_TOPIC else text


def _tells_why(words: Sequence[Word]) -> bool:
    """Return whether a clause tells why it is asked or how to answer: «…, потому что в прессе пишут разное»."""
    begins = [word.surface.lower() for word in words[:2]]
    return begins[:1] in _WHY or begins in _WHY


def _asks_whose(words: Sequence[Word]) -> bool:
    """Return whether it is asked of what was said before whose it is: «…, это белорусы?»."""
    return bool(words) and words[0].key in _SAME and _WHOSE.issuperset(word.key for word in words)


def _is_idle(words: Sequence[Word], dictionary: Words, *, begins: bool) -> bool:
    keys = {word.key for word in words}
    if not keys:
        return False
    if len(words) == 1 and words[0].surface.lower() in _TAGS:
        return True
    if (_ASKING_FOR & keys and not (_HASTE & keys and keys & _DEADLINES)) or any(key.isdigit() for key in keys):
        return False
    grammar = [dictionary.grammar(word.surface) for word in words]
    if not CHIEFS.isdisjoint(keys) and not any({"VERB", "GRND"} & each for each in grammar):
        return False
    if len(words) == 1:
        called = "Name" in grammar[0] or not ("Surn" in grammar[0] or _is_foreign_name(words[0], dictionary))
        unknown = words[0].capitalised and not dictionary.has(normalised(words[0].surface))
        return begins and called and not (words[0].capitals or unknown)  # «Ирина, …», not «БГУИР, Минск»
    if any(_is_foreign_name(word, dictionary) or word.capitals for word in words):
        return False
    if any(word.capitalised for word in words[1:]):
        return False
    return any(not _SAYING_PARTS.isdisjoint(each) for each in grammar)


def _is_foreign_name(word: Word, dictionary: Words) -> bool:
    return dictionary.is_name(word.surface) or word.key.endswith(("ский", "цкий"))


def _has_topic(words: Sequence[Word]) -> bool:
    """Return whether it is said what is asked about: «напомни про дроны», not «что о нём известно»."""
    return any(one.key in _OF_TOPIC and two.key not in _SAME for one, two in pairwise(words))
