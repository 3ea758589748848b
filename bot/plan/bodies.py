"""Those responsible, as a cell names them -> bodies of the register by slug, and the sides they are on.

A name is split off only where another begins, never inside itself («Министерство промышленности, строительства и
транспорта» is one). It is the register's only when the register's name covers it whole: «Ульяновская область» within
the name of another body is not that body.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from bot.language.names import Mention, Names
from bot.plan.headings import Column
from bot.plan.plan_rows import Owing
from storage.import_records import SaidBody, folded
from storage.records import Responsible
from storage.register_records import EntryKind, Side

SaidBodies = Mapping[str, SaidBody]
"""What people said of wordings, by the wording folded."""

_SIDE_OF: Final = {Column.ULYANOVSK: Side.ULYANOVSK, Column.BELARUS: Side.BELARUS, Column.FEDERAL: Side.FEDERAL}
_LABEL: Final = re.compile(r"\s*((?:от|со стороны|ад|з боку|с)?\s*[А-ЯЁІЎа-яёіў\s]{4,60}?)\s*(?::|\s[–—-]\s)\s*")
_LABELS: Final = (
    (Side.FEDERAL, re.compile(r"федеральн\w+ (?:органы|уровень|сторона)|федеральны\w* узровень", re.IGNORECASE)),
    (Side.BELARUS, re.compile(r"белорусск\w+ сторон|беларуск\w+ бок|\w+ беларусь|беларус", re.IGNORECASE)),
    (Side.ULYANOVSK, re.compile(
        r"ульяновск\w+ (?:област|сторон)|ульянаўск|российск\w+ сторон|расійск\w+ бок", re.IGNORECASE)),
)  # fmt: skip
_BELONGS: Final = (
    (Side.BELARUS, re.compile(
        r"беларус|белорус|\bрб\b|(?:обл|гор|рай)исполком|аблвыканкам|гарвыканкам|минск|мінск|брест|брэст|витеб|віцеб"
        r"|гомел|гродн|могил[её]в|магіл[её]|баранович|бобруйск|борисов|полоцк|новополоцк|орш[аи]|мозыр|солигорск"
        r"|\bбел[а-яё]{3,}", re.IGNORECASE)),
    (Side.ULYANOVSK, re.compile(
        r"ульяновск|ульянаўск|димитровград|инза\b|барыш\b|\bул(?:гу|гту|гпу|гау)", re.IGNORECASE)),
    (Side.FEDERAL, re.compile(r"российской федерации|\bроссии\b|\bрф\b|федеральн|\bрос[а-яё]{4,}", re.IGNORECASE)),
)  # fmt: skip
_LEGAL: Final = re.compile(
    r"\b(?:(?:[ОЗПН]?АО|ООО|ОДО|ЗАТ|ААТ|ТАА|ГК|АНО|ИП|[РКЧ]?УП|РУП|ГУ|ГБУ|ГАУ|ОГКУ|ОГБУ|ОГАУ|ФГБОУ|ФГУП|НИИ|УО|ВО|ВПО|филиал)"
    r"(?:\s+ВО)?)(?!\w)"
)
_MANAGING: Final = re.compile(r"[–—-]\s+управляющая компания.*", re.IGNORECASE | re.DOTALL)
_OF_ZONE: Final = re.compile(r"\b[Аа]дминистраци[яию](?=\s+(?:П?ОЭЗ|СЭЗ)\b)")
_BRACKETS: Final = re.compile(r"\([^()]*\)")
_TAIL: Final = re.compile(
    r"(?:ульяновской области|республики беларусь|рэспублікі беларусь|российской федерации|россии|беларуси|беларусі"
    r"|области|вобласці|района|города|г\.|[а-яё]+ской области|[а-яіў]+скай вобласці"
    r"|имени|им\.|и\s|по\s|при\s|в\s|на\s|«)",
    re.IGNORECASE,
)
_UNFINISHED: Final = re.compile(
    r"(?:\b(?:и|і|по|при|в|на|для|с|з|им\.|имени|г\.|области|филиал|ОАО|ООО|АО|ПАО|ЗАО|РУП|УП)|[-–/])$"
)
_BODY: Final = re.compile(
    r"(?:министерств|міністэрств|мин[а-яё]{3,}|администраци|адміністрацы|комитет|камітэт|управлени|упраўленн|департамент"
    r"|правительств|урад\b|исполком|завод|предприяти|прадпрыемств|университет|універсітэт|институт|інстытут|агентств|агенцтв"
    r"|центр|цэнтр|корпораци|союз|саюз|палат|фонд|концерн|холдинг|посольств|аппарат|главн|ассоциаци|торгов|облисполком"
    r"|горисполком|мингорисполком|губернатор)", re.IGNORECASE
)  # fmt: skip
_AND_ANOTHER: Final = re.compile(
    r"\s(?:и|і)\s(?=[А-ЯЁІЎ«])(?!(?:Республик|Рэспублік|Ульяновской|Ульянаўск|Российской|Росси|Беларус|Белорусси|[А-ЯЁ][а-яё]+ской\s))(?![^«]*»)"
)
_TOGETHER: Final = re.compile(
    r"(?:^|\s)(?i:(?:совместно|сумесна|во\s+взаимодействии|ва\s+ўзаемадзеянні)\s+(?:с|со|з|са)"
    r"|(?:при\s+(?:участии|содействии|поддержке)|с\s+участием|пры\s+ўдзеле|з\s+удзелам))"
    rf"\s+(?=[А-ЯЁІЎA-Z«]|(?i:{_BODY.pattern}))(?![^(«]*[)»])"
)
_BULLET: Final = re.compile(r"^\s*(?:[-–—•·*]|\d{1,2}[.)])\s*")
_EDGE: Final = " \t\n,;.–—-"
_SMALL_WORDS: Final = frozenset(
    {"и", "і", "г", "город", "города", "ао", "оао", "ооо", "пао", "зао", "с", "им", "имени"}
)


_Count = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    side: Side | None


class Bodies:
    """Links names to one revision of the register."""

    def __init__(self, names: Names, said: SaidBodies = MappingProxyType({})) -> None:
        """Know the names of the register, and what people ``said`` of wordings that it doesn't know."""
        self._names = names
        self._said = said

    def responsible(self, owing: Iterable[Owing], side: str = "") -> tuple[Responsible, ...]:
        """Return those responsible in the order written, each once, with the side where it can be told.

        ``side`` is what another column says of it; it counts when it names one side.
        """
        told = _sides_named(side)
        found: dict[tuple[str | None, str], Responsible] = {}
        for cell in owing:
            for piece in _pieces(cell.text, _SIDE_OF.get(cell.column, told), self._count):
                for one in self._linked(piece):
                    found.setdefault((one.organisation, "" if one.organisation else one.name.casefold()), one)
        return tuple(found.values())

    def _count(self, text: str) -> int:
        """Return how many bodies of the register a text names and nothing else."""
        return len(self._covering(text, None))

    def _linked(self, piece: _Piece) -> Iterator[Responsible]:
        slugs = self._covering(piece.text, piece.side)
        for slug in slugs:
            yield Responsible(self._names.register.organisations[slug].short, self._side(slug), slug)
        if not slugs:
            yield self._as_said(piece) or Responsible(piece.text, piece.side or _side_of(piece.text), None)

    def _as_said(self, piece: _Piece) -> Responsible | None:
        """Return what a person said of a wording; an organisation that the register has no more is not meant."""
        said = self._said.get(folded(piece.text))
        if said is None:
            return None
        if said.organisation is None:
            return Responsible(piece.text, said.side)
        known = self._names.register.organisations.get(said.organisation)
        return Responsible(known.short, known.side, said.organisation) if known else None

    def _side(self, slug: str) -> Side:
        return self._names.register.organisations[slug].side

    def _covering(self, text: str, side: Side | None) -> tuple[str, ...]:
        """Return the bodies whose names leave nothing of a text over; none when a name may be of several."""
        text = _OF_ZONE.sub(lambda found: " " * len(found[0]), text)
        mentions = [one for one in self._names.mentions(text) if one.kind is EntryKind.ORGANISATION]
        by_place: dict[tuple[int, int], list[Mention]] = {}
        for one in mentions:
            by_place.setdefault((one.start, one.end), []).append(one)
        slugs: list[str] = []
        for several in by_place.values():
            here = [one.slug for one in several if side is None or self._side(one.slug) is side] or [
                one.slug for one in several
            ]
            if len(set(here)) > 1:
                return ()
            slugs.append(here[0])
        return tuple(dict.fromkeys(slugs)) if slugs and not _left_over(text, by_place) else ()


def _left_over(text: str, places: Iterable[tuple[int, int]]) -> bool:
    """Tell whether words remain beside the names that may make another name of the text."""
    rest = text
    for start, end in sorted(places, reverse=True):
        rest = f"{rest[:start]} {rest[end:]}"
    rest = _BRACKETS.sub(" ", _LEGAL.sub(" ", _MANAGING.sub(" ", rest)))
    words = re.findall(r"\w+", rest)
    return any(word.lower() not in _SMALL_WORDS for word in words)


def _side_of(name: str) -> Side | None:
    return next((side for side, words in _BELONGS if words.search(name)), None)


def _sides_named(text: str) -> Side | None:
    named = [side for side, words in (*_LABELS, *_BELONGS) if words.search(text)]
    return named[0] if len(set(named)) == 1 else None


def _pieces(text: str, side: Side | None, count: _Count) -> Iterator[_Piece]:
    current = side
    for line in _lines(text):
        labelled, rest = _label(line)
        if labelled is not None:
            current = labelled
        for part in _parts(rest, count):
            name = " ".join(_BULLET.sub("", part).split()).strip(_EDGE)
            if name:
                yield _Piece(name, current)


def _label(line: str) -> tuple[Side | None, str]:
    """Return the side that a line begins with («От белорусской стороны: …») and the rest of the line."""
    found = _LABEL.match(line)
    if not found:
        return None, line
    side = next((side for side, words in _LABELS if words.search(found[1])), None)
    return (side, line[found.end() :]) if side else (None, line)


def _lines(text: str) -> Iterator[str]:
    """Yield what semicolons and line breaks part; a line that only goes on with a name is joined to the one before."""
    for chunk in text.split(";"):
        joined = ""
        for line in filter(None, map(str.strip, chunk.split("\n"))):
            if joined and _goes_on(joined, line):
                joined = f"{joined} {line}"
                continue
            if joined:
                yield joined
            joined = line
        if joined:
            yield joined


def _goes_on(before: str, line: str) -> bool:
    if _label(line)[0] is not None:
        return False
    return _open(before) or bool(_TAIL.match(line) or _UNFINISHED.search(before)) or _wrapped(line)


def _wrapped(line: str) -> bool:
    return line[0].islower() and not _BODY.match(line)


def _open(text: str) -> bool:
    """Tell whether a bracket or a quotation is not closed yet."""
    return text.count("«") + text.count("(") > text.count("»") + text.count(")")


def _parts(line: str, count: _Count) -> Iterator[str]:
    """Split a line at the commas between names; a comma within one is followed by a small letter, or by no body."""
    parts = [
        part
        for one in _at_commas(line)
        for body in _TOGETHER.split(one)
        for part in _AND_ANOTHER.split(body)
        if part.strip()
    ]
    joined = ""
    for part in parts:
        word = part.strip()
        begins = bool(word) and (not word[0].islower() or _BODY.match(word) is not None)
        if joined and not (begins or count(word)):
            joined = f"{joined},{part}"
            continue
        if joined:
            yield joined
        joined = part
    if joined:
        yield joined


def _at_commas(line: str) -> Iterator[str]:
    depth, start = 0, 0
    for place, letter in enumerate(line):
        if letter in "«(„":
            depth += 1
        elif letter in "»)“":
            depth = max(depth - 1, 0)
        elif letter == "," and not depth:
            yield line[start:place]
            start = place + 1
    yield line[start:]
