"""The plan on the screen: reminders, a commitment's card, what is owed."""

from collections.abc import Iterable, Sequence
from datetime import date

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Text

from bot.render.buttons import OpenCommitment, OpenOwed, button, card_button, columns, keyboard
from bot.render.catalogue import Translator
from bot.render.dates import day, weekday
from bot.render.layout import blocks, lines, section
from bot.render.message import Message, fitted
from bot.render.names import PAGE, label_of, side_name, state_name
from bot.render.related import sector_line
from bot.render.typography import quoted
from storage.records import Commitment, CommitmentState, Deadline, Responsible
from storage.register_records import EntryKind, Register

TEXT_SHOWN = 160
CARD_TEXT_SHOWN = 2000
LABEL_TEXT = 60
NUMBER_SHOWN = 10
BUTTONS = 8
PAGE_SIZE = 8
DEADLINES_SHOWN = 12
RESPONSIBLE_SHOWN = 8
CLOSED = frozenset({CommitmentState.DONE, CommitmentState.REMOVED})


def _numbered(commitment: Commitment, limit: int, tr: Translator) -> Text:
    words = quoted(commitment.text, limit)
    number = quoted(commitment.number, LABEL_TEXT)
    return tr.text("Item {number}. {text}", number=number, text=words) if number else Text(words)


def _place(commitment: Commitment, tr: Translator) -> Text:
    return lines(
        quoted(commitment.section, TEXT_SHOWN),
        tr.text("Deadline in the plan: {deadline}", deadline=quoted(commitment.deadline_text, TEXT_SHOWN)),
    )


def _opening(commitment: Commitment) -> InlineKeyboardButton:
    label = f"{quoted(commitment.number, NUMBER_SHOWN)}. {quoted(commitment.text, LABEL_TEXT)}"
    return button(label, OpenCommitment(commitment_id=commitment.id))


def commitment_card(commitment: Commitment, register: Register, tr: Translator, today: date) -> Message:
    """Return the card of a commitment: where it stands, when it is due, who owes it."""
    text = blocks(
        lines(
            Bold(tr.plain("EXAMPLE")) if commitment.example else None,
            Bold(_numbered(commitment, CARD_TEXT_SHOWN, tr)),
            tr.text("State: {state}", state=state_name(commitment.state, tr)),
            _place(commitment, tr),
        ),
        section(tr.plain("Due"), [_deadline(each, commitment, tr, today) for each in _shown(commitment, today)]),
        section(tr.plain("Responsible"), [_owner(each, tr) for each in commitment.responsible[:RESPONSIBLE_SHOWN]]),
        sector_line(commitment.sectors, register, tr),
        tr.text("Plan: {title}", title=quoted(commitment.plan_title, TEXT_SHOWN)),
    )
    return Message(fitted(text), keyboard(*columns(_related(commitment, register, tr)), [_back(tr)]))


def _shown(commitment: Commitment, today: date) -> list[Deadline]:
    """Return the deadlines to show: all when they are few, else the last one passed and those ahead."""
    ordered = sorted(commitment.deadlines, key=lambda each: each.due)
    passed = [each for each in ordered if each.due < today]
    return ordered if len(ordered) <= DEADLINES_SHOWN else [*passed[-1:], *ordered[len(passed) :]][:DEADLINES_SHOWN]


def _deadline(deadline: Deadline, commitment: Commitment, tr: Translator, today: date) -> Text:
    on = Text(day(deadline.due, tr), ", ", weekday(deadline.due, tr))
    moved = Text()
    if deadline.first_due != deadline.due:
        moved = Text(" (", tr.text("moved from {date}", date=day(deadline.first_due, tr)), ")")
    left = "" if commitment.state in CLOSED else Text(" — ", remaining((deadline.due - today).days, tr))
    return Text(on, moved, left)


def remaining(days_left: int, tr: Translator) -> Text:
    """Return how long is left: «через 3 дня», «сегодня», «просрочено на 2 дня»."""
    if days_left < 0:
        return tr.plural("overdue by {n} day", "overdue by {n} days", -days_left)
    if days_left == 0:
        return tr.text("today")
    if days_left == 1:
        return tr.text("tomorrow")
    return tr.plural("in {n} day", "in {n} days", days_left)


def _owner(responsible: Responsible, tr: Translator) -> Text:
    name = quoted(responsible.name, TEXT_SHOWN)
    return Text(name, " (", side_name(responsible.side, tr), ")") if responsible.side else Text(name)


def _related(commitment: Commitment, register: Register, tr: Translator) -> list[InlineKeyboardButton]:
    owners = dict.fromkeys(each.organisation for each in commitment.responsible if each.organisation)
    organisations = [register.organisations[slug] for slug in owners if slug in register.organisations]
    sectors = [register.sectors[slug] for slug in commitment.sectors if slug in register.sectors]
    return [
        *(card_button(label_of(each, tr), EntryKind.ORGANISATION, each.slug) for each in organisations),
        *(card_button(label_of(each, tr), EntryKind.SECTOR, each.slug) for each in sectors),
    ][:BUTTONS]


def _back(tr: Translator) -> InlineKeyboardButton:
    return button(f"« {tr.plain('My deadlines')}", OpenOwed())


def nearest(commitment: Commitment, today: date) -> date | None:
    """Return the date that counts now: the next one, or the last one when all have passed; ``None`` without dates."""
    ordered = sorted(each.due for each in commitment.deadlines)
    return next((due for due in ordered if due >= today), ordered[-1] if ordered else None)


def owed_screen(
    commitments: Sequence[Commitment], register: Register, tr: Translator, today: date, page: int = 0
) -> Message:
    """Return a page of what is open, overdue first, then by date; a page past the end is the last one."""
    del register  # the words of the plan are its own; the register is taken so that every screen is called alike
    ordered = _by_urgency(commitments, today)
    pages = max(1, -(-len(ordered) // PAGE_SIZE))
    page = min(page, pages - 1)
    shown = ordered[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
    title = tr.plain("EXAMPLE. Deadlines of the plan") if _any_example(ordered) else tr.plain("Deadlines of the plan")
    text = blocks(
        lines(Bold(title), _counted(len(ordered), page, pages, tr)), *(_owed(each, tr, today) for each in shown)
    )
    return Message(fitted(text), keyboard(*([_opening(each)] for each in shown), _turns(page, pages, tr)))


def _any_example(commitments: Iterable[Commitment]) -> bool:
    return any(each.example for each in commitments)


def _by_urgency(commitments: Iterable[Commitment], today: date) -> list[Commitment]:
    still_open = (each for each in commitments if each.state not in CLOSED)
    return sorted(still_open, key=lambda each: (nearest(each, today) or date.max, each.id))


def _counted(count: int, page: int, pages: int, tr: Translator) -> Text:
    if not count:
        return tr.text("Nothing is due.")
    total = tr.plural("{n} open item", "{n} open items", count)
    if pages == 1:
        return total
    return tr.text("{total}, page {page} of {pages}", total=total, page=page + 1, pages=pages)


def _owed(commitment: Commitment, tr: Translator, today: date) -> Text:
    due = nearest(commitment, today)
    when = Text(day(due, tr), " — ", remaining((due - today).days, tr)) if due else tr.text("no date understood")
    return lines(Bold(when), _numbered(commitment, TEXT_SHOWN, tr), _place(commitment, tr))


def _turns(page: int, pages: int, tr: Translator) -> list[InlineKeyboardButton]:
    before = [button(f"‹ {tr.plain(PAGE, n=page)}", OpenOwed(page=page - 1))] if page > 0 else []
    after = [button(f"{tr.plain(PAGE, n=page + 2)} ›", OpenOwed(page=page + 1))] if page + 1 < pages else []
    return [*before, *after]
