"""Which of the news a chat wants, and when its digest is due: decided without I/O."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.language.words import Words
from bot.news.digest import importance, next_moment
from bot.plan.working_calendar import Country, WorkingCalendar, country_of
from storage.digest_records import DigestWish, EntryChange, Following, Rhythm
from storage.records import Commitment, Grant, Story
from storage.register_records import AnyEntry, EntryKind, Register, Side, Visibility

HIGH: Final = 4
"""From how much on a story matters enough to be told at once: :func:`bot.news.digest.importance`."""
AT_ONCE_TICK: Final = "digests at once"
"""Up to when it has been looked at what matters most."""
LAST_DAY: Final = 31
_FOLLOWED: Final = 2
_FURTHEST: Final = 400  # days in which every rhythm has a day of its own
_DAY: Final = timedelta(days=1)
_BELARUSIAN_TIME: Final = "Europe/Minsk"

Calendars = Mapping[Country, WorkingCalendar]


def country_for(grants: Iterable[Grant], zone: str) -> Country:
    """Return whose working days a reader keeps: those of their side, without one those of where their clock is."""
    side = next((one.side for one in grants if one.side is not None), None)
    if side is None:
        side = Side.BELARUS if zone == _BELARUSIAN_TIME else Side.ULYANOVSK
    return country_of(side)


def comes_on(wish: DigestWish, day: date, calendar: WorkingCalendar) -> bool:
    """Tell whether the rhythm of a wish has a digest on this day of the reader's; a short month has its last day."""
    match wish.rhythm:
        case Rhythm.WORKING_DAYS:
            return calendar.works(day)
        case Rhythm.WEEKLY:
            return day.weekday() == wish.day
        case Rhythm.MONTHLY:
            return day.day == min(wish.day, monthrange(day.year, day.month)[1])
        case _:
            return True


def next_digest(wish: DigestWish, after: datetime, calendar: WorkingCalendar) -> datetime:
    """Return the first moment after ``after`` at which the digest of a wish is due, in UTC."""
    zone, moment = ZoneInfo(wish.zone), after
    for _ in range(_FURTHEST):
        moment = next_moment(wish.at, zone, moment)
        if comes_on(wish, moment.astimezone(zone).date(), calendar):
            return moment
    return moment


def weight(story: Story, following: Following) -> int:
    """Return how much a story matters to who follows this: its importance, and more of an organisation followed."""
    return importance(story) + _FOLLOWED * bool(set(story.organisations) & set(following.organisations))


def in_order(stories: Iterable[Story], following: Following) -> list[Story]:
    """Return stories in the order in which they are told: what matters most first, of two alike the newest."""
    return sorted(stories, key=lambda one: (weight(one, following), one.published_at, one.id), reverse=True)


def following_all(following: Following) -> bool:
    """Tell whether nothing in particular is followed, and so all of the cooperation."""
    return not (following.sectors or following.organisations or following.included)


class Choosing:
    """Chooses among stories; what words mean is worked out once for each text."""

    def __init__(self, words: Words) -> None:
        """Read words as the dictionary has them, so that all their forms are meant."""
        self._words = words
        self._phrases: dict[str, tuple[str, ...]] = {}
        self._said: dict[int, tuple[frozenset[str], ...]] = {}

    def wanted(self, story: Story, following: Following) -> bool:
        """Tell whether a story is among what is followed and has none of the words that are not wanted."""
        if self._has_any(story, following.excluded):
            return False
        if following_all(following):
            return True
        return (
            not set(following.sectors).isdisjoint(story.sectors)
            or not set(following.organisations).isdisjoint(story.organisations)
            or self._has_any(story, following.included)
        )

    def _has_any(self, story: Story, phrases: Iterable[str]) -> bool:
        return any(_within(self._keys(one), self._told(story)) for one in phrases)

    def _keys(self, phrase: str) -> tuple[str, ...]:
        if phrase not in self._phrases:
            self._phrases[phrase] = tuple(word.key for word in self._words.words(phrase))
        return self._phrases[phrase]

    def _told(self, story: Story) -> tuple[frozenset[str], ...]:
        if story.id not in self._said:
            told = dict.fromkeys([story.title, story.lead])
            told |= dict.fromkeys(text for one in story.articles for text in (one.title, one.lead))
            words = self._words.words(". ".join(told))
            self._said[story.id] = tuple(frozenset(word.keys) for word in words)
        return self._said[story.id]


def _within(phrase: tuple[str, ...], told: tuple[frozenset[str], ...]) -> bool:
    length = len(phrase)
    return bool(phrase) and any(
        all(key in word for key, word in zip(phrase, told[at : at + length], strict=False))
        for at in range(len(told) - length + 1)
    )


def due_in(commitments: Iterable[Commitment], following: Following, first: date, last: date) -> list[tuple[int, date]]:
    """Return the deadlines that stand from ``first`` to ``last``, by date: of what is followed, or of all.

    Who follows words alone asked for news, and has none.
    """
    followed = set(following.sectors)
    organisations = set(following.organisations)
    everything = following_all(following)
    found = [
        (one.id, deadline.due)
        for one in commitments
        if everything or followed & set(one.sectors) or organisations & {each.organisation for each in one.responsible}
        for deadline in one.deadlines
        if deadline.closed_at is None and first <= deadline.due <= last
    ]
    return sorted(found, key=lambda each: (each[1], each[0]))


def changes_in(
    changes: Iterable[EntryChange], register: Register, following: Following, *, of_plan: bool
) -> list[EntryChange]:
    """Return the changes of entries that are there and followed, each entry once; ``of_plan``: also of the closed ones.

    Who follows words alone asked for news, and has none.
    """
    found: dict[tuple[str, str], EntryChange] = {}
    for one in changes:
        entry = register.find(EntryKind(one.kind), one.slug)
        if entry is None or (entry.visibility is not Visibility.PUBLIC and not of_plan):
            continue
        earlier = found.get((one.kind, one.slug))
        if _is_followed(entry, following):
            found[one.kind, one.slug] = EntryChange(
                one.kind, one.slug, one.new or (earlier is not None and earlier.new)
            )
    return list(found.values())


def _is_followed(entry: AnyEntry, following: Following) -> bool:
    if following_all(following):
        return True
    of_sectors = {entry.slug, *getattr(entry, "sectors", ())}
    bodies = {entry.slug, *getattr(entry, "organisations", ())}
    bodies |= {one.organisation for one in getattr(entry, "parties", ()) if one.organisation}
    return not of_sectors.isdisjoint(following.sectors) or not bodies.isdisjoint(following.organisations)
