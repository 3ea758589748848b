"""What the bot asks of whoever sets a digest, and what it says to the answers; cards' «Следить»."""

from collections.abc import Sequence
from typing import Final

from aiogram.types import ForceReply, InlineKeyboardButton, InlineKeyboardMarkup
from aiogram.utils.formatting import Bold, Text, TextLink

from bot.render.buttons import button, keyboard
from bot.render.catalogue import Catalogues, Translator, mark, spoken_as
from bot.render.digest_buttons import Asked, DigestPart, FollowEntry, OpenDigest
from bot.render.layout import lines
from bot.render.message import Message, fitted
from bot.render.subscription import rhythm_said
from bot.render.typography import quoted, shortened
from storage.digest_records import DigestWish

ASKS: Final = {
    Asked.ORGANISATION: mark("Which organisation to follow? Answer with its name, one to a line."),
    Asked.WORDS: mark("Which words to look for? Answer with them, a comma between; those with a minus never come."),
}
NOT_ALLOWED: Final = mark("The digest of a group or a channel is set by its administrators.")
NOTHING_NEW: Final = mark("There is nothing new to tell now.")
FOLLOW, UNFOLLOW = mark("Follow"), mark("Do not follow")
_CHANNEL_LINK: Final = "https://t.me/c/{}/1"
_CHANNEL_BEGINS: Final = "-100"
_TITLE: Final = 64
_WORDS: Final = 100
_ALERT: Final = 200


def digest_question(asked: Asked, tr: Translator, chat: int | None = None, title: str = "") -> Message:
    """Ask for an organisation or words; for another chat the question names it, with a link that tells which it is."""
    examples = {
        Asked.ORGANISATION: tr.text("For example: {example}", example="УАЗ"),
        Asked.WORDS: tr.text("For example: {example}", example="беспилотники, станки, -футбол"),
    }
    number = str(chat or "").removeprefix(_CHANNEL_BEGINS)
    place = TextLink(quoted(title, _TITLE) or "…", url=_CHANNEL_LINK.format(number))
    whose = tr.text("For the channel {title}", title=place) if chat is not None else None
    text = lines(Bold(tr.plain(ASKS[asked])), examples[asked], whose)
    return Message(fitted(text), ForceReply(force_reply=True, selective=True))


def asked_by(text: str, catalogues: Catalogues) -> Asked | None:
    """Return what a message of the bot's asks for, in whatever language; ``None``: it is no such question."""
    first = text.partition("\n")[0]
    return next((asked for asked, words in ASKS.items() if first in spoken_as(catalogues, words)), None)


def channel_of_link(url: str) -> int | None:
    """Return the channel that a question's link names."""
    beginning, _, end = _CHANNEL_LINK.partition("{}")
    number = url.removeprefix(beginning).removesuffix(end)
    return int(f"{_CHANNEL_BEGINS}{number}") if url.startswith(beginning) and number.isdigit() else None


def taken_in(taken: Sequence[str], unknown: Sequence[str], tr: Translator, *, full: bool = False) -> Text:
    """Return what came of an answer: what was added, what was not understood, that there is no room for more."""
    return lines(
        tr.text("Added: {names}", names=_named(taken)) if taken else None,
        tr.text("Not found in the register: {names}", names=_named(unknown)) if unknown else None,
        tr.text("There is no room for more.") if full else None,
        None if taken or unknown or full else tr.text("Nothing was added."),
    )


def _named(names: Sequence[str]) -> str:
    return shortened(", ".join(quoted(one, _WORDS) for one in names), _TITLE * 4)


def channels_screen(channels: Sequence[tuple[int, str]], tr: Translator) -> Message:
    """Return the channels whose digest one may set."""
    text = lines(
        Bold(tr.plain("News digest")),
        tr.text("In which channel?")
        if channels
        else tr.text("There is no channel in which both you and the bot are administrators."),
    )
    rows = ([button(quoted(title, _TITLE) or str(chat), OpenDigest(chat=chat))] for chat, title in channels)
    back = button(f"‹ {tr.plain('Back')}", OpenDigest(part=DigestPart.MAIN))
    return Message(text, keyboard(*rows, [back]))


def follow_button(slug: str, tr: Translator, *, organisation: bool) -> InlineKeyboardButton:
    """Return the button of a card that follows its sector or organisation in the reader's digest."""
    return button(tr.plain(FOLLOW), FollowEntry(organisation=organisation, slug=slug, on=True))


def with_followed(
    markup: InlineKeyboardMarkup | None, tapped: FollowEntry, tr: Translator
) -> InlineKeyboardMarkup | None:
    """Return a card's keyboard whose tapped button does the opposite from now on."""
    if markup is None:
        return None
    other = button(tr.plain(UNFOLLOW if tapped.on else FOLLOW), tapped.model_copy(update={"on": not tapped.on}))
    data = tapped.pack()
    rows = [[other if one.callback_data == data else one for one in row] for row in markup.inline_keyboard]
    return InlineKeyboardMarkup(inline_keyboard=rows)


def followed_said(name: str, wish: DigestWish, tr: Translator, *, on: bool) -> str:
    """Return what a tap on a card's «Следить» did, in the 200 characters of an alert."""
    said = (
        tr.plain("In your digest now: {name}.", name=name)
        if on
        else tr.plain("Not followed any more: {name}.", name=name)
    )
    when = tr.plain(
        "It comes {rhythm} at {time}; all settings: /digest", rhythm=rhythm_said(wish, tr), time=f"{wish.at:%H:%M}"
    )
    return shortened(f"{said} {when}", _ALERT)
