"""/broadcast: an administrator writes to many.

/broadcast -> a draft that waits -> its message -> who is to read it -> preview, count, time -> confirmed: a job does
the rest, and the buttons under its progress stop it and let it go on. All of it stands in the store.
"""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from aiogram import Bot, Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters import BaseFilter, Command
from aiogram.types import CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot import commands
from bot.config import Config
from bot.delivery.authored import body_of_message, show_body
from bot.delivery.rate import read_rate
from bot.errors import AttachmentGone
from bot.render.broadcast import (
    FAILURES_SHOWN,
    BroadcastAct,
    BroadcastReaders,
    BroadcastStep,
    broadcast_body,
    broadcast_question,
    confirm_screen,
    count_moved,
    failures_screen,
    not_repeatable,
    progress_screen,
    readers_named,
    readers_screen,
    refused_by_telegram,
    too_late,
    whom_screen,
)
from bot.render.message import Message as Screen
from bot.render.names import label_of, role_name, side_name
from bot.render.screens import gone
from bot.replies import Asker
from bot.rights import Access, Right
from handlers.access import needs
from handlers.filters import in_private
from handlers.screen import answer, show
from storage.broadcast_records import Audience, AudienceSort, Broadcast, BroadcastState
from storage.records import Role, User
from storage.register_records import Side

_WAITS = timedelta(hours=1)
_UNFINISHED = (BroadcastState.PLANNING, BroadcastState.RUNNING, BroadcastState.STOPPED)


class AwaitedMessage(BaseFilter):
    """Passes what an administrator's draft waits for, and gives the draft's number as ``awaited``; no command."""

    async def __call__(
        self, message: Message, rights: frozenset[Right], asker: Asker, user: User | None = None
    ) -> bool | dict[str, Any]:
        """Tell whether a draft waits for this message."""
        if user is None or Right.BROADCAST not in rights or (message.text or "").startswith("/"):
            return False
        number = await asker.store.broadcasts.awaiting(user.id, asker.now - _WAITS)
        return {"awaited": number} if number is not None else False


def setup() -> Router:
    """Return the router of broadcasts; in private chats only."""
    router = Router(name="broadcast")
    router.message.filter(in_private)
    write = needs(commands.BROADCAST.right)
    router.message.register(begin, Command(commands.BROADCAST.name), flags=write)
    router.message.register(take_message, AwaitedMessage(), flags=write)
    router.callback_query.register(choose_readers, BroadcastReaders.filter(), flags=write)
    router.callback_query.register(take_step, BroadcastStep.filter(), flags=write)
    return router


async def begin(message: Message, user: User, asker: Asker) -> None:
    """Begin a draft and ask for its message."""
    unfinished = await asker.store.broadcasts.in_states(*_UNFINISHED)
    number = await asker.store.broadcasts.draft(user.id, asker.now)
    await answer(message, broadcast_question(number, unfinished, asker.tr))


async def take_message(message: Message, awaited: int, bot: Bot, asker: Asker, config: Config) -> None:
    """Keep what is to be sent, and ask who is to read it."""
    body = None
    if message.media_group_id is None:
        body = await body_of_message(message, bot.id, asker.store)
    if body is None:
        await answer(message, not_repeatable(asker.tr, album=message.media_group_id is not None))
        return
    await asker.store.broadcasts.write(awaited, body)
    broadcast = await asker.store.broadcasts.get(awaited)
    if broadcast is not None:
        await answer(message, await _whom(broadcast, asker, config))


async def choose_readers(
    callback: CallbackQuery,
    callback_data: BroadcastReaders,
    callback_answer: CallbackAnswer,
    asker: Asker,
    config: Config,
    bot: Bot,
) -> None:
    """Choose or leave a role, an organisation, a side; everyone needs no choice and is previewed at once."""
    broadcast = await _found(callback_data.number, callback, callback_answer, asker)
    if broadcast is None:
        return
    audience = _chosen(broadcast.audience, callback_data, invited=config.access is Access.INVITED)
    if broadcast.state is not BroadcastState.DRAFT or not await asker.store.broadcasts.address(broadcast.id, audience):
        callback_answer.text = too_late(asker.tr)
        return
    addressed = await asker.store.broadcasts.get(broadcast.id) or broadcast
    if audience.sort is AudienceSort.ALL:
        await _preview(addressed, callback, callback_answer, bot, asker)
        return
    options, count = await _options(audience, asker), await asker.store.broadcasts.count(audience, asker.now)
    await show(callback, readers_screen(addressed, options, count, asker.tr, callback_data.page), callback_answer)


async def take_step(  # noqa: PLR0913, PLR0917 - who did it is written down, besides all that the steps need
    callback: CallbackQuery,
    callback_data: BroadcastStep,
    callback_answer: CallbackAnswer,
    bot: Bot,
    user: User,
    asker: Asker,
    config: Config,
) -> None:
    """Do what the button says, if the broadcast still stands where that can be done."""
    broadcast = await _found(callback_data.number, callback, callback_answer, asker)
    if broadcast is None:
        return
    match callback_data.act:
        case BroadcastAct.PREVIEW if broadcast.state is BroadcastState.DRAFT:
            await _preview(broadcast, callback, callback_answer, bot, asker)
        case BroadcastAct.CONFIRM:
            await _confirm(broadcast, callback_data.figure, callback, callback_answer, user, asker)
        case act:
            screen = await _after(act, broadcast, callback, user, asker, config)
            if screen is None:
                callback_answer.text = too_late(asker.tr)
            else:
                await show(callback, screen, callback_answer)


async def _after(
    act: BroadcastAct, broadcast: Broadcast, callback: CallbackQuery, user: User, asker: Asker, config: Config
) -> Screen | None:
    """Do what needs nothing but the store and return what is shown then; ``None``: it is too late for that."""
    broadcasts, number = asker.store.broadcasts, broadcast.id
    match act:
        case BroadcastAct.WHOM if broadcast.state is BroadcastState.DRAFT:
            return await _whom(broadcast, asker, config)
        case BroadcastAct.DROP if await broadcasts.drop(number, asker.now, by=user.id):
            return await _progress(number, asker)
        case BroadcastAct.STOP if await broadcasts.stop(number, asker.now, by=user.id):
            while await broadcasts.hold(number):
                pass
            return await _progress(number, asker)
        case BroadcastAct.RESUME if await broadcasts.resume(number, asker.now, by=user.id):
            return await _progress(number, asker)
        case BroadcastAct.SHOW:
            if callback.message is not None:
                await broadcasts.watch(number, callback.message.chat.id, callback.message.message_id)
            return await _progress(number, asker)
        case BroadcastAct.FAILURES:
            return await _failures(number, asker)
        case _:
            return None


async def _found(
    number: int, callback: CallbackQuery, callback_answer: CallbackAnswer, asker: Asker
) -> Broadcast | None:
    broadcast = None if asker.public or callback.message is None else await asker.store.broadcasts.get(number)
    if broadcast is None:
        callback_answer.text = gone(asker.tr).plain()
    return broadcast


async def _whom(broadcast: Broadcast, asker: Asker, config: Config) -> Screen:
    everyone = Audience(invited=config.access is Access.INVITED)
    return whom_screen(broadcast, await asker.store.broadcasts.count(everyone, asker.now), asker.tr)


async def _preview(
    broadcast: Broadcast, callback: CallbackQuery, callback_answer: CallbackAnswer, bot: Bot, asker: Asker
) -> None:
    """Show the message as its readers will get it, and under it what is left to decide."""
    if callback.message is None or not broadcast.body:
        callback_answer.text = too_late(asker.tr)
        return
    await callback.answer()
    callback_answer.disable()
    try:
        body = broadcast_body(broadcast.body, asker.tr)
        await show_body(bot, asker.store, callback.message.chat.id, body, asker.now)
    except (TelegramBadRequest, AttachmentGone) as refusal:
        await asker.store.broadcasts.drop(broadcast.id, asker.now, by=None)
        reason = refusal.message if isinstance(refusal, TelegramBadRequest) else str(refusal)
        await callback.message.answer(**refused_by_telegram(reason, asker.tr).as_call())
        return
    screen = await _confirmation(broadcast, asker)
    await callback.message.answer(**screen.as_call())


async def _confirmation(broadcast: Broadcast, asker: Asker) -> Screen:
    audience = broadcast.audience
    count = await asker.store.broadcasts.count(audience, asker.now)
    seconds = count / (await read_rate(asker.store)).per_second
    names = [name for value, name in await _options(audience, asker) if value in audience.values]
    return confirm_screen(broadcast, readers_named(audience, names, asker.tr), count, seconds, asker.tr)


async def _confirm(
    broadcast: Broadcast,
    promised: int,
    callback: CallbackQuery,
    callback_answer: CallbackAnswer,
    user: User,
    asker: Asker,
) -> None:
    """Start it for as many as the button said: another number is shown anew first."""
    if broadcast.state is not BroadcastState.DRAFT or callback.message is None:
        callback_answer.text = too_late(asker.tr)
        return
    if await asker.store.broadcasts.count(broadcast.audience, asker.now) != promised:
        await callback.answer(count_moved(asker.tr), show_alert=True)
        callback_answer.disable()
        await callback.message.answer(**(await _confirmation(broadcast, asker)).as_call())
        return
    place = callback.message.chat.id, callback.message.message_id
    if await asker.store.broadcasts.start(broadcast.id, *place, asker.now, by=user.id):
        await show(callback, await _progress(broadcast.id, asker), callback_answer)
    else:
        callback_answer.text = too_late(asker.tr)


async def _progress(number: int, asker: Asker) -> Screen:
    broadcast = await asker.store.broadcasts.get(number)
    progress = await asker.store.broadcasts.progress(number)
    return progress_screen(broadcast, progress, asker.tr) if broadcast is not None else gone(asker.tr)


async def _failures(number: int, asker: Asker) -> Screen:
    progress = await asker.store.broadcasts.progress(number)
    failures = await asker.store.broadcasts.failures(number, FAILURES_SHOWN)
    return failures_screen(number, failures, progress.failed + progress.away, asker.tr)


def _chosen(audience: Audience, tapped: BroadcastReaders, *, invited: bool) -> Audience:
    values = audience.values if audience.sort is tapped.sort.sort else ()
    if tapped.value and _is_value(tapped.sort.sort, tapped.value):
        left = tuple(value for value in values if value != tapped.value)
        values = left if tapped.value in values else (*values, tapped.value)
    return Audience(tapped.sort.sort, values, invited)


def _is_value(sort: AudienceSort, value: str) -> bool:
    known: dict[AudienceSort, Collection[str]] = {AudienceSort.ROLES: set(Role), AudienceSort.SIDES: set(Side)}
    return sort is AudienceSort.ORGANISATIONS or value in known.get(sort, ())


async def _options(audience: Audience, asker: Asker) -> list[tuple[str, str]]:
    tr = asker.tr
    match audience.sort:
        case AudienceSort.ROLES:
            return [(role.value, role_name(role, tr)) for role in Role]
        case AudienceSort.SIDES:
            return [(side.value, side_name(side, tr)) for side in Side]
        case AudienceSort.ORGANISATIONS:
            known, found = asker.knowledge.register.organisations, await asker.store.broadcasts.organisations()
            named = [(slug, label_of(known[slug], tr) if slug in known else slug) for slug in found]
            return sorted(named, key=lambda option: option[1].casefold())
        case _:
            return []
