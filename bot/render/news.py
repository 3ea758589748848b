"""News on the screen: a story with its publications."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Text, TextLink

from bot.render.buttons import OpenNews, button, card_button, columns, keyboard
from bot.render.catalogue import Translator
from bot.render.dates import local_day, moment
from bot.render.layout import blocks, lines, section
from bot.render.message import Message, fitted
from bot.render.names import label_of
from bot.render.news_buttons import OpenSources
from bot.render.related import sector_line
from bot.render.story_links import LinkView, hangs_on, link_buttons
from bot.render.typography import is_link, quoted
from storage.records import Article, Story
from storage.register_records import EntryKind, Register

TITLE_LIMIT = 200
LEAD_LIMIT = 160
STORY_LEAD_LIMIT = 1200
PUBLICATIONS_SHOWN = 20
RELATED_SHOWN = 6


def _linked(title: str, article: Article | None, limit: int = TITLE_LIMIT) -> Text:
    words = quoted(title, limit) or "—"
    return TextLink(words, url=article.url) if article and is_link(article.url) else Text(words)


def linked_title(story: Story, limit: int) -> Text:
    """Return a story's title as a link to its first publication."""
    return _linked(story.title, story.articles[0] if story.articles else None, limit)


def outlet_name(article: Article) -> str:
    """Return where an article was published."""
    return quoted(article.outlet, LEAD_LIMIT) or "—"


def other_sources(count: int, tr: Translator) -> str:
    """Return «ещё 3 источника», empty when there is no other."""
    return tr.plural("{n} more source", "{n} more sources", count).render()[0] if count > 0 else ""


def story_card(  # noqa: PLR0913  what a card is of: the story, words, zone, and what hangs on it
    story: Story,
    register: Register,
    tr: Translator,
    zone: ZoneInfo,
    *,
    whole: bool = False,
    attached: Sequence[LinkView] = (),
    manages: bool = False,
) -> Message:
    """Return a story: what happened, in which sectors, and who published it first; ``whole``: all who did, and when.

    ``attached`` is what it hangs on, which the one who ``manages`` it can take back.
    """
    shown = story.articles[:PUBLICATIONS_SHOWN] if whole else story.articles[:1]
    text = blocks(
        lines(Bold(quoted(story.title, TITLE_LIMIT) or "—"), _lead(story)),
        sector_line(story.sectors, register, tr),
        section(tr.plain("Publications"), [_publication(each, tr, zone) for each in shown]),
        hangs_on(attached, tr),
        tr.text("As of {date}", date=local_day(_newest(story), zone, tr)),
    )
    others = "" if whole else other_sources(len(story.articles) - 1, tr)
    rest = [button(others, OpenSources(story_id=story.id))] if others else []
    links = link_buttons(attached, tr, manages=manages)
    return Message(fitted(text), keyboard(rest, *links, *columns(_related(story, register, tr)), [_back(tr)]))


def _lead(story: Story) -> str:
    return quoted(story.lead, STORY_LEAD_LIMIT) if story.lead != story.title else ""


def _newest(story: Story) -> datetime:
    return max((article.published_at for article in story.articles), default=story.published_at)


def _publication(article: Article, tr: Translator, zone: ZoneInfo) -> Text:
    name = outlet_name(article)
    where = TextLink(name, url=article.url) if is_link(article.url) else Text(name)
    return Text(where, ", ", moment(article.published_at, zone, tr))


def _related(story: Story, register: Register, tr: Translator) -> list[InlineKeyboardButton]:
    organisations = [register.organisations[slug] for slug in story.organisations if slug in register.organisations]
    sectors = [register.sectors[slug] for slug in story.sectors if slug in register.sectors]
    return [
        *(card_button(label_of(each, tr), EntryKind.SECTOR, each.slug) for each in sectors[:RELATED_SHOWN]),
        *(card_button(label_of(each, tr), EntryKind.ORGANISATION, each.slug) for each in organisations[:RELATED_SHOWN]),
    ]


def _back(tr: Translator) -> InlineKeyboardButton:
    return button(f"« {tr.plain('News')}", OpenNews())
