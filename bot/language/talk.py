"""Words of talk in a question: «уазик-то», «какую машину подарили поисковикам», «самолёт в Минск», «что им продаём».

Every rule looks at what stands beside the word, for alone it means another thing.
"""

from bot.language.families import SMALL
from bot.language.words import Word, Words

_PARTICLE = "-то"
_GIVING = frozenset({"подарить", "дарить", "вручить", "вручать", "передать", "отдать", "отдавать"})
_GIVEN_TO = frozenset({"поисковик", "уаз", "отряд"})
_BOTH_COUNTRIES = frozenset({"российско-беларусь", "белорусско-россия", "страна"})
_TRADE = frozenset({"товарооборот", "торговля"})
_RUSSIA = "россия"
_FORGOTTEN = frozenset({"вылетело", "вылетела", "вылетел"})
_SOLD = frozenset({"продаем", "продаём", "покупаем", "продавали", "покупали"})
_BUYERS = frozenset({"беларусь", "они", "он"})
_CARS = ("машин", "машын")
_VEHICLES = ("техника", "автомобильный")
_CAR = "автомобильный"
_PLANE = frozenset({"самолет", "борт"})
_ARRIVED = "прилет"  # who has flown in was on a visit; how to fly in is asked of flights
_INTO = frozenset({"в", "во", "до", "на"})
_CUES = _GIVING | _BOTH_COUNTRIES | {"продавать", "покупать", "рейс", _VEHICLES[0], *_PLANE}


def in_plain_words(words: tuple[Word, ...], dictionary: Words) -> tuple[Word, ...]:
    """Return the words with those of talk read as those they stand for."""
    if all(word.key not in _CUES and not word.surface.endswith(_PARTICLE) for word in words):
        return words
    keys = {word.key for word in words}
    given = not _GIVEN_TO.isdisjoint(keys)
    giving = not _GIVING.isdisjoint(keys)
    sold = not _BUYERS.isdisjoint(keys)
    read = (
        _read(word, words[at + 1 : at + 3], dictionary, given=given, giving=giving, sold=sold)
        for at, word in enumerate(words)
    )
    if _TRADE.isdisjoint(keys):
        return tuple(read)
    return tuple(word._replace(key=_RUSSIA, keys=(_RUSSIA,)) if word.key in _BOTH_COUNTRIES else word for word in read)


def _read(word: Word, after: tuple[Word, ...], dictionary: Words, *, given: bool, giving: bool, sold: bool) -> Word:
    surface = word.surface.lower()
    if surface.endswith(_PARTICLE) and not dictionary.has(surface):
        bare = word.surface.removesuffix(_PARTICLE)
        keys = dictionary.keys(bare)
        return word._replace(surface=bare, key=keys[0], keys=keys)
    meant = ""
    if given and word.key in _GIVING:
        meant = "передача"
    elif surface in _FORGOTTEN and not _is_to_a_place(after, dictionary):
        meant = SMALL
    elif sold and surface in _SOLD:
        meant = "торговля"
    elif surface.startswith(_ARRIVED) and "past" in dictionary.grammar(word.surface):
        meant = "визит"
    elif word.key in _PLANE and _is_to_a_place(after, dictionary):
        meant = "рейс"
    elif word.key == _VEHICLES[0] and surface.startswith(_CARS):
        if given:
            return word._replace(key=SMALL, keys=(SMALL,)) if giving else word._replace(key=_CAR, keys=(_CAR,))
        return word._replace(keys=_VEHICLES)
    return word._replace(key=meant, keys=(meant,)) if meant else word


def _is_to_a_place(after: tuple[Word, ...], dictionary: Words) -> bool:
    """Return whether what follows says where to: «в Минск», not «в Минске»."""
    if len(after) < 2 or after[0].key not in _INTO:  # noqa: PLR2004  a preposition and a place
        return False
    grammar = dictionary.grammar(after[1].surface)
    return "Geox" in grammar and "loct" not in grammar
