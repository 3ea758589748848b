"""``@bot авиастроение`` in any chat: cards to share, for the one who asks alone."""

from aiogram import Bot, Router
from aiogram.types import InlineQuery

from bot.answers import Answer
from bot.render.links import entry_of_parameter
from bot.render.sharing import shared_cards
from bot.replies import Asker
from bot.rights import Right
from handlers.access import needs
from storage.register_records import EntryKind

_REMEMBERED_FOR = 60  # seconds


def setup() -> Router:
    """Return the router of inline mode."""
    router = Router(name="inline")
    router.inline_query.register(share, flags=needs(Right.READ_REGISTER))
    return router


async def share(inline: InlineQuery, bot: Bot, asker: Asker) -> None:
    """Offer the cards that answer the words typed; every sector when none are."""
    register = asker.knowledge.register
    found = _found(inline.query.strip(), asker)
    username = (await bot.me()).username or ""
    results = shared_cards(found, register, username, asker.tr)
    await inline.answer(results, cache_time=_REMEMBERED_FOR, is_personal=True)


def _found(words: str, asker: Asker) -> list[tuple[EntryKind, str]]:
    if not words:
        return [(EntryKind.SECTOR, slug) for slug in asker.knowledge.register.sectors]
    # «Поделиться» under a card names that very card.
    named = entry_of_parameter(words)
    return [named] if named else _answered(asker.knowledge.answer(words, asker.today))


def _answered(answer: Answer) -> list[tuple[EntryKind, str]]:
    first = [(answer.entry, answer.slug)] if answer.entry and answer.slug else []
    return [*first, *((item.kind, item.slug) for item in answer.items)]
