"""Days before a deadline of one's own choosing: in words, asked for by the bot, and what a plan's question was about.

A question tells what holds now. So an answer to it is known to be about a plan, and to what held when it was asked.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from aiogram.types import ForceReply, InlineKeyboardButton
from aiogram.utils.formatting import Bold, Text

from bot.plan.own_days import DaysFault
from bot.plan.steps import FARTHEST, MOST, steps_of
from bot.render.buttons import button
from bot.render.catalogue import Catalogues, Translator, mark
from bot.render.dates import days
from bot.render.layout import lines
from bot.render.message import Message, fitted
from bot.render.reminder_buttons import AskForDays, AskForPlanDays
from bot.render.typography import outside, quoted, shortened
from storage.records import PlanSummary
from storage.reminding_records import StepChoice, StepSet

OWN_REPLY: Final = mark("Reply to this message: it is about your own reminders.")
PLAN_REPLY: Final = mark("Reply to this message: it is about everybody's reminders of this plan.")
_TITLE: Final = 120
_TYPED_SHOWN: Final = 60
_FAULTS: Mapping[DaysFault, str] = MappingProxyType(
    {
        DaysFault.UNREADABLE: mark("“{words}” cannot be read as days."),
        DaysFault.TOO_FAR: mark("“{words}”: that is more than {farthest} days."),
        DaysFault.TOO_MANY: mark("“{words}”: that is more than {most} different days."),
    }
)


def steps_said(choice: StepChoice, tr: Translator) -> Text:
    """Return a choice in words: «за 30, 14, 7, 3, 1 дн. до срока и в сам день; просроченное — через 1 и каждые 7»."""
    steps = steps_of(choice)
    after, again = ", ".join(map(str, steps.after)), str(steps.again_every)
    before = ", ".join(str(one) for one in steps.before if one)
    if not before:
        return tr.text("on the day only; overdue: after {after} and every {again} days", after=after, again=again)
    if 0 not in steps.before:
        return tr.text(
            "{before} days before, not on the day; overdue: after {after} and every {again} days",
            before=before, after=after, again=again,
        )  # fmt: skip
    return tr.text(
        "{before} days before and on the day; overdue: after {after} and every {again} days",
        before=before, after=after, again=again,
    )  # fmt: skip


def days_button(choice: StepChoice | None, tr: Translator, plan: int | None = None) -> InlineKeyboardButton:
    """Return the button that asks for days; ticked, with those chosen; ``plan``: the key of the plan they are for."""
    asks = AskForDays() if plan is None else AskForPlanDays(plan=plan)
    label = tr.plain("My own days") if plan is None else tr.plain("Other days")
    if choice is None or isinstance(choice, StepSet):
        return button(label, asks)
    return button(f"✓ {label}: {', '.join(map(str, choice))}", asks)


def days_question(
    choice: StepChoice | None,
    tr: Translator,
    plan: PlanSummary | None = None,
    refused: tuple[DaysFault, str] | None = None,
) -> Message:
    """Ask for days for the reader, or for a plan; ``refused``: what was answered before, and why it does not do."""
    now = tr.text("as each plan has it") if choice is None else steps_said(choice, tr)
    text = lines(
        _refusal(*refused, tr) if refused else None,
        Bold(tr.plain("How many days before a deadline should the reminders come?")),
        tr.text("For example: {example}", example="30, 14, 3, 1, 0"),
        tr.text("Whole days from 0 to {farthest}, at most {most} of them; 0 is the day itself.",
                farthest=str(FARTHEST), most=str(MOST)),
        lines(*_about(plan, tr)) if plan else None,
        tr.text("Now: {value}", value=now),
        tr.text(OWN_REPLY if plan is None else PLAN_REPLY),
    )  # fmt: skip
    return Message(fitted(text), ForceReply(force_reply=True))


def _refusal(fault: DaysFault, words: str, tr: Translator) -> Text:
    typed = shortened(outside(words[: _TYPED_SHOWN * 2]), _TYPED_SHOWN)
    return tr.text(_FAULTS[fault], words=typed, farthest=str(FARTHEST), most=str(MOST))


def _about(plan: PlanSummary, tr: Translator) -> tuple[str, Text]:
    return quoted(plan.title, _TITLE), Text(days(plan.starts_on, plan.ends_on, tr))


def plans_asked_about(said: str, plans: Sequence[PlanSummary], catalogues: Catalogues) -> tuple[PlanSummary, ...]:
    """Return the plans that a question names, in whatever language: one; more, if they are called and last the same."""
    pairs = set(pairwise(said.split("\n")))
    return tuple(
        one
        for one in plans
        if any(tuple(each.render()[0] for each in map(Text, _about(one, tr))) in pairs for tr in catalogues)
    )


def holds_still(said: str, choice: StepChoice, catalogues: Catalogues) -> bool:
    """Whether what a question tells of now is this choice, in whatever language."""
    told = (tr.text("Now: {value}", value=steps_said(choice, tr)).render()[0] for tr in catalogues)
    return not set(said.split("\n")).isdisjoint(told)


def moved_meanwhile(tr: Translator) -> Text:
    """Say that somebody else has chosen for the plan since the question."""
    return tr.text("Somebody has changed this meanwhile: look what it is now, and choose again if it is not right.")
