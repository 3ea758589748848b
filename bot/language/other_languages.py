"""Words in Belarusian and English read as Russian ones: by the tables of the two languages and how each inflects."""

import re
from collections.abc import Iterator

from bot.language.belarusian_words import BELARUSIAN, IN_BELARUSIAN, SMALL_BELARUSIAN
from bot.language.english_words import ENGLISH
from bot.language.families import SMALL

_SHORT = 5
# No ending has any of the other letters: «Планар» is a works, not a plan. Typed with a Russian «и» it is short:
# «Беларуськалий» is a works as well.
_ENDING = re.compile("[аоуыэяеёюійўьвгклмнстхцш']*|[аоуыэяеёюиійўьвгклмнстхцш]{1,3}")
_LONG_ENDING = re.compile(
    "(?:ск|цк|ст?в|а[внц]|о[вн]|е[нц]|я[внц]|[іи][квцт]|н[іи]к|л[еяі]|ннем|ннях|[нм][аы])"
)  # «Гомельстекло» has no such
_LONGEST_ENDING = 8  # авіябуд|аваннем
_SHORT_ENDING = 4  # of a short beginning: «тавароборот» is a slip, no «тавар»
_SOFT_D = re.compile("дз(?=[еіяюь])")
_LETTERS = re.compile("[іўІЎ]")
_ITS_OWN = frozenset({"што", "хто", "дзе", "якая", "якое", "навіны", "аб"})
_PLURAL = re.compile(r"(?:[аоя]ў|[ая]х|[ая]мі|[ыі]я|[ыі]х|[ыі]мі)$")
_OF_PLACE = re.compile(r"[сц]к(?:і|ая|ае|ага|аму|ім|ай|ую)$")
_EITHER = re.compile(r"[ыі]$")
_ENGLISH_ENDINGS = (("ies", "y"), ("es", ""), ("s", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"))
_SHORTEST_STEM = 3


def is_belarusian(plain: str) -> bool:
    """Return whether a text has letters or words that are Belarusian and no Russian ones."""
    return _LETTERS.search(plain) is not None or not _ITS_OWN.isdisjoint(plain.lower().split())


def of_belarusian_text(plain: str) -> str | None:
    """Return the Russian word for a word of a text that is Belarusian: there «да» is «до»."""
    return IN_BELARUSIAN.get(plain) or belarusian(plain)


def belarusian(plain: str) -> str | None:
    """Return the Russian word for a Belarusian one of our field, known by its beginning and a short ending."""
    if plain in SMALL_BELARUSIAN:
        return SMALL
    if plain.startswith("ў"):  # after a vowel «урад» is «ўрад»
        plain = f"у{plain[1:]}"
    found = _begun(plain)
    return found or (_begun(_SOFT_D.sub("д", plain)) if "дз" in plain else None)


def _begun(plain: str) -> str | None:
    for beginning in range(len(plain), max(2, len(plain) - _LONGEST_ENDING), -1):
        if beginning <= _SHORT and len(plain) - beginning > _SHORT_ENDING:
            break
        meant = BELARUSIAN.get(plain[:beginning])
        long = len(plain) - beginning > _SHORT_ENDING
        if meant and _ENDING.fullmatch(plain, beginning) and (not long or _LONG_ENDING.match(plain, beginning)):
            return meant
    return None


def belarusian_number(plain: str) -> frozenset[str]:
    """Return the numbers that a Belarusian noun may be in, by its ending, as the dictionary calls them."""
    if _PLURAL.search(plain):
        return frozenset({"plur"})
    return frozenset({"plur", "sing"}) if _EITHER.search(plain) else frozenset({"sing"})


def names_as_adjective(word: str) -> bool:
    """Return whether the name of a place stands as an adjective does: «Minsk Plant», «Мінскі завод»."""
    return (word.isascii() and word[0].isupper()) or _OF_PLACE.search(word) is not None


def english(plain: str) -> tuple[str, ...]:
    """Return the Russian words for an English one of our field, also in the plural and in the forms of a verb."""
    return next((ENGLISH[form] for form in english_forms(plain) if form in ENGLISH), ())


def english_plural(plain: str) -> bool:
    """Return whether a word is the plural of an English one of our field."""
    forms = (form for form in english_forms(plain) if form in ENGLISH)
    return plain.endswith("s") and next(forms, plain) != plain


def english_forms(plain: str) -> Iterator[str]:
    """Yield a word in Latin letters, then what it may be a form of."""
    if not plain.isascii():
        return
    yield plain
    for ending, put in _ENGLISH_ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= _SHORTEST_STEM:
            yield plain[: -len(ending)] + put
