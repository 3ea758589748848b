"""What is new of a sector on its card."""

from dataclasses import replace
from datetime import date

import pytest
from aiogram.utils.formatting import Text

from bot.render.buttons import OpenSectorNews
from bot.render.cards import card
from bot.render.catalogue import Translator
from bot.render.message import TEXT_LIMIT, Message, fitted, with_block
from bot.render.sector_now import SectorNow, with_current
from storage.register_records import EntryKind, Register
from tests.render.notation import flaws
from tests.render.samples import HOSTILE, ULYANOVSK, story

TODAY = date(2026, 11, 25)


@pytest.fixture
def sector(register: Register, tr: Translator) -> Message:
    """The card of a sector."""
    return card(EntryKind.SECTOR, register.sectors["aviastroenie"], register, tr)


def _now(count: int, title: str = "Пример новости") -> SectorNow:
    stories = [replace(story(number, "aviastroenie"), title=title) for number in range(1, count + 1)]
    return SectorNow("aviastroenie", stories, (), TODAY, ULYANOVSK)


def test_news_stand_before_the_sources_and_lead_to_more(sector: Message, tr: Translator) -> None:
    """The two latest, linked and dated; the sources stay last; a button opens the rest."""
    told = with_current(sector, _now(3), tr)
    block, tail = told.plain().split("\n\n")[-2:]
    assert block.startswith("Последние новости")
    assert block.count("•") == 2
    assert tail == sector.plain().split("\n\n")[-1]
    assert flaws(told) == []
    assert OpenSectorNews(sector="aviastroenie").pack() in str(told.keyboard)


def test_a_card_without_anything_new_stays_as_it_is(sector: Message, tr: Translator) -> None:
    """No story and no deadline: the very same card."""
    assert with_current(sector, _now(0), tr) is sector


def test_titles_of_strangers_break_nothing(sector: Message, tr: Translator) -> None:
    """A hostile title neither overflows the card nor starts markup."""
    assert flaws(with_current(sector, _now(2, HOSTILE), tr)) == []


def test_a_full_message_takes_no_block() -> None:
    """Where there is no room, the text stays as it was."""
    full = fitted(Text("слово " * TEXT_LIMIT))
    assert with_block(full, Text("новое")) is full
