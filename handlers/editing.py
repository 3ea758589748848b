"""A coordinator changes a commitment: text, responsible, sectors, deadlines; closes it, removes it, adds another."""

from aiogram import Router
from aiogram.types import CallbackQuery
from aiogram.utils.callback_answer import CallbackAnswer

from bot.plan.choice import read_choice
from bot.plan.control import coordinates
from bot.render import control as words
from bot.render.control import question
from bot.render.control_buttons import CommitmentAct, CommitmentDeed, DialogueKind, DropOwner, ToggleSector
from bot.render.plan_edit import edit_screen, sectors_screen
from bot.render.plan_look import AddCommitment
from bot.render.screens import gone
from bot.replies import Asker
from bot.rights import Right
from handlers.access import needs
from handlers.control import ask
from handlers.dialogue_ends import owners_asked
from handlers.plan_cards import alert, card_of, say
from handlers.screen import show
from storage.control_records import Dialogue, Edit
from storage.errors import VersionMoved
from storage.records import Commitment, User

_ASKED = {
    CommitmentDeed.TEXT: DialogueKind.TEXT,
    CommitmentDeed.DATES: DialogueKind.DATES,
    CommitmentDeed.CLOSE: DialogueKind.CLOSE_WHOLE,
    CommitmentDeed.REMOVE: DialogueKind.REMOVE_WHOLE,
}


def setup() -> Router:
    """Return the router of editing; its buttons answer in private chats only."""
    router = Router(name="editing")
    manage = needs(Right.MANAGE_PLAN)
    router.callback_query.register(change_commitment, CommitmentAct.filter(), flags=manage)
    router.callback_query.register(toggle_sector, ToggleSector.filter(), flags=manage)
    router.callback_query.register(drop_owner, DropOwner.filter(), flags=manage)
    router.callback_query.register(add_commitment, AddCommitment.filter(), flags=manage)
    return router


async def _mine(commitment_id: int, user: User, callback_answer: CallbackAnswer, asker: Asker) -> Commitment | None:
    """Return a commitment of the coordinator's own side; else say why there is none."""
    commitment = None if asker.public else await asker.store.plan.commitment(commitment_id)
    if commitment is None:
        callback_answer.text = gone(asker.tr).plain()
        return None
    if not coordinates(user.grants, commitment):
        alert(callback_answer, asker.tr.plain(words.NOT_YOUR_SIDE))
        return None
    return commitment


async def change_commitment(
    callback: CallbackQuery, callback_data: CommitmentAct, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Show what can be changed, ask for the new words, or show the sectors to tap."""
    commitment = await _mine(callback_data.commitment_id, user, callback_answer, asker)
    if commitment is None:
        return
    match callback_data.act:
        case CommitmentDeed.EDIT:
            await show(callback, edit_screen(commitment, asker.tr), callback_answer)
        case CommitmentDeed.SECTORS:
            screen = sectors_screen(commitment, asker.knowledge.register, asker.tr, callback_data.page)
            await show(callback, screen, callback_answer)
        case CommitmentDeed.OWNERS:
            await show(callback, await owners_asked(commitment.id, user, asker), callback_answer)
        case CommitmentDeed.REOPEN:
            if await _written(callback_answer, asker, commitment, user):
                await show(callback, await card_of(commitment.id, user, asker), callback_answer)
        case deed:
            await ask(callback, _ASKED[deed], commitment, None, user, asker)


async def _written(callback_answer: CallbackAnswer, asker: Asker, commitment: Commitment, user: User) -> bool:
    try:
        await asker.store.editing.reopen_whole(commitment.id, Edit(user.id, asker.now, commitment.version))
    except VersionMoved:
        alert(callback_answer, asker.tr.plain(words.MOVED_ON))
        return False
    return True


async def toggle_sector(
    callback: CallbackQuery, callback_data: ToggleSector, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Give a commitment a sector of the register, or take it away."""
    commitment = await _mine(callback_data.commitment_id, user, callback_answer, asker)
    if commitment is None:
        return
    register, slug = asker.knowledge.register, callback_data.sector
    had = [one for one in commitment.sectors if one != slug]
    new = had if slug in commitment.sectors else [*had, slug]
    if slug not in register.sectors:
        callback_answer.text = gone(asker.tr).plain()
        return
    try:
        await asker.store.editing.set_sectors(commitment.id, new, Edit(user.id, asker.now, commitment.version))
    except VersionMoved:
        alert(callback_answer, asker.tr.plain(words.MOVED_ON))
        return
    changed = await asker.store.plan.commitment(commitment.id) or commitment
    await show(callback, sectors_screen(changed, register, asker.tr, callback_data.page), callback_answer)


async def drop_owner(
    callback: CallbackQuery, callback_data: DropOwner, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Take one responsible away from the commitment as it was shown; one that changed meanwhile stays."""
    commitment = await _mine(callback_data.commitment_id, user, callback_answer, asker)
    if commitment is None:
        return
    left = [one for place, one in enumerate(commitment.responsible) if place != callback_data.place]
    try:
        await asker.store.editing.assign(commitment.id, left, Edit(user.id, asker.now, callback_data.version))
    except VersionMoved:
        alert(callback_answer, asker.tr.plain(words.MOVED_ON))
        return
    await show(callback, await owners_asked(commitment.id, user, asker), callback_answer)


async def add_commitment(
    callback: CallbackQuery, callback_data: AddCommitment, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Ask for the text of a new commitment of the plan and the section that are looked at."""
    kept = None if asker.public else await asker.store.views.get(callback_data.view)
    plans = await asker.store.plan.plans()
    choice = read_choice(kept) if kept is not None else None
    plan = next((one.slug for one in plans if choice is not None and choice.plan in {None, one.slug}), None)
    if choice is None or plan is None:
        callback_answer.text = gone(asker.tr).plain()
        return
    said = {"plan": plan, **({"section": choice.section} if choice.section else {})}
    asked = Dialogue(user.id, DialogueKind.ADD.value, None, None, 0, said, asker.now)
    await asker.store.dialogues.put(asked)
    await say(callback, question(DialogueKind.ADD, 0, None, asker.tr))
