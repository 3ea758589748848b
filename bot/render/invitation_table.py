"""Inviting a list of people: what is asked, what was read, the table with the links."""

import csv
from collections.abc import Sequence
from io import StringIO
from typing import Annotated, Final

from aiogram.filters.callback_data import CallbackData
from aiogram.types import ForceReply
from aiogram.utils.formatting import Bold, Text
from pydantic import Field

from bot.invitation_table import MOST, InvitationRow, RowFault, TableFault
from bot.people import AssignFault
from bot.plan.table import FileFault
from bot.render.buttons import button, keyboard
from bot.render.catalogue import Catalogues, Translator, mark
from bot.render.joining import offer_told
from bot.render.layout import blocks, lines
from bot.render.message import Message, fitted
from bot.render.plan_faults import file_fault_said
from bot.render.roles import FAULTS
from bot.render.typography import outside, shortened
from storage.records import Grant
from storage.register_records import Register

FILE_NAME: Final = "invitations.csv"
_SHOWN: Final = 15
_NAME: Final = 60
_QUESTION: Final = mark("Send the table as a reply to this message")
_TABLE_FAULTS: Final = {
    TableFault.NO_COLUMNS: mark("The table has no column “Role”. Its headings: Name, Role, Organisation, Side."),
    TableFault.NO_ROWS: mark("There is nobody in the table."),
    TableFault.TOO_MANY: mark("The table is too long: {n} rows at most."),
}
_STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


class MakeInvitations(CallbackData, prefix="im"):
    """Make the links of the table that this message answers, for so many rows."""

    count: Annotated[int, Field(ge=1, le=MOST)]


class DropInvitations(CallbackData, prefix="ix"):
    """Make none."""


def table_question(tr: Translator) -> Message:
    """Ask for the table; the answer is expected as a reply."""
    text = lines(
        Bold(tr.plain(_QUESTION)),
        tr.text(
            "XLSX or CSV with the headings: Name, Role, Organisation, Side. One person to a row, {n} at most.", n=MOST
        ),
        tr.text("Roles: subscriber, official (with an organisation), coordinator (with a side), administrator."),
    )
    return Message(text, ForceReply(force_reply=True))


def is_table_question(text: str, catalogues: Catalogues) -> bool:
    """Tell whether a message of the bot's is :func:`table_question`, in any language."""
    return any(text.startswith(tr.plain(_QUESTION)) for tr in catalogues)


def table_summary(rows: Sequence[InvitationRow], register: Register, tr: Translator) -> Message:
    """Return what was read: how many are sound, what is wrong with which row; and the button that makes the links."""
    sound = [row for row in rows if row.sound]
    faulty = [row for row in rows if not row.sound]
    some = [
        Text(outside(shortened(row.name, _NAME)) or f"№ {row.number}", " — ", offer_told(row.offer, register, tr))
        for row in sound[:_SHOWN]
        if isinstance(row.offer, Grant)
    ]
    wrong = [tr.text("Row {n}: {fault}", n=row.number, fault=tr.plain(_fault(row))) for row in faulty[:_SHOWN]]
    text = blocks(
        Bold(tr.text("Can be invited: {n} of {all}", n=len(sound), all=len(rows))),
        lines(*some, _rest(len(sound), tr)) if some else None,
        lines(Bold(tr.plain("Not invited:")), *wrong, _rest(len(faulty), tr)) if wrong else None,
    )
    make = [button(tr.plain("Make links: {n}", n=len(sound)), MakeInvitations(count=len(sound)))] if sound else []
    return Message(fitted(text), keyboard(make, [button(tr.plain("Cancel"), DropInvitations())]))


def _rest(count: int, tr: Translator) -> str | None:
    return tr.plain("and {count} more", count=count - _SHOWN) if count > _SHOWN else None


def _fault(row: InvitationRow) -> str:
    if isinstance(row.offer, AssignFault):
        return FAULTS[row.offer]
    return mark("the same person and role stand above") if row.offer is RowFault.TWICE else ""


def table_refused(fault: TableFault, tr: Translator) -> Message:
    """Return why a table is none of invitations."""
    return Message(
        tr.text(_TABLE_FAULTS[fault], n=MOST) if fault is TableFault.TOO_MANY else tr.text(_TABLE_FAULTS[fault])
    )


def table_unreadable(fault: FileFault, tr: Translator) -> Message:
    """Return why a file cannot be read; nothing of it is kept."""
    return Message(lines(Bold(file_fault_said(fault, tr)), tr.plain("Nothing of the file was kept.")))


def links_made(count: int, tr: Translator) -> Message:
    """Return how many links there are now."""
    text = tr.text(
        "Links made: {n}. They are in the file; each works once, for seven days. Only you have them.", n=count
    )
    return Message(text)


def links_moved(tr: Translator) -> Message:
    """Return that the table gives another number now than the button said."""
    return Message(tr.text("The table gives another number of invitations now. Please send it once more."))


def none_made(tr: Translator) -> Message:
    """Return that nothing was made."""
    return Message(tr.text("No invitation is made."))


def links_file(made: Sequence[tuple[InvitationRow, str]], register: Register, tr: Translator) -> bytes:
    """Return the rows with their links as CSV that a table program opens; no cell is a formula."""
    written = StringIO(newline="")
    table = csv.writer(written, delimiter=";")
    table.writerow([tr.plain("Whom"), tr.plain("Role"), tr.plain("Link")])
    for row, link in made:
        offer = offer_told(row.offer, register, tr) if isinstance(row.offer, Grant) else ""
        table.writerow([_harmless(row.name), _harmless(offer), link])
    return written.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_STARTS_A_FORMULA) else cell
