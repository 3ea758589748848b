"""When and how often one is reminded, who stands in, and how often each plan is told of: screens of choices."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final
from zlib import crc32

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Text

from bot.deputy import DeputyFault
from bot.plan.escalations import EscalationRule
from bot.render.buttons import button, keyboard
from bot.render.catalogue import Translator, mark
from bot.render.dates import day, days
from bot.render.layout import blocks, lines
from bot.render.message import Message, fitted
from bot.render.reminder_buttons import (
    HOURS,
    ChooseEscalation,
    ChoosePlanSteps,
    ChooseReminderHour,
    ChooseSteps,
    EndDeputyship,
    NameDeputy,
    OpenPlanSteps,
    OpenReminderSettings,
)
from bot.render.reminder_days import days_button, steps_said
from bot.render.subscription import zone_name
from bot.render.typography import quoted
from storage.records import PlanSummary, User
from storage.reminding_records import Deputyship, ReminderWish, StepChoice, StepSet

NAME_SHOWN: Final = 60
TITLE_SHOWN: Final = 120
PLANS_SHOWN: Final = 20
LENGTHS: Final = (3, 7, 14, 28)
ESCALATIONS: Final = (EscalationRule(1, 5), EscalationRule(), EscalationRule(7, 14), EscalationRule(14, 30))
_IN_ROW: Final = 3
STEP_NAMES: Mapping[StepSet, str] = {
    StepSet.MORE: mark("More often"),
    StepSet.USUAL: mark("As usual"),
    StepSet.FEWER: mark("Less often"),
    StepSet.LAST: mark("Only just before"),
}
_FAULTS: Final = {
    DeputyFault.PERSON: mark("Nobody is known by this name or number. Whom you name must have written to the bot."),
    DeputyFault.DAYS: mark("These days cannot be read, are over, or are more than a year. For example: 1.12 10.12"),
    DeputyFault.NO_ACCESS: mark("This person has no access to the plan, so they cannot get your reminders."),
    DeputyFault.ONESELF: mark("You cannot stand in for yourself."),
}


def plan_key(slug: str) -> int:
    """Return the number by which a button names a plan."""
    return crc32(slug.encode())


def settings_button(tr: Translator) -> InlineKeyboardButton:
    """Return the button of /settings that leads here."""
    return button(tr.plain("Reminders of deadlines"), OpenReminderSettings())


def reminder_settings(wish: ReminderWish, zone: str, deputy: Text | None, tr: Translator) -> Message:
    """Return when and how often the reader is reminded, with the choices; ``deputy`` says who stands in."""
    how_often = tr.text("as each plan has it") if wish.steps is None else steps_said(wish.steps, tr)
    text = blocks(
        lines(
            Bold(tr.plain("Reminders of deadlines")),
            tr.text("They come at {time}, {zone}, on working days of your side.",
                    time=f"{wish.hour:02}:00", zone=zone_name(zone, tr)),
            tr.text("How often: {steps}", steps=how_often),
        ),
        deputy or tr.text("Nobody stands in for you. To name somebody: /deputy"),
    )  # fmt: skip
    return Message(text, keyboard(*_hours(wish), *_sets(wish, tr)))


def _hours(wish: ReminderWish) -> Iterator[list[InlineKeyboardButton]]:
    choices = [
        button(_ticked(f"{hour:02}:00", chosen=hour == wish.hour), ChooseReminderHour(hour=hour)) for hour in HOURS
    ]
    for start in range(0, len(choices), _IN_ROW):
        yield choices[start : start + _IN_ROW]


def _sets(wish: ReminderWish, tr: Translator) -> Iterator[list[InlineKeyboardButton]]:
    yield [button(_ticked(tr.plain("As the plan has it"), chosen=wish.steps is None), ChooseSteps())]
    choices = [
        button(_ticked(tr.plain(name), chosen=one is wish.steps), ChooseSteps(steps=one))
        for one, name in STEP_NAMES.items()
    ]
    yield choices[:2]
    yield choices[2:]
    yield [days_button(wish.steps, tr)]


def _ticked(label: str, *, chosen: bool) -> str:
    return f"✓ {label}" if chosen else label


def plans_screen(
    plans: Sequence[PlanSummary],
    steps: Mapping[str, StepChoice],
    rule: EscalationRule,
    tr: Translator,
    *,
    may_set: bool,
) -> Message:
    """Return how often each plan is told of and when what is overdue is escalated; ``may_set``: the latter, too."""
    told = [
        lines(quoted(one.title, TITLE_SHOWN), steps_said(steps.get(one.slug, StepSet.USUAL), tr))
        for one in plans[:PLANS_SHOWN]
    ]
    escalation = tr.text(
        "Overdue by {coordinators} days is told to coordinators of the side, by {administrators} to administrators.",
        coordinators=str(rule.coordinators),
        administrators=str(rule.administrators),
    )
    text = blocks(
        Bold(tr.plain("How often plans are reminded of")), *(told or [tr.text("There are no plans yet.")]), escalation
    )
    opening = [
        [button(quoted(one.title, NAME_SHOWN), OpenPlanSteps(place=place))]
        for place, one in enumerate(plans[:PLANS_SHOWN])
    ]
    return Message(fitted(text), keyboard(*opening, *(_escalations(rule) if may_set else ())))


def _escalations(rule: EscalationRule) -> Iterator[list[InlineKeyboardButton]]:
    choices = [
        button(
            _ticked(f"{one.coordinators} / {one.administrators}", chosen=one == rule),
            ChooseEscalation(coordinators=one.coordinators, administrators=one.administrators),
        )
        for one in ESCALATIONS
    ]
    yield choices[:2]
    yield choices[2:]


def plan_screen(plan: PlanSummary, steps: StepChoice, tr: Translator) -> Message:
    """Return how often one plan is told of, with the choices."""
    text = lines(
        Bold(quoted(plan.title, TITLE_SHOWN)),
        tr.text("How often: {steps}", steps=steps_said(steps, tr)),
        tr.text("Who has chosen for themselves in /settings keeps that."),
    )
    key = plan_key(plan.slug)
    choices = [
        [button(_ticked(tr.plain(name), chosen=one is steps), ChoosePlanSteps(plan=key, steps=one))]
        for one, name in STEP_NAMES.items()
    ]
    back = button(f"« {tr.plain('Back')}", OpenPlanSteps())
    return Message(text, keyboard(*choices, [days_button(steps, tr, key)], [back]))


def deputy_line(deputyship: Deputyship | None, deputy: User | None, today: date, tr: Translator) -> Text | None:
    """Return who stands in for the reader and when; ``None``: nobody does or will."""
    if deputyship is None or deputy is None or deputyship.last < today:
        return None
    period = days(deputyship.first, deputyship.last, tr)
    return tr.text("{name} stands in for you: {period}.", name=quoted(deputy.name, NAME_SHOWN), period=period)


def deputy_screen(
    line: Text | None, standing_for: Sequence[tuple[User, Deputyship]], colleagues: Sequence[User], tr: Translator
) -> Message:
    """Return who stands in for the reader, for whom the reader does, and whom one may name."""
    usage = tr.text(
        "Your reminders go to another person for some days. Choose a colleague, or write: /deputy @name 1.12 10.12"
    )
    others = [
        tr.text("You stand in for {name}: {period}.", name=quoted(one.name, NAME_SHOWN),
                period=days(deputyship.first, deputyship.last, tr))
        for one, deputyship in standing_for
    ]  # fmt: skip
    text = blocks(
        lines(Bold(tr.plain("Deputy")), line or tr.text("Nobody stands in for you.")),
        lines(*others) if others else None,
        usage,
    )
    naming = [[button(quoted(one.name, NAME_SHOWN), NameDeputy(user_id=one.id))] for one in colleagues]
    ending = [button(tr.plain("Nobody stands in any more"), EndDeputyship())] if line else []
    return Message(fitted(text), keyboard(*naming, ending))


def deputy_days_screen(deputy: User, today: date, tr: Translator) -> Message:
    """Ask for how long somebody is to stand in, from today on."""
    text = tr.text(
        "For how long does {name} get your reminders, from {date} on?",
        name=quoted(deputy.name, NAME_SHOWN),
        date=day(today, tr),
    )
    choices = [
        button(tr.plural("{n} day", "{n} days", length).as_kwargs()["text"], NameDeputy(user_id=deputy.id, days=length))
        for length in LENGTHS
    ]
    return Message(text, keyboard(choices[:2], choices[2:]))


def deputy_fault(fault: DeputyFault, tr: Translator) -> Message:
    """Return what is wrong with what was typed after /deputy."""
    usage = tr.text("Write: /deputy @name 1.12 10.12, or /deputy @name 7 for seven days; /deputy no ends it.")
    return Message(lines(tr.text(_FAULTS[fault]), usage) if fault in _FAULTS else usage)


def deputy_notice(person: User, deputyship: Deputyship, tr: Translator) -> Message:
    """Return what somebody reads who has been named as a deputy."""
    return Message(
        tr.text(
            "{name} has named you as their deputy: {period}. Their reminders come to you then.",
            name=quoted(person.name, NAME_SHOWN),
            period=days(deputyship.first, deputyship.last, tr),
        )
    )
