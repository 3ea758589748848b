"""A text as it would be said in full: dates in words, words cut short in notes and on a phone, asides left out."""

import re
from collections.abc import Callable

_MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip


def _with_month(found: re.Match[str]) -> str:
    year = found[3] or ""
    return f"{found[1]} {_MONTHS[int(found[2]) - 1]} {year if len(year) != len('26') else f'20{year}'}".rstrip()


def _in_full(found: re.Match[str]) -> str:
    return found.lastgroup or ""


_Replacement = str | Callable[[re.Match[str]], str]
_RULES: tuple[tuple[tuple[str, ...], re.Pattern[str], _Replacement], ...] = tuple(
    (cues, re.compile(pattern, re.IGNORECASE), replacement)
    for cues, pattern, replacement in (
        # words cut short
        (("ж", "Ж"), r"\bж ?[/.] ?д\b\.?", "жд"),
        (
            ("-",),
            (
                r"\b(?:(?P<организа>орг)-(?=ц)|(?P<сотрудничест>сотр)-(?=в)|(?P<предприя>пр|предпр)-(?=ти[ея])"
                r"|(?P<министерст>мин)-(?=в)|(?P<соглаше>согл)-(?=н)|(?P<руководст>рук)-(?=в))"
            ),
            _in_full,
        ),
        (
            (".",),
            (
                r"\b(обл|кв|экон|респ|росс|бел|бел-рус|орг|пром|сельхоз|тех|торг|гос|адм|пред|ген|соц|науч|коопер|сотр|совм"
                r"|меропр)\.(?=\s+[^\W\d])"
            ),
            r"\1",
        ),
        (("исполком",), r"\bобластн[а-яё]+ исполком([а-яё]*)", r"облисполком\1"),
        (("посл",), r"\bпосл\.?(?=\s+(?:месяц|недел|год|квартал|дни|дней|дня))", "последний"),
        (("инд",), r"\bинд\.?(?=\s+парк)", "индустриальный"),
        (("ор.",), r"\bдор\.(?=\s+карт)", "дорожная"),
        (("го", "му"), r"\b(\d{2,4})-?(?:ого|ому)\b", r"\1"),  # «407ого»
        (("то", "ни"), r"\b(что|чем|чего|кто|кого|ком|как|какой|какие|где|когда) ?(то|нибудь|нить)\b", r"\1-\2"),
        (("-",), r"-(?=(?:партн|участн|тематик|направлени|отрасл|сфер)[а-яё]+)", " "),  # «заводы-партнёры»
        # what is not meant, or not asked
        ((" не ",), r",?\s+не [а-яё-]+(?: [а-яё-]+)?,\s+а(?: т[аоуе]\w*,)?(?=\s)", " "),
        (("без ", "кроме "), r",\s*(?:без|кроме|не считая) (?:ульяновск[а-яё]+|белорусск[а-яё]+|наших)\b", ""),
        ((", а то",), r",\s+а то\s+[^,.?!]*(?=[.?!]?\s*$)", ""),
        (("на стол",), r"^[^:.!?]{0,40}\bна стол\s*[:,]\s*(?=\S)", ""),
        (("о поручению",), r"(^\s*|[.!]\s+)по поручению [а-яё-]+\s+(?=\S)", r"\1"),
        (
            ("кв", "полугоди"),
            r"\s+(?:к|относительно|по сравнению с)\s+(?:\S+\s+){0,2}?(?:кв\.?|квартал\w*|полугоди\w*)\s+20\d\d",
            "",
        ),
        (
            (".",),
            r"(?<![\d.,])(0?[1-9]|[12]\d|3[01])\.(0[1-9]|1[0-2])(?:\.(20\d\d|\d\d))?(?![\d%.]\d|[\d%]| ?мл| ?проц)",
            _with_month,
        ),
    )
)
"""In this order: what a text must have for a pattern to be tried, the pattern, and what stands for it."""


def as_said(text: str) -> str:
    """Return a text with «15.12.2026» written as «15 декабря 2026», «заводы-партнёры» as two words, «ж/д» as one.

    «С зоной, не минской, а той, что в Гомеле» loses what is not meant, «…, а то шеф съест» the threat.
    """
    for cues, pattern, replacement in _RULES:
        if any(cue in text for cue in cues):
            text = pattern.sub(replacement, text)
    return text
