"""What is wanted as a digest, and what was told in one: frozen records. Moments are aware and UTC."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from storage.outbox_records import NewDelivery


class Rhythm(StrEnum):
    """How often a digest comes; AT_ONCE: daily, and what matters most as soon as it is there."""

    WORKING_DAYS = "working"
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    AT_ONCE = "at_once"


@dataclass(frozen=True, slots=True)
class Following:
    """What a digest tells of: news of any of these sectors or organisations (slugs), or with any of the words.

    None of the three: all of the cooperation. News with an ``excluded`` word never come. Words are as they were
    written, one or some in a row, and meant in all their forms. ``borderline``: what is on the border of our subject,
    too.
    """

    sectors: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    included: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    borderline: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return it as the store keeps it."""
        return {
            "sectors": list(self.sectors),
            "organisations": list(self.organisations),
            "included": list(self.included),
            "excluded": list(self.excluded),
            "borderline": self.borderline,
        }


def following_of(kept: Mapping[str, Any]) -> Following:
    """Read what the store keeps."""
    names = ("sectors", "organisations", "included", "excluded")
    lists = {name: tuple(str(one) for one in kept.get(name, ())) for name in names}
    return Following(**lists, borderline=bool(kept.get("borderline")))


EVERYTHING = Following()


@dataclass(frozen=True, slots=True)
class DigestWish:
    """What a chat wants as its digest. ``at`` is local time in ``zone``; ``next_at`` the next moment it is due.

    ``covered_until`` is the moment up to which stories have been told; ``told`` are the stories since then that were
    told at once. ``day`` is that of the week (0: Monday) or of the month (31: the last) where the rhythm has one.
    ``thread_id``: the topic of a group, ``None``: General. ``version`` rises with each change.
    """

    chat_id: int
    at: time
    zone: str
    language: str
    next_at: datetime
    covered_until: datetime
    version: int
    following: Following = EVERYTHING
    rhythm: Rhythm = Rhythm.DAILY
    day: int = 0
    thread_id: int | None = None
    told: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryChange:
    """What became of an entry of the register (kind and slug): new, or else one of its fields corrected."""

    kind: str
    slug: str
    new: bool


@dataclass(frozen=True, slots=True)
class ToldStory:
    """A story as a digest told it."""

    id: int
    title: str
    lead: str


@dataclass(frozen=True, slots=True)
class Edition:
    """One digest as composed, for all who wanted the same.

    It tells the time from ``first`` to ``last``: all the ``stories``, what matters most first; ``doubtful`` are those
    of them that are borderline. ``sectors``: those followed. ``due`` are the deadlines (a commitment, the date),
    ``changes`` those of the register. ``told`` is what its first page said of stories, ``clarified`` which of them
    were corrected since, ``edits`` how often. ``at_once``: sent when it came, no daily one. ``public``: for many to
    read along.
    """

    first: datetime
    last: datetime
    zone: str
    language: str
    stories: tuple[int, ...]
    doubtful: tuple[int, ...] = ()
    sectors: tuple[str, ...] = ()
    due: tuple[tuple[int, date], ...] = ()
    changes: tuple[EntryChange, ...] = ()
    told: tuple[ToldStory, ...] = ()
    clarified: tuple[int, ...] = ()
    edits: int = 0
    at_once: bool = False
    public: bool = False
    example: bool = False
    id: int = 0

    def as_json(self) -> dict[str, Any]:
        """Return it as the store keeps it, without its number."""
        return {
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            "zone": self.zone,
            "language": self.language,
            "stories": list(self.stories),
            "doubtful": list(self.doubtful),
            "sectors": list(self.sectors),
            "due": [[number, due.isoformat()] for number, due in self.due],
            "changes": [[one.kind, one.slug, one.new] for one in self.changes],
            "told": [[one.id, one.title, one.lead] for one in self.told],
            "clarified": list(self.clarified),
            "edits": self.edits,
            "at_once": self.at_once,
            "public": self.public,
            "example": self.example,
        }


def edition_of(number: int, kept: Mapping[str, Any]) -> Edition:
    """Read what the store keeps."""
    return Edition(
        first=datetime.fromisoformat(kept["first"]),
        last=datetime.fromisoformat(kept["last"]),
        zone=kept["zone"],
        language=kept["language"],
        stories=tuple(kept["stories"]),
        doubtful=tuple(kept["doubtful"]),
        sectors=tuple(kept["sectors"]),
        due=tuple((one, date.fromisoformat(due)) for one, due in kept["due"]),
        changes=tuple(EntryChange(*one) for one in kept["changes"]),
        told=tuple(ToldStory(*one) for one in kept["told"]),
        clarified=tuple(kept["clarified"]),
        edits=kept["edits"],
        at_once=kept["at_once"],
        public=kept["public"],
        example=kept["example"],
        id=number,
    )


@dataclass(frozen=True, slots=True)
class DigestClosing:
    """How one hour of a wish is closed: where it stands from now on, and its digest if there is anything to tell.

    ``edition`` is the number of the edition that the delivery bears.
    """

    wish: DigestWish
    covered_until: datetime
    next_at: datetime
    delivery: NewDelivery | None = None
    edition: int | None = None
    told: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Copy:
    """A delivery of an edition: its number, and where it went."""

    id: int
    chat_id: int
    thread_id: int | None
