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
_DAY = re.compile(
    r"(?<![\d.,])(0?[1-9]|[12]\d|3[01])\.(0[1-9]|1[0-2])(?:\.(20\d\d|\d\d))?(?![\d%.]\d|[\d%]| ?мл| ?проц)"
)
_REACHED = frozenset({"получить", "выйти", "достичь", "довести"})
_FIGURES_ASKED = frozenset({"бы", "данные", "цифра", "информация", "справка", "сведение"})
_WANTING = frozenset({"хотели", "хотим"})
_NOT_BUT = re.compile(r",?\s+не [а-яё-]+(?: [а-яё-]+)?,\s+а(?: т[аоуе]\w*,)?(?=\s)", re.IGNORECASE)
_RAILWAY = re.compile(r"\bж ?[/.] ?д\b\.?", re.IGNORECASE)
_SHORTENED = re.compile(
    r"\b(?:(?P<организа>орг)-(?=ц)|(?P<сотрудничест>сотр)-(?=в)|(?P<предприя>пр|предпр)-(?=ти[ея])"
    r"|(?P<министерст>мин)-(?=в)|(?P<соглаше>согл)-(?=н)|(?P<руководст>рук)-(?=в))",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\s+(?:к|относительно|по сравнению с)\s+(?:\S+\s+){0,2}?(?:кв\.?|квартал\w*|полугоди\w*)\s+20\d\d", re.IGNORECASE
)
_ON_THE_DESK = re.compile(r"^[^:.!?]{0,40}\bна стол\s*[:,]\s*(?=\S)")
_OR_ELSE = re.compile(r",\s+а то\s+[^,.?!]*(?=[.?!]?\s*$)")
_GREETED = re.compile(
    r"\s*(?:здрав?ствуй|добр|прив|коллеги|уважаем|извините|hi\b|hello|дзень|вітаю|дарагія|dear|good )", re.IGNORECASE
)
_JOINED_KIND = re.compile(r"-(?=(?:партн|участн|тематик|направлени|отрасл|сфер)[а-яё]+)", re.IGNORECASE)
_REGIONAL_COMMITTEE = re.compile(r"\bобластн[а-яё]+ исполком([а-яё]*)", re.IGNORECASE)
_BUT = re.compile(r",\s*(?:без|кроме|не считая) (?:ульяновск[а-яё]+|белорусск[а-яё]+|наших)\b", re.IGNORECASE)
_TYPED_APART = re.compile(r"\b(что|чем|чего|кто|кого|ком|как|какой|какие|где|когда) ?(то|нибудь|нить)\b", re.IGNORECASE)
_LATEST = re.compile(r"\bпосл\.?(?=\s+(?:месяц|недел|год|квартал|дни|дней|дня))", re.IGNORECASE)
_INDUSTRIAL = re.compile(r"\bинд\.?(?=\s+парк)", re.IGNORECASE)
_ORDINAL = re.compile(r"\b(\d{2,4})-?(?:ого|ому)\b", re.IGNORECASE)  # «407ого»
_ROADMAP = re.compile(r"\bдор\.(?=\s+карт)", re.IGNORECASE)
_ON_BEHALF = re.compile(r"(^\s*|[.!]\s+)по поручению [а-яё-]+\s+(?=\S)", re.IGNORECASE)
_DOT_OF_SHORT = re.compile(
    r"\b(обл|кв|экон|респ|росс|бел|бел-рус|орг|пром|сельхоз|тех|торг|гос|адм|пред|ген|соц|науч|коопер|сотр|совм|меропр)\."
    r"(?=\s+[^\W\d])",
    re.IGNORECASE,
)
_MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
_LONGEST_TOLD = 300
_ASKED_FOR = {"план"} | ALIEN | LISTABLE | DEADLINE_WORDS | NEWS_WORDS | MONTHS.keys()


def as_said(text: str) -> str:
    """Return a text with «15.12.2026» written as «15 декабря 2026», «заводы-партнёры» as two words, «ж/д» as one.

    «С зоной, не минской, а той, что в Гомеле» loses what is not meant.
    """
    if "ж" in text or "Ж" in text:
        text = _RAILWAY.sub("жд", text)
    if " не " in text:
        text = _NOT_BUT.sub(" ", text)
    if "-" in text:
        text = _SHORTENED.sub(lambda found: found.lastgroup or "", text)
    text = _DOT_OF_SHORT.sub(r"\1", text) if "." in text else text
    text = _OR_ELSE.sub("", text) if ", а то" in text else text
    text = _REGIONAL_COMMITTEE.sub(r"облисполком\1", text) if "исполком" in text else text
    text = _BUT.sub("", text) if "без " in text or "кроме " in text else text
    text = _TYPED_APART.sub(r"\1-\2", text) if "то" in text or "ни" in text else text
    text = _LATEST.sub("последний", text) if "посл" in text else text
    text = _INDUSTRIAL.sub("индустриальный", text) if "инд" in text else text
    text = _ORDINAL.sub(r"\1", text) if "го" in text or "му" in text else text
    text = _ON_THE_DESK.sub("", text) if "на стол" in text else text
    text = _ROADMAP.sub("дорожная", text) if "ор." in text else text
    text = _COMPARED.sub("", text) if "кв" in text or "полугоди" in text else text
    text = _ON_BEHALF.sub(r"\1", text) if "о поручению" in text else text
    if "-" in text:
        text = _JOINED_KIND.sub(" ", text)
    return _DAY.sub(_with_month, text) if "." in text else text


def _with_month(found: re.Match[str]) -> str:
    year = found[3] or ""
    return f"{found[1]} {_MONTHS[int(found[2]) - 1]} {year if len(year) != len('26') else f'20{year}'}".rstrip()


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
