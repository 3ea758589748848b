"""Pages of what a plan's file brings: faults, new rows, changed rows, rows that are not in it, unknown bodies."""

import csv
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from io import StringIO
from typing import Final, TypeVar

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Text

from bot.plan.plan_changes import ChangedCommitment
from bot.plan.plan_draft import PlanDraft
from bot.plan.plan_file import Fault
from bot.render.buttons import button, keyboard
from bot.render.catalogue import Translator, mark
from bot.render.layout import blocks, lines
from bot.render.message import Message, fitted
from bot.render.names import PAGE, label_of, side_name
from bot.render.people_buttons import SideCode
from bot.render.plan_faults import fault_said, place_said
from bot.render.typography import outside, shortened
from bot.render.upload import back_button
from bot.render.upload_buttons import (
    AddBody,
    LeaveBody,
    LinkBody,
    OpenBody,
    OpenImport,
    OpenSaid,
    UnsayBody,
    View,
    mark_of,
)
from storage.import_records import SaidBody
from storage.records import Commitment, NewCommitment
from storage.register_records import Organisation, Register

ON_PAGE: Final = 8
FAULTS_FILE: Final = "замечания.csv"
_SHOWN: Final = 120
_TITLES: Final = {
    View.FAULTS: mark("Remarks to the file"),
    View.NEW: mark("New rows"),
    View.CHANGED: mark("Changed rows"),
    View.GONE: mark("Not in the file; they stay in the plan"),
    View.BODIES: mark("Bodies that are not in the register"),
}
_FIELDS: Final = {
    "number": mark("number"),
    "text": mark("text"),
    "section": mark("section"),
    "deadline_text": mark("wording of the deadline"),
    "responsible": mark("those responsible"),
    "sectors": mark("sectors"),
}
_T = TypeVar("_T")


def list_screen(import_id: int, view: View, draft: PlanDraft, page: int, tr: Translator) -> Message:
    """Return a page of a part of what was read; a page past the end is the last one."""
    match view:
        case View.FAULTS:
            told = [_fault_line(one, tr) for one in draft.read.faults]
        case View.NEW:
            told = [_row_line(one, tr) for one in draft.changes.new]
        case View.CHANGED:
            told = [_changed_line(one, tr) for one in draft.changes.changed]
        case View.GONE:
            told = [_row_line(one, tr) for one in draft.changes.gone]
        case _:
            return _bodies(import_id, draft, page, tr)
    shown, page, pages = _page(told, page)
    text = blocks(_title(view, len(told), page, pages, tr), *shown)
    turns = _turns(lambda to: OpenImport(import_id=import_id, view=view, page=to).pack(), page, pages, tr)
    return Message(fitted(text), keyboard(turns, [back_button(import_id, tr)]))


def _page(told: Sequence[_T], page: int) -> tuple[Sequence[_T], int, int]:
    pages = max(1, -(-len(told) // ON_PAGE))
    page = min(page, pages - 1)
    return told[page * ON_PAGE : (page + 1) * ON_PAGE], page, pages


def _title(view: View, count: int, page: int, pages: int, tr: Translator) -> Text:
    title = f"{tr.plain(_TITLES[view])}: {count}"
    return Text(Bold(title), f" ({page + 1}/{pages})" if pages > 1 else "")


def _turns(opens: Callable[[int], str], page: int, pages: int, tr: Translator) -> list[InlineKeyboardButton]:
    turns = []
    if page > 0:
        turns.append(InlineKeyboardButton(text=f"‹ {tr.plain(PAGE, n=page)}", callback_data=opens(page - 1)))
    if page + 1 < pages:
        turns.append(InlineKeyboardButton(text=f"{tr.plain(PAGE, n=page + 2)} ›", callback_data=opens(page + 1)))
    return turns


def _fault_line(fault: Fault, tr: Translator) -> str:
    where = ", ".join(filter(None, (place_said(fault.place, tr), f"№ {fault.number}" if fault.number else "")))
    return shortened(outside(f"{where}: {fault_said(fault, tr)}"), 400)


def _row_line(row: NewCommitment | Commitment, tr: Translator) -> str:
    due = row.due if isinstance(row, NewCommitment) else [one.due for one in row.deadlines]
    text = shortened(outside(f"{row.number} {row.text}".strip()), _SHOWN)
    return f"{text} — {_days(due, tr)}"


def _changed_line(one: ChangedCommitment, tr: Translator) -> str:
    fields = [tr.plain(_FIELDS[name]) for name in one.fields if name != "due"]
    if "due" in one.fields:
        fields.append(f"{tr.plain('dates')}: {_days(one.before, tr)} → {_days(one.after, tr)}")
    told = shortened(outside(f"{one.row.number} {one.row.text}".strip()), _SHOWN)
    if "text" in one.fields:
        was = tr.plain("it was: {text}", text=shortened(outside(one.known.text), _SHOWN))
        fields.append(was)
    return f"{told} — {'; '.join(fields)}"


def _days(days: Iterable[date], tr: Translator) -> str:
    listed = [f"{day:%d.%m.%Y}" for day in days]
    more = f" … +{len(listed) - 4}" if len(listed) > 4 else ""  # noqa: PLR2004 - a year's quarters
    return ", ".join(listed[:4]) + more or tr.plain("no date")


def _bodies(import_id: int, draft: PlanDraft, page: int, tr: Translator) -> Message:
    names = list(draft.unknown.items())
    shown, page, pages = _page(names, page)
    told = (f"• {shortened(outside(name), _SHOWN)} — {count}" for name, count in shown)
    text = blocks(
        _title(View.BODIES, len(names), page, pages, tr),
        tr.plain("Tap one to say what it is. What you say is remembered for later files."),
        lines(*told),
    )
    opening = [[button(name, OpenBody(import_id=import_id, wording=mark_of(name)))] for name, _ in shown]
    turns = _turns(lambda to: OpenImport(import_id=import_id, view=View.BODIES, page=to).pack(), page, pages, tr)
    return Message(fitted(text), keyboard(*opening, turns, [back_button(import_id, tr)]))


def body_screen(
    import_id: int, wording: str, near: Sequence[Organisation], tr: Translator, *, may_add: bool = False
) -> Message:
    """Return the question what a wording means: the nearest of the register, or a side to leave it on.

    ``may_add``: it may be entered into the register as well.
    """
    mark_here = mark_of(wording)
    linking = [
        [button(label_of(one, tr), LinkBody(import_id=import_id, wording=mark_here, organisation=mark_of(one.slug)))]
        for one in near
    ]
    sides = [
        button(side_name(code.side, tr), LeaveBody(import_id=import_id, wording=mark_here, side=code))
        for code in SideCode
        if code.side is not None
    ]
    text = blocks(
        Bold(shortened(outside(wording), 400)),
        tr.plain("Which organisation of the register is it?") if near else None,
        tr.plain("Or leave it as written, on the side of:"),
    )
    back = button(f"‹ {tr.plain('Bodies')}", OpenImport(import_id=import_id, view=View.BODIES))
    adding = (
        [button(tr.plain("Add to the register"), AddBody(import_id=import_id, wording=mark_here))] if may_add else []
    )
    return Message(fitted(text), keyboard(*linking, adding, sides, [back]))


def said_screen(said: Sequence[SaidBody], register: Register, page: int, tr: Translator) -> Message:
    """Return what was said of wordings; a tap forgets one."""
    shown, page, pages = _page(said, page)
    told = (f"• {shortened(outside(one.wording), _SHOWN)} — {_meaning(one, register, tr)}" for one in shown)
    title = Bold(tr.plain("What wordings mean: {n}", n=len(said)))
    hint = tr.plain("A tap forgets it.") if said else tr.plain("Nothing was said of any wording yet.")
    forgetting = [[button(f"✕ {one.wording}", UnsayBody(wording=mark_of(one.wording)))] for one in shown]
    turns = _turns(lambda to: OpenSaid(page=to).pack(), page, pages, tr)
    return Message(fitted(blocks(lines(title, hint), lines(*told))), keyboard(*forgetting, turns))


def _meaning(one: SaidBody, register: Register, tr: Translator) -> str:
    if one.organisation is not None:
        known = register.organisations.get(one.organisation)
        return label_of(known, tr) if known else one.organisation
    return tr.plain("as written, {side}", side=side_name(one.side, tr) if one.side else "—")


def faults_file(draft: PlanDraft, tr: Translator) -> bytes:
    """Return every fault as a table that a table program opens: UTF-8 with its mark, semicolons."""
    content = StringIO()
    writer = csv.writer(content, delimiter=";")
    writer.writerow([tr.plain(one) for one in (mark("Where"), mark("No."), mark("Remark"))])
    for one in draft.read.faults:
        writer.writerow([_harmless(place_said(one.place, tr)), _harmless(one.number), _harmless(fault_said(one, tr))])
    return content.getvalue().encode("utf-8-sig")


def faults_caption(draft: PlanDraft, tr: Translator) -> str:
    """Return what is said under the file of faults."""
    return tr.plural("{n} remark", "{n} remarks", len(draft.read.faults)).render()[0]


def _harmless(value: str) -> str:
    """Return a value that a table program takes for words, never for a formula."""
    return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t", "\r")) else value
