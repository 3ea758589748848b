"""Control by buttons: «исполнено», «в работе», «нужен перенос»; accepting, granting, taking back; what became of it.

a button under a reminder or a card -> who may -> marked at once, or a question (handlers/dialogues.py) -> the outbox
"""

from typing import Any

from aiogram import Bot, F, Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CallbackQuery
from aiogram.utils.callback_answer import CallbackAnswer

from bot.delivery.authored import show_body
from bot.errors import AttachmentGone
from bot.plan.control import TAKE_BACK, Owing, coordinates, owing
from bot.plan.standing_in import Deciding, concerns, owing_in_place_of
from bot.render import control as words
from bot.render.catalogue import Catalogues
from bot.render.commitment_card import HISTORY_SHOWN, deadlines_screen, history_screen, in_place_of
from bot.render.control import extension_decided, question, report_decided, taken_back
from bot.render.control_buttons import (
    ActInPlace,
    DeadlineAct,
    DeadlineDeed,
    DecideExtension,
    DecideReport,
    DialogueKind,
    OpenDeadline,
    OpenDeadlines,
    OpenHistory,
    ShowEvidence,
    WithdrawReport,
)
from bot.render.screens import gone
from bot.replies import Asker
from bot.rights import Right
from handlers.access import needs
from handlers.plan_cards import alert, deadline_card, deadline_of, names_of, say
from handlers.screen import show
from handlers.settling import settle_extension, settle_report
from handlers.standing_in import absent_for, deciding_now, doer, name_of
from storage.control_records import STANDING, Dialogue, Edit
from storage.errors import VersionMoved
from storage.records import Commitment, Deadline, User

_OWN = (DeadlineDeed.DONE, DeadlineDeed.IN_WORK, DeadlineDeed.EXTENSION)
_ASKED = {
    DeadlineDeed.DONE: DialogueKind.REPORT,
    DeadlineDeed.EXTENSION: DialogueKind.EXTENSION,
    DeadlineDeed.MOVE: DialogueKind.MOVE,
    DeadlineDeed.CLOSE: DialogueKind.CLOSE,
    DeadlineDeed.REMOVE: DialogueKind.REMOVE,
}


def setup() -> Router:
    """Return the router of control; its buttons answer in private chats only."""
    router = Router(name="control")
    own, read, manage = needs(Right.SEE_OWN_DUTIES), needs(Right.READ_PLAN), needs(Right.MANAGE_PLAN)
    taps = router.callback_query
    taps.register(act_on_own, DeadlineAct.filter(F.act.in_(_OWN)), flags=own)
    taps.register(act_in_place, ActInPlace.filter(F.act.in_(_OWN)), flags=own)
    taps.register(act_on_plan, DeadlineAct.filter(F.act.not_in(_OWN)), flags=manage)
    taps.register(withdraw_report, WithdrawReport.filter(), flags=own)
    # A coordinator's deputy has no such right of their own: who decides is looked at for each tap.
    taps.register(decide_report, DecideReport.filter(), flags=own)
    taps.register(decide_extension, DecideExtension.filter(), flags=own)
    taps.register(show_evidence, ShowEvidence.filter(), flags=own)
    taps.register(open_deadline, OpenDeadline.filter(), flags=read)
    taps.register(open_deadlines, OpenDeadlines.filter(), flags=read)
    taps.register(open_history, OpenHistory.filter(), flags=read)
    return router


async def act_on_own(
    callback: CallbackQuery, callback_data: DeadlineAct, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Mark a deadline as in work, or ask what was done or until when; the message that was tapped stays."""
    found = await deadline_of(callback_data.deadline_id, asker)
    if found is None:
        callback_answer.text = gone(asker.tr).plain()
        return
    owed = owing(user.grants, found[0])
    if owed is None:
        alert(callback_answer, asker.tr.plain(words.NOT_YOURS))
    else:
        answered = await _acted(callback, callback_data.act, found, owed, Deciding(user), asker)
        callback_answer.text, callback_answer.show_alert = answered


async def act_in_place(
    callback: CallbackQuery, callback_data: ActInPlace, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Do the same in the place of somebody who is away, while the tapper stands in for them."""
    found = await deadline_of(callback_data.deadline_id, asker)
    if found is None:
        callback_answer.text = gone(asker.tr).plain()
        return
    place = owing_in_place_of(callback_data.instead_of, await absent_for(user, asker), found[0])
    if place is None:
        alert(callback_answer, asker.tr.plain(words.NOT_STANDING_IN))
    else:
        answered = await _acted(callback, callback_data.act, found, place[1], Deciding(user, place[0]), asker)
        callback_answer.text, callback_answer.show_alert = answered


async def _acted(
    callback: CallbackQuery,
    act: DeadlineDeed,
    found: tuple[Commitment, Deadline],
    owed: Owing,
    who: Deciding,
    asker: Asker,
) -> tuple[str | None, bool]:
    """Mark a deadline, or ask about it; return what the tap is answered with, and whether that stays until read."""
    commitment, deadline = found
    if deadline.state not in STANDING:
        return asker.tr.plain(words.CLOSED_ALREADY), True
    if act is DeadlineDeed.IN_WORK:
        by = doer(who.user, who.instead_of)
        marked = await asker.store.control.mark_in_work(deadline.id, by=by, now=asker.now)
        return asker.tr.plain(words.MARKED if marked else words.NOT_AWAITED), False
    if act is DeadlineDeed.DONE and owed.side in deadline.reported:
        return asker.tr.plain(words.REPORTED_ALREADY), True
    place = {"instead_of": who.instead_of.id} if who.instead_of else {}
    await ask(callback, _ASKED[act], commitment, deadline.id, who.user, asker, **place)
    return None, False


async def act_on_plan(
    callback: CallbackQuery, callback_data: DeadlineAct, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Ask a coordinator how a deadline is moved or why it is closed; put a closed one back at once."""
    found = await deadline_of(callback_data.deadline_id, asker)
    if found is None:
        callback_answer.text = gone(asker.tr).plain()
        return
    commitment, deadline = found
    reopens = callback_data.act is DeadlineDeed.REOPEN
    if not coordinates(user.grants, commitment):
        alert(callback_answer, asker.tr.plain(words.NOT_YOUR_SIDE))
    elif (deadline.state in STANDING) is reopens:
        alert(callback_answer, asker.tr.plain(words.NOT_AWAITED))
    elif not reopens:
        await ask(callback, _ASKED[callback_data.act], commitment, deadline.id, user, asker)
    else:
        try:
            await asker.store.editing.reopen(deadline.id, Edit(user.id, asker.now, commitment.version))
        except VersionMoved:
            alert(callback_answer, asker.tr.plain(words.MOVED_ON))
            return
        await show(callback, await deadline_card(deadline.id, user, asker), callback_answer)


async def ask(
    callback: CallbackQuery,
    kind: DialogueKind,
    commitment: Commitment,
    deadline_id: int | None,
    user: User,
    asker: Asker,
    **said: int,
) -> None:
    """Put a question about a deadline, or about a commitment as a whole, below what was tapped."""
    subject = commitment.id if deadline_id is None else deadline_id
    asked = Dialogue(user.id, kind.value, commitment.id, deadline_id, commitment.version, said, asker.now)
    await asker.store.dialogues.put(asked)
    await say(callback, question(kind, subject, commitment, asker.tr))


async def withdraw_report(
    callback: CallbackQuery, callback_data: WithdrawReport, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Take one's own report back within the minutes for that."""
    report = None if asker.public else await asker.store.control.get(callback_data.report_id)
    if report is None or report.by != user.id:
        callback_answer.text = gone(asker.tr).plain()
        return
    since = asker.now - TAKE_BACK
    if not await asker.store.control.withdraw(report.id, by=user.id, since=since, now=asker.now):
        alert(callback_answer, asker.tr.plain(words.TOO_LATE_BACK))
        return
    commitment = await asker.store.plan.commitment(report.commitment_id)
    if commitment is not None:
        await show(callback, taken_back(commitment, asker.tr), callback_answer)


async def decide_report(
    callback: CallbackQuery,
    callback_data: DecideReport,
    callback_answer: CallbackAnswer,
    user: User,
    asker: Asker,
    catalogues: Catalogues,
) -> None:
    """Accept a report at once, or ask why it is returned; whoever comes second reads who decided."""
    report = None if asker.public else await asker.store.control.get(callback_data.report_id)
    commitment = await asker.store.plan.commitment(report.commitment_id) if report else None
    if report is None or commitment is None:
        callback_answer.text = gone(asker.tr).plain()
    elif (who := await deciding_now(user, report.side, report.by, asker)) is None:
        alert(callback_answer, asker.tr.plain(words.NOT_YOUR_SIDE))
    elif report.decision is not None:
        await _tell_decided(report.decided_by, callback_answer, asker)
    elif not callback_data.accepted:
        await ask(callback, DialogueKind.RETURN, commitment, report.deadline_id, user, asker, report=report.id)
    else:
        decided, mine = await settle_report(report, commitment, who, asker, catalogues)
        if mine and decided is not None:
            screen = report_decided(decided, commitment, asker.tr, user.name, name_of(who.instead_of))
            await show(callback, screen, callback_answer)
        else:
            await _tell_decided(decided.decided_by if decided else None, callback_answer, asker)


async def _tell_decided(by: int | None, callback_answer: CallbackAnswer, asker: Asker) -> None:
    names = await names_of([by], asker)
    alert(callback_answer, words.decided_already(names.get(by or 0, ""), asker.tr))


async def decide_extension(
    callback: CallbackQuery,
    callback_data: DecideExtension,
    callback_answer: CallbackAnswer,
    user: User,
    asker: Asker,
    catalogues: Catalogues,
) -> None:
    """Grant a later date at once, or ask why it is refused; whoever comes second reads who decided."""
    asked = None if asker.public else await asker.store.control.extension(callback_data.extension_id)
    commitment = await asker.store.plan.commitment(asked.commitment_id) if asked else None
    if asked is None or commitment is None:
        callback_answer.text = gone(asker.tr).plain()
    elif (who := await deciding_now(user, asked.side, asked.by, asker)) is None:
        alert(callback_answer, asker.tr.plain(words.NOT_YOUR_SIDE))
    elif asked.granted is not None:
        await _tell_decided(asked.decided_by, callback_answer, asker)
    elif not callback_data.granted:
        await ask(callback, DialogueKind.REFUSE, commitment, asked.deadline_id, user, asker, extension=asked.id)
    else:
        decided, mine = await settle_extension(asked, commitment, who, asker, catalogues)
        if mine and decided is not None:
            screen = extension_decided(decided, commitment, asker.tr, user.name, name_of(who.instead_of))
            await show(callback, screen, callback_answer)
        else:
            await _tell_decided(decided.decided_by if decided else None, callback_answer, asker)


async def show_evidence(
    callback: CallbackQuery,
    callback_data: ShowEvidence,
    callback_answer: CallbackAnswer,
    user: User,
    asker: Asker,
    bot: Bot,
) -> None:
    """Send the files of a report to those who owe the item or decide on it."""
    report = None if asker.public else await asker.store.control.get(callback_data.report_id)
    commitment = await asker.store.plan.commitment(report.commitment_id) if report else None
    if report is None or commitment is None or callback.message is None:
        callback_answer.text = gone(asker.tr).plain()
        return
    if not concerns(user, await absent_for(user, asker), commitment):
        alert(callback_answer, asker.tr.plain(words.NOT_YOUR_SIDE))
        return
    await callback.answer()
    callback_answer.disable()
    for one in report.files:
        body: dict[str, Any] = {"text": "", "entities": [], "keyboard": None, "attachment": one.attachment}
        try:
            await show_body(bot, asker.store, callback.message.chat.id, body, asker.now)
        except (TelegramBadRequest, AttachmentGone):
            await say(callback, words.plain_said(words.NO_FILES, asker.tr))


async def open_deadline(
    callback: CallbackQuery, callback_data: OpenDeadline, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Show one deadline, in private only: a group reads along."""
    if await deadline_of(callback_data.deadline_id, asker) is None:
        callback_answer.text = gone(asker.tr).plain()
    else:
        await show(callback, await deadline_card(callback_data.deadline_id, user, asker), callback_answer)


async def open_deadlines(
    callback: CallbackQuery, callback_data: OpenDeadlines, callback_answer: CallbackAnswer, asker: Asker
) -> None:
    """Show a page of a commitment's deadlines, in private only."""
    commitment = None if asker.public else await asker.store.plan.commitment(callback_data.commitment_id)
    if commitment is None:
        callback_answer.text = gone(asker.tr).plain()
    else:
        screen = deadlines_screen(commitment, asker.tr, asker.today, callback_data.page)
        await show(callback, screen, callback_answer)


async def open_history(
    callback: CallbackQuery, callback_data: OpenHistory, callback_answer: CallbackAnswer, asker: Asker
) -> None:
    """Show what became of a commitment, in private only."""
    commitment = None if asker.public else await asker.store.plan.commitment(callback_data.commitment_id)
    if commitment is None:
        callback_answer.text = gone(asker.tr).plain()
        return
    events = await asker.store.control.history(commitment.id, HISTORY_SHOWN)
    names = await names_of((number for one in events for number in (one.by, in_place_of(one))), asker)
    await show(callback, history_screen(commitment, events, names, asker.zone, asker.tr), callback_answer)
