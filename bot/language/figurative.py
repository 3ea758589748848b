"""Words of ours that are said of something else: «вагон времени», «ты крутой», «кто написал „Алые паруса“».

The pairs are keys of words that stand side by side (a family's head for its members: «железнодорожный» for «вагон»).
"""

from typing import Final

_HEADS = """
железнодорожный: время терпение идея
крыло: дом медицина здание отель птица ангел бабочка партия курица
план: дом квартира эвакуация урок лечение здание участок свадьба жизнь побег дача тренировка похудение захват
союз: писатель композитор журналист кинематографист архитектор юрист адвокат советский
двигатель: прогресс торговля история
театр: абсурд военный
крепость: напиток кофе вино алкоголь пиво нерв дух брак
мастер: класс маргарита спорт
метро: 2033 2034 2035
железный: занавес рука логика дама
дорога: жизнь
форум: винский
мост: зуб
высокий: давление
"""
_BEFORE = """
станок: печатный бритвенный ткацкий
комбайн: кухонный
самолет: бумажный
трактор: хк клуб
"""
_TO_YOU: Final = frozenset({"ты", "вы"})
_NAMES_OF_PEOPLE_AS_WORDS: Final = frozenset({"крутой"})
_AT_WHAT_HOUR: Final = ("в", "сколько")
_HOW_MUCH: Final = frozenset({"раз", "обойтись", "оценивать", "оцениваться", "вырасти", "рост", "рейс"})
_YOURS: Final = ("у", "ты")
_MADE_UP: Final = frozenset({
    "написать", "сочинить", "нарисовать", "спеть", "петь", "снять", "сыграть", "изобрести", "придумать",
})  # fmt: skip
_DIFFERING: Final = frozenset({"отличаться", "отличие", "различие", "разница"})
_AT_LEISURE: Final = frozenset({"вечером", "выходной", "отпуск", "каникулы"})
_ON: Final = frozenset(("на", when) for when in ("вечер", "ночь", "праздник", "нг"))


def _pairs(table: str, *, before: bool) -> frozenset[tuple[str, str]]:
    lines = (line.partition(": ") for line in table.strip().splitlines())
    return frozenset((other, head) if before else (head, other) for head, _, rest in lines for other in rest.split())


_SAID_OF_OTHERS: Final = _pairs(_HEADS, before=False) | _pairs(_BEFORE, before=True)


def is_said_otherwise(keys: frozenset[str], pairs: frozenset[tuple[str, str]], *, names_body: bool) -> bool:
    """Return whether a word of ours is said of something else; ``names_body``: an organisation or agreement is named.

    Two of those may well be compared («чем отличаются УлГУ и УлГТУ»), two words of ours not.
    """
    if not pairs.isdisjoint(_SAID_OF_OTHERS):
        return True
    if any((you, word) in pairs for you in _TO_YOU for word in _NAMES_OF_PEOPLE_AS_WORDS):
        return True
    if "кто" in keys and not keys.isdisjoint(_MADE_UP):
        return True
    if not names_body and not keys.isdisjoint(_DIFFERING):
        return True
    if _AT_WHAT_HOUR in pairs and keys.isdisjoint(_HOW_MUCH):
        return True
    return "план" in keys and not (keys.isdisjoint(_AT_LEISURE) and pairs.isdisjoint(_ON) and _YOURS not in pairs)
