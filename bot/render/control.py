"""What is said around control: questions put to officials and coordinators, notices of reports and decisions."""

from collections.abc import Mapping, Sequence
from datetime import date

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Text

from bot.render.buttons import Cause, OpenCommitment, button, keyboard, why_button
from bot.render.catalogue import Translator, mark
from bot.render.commitment_card import headed
from bot.render.control_buttons import (
    DecideExtension,
    DecideReport,
    DialogueKind,
    EndDialogue,
    ShowEvidence,
    WithdrawReport,
)
from bot.render.dates import day
from bot.render.layout import blocks, lines
from bot.render.message import Message, fitted
from bot.render.names import doer_name, side_name
from bot.render.typography import quoted
from storage.control_records import Extension, Report, ReportDecision
from storage.records import Commitment

TEXT_SHOWN = 2000
REASON_SHOWN = 500
NAME_SHOWN = 64

_QUESTIONS: Mapping[DialogueKind, str] = {
    DialogueKind.REPORT: mark("What was done? Write a line or two; then files, if there are any."),
    DialogueKind.EXTENSION: mark("To which date? For example: 15.12.2026."),
    DialogueKind.RETURN: mark("Why is the report returned? The official will read it."),
    DialogueKind.REFUSE: mark("Why is the extension refused? The official will read it."),
    DialogueKind.MOVE: mark("To which date? For example: 15.12.2026."),
    DialogueKind.CLOSE: mark("On what ground is it closed as executed?"),
    DialogueKind.REMOVE: mark("Why is it removed from control?"),
    DialogueKind.CLOSE_WHOLE: mark("On what ground is it closed as executed?"),
    DialogueKind.REMOVE_WHOLE: mark("Why is it removed from control?"),
    DialogueKind.TEXT: mark("Write the new text of the item."),
    DialogueKind.OWNERS: mark("Who is responsible besides? Write the name of an organisation."),
    DialogueKind.DATES: mark("Which deadline is added? Write it as in the plan: 01.07.2027, or in Russian words."),
    DialogueKind.ADD: mark("What is to be done? Write the text of the new item."),
}
_WITH_DONE = frozenset({DialogueKind.REPORT, DialogueKind.ADD, DialogueKind.OWNERS})
NEXT_REASON = mark("And why? The reason stays in the history.")
NEXT_DEADLINE = mark("By when? Write it as in the plan: 01.07.2027, or in Russian words; or: no date.")
NEXT_OWNER = mark("Who is responsible? Write the name of an organisation; several one by one, then Done.")
NO_DATE_READ = mark("That is not read as one date. For example: 15.12.2026.")
NO_PHRASE_READ = mark("That deadline is not understood, and nothing is guessed. Write it otherwise.")
NO_SUCH_BODY = mark("The register has no such organisation, or several. Write it otherwise.")
NEEDS_WORDS = mark("Words are needed here: write a line.")
TOO_LONG = mark("That is too long: two thousand characters at most.")
DATE_THE_SAME = mark("This date stands already. Write another.")
DATE_PASSED = mark("This date has passed. Write a later one.")
FILES_ENOUGH = mark("Ten files at most; press Done.")


def question(
    kind: DialogueKind, subject: int, commitment: Commitment | None, tr: Translator, said: Sequence[Text | str] = ()
) -> Message:
    """Return what is asked, above it what was said so far, under it the ways out."""
    text = blocks(headed(commitment, tr) if commitment else None, *said, tr.plain(_QUESTIONS[kind]))
    return Message(fitted(text), keyboard(_ways_out(kind, subject, tr)))


def go_on(
    kind: DialogueKind,
    subject: int,
    tr: Translator,
    *said: Text | str | None,
    rows: Sequence[Sequence[InlineKeyboardButton]] = (),
) -> Message:
    """Return what follows an answer in a dialogue, with ``rows`` of its own and the ways out."""
    return Message(fitted(blocks(*said)), keyboard(*rows, _ways_out(kind, subject, tr, done=kind in _WITH_DONE)))


def _ways_out(kind: DialogueKind, subject: int, tr: Translator, *, done: bool = False) -> list[InlineKeyboardButton]:
    finish = [button(tr.plain("Done"), EndDialogue(what=kind, subject=subject, done=True))] if done else []
    return [*finish, button(tr.plain("Cancel"), EndDialogue(what=kind, subject=subject, done=False))]


def kept_so_far(words: str, files: int, tr: Translator) -> list[Text | str]:
    """Return what a report holds so far, and what may follow."""
    counted = tr.plural("{n} file", "{n} files", files) if files else None
    return [
        lines(tr.text("Written down: {text}", text=quoted(words, REASON_SHOWN)) if words else None, counted),
        tr.plain("Send photos or files, or press Done.") if words else tr.plain(_QUESTIONS[DialogueKind.REPORT]),
    ]


def _of_deadline(commitment: Commitment, deadline_id: int, tr: Translator) -> Text | None:
    found = next((one for one in commitment.deadlines if one.id == deadline_id), None)
    return tr.text("Deadline: {date}", date=day(found.due, tr)) if found else None


def report_notice(
    report: Report, commitment: Commitment, author: str, tr: Translator, instead_of: str = "", reader_for: str = ""
) -> Message:
    """Return what a coordinator reads of a report, with the buttons that decide it.

    ``instead_of``: in whose place the author reported; ``reader_for``: in whose place the reader decides.
    """
    side = side_name(report.side, tr) if report.side else ""
    who = ", ".join(one for one in (doer_name(author, instead_of, tr), side) if one)
    text = blocks(
        lines(Bold(tr.plain("A report to decide on")), _read_for(reader_for, tr)),
        lines(headed(commitment, tr), _of_deadline(commitment, report.deadline_id, tr)),
        lines(tr.text("Reported by: {who}", who=who), quoted(report.text, TEXT_SHOWN)),
    )
    decide = [
        button(tr.plain("Accept"), DecideReport(report_id=report.id, accepted=True)),
        button(tr.plain("Return"), DecideReport(report_id=report.id, accepted=False)),
    ]
    return Message(
        fitted(text),
        keyboard(decide, _evidence(report, tr), [_open(commitment, tr)], [why_button(Cause.NOTICE, tr)]),
    )


def _read_for(name: str, tr: Translator) -> Text | None:
    return tr.text("You decide in place of: {name}", name=quoted(name, NAME_SHOWN)) if name else None


def _evidence(report: Report, tr: Translator) -> list[InlineKeyboardButton]:
    label = tr.plain("Evidence: {n}", n=len(report.files))
    return [button(label, ShowEvidence(report_id=report.id))] if report.files else []


def _open(commitment: Commitment, tr: Translator) -> InlineKeyboardButton:
    return button(tr.plain("Open the item"), OpenCommitment(commitment_id=commitment.id))


def handed_in(report: Report, commitment: Commitment, deciders: int, tr: Translator) -> Message:
    """Return what the official reads of the own report: who decides, and the button that takes it back."""
    told = tr.plural("{n} person will decide.", "{n} people will decide.", deciders) if deciders else None
    nobody = None if deciders else tr.plain("Nobody can be told now: the side has no coordinator here.")
    text = blocks(
        Bold(tr.plain("The report is handed in")),
        headed(commitment, tr),
        quoted(report.text, TEXT_SHOWN),
        lines(told, nobody, tr.plain("It can be taken back for ten minutes.")),
    )
    return Message(
        fitted(text),
        keyboard(
            [button(tr.plain("Take back"), WithdrawReport(report_id=report.id))],
            _evidence(report, tr),
            [_open(commitment, tr)],
        ),
    )


def report_decided(
    report: Report, commitment: Commitment, tr: Translator, by: str = "", instead_of: str = ""
) -> Message:
    """Return what became of a report: to its author, and to who decided, ``instead_of`` whom."""
    accepted = report.decision is ReportDecision.ACCEPTED
    title = tr.plain("The report is accepted") if accepted else tr.plain("The report is returned for revision")
    text = blocks(
        Bold(title),
        lines(headed(commitment, tr), _of_deadline(commitment, report.deadline_id, tr)),
        quoted(report.text, REASON_SHOWN),
        tr.text("Reason: {reason}", reason=quoted(report.reason, REASON_SHOWN)) if report.reason else None,
        tr.text("Decided by: {who}", who=doer_name(by, instead_of, tr)) if by else None,
    )
    return Message(fitted(text), keyboard([_open(commitment, tr)], [why_button(Cause.NOTICE, tr)]))


def taken_back(commitment: Commitment, tr: Translator) -> Message:
    """Return what is said when a report was taken back."""
    text = blocks(Bold(tr.plain("The report is taken back")), headed(commitment, tr))
    return Message(fitted(text), keyboard([_open(commitment, tr)]))


def extension_notice(
    extension: Extension,
    commitment: Commitment,
    author: str,
    tr: Translator,
    instead_of: str = "",
    reader_for: str = "",
) -> Message:
    """Return what a coordinator reads of a request for a later date, as of a report, with the buttons that decide."""
    side = side_name(extension.side, tr) if extension.side else ""
    who = ", ".join(one for one in (doer_name(author, instead_of, tr), side) if one)
    text = blocks(
        lines(Bold(tr.plain("An extension is asked for")), _read_for(reader_for, tr)),
        headed(commitment, tr),
        lines(_shift(extension, tr), tr.text("Asked by: {who}", who=who)),
        tr.text("Reason: {reason}", reason=quoted(extension.reason, TEXT_SHOWN)),
    )
    decide = [
        button(tr.plain("Grant"), DecideExtension(extension_id=extension.id, granted=True)),
        button(tr.plain("Refuse"), DecideExtension(extension_id=extension.id, granted=False)),
    ]
    return Message(fitted(text), keyboard(decide, [_open(commitment, tr)], [why_button(Cause.NOTICE, tr)]))


def _shift(extension: Extension, tr: Translator) -> Text:
    return tr.text("From {old} to {new}", old=day(extension.due, tr), new=day(extension.wished, tr))


def extension_asked(extension: Extension, commitment: Commitment, deciders: int, tr: Translator) -> Message:
    """Return what the official reads of the own request."""
    told = tr.plural("{n} person will decide.", "{n} people will decide.", deciders) if deciders else None
    nobody = None if deciders else tr.plain("Nobody can be told now: the side has no coordinator here.")
    text = blocks(
        Bold(tr.plain("The extension is asked for")), headed(commitment, tr), lines(_shift(extension, tr), told, nobody)
    )
    return Message(fitted(text), keyboard([_open(commitment, tr)]))


def extension_decided(
    extension: Extension, commitment: Commitment, tr: Translator, by: str = "", instead_of: str = ""
) -> Message:
    """Return what became of a request: to its author, and to who decided, ``instead_of`` whom."""
    title = tr.plain("The extension is granted") if extension.granted else tr.plain("The extension is refused")
    text = blocks(
        Bold(title),
        lines(headed(commitment, tr), _shift(extension, tr)),
        tr.text("Reason: {reason}", reason=quoted(extension.answer, REASON_SHOWN)) if extension.answer else None,
        tr.text("Decided by: {who}", who=doer_name(by, instead_of, tr)) if by else None,
    )
    return Message(fitted(text), keyboard([_open(commitment, tr)], [why_button(Cause.NOTICE, tr)]))


def change_notice(
    commitment: Commitment, what: DialogueKind, due: date | None, moved_to: date | None, reason: str, tr: Translator
) -> Message:
    """Return what those who owe read when a coordinator moved or closed something."""
    match what:
        case DialogueKind.MOVE:
            title = tr.plain("A deadline was moved")
        case DialogueKind.CLOSE | DialogueKind.CLOSE_WHOLE:
            title = tr.plain("Closed as executed by the coordinator")
        case _:
            title = tr.plain("Removed from control by the coordinator")
    when = tr.text("Deadline: {date}", date=day(due, tr)) if due else None
    shift = tr.text("From {old} to {new}", old=day(due, tr), new=day(moved_to, tr)) if due and moved_to else None
    text = blocks(
        Bold(title),
        lines(headed(commitment, tr), shift or when),
        tr.text("Reason: {reason}", reason=quoted(reason, REASON_SHOWN)),
    )
    return Message(fitted(text), keyboard([_open(commitment, tr)], [why_button(Cause.NOTICE, tr)]))


def plain_said(words: str, tr: Translator) -> Message:
    """Return one of the short answers of this file as a message."""
    return Message(Text(tr.plain(words)))


CLOSED_ALREADY = mark("It is closed already.")
REPORTED_ALREADY = mark("Your side has reported already, or the deadline is closed.")
ASKED_ALREADY = mark("Your side has asked already, or the deadline is closed.")
MARKED = mark("Marked: in work.")
NOT_AWAITED = mark("It does not stand where this can be done.")
NOT_YOURS = mark("This is for those who owe the item.")
NOT_STANDING_IN = mark("You do not stand in for this person any more, or the item is not theirs.")
NOT_YOUR_SIDE = mark("This is for the coordinators of that side.")
TOO_LATE_BACK = mark("It can be taken back for ten minutes, while nobody has decided.")
MOVED_ON = mark("The item was changed meanwhile: look at it once more.")
CANCELLED = mark("Nothing was changed.")
NOTHING_ASKED = mark("Nothing is being asked any more: begin anew.")
OWN_SIDE_NEEDED = mark("Name at least one responsible organisation of your side.")
NO_FILES = mark("The files are not there any more.")


def decided_already(by: str, tr: Translator) -> str:
    """Return what the second to decide reads."""
    return tr.plain("Decided already: {who}.", who=quoted(by, NAME_SHOWN) or tr.plain("somebody else"))


def headed_by(said: str, text: Text) -> Text:
    """Return a text with a sentence above it."""
    return fitted(blocks(said, text))


def decided_by_another(by: str, tr: Translator) -> Message:
    """Return the same as a message."""
    return Message(Text(decided_already(by, tr)))
