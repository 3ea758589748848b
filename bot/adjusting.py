"""What administrators adjust in chat: one table of settings, each with its bounds. Decided without I/O.

A value stands in the store under the setting's ``name``, whole or as one ``part`` of a mapping; what is not there is as
at first. Who obeys a setting reads it in a module of its own; this is how it is shown, asked for and checked.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from bot.delivery.fate import UNKNOWN_WAIT
from bot.delivery.pace import PER_SECOND
from bot.flood import LOOSER, SILENCE, Bucket, Limits, Work
from bot.keeping import KEEPING, Keeping
from bot.plan.escalations import ESCALATION_SETTING, EscalationRule
from storage.chat_states import QUIET_SETTING
from storage.outbox_records import Quiet

LIMITS: Final = "limits"
"""The setting of what one may ask for: ``{"factor": 2, "person_search_burst": 10}``; left out: as at first."""
SENDING: Final = "sending"
"""The setting of the outbox: ``{"per_second": 28, "unknown_wait": 60}``; what is left out is as at first."""
_TYPED: Final = re.compile(r"(\d{1,6})(?::00)?\s?%?", re.ASCII)


class Section(StrEnum):
    """What is shown together, in one letter; the letters stand in buttons."""

    LIMITS = "l"
    GROUPS = "g"
    SENDING = "s"
    QUIET = "q"
    KEEPING = "k"
    ESCALATION = "e"


class Unit(StrEnum):
    """What a number of a setting counts; it is a whole number, whatever the store holds."""

    PERCENT = "percent"
    TIMES = "times"
    SECONDS = "seconds"
    ASKED = "asked"
    MINUTELY = "minutely"
    SENT = "sent"
    HOUR = "hour"
    YES_NO = "yes_no"
    DAYS = "days"
    COPIES = "copies"


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting: where it stands, what holds at first, the bounds, and what is offered.

    ``part`` empty: the value stands under the name alone. ``scale``: how many of the unit are one in the store.
    """

    section: Section
    unit: Unit
    name: str
    part: str
    at_first: int
    least: int
    most: int
    offered: tuple[int, ...]
    scale: int = 1

    def number(self, kept: Any) -> int:  # noqa: ANN401 - whatever stands in the store under the name
        """Return the number in force; what makes no sense is as if it were not there."""
        value = kept.get(self.part) if self.part and isinstance(kept, Mapping) else None if self.part else kept
        if self.unit is Unit.YES_NO:
            return int(value) if isinstance(value, bool) else self.at_first
        if not isinstance(value, int | float) or isinstance(value, bool):
            return self.at_first
        number = value * self.scale
        return round(number) if self.least <= number <= self.most else self.at_first

    def kept(self, number: int) -> bool | int | float:
        """Return a number as the store holds it."""
        if self.unit is Unit.YES_NO:
            return bool(number)
        return number if self.scale == 1 else number / self.scale

    def allows(self, number: int) -> bool:
        """Tell whether a number is within the bounds."""
        return self.least <= number <= self.most


def typed_number(text: str) -> int | None:
    """Return the number that was typed («30», «22:00», «150 %»); ``None``: it is none."""
    found = _TYPED.fullmatch(text.strip())
    return int(found[1]) if found else None


def _asked(section: Section, scope: str, work: Work, bucket: Bucket) -> Mapping[str, Setting]:
    """Return the two settings of a bucket: how much at once, and how much a minute."""
    code = f"{scope[0]}{work[0]}"
    minutely = round(60 / bucket.seconds)
    burst = Setting(
        section, Unit.ASKED, LIMITS, part_of(scope, work, "burst"), bucket.burst, 5, 1000,
        (bucket.burst // 2, bucket.burst, bucket.burst * 2),
    )  # fmt: skip
    pace = Setting(
        section, Unit.MINUTELY, LIMITS, part_of(scope, work, "minutely"), minutely, 5, 1000,
        (minutely // 2, minutely, minutely * 2),
    )  # fmt: skip
    return {f"{code}b": burst, f"{code}m": pace}


def part_of(scope: str, work: Work, what: str) -> str:
    """Return under which part of the limits a bucket's number stands: «person_search_burst»."""
    return f"{scope}_{work}_{what}"


def _of_bucket(section: Section, scope: str, buckets: tuple[tuple[Work, Bucket], ...]) -> dict[str, Setting]:
    found: dict[str, Setting] = {}
    for work, bucket in buckets:
        if work is not Work.INLINE:
            found.update(_asked(section, scope, work, bucket))
    return found


def _keeping(what: Keeping, unit: Unit, least: int) -> Setting:
    bounds = KEEPING[what]
    return Setting(Section.KEEPING, unit, bounds.setting, "", bounds.at_first, least, bounds.most, bounds.offered)


SETTINGS: Final[Mapping[str, Setting]] = MappingProxyType(
    {
        "lf": Setting(Section.LIMITS, Unit.PERCENT, LIMITS, "factor", 100, 50, 1000, (50, 100, 200, 500), 100),
        **_of_bucket(Section.LIMITS, "person", Limits().person),
        "la": Setting(Section.LIMITS, Unit.TIMES, LIMITS, "looser", round(LOOSER), 1, 100, (2, 5, 10)),
        "ls": Setting(Section.LIMITS, Unit.SECONDS, LIMITS, "silence", round(SILENCE), 10, 3600, (30, 60, 300)),
        **_of_bucket(Section.GROUPS, "group", Limits().group),
        "sr": Setting(Section.SENDING, Unit.SENT, SENDING, "per_second", round(PER_SECOND), 1, 30, (5, 10, 20, 28)),
        "su": Setting(
            Section.SENDING, Unit.SECONDS, SENDING, "unknown_wait", round(UNKNOWN_WAIT), 10, 3600, (30, 60, 300)
        ),
        "qf": Setting(Section.QUIET, Unit.HOUR, QUIET_SETTING, "since", Quiet().since.hour, 0, 23, (21, 22, 23)),
        "qu": Setting(Section.QUIET, Unit.HOUR, QUIET_SETTING, "until", Quiet().until.hour, 0, 23, (7, 8, 9)),
        "qe": Setting(Section.QUIET, Unit.YES_NO, QUIET_SETTING, "escalations", 0, 0, 1, (1, 0)),
        "kl": _keeping(Keeping.LEDGER, Unit.DAYS, 30),
        "kb": _keeping(Keeping.BACKUPS, Unit.COPIES, 1),
        "ec": Setting(
            Section.ESCALATION,
            Unit.DAYS,
            ESCALATION_SETTING,
            "coordinators",
            EscalationRule().coordinators,
            1,
            60,
            (1, 3, 7, 14),
        ),
        "ea": Setting(
            Section.ESCALATION,
            Unit.DAYS,
            ESCALATION_SETTING,
            "administrators",
            EscalationRule().administrators,
            1,
            120,
            (5, 10, 14, 30),
        ),
        "ko": _keeping(Keeping.OUTSIDE, Unit.DAYS, 1),
    }
)
"""The table, in the order of the screens; the keys stand in buttons."""


def settings_of(section: Section) -> Mapping[str, Setting]:
    """Return the settings of a section."""
    return {code: one for code, one in SETTINGS.items() if one.section is section}
