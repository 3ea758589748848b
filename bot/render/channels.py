"""Channels that news come from: what administrators are asked and shown."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Text

from bot.render.buttons import button, keyboard
from bot.render.catalogue import Translator, mark
from bot.render.channels_buttons import DecideChannel, OpenChannels
from bot.render.desk_buttons import desk_button
from bot.render.joining import person_name
from bot.render.layout import blocks, lines
from bot.render.message import Message, fitted
from bot.render.names import PAGE
from bot.render.typography import quoted
from storage.channels import Channel, ChannelState
from storage.records import User

ON_PAGE = 8
_TITLE_LIMIT = 64
_STATES: Mapping[ChannelState, str] = MappingProxyType(
    {
        ChannelState.ASKED: mark("it is not decided whether its posts are news; they are not taken"),
        ChannelState.NEWS: mark("its posts are news"),
        ChannelState.IGNORED: mark("its posts are not taken"),
        ChannelState.GONE: mark("the bot is not its administrator any more"),
    }
)


def channel_title(channel: Channel) -> str:
    """Return what a channel is called, harmless, or its number at Telegram."""
    return quoted(channel.title, _TITLE_LIMIT) or str(channel.chat_id)


def channel_question(channel: Channel, adder: User | None, tr: Translator) -> Message:
    """Return the question to the administrators: are the posts of this channel news?"""
    title = Bold(channel_title(channel))
    made = (
        tr.text("The bot was made administrator of the channel {title}.", title=title)
        if adder is None
        else tr.text("{name} added the bot to the channel {title}.", name=Bold(person_name(adder)), title=title)
    )
    asked = tr.text("Are its posts news of the cooperation? Until that is decided they are not taken.")
    return Message(fitted(lines(made, asked)), keyboard(_decisions(channel, tr), [_to_list(tr)]))


def channel_screen(channel: Channel, tr: Translator) -> Message:
    """Return a channel: what becomes of its posts, and the tap that changes that."""
    told = {
        ChannelState.NEWS: mark(
            "New posts are taken in as publications: what concerns the cooperation is in the news."
        ),
        ChannelState.IGNORED: mark("What was taken in before stays."),
    }
    more = told.get(channel.state)
    text = lines(
        Bold(channel_title(channel)),
        tr.text("State: {state}", state=tr.plain(_STATES[channel.state])),
        tr.text(more) if more else None,
    )
    gone = channel.state is ChannelState.GONE
    return Message(fitted(text), keyboard([] if gone else _decisions(channel, tr), [_to_list(tr)]))


def channels_screen(channels: Sequence[Channel], page: int, tr: Translator) -> Message:
    """Return a page of the channels, with the taps that decide of each."""
    if not channels:
        none = tr.text("The bot is administrator of no channel. Make it one, and you will be asked about its posts.")
        return Message(none, keyboard([desk_button(tr)]))
    page = min(page, (len(channels) - 1) // ON_PAGE)
    shown = channels[page * ON_PAGE : (page + 1) * ON_PAGE]
    rows = (Text(Bold(channel_title(one)), " — ", tr.plain(_STATES[one.state])) for one in shown)
    taps = ([_named_decision(one, tr)] for one in shown if one.state is not ChannelState.GONE)
    turns = [
        button(f"‹ {tr.plain(PAGE, n=page)}", OpenChannels(page=page - 1)) if page else None,
        button(f"{tr.plain(PAGE, n=page + 2)} ›", OpenChannels(page=page + 1))
        if len(channels) > (page + 1) * ON_PAGE
        else None,
    ]
    text = blocks(Bold(tr.plain("Channels")), lines(*rows))
    return Message(fitted(text), keyboard(*taps, [one for one in turns if one], [desk_button(tr)]))


def _decisions(channel: Channel, tr: Translator) -> list[InlineKeyboardButton]:
    yes = button(tr.plain("Take as news"), DecideChannel(channel_id=channel.id, news=True))
    no = button(tr.plain("Do not take"), DecideChannel(channel_id=channel.id, news=False))
    return {ChannelState.NEWS: [no], ChannelState.IGNORED: [yes]}.get(channel.state, [yes, no])


def _named_decision(channel: Channel, tr: Translator) -> InlineKeyboardButton:
    takes = channel.state is ChannelState.NEWS
    label = tr.plain("Do not take") if takes else tr.plain("Take as news")
    return button(f"{label}: {channel_title(channel)}", DecideChannel(channel_id=channel.id, news=not takes))


def _to_list(tr: Translator) -> InlineKeyboardButton:
    return button(tr.plain("All channels"), OpenChannels())
