"""What a message says in words, whatever it shows."""

from collections.abc import Iterable, Iterator

from aiogram.enums import MessageEntityType
from aiogram.types import Message, MessageEntity

from bot.news.posts import Link, post_text


def words_of(message: Message) -> str:
    """Return the text or the caption of a message, every address behind words written after them."""
    text = message.text or message.caption or ""
    return post_text(text, _links(message.entities or message.caption_entities or ()))


def _links(entities: Iterable[MessageEntity]) -> Iterator[Link]:
    for entity in entities:
        if entity.type == MessageEntityType.TEXT_LINK and entity.url:
            yield Link(entity.offset, entity.offset + entity.length, entity.url)
