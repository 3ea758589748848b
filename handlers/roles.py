"""/assign: an administrator gives or takes a role."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from bot import commands
from bot.people import AssignFault, Assignment, read_assignment
from bot.render.screens import assign_usage, assigned
from bot.replies import Asker
from handlers.access import needs
from handlers.filters import in_private
from handlers.naming import organisation_named
from handlers.screen import answer
from storage.records import User
from storage.store import Store

_SHOWN = 5


def setup() -> Router:
    """Return the router of roles; in private chats only."""
    router = Router(name="roles")
    router.message.filter(in_private)
    router.message.register(assign, Command(commands.ASSIGN.name), flags=needs(commands.ASSIGN.right))
    return router


async def assign(message: Message, command: CommandObject, user: User, asker: Asker) -> None:
    """Give the role that was typed, or say what is missing and who has written lately."""
    people = asker.store.people
    wish = read_assignment(command.args or "", lambda name: organisation_named(name, asker.knowledge))
    person = await _person(wish, asker.store) if isinstance(wish, Assignment) else None
    if person is None or isinstance(wish, AssignFault):
        fault = wish if isinstance(wish, AssignFault) else AssignFault.PERSON
        await answer(message, assign_usage(fault, await people.recent(_SHOWN), asker.tr))
        return
    if wish.grant is None:
        await people.revoke(person.id, by=user.id, now=asker.now)
    else:
        await people.assign(person.id, wish.grant, by=user.id, now=asker.now)
    await answer(message, assigned(person, wish.grant, asker.knowledge.register, asker.tr))


async def _person(wish: Assignment, store: Store) -> User | None:
    if isinstance(wish.person, int):
        return await store.people.known(wish.person)
    return await store.people.by_username(wish.person)
