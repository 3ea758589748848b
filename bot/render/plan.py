"""The plan on the screen: reminders, a commitment's card, what is owed."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Text

from bot.plan.control import current
from bot.plan.reminders import Due
from bot.render.buttons import Cause, OpenCommitment, OpenOwed, button, keyboard, why_button
from bot.render.catalogue import Translator
from bot.render.dates import day, weekday
from bot.render.layout import blocks, lines
from bot.render.message import ENTITY_LIMIT, TEXT_LIMIT, Message, fitted
from bot.render.names import PAGE, deadline_state_name
from bot.render.typography import quoted
from storage.records import Commitment, CommitmentState, DeadlineState
from storage.register_records import Register

TEXT_SHOWN = 160
LABEL_TEXT = 60
NUMBER_SHOWN = 10
AT_MOST = 20
BUTTONS = 8
PAGE_SIZE = 8
CLOSED = frozenset({CommitmentState.DONE, CommitmentState.REMOVED})


def reminder_message(items: Sequence[Due], tr: Translator, today: date) -> Message:
    """Return one message of all that is due, the longest overdue first, as many as fit; the rest is counted."""
    ordered = sorted(items, key=lambda item: (item.days_left, item.commitment.id))
    usual, example = tr.plain("Reminder: deadlines of the plan"), tr.plain("EXAMPLE. Reminder: deadlines")
    title = example if _example(ordered) else usual
    head = lines(Bold(title), f"{day(today, tr)}, {weekday(today, tr)}")
    taps = ([opening(item.commitment)] for item in _once(ordered)[:BUTTONS])
    return Message(_as_many_as_fit(head, ordered, tr), keyboard(*taps, [why_button(Cause.REMINDER, tr)]))


def _example(items: Iterable[Due]) -> bool:
    return any(item.commitment.example for item in items)


def _once(items: Sequence[Due]) -> list[Due]:
    return list({item.commitment.id: item for item in reversed(items)}.values())[::-1]


def _as_many_as_fit(head: Text, items: Sequence[Due], tr: Translator) -> Text:
    for count in range(min(len(items), AT_MOST), 0, -1):
        text = blocks(head, *_by_day(items[:count], tr), _rest(len(items) - count, tr))
        written, entities = text.render()
        if len(written) <= TEXT_LIMIT and len(entities) <= ENTITY_LIMIT:
            return text
    return blocks(head, _rest(len(items), tr))


def _rest(count: int, tr: Translator) -> Text | None:
    if count <= 0:
        return None
    return tr.plural("And {n} more item under “My deadlines”.", "And {n} more items under “My deadlines”.", count)


def _by_day(items: Sequence[Due], tr: Translator) -> list[Text]:
    return [
        lines(Bold(_when(due, days_left, tr)), blocks(*(_item(item, tr) for item in those)))
        for (days_left, due), those in groupby(items, key=lambda item: (item.days_left, item.due))
    ]


def _when(due: date, days_left: int, tr: Translator) -> Text:
    """Return «через 3 дня, 27 ноября 2026», and for what has passed by how much and what the date was."""
    on = day(due, tr)
    if days_left < 0:
        return tr.plural(
            "Overdue by {n} day, was due {date}", "Overdue by {n} days, was due {date}", -days_left, date=on
        )
    if days_left == 0:
        return tr.text("Today, {date}", date=on)
    if days_left == 1:
        return tr.text("Tomorrow, {date}", date=on)
    return tr.plural("In {n} day, {date}", "In {n} days, {date}", days_left, date=on)


def _item(item: Due, tr: Translator) -> Text:
    return lines(numbered(item.commitment, TEXT_SHOWN, tr), place_in_plan(item.commitment, tr))


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
