"""Inline mode: cards shared in any chat."""

import pytest

from bot.config import Config
from bot.rights import Access
from tests.town import ADMINISTRATOR, SUBSCRIBER, Town, town

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_words_find_a_card_to_share(here: Town) -> None:
    """The first result is the card that the same words get in the chat; it has its sources and one button."""
    anna = await here.passer_by()
    offered = await anna.inline("соглашение с Витебском")
    first = offered["results"][0]
    assert first["title"] == "Соглашение с Витебской областью"
    assert "По состоянию на" in first["input_message_content"]["message_text"]
    assert [button["text"] for row in first["reply_markup"]["inline_keyboard"] for button in row] == ["Открыть в боте"]


async def test_no_words_offer_the_sectors(here: Town) -> None:
    """Before a word is typed every sector is offered, and never more than Telegram takes."""
    anna = await here.passer_by()
    results = (await anna.inline(""))["results"]
    assert len(results) == 19
    assert len({one["id"] for one in results}) == len(results) <= 50


async def test_share_under_a_card_shares_that_card(here: Town) -> None:
    """What «Поделиться» types into another chat finds exactly the card it stood under."""
    anna = await here.passer_by()
    await anna.send("автокомпоненты для УАЗа")
    card = await anna.read()
    query = card["reply_markup"]["inline_keyboard"][-1][1]["switch_inline_query"]
    results = (await anna.inline(query))["results"]
    assert [one["title"] for one in results] == [card["text"].splitlines()[0]]


async def test_nonsense_finds_nothing_alarming(here: Town) -> None:
    """A query of any kind is answered, at worst with the nearest that is known."""
    anna = await here.passer_by()
    for query in ("🛩️" * 50, "'; DROP", "s_nosuch", "\x00", "а" * 256):
        assert (await anna.inline(query))["answered"]


async def test_a_stranger_by_invitation_is_offered_nothing(filled_url: str) -> None:
    """Where the programme is by invitation, inline mode tells strangers nothing."""
    async with town(filled_url, config=Config(admin_ids=(ADMINISTRATOR,), access=Access.INVITED)) as there:
        anna = await there.newcomer(SUBSCRIBER)
        assert (await anna.inline("авиапром"))["results"] == []
