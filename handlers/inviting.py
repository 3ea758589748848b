"""/invite: a one-time link that gives a role; for administrators, and for coordinators to officials of their side."""

from datetime import timedelta
from hashlib import sha256
from secrets import token_urlsafe

from aiogram import Bot, F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot import commands
from bot.people import AssignFault, may_offer, read_offer
from bot.render.desk_buttons import OpenInvitations
from bot.render.joining import (
    grant_of,
    invitation_link,
    invitation_made,
    invitation_withdrawn,
    invitations_screen,
    picker,
    with_list,
)
from bot.render.message import Message as Screen
from bot.render.people_buttons import Offer, Purpose, WithdrawInvitation
from bot.render.screens import assign_fault, gone
from bot.replies import Asker
from bot.rights import Right
from handlers.access import needs
from handlers.filters import in_private
from handlers.naming import organisation_named
from handlers.screen import answer, show
from storage.records import Grant, User

HOLDS_FOR = timedelta(days=7)
_SECRET_BYTES = 16
_SHOWN = 10


def setup() -> Router:
    """Return the router of invitations; in private chats only."""
    router = Router(name="inviting")
    router.message.filter(in_private)
    manage = needs(commands.INVITE.right)
    router.message.register(invite, Command(commands.INVITE.name), flags=manage)
    router.callback_query.register(choose_invitation, Offer.filter(F.purpose == Purpose.INVITE), flags=manage)
    router.callback_query.register(withdraw_invitation, WithdrawInvitation.filter(), flags=manage)
    router.callback_query.register(show_invitations, OpenInvitations.filter(), flags=manage)
    return router


def hashed(token: str) -> str:
    """Return what is kept of the secret of a link."""
    return sha256(token.encode()).hexdigest()


async def invite(message: Message, command: CommandObject, user: User, bot: Bot, asker: Asker) -> None:
    """Make a link for the role that was typed, or let it be chosen; what is open is shown, to be withdrawn."""
    if not command.args:
        mine = await asker.store.joining.open_invitations(_whose(asker, user), asker.now, _SHOWN)
        if mine:
            await answer(message, invitations_screen(mine, asker.knowledge.register, asker.tr))
        await answer(message, with_list(_picker(Offer(purpose=Purpose.INVITE), user, asker), asker.tr))
        return
    offer = read_offer(command.args, lambda name: organisation_named(name, asker.knowledge))
    if isinstance(offer, AssignFault):
        await answer(message, assign_fault(offer, asker.tr))
        await answer(message, _picker(Offer(purpose=Purpose.INVITE), user, asker))
    elif may_offer(user.grants, offer):
        await answer(message, await _invitation(offer, user, bot, asker))
    else:
        await answer(message, assign_fault(AssignFault.NOT_YOURS, asker.tr))


async def show_invitations(callback: CallbackQuery, callback_answer: CallbackAnswer, user: User, asker: Asker) -> None:
    """Show the invitations that hold in place of the desk."""
    if asker.public:
        callback_answer.text = gone(asker.tr).plain()
        return
    mine = await asker.store.joining.open_invitations(_whose(asker, user), asker.now, _SHOWN)
    await show(callback, invitations_screen(mine, asker.knowledge.register, asker.tr), callback_answer)


async def choose_invitation(
    callback: CallbackQuery,
    callback_data: Offer,
    callback_answer: CallbackAnswer,
    user: User,
    bot: Bot,
    asker: Asker,
) -> None:
    """Take the next step of choosing, or make the link."""
    offer = grant_of(callback_data, asker.knowledge.register)
    if asker.public or (offer is not None and not may_offer(user.grants, offer)):
        callback_answer.text = gone(asker.tr).plain()
    elif offer is not None and callback_data.sure:
        await show(callback, await _invitation(offer, user, bot, asker), callback_answer)
    else:
        await show(callback, _picker(callback_data, user, asker), callback_answer)


async def withdraw_invitation(
    callback: CallbackQuery,
    callback_data: WithdrawInvitation,
    callback_answer: CallbackAnswer,
    user: User,
    asker: Asker,
) -> None:
    """Let an invitation hold no more; a coordinator only one of their own."""
    whose = _whose(asker, user)
    done = not asker.public and await asker.store.joining.withdraw(
        callback_data.invitation_id, of=whose, by=user.id, now=asker.now
    )
    if not done:
        callback_answer.text = gone(asker.tr).plain()
        return
    callback_answer.text = invitation_withdrawn(asker.tr)
    left = await asker.store.joining.open_invitations(whose, asker.now, _SHOWN)
    await show(callback, invitations_screen(left, asker.knowledge.register, asker.tr), callback_answer)


def _whose(asker: Asker, user: User) -> int | None:
    return None if Right.ASSIGN_ROLES in asker.rights else user.id


def _picker(choice: Offer, user: User, asker: Asker) -> Screen:
    return picker(choice, asker.knowledge.register, asker.tr, lambda offer: may_offer(user.grants, offer))


async def _invitation(offer: Grant, user: User, bot: Bot, asker: Asker) -> Screen:
    secret, until = token_urlsafe(_SECRET_BYTES), asker.now + HOLDS_FOR
    await asker.store.joining.invite([(hashed(secret), offer)], by=user.id, now=asker.now, until=until)
    link = invitation_link((await bot.me()).username or "", secret)
    return invitation_made(link, offer, until, asker.zone, asker.knowledge.register, asker.tr)
