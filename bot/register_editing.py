"""What an editor types for the register becomes values, or a fault that says what is wrong; decided without I/O.

Lists are typed one to a line. A dash means: the sources do not say. Sectors, organisations and sides are named in
words; dates are «07.10.2025», «2025-10-07» or «7 октября 2025».
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import urlsplit

from bot.language.periods import year_of
from bot.language.vocabulary import MONTHS
from bot.language.words import Words
from storage.register_content import UNCORRECTABLE, content_of, entry_of
from storage.register_desk_records import RegisterDraft
from storage.register_records import RECORD_OF, Correction, Entry, EntryKind, Register, Side, Source, Visibility
from storage.slugs import marked_slug_of, slug_of

LONGEST: Final = 1000
"""Characters of one value."""
_MOST_LINES: Final = 40
_NOTHING: Final = frozenset({"-", "–", "—"})
_NOT_TYPED: Final = UNCORRECTABLE | {"in_tass_item"}
_LISTS: Final = frozenset({"aliases", "keywords", "facts", "concerns"})
_MAY_BE_EMPTY: Final = frozenset({"signed_on", "valid", "since", "due", "unit", "series", "note"})
_NONE_WHEN_EMPTY: Final = frozenset({"signed_on", "valid", "since", "due"})
_URL: Final = re.compile(r"https?://\S+")
_DAY: Final = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b|\b(\d{4})-(\d\d)-(\d\d)\b")
_DATED: Final = re.compile(rf"(?:\bот\s+)?(?:{_DAY.pattern})(?:\s*г\.)?")
_SHORTEST_SOURCE: Final = 5

ASKED: Final[Mapping[EntryKind, tuple[str, ...]]] = MappingProxyType(
    {
        EntryKind.ORGANISATION: ("full", "short", "side", "body", "sectors"),
        EntryKind.PERSON: ("name", "role", "organisations"),
        EntryKind.PROJECT: ("name", "facts", "organisations", "sectors"),
        EntryKind.EVENT: ("name", "date", "sectors"),
        EntryKind.AGREEMENT: ("title", "short", "level", "status", "parties", "signed_on", "valid", "sectors"),
        EntryKind.INDICATOR: ("name", "value", "unit", "period", "sectors"),
        EntryKind.SECTOR: ("ru", "be", "en", "aliases"),
        EntryKind.STATEMENT: ("text", "who", "nature", "due", "sectors"),
        EntryKind.DOCUMENT: ("title", "level", "status", "signed_on", "sectors"),
    }
)
"""What is asked for a new entry of each kind that can be made in chat, in order."""

_NAMED_BY: Final = ("short", "ru", "name", "title", "text")


class EditFault(StrEnum):
    """What is wrong with what was typed."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    NO_DATE = "no_date"
    NO_SIDE = "no_side"
    UNKNOWN_SECTOR = "unknown_sector"
    UNKNOWN_ORGANISATION = "unknown_organisation"
    NO_SOURCE = "no_source"


@dataclass(frozen=True, slots=True)
class Wrong:
    """A fault, and the words that it is about."""

    fault: EditFault
    words: str = ""


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads what is typed, against what the register has; ``organisation`` finds a body's slug by what it is called."""

    register: Register
    words: Words
    organisation: Callable[[str], str | None]

    def value(self, field: str, text: str) -> Any | Wrong:  # noqa: ANN401, PLR0911 - a kind of value is a branch
        """Return the value as JSON holds it."""
        typed = text.strip()
        if len(typed) > LONGEST:
            return Wrong(EditFault.TOO_LONG)
        if typed in _NOTHING:
            typed = ""
        match field:
            case "sectors":
                return self._all(typed, self._sector, EditFault.UNKNOWN_SECTOR)
            case "organisations":
                return self._all(typed, self.organisation, EditFault.UNKNOWN_ORGANISATION)
            case "side":
                return self._side(typed)
            case "parties":
                lines = _lines(typed)
                return [{"name": one, "organisation": self.organisation(one)} for one in lines] or Wrong(
                    EditFault.EMPTY
                )
            case "signed_on" if typed:
                on = self.day(typed)
                return on.isoformat() if on else Wrong(EditFault.NO_DATE, typed)
            case _ if field in _LISTS:
                return _lines(typed)
        if not typed and field not in _MAY_BE_EMPTY:
            return Wrong(EditFault.EMPTY)
        return None if not typed and field in _NONE_WHEN_EMPTY else " ".join(typed.split())

    def _all(self, typed: str, find: Callable[[str], str | None], fault: EditFault) -> list[str] | Wrong:
        found: list[str] = []
        for named in _lines(typed.replace(";", "\n")):
            slug = find(named)
            if slug is None:
                return Wrong(fault, named)
            found.append(slug)
        return list(dict.fromkeys(found))

    def _sector(self, named: str) -> str | None:
        wanted = named.casefold()
        for slug, sector in self.register.sectors.items():
            if wanted in {slug, *(each.casefold() for each in (sector.ru, sector.be, sector.en, *sector.aliases))}:
                return slug
        return None

    def _side(self, typed: str) -> str | Wrong:
        keys = {key for word in self.words.words(typed) for key in word.keys}
        if keys & {"беларусь", "белоруссия", "белорусский", "belarus"}:
            return Side.BELARUS.value
        if keys & {"федеральный", "россия", "федеральны", "federal"}:
            return Side.FEDERAL.value
        if any(key.startswith(("ульянов", "ульянаў", "ulyanovsk")) for key in keys):
            return Side.ULYANOVSK.value
        return Wrong(EditFault.NO_SIDE, typed)

    def day(self, text: str) -> date | None:
        """Return the date that a text names, ``None`` when it names none or one that no calendar has."""
        found = _DAY.search(text)
        try:
            if found is not None:
                day, month, year, *iso = found.groups()
                return date(int(year), int(month), int(day)) if day else date(*(int(one) for one in iso))
            return self._day_in_words(text)
        except ValueError:
            return None

    def _day_in_words(self, text: str) -> date | None:
        keys = [word.key for word in self.words.words(text)]
        for before, key, after in zip(keys, keys[1:], keys[2:], strict=False):
            year = year_of(after)
            if key in MONTHS and before.isdigit() and year is not None:
                return date(year, MONTHS[key], int(before))
        return None

    def source(self, text: str) -> Source | Wrong:
        """Return where a fact was read: a link, or a document in words; with the date that stands beside it."""
        typed = " ".join(text.split())
        if len(typed) > LONGEST:
            return Wrong(EditFault.TOO_LONG)
        link = _URL.search(typed)
        rest = typed.replace(link[0], " ").strip(" ,;—–-") if link else typed
        url = link[0].rstrip(".,;)") if link else ""
        on = self.day(rest)
        outlet = _DATED.sub("", rest).strip(" ,;—–-") or (urlsplit(url).hostname or "" if link else rest)
        if len(outlet.strip()) < _SHORTEST_SOURCE and not url:
            return Wrong(EditFault.NO_SOURCE)
        return Source(url, on.isoformat() if on else None, outlet.removeprefix("www."))


def _lines(typed: str) -> list[str]:
    kept = (" ".join(one.split()).strip("•- ") for one in typed.splitlines())
    return [one for one in kept if one][:_MOST_LINES]


def typed_fields(kind: EntryKind) -> tuple[str, ...]:
    """Return the fields of a kind that can be corrected, those asked for first."""
    asked = ASKED.get(kind, ())
    known = [name for name in RECORD_OF[kind].__dataclass_fields__ if name not in _NOT_TYPED]
    return tuple(dict.fromkeys((*(name for name in asked if name in known), *known)))


def new_entry(draft: RegisterDraft, taken: Iterable[str]) -> Entry:
    """Return the entry that a draft's answers make, under a slug that is not among those ``taken``.

    Raises :class:`ValueError` when they make none: the answers are whole, but not what a record can hold.
    """
    answers = {**draft.answers, "sources": [draft.source] if draft.source else []}
    name = next((str(answers[each]) for each in _NAMED_BY if answers.get(each)), "entry")
    slug = slug_of(name)
    if slug in set(taken):
        slug = marked_slug_of(slug, f"{name} {draft.id}")
    return entry_of(draft.kind, slug, answers, Visibility.PUBLIC)


def correction(draft: RegisterDraft, entry: Entry, by: int) -> Correction:
    """Return the correction that a draft of one field makes to an entry; raises :class:`ValueError` as above."""
    (field,) = draft.asked
    changed = entry_of(draft.kind, entry.slug, {**content_of(draft.kind, entry), **draft.answers}, entry.visibility)
    return Correction(draft.kind, entry.slug, field, getattr(changed, field), draft.source or Source("", None, ""), by)
