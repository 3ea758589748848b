"""What is wrong with a plan's file, in words: why it cannot be read, and the faults of its rows."""

from typing import Final

from bot.plan.phrase_reading import Doubt, Note
from bot.plan.plan_file import Fault, Place, RowFault
from bot.plan.table import FileFault
from bot.render.catalogue import Translator, mark

_FILES: Final = {
    FileFault.EMPTY: mark("The file is empty."),
    FileFault.TOO_LARGE: mark("The file is too large for a plan: more than 20 MB or 20,000 rows."),
    FileFault.ENCRYPTED: mark("The file is locked with a password. Save it without one and send it again."),
    FileFault.OLD_EXCEL: mark("This is an old Excel format (.xls). Save the table as .xlsx and send it again."),
    FileFault.OLD_WORD: mark("This is an old Word format (.doc). Save the document as .docx and send it again."),
    FileFault.OTHER_FORMAT: mark("This is not a table that can be read. Send the plan as .xlsx, .docx or .csv."),
    FileFault.BROKEN: mark("The file is damaged and cannot be opened. Save it again and send it once more."),
    FileFault.BOMB: mark("The file unpacks to far more than a plan can hold, so it was not opened."),
    FileFault.ENTITIES: mark("The file refers to something outside itself, so it was not opened."),
    FileFault.TOO_LONG: mark("The file took too long to read, so it was put aside. Save it anew and send it again."),
    FileFault.NO_TABLE: mark("There is no table in the file."),
    FileFault.NO_COLUMNS: mark(
        "No plan was found in the file: a column of commitments is needed, and one of deadlines or those responsible."
    ),
}
_ROWS: Final = {
    RowFault.NO_DEADLINE: mark("no deadline"),
    RowFault.UNREADABLE_DEADLINE: mark("the deadline “{words}” cannot be read: {why}"),
    RowFault.NO_RESPONSIBLE: mark("nobody is responsible"),
    RowFault.DUPLICATE_NUMBER: mark("the number stands in row {words} already"),
    RowFault.NO_TEXT: mark("no text"),
    RowFault.UNCOUNTED: mark("a formula has no value: open the file in Excel and save it"),
    RowFault.NOTE: mark("the deadline “{words}” is to be checked: {why}"),
    RowFault.GUESSED_COLUMNS: mark("the table has no headings, its columns were guessed: check them"),
    RowFault.NO_DEADLINE_COLUMN: mark("the table has no column of deadlines"),
    RowFault.NO_RESPONSIBLE_COLUMN: mark("the table has no column of those responsible"),
}
_DOUBTS: Final = {
    Doubt.MISSING: mark("it is empty"),
    Doubt.NOT_UNDERSTOOD: mark("“{words}” is not understood"),
    Doubt.NO_YEAR: mark("no year is named"),
    Doubt.NO_SUCH_DATE: mark("there is no such date"),
    Doubt.END_BEFORE_START: mark("its end is before its beginning"),
    Doubt.AMBIGUOUS: mark("it can be read in more than one way"),
    Doubt.NO_DATE_IN_PLAN: mark("none of its dates is within the plan"),
    Doubt.LOOKALIKE: mark("look-alike letters, read as {words}"),
    Doubt.SLIP: mark("a misprint, read as {words}"),
    Doubt.LOOSE: mark("the date was set by convention"),
    Doubt.HEDGED: mark("the date is approximate"),
    Doubt.BESIDE: mark("there is a condition beside the date"),
    Doubt.IMPLIED: mark("read as recurring, though it does not say so"),
    Doubt.YEARS_LISTED: mark("a list of years was read as the end of each"),
    Doubt.OUTSIDE_PLAN: mark("it goes beyond the plan"),
    Doubt.SHORT_MONTH: mark("in a short month the last day was taken"),
}
_SHOWN: Final = 120


def file_fault_said(fault: FileFault, tr: Translator) -> str:
    """Return the one sentence why a file cannot be read."""
    return tr.plain(_FILES[fault])


def fault_said(fault: Fault, tr: Translator) -> str:
    """Return what is wrong with a row."""
    words = " ".join(fault.words.split())
    if len(words) > _SHOWN:
        words = f"{words[:_SHOWN]}…"
    if fault.note is None:
        return tr.plain(_ROWS[fault.fault], words=words)
    return tr.plain(_ROWS[fault.fault], words=words, why=note_said(fault.note, tr))


def note_said(note: Note, tr: Translator) -> str:
    """Return what a person should know of how a deadline was read."""
    return tr.plain(_DOUBTS[note.doubt], words=note.words)


def place_said(place: Place, tr: Translator) -> str:
    """Return where in the file something stands: «лист «План», строка 7»."""
    if place.sheet:
        table = tr.plain("sheet “{name}”", name=place.sheet)
    else:
        table = tr.plain("table {number}", number=place.table) if place.tables > 1 else ""
    row = tr.plain("row {number}", number=place.row) if place.row else ""
    return ", ".join(filter(None, (table, row)))
