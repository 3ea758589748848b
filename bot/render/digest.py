"""A digest on the screen: one message, its further pages in its place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Text

from bot.render.buttons import Cause, OpenNews, button, keyboard, why_button
from bot.render.catalogue import Translator
from bot.render.dates import day_of_month, local_day, moment, period_between
from bot.render.digest_buttons import TurnDigest
from bot.render.layout import blocks, lines, section
from bot.render.message import ENTITY_LIMIT, TEXT_LIMIT, Message, fitted
from bot.render.names import label_of, sector_name
from bot.render.news import linked_title, other_sources, outlet_name
from bot.render.plan import numbered
from bot.render.typography import quoted, shortened
from storage.digest_records import Edition, EntryChange, ToldStory
from storage.records import Commitment, Story
from storage.register_records import EntryKind, Register

TITLE_LIMIT: Final = 200
LEAD_LIMIT: Final = 120
AT_MOST: Final = 30  # on a page: a digest is read on the way to work
DUE_SHOWN: Final = 5
DUE_LIMIT: Final = 110
CHANGES_SHOWN: Final = 5
CHANGE_LIMIT: Final = 90
LAST_PAGE: Final = 999
_DOUBTFUL: Final = "?"


@dataclass(frozen=True, slots=True)
class Contents:
    """What an edition tells, as it is now: stories in its order, and the commitments of its deadlines."""

    edition: Edition
    stories: Sequence[Story]
    due: Sequence[tuple[Commitment, date]] = ()


@dataclass(frozen=True, slots=True)
class DigestPage:
    """A page of a digest: its number, its text, the stories that it tells, and how many are left after it."""

    number: int
    text: Text
    stories: tuple[Story, ...]
    left: int

    def told(self) -> tuple[ToldStory, ...]:
        """Return what it says of them, to be compared later."""
        return tuple(ToldStory(one.id, one.title, one.lead) for one in self.stories)

    def message(self, edition: Edition, tr: Translator) -> Message:
        """Return the page with its buttons; by then the edition has its number."""
        turns: list[InlineKeyboardButton] = []
        if self.number:
            turns.append(button(f"‹ {tr.plain('Back')}", TurnDigest(edition_id=edition.id, page=self.number - 1)))
        if self.left:
            more = f"{tr.plain('{n} more', n=self.left)} ›"
            turns.append(button(more, TurnDigest(edition_id=edition.id, page=self.number + 1)))
        news = [] if edition.public else [button(tr.plain("All the news"), OpenNews())]
        return Message(self.text, keyboard(turns, news, [why_button(Cause.DIGEST, tr)]))


def digest_page(contents: Contents, register: Register, tr: Translator, page: int = 0) -> DigestPage:
    """Return a page of a digest; pages count from 0, one past the end is the last.

    The first has all that a digest has, and as many stories as there is room for; what matters most comes first.
    """
    setting = _Setting(contents, register, tr)
    starts = setting.starts(page)
    number, start = len(starts) - 1, starts[-1]
    text, count = setting.page(number, start)
    shown = tuple(contents.stories[start : start + count])
    return DigestPage(number, text, shown, len(contents.stories) - start - count)


def digest_title(edition: Edition, tr: Translator) -> str:
    """Return the first line of every page of an edition."""
    if edition.at_once:
        return tr.plain("EXAMPLE. Important news") if edition.example else tr.plain("Important news")
    return tr.plain("EXAMPLE. News digest") if edition.example else tr.plain("News digest")


def previewed(screen: Message, tr: Translator) -> Message:
    """Return a digest that is shown before it comes."""
    text = lines(tr.text("This would come now:"), screen.text)
    return Message(fitted(text), screen.keyboard)


class _Setting:
    """Sets the pages of one edition."""

    def __init__(self, contents: Contents, register: Register, tr: Translator) -> None:
        edition = contents.edition
        self._edition, self._register, self._tr = edition, register, tr
        self._zone = ZoneInfo(edition.zone)
        self._stories = contents.stories
        self._briefs = [(self._heading(one), self._brief(one)) for one in contents.stories]
        self._foot = (self._due(contents.due), self._changes())

    def starts(self, page: int) -> list[int]:
        """Return at which story each page begins, up to this page or the last one there is."""
        starts = [0]
        while len(starts) <= min(page, LAST_PAGE):
            following = starts[-1] + self.page(len(starts) - 1, starts[-1])[1]
            if following >= len(self._briefs):
                break
            starts.append(following)
        return starts

    def page(self, number: int, start: int) -> tuple[Text, int]:
        """Return the text of a page and how many stories it tells: as many as fit, one at least if there is one."""
        most = min(AT_MOST, len(self._briefs) - start)
        few, many = min(1, most), most
        while few < many:
            middle = (few + many + 1) // 2
            if _fits(self._text(number, start, middle)):
                few = middle
            else:
                many = middle - 1
        text = self._text(number, start, few)
        return (text if _fits(text) else fitted(text)), few

    def _text(self, number: int, start: int, count: int) -> Text:
        blocks_of_page = self._by_heading(self._briefs[start : start + count])
        return blocks(self._head(), *blocks_of_page, *(self._foot if number == 0 else ()))

    def _head(self) -> Text:
        edition, tr = self._edition, self._tr
        if edition.at_once:
            when = Text(moment(edition.last, self._zone, tr))
        else:
            when = tr.text("For {period}", period=period_between(edition.first, edition.last, self._zone, tr))
        return lines(Bold(digest_title(edition, tr)), when)

    def _heading(self, story: Story) -> str:
        """Return under which sector a story is told: one that is followed, else its first that the register has."""
        if story.id in self._edition.doubtful:
            return _DOUBTFUL
        known = [slug for slug in story.sectors if slug in self._register.sectors]
        return next((slug for slug in known if slug in self._edition.sectors), known[0] if known else "")

    def _by_heading(self, briefs: Iterable[tuple[str, Text]]) -> list[Text]:
        """Return a block for each sector in the register's order, then stories of none, then borderline ones."""
        told: dict[str, list[Text]] = {slug: [] for slug in [*self._register.sectors, "", _DOUBTFUL]}
        for heading, brief in briefs:
            told[heading].append(brief)
        return [lines(Bold(self._named(heading)), *those) for heading, those in told.items() if those]

    def _named(self, heading: str) -> str:
        if heading == _DOUBTFUL:
            return self._tr.plain("Borderline")
        return sector_name(self._register.sectors[heading], self._tr) if heading else self._tr.plain("Other news")

    def _brief(self, story: Story) -> Text:
        tr = self._tr
        lead = quoted(story.lead, LEAD_LIMIT) if story.lead != story.title else ""
        where = [
            outlet_name(story.articles[0]) if story.articles else "",
            other_sources(len(story.articles) - 1, tr),
            local_day(story.published_at, self._zone, tr),
        ]
        told = ", ".join(one for one in where if one)
        clarified = f" · {tr.plain('corrected')}" if story.id in self._edition.clarified else ""
        return lines(Text("• ", linked_title(story, TITLE_LIMIT)), lead, f"{told}{clarified}")

    def _due(self, due: Sequence[tuple[Commitment, date]]) -> Text | None:
        tr = self._tr
        shown = [
            Text(
                Text(Bold(tr.plain("EXAMPLE")), " ") if one.example else "",
                day_of_month(on, tr), " — ", numbered(one, DUE_LIMIT, tr),
            )
            for one, on in due[:DUE_SHOWN]
        ]  # fmt: skip
        more = len(due) - len(shown)
        rest = [tr.text("And {n} more: /deadlines", n=str(more))] if more else []
        return section(tr.plain("Deadlines of the coming week"), [*shown, *rest])

    def _changes(self) -> Text | None:
        tr, changes = self._tr, self._edition.changes
        told = [self._change(one) for one in changes]
        shown = [one for one in told if one is not None]
        more = len(shown) - CHANGES_SHOWN
        rest = [tr.text("And {n} more.", n=str(more))] if more > 0 else []
        return section(tr.plain("Changed in the register"), [*shown[:CHANGES_SHOWN], *rest])

    def _change(self, change: EntryChange) -> Text | None:
        entry = self._register.find(EntryKind(change.kind), change.slug)
        if entry is None:
            return None
        name = shortened(label_of(entry, self._tr), CHANGE_LIMIT)
        return self._tr.text("new: {name}" if change.new else "corrected: {name}", name=name)


def _fits(text: Text) -> bool:
    written, entities = text.render()
    return len(written) <= TEXT_LIMIT and len(entities) <= ENTITY_LIMIT
