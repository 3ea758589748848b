"""Words that stand for others in a question: «бумага» for an agreement, «наши» for Ulyanovsk's, «25-го» for a year.

Only questions are read so; what is searched keeps its words. Every rule looks at a word and those beside it, for the
same word alone means another thing: «ценная бумага», «стиральная машина», «наши белорусские партнёры».
"""

from bot.language.beside import Place, Rules
from bot.language.offices_meant import OFFICES
from bot.language.times_meant import FIGURES, TIMES, year_meant
from bot.language.vocabulary import (
    AGREEING,
    DEADLINE_WORDS,
    FORMER,
    FUNCTION,
    KIND_WORDS,
    LAST,
    LIST_WORDS,
    NEWS_WORDS,
    SIDES,
)
from bot.language.words import Word, Words
from storage.register_records import EntryKind

_AGREED_ON = frozenset({"подписать", "договориться", "заключить"})
_NAMED_SO = FUNCTION | SIDES.keys() | FORMER | LAST | {"подписать", "совместный", "двусторонний", "базовый"}
_WORKS_OF = {
    "авиапредприятие": ("авиационные", "авиация"),
    "авиазавод": ("авиационные", "авиация"),
    "автозавод": ("автомобильные", "автомобильный"),
}
MEETINGS = frozenset({"переговоры", "встреча", "глава"})
"""Beside these regions are those that somebody met, not their committees."""
_BODIES = {key for key, kind in KIND_WORDS.items() if kind is EntryKind.ORGANISATION} | {"сторона", *_WORKS_OF}
_NOT_OURS_ALONE = SIDES.keys() | {"совместный", "общий", "россия"}
_GROWTH = frozenset({"рост", "динамика", "темп", "объем", "россия", "ожидать", "прибавка"})
_JOURNEYS = frozenset({"губернатор", "делегация"})
_PUPILS = frozenset({"школьник", "студент", "молодежь"})
_BASES = frozenset({"договорный", "договорно-правовой", "правовой", "нормативный", "нормативно-правовой"})
_TAKE = frozenset({"take", "takes", "taking", "took"})
_FEW = 4
_ALL_OF = frozenset({"весь", "все"})
_PAPERS = AGREEING | {"соглашение", "меморандум", "документ", "договориться"} | NEWS_WORDS
_DECIDED = frozenset({"решить", "решение"})
_PLAINLY = frozenset({"по", "про", "о", "об"})


def standing_in(words: tuple[Word, ...], dictionary: Words) -> tuple[Word, ...]:
    """Return the words with those that stand for others read as these."""
    keys = frozenset(word.key for word in words)
    if _CUES.isdisjoint(keys) and not any(key[0].isdigit() for key in keys):
        return words
    read = (
        _read(word, Place(words, at, keys, dictionary)) if word.key in _RULES or word.key[0].isdigit() else word
        for at, word in enumerate(words)
    )
    if _WORKS_OF.keys().isdisjoint(keys):
        return tuple(read)
    listed = not (_ALL_OF | LIST_WORDS).isdisjoint(keys)
    return tuple(part for word in read for part in _apart(word, dictionary, listed=listed))


def _read(word: Word, here: Place) -> Word:
    meant = (year_meant if word.key[0].isdigit() else _RULES[word.key])(here)
    return word._replace(key=meant, keys=(meant,)) if meant else word


def _paper(here: Place) -> str | None:
    """Read «бумага» as an agreement where no adjective makes it another thing, nor is but «на бумаге»."""
    before = here.words[here.at - 1] if here.at else None
    if here.beside(-1) in {"на", "производство", "выпуск", "закупка"}:
        return None
    if before is None or before.key in _NAMED_SO:
        return "соглашение"
    grammar = here.dictionary.grammar(before.surface)
    return (
        "соглашение"
        if "ADJF" not in grammar or "Apro" in grammar or "Geox" in here.dictionary.grammar(before.key)
        else None
    )


def _protocol(here: Place) -> str | None:
    return "соглашение" if _AGREED_ON & here.keys or here.beside(1) in {"с", "со"} else None


def _ours(here: Place) -> str | None:
    """Read «наши заводы», «наши авиационные заводы» as Ulyanovsk's, not «наши белорусские партнёры»."""
    after = here.words[here.at + 1 : here.at + 3]
    if [each.key for each in after] == ["и", "беларусь"]:
        return "ульяновск"  # «вузы и наши и белорусские»
    if "глава" in here.keys and here.beside(1) == "область":
        return "ульяновск"
    if not after or after[0].key in _NOT_OURS_ALONE or here.beside(-1) == "и":
        return None
    adjective = len(after) > 1 and "ADJF" in here.dictionary.grammar(after[0].surface)
    return "ульяновск" if after[0].key in _BODIES or (adjective and after[1].key in _BODIES) else None


def _machine(here: Place) -> str | None:
    """Read «по машинам», «какую машину» as cars; a «путевая машина» is none."""
    if here.beside(1) == "время":
        return "машина-времени"
    is_machine = here.word.surface.lower().startswith("машин")
    before = here.words[here.at - 1] if here.at else None
    plain = before is not None and (
        before.key in _PLAINLY or (before.key == "с" and "проект" in here.keys) or before.key in {"какой", "который"}
    )
    return "автомобильный" if is_machine and plain else None


def _trade(here: Place) -> str | None:
    return "товарооборот" if _GROWTH & here.keys and "процент" not in here.keys else None


def _growth(here: Place) -> str | None:
    return "рост" if FIGURES & here.keys else None


def _several_works(here: Place) -> str | None:
    """Read «авиационные заводы» as all that are of the field: one alone is a name."""
    several = "sing" not in here.dictionary.grammar(here.word.surface)
    return "фабрика" if several and "ADJF" in here.grammar_before() else None


def _apart(word: Word, dictionary: Words, *, listed: bool) -> tuple[Word, ...]:
    """Return «авиазаводы» as the two words that it is made of."""
    field = _WORKS_OF.get(word.key)
    grammar = dictionary.grammar(word.surface)
    if field is None or "plur" not in grammar or ("sing" in grammar and not listed):
        return (word,)
    middle = word.start + len(word.surface) // 2
    first = word._replace(surface=field[0], key=field[1], keys=(field[1],), end=middle)
    return first, word._replace(surface="заводы", key="фабрика", keys=("фабрика",), start=middle)


def _of_nizhny(here: Place) -> str | None:
    return "новгород" if here.beside(1) == "форум" else None


def _journey(here: Place) -> str | None:
    to_brest = (here.beside(1), here.beside(2)) == ("в", "брест") and _PUPILS.isdisjoint(here.keys)
    return "визит" if to_brest or _JOURNEYS & here.keys else None


def _waits(here: Place) -> str | None:
    """Read «что нас ждёт в декабре» as what is to be done."""
    waits = (
        "россия" not in here.keys
        and here.word.surface.lower().startswith("жд")
        and "что" in here.keys
        and FIGURES.isdisjoint(here.keys)
    )
    return "предстоять" if waits else None


def _regions(here: Place) -> str | None:
    """Read «с какими областями» as with which committees, «области России» as what is none of ours."""
    several = "sing" not in here.dictionary.grammar(here.word.surface)
    if several and "россия" in here.keys and "форум" not in here.keys:  # the forum is of the regions of both countries
        return "область-россия"
    if several and here.beside(-1) == "какой" and here.beside(-2) == "в":
        return "отрасль"
    met = not MEETINGS.isdisjoint(here.keys)
    with_whom = here.beside(-1) == "какой" and here.beside(-2) in {"с", "со"}
    return "облисполком" if several and with_whom and not met else None


def _mending(here: Place) -> str | None:
    """Read who «ремонтирует самолёты» as the works that is named by it."""
    return None if {"самолет", "авиация", "вертолет", "ил-76"}.isdisjoint(here.keys) else "ремонтный"


def _theirs(here: Place) -> str | None:
    """Read «у них заводы» as those of Belarus."""
    return "беларусь" if here.beside(-1) == "у" and not (_BODIES | DEADLINE_WORDS).isdisjoint(here.keys) else None


def _tidings(here: Place) -> str | None:
    return "новость" if here.beside(-1) == "какой" and here.word.surface.lower() == "вести" else None


def _before_this(here: Place) -> str | None:
    return "прошлый" if here.beside(-1) == "до" and "план" in here.keys else None


def _part(here: Place) -> str | None:
    takes = here.word.surface.lower() == "part" and here.at > 0 and here.words[here.at - 1].surface.lower() in _TAKE
    return "участвовать" if takes else None


def _base(here: Place) -> str | None:
    return "соглашение" if here.beside(-1) in _BASES else None


def _put_their_names(here: Place) -> str | None:
    """Read «когда они подписались» as signed; who asks how to subscribe says «подписаться на»."""
    done = "past" in here.dictionary.grammar(here.word.surface) and here.beside(1) != "на"
    return "подписать" if done else None


def _children(here: Place) -> str | None:
    """Read «одарённые ребята», «ребята наши» as children, no word to those who are asked."""
    adjective = {"ADJF"} <= here.grammar_before() and here.beside(-1) not in {"дорогой", "уважаемый"}
    return "школьник" if adjective or here.beside(1) == "наш" else None


def _decided(here: Place) -> str | None:
    return "решение" if "группа" in here.keys else None


def _done(here: Place) -> str | None:
    """Read what is «исполнено» of the decisions of working groups as the figure of it."""
    return "выполнение" if not _DECIDED.isdisjoint(here.keys) and "группа" in here.keys else None


def _president(here: Place) -> str | None:
    """Read «белорусский президент» as who bears the office, his administration aside."""
    of_belarus = "беларусь" in {here.beside(-1), here.beside(1)}
    met = not {"встреча", "визит"}.isdisjoint(here.keys)
    return "лукашенко" if of_belarus and met and "администрация" not in here.keys else None


def _takes(here: Place) -> str | None:
    return "поездка" if "школьник" in here.keys else None


def _all_russian(here: Place) -> str | None:
    return "россия" if not FIGURES.isdisjoint(here.keys) else None


def _people(here: Place) -> str | None:
    """Read «каких людей», «всех людей» as officials."""
    return "персона" if here.beside(-1) in {"весь", "все", "какой", "который"} and not here.beside(2) else None


def _both_capitals(here: Place) -> str | None:
    """Read «Ульяновск и Минск договорились» as the two sides; a flight goes between the cities themselves."""
    pairs = {(here.beside(-2), here.beside(-1)), (here.beside(2), here.beside(1))}
    flies = not {"рейс", "авиасообщение", "самолет"}.isdisjoint(here.keys)
    return "беларусь" if ("ульяновск", "и") in pairs and not flies else None


def _pays(here: Place) -> str | None:
    """Read «когда перечислят» as paid, no list asked for."""
    return "заплатить" if "3per" in here.dictionary.grammar(here.word.surface) else None


def _capital(here: Place) -> str | None:
    if "минск" in here.keys:
        return "этот"  # «столичный исполком Минска»
    return "минск" if "беларусь" in here.keys and len(here.words) > len(("столица", "беларусь")) else None


def _zones(here: Place) -> str | None:
    """Read «какие экономические зоны», all of them, as a list of these; «зоны» alone is the field."""
    several = "plur" in here.dictionary.grammar(here.word.surface)
    before = here.words[max(0, here.at - 3) : here.at]
    which = any(word.key == "какой" or word.surface.lower().startswith("назов") for word in before)
    which = which or any(word.key == "какой" for word in here.words[here.at + 1 : here.at + 3])
    alone = len(here.words) <= _FEW  # «белорусские экономические зоны»
    which = which or (alone and any(word.key in SIDES for word in before))
    near = {word.key for word in here.words[max(0, here.at - 3) : here.at + 5]}
    all_of = not LIST_WORDS.isdisjoint(here.keys) or not _ALL_OF.isdisjoint(near)
    asked = (which or "сторона" in here.keys or all_of) and _PAPERS.isdisjoint(here.keys)
    return "сэз-список" if several and asked else None


def _what(here: Place) -> str | None:
    return "что" if here.word.surface.lower() in {"чё", "че", "чо", "шо"} else None


_RULES: Rules = {
    "бумага": _paper,
    "протокол": _protocol,
    "наш": _ours,
    "техника": _machine,
    "торговля": _trade,
    "динамика": _growth,
    "прибавка": _growth,
    "нижегородский": _of_nizhny,
    "поездка": _journey,
    "комплектующий": _part,
    "они": _theirs,
    "вести": _tidings,
    "этот": _before_this,
    "это": _before_this,
    "база": _base,
    "завод": _several_works,
    "ожидать": _waits,
    "область": _regions,
    "ремонтировать": _mending,
    "чинить": _mending,
    "подписаться": _put_their_names,
    "перечислить": _pays,
    "столица": _capital,
    "минск": _both_capitals,
    "человек": _people,
    "общероссийский": _all_russian,
    "возить": _takes,
    "решить": _decided,
    "исполнить": _done,
    "исполнение": _done,
    "президент": _president,
    "ребята": _children,
    "столичный": _capital,
    "зона": _zones,
    "че": _what,
    "чо": _what,
    "шо": _what,
    **OFFICES,
    **TIMES,
}
_CUES = _RULES.keys() | _WORKS_OF.keys()
