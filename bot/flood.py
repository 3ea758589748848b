"""How much one person, or one group, may ask of the bot: bursts pass, a flood is told so once and then ignored.

Decided without I/O; the moments are seconds of any clock that does not go back.

::

    work ─▶ the person's bucket of that work ─▶ the person's bucket of all work ─▶ the group's two ─▶ LET_IN
                 └──────────── one of them is empty ──────────────┴─▶ TELL, and for a minute after it IGNORE
"""

from collections import OrderedDict
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

SILENCE: Final = 60.0
"""For how many seconds a flood is ignored once it was told so."""
LOOSER: Final = 5.0
"""How many times as much administrators may ask for."""
REMEMBERED: Final = 20_000
"""Of how many people and groups something is remembered at once; whoever asked longest ago is forgotten first."""


_SLACK: Final = 0.001  # seconds: sums of fractions are not exact


class Work(StrEnum):
    """What an update asks for. Inline queries come with every letter typed, and nothing can be told in answer."""

    OTHER = "other"
    SEARCH = "search"
    UPLOAD = "upload"
    INLINE = "inline"


class Verdict(StrEnum):
    """What becomes of an update."""

    LET_IN = "let in"
    TELL = "tell"
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class Bucket:
    """``burst`` at once, and one more every ``seconds`` from then on."""

    burst: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Limits:
    """The buckets of a person and of a group; ``OTHER`` is for all work together but inline queries.

    Everything is ``factor`` times as much, ``looser`` times as much again for administrators. A flood is ignored for
    ``silence`` seconds.
    """

    person: tuple[tuple[Work, Bucket], ...] = (
        (Work.OTHER, Bucket(30, 1.0)),
        (Work.SEARCH, Bucket(20, 2.0)),
        (Work.UPLOAD, Bucket(20, 6.0)),
        (Work.INLINE, Bucket(40, 0.7)),
    )
    group: tuple[tuple[Work, Bucket], ...] = (
        (Work.OTHER, Bucket(60, 0.5)),
        (Work.SEARCH, Bucket(40, 1.0)),
        (Work.UPLOAD, Bucket(30, 3.0)),
        (Work.INLINE, Bucket(40, 0.7)),
    )
    factor: float = 1.0
    looser: float = LOOSER
    silence: float = SILENCE


class _Account:
    """Of one person or group: when each bucket will be full again, and until when they are ignored."""

    __slots__ = ("full_at", "ignored_until")

    def __init__(self) -> None:
        self.full_at: dict[Work, float] = {}
        self.ignored_until = 0.0


class Flood:
    """Decides on each update; remembers a bounded number of people and groups, whoever writes."""

    def __init__(self, limits: Limits | None = None, remembered: int = REMEMBERED) -> None:
        """Keep to ``limits``; of no more than ``remembered`` people and groups something is known."""
        self._most = remembered
        self._accounts: OrderedDict[int, _Account] = OrderedDict()
        self.limits = limits or Limits()

    @property
    def limits(self) -> Limits:
        """Return what is obeyed; another may be set at any time."""
        return self._limits

    @limits.setter
    def limits(self, limits: Limits) -> None:
        self._limits = limits
        self._person = {looser: _scaled(limits, limits.person, looser=looser) for looser in (False, True)}
        self._group = {looser: _scaled(limits, limits.group, looser=looser) for looser in (False, True)}

    @property
    def remembered(self) -> int:
        """Return of how many people and groups something is remembered."""
        return len(self._accounts)

    def judge(self, person: int | None, group: int | None, work: Work, now: float, *, looser: bool = False) -> Verdict:
        """Return what becomes of one update of this ``person`` in this ``group`` (Telegram's ids), and count it.

        ``None``: nobody, or a private chat. What is not passed counts for nothing.
        """
        theirs = None if person is None else self._account(person)
        shared = None if group is None else self._account(group)
        for account in (theirs, shared):
            # A clock that was set back must not make the minute longer.
            if account is not None and 0 < account.ignored_until - now <= self._limits.silence:
                return Verdict.IGNORE
        for account, buckets in ((theirs, self._person[looser]), (shared, self._group[looser])):
            if account is not None and not _has_room(account, buckets, work, now):
                if work is Work.INLINE:
                    return Verdict.IGNORE
                account.ignored_until = now + self._limits.silence
                return Verdict.TELL
        for account, buckets in ((theirs, self._person[looser]), (shared, self._group[looser])):
            if account is not None:
                _spend(account, buckets, work, now)
        return Verdict.LET_IN

    def _account(self, number: int) -> _Account:
        account = self._accounts.get(number)
        if account is None:
            account = self._accounts[number] = _Account()
            if len(self._accounts) > self._most:
                self._accounts.popitem(last=False)
        else:
            self._accounts.move_to_end(number)
        return account


# For each work the buckets that it is taken from: for how long one thing fills it, and how far it may be filled.
_Buckets = dict[Work, tuple[tuple[Work, float, float], ...]]


def _scaled(limits: Limits, buckets: tuple[tuple[Work, Bucket], ...], *, looser: bool) -> _Buckets:
    times = limits.factor * (limits.looser if looser else 1)
    by_work = {work: (work, bucket.seconds / times, bucket.seconds * bucket.burst) for work, bucket in buckets}
    together = {work: tuple({Work.OTHER: by_work[Work.OTHER], work: by_work[work]}.values()) for work in Work}
    return {**together, Work.INLINE: (by_work[Work.INLINE],)}


def _has_room(account: _Account, buckets: _Buckets, work: Work, now: float) -> bool:
    full_at = account.full_at
    return all(full_at.get(name, 0.0) - now + seconds <= most + _SLACK for name, seconds, most in buckets[work])


def _spend(account: _Account, buckets: _Buckets, work: Work, now: float) -> None:
    full_at = account.full_at
    for name, seconds, _ in buckets[work]:
        full_at[name] = max(full_at.get(name, 0.0), now) + seconds
