"""News on the screen: the digest by sectors, a story with its publications."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Text, TextLink

from bot.news.digest import most_important_first
from bot.render.buttons import (
    Cause,
    OpenNews,
    button,
    card_button,
    columns,
    keyboard,
    why_button,
)
from bot.render.catalogue import Translator
from bot.render.dates import local_day, moment, period_between
from bot.render.layout import blocks, lines, section
from bot.render.message import ENTITY_LIMIT, TEXT_LIMIT, Message, fitted
from bot.render.names import label_of, sector_name
from bot.render.news_buttons import OpenSources
from bot.render.related import sector_line
from bot.render.story_links import LinkView, hangs_on, link_buttons
from bot.render.typography import is_link, quoted
from storage.records import Article, Story
from storage.register_records import EntryKind, Register

TITLE_LIMIT = 200
LEAD_LIMIT = 160
STORY_LEAD_LIMIT = 1200
AT_MOST = 30  # a digest is read on the way to work
PUBLICATIONS_SHOWN = 20
RELATED_SHOWN = 6


def digest_message(  # noqa: PLR0913  what a digest is of: stories, words, days, zone
    stories: Sequence[Story],
    register: Register,
    tr: Translator,
    *,
    first: datetime,
    last: datetime,
    zone: ZoneInfo,
    example: bool,
) -> Message:
    """Return the stories of the time from ``first`` to ``last``, by sectors, in one message.

    The most important come first, in their sector and where there is not room for all; how many are left out is said.
    """
    head = lines(
        Bold(tr.plain("EXAMPLE. News digest") if example else tr.plain("News digest")),
        tr.text("For {period}", period=period_between(first, last, zone, tr)),
    )
    text = _as_many_as_fit(head, most_important_first(stories), register, tr, zone)
    return Message(text, keyboard([button(tr.plain("All the news"), OpenNews())], [why_button(Cause.DIGEST, tr)]))


def _as_many_as_fit(head: Text, stories: Sequence[Story], register: Register, tr: Translator, zone: ZoneInfo) -> Text:
    briefs = [(_sector_of(story, register), _brief(story, tr, zone)) for story in stories[:AT_MOST]]
    for count in range(len(briefs), 0, -1):
        text = blocks(head, *_by_sector(briefs[:count], register, tr), _rest(len(stories) - count, tr))
        written, entities = text.render()
        if len(written) <= TEXT_LIMIT and len(entities) <= ENTITY_LIMIT:
            return text
    return blocks(head, _rest(len(stories), tr))


def _rest(count: int, tr: Translator) -> Text | None:
    return tr.plural("And {n} more story under “News”.", "And {n} more stories under “News”.", count) if count else None


def _sector_of(story: Story, register: Register) -> str:
    """Return the first sector of a story that the register has, empty when it has none."""
    return next((slug for slug in story.sectors if slug in register.sectors), "")


def _by_sector(briefs: Iterable[tuple[str, Text]], register: Register, tr: Translator) -> list[Text]:
    """Return a block for each sector in the register's order, and one for stories of none."""
    of_sector: dict[str, list[Text]] = {slug: [] for slug in [*register.sectors, ""]}
    for slug, brief in briefs:
        of_sector[slug].append(brief)
    return [
        lines(Bold(sector_name(register.sectors[slug], tr) if slug else tr.plain("Other news")), *those)
        for slug, those in of_sector.items()
        if those
    ]


def _brief(story: Story, tr: Translator, zone: ZoneInfo) -> Text:
    article = story.articles[0] if story.articles else None
    lead = quoted(story.lead, LEAD_LIMIT) if story.lead != story.title else ""
    where = f"{outlet_name(article)}, " if article else ""
    return lines(Text("• ", _linked(story.title, article)), lead, f"{where}{local_day(story.published_at, zone, tr)}")


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
