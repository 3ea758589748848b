"""What the buttons of control mean; the rules of ``buttons`` hold: they live for ever and may be forged."""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton

from bot.render.buttons import Id, button
from bot.render.catalogue import Translator


class DeadlineDeed(StrEnum):
    """What is done about a deadline: the first three by who owes it, the others by a coordinator."""

    DONE = "done"
    IN_WORK = "work"
    EXTENSION = "ext"
    MOVE = "move"
    CLOSE = "close"
    REMOVE = "rm"
    REOPEN = "open"


class DeadlineAct(CallbackData, prefix="da"):
    """Do something about a deadline."""

    deadline_id: Id
    act: DeadlineDeed


def act_buttons(deadline_id: int, tr: Translator) -> list[InlineKeyboardButton]:
    """Return «Исполнено», «В работе», «Нужен перенос» for a deadline, in one row."""
    return [
        button(tr.plain("Executed"), DeadlineAct(deadline_id=deadline_id, act=DeadlineDeed.DONE)),
        button(tr.plain("In work"), DeadlineAct(deadline_id=deadline_id, act=DeadlineDeed.IN_WORK)),
        button(tr.plain("Extension needed"), DeadlineAct(deadline_id=deadline_id, act=DeadlineDeed.EXTENSION)),
    ]
