"""What the store holds, as rows that search can find."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import UTC, date, datetime, time
from typing import Final

from bot.language.words import Words
from bot.search.keys import Keys
from storage.records import Commitment, Story
from storage.register_records import (
    Agreement,
    AnyEntry,
    Discrepancy,
    Document,
    EntryKind,
    Event,
    Indicator,
    Official,
    Organisation,
    Project,
    Register,
    Sector,
    Statement,
)
from storage.search_records import SearchKind, SearchRow

LONGEST_TEXT: Final = 1_500
"""Characters of a text that are kept for fragments; keys are made of all of it."""

REGISTER_KINDS: Final = tuple(SearchKind(kind) for kind in EntryKind)

_NO_WORDS: Final = frozenset(
    {"slug", "sources", "visibility", "side", "sectors", "organisations", "concerns", "series"}
)
_ONLY_KEYS: Final = frozenset({"aliases", "keywords"})
_UNDATED: Final = datetime(2000, 1, 1, tzinfo=UTC)


def rows_of_register(register: Register, words: Words) -> tuple[SearchRow, ...]:
    """Return a row for each entry: found by all it says and by its aliases, as old as its newest source.

    An entry without a dated source is as old as the register's newest one.
    """
    keys = Keys(words)
    default = _midnight(register.as_of) or _UNDATED
    return tuple(_row_of_entry(kind, entry, keys, default) for kind, entry in register.entries())


def _row_of_entry(kind: EntryKind, entry: AnyEntry, keys: Keys, default: datetime) -> SearchRow:
    title = title_of(entry)
    text = _one_line(". ".join(text.rstrip(".") for text in _texts(entry) if text != title))
    aliases = " \n".join(_texts(entry, only=_ONLY_KEYS))
    dates = [moment for source in entry.sources if (moment := _midnight(source.date))]
    return SearchRow(
        kind=SearchKind(kind),
        ref=entry.slug,
        visibility=entry.visibility,
        moment=max(dates, default=default),
        title=title,
        text=text[:LONGEST_TEXT],
        keys=keys.of_text(f"{title}\n{text}\n{aliases}"),
    )


def title_of(entry: AnyEntry) -> str:
    """Return what an entry is called in a list of what was found."""
    match entry:
        case Sector():
            return entry.ru
        case Organisation():
            return entry.full
        case Agreement() | Document():
            return entry.title
        case Project() | Event():
            return entry.name
        case Indicator():
            return f"{entry.name}: {entry.value} {entry.unit}".rstrip()
        case Official():
            return f"{entry.name}, {entry.role}"
        case Statement() | Discrepancy():
            return entry.text


def _texts(entry: AnyEntry, only: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield what an entry says in words, in the order of its fields."""
    for field in fields(entry):
        if field.name in only or not (only or field.name in _NO_WORDS | _ONLY_KEYS):
            yield from _words_of(getattr(entry, field.name))


def _words_of(value: object) -> Iterator[str]:
    match value:
        case str() if value:
            yield value
        case tuple():
            yield from (one if isinstance(one, str) else one.name for one in value)


def rows_of_stories(stories: Iterable[Story], words: Words) -> tuple[SearchRow, ...]:
    """Return a row for each story, found by its title and lead and by all that its articles say."""
    keys = Keys(words)
    return tuple(_row_of_story(story, keys) for story in stories)


def _row_of_story(story: Story, keys: Keys) -> SearchRow:
    told = (text for one in story.articles for text in (one.title, one.lead))
    whole = (one.text for one in story.articles)
    texts = list(dict.fromkeys(_one_line(text) for text in (story.title, story.lead, *told, *whole)))
    return SearchRow(
        kind=SearchKind.STORY,
        ref=str(story.id),
        visibility=story.visibility,
        moment=story.published_at,
        title=_one_line(story.title),
        text=" ".join(filter(None, texts[1:]))[:LONGEST_TEXT],
        keys=keys.of_text("\n".join(texts)),
    )


def rows_of_commitments(
    commitments: Iterable[Commitment], ends: Mapping[str, date], words: Words
) -> tuple[SearchRow, ...]:
    """Return a row for each commitment, found by its text, section and number and by who owes it.

    It is as old as its last deadline; one without any is in force until its plan ends (``ends``, by the plan's slug).
    """
    keys = Keys(words)
    return tuple(_row_of_commitment(commitment, ends, keys) for commitment in commitments)


def _row_of_commitment(commitment: Commitment, ends: Mapping[str, date], keys: Keys) -> SearchRow:
    responsible = ", ".join(one.name for one in commitment.responsible)
    told = (commitment.section, responsible, commitment.deadline_text)
    text = _one_line(". ".join(part.rstrip(".") for part in told if part))
    last = max((one.due for one in commitment.deadlines), default=ends.get(commitment.plan_slug, _UNDATED.date()))
    return SearchRow(
        kind=SearchKind.COMMITMENT,
        ref=str(commitment.id),
        visibility=commitment.visibility,
        moment=datetime.combine(last, time(), UTC),
        title=_one_line(commitment.text),
        text=text[:LONGEST_TEXT],
        keys=keys.of_text(f"{commitment.number}\n{commitment.text}\n{text}"),
        version=commitment.version,
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _midnight(day: str | None) -> datetime | None:
    """Return the beginning of an ISO date; ``None`` for one that is no whole date («2025-10»)."""
    try:
        return datetime.combine(date.fromisoformat(day or ""), time(), UTC)
    except ValueError:
        return None
