"""In a group the bot answers once an administrator has said what the group is for; till then it says one sentence."""

from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from typing import Any

from aiogram import BaseMiddleware
from aiogram.dispatcher.flags import get_flag
from aiogram.types import Chat, Message, TelegramObject

from bot.render.catalogue import Catalogues
from bot.render.groups import group_question, not_decided
from bot.replies import Asker
from handlers.notices import notify
from handlers.screen import answer
from storage.groups import Group, GroupState
from storage.parting import about
from storage.records import DeliveryKind, NewDelivery, Priority, User

_ANY_GROUP = "in_any_group"
IN_ANY_GROUP: Mapping[str, Any] = MappingProxyType({_ANY_GROUP: True})
"""The flag of a handler that works in groups of which nobody has said yet what they are for."""
GROUP_KINDS = frozenset({"group", "supergroup"})


class WorkingGroup(BaseMiddleware):
    """Lets a group's message through to its handler when the group works.

    A group that is not known (the bot was in it before groups were asked about) is asked about now.
    """

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:  # noqa: ANN401 - what a handler returns goes back to aiogram untouched
        """Call the handler, or say that the group is not known yet."""
        of_group = isinstance(event, Message) and event.chat.type in GROUP_KINDS
        if not isinstance(event, Message) or not of_group or get_flag(data, _ANY_GROUP):
            return await handler(event, data)
        asker: Asker = data["asker"]
        group = await asker.store.groups.of(event.chat.id)
        if group is None or group.state is GroupState.GONE:
            group = await ask_about(event.chat, None, asker, data["catalogues"], hello=False)
        if group.state is GroupState.WORKING:
            return await handler(event, data)
        return await answer(event, not_decided(asker.tr))


async def ask_about(chat: Chat, adder: User | None, asker: Asker, catalogues: Catalogues, *, hello: bool) -> Group:
    """Note that the bot is in a group and, unless it is known what for, ask the administrators; return the group.

    ``hello``: the group reads its one sentence, too.
    """
    group = await asker.store.groups.added(chat.id, by=adder.id if adder else None, now=asker.now)
    if group.state is not GroupState.ASKED:
        return group
    whose = about(adder.id) if adder else ""
    notices = []
    for one in await asker.store.people.administrators():
        screen = group_question(group, adder, asker.knowledge.register, catalogues.of(one.language))
        notices.append((f"{whose}group:{group.id}:{asker.now.isoformat()}:{one.id}", one, screen))
    await notify(asker, notices)
    if hello:
        body = not_decided(asker.tr).body()
        key = f"group:{group.id}:asked:{asker.now.isoformat()}"
        told = NewDelivery(key, chat.id, DeliveryKind.NOTICE, Priority.URGENT, body, asker.now)
        await asker.store.deliveries.add([told], asker.now)
    return group
