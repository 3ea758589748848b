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
from handlers.notices import notice
from handlers.screen import answer
from storage.groups import Group, GroupState
from storage.parting import about
from storage.records import NewDelivery, User

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
    administrators = await asker.store.people.administrators()
    whose, at = about(adder.id) if adder else "", asker.now.isoformat()

    def asking(group: Group) -> list[NewDelivery]:
        notices = [
            notice(
                f"{whose}group:{group.id}:{at}:{one.id}",
                one.telegram_id,
                group_question(group, adder, asker.knowledge.register, catalogues.of(one.language)),
                asker.now,
            )
            for one in administrators
        ]
        told = notice(f"group:{group.id}:asked:{at}", chat.id, not_decided(asker.tr), asker.now)
        return [*notices, told] if hello else notices

    by = adder.id if adder else None
    return await asker.store.groups.added(chat.id, by=by, now=asker.now, asking=asking)
