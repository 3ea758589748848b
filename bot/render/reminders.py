"""A morning's message on the screen: what is due, one item with what can be done about it, what is long overdue."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import Final, TypeVar

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from aiogram.utils.formatting import Bold, Text

from bot.plan.escalations import Late
from bot.plan.reminders import Due, by_urgency
from bot.render.buttons import Cause, OpenCommitment, button, keyboard, why_button
from bot.render.catalogue import Translator
from bot.render.control_buttons import act_buttons, in_place_buttons
from bot.render.dates import day, day_of_month, weekday
from bot.render.layout import blocks, lines
from bot.render.message import Message, fitted
from bot.render.reminder_buttons import Later, OpenDue, PutOff, ReminderPage
from bot.render.typography import quoted
from storage.records import Commitment, Responsible, User

ON_PAGE: Final = 8
TEXT_SHOWN: Final = 160
LINE_SHOWN: Final = 80
NAMED: Final = 3
_NUMBER_SHOWN: Final = 10
_WHOLE_TEXT_SHOWN: Final = 1500

_Told = TypeVar("_Told", Due, Late)


def reminder_message(
    items: Sequence[Due], tr: Translator, today: date, *, page: int = 0, reader: User | None = None
) -> Message:
    """Return a page of what is due, overdue first, then by days left; each item has a button that opens it in place.

    ``reader`` is named beside those for whom they stand in; without one nobody is.
    """
    usual, example = tr.plain("Reminder: deadlines of the plan"), tr.plain("EXAMPLE. Reminder: deadlines")
    if not items:
        return _nothing_left(usual, tr, today)
    items = sorted(items, key=by_urgency)
    shown, page = _page_of(items, page)
    head = _head(example if _any_example(one.commitment for one in items) else usual, tr, today)
    text = blocks(head, *_by_day(shown, tr, reader))
    return Message(fitted(text), _keyboard(items, shown, page, tr, Cause.REMINDER))


def escalation_message(
    items: Sequence[Late], tr: Translator, today: date, *, page: int = 0, reader: User | None = None
) -> Message:
    """Return a page of what is long overdue, the longest first, with those who owe it."""
    usual, example = tr.plain("Long overdue in the plan"), tr.plain("EXAMPLE. Long overdue in the plan")
    if not items:
        return _nothing_left(usual, tr, today)
    shown, page = _page_of(items, page)
    head = _head(example if _any_example(one.commitment for one in items) else usual, tr, today)
    text = blocks(head, *(_late(one, tr, reader) for one in shown))
    return Message(fitted(text), _keyboard(items, shown, page, tr, Cause.ESCALATION))


def due_screen(item: Due, tr: Translator, page: int | None, *, reader: User | None = None) -> Message:
    """Return one item of a reminder with what can be done about it, and the way back to a page; ``None``: none."""
    text = blocks(
        _example_mark(item.commitment, tr),
        lines(Bold(_when(item, tr)), _effective(item, tr)),
        _item(item, tr, reader, _WHOLE_TEXT_SHOWN),
    )
    labels = {Later.TOMORROW: tr.plain("Remind me tomorrow"), Later.THREE_DAYS: tr.plain("In 3 days")}
    later = [
        button(label, PutOff(deadline_id=item.deadline.id, later=when, page=page or 0))
        for when, label in labels.items()
    ]
    return Message(fitted(text), keyboard(*_acts(item, tr), later, *_ways(item.commitment, page, tr)))


def _acts(item: Due, tr: Translator) -> list[list[InlineKeyboardButton]]:
    """Return what whoever owes a deadline can do about it, or who stands in for them in their place."""
    if item.instead_of is not None:
        return in_place_buttons(item.deadline.id, item.instead_of, tr)
    done, in_work, extension = act_buttons(item.deadline.id, tr)
    return [[done, in_work], [extension]]


def late_screen(item: Late, tr: Translator, page: int | None, *, reader: User | None = None) -> Message:
    """Return one item of what is long overdue, and the way back."""
    text = blocks(_example_mark(item.commitment, tr), _late(item, tr, reader, _WHOLE_TEXT_SHOWN))
    return Message(fitted(text), keyboard(*_ways(item.commitment, page, tr)))


def put_off_told(until: date, tr: Translator) -> str:
    """Return the answer to putting an item off: the day, which a day off moves on to the next working morning."""
    return tr.plain("You will be reminded on {date}.", date=f"{day_of_month(until, tr)}, {weekday(until, tr)}")


def nothing_owed(tr: Translator) -> str:
    """Return the answer of a button whose item is not owed any more."""
    return tr.plain("Nothing of this is owed any more.")


def _nothing_left(title: str, tr: Translator, today: date) -> Message:
    return Message(blocks(_head(title, tr, today), nothing_owed(tr)))


def _head(title: str, tr: Translator, today: date) -> Text:
    return lines(Bold(title), f"{day(today, tr)}, {weekday(today, tr)}")


def _any_example(commitments: Iterable[Commitment]) -> bool:
    return any(one.example for one in commitments)


def _example_mark(commitment: Commitment, tr: Translator) -> Text | None:
    return Bold(tr.plain("EXAMPLE")) if commitment.example else None


def _page_of(items: Sequence[_Told], page: int) -> tuple[Sequence[_Told], int]:
    page = min(page, (len(items) - 1) // ON_PAGE)
    return items[page * ON_PAGE : (page + 1) * ON_PAGE], page


def _keyboard(
    items: Sequence[Due | Late], shown: Sequence[Due | Late], page: int, tr: Translator, cause: Cause
) -> InlineKeyboardMarkup | None:
    once = {one.deadline.id: one for one in reversed(shown)}  # one may owe what another, stood in for, owes as well
    opening = ([_opening(one.commitment, one.deadline.id, page)] for one in reversed(once.values()))
    left = len(items) - (page + 1) * ON_PAGE
    turns = [button(f"‹ {tr.plain('Back')}", ReminderPage(page=page - 1))] if page else []
    if left > 0:
        turns.append(button(tr.plain("{n} more", n=left), ReminderPage(page=page + 1)))
    return keyboard(*opening, turns, [why_button(cause, tr)])


def _opening(commitment: Commitment, deadline_id: int, page: int) -> InlineKeyboardButton:
    number, words = quoted(commitment.number, _NUMBER_SHOWN), quoted(commitment.text, LINE_SHOWN)
    label = f"{number.rstrip('.')}. {words}" if number else words
    return button(label, OpenDue(deadline_id=deadline_id, page=page))


def _ways(commitment: Commitment, page: int | None, tr: Translator) -> list[list[InlineKeyboardButton]]:
    back = [] if page is None else [button(f"« {tr.plain('To the reminder')}", ReminderPage(page=page))]
    return [[button(tr.plain("Open the item"), OpenCommitment(commitment_id=commitment.id))], back]


def _by_day(items: Sequence[Due], tr: Translator, reader: User | None) -> list[Text]:
    def together(item: Due) -> tuple[int, date, date]:
        return item.days_left, item.due, item.effective.day

    return [
        lines(Bold(_when(those[0], tr)), _effective(those[0], tr), blocks(*(_item(one, tr, reader) for one in those)))
        for those in _grouped(items, together)
    ]


def _grouped(items: Iterable[Due], together: Callable[[Due], object]) -> list[list[Due]]:
    return [list(those) for _, those in groupby(items, key=together)]


def _when(item: Due, tr: Translator) -> Text:
    """Return «через 3 дня, 27 ноября 2026», and for what has passed by how much and what the date was."""
    if item.days_left < 0:
        on = day(item.due, tr)
        return tr.plural(
            "Overdue by {n} day, was due {date}", "Overdue by {n} days, was due {date}", -item.days_left, date=on
        )
    on = day(item.until, tr)
    if item.days_left == 0:
        return tr.text("Today, {date}", date=on)
    if item.days_left == 1:
        return tr.text("Tomorrow, {date}", date=on)
    return tr.plural("In {n} day, {date}", "In {n} days, {date}", item.days_left, date=on)


def _effective(item: Due, tr: Translator) -> Text | None:
    """Return «Срок 3 января — выходной; у вас 30 декабря» while that is still ahead."""
    if item.days_left < 0 or item.effective.off is None:
        return None
    due, effective = day_of_month(item.due, tr), day_of_month(item.effective.day, tr)
    return tr.text("The deadline, {due}, is a day off; yours is {effective}", due=due, effective=effective)


def _item(item: Due, tr: Translator, reader: User | None, limit: int = TEXT_SHOWN) -> Text:
    place = item.place
    return lines(
        _numbered(item.commitment, limit, tr),
        quoted(item.commitment.section, LINE_SHOWN),
        tr.text("Deadline in the plan: {deadline}", deadline=quoted(item.commitment.deadline_text, LINE_SHOWN)),
        tr.text("Reminder {number} of {total}", number=place.number, total=place.total) if place else None,
        _standing_in(item.instead_of, reader, tr),
    )


def _standing_in(owes: User | None, reader: User | None, tr: Translator) -> Text | None:
    if owes is None or reader is None:
        return None
    names = {"name": quoted(owes.name, LINE_SHOWN), "deputy": quoted(reader.name, LINE_SHOWN)}
    return tr.text("Responsible: {name}; {deputy} stands in", **names)


def _late(item: Late, tr: Translator, reader: User | None, limit: int = TEXT_SHOWN) -> Text:
    on = day(item.deadline.due, tr)
    when = tr.plural(
        "Overdue by {n} day, was due {date}", "Overdue by {n} days, was due {date}", item.days_overdue, date=on
    )
    return lines(
        Bold(when),
        _numbered(item.commitment, limit, tr),
        tr.text("Responsible: {names}", names=_names(item.owed_by, tr)),
        _standing_in(item.instead_of, reader, tr),
    )


def _names(bodies: Sequence[Responsible], tr: Translator) -> str:
    named = [quoted(one.name, LINE_SHOWN) for one in bodies[:NAMED]]
    if len(bodies) > NAMED:
        named.append(tr.plain("{n} more", n=len(bodies) - NAMED))
    return "; ".join(named)


def _numbered(commitment: Commitment, limit: int, tr: Translator) -> Text:
    words, number = quoted(commitment.text, limit), quoted(commitment.number, LINE_SHOWN)
    return tr.text("Item {number}. {text}", number=number, text=words) if number else Text(words)
