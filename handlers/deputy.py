"""/deputy: who gets one's reminders from a day to a day."""

from datetime import timedelta

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot import commands
from bot.deputy import DeputyAsked, DeputyFault, read_deputy
from bot.plan.reminders import bodies_of
from bot.plan.standing_in import may_stand_in
from bot.render.catalogue import Catalogues
from bot.render.message import Message as Screen
from bot.render.reminder_buttons import EndDeputyship, NameDeputy
from bot.render.reminder_settings import (
    deputy_days_screen,
    deputy_fault,
    deputy_line,
    deputy_notice,
    deputy_screen,
)
from bot.render.screens import gone
from bot.replies import Asker
from handlers.access import needs
from handlers.filters import in_private, tapped_in_private
from handlers.notices import notify
from handlers.screen import answer, show
from storage.parting import about
from storage.records import User
from storage.reminding_records import Deputyship

_COLLEAGUES = 8


def setup() -> Router:
    """Return the router of deputies; in private chats only."""
    router = Router(name="deputy")
    router.message.filter(in_private)
    own = needs(commands.DEPUTY.right)
    router.message.register(deputy, Command(commands.DEPUTY.name), flags=own)
    router.callback_query.register(name_deputy, tapped_in_private, NameDeputy.filter(), flags=own)
    router.callback_query.register(end_deputyship, tapped_in_private, EndDeputyship.filter(), flags=own)
    return router


async def deputy(message: Message, command: CommandObject, user: User, asker: Asker, catalogues: Catalogues) -> None:
    """Show who stands in, or name who is typed."""
    if not command.args:
        await answer(message, await _screen(user, asker))
        return
    asked = read_deputy(command.args, asker.today)
    if isinstance(asked, DeputyFault):
        await answer(message, deputy_fault(asked, asker.tr))
    elif asked is None:
        await asker.store.reminding.end_deputyship(user.id, by=user.id, now=asker.now)
        await answer(message, await _screen(user, asker))
    else:
        found = await _fit(asked, user, asker)
        if isinstance(found, DeputyFault):
            await answer(message, deputy_fault(found, asker.tr))
        else:
            await _name(Deputyship(user.id, found.id, asked.first, asked.last), user, found, asker, catalogues)
            await answer(message, await _screen(user, asker))


async def name_deputy(
    callback: CallbackQuery,
    callback_data: NameDeputy,
    callback_answer: CallbackAnswer,
    user: User,
    asker: Asker,
    catalogues: Catalogues,
) -> None:
    """Ask for how long a colleague is to stand in, or name them."""
    colleague = next((one for one in await _colleagues(user, asker) if one.id == callback_data.user_id), None)
    if colleague is None:
        callback_answer.text = gone(asker.tr).plain()
    elif not callback_data.days:
        await show(callback, deputy_days_screen(colleague, asker.today, asker.tr), callback_answer)
    else:
        last = asker.today + timedelta(days=callback_data.days - 1)
        await _name(Deputyship(user.id, colleague.id, asker.today, last), user, colleague, asker, catalogues)
        await show(callback, await _screen(user, asker), callback_answer)


async def end_deputyship(callback: CallbackQuery, callback_answer: CallbackAnswer, user: User, asker: Asker) -> None:
    """Let nobody stand in any more."""
    await asker.store.reminding.end_deputyship(user.id, by=user.id, now=asker.now)
    await show(callback, await _screen(user, asker), callback_answer)


async def _fit(asked: DeputyAsked, user: User, asker: Asker) -> User | DeputyFault:
    people = asker.store.people
    found = await (people.known(asked.person) if isinstance(asked.person, int) else people.by_username(asked.person))
    if found is None:
        return DeputyFault.PERSON
    if found.id == user.id:
        return DeputyFault.ONESELF
    (person,) = await asker.store.reminding.reminded([found.id])
    return found if may_stand_in(person) else DeputyFault.NO_ACCESS


async def _name(deputyship: Deputyship, user: User, named: User, asker: Asker, catalogues: Catalogues) -> None:
    await asker.store.reminding.name_deputy(deputyship, by=user.id, now=asker.now)
    notice = deputy_notice(user, deputyship, catalogues.of(named.language))
    await notify(asker, [(f"{about(user.id)}deputy:{asker.now.isoformat()}", named, notice)])


async def _screen(user: User, asker: Asker) -> Screen:
    reminding, people = asker.store.reminding, asker.store.people
    mine = await reminding.deputyship(user.id)
    named = await people.person(mine.deputy_id) if mine else None
    line = deputy_line(mine, named, asker.today, asker.tr)
    others = await reminding.deputyships(asker.today, user.id)
    away = {one.user.id: one.user for one in await reminding.reminded([each.user_id for each in others])}
    standing_for = [(away[one.user_id], one) for one in others if one.user_id in away]
    return deputy_screen(line, standing_for, await _colleagues(user, asker), asker.tr)


async def _colleagues(user: User, asker: Asker) -> list[User]:
    """Return those who answer for one of the same organisations and can be written to."""
    found = await asker.store.people.officials_of(list(bodies_of(user)))
    colleagues = {one.id: one for officials in found.values() for one in officials if one.id != user.id}
    return list(colleagues.values())[:_COLLEAGUES]
