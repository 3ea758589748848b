"""The news page by page, and what they can be narrowed to: a sector or an organisation, and a period."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Text

from bot.render.buttons import LABEL_LIMIT, OpenStory, button, columns, keyboard
from bot.render.catalogue import Translator, mark
from bot.render.dates import days, local_day
from bot.render.layout import blocks, lines
from bot.render.message import Message, fitted
from bot.render.names import label_of, sector_name, sector_names
from bot.render.news import TITLE_LIMIT, linked_title, other_sources, outlet_name
from bot.render.news_buttons import LAST_PAGE, NewsChoice, NewsShows, periods
from bot.render.story_links import LinkView, target_name
from bot.render.typography import quoted
from storage.records import Story
from storage.register_records import Register

ON_PAGE: Final = 10
ORGANISATIONS_OFFERED: Final = 12
_PERIODS: Final = (mark("Today"), mark("7 days"), mark("This month"), mark("Last month"), mark("This year"))


def latest_news(  # noqa: PLR0913  what a page is of: stories, words, zone, and where in what it stands
    stories: Sequence[Story],
    register: Register,
    tr: Translator,
    zone: ZoneInfo,
    narrowed_to: str = "",
    *,
    choice: NewsChoice | None = None,
    page: int = 0,
    attached: Mapping[int, Sequence[LinkView]] = MappingProxyType({}),
) -> Message:
    """Return a page of stories as numbered lines, each with a button to its card; more of them than fit tell of more.

    ``narrowed_to`` is what they are about and when; ``choice`` is what the buttons turn the pages of and narrow,
    without it there are none; ``attached``: what stories hang on, by their numbers.
    """
    turns = _turns(choice, page, more=len(stories) > ON_PAGE, tr=tr) if choice else []
    ways = _ways(choice, tr) if choice else []
    if not stories:
        nothing = lines(Bold(tr.plain("News")), narrowed_to, tr.text("There is no news on this yet."))
        return Message(nothing, keyboard(turns, *columns(ways)) if page or narrowed_to else None)
    begins = page * ON_PAGE + 1
    shown = stories[:ON_PAGE]
    rows = (
        lines(_numbered(number, story, register, tr, zone), _hangs_on(attached.get(story.id, ()), tr))
        for number, story in enumerate(shown, begins)
    )
    text = blocks(lines(Bold(tr.plain("Latest news")), narrowed_to), *rows)
    opening = ([_story_button(number, story)] for number, story in enumerate(shown, begins))
    return Message(fitted(text), keyboard(*opening, turns, *columns(ways)))


def told_of(choice: NewsChoice, register: Register, tr: Translator) -> str:
    """Return what a choice is of, in words; empty: everything, at any time."""
    sector = register.sectors.get(choice.sector or "")
    organisation = register.organisations.get(choice.organisation or "")
    told = [
        sector_name(sector, tr) if sector else "",
        label_of(organisation, tr) if organisation else "",
        days(choice.first, choice.last, tr) if choice.first and choice.last else "",
    ]
    return " · ".join(each for each in told if each)


def narrowing(
    shows: NewsShows,
    choice: NewsChoice,
    register: Register,
    tr: Translator,
    *,
    today: date,
    organisations: Iterable[str] = (),
) -> Message:
    """Return the values that narrow a choice, the chosen one ticked; ``organisations``: slugs told of in the news."""
    match shows:
        case NewsShows.SECTORS:
            title, chosen = tr.plain("News by sector"), choice.sector
            offered = [
                (sector_name(each, tr), slug == chosen, choice.on_sector(slug))
                for slug, each in register.sectors.items()
            ]
            whole = choice.on_sector(None)
        case NewsShows.ORGANISATIONS:
            title, chosen = tr.plain("News by organisation"), choice.organisation
            named = [slug for slug in organisations if slug in register.organisations][:ORGANISATIONS_OFFERED]
            offered = [
                (label_of(register.organisations[slug], tr), slug == chosen, choice.on_organisation(slug))
                for slug in named
            ]
            whole = choice.on_organisation(None)
        case NewsShows.PERIODS:
            title = tr.plain("News by period")
            offered = [
                (tr.plain(label), (choice.first, choice.last) == period, choice.in_days(*period))
                for label, period in zip(_PERIODS, periods(today), strict=True)
            ]
            whole = choice.in_days(None, None)
    text = lines(Bold(title), told_of(choice, register, tr), _words_instead(shows, tr))
    buttons = [button(f"{'✓ ' if on else ''}{label}", to.page()) for label, on, to in offered]
    ways = [button(tr.plain("All"), whole.page()), button(f"« {tr.plain('News')}", choice.page())]
    return Message(text, keyboard(*columns(buttons), ways))


def _words_instead(shows: NewsShows, tr: Translator) -> Text:
    example = "что писали про УАЗ" if shows is NewsShows.ORGANISATIONS else "что писали про БАС в октябре"
    return tr.text("Or ask in words: {example}", example=example)


def _turns(choice: NewsChoice, page: int, *, more: bool, tr: Translator) -> list[InlineKeyboardButton]:
    newer = [button(f"‹ {tr.plain('Newer')}", choice.page(page - 1))] if page else []
    older = [button(f"{tr.plain('Older')} ›", choice.page(page + 1))] if more and page < LAST_PAGE else []
    return [*newer, *older]


def _ways(choice: NewsChoice, tr: Translator) -> list[InlineKeyboardButton]:
    labels = (
        (NewsShows.SECTORS, mark("Sector"), choice.sector),
        (NewsShows.ORGANISATIONS, mark("Organisation"), choice.organisation),
        (NewsShows.PERIODS, mark("Period"), choice.first),
    )
    return [button(f"{'✓ ' if on else ''}{tr.plain(label)}", choice.narrowing(shows)) for shows, label, on in labels]


def _numbered(number: int, story: Story, register: Register, tr: Translator, zone: ZoneInfo) -> Text:
    article = story.articles[0] if story.articles else None
    told = [
        outlet_name(article) if article else "",
        other_sources(len(story.articles) - 1, tr),
        local_day(story.published_at, zone, tr),
        sector_names(story.sectors[:1], register, tr),
    ]
    where = ", ".join(each for each in told[:3] if each)
    return lines(
        Text(f"{number}. ", linked_title(story, TITLE_LIMIT)), " · ".join(each for each in (where, told[3]) if each)
    )


def _hangs_on(views: Sequence[LinkView], tr: Translator) -> Text | None:
    names = "; ".join(target_name(one.target, tr) for one in views)
    return tr.text("Attached to: {names}", names=quoted(names, TITLE_LIMIT)) if names else None


def _story_button(number: int, story: Story) -> InlineKeyboardButton:
    return button(f"{number}. {quoted(story.title, LABEL_LIMIT)}", OpenStory(story_id=story.id))
