"""An answer to a question, whole: what is known of it, and how it reads. The chat and the command line share it.

text -> Knowledge.answer -> a card or a list of the register | the latest stories | deadlines of the plan -> screen
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.answers import Answer, AnswerKind
from bot.knowledge import Known
from bot.render.catalogue import Translator
from bot.render.message import Message
from bot.render.news import latest_news
from bot.render.plan import owed_screen
from bot.render.screens import not_allowed
from bot.rights import Right
from storage.records import Commitment, Story
from storage.store import Store

LATEST: Final = 10
_AHEAD: Final = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, when, and what is known to the bot at that moment; ``public`` is a place where others read along."""

    store: Store
    knowledge: Known
    tr: Translator
    rights: frozenset[Right]
    now: datetime
    zone: ZoneInfo
    public: bool = False

    @property
    def today(self) -> date:
        """Return the date where the asker lives."""
        return self.now.astimezone(self.zone).date()


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer and its screen; ``items`` are what a list, the news or the deadlines hold."""

    answer: Answer
    screen: Message
    items: tuple[Mapping[str, Any], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return what ``ask --json`` prints."""
        return {
            "kind": str(self.answer.kind),
            "slug": self.answer.slug,
            "title": self.answer.title,
            "text": self.screen.plain(),
            "items": [dict(item) for item in self.items],
        }


async def reply_to(question: str, asker: Asker) -> Reply:
    """Return the reply to a text of any length and content."""
    found = asker.knowledge.answer(question, asker.today)
    match found.kind:
        case AnswerKind.NEWS:
            return await _news(found, asker)
        case AnswerKind.DEADLINES:
            return await _deadlines(found, asker)
        case _:
            items = [{"kind": str(item.kind), "slug": item.slug, "title": item.title} for item in found.items]
            return Reply(found, asker.knowledge.screen(found, asker.tr), tuple(items))


async def _news(found: Answer, asker: Asker) -> Reply:
    stories = await asker.store.news.latest(LATEST)
    chosen = [story for story in stories if not found.sectors or set(found.sectors) & set(story.sectors)]
    screen = latest_news(chosen, asker.knowledge.register, asker.tr, asker.zone)
    return Reply(found, screen, tuple(_story_item(story) for story in chosen))


async def _deadlines(found: Answer, asker: Asker) -> Reply:
    if Right.READ_PLAN not in asker.rights or asker.public:
        return Reply(found, not_allowed(asker.tr))
    today = asker.today
    first, last = (found.period.first, found.period.last) if found.period else (today, today + _AHEAD)
    due = await asker.store.plan.due_between(first, last)
    chosen = [one for one in due if not found.sectors or set(found.sectors) & set(one.sectors)]
    screen = owed_screen(chosen, asker.knowledge.register, asker.tr, today)
    return Reply(found, screen, tuple(_commitment_item(one) for one in chosen))


def _story_item(story: Story) -> Mapping[str, Any]:
    return {"kind": "story", "slug": str(story.id), "title": story.title}


def _commitment_item(commitment: Commitment) -> Mapping[str, Any]:
    return {"kind": "commitment", "slug": str(commitment.id), "title": commitment.text}
