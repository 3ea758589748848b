"""A plan that was read and waits for a decision: the summary, and what came of it."""

from collections import Counter
from collections.abc import Iterable, Iterator

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Text

from bot.plan.phrase_reading import DeadlineKind, PlanPeriod
from bot.plan.plan_draft import PlanDraft, faults_of
from bot.plan.table import FileFault
from bot.render.buttons import button, columns, keyboard
from bot.render.catalogue import Translator, mark
from bot.render.dates import day
from bot.render.desk_buttons import desk_button
from bot.render.layout import blocks, folded, lines
from bot.render.message import Message, fitted
from bot.render.names import sector_name, side_name
from bot.render.plan_faults import file_fault_said
from bot.render.typography import outside, shortened
from bot.render.upload_buttons import (
    AcceptImport,
    ChoosePeriod,
    DropImport,
    OpenColumns,
    OpenImport,
    OpenSaid,
    SendFaults,
    SendTemplate,
    View,
)
from storage.register_records import Register

GONE = mark("This file is decided on already, or it was read more than a day ago. Send it again.")
MOVED = mark("The plan has changed meanwhile. Look once more and decide.")
_KINDS = mark("Rows with one date: {once}, with several: {recurring}, without: {dateless}, not read: {unreadable}")
_PARTS_SHOWN = 12
_SECTION = 60


def asking_for_file(tr: Translator) -> Message:
    """Return what a plan's file may be, and the buttons for a template and for what was said of bodies."""
    text = blocks(
        lines(
            Bold(tr.plain("Send the plan as a file: .xlsx, .docx or .csv, up to 20 MB.")),
            tr.plain("It is read and shown first. Nothing changes until you accept it."),
        ),
        tr.plain(
            "A row needs a text, a deadline and those responsible. What is not understood is shown, never guessed."
        ),
    )
    template = button(tr.plain("Template to fill in"), SendTemplate())
    return Message(text, keyboard([template], [button(tr.plain("What wordings mean"), OpenSaid())], [desk_button(tr)]))


def being_read(name: str, tr: Translator) -> Message:
    """Return what is shown while a file is read."""
    return Message(tr.text("Reading “{name}”…", name=shortened(outside(name), _SECTION)))


def not_read(fault: FileFault, tr: Translator) -> Message:
    """Return why a file cannot be read; nothing of it is kept."""
    text = lines(Bold(file_fault_said(fault, tr)), tr.plain("Nothing of the file was kept."))
    return Message(text, keyboard([button(tr.plain("Template to fill in"), SendTemplate())]))


def not_fetched(tr: Translator) -> Message:
    """Return that Telegram did not give the file."""
    return Message(tr.text("Telegram did not give the file. Send it once more."))


def summary(import_id: int, draft: PlanDraft, register: Register, tr: Translator, said: str = "") -> Message:
    """Return what was read, what it would change, and the buttons to decide; ``said`` comes first."""
    text = blocks(
        Bold(said) if said else None,
        lines(Bold(_read(draft, tr)), *_held(draft, tr)),
        lines(
            shortened(outside(draft.plan.title), 200),
            tr.text("Period: {period}", period=period_told(PlanPeriod(draft.plan.starts_on, draft.plan.ends_on), tr)),
        ),
        lines(*_against(draft, tr)),
        lines(_sides(draft, tr), _kinds(draft, tr)),
        folded(lines(*_sections(draft, tr)), _sectors(draft, register, tr)),
    )
    return Message(fitted(text), keyboard(*_decisions(import_id, draft, tr), *_parts(import_id, draft, tr)))


def _read(draft: PlanDraft, tr: Translator) -> str:
    dates = sum(len(row.reading.dates) for row in draft.read.rows)
    rows = tr.plural("{n} row is read", "{n} rows are read", len(draft.read.rows)).render()[0]
    return f"{rows}, {tr.plural('{n} deadline', '{n} deadlines', dates).render()[0]}"


def _held(draft: PlanDraft, tr: Translator) -> Iterator[Text | str]:
    if draft.held:
        yield tr.plural("{n} row has faults and stays out", "{n} rows have faults and stay out", len(draft.held))
    looked_at = len(faults_of(draft)) - len(faults_of(draft, notes=False))
    if looked_at:
        yield tr.plural("{n} remark to look at", "{n} remarks to look at", looked_at)
    if not all(one.sure for one in draft.read.headings):
        yield tr.plain("The columns were guessed: check them.")
    if draft.unknown:
        yield tr.plural("{n} body is not in the register", "{n} bodies are not in the register", len(draft.unknown))


def _against(draft: PlanDraft, tr: Translator) -> Iterator[Text | str]:
    changes = draft.changes
    if not changes.same and not changes.changed and not draft.version.gone:
        yield tr.plain("There is no such plan yet: all of it is new.")
        return
    if not draft.changes_anything and not changes.gone:
        yield tr.plain("It changes nothing in the plan in force.")
        return
    yield tr.text("New: {new}, changed: {changed}, the same: {same}", new=str(len(changes.new)),
                  changed=str(len(changes.changed)), same=str(changes.same))  # fmt: skip
    if changes.gone:
        yield tr.text("Not in the file: {n}; they stay in the plan", n=str(len(changes.gone)))


def _sides(draft: PlanDraft, tr: Translator) -> Text:
    counts = Counter(side for row in draft.read.rows for side in {one.side for one in row.responsible})
    told = (f"{side_name(side, tr) if side else tr.plain('side not told')} — {n}" for side, n in counts.most_common())
    return tr.text("By side: {sides}", sides=", ".join(told) or "—")


def _kinds(draft: PlanDraft, tr: Translator) -> Text:
    kinds = Counter(row.reading.kind for row in draft.read.rows)
    return tr.text(
        _KINDS,
        once=str(kinds[DeadlineKind.ONCE]),
        recurring=str(kinds[DeadlineKind.RECURRING]),
        dateless=str(kinds[DeadlineKind.OPEN_ENDED]),
        unreadable=str(kinds[DeadlineKind.UNREADABLE]),
    )


def _sections(draft: PlanDraft, tr: Translator) -> Iterator[str]:
    yield tr.plain("By section:")
    sections = Counter(row.section for row in draft.read.rows)
    for name, count in list(sections.items())[:_PARTS_SHOWN]:
        yield f"• {shortened(outside(name), _SECTION) or tr.plain('without a section')} — {count}"
    if len(sections) > _PARTS_SHOWN:
        yield "…"


def _sectors(draft: PlanDraft, register: Register, tr: Translator) -> Text:
    counts = Counter(slug for row in draft.read.rows for slug in row.sectors)
    without = sum(1 for row in draft.read.rows if not row.sectors)
    told = [f"• {sector_name(register.sectors[slug], tr)} — {n}" for slug, n in counts.most_common(_PARTS_SHOWN)]
    return lines(tr.plain("By sector:"), *told, f"• {tr.plain('without a sector')} — {without}" if without else None)


def _decisions(import_id: int, draft: PlanDraft, tr: Translator) -> Iterator[list[InlineKeyboardButton]]:
    accept = AcceptImport(import_id=import_id, stamp=draft.stamp)
    if draft.changes_anything:
        label = tr.plain("Accept without the rows at fault") if draft.held else tr.plain("Accept the plan")
        yield [button(label, accept)]
    yield [button(tr.plain("Cancel the import"), DropImport(import_id=import_id))]


def _parts(import_id: int, draft: PlanDraft, tr: Translator) -> Iterator[list[InlineKeyboardButton]]:
    changes = draft.changes
    told = (
        (mark("Remarks: {n}"), View.FAULTS, len(faults_of(draft))),
        (mark("New: {n}"), View.NEW, len(changes.new)),
        (mark("Changed: {n}"), View.CHANGED, len(changes.changed)),
        (mark("Not in the file: {n}"), View.GONE, len(changes.gone)),
        (mark("Bodies: {n}"), View.BODIES, len(draft.unknown)),
    )
    buttons = [
        button(tr.plain(words, n=count), OpenImport(import_id=import_id, view=view))
        for words, view, count in told
        if count
    ]
    buttons.append(button(tr.plain("Period"), OpenImport(import_id=import_id, view=View.PERIODS)))
    buttons.append(button(tr.plain("Columns"), OpenColumns(import_id=import_id, table=draft.read.tables[0])))
    if draft.read.faults:
        buttons.append(button(tr.plain("All remarks as a file"), SendFaults(import_id=import_id)))
    yield from columns(buttons)


def period_told(period: PlanPeriod, tr: Translator) -> str:
    """Return a period: «2025–2026», or its days when they are not whole years."""
    first, last = period.starts_on, period.ends_on
    if (first.month, first.day, last.month, last.day) != (1, 1, 12, 31):
        return f"{day(first, tr)} – {day(last, tr)}"
    return f"{first.year}–{last.year}" if first.year != last.year else str(first.year)


def periods_screen(import_id: int, chosen: PlanPeriod, offered: Iterable[PlanPeriod], tr: Translator) -> Message:
    """Return the periods to choose from; each is a plan of its own."""
    buttons = (
        button(
            f"{'✓ ' if one == chosen else ''}{period_told(one, tr)}",
            ChoosePeriod(import_id=import_id, first=one.starts_on.year, last=one.ends_on.year),
        )
        for one in offered
    )
    text = lines(
        Bold(tr.text("The file is read as the plan of {period}.", period=period_told(chosen, tr))),
        tr.plain("Each period is a plan of its own; recurring deadlines are counted within it."),
    )
    return Message(text, keyboard(*columns(buttons), [back_button(import_id, tr)]))


def back_button(import_id: int, tr: Translator) -> InlineKeyboardButton:
    """Return the way back to the summary."""
    return button(f"‹ {tr.plain('Summary')}", OpenImport(import_id=import_id))


def accepted(draft: PlanDraft, tr: Translator) -> Message:
    """Return what was stored."""
    changes = draft.changes
    text = lines(
        Bold(tr.text("The plan is accepted: {title}", title=shortened(outside(draft.plan.title), 200))),
        tr.text("New: {new}, changed: {changed}, the same: {same}", new=str(len(changes.new)),
                changed=str(len(changes.changed)), same=str(changes.same)),
        tr.text("Not in the file: {n}; they stay in the plan", n=str(len(changes.gone))) if changes.gone else None,
        tr.plural("{n} row has faults and stays out", "{n} rows have faults and stay out", len(draft.held))
        if draft.held else None,
    )  # fmt: skip
    return Message(text)


def dropped(tr: Translator) -> Message:
    """Return that nothing was stored."""
    return Message(tr.text("Cancelled. The plan in force is as it was."))


def being_written(tr: Translator) -> Message:
    """Return what is shown while the plan is written."""
    return Message(tr.text("The plan is being written…"))
