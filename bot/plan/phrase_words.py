"""The words of deadline phrases, Russian and Belarusian, in all their forms: what a word is and which.

Words are kept lower-case with «е» for «ё»; abbreviations without their full stop. The value of a word is its figure:
the month of a month's name, the months of a period for «ежеквартально», the figure of «второй».
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum, auto
from typing import Final


class Kind(StrEnum):
    """What a piece of a phrase is to the grammar."""

    NUMBER = auto()  # in figures
    ROMAN = auto()
    ORDINAL = auto()  # in words: «второй», «пятого», also «один» and «два»
    TENS = auto()  # «двадцать», before an ordinal
    DATE = auto()  # 01.07.2026, 2026-07-01, 01.07 or 07.2026
    MONTH = auto()
    SEASON = auto()
    YEAR = auto()  # «год», as any unit below
    HALF = auto()
    QUARTER = auto()
    UNIT_MONTH = auto()
    WEEK = auto()
    DAY = auto()
    DAY_OF_MONTH = auto()  # «число»
    DECADE = auto()
    PART = auto()  # «половина»
    EVERY = auto()  # «ежегодно»
    EACH = auto()
    TIMES = auto()
    TWICE = auto()
    RARER = auto()  # «не реже», «не менее»
    NOT = auto()
    LATER = auto()
    EARLIER = auto()
    THAN = auto()
    TO = auto()
    FROM = auto()
    STARTING = auto()
    THROUGH = auto()
    IN = auto()
    DURING = auto()
    PERIOD = auto()
    TERM = auto()  # «срок»
    END = auto()
    BEGIN = auto()
    MIDDLE = auto()
    NEXT = auto()
    REPORTED = auto()  # «отчётный», «истекший»
    LAST = auto()
    CURRENT = auto()
    RESULTS = auto()
    WHOLE = auto()
    INCLUSIVE = auto()
    THEN = auto()
    AND = auto()
    STAGE = auto()
    STUDY = auto()
    CALENDAR = auto()
    WORKING = auto()
    HEDGE = auto()  # «ориентировочно»
    AFTER = auto()
    IDIOM = auto()  # a word of a phrase that names no date («постоянно»); see phrase_idioms
    MARK = auto()  # , ; : ( ) - /
    OTHER = auto()  # a word of no meaning here


WEEKLY: Final = 0
DAILY: Final = -1
LAST_DAY: Final = 31

FIGURES: Final = (Kind.NUMBER, Kind.ROMAN, Kind.ORDINAL)
MONTHS_OF: Final[Mapping[Kind, int]] = {
    Kind.YEAR: 12, Kind.HALF: 6, Kind.QUARTER: 3, Kind.UNIT_MONTH: 1, Kind.WEEK: WEEKLY,
}  # fmt: skip

_MONTHS: Final = """
январь января январю январем январе янв студзень студзеня студзеню студзенем студзені
февраль февраля февралю февралем феврале фев февр люты лютага лютаму лютым
март марта марту мартом марте мар сакавік сакавіка сакавіку сакавіком
апрель апреля апрелю апрелем апреле апр красавік красавіка красавіку красавіком
май мая маю маем мае маі
июнь июня июню июнем июне июн чэрвень чэрвеня чэрвеню чэрвенем чэрвені
июль июля июлю июлем июле июл ліпень ліпеня ліпеню ліпенем ліпені
август августа августу августом августе авг жнівень жніўня жніўню жніўнем жніўні
сентябрь сентября сентябрю сентябрем сентябре сен сент верасень верасня верасню вераснем верасні
октябрь октября октябрю октябрем октябре окт кастрычнік кастрычніка кастрычніку кастрычнікам
ноябрь ноября ноябрю ноябрем ноябре ноя нояб лістапад лістапада лістападу лістападам лістападзе
декабрь декабря декабрю декабрем декабре дек снежань снежня снежню снежнем снежні
"""
_SEASONS: Final = """
весна весны весне весну весной весною вясна вясны вясне вясну вясной
лето лета лету летом лете летам
осень осени осенью восень восені восенню
зима зимы зиме зиму зимой зимою зіма зімы зіме зіму зімой
"""
_ORDINALS: Final = """
перв(ый|ого|ому|ым|ом|ая|ой|ую|ое|ые|ых) перш(ы|ага|аму|ым|ая|ай|ую|ае|ыя|ых) один одного одна одну адзін аднаго
втор(ой|ого|ому|ым|ом|ая|ую|ое|ые|ых) друг(і|ога|ому|ім|ая|ой|ую|ое|ія|іх) два две двух дзве
трет(ий|ьего|ьему|ьим|ьем|ья|ьей|ью|ье|ьи|ьих) трэц(і|яга|яму|ім|яя|яй|юю|яе|ія|іх) три трех тры трох
четверт(ый|ого|ому|ым|ом|ая|ой|ую|ое|ые|ых) чацверт(ы|ага|аму|ым|ая|ай|ую|ае|ыя|ых) четыре четырех чатыры чатырох
пят(ый|ого|ому|ым|ом|ое) пят(ы|ага|аму|ым|ае) пять пяти
шест(ой|ого|ому|ым|ом|ое) шост(ы|ага|аму|ым|ае) шесть шести
седьм(ой|ого|ому|ым|ом|ое) сем(ы|ага|аму|ым)
восьм(ой|ого|ому|ым|ом|ое) восьм(ы|ага|аму|ым)
девят(ый|ого|ому|ым|ом|ое) дзевят(ы|ага|аму|ым)
десят(ый|ого|ому|ым|ом|ое) дзесят(ы|ага|аму|ым) десять десяти
одиннадцат(ый|ого|ому)
двенадцат(ый|ого|ому)
тринадцат(ый|ого|ому)
четырнадцат(ый|ого|ому)
пятнадцат(ый|ого|ому) пятнадцать пятнадцати
шестнадцат(ый|ого|ому)
семнадцат(ый|ого|ому)
восемнадцат(ый|ого|ому)
девятнадцат(ый|ого|ому)
двадцат(ый|ого|ому) дваццат(ы|ага|аму)
"""
_WORDS: Final[Mapping[Kind, str]] = {
    Kind.YEAR: "г гг год года году годом годе годы годов годам годах годзе гады гадоў гадам гадах лет",
    Kind.HALF: "полугоди(е|я|ю|ем|и|й|ям|ях) полуг полугод полгода полугода паўгоддз(е|я|ю|ем|і|яў|ях) паўгода",
    Kind.QUARTER: "квартал квартал(а|у|ом|е|ы|ов|ам|ах|аў) кв",
    Kind.UNIT_MONTH: "месяц месяц(а|у|ем|е|ы|ев|ам|ах|аў) мес",
    Kind.WEEK: "недел(я|и|ю|е|ь|ей) тыдзень тыдн(я|ю|і|яў)",
    Kind.DAY: "день дня дню днем дней дни дн сутки суток дзень дзен дні",
    Kind.DAY_OF_MONTH: "числ(о|а|у|е|ах) чисел чысл(о|а|у)",
    Kind.DECADE: "декад(а|ы|е|у|ой) дэкад(а|ы|у|ай) дэкадзе",
    Kind.PART: "половин(а|ы|е|у|ой) палов(а|ы|е|у|ай)",
    Kind.EACH: "кажд(ый|ого|ому|ым|ом|ая|ой|ую|ое|ые|ых) кожн(ы|ага|аму|ым|ая|ай|ую|ае|ыя|ых)",
    Kind.TIMES: "раз раза разу разы разов разоў",
    Kind.TWICE: "дважды двойчы",
    Kind.RARER: "реже менее радзей менш меней",
    Kind.NOT: "не",
    Kind.LATER: "позднее позже пазней",
    Kind.EARLIER: "ранее раньше раней",
    Kind.THAN: "чем чым як",
    Kind.TO: "до к ко да",
    Kind.FROM: "с со з са",
    Kind.STARTING: "начиная пачынаючы",
    Kind.THROUGH: "по па",
    Kind.IN: "в во у ў ва на за",
    Kind.DURING: "течение течении протяжении працягу цягам",
    Kind.PERIOD: "период период(а|у|ом|е|ы|ов) перыяд перыяд(у|ам|зе)",
    Kind.TERM: "срок срок(а|у|ом|е|и|ов|ам) тэрмін тэрмін(у|ам|е|ы)",
    Kind.END: "конец кон(ца|цу|цом|це) окончани(е|я|ю|и) завершени(е|я|ю|и) канец кан(ца|цу|цы) заканчэнн(е|я|і)",
    Kind.BEGIN: "начал(о|а|у|е) пачатак пачатк(у|а)",
    Kind.MIDDLE: "середин(а|ы|е|у) сярэдзін(а|ы|е|у)",
    Kind.NEXT: "следующ(ий|его|ему|им|ем|ее) последующ(его|ему|ем) наступн(ы|ага|аму|ым|ае)",
    Kind.REPORTED: (
        "отчетн(ый|ого|ому|ым|ом|ое|ых) истекш(ий|его|ему|им|ем|ее) прошедш(ий|его|им|ее) прошл(ый|ого|ым)"
        " предыдущ(ий|его|им|ее) справаздачн(ы|ага|аму|ым|ае) мінул(ы|ага|ым|ае)"
    ),
    Kind.LAST: "последн(ий|его|ему|им|ем|яя|ей|юю|ее) апошн(і|яга|яму|ім|яя|яй|юю|яе)",
    Kind.CURRENT: "текущ(ий|его|ему|им|ем) нынешн(ий|его|ем) этого этом настоящего бягуч(ы|ага|аму|ым) гэтага гэтым",
    Kind.RESULTS: "итогам результатам выніках истечении",
    Kind.WHOLE: "весь всего всему всю все увесь усяго ўсяго ўвесь",
    Kind.INCLUSIVE: "включительно включ вкл уключна ўключна",
    Kind.THEN: "далее впоследствии впредь затем потом далей потым",
    Kind.AND: "и і",
    Kind.STAGE: "этап этап(а|у|е|ы)",
    Kind.STUDY: "учебн(ый|ого|ому|ом) навучальн(ы|ага|аму|ым)",
    Kind.CALENDAR: "календарн(ый|ого|ому|ом|ых) каляндарн(ы|ага|ых)",
    Kind.WORKING: "рабоч(ий|его|их) рабоч(ы|ага|ых) працоўн(ы|ага|ых)",
    Kind.HEDGE: "ориентировочно предположительно предварительно примерно приблизительно арыенціровачна прыкладна",
    Kind.AFTER: "после пасля",
}
_EVERY: Final[Mapping[int, str]] = {
    12: "ежегодно ежегодн(ый|ая|ое|ые) штогод штогадова штогадов(ы|ая|ае)",
    6: "ежеполугодно полугодично штопаўгода",
    3: "ежеквартально ежеквартальн(ый|ая|ое|ые) поквартально штоквартальна штоквартал паквартальна",
    1: "ежемесячно ежемесячн(ый|ая|ое|ые) помесячно штомесячна штомесяц памесячна",
    WEEKLY: "еженедельно еженедельн(ый|ая|ое) штотыдзень штотыднева",
    DAILY: "ежедневно штодзень штодзенна",
}
_PLURAL_YEARS: Final = frozenset(("гг", "годы", "годов", "годам", "годах", "гады", "гадоў", "гадам", "гадах"))


def _forms(written: str) -> Iterator[str]:
    """Yield the words of «слов(о|а)»."""
    for word in written.split():
        beginning, _, endings = word.partition("(")
        if endings:
            yield from (beginning + ending for ending in endings.rstrip(")").split("|"))
        else:
            yield word


def _vocabulary() -> Iterator[tuple[str, tuple[Kind, int]]]:
    for kind, written in ((Kind.MONTH, _MONTHS), (Kind.SEASON, _SEASONS), (Kind.ORDINAL, _ORDINALS)):
        for value, line in enumerate(written.strip().splitlines(), 1):
            yield from ((word, (kind, value)) for word in _forms(line))
    yield from ((word, (Kind.TENS, 20)) for word in ("двадцать", "дваццаць"))
    yield from ((word, (Kind.TENS, 30)) for word in ("тридцать", "трыццаць"))
    yield from ((word, (Kind.ORDINAL, 30)) for word in ("тридцатый", "тридцатого", "тридцатому"))
    for kind, written in _WORDS.items():
        yield from ((word, (kind, 2 if word in _PLURAL_YEARS else 1)) for word in _forms(written))
    for months, written in _EVERY.items():
        yield from ((word, (Kind.EVERY, months)) for word in _forms(written))


WORDS: Final[Mapping[str, tuple[Kind, int]]] = dict(_vocabulary())
"""What each word is; the value of a year's word is 2 in the plural («гг.»), of other words without a figure 1."""

ABBREVIATED: Final = frozenset(
    (
        "г",
        "гг",
        "кв",
        "полуг",
        "полугод",
        "мес",
        "дн",
        "янв",
        "фев",
        "февр",
        "мар",
        "апр",
        "июн",
        "июл",
        "авг",
        "сен",
        "сент",
        "окт",
        "ноя",
        "нояб",
        "дек",
        "вкл",
        "включ",
    )
)
"""Words after which a full stop ends nothing."""

TIMED: Final = frozenset(
    {
        Kind.DATE, Kind.MONTH, Kind.SEASON, Kind.YEAR, Kind.HALF, Kind.QUARTER, Kind.UNIT_MONTH, Kind.WEEK, Kind.DAY,
        Kind.DAY_OF_MONTH, Kind.DECADE, Kind.EVERY, Kind.EACH, Kind.TIMES, Kind.TWICE, Kind.NUMBER, Kind.ROMAN,
        Kind.LATER, Kind.EARLIER, Kind.TENS, Kind.RARER, Kind.THEN,
    }
)  # fmt: skip
"""What may tell a date, so that no free text swallows it."""
