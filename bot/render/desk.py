"""The desk: how things stand, and a button to each part of running the bot; what is kept, and the backups."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from aiogram.filters.callback_data import CallbackData
from aiogram.utils.formatting import Bold, Code, Text

from bot.keeping import KEEPING, Keeping
from bot.render.adjusting_buttons import OpenSettings
from bot.render.buttons import button, columns, keyboard
from bot.render.calendar_days import OpenCalendar
from bot.render.catalogue import Translator, mark
from bot.render.channels_buttons import OpenChannels
from bot.render.dates import moment
from bot.render.desk_buttons import (
    ChooseKept,
    OpenAudit,
    OpenBackups,
    OpenInvitations,
    OpenKeeping,
    OpenRate,
    TakeBackup,
    desk_button,
)
from bot.render.editing_buttons import OpenRegisterDesk
from bot.render.groups_buttons import OpenGroups
from bot.render.layout import blocks, lines
from bot.render.ledger_buttons import OpenLedger
from bot.render.message import Message, fitted
from bot.render.news_desk_buttons import OpenNewsDesk
from bot.render.people_buttons import OpenPeople
from bot.render.sources_buttons import OpenSourceList
from bot.render.story_links_buttons import OpenOffers
from bot.render.upload_buttons import OpenUpload
from bot.rights import Right

BACKUPS_SHOWN: Final = 10
_MEGABYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class DeskPart:
    """A part of the desk: its label, what its button opens, and the right that it needs."""

    label: str
    opens: CallbackData
    right: Right


PARTS: Final = (
    DeskPart(mark("People"), OpenPeople(), Right.MANAGE_PEOPLE),
    DeskPart(mark("Invitations"), OpenInvitations(), Right.MANAGE_PEOPLE),
    DeskPart(mark("Working groups"), OpenGroups(), Right.MANAGE_GROUPS),
    DeskPart(mark("Channels"), OpenChannels(), Right.MANAGE_SOURCES),
    DeskPart(mark("Register"), OpenRegisterDesk(), Right.EDIT_REGISTER),
    DeskPart(mark("Plan from a file"), OpenUpload(), Right.MANAGE_PLAN),
    DeskPart(mark("Borderline news"), OpenNewsDesk(), Right.EDIT_NEWS),
    DeskPart(mark("Sources"), OpenSourceList(), Right.MANAGE_SOURCES),
    DeskPart(mark("What news hang on"), OpenOffers(), Right.MANAGE_PLAN),
    DeskPart(mark("Deliveries"), OpenLedger(), Right.READ_DELIVERIES),
    DeskPart(mark("Changes"), OpenAudit(), Right.READ_AUDIT),
    DeskPart(mark("Settings"), OpenSettings(), Right.RUN_THE_BOT),
    DeskPart(mark("Sending rate"), OpenRate(), Right.BROADCAST),
    DeskPart(mark("Working days"), OpenCalendar(), Right.RUN_THE_BOT),
    DeskPart(mark("What is kept"), OpenKeeping(), Right.RUN_THE_BOT),
    DeskPart(mark("Backups"), OpenBackups(), Right.RUN_THE_BOT),
)
"""The table of the desk, in the order of its buttons: a part that is new adds a line here."""

_KEPT_WORDS: Final[Mapping[Keeping, tuple[str, str]]] = MappingProxyType(
    {
        Keeping.LEDGER: (mark("Closed deliveries, days"), mark("{n} d")),
        Keeping.BACKUPS: (mark("Nightly backups"), mark("{n} pcs")),
        Keeping.OUTSIDE: (mark("Publications that are no news, days"), mark("{n} d")),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskView:
    """How things stand. ``None``: not for this person to know, or there is no such thing."""

    zone: ZoneInfo
    with_roles: int | None = None
    invitations: int | None = None
    not_sent: int | None = None
    changes_today: int | None = None
    backed_up_at: datetime | None = None


def desk_screen(view: DeskView, rights: Iterable[Right], tr: Translator) -> Message:
    """Return the desk with the parts that these rights open."""
    had = frozenset(rights)
    told = (
        (mark("People with roles: {n}"), view.with_roles),
        (mark("Invitations that hold: {n}"), view.invitations),
        (mark("Not sent in a week: {n}"), view.not_sent),
        (mark("Changes today: {n}"), view.changes_today),
    )
    at = view.backed_up_at
    backed_up = tr.text("Last backup: {date}", date=moment(at, view.zone, tr)) if at else None
    text = lines(
        Bold(tr.plain("Desk")),
        *(tr.text(words, n=number) for words, number in told if number is not None),
        backed_up,
    )
    buttons = (button(tr.plain(part.label), part.opens) for part in PARTS if part.right in had)
    return Message(text, keyboard(*columns(buttons)))


def keeping_screen(kept: Mapping[Keeping, int], tr: Translator) -> Message:
    """Return how long things are kept, and what may be chosen; changes are kept for ever, nobody can remove them."""
    rows = []
    for what, number in kept.items():
        choices = dict.fromkeys((*KEEPING[what].offered, number))
        unit = _KEPT_WORDS[what][1]
        rows.append(
            [
                button(f"{'✓ ' if each == number else ''}{tr.plain(unit, n=each)}", ChooseKept(what=what, number=each))
                for each in sorted(choices)
            ]
        )
    text = lines(
        Bold(tr.plain("What is kept")),
        *(Text(tr.plain(_KEPT_WORDS[what][0]), ": ", Bold(str(number))) for what, number in kept.items()),
        tr.text("The journal of changes is kept for ever. What is older goes within the hour."),
    )
    return Message(text, keyboard(*rows, [desk_button(tr)]))


@dataclass(frozen=True, slots=True)
class KeptBackup:
    """A backup as it lies there: its name, when it was taken, its size in bytes."""

    name: str
    at: datetime
    size: int


def backups_screen(
    folder: str, backups: Sequence[KeptBackup], zone: ZoneInfo, tr: Translator, said: str = ""
) -> Message:
    """Return the backups, the youngest first, where they lie, and the button to take one; ``said`` comes first."""
    newest = backups[0] if backups else None
    answer = (
        tr.text("Last backup: {date}", date=moment(newest.at, zone, tr))
        if newest
        else tr.text("There is no backup yet.")
    )
    rows = (_backup_row(one, zone, tr) for one in backups[:BACKUPS_SHOWN])
    text = blocks(
        lines(
            said or None, Bold(answer), tr.plain("Each was opened and checked when it was taken.") if newest else None
        ),
        lines(*rows) if newest else None,
        lines(tr.plain("They lie beside the store, in the folder:"), Code(folder)),
    )
    return Message(fitted(text), keyboard([button(tr.plain("Take one now"), TakeBackup())], [desk_button(tr)]))


def _backup_row(one: KeptBackup, zone: ZoneInfo, tr: Translator) -> Text:
    size = f"{one.size / _MEGABYTE:.1f}".replace(".", "," if tr.language != "en" else ".")
    return tr.text("{date} — {size} MB", date=moment(one.at, zone, tr), size=size)


def backups_elsewhere(tr: Translator) -> Message:
    """Return what holds for a store on a server."""
    text = lines(
        Bold(tr.plain("Backups")),
        tr.text(
            "The store is on PostgreSQL: back it up with {program}, as the operations guide says.",
            program=Code("pg_dump"),
        ),
    )
    return Message(text, keyboard([desk_button(tr)]))


def backup_under_way(tr: Translator) -> Message:
    """Return what is shown while a backup is taken."""
    return Message(tr.text("The backup is being taken and checked…"))


def backup_failed(reason: str, tr: Translator) -> str:
    """Return that there is no backup, and why."""
    return tr.plain("No backup was taken: {reason}", reason=reason)


def backup_taken(tr: Translator) -> str:
    """Return that a backup is taken."""
    return tr.plain("The backup is taken and checked.")
