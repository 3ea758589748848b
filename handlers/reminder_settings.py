"""When and how often one is reminded (/settings), and how often each plan is told of (/reminders)."""

from typing import Any

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot import commands
from bot.plan.escalations import ESCALATION_SETTING, EscalationRule, as_setting, read_rule
from bot.plan.steps import PLAN_STEPS_SETTING, as_kept, read_plan_steps
from bot.render.message import Message as Screen
from bot.render.reminder_buttons import (
    ChooseEscalation,
    ChoosePlanSteps,
    ChooseReminderHour,
    ChooseSteps,
    OpenPlanSteps,
    OpenReminderSettings,
)
from bot.render.reminder_settings import deputy_line, plan_key, plan_screen, plans_screen, reminder_settings
from bot.render.screens import gone
from bot.replies import Asker
from bot.rights import Right
from handlers.access import needs
from handlers.filters import in_private, tapped_in_private
from handlers.screen import answer, show
from storage.records import PlanSummary, User
from storage.reminding_records import StepSet


def setup() -> Router:
    """Return the router of choices about reminders; in private chats only."""
    router = Router(name="reminder settings")
    router.message.filter(in_private)
    own: dict[str, Any] = {"flags": needs(Right.SEE_OWN_DUTIES)}
    plans: dict[str, Any] = {"flags": needs(commands.REMINDERS.right)}
    private = tapped_in_private
    router.message.register(tell_plan_steps, Command(commands.REMINDERS.name), **plans)
    router.callback_query.register(open_reminder_settings, private, OpenReminderSettings.filter(), **own)
    router.callback_query.register(choose_reminder_hour, private, ChooseReminderHour.filter(), **own)
    router.callback_query.register(choose_steps, private, ChooseSteps.filter(), **own)
    router.callback_query.register(open_plan_steps, private, OpenPlanSteps.filter(), **plans)
    router.callback_query.register(choose_plan_steps, private, ChoosePlanSteps.filter(), **plans)
    escalation = needs(Right.ASSIGN_ROLES)
    router.callback_query.register(choose_escalation, private, ChooseEscalation.filter(), flags=escalation)
    return router


async def open_reminder_settings(
    callback: CallbackQuery, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Show when and how often one is reminded."""
    await show(callback, await own_settings(user, asker), callback_answer)


async def choose_reminder_hour(
    callback: CallbackQuery,
    callback_data: ChooseReminderHour,
    callback_answer: CallbackAnswer,
    user: User,
    asker: Asker,
) -> None:
    """Remind at the hour chosen from now on."""
    await asker.store.reminding.set_hour(user.id, callback_data.hour, asker.now)
    await show(callback, await own_settings(user, asker), callback_answer)


async def choose_steps(
    callback: CallbackQuery, callback_data: ChooseSteps, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Remind so often from now on."""
    await asker.store.reminding.set_steps(user.id, callback_data.steps)
    await show(callback, await own_settings(user, asker), callback_answer)


async def own_settings(user: User, asker: Asker) -> Screen:
    """Return when and how often one is reminded."""
    reminding = asker.store.reminding
    wish, deputyship = await reminding.wish(user.id), await reminding.deputyship(user.id)
    deputy = await asker.store.people.person(deputyship.deputy_id) if deputyship else None
    line = deputy_line(deputyship, deputy, asker.today, asker.tr)
    return reminder_settings(wish, asker.zone.key, line, asker.tr)


async def tell_plan_steps(message: Message, asker: Asker) -> None:
    """Answer with how often each plan is told of."""
    await answer(message, await _plans(asker))


async def open_plan_steps(
    callback: CallbackQuery, callback_data: OpenPlanSteps, callback_answer: CallbackAnswer, asker: Asker
) -> None:
    """Show how often one plan is told of, or all of them."""
    if callback_data.place is None:
        await show(callback, await _plans(asker), callback_answer)
        return
    plans = await asker.store.plan.plans()
    if callback_data.place >= len(plans):
        callback_answer.text = gone(asker.tr).plain()
        return
    await show(callback, await plan_settings(plans[callback_data.place], asker), callback_answer)


async def choose_plan_steps(
    callback: CallbackQuery, callback_data: ChoosePlanSteps, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Tell of a plan so often from now on."""
    plan = next((one for one in await asker.store.plan.plans() if plan_key(one.slug) == callback_data.plan), None)
    if plan is None:
        callback_answer.text = gone(asker.tr).plain()
        return
    kept = as_kept(callback_data.steps)
    await asker.store.settings.put_part(PLAN_STEPS_SETTING, plan.slug, kept, by=user.id, now=asker.now)
    await show(callback, await plan_settings(plan, asker), callback_answer)


async def choose_escalation(
    callback: CallbackQuery,
    callback_data: ChooseEscalation,
    callback_answer: CallbackAnswer,
    user: User,
    asker: Asker,
) -> None:
    """Tell coordinators and administrators of what is so many days overdue from now on."""
    rule = EscalationRule(callback_data.coordinators, callback_data.administrators)
    await asker.store.settings.put(ESCALATION_SETTING, dict(as_setting(rule)), by=user.id, now=asker.now)
    await show(callback, await _plans(asker), callback_answer)


async def _plans(asker: Asker) -> Screen:
    settings = asker.store.settings
    steps = read_plan_steps(await settings.get(PLAN_STEPS_SETTING))
    rule = read_rule(await settings.get(ESCALATION_SETTING))
    may_set = Right.ASSIGN_ROLES in asker.rights
    return plans_screen(await asker.store.plan.plans(), steps, rule, asker.tr, may_set=may_set)


async def plan_settings(plan: PlanSummary, asker: Asker) -> Screen:
    """Return how often one plan is told of."""
    steps = read_plan_steps(await asker.store.settings.get(PLAN_STEPS_SETTING))
    return plan_screen(plan, steps.get(plan.slug, StepSet.USUAL), asker.tr)
