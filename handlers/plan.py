"""/plan and /deadlines: how far the plan is, narrowed by taps, its lines, and both as files."""

from collections.abc import Sequence

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import BufferedInputFile, CallbackQuery, InaccessibleMessage, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot import commands
from bot.plan.choice import Choice, Line, Window, chosen, read_choice
from bot.render.message import Message as Screen
from bot.render.plan_calendar import plan_calendar
from bot.render.plan_look import (
    FACETS,
    ON_PAGE,
    Look,
    OpenPlan,
    OpenWindow,
    PlanLook,
    Shows,
    deadlines_menu,
    options,
    plan_list,
    plan_options,
    plan_overview,
)
from bot.render.plan_sheet import plan_sheet
from bot.render.screens import gone
from bot.replies import Asker
from bot.rights import Right
from handlers.access import needs
from handlers.filters import in_private
from handlers.screen import answer, show
from storage.records import Commitment, User


def setup() -> Router:
    """Return the router of the plan; in private chats only."""
    router = Router(name="plan")
    router.message.filter(in_private)
    read = needs(Right.READ_PLAN)
    router.message.register(tell_plan, Command(commands.PLAN.name), flags=read)
    router.message.register(tell_deadlines, Command(commands.DEADLINES.name), flags=read)
    router.callback_query.register(open_plan, OpenPlan.filter(), flags=read)
    router.callback_query.register(open_window, OpenWindow.filter(), flags=read)
    router.callback_query.register(look_at_plan, PlanLook.filter(), flags=read)
    return router


async def tell_plan(message: Message, user: User, asker: Asker) -> None:
    """Answer with how far the plan in force is."""
    await answer(message, await whole_plan(user, asker))


async def tell_deadlines(message: Message, user: User, asker: Asker) -> None:
    """Answer with how much is due this week, month and quarter, and how much is overdue."""
    commitments = await asker.store.plan.everything()
    counts = {one: len(chosen(commitments, Choice(window=one), asker.today, own_of(user))) for one in Window}
    await answer(message, deadlines_menu(counts, asker.tr))


async def open_plan(callback: CallbackQuery, callback_answer: CallbackAnswer, user: User, asker: Asker) -> None:
    """Show the plan from the beginning, in private only."""
    if asker.public:
        callback_answer.text = gone(asker.tr).plain()
    else:
        await show(callback, await whole_plan(user, asker), callback_answer)


async def open_window(
    callback: CallbackQuery, callback_data: OpenWindow, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Show the deadlines of a stretch of time, in private only."""
    if asker.public:
        callback_answer.text = gone(asker.tr).plain()
    else:
        await show(callback, await listed(Choice(window=callback_data.window), user, asker), callback_answer)


async def look_at_plan(
    callback: CallbackQuery, callback_data: PlanLook, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Show what a button names of a view, or send it as a file; in private only."""
    kept = None if asker.public else await asker.store.views.get(callback_data.view)
    if kept is None or callback.message is None:
        callback_answer.text = gone(asker.tr).plain()
        return
    look = await looked(read_choice(kept), user, asker)
    match callback_data.shows:
        case Shows.WHOLE:
            await show(callback, plan_overview(look, asker.knowledge.register, asker.tr), callback_answer)
        case Shows.LIST:
            screen = plan_list(look, asker.knowledge.register, asker.tr, callback_data.page)
            await show(callback, screen, callback_answer)
        case Shows.SHEET | Shows.CALENDAR:
            await callback.answer()
            callback_answer.disable()
            await send_file(callback.message, callback_data.shows, look.lines, asker)
        case shows:
            await show(callback, await _options(look, shows, callback_data.page, user, asker), callback_answer)


async def send_file(
    message: Message | InaccessibleMessage, shows: Shows, lines: Sequence[Line], asker: Asker, caption: str = ""
) -> None:
    """Send lines of the plan as a table or as a calendar."""
    if shows is Shows.SHEET:
        content, name = plan_sheet(lines, asker.knowledge.register, asker.tr), "plan.xlsx"
    else:
        content, name = plan_calendar(lines, asker.tr, asker.now), "plan.ics"
    await message.answer_document(BufferedInputFile(content, name), caption=caption or None)


def own_of(user: User) -> frozenset[str]:
    """Return the organisations for which a person acts."""
    return frozenset(grant.organisation for grant in user.grants if grant.organisation)


async def whole_plan(user: User, asker: Asker) -> Screen:
    """Return the plan in force today, or else the latest."""
    plans = await asker.store.plan.plans()
    in_force = next((one for one in plans if one.starts_on <= asker.today <= one.ends_on), plans[0] if plans else None)
    look = await looked(Choice(plan=in_force.slug if in_force else None), user, asker)
    return plan_overview(look, asker.knowledge.register, asker.tr)


async def listed(choice: Choice, user: User, asker: Asker) -> Screen:
    """Return the first page of what a choice leaves."""
    return plan_list(await looked(choice, user, asker), asker.knowledge.register, asker.tr, 0)


async def looked(choice: Choice, user: User, asker: Asker) -> Look:
    """Return what a choice leaves of the plans, under its number."""
    plans = await asker.store.plan.plans()
    lines = chosen(await _commitments(choice, asker), choice, asker.today, own_of(user))
    (number,) = await asker.store.views.numbers([choice.as_json()])
    return Look(choice, number, lines, plans, asker.today, edits=Right.MANAGE_PLAN in asker.rights)


async def _commitments(choice: Choice, asker: Asker) -> Sequence[Commitment]:
    plan = asker.store.plan
    return await (plan.commitments_of(choice.plan) if choice.plan else plan.everything())


async def _options(look: Look, shows: Shows, page: int, user: User, asker: Asker) -> Screen:
    facet = FACETS[shows]
    let_go = look.choice.narrowed(facet, None)
    whole = chosen(await _commitments(let_go, asker), let_go, asker.today, own_of(user))
    found = options(look, facet, asker.knowledge.register, asker.tr, whole)
    pages = max(1, -(-len(found) // ON_PAGE))
    begins = min(page, pages - 1) * ON_PAGE
    # Only what stands on the page becomes a button, and only what is one needs a number; a tick tapped lets go.
    shown = found[begins : begins + ON_PAGE]
    choices = [let_go if one.on else one.choice for one in shown]
    numbers = await asker.store.views.numbers([one.as_json() for one in choices])
    numbered = dict(zip(range(begins, begins + len(shown)), numbers, strict=True))
    pairs = [(one, numbered.get(place)) for place, one in enumerate(found)]
    return plan_options(look, shows, pairs, asker.tr, page)
