"""Cards and lists of the register: by button, by command, by the keyboard, by a deep link."""

import pytest

from bot.render.buttons import KindCode, OpenCard, OpenList
from bot.render.catalogue import LANGUAGES
from tests.person import Message, Person, buttons
from tests.town import Town, nothing_said
from tests.wording import answer_of, said

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def _sectors(anna: Person) -> Message:
    await anna.send("/sectors")
    return await anna.read()


@pytest.mark.parametrize("words", ["/sectors", *(said("Sectors", language) for language in LANGUAGES)])
async def test_the_sectors_are_listed_by_command_and_by_label(here: Town, words: str) -> None:
    """The list of sectors comes by its command and by its label in any language, a button for each."""
    anna = await here.passer_by()
    await anna.send(words)
    assert "Авиастроение" in buttons(await anna.read())


async def test_a_card_opens_in_place_and_leads_back(here: Town) -> None:
    """From the list to a card and back again it is one message; nothing new is written."""
    anna = await here.passer_by()
    listed = await _sectors(anna)
    assert (await anna.tap(listed, "Авиастроение")).answered
    card = await anna.read_edit(listed)
    assert card["text"].startswith("Авиастроение")
    back = next(label for label in buttons(card) if label.startswith("«"))
    assert (await anna.tap(card, back)).answered
    assert (await anna.read_edit(card))["text"] == listed["text"]
    await nothing_said(anna)


async def test_pages_turn_forth_and_back(here: Town) -> None:
    """A long list has pages; a page past the end, of an old button, is the last one."""
    anna = await here.passer_by()
    shown = await _sectors(anna)
    for page, name in ((0, "1"), (1, "2"), (999, "")):
        data = OpenList(kind=KindCode.ORGANISATION, page=page).pack()
        assert (await anna.tap_data(shown["message_id"], data)).answered
        now = await anna.read_edit(shown)
        assert now["text"] != shown["text"]
        assert name in now["text"]
        shown = now
    assert any(label.startswith("‹") for label in buttons(shown))
    assert not any(label.endswith("›") for label in buttons(shown))


@pytest.mark.parametrize("code", list(KindCode))
async def test_every_kind_has_its_list_and_its_cards(here: Town, code: KindCode) -> None:
    """A list of each kind opens, and the first of its cards."""
    anna = await here.passer_by()
    listed = await _sectors(anna)
    if code is not KindCode.SECTOR:
        assert (await anna.tap_data(listed["message_id"], OpenList(kind=code).pack())).answered
        listed = await anna.read_edit(listed)
    assert (await anna.tap(listed, buttons(listed)[0])).answered
    assert (await anna.read_edit(listed))["text"]


async def test_every_card_of_the_register_can_be_shown(here: Town) -> None:
    """No entry of the register breaks its card: each is taken by Telegram as it stands."""
    anna = await here.passer_by()
    shown = await _sectors(anna)
    register = (await here.app.knowledge.newest()).register
    for kind, entry in register.entries():
        data = OpenCard(kind=KindCode.of(kind), slug=entry.slug).pack()
        tapped = await anna.tap_data(shown["message_id"], data)
        assert (tapped.answered, tapped.text) == (True, ""), data


async def test_a_button_of_what_was_withdrawn_says_so(here: Town) -> None:
    """An entry that is there no more is told at the tap, and the message stays as it was."""
    anna = await here.passer_by()
    listed = await _sectors(anna)
    tapped = await anna.tap_data(listed["message_id"], OpenCard(kind=KindCode.SECTOR, slug="otmeneno").pack())
    assert tapped.answered
    assert tapped.text == answer_of("gone")
    assert listed in await anna.messages()


@pytest.mark.parametrize("code", list(KindCode))
async def test_a_deep_link_opens_its_card(here: Town, code: KindCode) -> None:
    """A link to a card opens it for a newcomer, whatever its kind."""
    register = (await here.app.knowledge.newest()).register
    slug = next(iter(register.of(code.kind)))
    anna = await here.stranger()
    await anna.start(f"{code}_{slug}")
    card = await anna.read()
    assert card["text"] != answer_of("gone")
    assert buttons(card)


@pytest.mark.parametrize(
    "parameter",
    ["s_net-takogo", "s_", "s", "_", "z_aviastroenie", "S_aviastroenie", "sector_aviastroenie", "x" * 64,
     "s_" + "a" * 62, "-" * 64, "_" * 64, "s_aviastroenie_", "0"],
)  # fmt: skip
async def test_a_link_to_nothing_says_so(here: Town, parameter: str) -> None:
    """An unknown, a withdrawn or a made-up link is answered in words."""
    anna = await here.stranger()
    await anna.start(parameter)
    assert (await anna.read())["text"] == answer_of("gone")


async def test_a_link_in_a_group_is_no_card(here: Town) -> None:
    """A deep link is for private chats; in a group the same words get the help."""
    anna = await here.passer_by()
    group = anna.in_chat(await here.group(anna))
    await group.send("/start s_aviastroenie")
    assert (await group.read())["text"].startswith(said("What the bot does in a group"))


async def test_cards_open_in_a_group_too(here: Town) -> None:
    """The public register can be read in a group: by the command, in reply to it, and by its buttons."""
    anna = await here.passer_by()
    group = anna.in_chat(await here.group(anna))
    asked = await group.send("/sectors@cooperation_sandbox_bot")
    listed = await group.read()
    assert listed["reply_to_message"]["message_id"] == asked["message_id"]
    assert (await group.tap(listed, "Авиастроение")).answered
    assert (await group.read_edit(listed))["text"].startswith("Авиастроение")
