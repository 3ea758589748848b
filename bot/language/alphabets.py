"""One text in other letters: the other keyboard layout, Latin letters for Russian ones, and how a word is heard."""

import re
from collections.abc import Iterator

_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`" + 'QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>~'
_RUSSIAN_KEYS = "йцукенгшщзхъфывапролджэячсмитьбюё" + "ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮЁ"
_TO_RUSSIAN = str.maketrans(_KEYS, _RUSSIAN_KEYS)
_TO_ENGLISH = str.maketrans(_RUSSIAN_KEYS + "іІўЎ", _KEYS + "bBoO")
_BELARUSIAN_KEYS = str.maketrans("иИщЩъ", "іІўЎ'")  # of a Belarusian keyboard, otherwise like a Russian one
_LETTERS = tuple(
    pair.split(":")
    for pair in [
        "iye:ие",
        "iya:ия",
        "shch:щ",
        "sch:щ",
        "yo:ё",
        "jo:ё",
        "zh:ж",
        "kh:х",
        "ts:ц",
        "tz:ц",
        "ch:ч",
        "sh:ш",
        "yu:ю",
        "ju:ю",
        "iu:ю",
        "ya:я",
        "ja:я",
        "iy:ий",
        "yi:ый",
        "ye:е",
        "je:е",
        "a:а",
        "b:б",
        "v:в",
        "w:в",
        "g:г",
        "d:д",
        "e:е",
        "z:з",
        "i:и",
        "j:й",
        "k:к",
        "l:л",
        "m:м",
        "n:н",
        "o:о",
        "p:п",
        "r:р",
        "s:с",
        "t:т",
        "u:у",
        "f:ф",
        "h:х",
        "c:ц",
        "y:ы",
        "q:к",
        "x:кс",
        "':ь",
    ]
)
_VARIANTS = tuple(
    pair.split(":")
    for pair in [
        "иа:ия",
        "лс:льс",
        "лн:льн",
        "лк:льк",
        "ы:й",
        "тю:тью",
        "ний:ный",
        "э:е",
        "е:э",
        "ел:ель",
        "ц:к",
        "ль:л",
    ]
)
_ENDINGS = (
    ("ыы", "ый"),
    ("ы", "ий"),
    ("и", "ий"),
    ("и", "й"),
    ("ер", "р"),
    ("скы", "ский"),
    ("ау", "ов"),
    ("ау", "ев"),
)
_HEARD = str.maketrans("оеэяыіёюбвўгджз", "аииииииупффктшс")
_DOUBLE = re.compile(r"(.)\1+")
_SILENT = re.compile("[ьъ']")
_TOGETHER = (("дз", "д"), ("тьс", "ц"), ("тс", "ц"), ("дс", "ц"), ("сч", "щ"), ("шч", "щ"), ("зч", "щ"), ("стн", "сн"))


def in_cyrillic_layouts(typed: str) -> tuple[str, ...]:
    """Return what the same keys type when the layout is Russian, and when it is Belarusian, if that is other."""
    russian = typed.translate(_TO_RUSSIAN)
    belarusian = russian.translate(_BELARUSIAN_KEYS)
    return (russian,) if belarusian == russian else (russian, belarusian)


def in_english_layout(typed: str) -> str:
    """Return what the same keys type when the layout is English."""
    return typed.translate(_TO_ENGLISH)


def heard(plain: str) -> str:
    """Return a word as it is heard: unstressed vowels and paired consonants alike, double letters single, no signs."""
    plain = _SILENT.sub("", plain)
    for letters, sound in _TOGETHER:
        plain = plain.replace(letters, sound)
    return _DOUBLE.sub(r"\1", plain.translate(_HEARD))


def in_cyrillic(latin: str) -> Iterator[str]:
    """Yield Russian spellings of a word in Latin letters, the plain one first."""
    plain = latin.lower()
    for letters, russian in _LETTERS:
        plain = plain.replace(letters, russian)
    if latin[:1].isupper():
        plain = plain.upper() if latin.isupper() else plain[:1].upper() + plain[1:]
    ends = [f"{plain[:-1]}ые"] if latin[-2:].lower() == "ye" else []  # «prosrochennye»
    ends += [f"{plain[:-1]}й"] if latin[-2:].lower() in {"oi", "ei", "ai", "ii"} else []  # «takoi»
    ends += [plain.removesuffix(letters) + others for letters, others in _ENDINGS if plain.endswith(letters)]
    if latin[:1].isupper():  # «Dmitry» is no plural
        yield from ends
    yield plain
    for letters, others in _VARIANTS:
        yield plain.replace(letters, others)
    yield f"{plain}ь"
    yield from ends
