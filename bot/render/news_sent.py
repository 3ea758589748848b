"""What an editor reads of a publication that they sent in: what would become of it, and what became of it."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from aiogram.utils.formatting import Bold, Text, TextLink

from bot.errors import Trouble
from bot.news.stories import Judged
from bot.render.buttons import OpenStory, button, keyboard
from bot.render.catalogue import Translator, mark
from bot.render.dates import moment
from bot.render.layout import blocks, lines, section
from bot.render.message import Message, fitted
from bot.render.names import label_of
from bot.render.news import TITLE_LIMIT, outlet_name, story_card
from bot.render.news_desk import reason_line
from bot.render.news_desk_buttons import DecideNews
from bot.render.news_sent_buttons import AddNews
from bot.render.related import sector_line
from bot.render.typography import is_link, quoted
from storage.news_records import Outcome
from storage.records import Article, Story
from storage.register_records import Register

_LEAD: Final = 600
_ADDRESS: Final = 200
_NAMED: Final = 8
_VERDICTS: Final[Mapping[Outcome, str]] = MappingProxyType(
    {
        Outcome.IN: mark("This is news of the cooperation."),
        Outcome.BORDERLINE: mark("This is borderline. Added, it is ours by your decision."),
        Outcome.OUT: mark("By the lists of words this is no news of ours. Added, it is ours by your decision."),
    }
)
_TROUBLES: Final[Mapping[Trouble, str]] = MappingProxyType(
    {
        Trouble.FORBIDDEN: mark("the bot does not go to this address"),
        Trouble.NO_ANSWER: mark("the site does not answer"),
        Trouble.TOO_SLOW: mark("the site answers too slowly"),
        Trouble.TOO_LARGE: mark("the page is too large"),
        Trouble.REDIRECTS: mark("the site leads from one address to another without end"),
        Trouble.UNPACKING: mark("the page cannot be unpacked"),
    }
)
NO_PUBLICATION: Final = mark("there is no publication on the page")
CLOSED: Final = mark("only members of the channel can read it; forward the post itself")


def preview(judged: Judged, joins: Story | None, draft_id: int, register: Register, tr: Translator,
            zone: ZoneInfo) -> Message:  # fmt: skip
    """Return what would become of a publication and why, with the taps that decide; ``joins``: the story it is of."""
    article, verdict = judged.article, judged.verdict
    bodies = [register.organisations[slug] for slug in article.organisations if slug in register.organisations]
    names = "; ".join(label_of(one, tr) for one in bodies[:_NAMED])
    text = blocks(
        Bold(tr.plain(_VERDICTS[verdict.outcome])),
        lines(_linked(article), quoted(article.lead, _LEAD), f"{outlet_name(article)}, "
              f"{moment(article.published_at, zone, tr)}"),
        section(
            tr.plain("Why: {n} of 100", n=verdict.score),
            [Text(told) for one in verdict.why if (told := reason_line(one.ground, one.words, one.points, tr))],
        ),
        lines(
            sector_line(article.sectors, register, tr) or tr.text("No sector was found."),
            tr.text("Organisations: {names}", names=names) if names else tr.text("No organisation was found."),
        ),
        tr.text("It joins the story: {title}", title=quoted(joins.title, TITLE_LIMIT))
        if joins
        else tr.text("It begins a new story."),
    )  # fmt: skip
    label = tr.plain("Add") if verdict.outcome is Outcome.IN else tr.plain("Add all the same")
    add = button(label, AddNews(draft_id=draft_id, add=True))
    story = [button(tr.plain("Open the story"), OpenStory(story_id=joins.id))] if joins else []
    return Message(fitted(text), keyboard([add, drop_button(draft_id, tr)], story))


def drop_button(draft_id: int, tr: Translator) -> InlineKeyboardButton:
    """Return the button that adds nothing."""
    return button(tr.plain("Do not add"), AddNews(draft_id=draft_id, add=False))


def _linked(article: Article) -> Text:
    title = quoted(article.title, TITLE_LIMIT) or "—"
    return Text(TextLink(title, url=article.url) if is_link(article.url) else Bold(title))


def known_already(story: Story, register: Register, tr: Translator, zone: ZoneInfo, *, waits: bool) -> Message:
    """Return a story that has what was sent in already; ``waits``: on the editors' desk, to be decided here."""
    if not waits:
        return _headed(tr.plain("This is here already."), story, register, tr, zone)
    decide = [
        button(tr.plain("Ours"), DecideNews(story_id=story.id, ours=True)),
        button(tr.plain("Not ours"), DecideNews(story_id=story.id, ours=False)),
    ]
    return _headed(tr.plain("This is here already and waits on the editors’ desk."), story, register, tr, zone, decide)


def added(story: Story, register: Register, tr: Translator, zone: ZoneInfo) -> Message:
    """Return the story that has what was added."""
    return _headed(tr.plain("Added. The publication is in this story."), story, register, tr, zone)


def _headed(
    said: str,
    story: Story,
    register: Register,
    tr: Translator,
    zone: ZoneInfo,
    decide: Sequence[InlineKeyboardButton] = (),
) -> Message:
    card = story_card(story, register, tr, zone, whole=True)
    rows = card.keyboard.inline_keyboard if isinstance(card.keyboard, InlineKeyboardMarkup) else []
    return Message(fitted(blocks(Bold(said), card.text)), keyboard(decide, *rows))


def not_added(tr: Translator) -> Message:
    """Return that nothing was added."""
    return Message(tr.text("Not added. Nothing is kept."))


def not_read(url: str, why: str, draft_id: int, tr: Translator) -> Message:
    """Return why nothing was read at a link (a sentence's end), and what to do instead."""
    shown = quoted(url, _ADDRESS)
    text = lines(
        tr.text("The link was not read: {why}.", why=why),
        Text(TextLink(shown, url=url)) if is_link(url) else Text(shown),
        tr.text("Answer this message with the text itself, its title in the first line; or forward a post with it."),
    )
    return Message(fitted(text), keyboard([drop_button(draft_id, tr)]))


def why_not_fetched(trouble: Trouble, status: int, tr: Translator) -> str:
    """Return why nothing was fetched, in words."""
    if trouble is Trouble.STATUS:
        return tr.plain("the site refuses it ({status})", status=status)
    return tr.plain(_TROUBLES[trouble])


def draft_in(markup: InlineKeyboardMarkup | None) -> int | None:
    """Return the number of what was sent in that a message's buttons name."""
    for row in markup.inline_keyboard if markup else ():
        for one in row:
            if (one.callback_data or "").startswith(f"{AddNews.__prefix__}:"):
                try:
                    return AddNews.unpack(one.callback_data or "").draft_id
                except (ValueError, TypeError):
                    return None
    return None
