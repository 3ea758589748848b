"""Days before a deadline of one's own choosing, for oneself or for a plan: the taps that ask, and what is answered."""

from typing import Any

from aiogram import Bot, Router
from aiogram.filters import BaseFilter
from aiogram.types import CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer
from aiogram.utils.formatting import Text

from bot import commands
from bot.plan.own_days import DaysFault, read_days
from bot.plan.steps import PLAN_STEPS_SETTING, as_kept, read_plan_steps
from bot.render.catalogue import Catalogues, spoken_as
from bot.render.layout import blocks
from bot.render.message import Message as Screen
from bot.render.message import fitted
from bot.render.reminder_buttons import AskForDays, AskForPlanDays
from bot.render.reminder_days import (
    OWN_REPLY,
    PLAN_REPLY,
    days_question,
    holds_still,
    moved_meanwhile,
    plans_asked_about,
)
from bot.render.reminder_settings import plan_key
from bot.render.screens import gone
from bot.replies import Asker
from bot.rights import Right
from handlers.access import needs
from handlers.filters import in_private, tapped_in_private
from handlers.reminder_settings import own_settings, plan_settings
from handlers.screen import answer
from storage.records import PlanSummary, User
from storage.reminding_records import StepSet


class AnswersDays(BaseFilter):
    """Passes a reply to a question for days that ends with these words; gives the question's text as ``question``."""

    def __init__(self, ending: str) -> None:
        """Know the question by the msgid of its last line."""
        self._ending = ending

    async def __call__(self, message: Message, bot: Bot, catalogues: Catalogues) -> bool | dict[str, Any]:
        """Tell whether the message is such a reply."""
        asked = message.reply_to_message
        if asked is None or asked.from_user is None or asked.from_user.id != bot.id:
            return False
        if not message.text or message.text.startswith("/"):
            return False
        text = asked.text or ""
        return {"question": text} if text.rpartition("\n")[2] in spoken_as(catalogues, self._ending) else False


def setup() -> Router:
    """Return the router of the taps that ask for days; in private chats only."""
    router = Router(name="reminder days")
    private = tapped_in_private
    router.callback_query.register(ask_for_days, private, AskForDays.filter(), flags=needs(Right.SEE_OWN_DUTIES))
    plans = needs(commands.REMINDERS.right)
    router.callback_query.register(ask_for_plan_days, private, AskForPlanDays.filter(), flags=plans)
    return router


def answers() -> Router:
    """Return the router of the days that are answered."""
    router = Router(name="answered days")
    own, plans = needs(Right.SEE_OWN_DUTIES), needs(commands.REMINDERS.right)
    router.message.register(take_days, in_private, AnswersDays(OWN_REPLY), flags=own)
    router.message.register(take_plan_days, in_private, AnswersDays(PLAN_REPLY), flags=plans)
    return router


async def ask_for_days(callback: CallbackQuery, callback_answer: CallbackAnswer, user: User, asker: Asker) -> None:
    """Ask how many days before a deadline one is to be reminded, in a message of its own: it is to be replied to."""
    if not isinstance(callback.message, Message):
        callback_answer.text = gone(asker.tr).plain()
        return
    wish = await asker.store.reminding.wish(user.id)
    await answer(callback.message, days_question(wish.steps, asker.tr))


async def take_days(message: Message, user: User, asker: Asker) -> None:
    """Remind on these days from now on; what cannot be read is refused with the bounds, and asked for again."""
    reminding, words = asker.store.reminding, message.text or ""
    days = read_days(words)
    if isinstance(days, DaysFault):
        wish = await reminding.wish(user.id)
        await answer(message, days_question(wish.steps, asker.tr, refused=(days, words)))
        return
    await reminding.set_steps(user.id, days)
    await answer(message, await own_settings(user, asker))


async def ask_for_plan_days(
    callback: CallbackQuery, callback_data: AskForPlanDays, callback_answer: CallbackAnswer, asker: Asker
) -> None:
    """Ask how many days before its deadlines a plan is to be told of."""
    plan = next((one for one in await asker.store.plan.plans() if plan_key(one.slug) == callback_data.plan), None)
    if plan is None or not isinstance(callback.message, Message):
        callback_answer.text = gone(asker.tr).plain()
        return
    kept = read_plan_steps(await asker.store.settings.get(PLAN_STEPS_SETTING))
    await answer(callback.message, days_question(kept.get(plan.slug, StepSet.USUAL), asker.tr, plan))


async def take_plan_days(message: Message, question: str, user: User, asker: Asker, catalogues: Catalogues) -> None:
    """Tell of the plan on these days from now on, unless somebody has chosen otherwise since the question."""
    asked = plans_asked_about(question, await asker.store.plan.plans(), catalogues)
    if len(asked) != 1:
        await answer(message, gone(asker.tr))
        return
    (plan,), words = asked, message.text or ""
    before = read_plan_steps(await asker.store.settings.get(PLAN_STEPS_SETTING)).get(plan.slug)
    days = read_days(words)
    said: Text | None = None
    if not holds_still(question, before or StepSet.USUAL, catalogues):
        said = moved_meanwhile(asker.tr)
    elif isinstance(days, DaysFault):
        await answer(message, days_question(before or StepSet.USUAL, asker.tr, plan, (days, words)))
        return
    elif not await asker.store.settings.put_part(
        PLAN_STEPS_SETTING, plan.slug, as_kept(days), by=user.id, now=asker.now,
        instead_of=before and as_kept(before),
    ):  # fmt: skip
        said = moved_meanwhile(asker.tr)
    await answer(message, await _told(plan, said, asker))


async def _told(plan: PlanSummary, said: Text | None, asker: Asker) -> Screen:
    screen = await plan_settings(plan, asker)
    return Screen(fitted(blocks(said, screen.text)), screen.keyboard) if said is not None else screen
