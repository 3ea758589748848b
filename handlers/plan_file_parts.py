"""The parts of a plan that was read: its pages, its period, its columns, its bodies."""

from collections.abc import Awaitable, Callable

from aiogram import Router
from aiogram.types import BufferedInputFile, CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot.plan.near_bodies import near_bodies
from bot.plan.phrase_reading import PlanPeriod
from bot.plan.plan_draft import Choices, PlanDraft, choices_of
from bot.plan.plan_period import periods_offered, years
from bot.plan.table import FileUnreadable
from bot.render.message import Message as Screen
from bot.render.screens import gone
from bot.render.upload import GONE, MOVED, periods_screen, summary
from bot.render.upload_buttons import (
    ChooseColumn,
    ChoosePeriod,
    LeaveBody,
    LinkBody,
    OpenBody,
    OpenColumn,
    OpenColumns,
    OpenImport,
    OpenSaid,
    SendFaults,
    UnsayBody,
    View,
    mark_of,
)
from bot.render.upload_columns import column_screen, columns_screen
from bot.render.upload_lists import FAULTS_FILE, body_screen, faults_caption, faults_file, list_screen, said_screen
from bot.replies import Asker
from bot.rights import Right
from bot.uploads import draft_of, headings_told, pending_of, tables_by_number
from handlers.access import needs
from handlers.filters import tapped_in_private
from handlers.screen import show
from storage.import_records import PendingImport, SaidBody
from storage.records import User

_NEAR = 6


def setup() -> Router:
    """Return the router of the parts; in private chats only."""
    router = Router(name="plan file parts")
    router.callback_query.filter(tapped_in_private)
    manage = needs(Right.MANAGE_PLAN)
    router.callback_query.register(show_import, OpenImport.filter(), flags=manage)
    router.callback_query.register(choose_period, ChoosePeriod.filter(), flags=manage)
    router.callback_query.register(show_columns, OpenColumns.filter(), flags=manage)
    router.callback_query.register(show_column, OpenColumn.filter(), flags=manage)
    router.callback_query.register(choose_column, ChooseColumn.filter(), flags=manage)
    router.callback_query.register(show_body, OpenBody.filter(), flags=manage)
    router.callback_query.register(link_body, LinkBody.filter(), flags=manage)
    router.callback_query.register(leave_body, LeaveBody.filter(), flags=manage)
    router.callback_query.register(send_faults, SendFaults.filter(), flags=manage)
    router.callback_query.register(show_said, OpenSaid.filter(), flags=manage)
    router.callback_query.register(unsay_body, UnsayBody.filter(), flags=manage)
    return router


Shown = Callable[[PendingImport, PlanDraft | None], Awaitable[Screen | None]]


async def _put(
    import_id: int, callback: CallbackQuery, callback_answer: CallbackAnswer, user: User, asker: Asker, shown: Shown
) -> None:
    """Show something of what waits; what is gone is said to be."""
    pending = await pending_of(import_id, user.id, asker)
    screen = None if pending is None else await shown(pending, await _draft(pending, asker))
    if screen is None:
        callback_answer.text, callback_answer.show_alert = asker.tr.plain(GONE), True
    else:
        await show(callback, screen, callback_answer)


async def _draft(pending: PendingImport, asker: Asker) -> PlanDraft | None:
    try:
        return await draft_of(pending, asker)
    except FileUnreadable:
        return None


def _summed(pending: PendingImport, draft: PlanDraft | None, asker: Asker, said: str = "") -> Screen:
    if draft is None:
        return columns_of(pending, None, None, asker)
    return summary(pending.id, draft, asker.knowledge.register, asker.tr, said)


def columns_of(pending: PendingImport, number: int | None, draft: PlanDraft | None, asker: Asker) -> Screen:
    """Return the columns of a table; without a number those of the largest."""
    tables = tables_by_number(pending)
    chosen = number if number in tables else max(tables, key=lambda one: len(tables[one].rows))
    headings = headings_told(pending, chosen, tables[chosen], draft)
    return columns_screen(pending.id, chosen, tables, headings, asker.tr)


async def show_import(
    callback: CallbackQuery, callback_data: OpenImport, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Show the summary, the periods, or a page of a part."""

    async def shown(pending: PendingImport, draft: PlanDraft | None) -> Screen:
        if callback_data.view is View.PERIODS:
            plans = [PlanPeriod(one.starts_on, one.ends_on) for one in await asker.store.plan.plans()]
            whole = [one for one in plans if one == years(one.starts_on.year, one.ends_on.year)]
            chosen = choices_of(pending.choices).period
            return periods_screen(pending.id, chosen, periods_offered([*whole, chosen], asker.today), asker.tr)
        if callback_data.view is View.SUMMARY or draft is None:
            return _summed(pending, draft, asker)
        return list_screen(pending.id, callback_data.view, draft, callback_data.page, asker.tr)

    await _put(callback_data.import_id, callback, callback_answer, user, asker, shown)


async def choose_period(
    callback: CallbackQuery, callback_data: ChoosePeriod, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Read the file as the plan of other years."""
    first, last = sorted((callback_data.first, callback_data.last))
    await _choose(
        callback_data.import_id, callback, callback_answer, user, asker,
        lambda kept: Choices(years(first, last), kept.columns),
    )  # fmt: skip


async def _choose(
    import_id: int,
    callback: CallbackQuery,
    callback_answer: CallbackAnswer,
    user: User,
    asker: Asker,
    changed: Callable[[Choices], Choices],
) -> None:
    async def shown(pending: PendingImport, _: PlanDraft | None) -> Screen | None:
        done = await asker.store.imports.choose(pending, changed(choices_of(pending.choices)).as_json())
        again = await pending_of(pending.id, user.id, asker)
        if again is None:
            return None
        return _summed(again, await _draft(again, asker), asker, "" if done else asker.tr.plain(MOVED))

    await _put(import_id, callback, callback_answer, user, asker, shown)


async def show_columns(
    callback: CallbackQuery, callback_data: OpenColumns, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Show what the columns of a table hold."""

    async def shown(pending: PendingImport, draft: PlanDraft | None) -> Screen:
        return columns_of(pending, callback_data.table, draft, asker)

    await _put(callback_data.import_id, callback, callback_answer, user, asker, shown)


async def show_column(
    callback: CallbackQuery, callback_data: OpenColumn, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Ask what a column holds."""

    async def shown(pending: PendingImport, draft: PlanDraft | None) -> Screen:
        number, place, tables = callback_data.table, callback_data.place, tables_by_number(pending)
        if number not in tables:
            return columns_of(pending, None, draft, asker)
        headings = headings_told(pending, number, tables[number], draft)
        return column_screen(pending.id, number, place, tables[number], headings, asker.tr)

    await _put(callback_data.import_id, callback, callback_answer, user, asker, shown)


async def choose_column(
    callback: CallbackQuery, callback_data: ChooseColumn, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Let a column hold what was tapped, and show what comes of it."""
    told = callback_data
    await _choose(
        told.import_id, callback, callback_answer, user, asker,
        lambda kept: kept.with_column(told.table, told.place, told.column.column),
    )  # fmt: skip


async def show_body(
    callback: CallbackQuery, callback_data: OpenBody, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Ask what a wording means."""

    async def shown(pending: PendingImport, draft: PlanDraft | None) -> Screen:
        wording = _wording(draft, callback_data.wording)
        if wording is None:
            return _summed(pending, draft, asker)
        near = near_bodies(wording, asker.knowledge.register, _NEAR)
        may_add = Right.EDIT_REGISTER in asker.rights
        return body_screen(pending.id, wording, near, asker.tr, may_add=may_add)

    await _put(callback_data.import_id, callback, callback_answer, user, asker, shown)


def _wording(draft: PlanDraft | None, mark: str) -> str | None:
    return next((name for name in (draft.unknown if draft else ()) if mark_of(name) == mark), None)


async def link_body(
    callback: CallbackQuery, callback_data: LinkBody, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Let a wording mean an organisation, in this file and in later ones."""
    slugs = asker.knowledge.register.organisations
    slug = next((one for one in slugs if mark_of(one) == callback_data.organisation), None)
    if slug is None:
        callback_answer.text = gone(asker.tr).plain()
        return
    await _say(callback, callback_data, callback_answer, user, asker, lambda words: SaidBody(words, slug, None))


async def leave_body(
    callback: CallbackQuery, callback_data: LeaveBody, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Let a wording stay as it is, on a side, in this file and in later ones."""
    side = callback_data.side.side
    if side is None:
        callback_answer.text = gone(asker.tr).plain()
        return
    await _say(callback, callback_data, callback_answer, user, asker, lambda words: SaidBody(words, None, side))


async def _say(
    callback: CallbackQuery,
    tapped: LinkBody | LeaveBody,
    callback_answer: CallbackAnswer,
    user: User,
    asker: Asker,
    meant: Callable[[str], SaidBody],
) -> None:
    async def shown(pending: PendingImport, draft: PlanDraft | None) -> Screen:
        wording = _wording(draft, tapped.wording)
        if wording is not None:
            await asker.store.imports.say_body(meant(wording), by=user.id, now=asker.now)
            draft = await _draft(pending, asker)
        if draft is None or not draft.unknown:
            return _summed(pending, draft, asker)
        return list_screen(pending.id, View.BODIES, draft, 0, asker.tr)

    await _put(tapped.import_id, callback, callback_answer, user, asker, shown)


async def send_faults(
    callback: CallbackQuery, callback_data: SendFaults, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Send every fault as a table."""
    pending = await pending_of(callback_data.import_id, user.id, asker)
    draft = await _draft(pending, asker) if pending is not None else None
    if draft is None or not isinstance(callback.message, Message):
        callback_answer.text, callback_answer.show_alert = asker.tr.plain(GONE), True
        return
    file = BufferedInputFile(faults_file(draft, asker.tr), FAULTS_FILE)
    await callback.message.answer_document(file, caption=faults_caption(draft, asker.tr))


async def show_said(
    callback: CallbackQuery, callback_data: OpenSaid, callback_answer: CallbackAnswer, asker: Asker
) -> None:
    """Show what was said of wordings."""
    said = await asker.store.imports.said_bodies()
    screen = said_screen(said, asker.knowledge.register, callback_data.page, asker.tr)
    await show(callback, screen, callback_answer)


async def unsay_body(
    callback: CallbackQuery, callback_data: UnsayBody, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Forget what was said of a wording."""
    for one in await asker.store.imports.said_bodies():
        if mark_of(one.wording) == callback_data.wording:
            await asker.store.imports.unsay_body(one.wording, by=user.id, now=asker.now)
    said = await asker.store.imports.said_bodies()
    await show(callback, said_screen(said, asker.knowledge.register, 0, asker.tr), callback_answer)
