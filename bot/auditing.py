"""A look into the audit, from the command line and the chat: in words, or as CSV for a table program."""

import csv
import json
import re
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import StringIO
from itertools import takewhile
from typing import Any, Final, TextIO
from zoneinfo import ZoneInfo

from bot.config import Config
from bot.language.periods import read_period
from bot.language.vocabulary import SMALL_PARTS
from bot.language.words import Word, Words, normalised
from bot.render.console import change_told
from storage.audit import AuditEntry
from storage.store import Store, open_store

COLUMNS: Final = ("id", "at", "person", "job", "what", "subject", "before", "after")
_AT_ONCE: Final = 500
_PERSON: Final = re.compile(r"#(\d{1,15})\b")
_NAMED: Final = re.compile(r"[a-z][a-z0-9_.:-]{2,60}", re.IGNORECASE)
_JOINED: Final = re.compile(r"\w[._:]\w")  # a key of ours, «digest.hour», is not read as words
_KINDS: Final = {
    "роль": ("role", "suspended", "replaced", "left"),
    "приглашение": ("invitation",),
    "просьба": ("request",),
    "настройка": ("setting",),
    "реестр": ("register", "correction", "entry"),
    "исправление": ("correction",),
    "правка": ("correction",),
    "запись": ("entry",),
    "план": ("plan", "commitment", "deadline"),
    "мероприятие": ("commitment",),
    "срок": ("deadline",),
    "отчет": ("report", "accepted", "returned", "withdrawn"),
    "перенос": ("extension asked", "extension refused"),
    "замещение": ("deputy",),
    "замещать": ("deputy",),
    "рассылка": ("broadcast",),
    "группа": ("group",),
    "источник": ("source",),
    "новость": ("article", "story", "news"),
}
_CODES: Final = {
    "координатор": "coordinator",
    "исполнитель": "official",
    "администратор": "administrator",
    "подписчик": "subscriber",
    "беларусь": "belarus",
    "белорусский": "belarus",
    "ульяновск": "ulyanovsk",
    "ульяновский": "ulyanovsk",
    "исполнить": "done",
    "исполненный": "done",
}
"""What stands in values as a code of ours."""
_SHORTEST_STEM: Final = 4
_FILLERS: Final = frozenset({"изменение", "журнал", "весь", "показать", "человек", "изменить"})
_STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which changes: days of the programme's zone, both included; persons by number; part of what was changed.

    ``inside``: words that stand in the value before or after, each as the beginnings of words that will do for it.
    """

    since: date | None = None
    until: date | None = None
    people: tuple[int, ...] = ()
    words: str = ""
    what: tuple[str, ...] = ()
    inside: tuple[tuple[str, ...], ...] = ()


async def tell_audit(asked: Asked, config: Config, out: TextIO, *, as_csv: bool = False) -> int:
    """Write the changes to ``out``, the youngest first; return how many."""
    count = 0
    rows = csv.writer(out)
    if as_csv:
        rows.writerow(COLUMNS)
    async with open_store(config.database_url) as store:
        async for entry in _found(asked, config.timezone, store):
            if as_csv:
                rows.writerow(_row(entry))
            else:
                out.write(f"{change_told(entry, config.timezone)}\n")
            count += 1
    return count


async def _found(asked: Asked, zone: ZoneInfo, store: Store) -> AsyncIterator[AuditEntry]:
    before: int | None = None
    while some := await changes(asked, zone, store, _AT_ONCE, before):
        for entry in some:
            yield entry
        before = some[-1].id


async def changes(
    asked: Asked, zone: ZoneInfo, store: Store, limit: int, before: int | None = None
) -> tuple[AuditEntry, ...]:
    """Return the changes asked for, the youngest first, with ids below ``before``; days are those of ``zone``."""
    until = asked.until + timedelta(days=1) if asked.until else None
    return await store.audit.find(
        limit,
        since=_midnight(asked.since, zone),
        until=_midnight(until, zone),
        people=asked.people,
        words=asked.words,
        what=asked.what,
        inside=asked.inside,
        before=before,
    )


async def changes_as_csv(asked: Asked, zone: ZoneInfo, store: Store) -> tuple[bytes, int]:
    """Return the changes asked for as a CSV file that any table program opens, and how many they are."""
    written, count = StringIO(newline=""), 0
    rows = csv.writer(written)
    rows.writerow(COLUMNS)
    async for entry in _found(asked, zone, store):
        rows.writerow(_row(entry))
        count += 1
    return written.getvalue().encode("utf-8-sig"), count


def read_asked(text: str, words: Words, today: date, names: Mapping[int, str]) -> Asked:
    """Return what is asked for in words: «роли сентябрь», «#17», «реестр за неделю», «Иванов», «backups».

    A period, the kinds of changes, persons by number or by name (all in any case form; ``names``: those whom the audit
    tells of), and a name of ours in Latin letters. What is none of these is looked for inside values.
    """
    numbers = tuple(int(one[1]) for one in _PERSON.finditer(text))
    read = words.words(_PERSON.sub(" ", text))
    period = read_period(read, today)
    in_latin = [one[0] for one in _NAMED.finditer(text)]
    of_keys = {word for word in read for name in in_latin if _JOINED.search(name) and word.surface in name}
    said = [word for word in read if word in of_keys or not (_says_when(word, read, today) or _is_small(word, words))]
    kinds = {word: tuple(kind for key in word.keys for kind in _KINDS.get(key, ())) for word in said}
    left = [word for word in said if not kinds[word]]
    people, named = _people_named([word for word in left if word not in of_keys], words, names)
    left = [word for word in left if word not in named]
    ours = next((one for one in in_latin if any(word.surface in one for word in left)), "")
    return Asked(
        since=period.first if period else None,
        until=period.last if period else None,
        people=tuple(dict.fromkeys((*numbers, *people))),
        words=ours,
        what=tuple(dict.fromkeys(kind for word in said for kind in kinds[word])),
        inside=tuple(_beginnings(word) for word in left if word.surface not in ours),
    )


def _beginnings(word: Word) -> tuple[str, ...]:
    """Return what a word in any of its forms begins with, and as what the audit may have it: «координатор»."""
    codes = (_CODES[key] for key in word.keys if key in _CODES)
    said = normalised(word.surface)
    pairs = zip(said, word.key, strict=False)
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    return (said[:shared] if shared >= _SHORTEST_STEM else said, *codes)


def _says_when(word: Word, read: Sequence[Word], today: date) -> bool:
    """Whether the word names a period, or the period would be another without it."""
    without = [one for one in read if one is not word]
    return read_period([word], today) is not None or read_period(without, today) != read_period(read, today)


def _is_small(word: Word, words: Words) -> bool:
    return word.key in _FILLERS or bool(SMALL_PARTS & words.grammar(word.surface))


def _people_named(
    left: Iterable[Word], words: Words, names: Mapping[int, str]
) -> tuple[tuple[int, ...], frozenset[Word]]:
    """Return the persons that these words name, and which of the words do: those named by all, if there are any."""
    keys = {number: {key for word in words.words(name) for key in word.keys} for number, name in names.items()}
    bearers = {word: {number for number, of_one in keys.items() if of_one & set(word.keys)} for word in left}
    found = [numbers for numbers in bearers.values() if numbers]
    by_all = set.intersection(*found) if found else set()
    return tuple(sorted(by_all or set().union(*found))), frozenset(word for word, numbers in bearers.items() if numbers)


def _midnight(day: date | None, zone: ZoneInfo) -> datetime | None:
    return None if day is None else datetime.combine(day, time(), zone)


def _row(entry: AuditEntry) -> list[Any]:
    before, after = ("" if one is None else json.dumps(one, ensure_ascii=False) for one in (entry.before, entry.after))
    words = (entry.by_what, entry.what, entry.subject, before, after)
    return [entry.id, entry.at.isoformat(), entry.by_user or "", *map(_harmless, words)]


def _harmless(cell: str) -> str:
    """Keep a table program from reading a cell as a formula."""
    return f"'{cell}" if cell.startswith(_STARTS_A_FORMULA) else cell
