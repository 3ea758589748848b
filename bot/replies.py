"""An answer to a question, whole: what is known of it, and how it reads. The chat and the command line share it.

text -> Knowledge.answer -> a card or a list of the register | the latest stories | deadlines of the plan -> screen
a sector's card is kept as it was last said; its news and deadlines are read anew and put on it
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.answers import Answer, AnswerKind, Item
from bot.knowledge import Known
from bot.language.periods import Period
from bot.of_the_bot import of_the_bot
from bot.plan.choice import Choice, Standing, Window, chosen
from bot.render.catalogue import Translator
from bot.render.dates import days
from bot.render.groups import in_private_instead
from bot.render.links import DUTIES_PARAMETER
from bot.render.message import Message
from bot.render.news_buttons import NewsChoice
from bot.render.news_list import ON_PAGE, latest_news, told_of
from bot.render.plan import nearest, owed_screen
from bot.render.plan_look import Look, plan_list
from bot.render.screens import not_allowed
from bot.render.sector_now import STORIES_SHOWN, SectorNow, with_current
from bot.render.story_links import with_stories
from bot.rights import Right
from bot.story_links import attached_to, stories_of
from storage.records import Commitment, Story
from storage.register_records import EntryKind
from storage.store import Store

_AHEAD: Final = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, when, and what is known to the bot at that moment; ``public`` is a place where others read along.

    ``username`` is the bot's own, known where it is needed: in such a place, for a link to the private chat.
    """

    store: Store
    knowledge: Known
    tr: Translator
    rights: frozenset[Right]
    now: datetime
    zone: ZoneInfo
    public: bool = False
    username: str = ""

    @property
    def today(self) -> date:
        """Return the date where the asker lives."""
        return self.now.astimezone(self.zone).date()


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer and its screen; ``items`` are what a list, the news or the deadlines hold."""

    answer: Answer
    screen: Message
    items: Sequence[Item | Story | Commitment] = ()

    def as_json(self) -> dict[str, Any]:
        """Return what ``ask --json`` prints."""
        return {
            "kind": str(self.answer.kind),
            "slug": self.answer.slug,
            "title": self.answer.title,
            "text": self.screen.plain(),
            "items": [_item_as_json(item) for item in self.items],
        }


async def reply_to(question: str, asker: Asker) -> Reply:
    """Return the reply to a text of any length and content."""
    found = asker.knowledge.answer(question, asker.today)
    match found.kind:
        case AnswerKind.NEWS:
            return await _news(found, asker)
        case AnswerKind.SECTOR if found.slug:
            card = await sector_now(asker.knowledge.screen(found, asker.tr), found.slug, asker)
            return Reply(found, card, found.items)
        case AnswerKind.DEADLINES:
            return await _deadlines(found, asker)
        case AnswerKind.NONE if asked := asker.knowledge.matters(question):
            told = of_the_bot(asked, asker.tr, asker.rights, public=asker.public, username=asker.username)
            return Reply(found, told, found.items)
        case _:
            return Reply(found, await _with_news(asker.knowledge.screen(found, asker.tr), found, asker), found.items)


async def _with_news(card: Message, found: Answer, asker: Asker) -> Message:
    """Return the card of an agreement or a project with the stories attached to it."""
    if found.slug is None or found.entry not in {EntryKind.AGREEMENT, EntryKind.PROJECT}:
        return card
    entry = (found.entry, found.slug)
    links = await asker.knowledge.attached.of(entry, asker.now, partial(stories_of, *entry, asker.store))
    return with_stories(card, links, asker.tr, asker.zone)


async def sector_now(card: Message, sector: str, asker: Asker) -> Message:
    """Return a sector's card with its latest stories and, in private, for those who read the plan, its deadlines."""
    stories: Sequence[Story] = ()
    due: list[Commitment] = []
    if Right.READ_NEWS in asker.rights:
        read = partial(asker.store.news.about, sectors=(sector,), limit=STORIES_SHOWN)
        stories = await asker.knowledge.sector_news.of(sector, asker.now, read)
    if Right.READ_PLAN in asker.rights and not asker.public:
        soon = await asker.store.plan.due_between(asker.today, asker.today + _AHEAD)
        due = sorted(
            (one for one in soon if sector in one.sectors), key=lambda one: nearest(one, asker.today) or date.max
        )
    return with_current(card, SectorNow(sector, stories, due, asker.today, asker.zone), asker.tr)


async def news_page(choice: NewsChoice, page: int, asker: Asker) -> Message:
    """Return a page of the news of a choice; pages count from 0."""
    stories = await _stories(choice, asker, page)
    register = asker.knowledge.register
    said = told_of(choice, register, asker.tr)
    attached = await attached_to(
        [one.id for one in stories], asker.store, register, plan=Right.READ_PLAN in asker.rights and not asker.public
    )
    return latest_news(stories, register, asker.tr, asker.zone, said, choice=choice, page=page, attached=attached)


async def _stories(choice: NewsChoice, asker: Asker, page: int = 0, several: Sequence[str] = ()) -> Sequence[Story]:
    period = Period(choice.first, choice.last) if choice.first and choice.last else None
    first, before = _moments(period, asker.zone) if period else (None, None)
    return await asker.store.news.about(
        sectors=several or ((choice.sector,) if choice.sector else ()),
        organisations=(choice.organisation,) if choice.organisation else (),
        first=first,
        before=before,
        limit=ON_PAGE + 1,
        skipped=page * ON_PAGE,
    )


async def _news(found: Answer, asker: Asker) -> Reply:
    """Return the news asked for in words. A family of sectors, which no choice names, has its newest page alone."""
    organisation = found.slug if found.entry is EntryKind.ORGANISATION else None
    sectors = () if organisation else found.sectors
    several = sectors if len(sectors) > 1 else ()
    choice = NewsChoice(
        sector=sectors[0] if len(sectors) == 1 else None,
        organisation=organisation,
        first=found.period.first if found.period else None,
        last=found.period.last if found.period else None,
    )
    stories = await _stories(choice, asker, several=several)
    narrowed = [found.title, days(found.period.first, found.period.last, asker.tr) if found.period else ""]
    said = " · ".join(each for each in narrowed if each)
    screen = latest_news(
        stories, asker.knowledge.register, asker.tr, asker.zone, said, choice=None if several else choice
    )
    return Reply(found, screen, stories[:ON_PAGE])


def _moments(period: Period, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return the moments at which a period begins and is over where the asker lives."""
    begins, over = period.first, period.last + timedelta(days=1)
    return datetime.combine(begins, time(), zone).astimezone(UTC), datetime.combine(over, time(), zone).astimezone(UTC)


def _plan_itself(found: Answer, asker: Asker) -> Reply | None:
    """Return the card of the plan that deadlines are asked of: that is public, what it has by when is not."""
    if found.entry is not EntryKind.AGREEMENT or found.slug is None:
        return None
    items = asker.knowledge.related(found.entry, found.slug)
    card = Answer(AnswerKind.AGREEMENT, found.slug, found.title, items, entry=found.entry)
    return Reply(card, asker.knowledge.screen(card, asker.tr), card.items)


async def _deadlines(found: Answer, asker: Asker) -> Reply:
    if Right.READ_PLAN not in asker.rights:
        return _plan_itself(found, asker) or Reply(found, not_allowed(asker.tr))
    if asker.public:
        return Reply(found, in_private_instead(asker.username, asker.tr, DUTIES_PARAMETER))
    today = asker.today
    first, last = _days_owed(found, today)
    due = await asker.store.plan.due_between(first, last)
    body = found.slug if found.entry is EntryKind.ORGANISATION else None
    sectors = () if body else found.sectors
    if len(sectors) > 1:  # a family of sectors, which no choice of one names
        several = [one for one in due if set(sectors) & set(one.sectors)]
        screen = owed_screen(several, asker.knowledge.register, asker.tr, today)
        return Reply(found, screen, several)
    choice = Choice(
        sector=sectors[0] if sectors else None,
        organisation=body,
        side=found.side,
        standing=Standing.OVERDUE if found.overdue and found.period else None,
        window=Window.OVERDUE if found.overdue and not found.period else None,
        first=first if found.period or not found.overdue else None,
        last=last if found.period or not found.overdue else None,
    )
    lines = chosen(due, choice, today)
    plans = await asker.store.plan.plans()
    (number,) = await asker.store.views.numbers([choice.as_json()])
    look = Look(choice, number, lines, plans, today)
    items = {one.commitment.id: one.commitment for one in lines}
    return Reply(found, plan_list(look, asker.knowledge.register, asker.tr, 0), tuple(items.values()))


def _days_owed(found: Answer, today: date) -> tuple[date, date]:
    """Return the days asked about: without any those ahead, or all that are over when it is asked what is overdue."""
    if found.period:
        return found.period.first, found.period.last
    return (date.min, today - timedelta(days=1)) if found.overdue else (today, today + _AHEAD)


def _item_as_json(item: Item | Story | Commitment) -> dict[str, str]:
    match item:
        case Story():
            return {"kind": "story", "slug": str(item.id), "title": item.title}
        case Commitment():
            return {"kind": "commitment", "slug": str(item.id), "title": item.text}
        case _:
            return {"kind": str(item.kind), "slug": item.slug, "title": item.title}
