"""What the buttons of control mean; the rules of ``buttons`` hold: they live for ever and may be forged."""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton

from bot.render.buttons import Id, Page, Slug, button
from bot.render.catalogue import Translator
from bot.render.typography import quoted
from storage.records import User

_NAME_SHOWN = 24


class DeadlineDeed(StrEnum):
    """What is done about a deadline: the first three by who owes it, the others by a coordinator."""

    DONE = "done"
    IN_WORK = "work"
    EXTENSION = "ext"
    MOVE = "move"
    CLOSE = "close"
    REMOVE = "rm"
    REOPEN = "open"


class DialogueKind(StrEnum):
    """What a person can be asked for in words: the question, as its row and its buttons name it."""

    REPORT = "report"
    EXTENSION = "extension"
    RETURN = "return"
    REFUSE = "refuse"
    MOVE = "move"
    CLOSE = "close"
    REMOVE = "remove"
    CLOSE_WHOLE = "close_all"
    REMOVE_WHOLE = "remove_all"
    TEXT = "text"
    OWNERS = "owners"
    DATES = "dates"
    ADD = "add"


class DeadlineAct(CallbackData, prefix="da"):
    """Do something about a deadline."""

    deadline_id: Id
    act: DeadlineDeed


class ActInPlace(CallbackData, prefix="aip"):
    """Do something about a deadline in the place of somebody who owes it and is away."""

    deadline_id: Id
    act: DeadlineDeed
    instead_of: Id


def act_buttons(deadline_id: int, tr: Translator) -> list[InlineKeyboardButton]:
    """Return «Исполнено», «В работе», «Нужен перенос» for a deadline, in one row."""
    return [
        button(tr.plain("Executed"), DeadlineAct(deadline_id=deadline_id, act=DeadlineDeed.DONE)),
        button(tr.plain("In work"), DeadlineAct(deadline_id=deadline_id, act=DeadlineDeed.IN_WORK)),
        button(tr.plain("Extension needed"), DeadlineAct(deadline_id=deadline_id, act=DeadlineDeed.EXTENSION)),
    ]


def in_place_buttons(deadline_id: int, instead_of: User, tr: Translator) -> list[list[InlineKeyboardButton]]:
    """Return the same for who stands in for somebody; whose place it is stands on the first button."""

    def act(label: str, deed: DeadlineDeed) -> InlineKeyboardButton:
        return button(label, ActInPlace(deadline_id=deadline_id, act=deed, instead_of=instead_of.id))

    name = quoted(instead_of.name, _NAME_SHOWN)
    return [
        [act(tr.plain("Executed (for {name})", name=name), DeadlineDeed.DONE)],
        [act(tr.plain("In work"), DeadlineDeed.IN_WORK), act(tr.plain("Extension needed"), DeadlineDeed.EXTENSION)],
    ]


class OpenDeadline(CallbackData, prefix="dl"):
    """Show one deadline with all that can be done about it."""

    deadline_id: Id


class OpenDeadlines(CallbackData, prefix="ds"):
    """Show a page of a commitment's deadlines; pages count from 0."""

    commitment_id: Id
    page: Page = 0


class OpenHistory(CallbackData, prefix="dh"):
    """Show what became of a commitment."""

    commitment_id: Id


class DecideReport(CallbackData, prefix="dr"):
    """Accept a report, or return it (the reason is asked)."""

    report_id: Id
    accepted: bool


class WithdrawReport(CallbackData, prefix="wr"):
    """Take one's own report back."""

    report_id: Id


class ShowEvidence(CallbackData, prefix="ev"):
    """Send the files of a report."""

    report_id: Id


class DecideExtension(CallbackData, prefix="dx"):
    """Grant a later date, or refuse it (the reason is asked)."""

    extension_id: Id
    granted: bool


class EndDialogue(CallbackData, prefix="ed"):
    """Finish what is being asked with what was said so far, or give it up; ``subject`` is what it is about."""

    what: DialogueKind
    subject: int
    done: bool


class CommitmentDeed(StrEnum):
    """What a coordinator does to a commitment."""

    EDIT = "edit"
    TEXT = "text"
    OWNERS = "own"
    SECTORS = "sec"
    DATES = "date"
    CLOSE = "close"
    REMOVE = "rm"
    REOPEN = "open"


class CommitmentAct(CallbackData, prefix="ca"):
    """Do something to a commitment."""

    commitment_id: Id
    act: CommitmentDeed
    page: Page = 0


class ToggleSector(CallbackData, prefix="ts"):
    """Give a commitment a sector, or take it away."""

    commitment_id: Id
    sector: Slug
    page: Page = 0


class DropOwner(CallbackData, prefix="do"):
    """Take the responsible at this place away from a commitment of this version."""

    commitment_id: Id
    version: Id
    place: Page
