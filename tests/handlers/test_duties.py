"""/my, commitments, and why a message came."""

import pytest

from bot.render.buttons import Cause, OpenCommitment, OpenOwed, WhyThis
from bot.render.catalogue import LANGUAGES
from storage.records import Grant, Role
from storage.register_records import Side
from tests.person import Message, Person, buttons
from tests.town import Town, nothing_said
from tests.wording import answer_of, said

pytestmark = pytest.mark.asyncio(loop_scope="module")

_ULYANOVSK = Grant(Role.OFFICIAL, "aviastar", Side.ULYANOVSK)
_MINSK = Grant(Role.OFFICIAL, "mzga-407", Side.BELARUS)


async def _owed(person: Person) -> Message:
    await person.send("/my")
    return await person.read()


@pytest.mark.parametrize("grant", [_ULYANOVSK, _MINSK], ids=["Ulyanovsk", "Minsk"])
async def test_an_official_of_each_side_sees_what_the_organisation_owes(here: Town, grant: Grant) -> None:
    """Both sides' officials see the four common items of the example, marked as an example, and no others."""
    ivan = await here.passer_by(grant)
    owed = await _owed(ivan)
    assert "ПРИМЕР" in owed["text"]
    assert [label.partition(" ")[0] for label in buttons(owed)][:3] == ["3.1.", "1.1.", "1.2."]
    assert "2.1" not in owed["text"]


@pytest.mark.parametrize("words", [said("My deadlines", language) for language in LANGUAGES])
async def test_the_label_says_the_same_as_the_command(here: Town, words: str) -> None:
    """The button of the keyboard opens the deadlines, in whatever language it was laid."""
    ivan = await here.passer_by(_ULYANOVSK)
    await ivan.send(words)
    assert "ПРИМЕР" in (await ivan.read())["text"]


async def test_whose_organisation_owes_nothing_is_told_so(here: Town) -> None:
    """An official without commitments, and a coordinator without an organisation, get a plain answer."""
    for grant in (Grant(Role.OFFICIAL, "volga-dnepr", Side.ULYANOVSK), Grant(Role.COORDINATOR)):
        person = await here.passer_by(grant)
        assert said("Nothing is due.") in (await _owed(person))["text"]


async def test_a_commitment_opens_in_place_and_leads_back(here: Town) -> None:
    """The card names the deadline and those responsible, and its button leads back to the list."""
    ivan = await here.passer_by(_ULYANOVSK)
    owed = await _owed(ivan)
    assert (await ivan.tap(owed, buttons(owed)[0])).answered
    card = await ivan.read_edit(owed)
    assert "до 24 ноября 2026 года" in card["text"].replace("\u00a0", " ")
    assert (await ivan.tap(card, f"« {said('My deadlines')}")).answered
    assert (await ivan.read_edit(card))["text"] == owed["text"]


async def test_a_page_past_the_end_is_the_last_one(here: Town) -> None:
    """An old button of a list that has become shorter still shows a list."""
    ivan = await here.passer_by(_ULYANOVSK)
    owed = await _owed(ivan)
    tapped = await ivan.tap_data(owed["message_id"], OpenOwed(page=999).pack())
    assert (tapped.answered, tapped.text) == (True, "")


@pytest.mark.parametrize("number", [10_000, 2**63 - 1])
async def test_a_commitment_that_is_gone_says_so(here: Town, number: int) -> None:
    """A button of a commitment that is there no more is answered in words."""
    ivan = await here.passer_by(_ULYANOVSK)
    owed = await _owed(ivan)
    tapped = await ivan.tap_data(owed["message_id"], OpenCommitment(commitment_id=number).pack())
    assert tapped.answered
    assert tapped.text == answer_of("gone")


async def test_a_subscriber_is_refused_and_learns_nothing(here: Town) -> None:
    """The command is refused; forged buttons look as if there were nothing, for a commitment that is there too."""
    anna = await here.passer_by()
    refused = await _owed(anna)
    assert refused["text"] == answer_of("not allowed")
    answers = {
        (await anna.tap_data(refused["message_id"], data.pack())).text
        for data in (OpenCommitment(commitment_id=1), OpenCommitment(commitment_id=10_000), OpenOwed())
    }
    assert len(answers) == 1
    assert answers.pop() == answer_of("gone")


async def test_the_plan_is_not_shown_in_a_group(here: Town) -> None:
    """In a group /my leads to the private chat; buttons of the plan, forged or carried there, show nothing."""
    ivan = await here.passer_by(_ULYANOVSK)
    group = ivan.in_chat(await here.group(ivan))
    await group.send("/my")
    assert (await group.read())["text"] == answer_of("in private")
    shown = await nothing_said(group)
    for data in (OpenCommitment(commitment_id=1), OpenOwed(), OpenOwed(page=1)):
        tapped = await group.tap_data(shown["message_id"], data.pack())
        assert tapped.answered
        assert tapped.text == answer_of("gone")
    assert shown in await group.messages()


async def test_a_question_about_deadlines_is_not_answered_in_a_group(here: Town) -> None:
    """What an official is told alone a group is not told, but where to go for it; the link there leads to it."""
    ivan = await here.passer_by(_ULYANOVSK)
    await ivan.send("какие сроки в ноябре?")
    assert "ПРИМЕР" in (await ivan.read())["text"]
    group = ivan.in_chat(await here.group(ivan))
    await group.send("@cooperation_sandbox_bot какие сроки в ноябре?")
    answered = await group.read()
    assert answered["text"] == answer_of("in private")
    link = answered["reply_markup"]["inline_keyboard"][0][0]["url"]
    await ivan.start(link.partition("?start=")[2])
    assert "ПРИМЕР" in (await ivan.read())["text"]


@pytest.mark.parametrize("cause", list(Cause))
@pytest.mark.parametrize("language", ["ru", "be", "en"])
async def test_why_a_message_came_is_an_alert(here: Town, cause: Cause, language: str) -> None:
    """The rule is told in an alert that fits, in each language, and the message stays as it is."""
    anna = await here.passer_by(language_code=language)
    await anna.send("/help")
    shown = await anna.read()
    tapped = await anna.tap_data(shown["message_id"], WhyThis(cause=cause).pack())
    assert tapped.answered
    assert tapped.show_alert
    assert tapped.text
    assert shown in await anna.messages()
