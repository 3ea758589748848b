"""Getting in: an invitation opened and accepted; /join and what administrators decide on it."""

import re

from aiogram import F, Router
from aiogram.filters import BaseFilter, Command, CommandObject
from aiogram.types import CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot import commands
from bot.people import AssignFault, gains_nothing, may_offer, read_offer
from bot.render.catalogue import Catalogues
from bot.render.joining import (
    acceptance_notice,
    decision_notice,
    grant_of,
    invitation_over,
    invited,
    joined,
    nothing_to_gain,
    picker,
    request_confirmation,
    request_decided,
    request_passed_on,
    request_screen,
    roles_suspended,
)
from bot.render.message import Message as Screen
from bot.render.people_buttons import TOKEN, AcceptInvitation, DecideRequest, Offer, Purpose
from bot.render.screens import assign_fault, gone, greeting
from bot.replies import Asker
from bot.rights import RIGHTS_OF, Right
from handlers.access import needs
from handlers.filters import in_private
from handlers.inviting import hashed
from handlers.naming import organisation_named
from handlers.notices import notify
from handlers.screen import answer, show
from storage.joining_records import Invitation, JoinRequest
from storage.parting import about
from storage.records import Grant, Role, User
from storage.store import Store

_LINK = re.compile(rf"/start(?:@\w+)?\s+inv_({TOKEN})\s*")


class InvitationOpened(BaseFilter):
    """Passes the /start of an invitation's link, and gives its secret as ``token``."""

    async def __call__(self, message: Message) -> bool | dict[str, str]:
        """Tell whether the message opens an invitation."""
        found = _LINK.fullmatch(message.text or "")
        return {"token": found[1]} if found else False


def setup() -> Router:
    """Return the router of getting in; in private chats only, before the other deep links."""
    router = Router(name="joining")
    router.message.filter(in_private)
    enter = needs(Right.ENTER)
    router.message.register(open_invitation, InvitationOpened(), flags=enter)
    router.message.register(join, Command(commands.JOIN.name), flags=needs(commands.JOIN.right))
    router.callback_query.register(accept_invitation, AcceptInvitation.filter(), flags=enter)
    router.callback_query.register(choose_request, Offer.filter(F.purpose == Purpose.JOIN), flags=enter)
    router.callback_query.register(decide_request, DecideRequest.filter(), flags=needs(Right.ASSIGN_ROLES))
    return router


async def open_invitation(message: Message, token: str, user: User, asker: Asker) -> None:
    """Show what is offered; nothing is given before the person agrees."""
    invitation = await _valid(token, asker)
    if invitation is None:
        await answer(message, invitation_over(asker.tr))
    elif await asker.store.parting.is_suspended(user.id):
        await answer(message, roles_suspended(asker.tr))
    elif gains_nothing(user.grants, invitation.offer):
        await answer(message, nothing_to_gain(asker.tr))
    else:
        await answer(message, invited(token, invitation, asker.zone, asker.knowledge.register, asker.tr))


async def accept_invitation(
    callback: CallbackQuery,
    callback_data: AcceptInvitation,
    callback_answer: CallbackAnswer,
    user: User,
    asker: Asker,
    catalogues: Catalogues,
) -> None:
    """Give the role to the first who accepts, and tell the one who invited."""
    invitation = None if asker.public else await _valid(callback_data.token, asker)
    if invitation is None or gains_nothing(user.grants, invitation.offer):
        await show(callback, invitation_over(asker.tr), callback_answer)
        return
    if await asker.store.joining.accept(hashed(callback_data.token), user.id, asker.now) is None:
        suspended = await asker.store.parting.is_suspended(user.id)
        await show(callback, (roles_suspended if suspended else invitation_over)(asker.tr), callback_answer)
        return
    await show(callback, joined(invitation.offer, asker.knowledge.register, asker.tr), callback_answer)
    await _welcome(callback, user, asker)
    await _tell_inviter(invitation, user, asker, catalogues)


async def _valid(token: str, asker: Asker) -> Invitation | None:
    """Return the invitation if it holds and whoever made it still may offer this role."""
    invitation = await asker.store.joining.offered(hashed(token), asker.now)
    if invitation is None or invitation.created_by is None:
        return invitation
    inviter = await asker.store.people.person(invitation.created_by)
    return invitation if inviter is not None and may_offer(inviter.grants, invitation.offer) else None


async def _welcome(callback: CallbackQuery, user: User, asker: Asker) -> None:
    """Lay the keyboard of what the person may do now."""
    person = await asker.store.people.person(user.id)
    if person is not None and isinstance(callback.message, Message):
        official = any(Right.SEE_OWN_DUTIES in RIGHTS_OF[grant.role] for grant in person.grants)
        await answer(callback.message, greeting(asker.tr, official=official))


async def _tell_inviter(invitation: Invitation, user: User, asker: Asker, catalogues: Catalogues) -> None:
    inviter = await asker.store.people.person(invitation.created_by) if invitation.created_by else None
    if inviter is not None:
        tr = catalogues.of(inviter.language)
        screen = acceptance_notice(user, invitation.offer, asker.knowledge.register, tr)
        await notify(asker, [(f"{about(user.id)}invited:{invitation.id}", inviter, screen)])


async def join(message: Message, command: CommandObject, user: User, asker: Asker, catalogues: Catalogues) -> None:
    """Ask for the role that was typed, or let it be chosen."""
    if not command.args:
        await answer(message, _picker(Offer(purpose=Purpose.JOIN), asker))
        return
    wanted = read_offer(command.args, lambda name: organisation_named(name, asker.knowledge))
    if isinstance(wanted, AssignFault):
        await answer(message, assign_fault(wanted, asker.tr))
        await answer(message, _picker(Offer(purpose=Purpose.JOIN), asker))
    elif not _may_ask(wanted):
        await answer(message, _picker(Offer(purpose=Purpose.JOIN), asker))
    else:
        await answer(message, await _ask(wanted, user, asker, catalogues))


async def choose_request(
    callback: CallbackQuery,
    callback_data: Offer,
    callback_answer: CallbackAnswer,
    user: User,
    asker: Asker,
    catalogues: Catalogues,
) -> None:
    """Take the next step of choosing, or pass the request on."""
    wanted = grant_of(callback_data, asker.knowledge.register)
    if asker.public or (wanted is not None and not _may_ask(wanted)):
        callback_answer.text = gone(asker.tr).plain()
    elif wanted is not None and callback_data.sure:
        await show(callback, await _ask(wanted, user, asker, catalogues), callback_answer)
    else:
        await show(callback, _picker(callback_data, asker), callback_answer)


def _may_ask(wanted: Grant) -> bool:
    return wanted.role is not Role.ADMINISTRATOR


def _picker(choice: Offer, asker: Asker) -> Screen:
    return picker(choice, asker.knowledge.register, asker.tr, _may_ask)


async def _ask(wanted: Grant, user: User, asker: Asker, catalogues: Catalogues) -> Screen:
    if gains_nothing(user.grants, wanted):
        return nothing_to_gain(asker.tr)
    request = await asker.store.joining.ask(user.id, wanted, asker.now)
    if request is None:
        return roles_suspended(asker.tr)
    administrators = await asker.store.people.administrators()
    register = asker.knowledge.register
    notices = []
    for one in administrators:
        screen = request_screen(request, user, register, catalogues.of(one.language))
        notices.append((f"{about(user.id)}join:{request.id}:{one.id}", one, screen))
    await notify(asker, notices)
    return request_passed_on(asker.tr, administrators=len(administrators))


async def decide_request(
    callback: CallbackQuery,
    callback_data: DecideRequest,
    callback_answer: CallbackAnswer,
    user: User,
    asker: Asker,
    catalogues: Catalogues,
) -> None:
    """Ask once more, then grant or refuse; the one who asked is told."""
    request, person = await _asked(callback_data.request_id, asker.store)
    if asker.public or request is None or person is None or request.granted is not None:
        callback_answer.text = gone(asker.tr).plain()
        return
    register, tr = asker.knowledge.register, asker.tr
    if not callback_data.sure:
        screen = request_confirmation(request, person, register, tr, granted=callback_data.granted)
        await show(callback, screen, callback_answer)
        return
    decided = await asker.store.joining.decide(request.id, granted=callback_data.granted, by=user.id, now=asker.now)
    if decided is None:
        callback_answer.text = gone(tr).plain()
        return
    notice = decision_notice(decided, register, catalogues.of(person.language))
    await notify(asker, [(f"joined:{decided.id}", person, notice)])
    await show(callback, request_decided(decided, person, register, tr), callback_answer)


async def _asked(request_id: int, store: Store) -> tuple[JoinRequest | None, User | None]:
    request = await store.joining.request(request_id)
    return request, await store.people.person(request.user_id) if request else None
