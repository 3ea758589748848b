"""How an answer and a changed message get through to the person, whatever has become of the message."""

import pytest

from bot.render.buttons import KindCode, OpenCard
from tests.person import Person, buttons
from tests.town import Town, nothing_said

pytestmark = pytest.mark.asyncio(loop_scope="module")

_OPEN = OpenCard(kind=KindCode.SECTOR, slug="aviastroenie").pack()
_CARD = "Авиастроение"


async def _taps(person: Person, message_id: int) -> None:
    tapped = await person.tap_data(message_id, _OPEN)
    assert (tapped.answered, tapped.text) == (True, "")


async def test_a_message_deleted_under_an_edit_comes_anew(here: Town) -> None:
    """The list was deleted before its button's tap arrived: the card comes as a message of its own."""
    anna = await here.passer_by()
    await anna.send("/sectors")
    listed = await anna.read()
    await anna.delete(listed["message_id"])
    await _taps(anna, listed["message_id"])
    assert (await anna.read())["text"].startswith(_CARD)


async def test_a_message_deleted_while_its_button_was_on_the_way_comes_anew(here: Town) -> None:
    """Telegram still shows the message in the tap and refuses the edit: the card comes all the same."""
    anna = await here.passer_by()
    await anna.send("/sectors")
    listed = await anna.read()
    await here.order_fault("error", "editMessageText", chat=anna.telegram_id, status=400,
                           description="Bad Request: message to edit not found")  # fmt: skip
    await _taps(anna, listed["message_id"])
    assert (await anna.read())["text"].startswith(_CARD)


async def test_a_message_without_text_is_left_and_the_card_comes_anew(here: Town) -> None:
    """A button may hang under a document of the person or a photo: there is no text to put the card in."""
    anna = await here.passer_by()
    document = await anna.upload("plan.txt", b"text", caption="уаз")
    await anna.read()
    await _taps(anna, document["message_id"])
    assert (await anna.read())["text"].startswith(_CARD)


async def test_the_same_button_twice_is_answered_twice(here: Town) -> None:
    """The second edit would change nothing, and Telegram refuses it: the button is answered all the same."""
    anna = await here.passer_by()
    await anna.send("/sectors")
    listed = await anna.read()
    await _taps(anna, listed["message_id"])
    await _taps(anna, listed["message_id"])
    await nothing_said(anna)


async def test_a_question_deleted_in_a_group_is_answered_without_it(here: Town) -> None:
    """The answer comes although there is nothing any more to reply to."""
    anna = await here.passer_by()
    number = await here.group(anna)
    group = anna.in_chat(number)
    sender = {"id": anna.telegram_id, "is_bot": False, "first_name": "Прохожий"}
    chat = {"id": number, "type": "supergroup", "title": "Группа"}
    deleted = {"message_id": 999, "date": 1, "from": sender, "chat": chat, "text": "/sectors"}
    await here.bring({"message": deleted})
    answer = await group.read()
    assert "reply_to_message" not in answer
    assert buttons(answer)


async def test_a_button_is_answered_before_its_message_is_changed(here: Town) -> None:
    """An edit may wait longer for its turn than a button for its answer, so the answer goes first."""
    anna = await here.passer_by()
    await anna.send("/sectors")
    listed = await anna.read()
    await here.order_fault("error", "editMessageText", chat=anna.telegram_id, retry_after=30)
    await _taps(anna, listed["message_id"])

    async def shown() -> bool:
        return any(message["text"].startswith(_CARD) for message in await anna.messages())

    assert not await shown()
    await here.wait_out(shown)


async def test_a_button_of_a_message_sent_through_the_bot_edits_that_message(here: Town) -> None:
    """Such a tap names no chat: the edit goes to the message itself, and what is private counts as overheard."""
    anna = await here.passer_by()
    sender = {"id": anna.telegram_id, "is_bot": False, "first_name": "Прохожий"}
    tap = {"id": "1", "from": sender, "inline_message_id": "AAAA", "chat_instance": "1", "data": _OPEN}
    await here.bring({"callback_query": tap})

    async def edited() -> bool:
        calls = await here.calls("editMessageText")
        return any(call["params"].get("inline_message_id") == "AAAA" for call in calls)

    await here.wait_out(edited, step=0)
    await nothing_said(anna)
