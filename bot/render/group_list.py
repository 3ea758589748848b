"""A working group's weekly list on the screen: what is overdue and due soon, with those responsible named."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from aiogram.utils.formatting import Bold, Text

from bot.plan.group_lists import Listed
from bot.render.buttons import Cause, keyboard, why_button
from bot.render.catalogue import Translator
from bot.render.dates import day
from bot.render.layout import blocks, lines
from bot.render.message import ENTITY_LIMIT, TEXT_LIMIT, Message
from bot.render.typography import quoted
from storage.records import Responsible

AT_MOST: Final = 20
TEXT_SHOWN: Final = 120
NAME_SHOWN: Final = 60
PEOPLE_SHOWN: Final = 3
BODIES_SHOWN: Final = 4


def group_list_message(
    items: Sequence[Listed], officials: Mapping[str, Sequence[str]], tr: Translator, today: date
) -> Message:
    """Return the list, as much of it as fits; how much does not is counted. ``officials`` are names by organisation."""
    usual, example = tr.plain("Deadlines of the plan this week"), tr.plain("EXAMPLE. Deadlines of the plan this week")
    marked = any(one.commitment.example for one in items)
    head = lines(Bold(example if marked else usual), day(today, tr))
    why = keyboard([why_button(Cause.GROUP_LIST, tr)])
    for count in range(min(len(items), AT_MOST), 0, -1):
        text = blocks(head, *(_item(one, officials, tr) for one in items[:count]), _rest(len(items) - count, tr))
        written, entities = text.render()
        if len(written) <= TEXT_LIMIT and len(entities) <= ENTITY_LIMIT:
            return Message(text, why)
    return Message(blocks(head, _rest(len(items), tr)), why)


def _rest(count: int, tr: Translator) -> Text | None:
    return tr.text("And {n} more.", n=str(count)) if count else None


def _item(item: Listed, officials: Mapping[str, Sequence[str]], tr: Translator) -> Text:
    commitment = item.commitment
    number, words = quoted(commitment.number, NAME_SHOWN), quoted(commitment.text, TEXT_SHOWN)
    owing = item.owed_by[:BODIES_SHOWN]
    left = len(item.owed_by) - len(owing)
    return lines(
        Bold(_when(item, tr)),
        tr.text("Item {number}. {text}", number=number, text=words) if number else Text(words),
        *(Text("• ", _responsible(one, officials)) for one in owing),
        tr.plain("{n} more", n=left) if left else None,
    )


def _responsible(body: Responsible, officials: Mapping[str, Sequence[str]]) -> str:
    """Return «Авиастар: Иван Образцов», the body alone where nobody is appointed."""
    named = [quoted(one, NAME_SHOWN) for one in officials.get(body.organisation or "", ())[:PEOPLE_SHOWN]]
    name = quoted(body.name, NAME_SHOWN)
    return f"{name}: {', '.join(named)}" if named else name


def _when(item: Listed, tr: Translator) -> Text:
    on = day(item.deadline.due, tr)
    if item.days_left < 0:
        return tr.plural(
            "Overdue by {n} day, was due {date}", "Overdue by {n} days, was due {date}", -item.days_left, date=on
        )
    if item.days_left == 0:
        return tr.text("Today, {date}", date=on)
    if item.days_left == 1:
        return tr.text("Tomorrow, {date}", date=on)
    return tr.plural("In {n} day, {date}", "In {n} days, {date}", item.days_left, date=on)
