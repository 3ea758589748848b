"""/my: what the official's organisation owes; a commitment's card; why a message came."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot import commands
from bot.render.buttons import OpenCommitment, OpenOwed, WhyThis
from bot.render.catalogue import Catalogues
from bot.render.links import DUTIES_PARAMETER
from bot.render.message import Message as Screen
from bot.render.plan import owed_screen
from bot.render.screens import DUTIES_LABEL, gone
from bot.render.why import why_this
from bot.replies import Asker
from bot.rights import Right
from handlers.access import needs
from handlers.filters import Says, in_private
from handlers.plan_cards import card_of
from handlers.screen import answer, show
from storage.records import User


def setup(catalogues: Catalogues) -> Router:
    """Return the router of an official's own duties; in private chats only."""
    router = Router(name="duties")
    router.message.filter(in_private)
    own = needs(Right.SEE_OWN_DUTIES)
    router.message.register(tell_owed, Command(commands.MY.name), flags=own)
    router.message.register(tell_owed, opens_duties, flags=own)
    router.message.register(tell_owed, Says(catalogues, DUTIES_LABEL), flags=own)
    router.callback_query.register(show_owed, OpenOwed.filter(), flags=own)
    router.callback_query.register(open_commitment, OpenCommitment.filter(), flags=needs(Right.READ_PLAN))
    router.callback_query.register(tell_why, WhyThis.filter(), flags=needs(Right.ENTER))
    return router


async def opens_duties(message: Message) -> bool:
    """Pass the /start of the link that a group is answered with."""
    return message.text == f"/start {DUTIES_PARAMETER}"


async def tell_owed(message: Message, user: User, asker: Asker) -> None:
    """Answer with what the official's organisations owe, most urgent first."""
    await answer(message, await _owed(user, asker))


async def show_owed(
    callback: CallbackQuery, callback_data: OpenOwed, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Show a page of what is owed, in private only: a group reads along."""
    if asker.public:
        callback_answer.text = gone(asker.tr).plain()
    else:
        await show(callback, await _owed(user, asker, callback_data.page), callback_answer)


async def open_commitment(
    callback: CallbackQuery, callback_data: OpenCommitment, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Show a commitment's card, in private only: a group reads along."""
    commitment = None if asker.public else await asker.store.plan.commitment(callback_data.commitment_id)
    if commitment is None:
        callback_answer.text = gone(asker.tr).plain()
    else:
        await show(callback, await card_of(commitment.id, user, asker), callback_answer)


async def tell_why(
    callback: CallbackQuery, callback_data: WhyThis, callback_answer: CallbackAnswer, asker: Asker
) -> None:
    """Say by which rule a message came, when that was decided, and how to change it."""
    shown = callback.message
    delivery = await asker.store.ledger.of_message(shown.chat.id, shown.message_id) if shown is not None else None
    decided_at = delivery.created_at if delivery is not None else None
    callback_answer.text = why_this(callback_data.cause, asker.tr, decided_at, asker.zone)
    callback_answer.show_alert = True


async def _owed(user: User, asker: Asker, page: int = 0) -> Screen:
    organisations = {grant.organisation for grant in user.grants if grant.organisation}
    commitments = await asker.store.plan.owed_by(organisations)
    return owed_screen(commitments, asker.knowledge.register, asker.tr, asker.today, page=page)
