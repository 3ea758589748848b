"""Channels that news come from: the question whether they are, their posts, and edits of these."""

from typing import Final

import structlog
from aiogram import Bot, Router
from aiogram.types import CallbackQuery, Chat, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot.news.posts import address_of, article_of
from bot.news_intake import Intake
from bot.render.catalogue import Catalogues
from bot.render.channels import channel_question, channel_screen, channels_screen
from bot.render.channels_buttons import DecideChannel, OpenChannels
from bot.render.screens import gone
from bot.replies import Asker
from bot.rights import Right
from handlers.access import needs
from handlers.filters import tapped_in_private
from handlers.notices import notice
from handlers.screen import show
from handlers.written import words_of
from storage.channels import Channel, ChannelPost, ChannelState
from storage.parting import about
from storage.records import NewDelivery, User

_log: Final = structlog.get_logger(__name__)


def setup() -> Router:
    """Return the router of channels; buttons in private chats only."""
    router = Router(name="channels")
    manage = needs(Right.MANAGE_GROUPS)
    router.callback_query.register(show_channels, tapped_in_private, OpenChannels.filter(), flags=manage)
    router.callback_query.register(decide_channel, tapped_in_private, DecideChannel.filter(), flags=manage)
    # Nobody in particular writes in a channel, so the right is everyone's; what is taken was decided by a person.
    router.channel_post.register(take_post, flags=needs(Right.ENTER))
    router.edited_channel_post.register(take_post, flags=needs(Right.ENTER))
    return router


async def show_channels(
    callback: CallbackQuery, callback_data: OpenChannels, callback_answer: CallbackAnswer, asker: Asker
) -> None:
    """Show the channels."""
    screen = channels_screen(await asker.store.channels.all(), callback_data.page, asker.tr)
    await show(callback, screen, callback_answer)


async def decide_channel(
    callback: CallbackQuery, callback_data: DecideChannel, callback_answer: CallbackAnswer, user: User, asker: Asker
) -> None:
    """Say whether the posts of a channel are news from now on."""
    channels, number = asker.store.channels, callback_data.channel_id
    decided = await channels.decide(number, news=callback_data.news, by=user.id, now=asker.now)
    channel = decided or await channels.get(number)
    if channel is None:
        callback_answer.text = gone(asker.tr).plain()
    else:
        await show(callback, channel_screen(channel, asker.tr), callback_answer)


async def take_post(message: Message, bot: Bot, asker: Asker, catalogues: Catalogues, news_intake: Intake) -> None:
    """Take in a post, or correct the publication that it is; of a channel that nobody knows, ask.

    Not taken: what the bot wrote itself, what has no words, and what was posted before the channel was said to be one.
    """
    channel = await asker.store.channels.of(message.chat.id)
    if channel is None or channel.state is ChannelState.GONE:
        channel = await ask_about_channel(message.chat, None, asker, catalogues)
    old = channel.decided_at is None or message.date < channel.decided_at.replace(microsecond=0)
    if channel.state is not ChannelState.NEWS or old or _is_own(message, bot):
        return
    address = address_of(message.chat.id, message.chat.username or "", message.message_id)
    single = article_of(words_of(message), url=address, outlet=message.chat.title or "", at=message.date)
    post = ChannelPost(
        message.chat.id,
        message.message_id,
        message.media_group_id,
        single.identity,
        address,
        words_of(message),
        min(message.date, asker.now),
    )
    kept = await asker.store.channels.keep_post(post)
    if kept is not None and kept.text:
        known = await asker.store.news.told(kept.identity)
        outlets = [one.outlet for one in known.articles if one.identity == kept.identity] if known else []
        outlet = outlets[0] if outlets else single.outlet  # a channel may have taken another name since
        told = article_of(kept.text, url=kept.url, outlet=outlet, at=kept.posted_at, identity=kept.identity)
        await news_intake.take_in([told])


def _is_own(message: Message, bot: Bot) -> bool:
    """Tell whether the bot wrote it: through an inline query, or forwarded from a chat of its own."""
    origin = message.forward_origin
    writers = [message.from_user, message.via_bot, getattr(origin, "sender_user", None)]
    return any(one is not None and one.id == bot.id for one in writers)


async def ask_about_channel(chat: Chat, adder: User | None, asker: Asker, catalogues: Catalogues) -> Channel:
    """Note that the bot is administrator of a channel and, unless it is decided, ask about it; return the channel."""
    administrators = await asker.store.people.administrators()
    whose, at = about(adder.id) if adder else "", asker.now.isoformat()

    def asking(channel: Channel) -> list[NewDelivery]:
        return [
            notice(
                f"{whose}channel:{channel.id}:{at}:{one.id}",
                one.telegram_id,
                channel_question(channel, adder, catalogues.of(one.language)),
                asker.now,
            )
            for one in administrators
        ]

    _log.info("the bot is administrator of a channel", chat=chat.id)
    by = adder.id if adder else None
    return await asker.store.channels.added(chat.id, by=by, now=asker.now, asking=asking)
