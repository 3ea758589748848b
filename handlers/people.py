"""/people: who has a role; suspending, replacing, taking roles away, each confirmed by a second tap."""

from collections.abc import Sequence

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot import commands
from bot.people import may_manage, may_succeed, side_managed
from bot.render.catalogue import Catalogues
from bot.render.message import Message as Screen
from bot.render.people import (
    ON_PAGE,
    done_screen,
    people_screen,
    person_screen,
    succession_notice,
    successors_screen,
    sure_screen,
)
from bot.render.people_buttons import ChangePerson, Deed, OpenPeople, OpenPerson
from bot.render.screens import gone
from bot.replies import Asker
from bot.rights import Right
from handlers.access import needs
from handlers.filters import in_private
from handlers.notices import notify
from handlers.screen import answer, show
from storage.records import Grant, User

_LATELY = 12


def setup() -> Router:
    """Return the router of people; in private chats only."""
    router = Router(name="people")
    router.message.filter(in_private)
    manage = needs(commands.PEOPLE.right)
    router.message.register(list_people, Command(commands.PEOPLE.name), flags=manage)
    router.callback_query.register(show_people, OpenPeople.filter(), flags=manage)
    router.callback_query.register(open_person, OpenPerson.filter(), flags=manage)
    router.callback_query.register(change_person, ChangePerson.filter(), flags=manage)
    return router


async def list_people(message: Message, user: User, asker: Asker) -> None:
    """Show those who have a role; a coordinator sees the officials of the side."""
    await answer(message, await _page(0, user, asker))


async def show_people(
    callback: CallbackQuery, callback_data: OpenPeople, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Show another page."""
    if asker.public:
        callback_answer.text = gone(asker.tr).plain()
    else:
        await show(callback, await _page(callback_data.page, user, asker), callback_answer)


async def _page(page: int, user: User, asker: Asker) -> Screen:
    officials = Right.ASSIGN_ROLES not in asker.rights
    side = side_managed(user.grants) if officials else None
    found = await asker.store.people.listed(ON_PAGE + 1, page * ON_PAGE, officials=officials, side=side)
    register, more = asker.knowledge.register, len(found) > ON_PAGE
    return people_screen(found[:ON_PAGE], page, register, asker.tr, more=more)


async def open_person(
    callback: CallbackQuery, callback_data: OpenPerson, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Show a person and what may be done."""
    person = await _seen(callback_data.user_id, user, asker)
    if person is None:
        callback_answer.text = gone(asker.tr).plain()
        return
    suspended = await asker.store.parting.is_suspended(person.id)
    deeds = _deeds(person, asker, suspended=suspended) if may_manage(user, person) else ()
    screen = person_screen(
        person,
        asker.knowledge.register,
        asker.tr,
        suspended=suspended,
        deeds=deeds,
        audited=Right.READ_AUDIT in asker.rights,
    )
    await show(callback, screen, callback_answer)


def _deeds(person: User, asker: Asker, *, suspended: bool) -> Sequence[Deed]:
    deeds = [Deed.SUSPEND] if person.grants else []
    if suspended and Right.ASSIGN_ROLES in asker.rights:
        deeds.append(Deed.RESUME)
    if person.grants or suspended:
        deeds.append(Deed.REPLACE)
    if person.grants and Right.ASSIGN_ROLES in asker.rights:
        deeds.append(Deed.REVOKE)
    return deeds


async def change_person(
    callback: CallbackQuery,
    callback_data: ChangePerson,
    callback_answer: CallbackAnswer,
    user: User,
    asker: Asker,
    catalogues: Catalogues,
) -> None:
    """Ask once more, then do it; what may not be done answers as if the person weren't there."""
    person = await _managed(callback_data.user_id, user, asker)
    suspended = person is not None and await asker.store.parting.is_suspended(person.id)
    if person is None or callback_data.deed not in _deeds(person, asker, suspended=suspended):
        callback_answer.text = gone(asker.tr).plain()
        return
    successor = await asker.store.people.person(callback_data.other) if callback_data.other else None
    fits = successor is not None and bool(await _fit([successor], person, user, asker))
    if callback_data.deed is Deed.REPLACE and not fits:
        await show(callback, await _successors(person, user, asker), callback_answer)
    elif not callback_data.sure:
        await show(callback, sure_screen(callback_data, person, successor, asker.tr), callback_answer)
    else:
        await _do(callback_data.deed, person, successor, user, asker, catalogues)
        await show(callback, done_screen(callback_data.deed, person, successor, asker.tr), callback_answer)


async def _successors(person: User, user: User, asker: Asker) -> Screen:
    lately = await asker.store.people.recent(_LATELY)
    return successors_screen(person, await _fit(lately, person, user, asker), asker.tr)


async def _fit(people: Sequence[User], person: User, user: User, asker: Asker) -> list[User]:
    """Return those of them who may take over from a person; nobody who is suspended gets a role so."""
    suspended = await asker.store.parting.suspended([one.id for one in people])
    return [one for one in people if one.id not in suspended | {person.id} and may_succeed(user, one)]


async def _do(
    deed: Deed, person: User, successor: User | None, user: User, asker: Asker, catalogues: Catalogues
) -> None:
    parting, now = asker.store.parting, asker.now
    match deed:
        case Deed.SUSPEND:
            await parting.suspend(person.id, by=user.id, now=now)
        case Deed.RESUME:
            await parting.resume(person.id, by=user.id, now=now)
        case Deed.REVOKE:
            await asker.store.people.revoke(person.id, by=user.id, now=now)
        case Deed.REPLACE if successor is not None:
            roles = await parting.replace(person.id, successor.id, by=user.id, now=now)
            await _tell_successor(roles, person, successor, asker, catalogues)


async def _tell_successor(
    roles: Sequence[Grant], person: User, successor: User, asker: Asker, catalogues: Catalogues
) -> None:
    if roles:
        screen = succession_notice(roles, asker.knowledge.register, catalogues.of(successor.language))
        key = f"succeeded:{person.id}:{successor.id}:{asker.now.isoformat()}"
        await notify(asker, [(key, successor, screen)])


async def _seen(user_id: int, user: User, asker: Asker) -> User | None:
    """Return who may be looked at: those one looks after, and oneself, who stands in the same list."""
    mine = user_id == user.id and not asker.public
    return await asker.store.people.person(user_id) if mine else await _managed(user_id, user, asker)


async def _managed(user_id: int, user: User, asker: Asker) -> User | None:
    person = None if asker.public else await asker.store.people.person(user_id)
    return person if person is not None and may_manage(user, person) else None
