"""Words of ours that are said of something else: «вагон времени», «ты крутой», «кто написал „Алые паруса“».

The pairs are keys of words that stand side by side (a family's head for its members: «железнодорожный» for «вагон»).
"""

from typing import Final

_SAID_OF_OTHERS: Final = frozenset({
    ("железнодорожный", "время"), ("железнодорожный", "идея"), ("железнодорожный", "терпение"), ("железный", "дама"),
    ("крыло", "дом"), ("крыло", "медицина"), ("план", "дом"), ("двигатель", "прогресс"), ("двигатель", "торговля"),
    ("двигатель", "история"), ("театр", "военный"), ("мастер", "спорт"), ("печатный", "станок"),
    ("бритвенный", "станок"), ("кухонный", "комбайн"), ("бумажный", "самолет"), ("метро", "2033"), ("метро", "2034"),
    ("метро", "2035"), ("крыло", "совет"), ("76", "область"), ("маршрут", "автобус"), ("медицина", "книжка"),
    ("бояться", "рейс"), ("автобус", "идти"), ("академия", "наука"), ("победа", "авиакомпания"),
    ("авиакомпания", "победа"), ("поставить", "напоминание"),
    ("создать", "напоминание"), ("сделать", "напоминание"), ("из", "бумага"), ("б", "у"), ("электроника", "подписать"),
})  # fmt: skip
_FLATTERING: Final = frozenset({("ты", "крутой"), ("и", "крутой"), ("самый", "крутой")})
_AT_WHAT_HOUR: Final = ("в", "сколько")
_HOW_MUCH: Final = frozenset({"раз", "обойтись", "обходиться", "оценивать", "оцениваться", "рост", "рейс"})
_WHAT_TIME: Final = frozenset({"сколько", "время"})
_TIME_IN: Final = ("время", "в")
_PAY: Final = frozenset({"сколько", "получать", "чиновник"})
_YOURS: Final = ("у", "ты")
_MADE_UP: Final = frozenset({
    "написать", "сочинить", "нарисовать", "спеть", "петь", "снять", "сыграть", "изобрести", "придумать",
})  # fmt: skip
_WROTE_THAT: Final = ("написать", "что")
_DIFFERING: Final = frozenset({"отличаться", "отличие", "различие", "разница"})
_AT_LEISURE: Final = frozenset({"вечером", "выходной", "отпуск", "каникулы"})
_ON: Final = frozenset(("на", when) for when in ("вечер", "ночь", "праздник", "нг"))


def is_said_otherwise(keys: frozenset[str], pairs: frozenset[tuple[str, str]], *, names_body: bool) -> bool:
    """Return whether a word of ours is said of something else; ``names_body``: an organisation or agreement is named.

    Two of those may well be compared («чем отличаются УлГУ и УлГТУ»), two words of ours not.
    """
    if not pairs.isdisjoint(_SAID_OF_OTHERS):
        return True
    if "ты" in keys and not pairs.isdisjoint(_FLATTERING):
        return True
    if keys >= _WHAT_TIME and ("сейчас" in keys or _TIME_IN in pairs) and keys.isdisjoint(_HOW_MUCH):
        return True
    made_up = "кто" in keys and not keys.isdisjoint(_MADE_UP) and _WROTE_THAT not in pairs and "как" not in keys
    if keys >= _PAY or made_up:
        return True
    if not names_body and not keys.isdisjoint(_DIFFERING):
        return True
    if _AT_WHAT_HOUR in pairs and keys.isdisjoint(_HOW_MUCH):
        return True
    return "план" in keys and not (keys.isdisjoint(_AT_LEISURE) and pairs.isdisjoint(_ON) and _YOURS not in pairs)
