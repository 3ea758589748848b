"""The plan on the screen: reminders, a commitment's card, what is owed."""

from collections.abc import Iterable, Sequence
from datetime import date

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Text

from bot.plan.control import current
from bot.render.buttons import OpenCommitment, OpenOwed, button, keyboard
from bot.render.catalogue import Translator
from bot.render.dates import day
from bot.render.layout import blocks, lines
from bot.render.message import Message, fitted
from bot.render.names import PAGE, deadline_state_name
from bot.render.typography import quoted
from storage.records import Commitment, CommitmentState, DeadlineState
from storage.register_records import Register

TEXT_SHOWN = 160
LABEL_TEXT = 60
NUMBER_SHOWN = 10
BUTTONS = 8
PAGE_SIZE = 8
CLOSED = frozenset({CommitmentState.DONE, CommitmentState.REMOVED})


def numbered(commitment: Commitment, limit: int, tr: Translator) -> Text:
    """Return «Пункт 7. …»."""
    words = quoted(commitment.text, limit)
    number = quoted(commitment.number, LABEL_TEXT)
    return tr.text("Item {number}. {text}", number=number, text=words) if number else Text(words)


def place_in_plan(commitment: Commitment, tr: Translator) -> Text:
    """Return the section and the deadline as the plan has them."""
    return lines(
        quoted(commitment.section, TEXT_SHOWN),
        tr.text("Deadline in the plan: {deadline}", deadline=quoted(commitment.deadline_text, TEXT_SHOWN)),
    )


def opening(commitment: Commitment) -> InlineKeyboardButton:
    """Return the button that opens a commitment."""
    label = f"{quoted(commitment.number, NUMBER_SHOWN)}. {quoted(commitment.text, LABEL_TEXT)}"
    return button(label, OpenCommitment(commitment_id=commitment.id))


def remaining(days_left: int, tr: Translator) -> Text:
    """Return how long is left: «через 3 дня», «сегодня», «просрочено на 2 дня»."""
    if days_left < 0:
        return tr.plural("overdue by {n} day", "overdue by {n} days", -days_left)
    if days_left == 0:
        return tr.text("today")
    if days_left == 1:
        return tr.text("tomorrow")
    return tr.plural("in {n} day", "in {n} days", days_left)


def nearest(commitment: Commitment, today: date) -> date | None:
    """Return the date that counts now: the next one, or the last one when all have passed; ``None`` without dates.

    What is closed does not count.
    """
    ordered = sorted(each.due for each in commitment.deadlines if each.closed_at is None)
    return next((due for due in ordered if due >= today), ordered[-1] if ordered else None)


def owed_screen(
    commitments: Sequence[Commitment], register: Register, tr: Translator, today: date, page: int = 0
) -> Message:
    """Return a page of what is open, overdue first, then by date; a page past the end is the last one."""
    del register  # the words of the plan are its own; the register is taken so that every screen is called alike
    ordered = _by_urgency(commitments)
    pages = max(1, -(-len(ordered) // PAGE_SIZE))
    page = min(page, pages - 1)
    shown = ordered[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
    title = tr.plain("EXAMPLE. Deadlines of the plan") if _any_example(ordered) else tr.plain("Deadlines of the plan")
    text = blocks(
        lines(Bold(title), _counted(len(ordered), page, pages, tr)), *(_owed(each, tr, today) for each in shown)
    )
    return Message(fitted(text), keyboard(*([opening(each)] for each in shown), _turns(page, pages, tr)))


def _any_example(commitments: Iterable[Commitment]) -> bool:
    return any(each.example for each in commitments)


def _by_urgency(commitments: Iterable[Commitment]) -> list[Commitment]:
    still_open = (each for each in commitments if each.state not in CLOSED)
    return sorted(still_open, key=lambda each: (_counts_now(each) or date.max, each.id))


def _counts_now(commitment: Commitment) -> date | None:
    now = current(commitment)
    return now.due if now else None


def _counted(count: int, page: int, pages: int, tr: Translator) -> Text:
    if not count:
        return tr.text("Nothing is due.")
    total = tr.plural("{n} open item", "{n} open items", count)
    if pages == 1:
        return total
    return tr.text("{total}, page {page} of {pages}", total=total, page=page + 1, pages=pages)


def _owed(commitment: Commitment, tr: Translator, today: date) -> Text:
    now = current(commitment)
    stands = (
        Text() if now is None or now.state is DeadlineState.OPEN else Text(", ", deadline_state_name(now.state, tr))
    )
    left = Text(day(now.due, tr), " — ", remaining((now.due - today).days, tr)) if now else None
    when = Text(left, stands) if left else tr.text("no date understood")
    return lines(Bold(when), numbered(commitment, TEXT_SHOWN, tr), place_in_plan(commitment, tr))


def _turns(page: int, pages: int, tr: Translator) -> list[InlineKeyboardButton]:
    before = [button(f"‹ {tr.plain(PAGE, n=page)}", OpenOwed(page=page - 1))] if page > 0 else []
    after = [button(f"{tr.plain(PAGE, n=page + 2)} ›", OpenOwed(page=page + 1))] if page + 1 < pages else []
    return [*before, *after]
