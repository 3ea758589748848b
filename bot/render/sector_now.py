"""What is going on in a sector now, on its card: the latest stories and, for those who may, the nearest deadlines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from aiogram.types import InlineKeyboardMarkup
from aiogram.utils.formatting import Bold, Text

from bot.render.buttons import OpenCommitment, OpenSectorNews, button, keyboard
from bot.render.catalogue import Translator
from bot.render.dates import day, local_day
from bot.render.layout import blocks, section
from bot.render.message import Message, with_block
from bot.render.news import linked_title
from bot.render.plan import nearest, remaining
from bot.render.typography import quoted
from storage.records import Commitment, Story

STORIES_SHOWN = 2
DEADLINES_SHOWN = 2
TEXT_SHOWN = 90


@dataclass(frozen=True, slots=True)
class SectorNow:
    """What is new of a sector, seen on ``today`` in ``zone``; the most urgent commitment first."""

    sector: str
    stories: Sequence[Story]
    due: Sequence[Commitment]
    today: date
    zone: ZoneInfo


def with_current(card: Message, now: SectorNow, tr: Translator) -> Message:
    """Return the card of a sector with its latest stories and nearest deadlines before the sources.

    A deadline of an example plan says that it is one. Nothing new leaves the card as it is.
    """
    told = [
        Text(linked_title(each, TEXT_SHOWN), ", ", local_day(each.published_at, now.zone, tr)) for each in now.stories
    ]
    owed = [_due(each, tr, now.today) for each in now.due[:DEADLINES_SHOWN]]
    block = blocks(
        section(tr.plain("Latest news"), told[:STORIES_SHOWN]),
        section(tr.plain("Nearest deadlines"), owed),
    )
    if not told and not owed:
        return card
    rows = card.keyboard.inline_keyboard if isinstance(card.keyboard, InlineKeyboardMarkup) else []
    news = [button(tr.plain("News of the sector"), OpenSectorNews(sector=now.sector))] if told else []
    first = [button(tr.plain("Nearest deadline"), OpenCommitment(commitment_id=now.due[0].id))] if owed else []
    return Message(with_block(card.text, block), keyboard([*news, *first], *rows))


def _due(commitment: Commitment, tr: Translator, today: date) -> Text:
    on = nearest(commitment, today) or today
    example = Text(Bold(tr.plain("EXAMPLE")), " ") if commitment.example else ""
    words = quoted(commitment.text, TEXT_SHOWN)
    return Text(example, day(on, tr), " (", remaining((on - today).days, tr), ") — ", words)
