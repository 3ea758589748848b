"""Digests composed: once for all who want the same of the same time and may see the same.

stories since the last digest, what is borderline, changes of the register, deadlines of the week
    -> those that are wanted, what matters most first -> an edition, kept -> its first page
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.knowledge import CurrentKnowledge, Known
from bot.news.wishes import (
    HIGH,
    Calendars,
    Choosing,
    changes_in,
    comes_on,
    country_for,
    due_in,
    in_order,
    next_digest,
    weight,
)
from bot.render.catalogue import Catalogues
from bot.render.digest import Contents, DigestPage, digest_page
from bot.rights import RIGHTS_OF, Right
from bot.working_days import working_calendars
from storage.digest_records import DigestWish, Edition, EntryChange, Following
from storage.records import Commitment, Grant, Story
from storage.store import Store

_KEPT: Final = 500  # of each kind while a run goes on, so that its memory stays flat
_AHEAD: Final = timedelta(days=7)
_CHANGES: Final = 500
_TOLD_CHANGES: Final = ("correction", "entry")


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a digest is: who may see the plan's deadlines, and whether others read along."""

    grants: tuple[Grant, ...] = ()
    public: bool = False

    @property
    def reads_plan(self) -> bool:
        """Whether the plan may be told to them."""
        return not self.public and any(Right.READ_PLAN in RIGHTS_OF[grant.role] for grant in self.grants)


@dataclass(frozen=True, slots=True)
class Composed:
    """A digest ready to be sent: the message as data, and the number of its edition."""

    body: Mapping[str, Any]
    edition: int


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What decides what a digest says: equal ones are one digest."""

    since: datetime
    zone: str
    language: str
    following: Following
    told: tuple[int, ...]
    reads_plan: bool
    public: bool


@dataclass(frozen=True, slots=True)
class _Found:
    """What there is to choose from."""

    stories: Sequence[Story]
    doubtful: frozenset[int]
    changes: Sequence[EntryChange]
    due: Sequence[Commitment]


def reader_of(chat_id: int, roles: Mapping[int, tuple[Grant, ...]]) -> Reader:
    """Return for whom a chat's digest is: groups and channels have negative numbers."""
    return Reader(public=True) if chat_id < 0 else Reader(roles.get(chat_id, ()))


class Composer:
    """Composes digests at one moment; what was read and composed is kept, so it is for one run."""

    def __init__(  # noqa: PLR0913 - what is said, by whom it is known, and when
        self,
        store: Store,
        known: Known,
        choosing: Choosing,
        catalogues: Catalogues,
        calendars: Calendars,
        now: datetime,
        *,
        example: bool,
    ) -> None:
        """Read ``store`` as it is at ``now``."""
        self._store = store
        self._known = known
        self._choosing = choosing
        self._catalogues = catalogues
        self._calendars = calendars
        self._now = now
        self._example = example
        self._composed: dict[_Wanted, Composed | None] = {}
        self._at_once: dict[tuple[_Wanted, tuple[int, ...]], Composed] = {}
        self._stories: dict[tuple[datetime, bool], tuple[Story, ...]] = {}
        self._changes: dict[datetime, tuple[EntryChange, ...]] = {}
        self._due: dict[date, tuple[Commitment, ...]] = {}

    def next_at(self, wish: DigestWish, reader: Reader) -> datetime:
        """Return when the next digest of a wish is due."""
        return next_digest(wish, self._now, self._calendars[country_for(reader.grants, wish.zone)])

    def has_come(self, wish: DigestWish, reader: Reader) -> bool:
        """Tell whether the day on which a wish is due has a digest, as the calendars are now."""
        day = wish.next_at.astimezone(ZoneInfo(wish.zone)).date()
        return comes_on(wish, day, self._calendars[country_for(reader.grants, wish.zone)])

    def matters(self, wish: DigestWish, stories: Sequence[Story]) -> list[Story]:
        """Return those of these stories that are to be told at once, what matters most first."""
        following = wish.following
        new = (one for one in stories if one.added_at > wish.covered_until and one.id not in wish.told)
        chosen = [one for one in new if weight(one, following) >= HIGH and self._choosing.wanted(one, following)]
        return in_order(chosen, following)

    async def digest(self, wish: DigestWish, reader: Reader) -> Composed | None:
        """Return the digest of what came in since this wish was last served; ``None``: nothing did."""
        wanted = _wanted(wish, reader)
        if wanted not in self._composed:
            _kept_small(self._composed)
            self._composed[wanted] = await self._compose(wanted)
        return self._composed[wanted]

    async def at_once(self, wish: DigestWish, reader: Reader, stories: Sequence[Story]) -> Composed:
        """Return the message that tells these stories at once."""
        wanted = replace(_wanted(wish, reader), since=self._now, told=())
        key = wanted, tuple(story.id for story in stories)
        if key not in self._at_once:
            _kept_small(self._at_once)
            edition = replace(self._edition(wanted, stories), at_once=True)
            self._at_once[key] = await self._kept(Contents(edition, stories))
        return self._at_once[key]

    async def _compose(self, wanted: _Wanted) -> Composed | None:
        found = await self._found(wanted)
        contents = await asyncio.to_thread(self._chosen, wanted, found)
        return None if contents is None else await self._kept(contents)

    async def _found(self, wanted: _Wanted) -> _Found:
        told = await self._added(wanted.since, borderline=False)
        stories = await self._added(wanted.since, borderline=True) if wanted.following.borderline else told
        doubtful = frozenset(story.id for story in stories) - {story.id for story in told}
        due = await self._due_soon(self._today(wanted)) if wanted.reads_plan else ()
        return _Found(stories, doubtful, await self._changed(wanted.since), due)

    def _chosen(self, wanted: _Wanted, found: _Found) -> Contents | None:
        following = wanted.following
        chosen = [
            story for story in found.stories if story.id not in wanted.told and self._choosing.wanted(story, following)
        ]
        register = self._known.register
        changes = changes_in(found.changes, register, following, of_plan=wanted.reads_plan)
        if not chosen and not changes:
            return None
        stories, today = in_order(chosen, following), self._today(wanted)
        due = due_in(found.due, following, today, today + _AHEAD)
        by_number = {one.id: one for one in found.due}
        edition = replace(
            self._edition(wanted, stories),
            doubtful=tuple(story.id for story in stories if story.id in found.doubtful),
            due=tuple(due),
            changes=tuple(changes),
        )
        return Contents(edition, stories, [(by_number[number], on) for number, on in due])

    def _edition(self, wanted: _Wanted, stories: Sequence[Story]) -> Edition:
        return Edition(
            first=wanted.since,
            last=self._now,
            zone=wanted.zone,
            language=wanted.language,
            stories=tuple(story.id for story in stories),
            sectors=wanted.following.sectors,
            public=wanted.public,
            example=self._example,
        )

    async def _kept(self, contents: Contents) -> Composed:
        page = await asyncio.to_thread(self._first_page, contents)
        edition = replace(contents.edition, told=page.told())
        number = await self._store.editions.keep(edition, self._now)
        tr = self._catalogues.of(edition.language)
        return Composed(page.message(replace(edition, id=number), tr).body(), number)

    def _first_page(self, contents: Contents) -> DigestPage:
        return digest_page(contents, self._known.register, self._catalogues.of(contents.edition.language))

    def _today(self, wanted: _Wanted) -> date:
        return self._now.astimezone(ZoneInfo(wanted.zone)).date()

    async def _added(self, since: datetime, *, borderline: bool) -> tuple[Story, ...]:
        if (since, borderline) not in self._stories:
            _kept_small(self._stories, 4)
            added = await self._store.news.added_between(since, self._now, borderline=borderline)
            self._stories[since, borderline] = added
        return self._stories[since, borderline]

    async def _changed(self, since: datetime) -> tuple[EntryChange, ...]:
        if since not in self._changes:
            _kept_small(self._changes)
            noted = await self._store.audit.find(_CHANGES, since=since, until=self._now, what=_TOLD_CHANGES)
            read = (_change(one.what, one.subject, before=one.before, after=one.after) for one in reversed(noted))
            self._changes[since] = tuple(one for one in read if one is not None)
        return self._changes[since]

    async def _due_soon(self, today: date) -> tuple[Commitment, ...]:
        if today not in self._due:
            self._due[today] = await self._store.plan.due_between(today, today + _AHEAD)
        return self._due[today]


def _wanted(wish: DigestWish, reader: Reader) -> _Wanted:
    return _Wanted(
        wish.covered_until,
        wish.zone,
        wish.language,
        wish.following,
        tuple(sorted(set(wish.told))),
        reader.reads_plan,
        reader.public,
    )


def _change(what: str, subject: str, *, before: object, after: object) -> EntryChange | None:
    """Read what the audit says of an entry; ``None``: it tells readers nothing (an entry removed, a word confirmed)."""
    if after is None:
        return None
    kind, slug, *_ = subject.split(":")
    return EntryChange(kind, slug, new=what == "entry" and before is None)


def _kept_small(kept: dict[Any, Any], most: int = _KEPT) -> None:
    if len(kept) >= most:
        kept.clear()


async def composer_at(
    store: Store, knowledge: CurrentKnowledge, catalogues: Catalogues, now: datetime, *, example: bool
) -> Composer:
    """Return a composer of one run, which begins at ``now``."""
    known, words = await knowledge.newest(), await knowledge.words()
    calendars = await working_calendars(store)
    return Composer(store, known, Choosing(words), catalogues, calendars, now, example=example)
