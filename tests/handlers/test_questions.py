"""Text as a question: alone always, in a group when it is meant for the bot."""

import pytest

from tests.town import Town, nothing_said
from tests.wording import answer_of, said

pytestmark = pytest.mark.asyncio(loop_scope="module")

_CARD = "Авиастроение"
_ASKED = "Что у нас по авиапрому?"


async def test_any_text_in_private_is_answered(here: Town) -> None:
    """A question, and a text that is none, get an answer each."""
    anna = await here.passer_by()
    await anna.send(_ASKED)
    assert (await anna.read())["text"].startswith(_CARD)
    await anna.send("ыщпро фывапр")
    assert (await anna.read())["text"]


async def test_an_edited_question_is_answered_anew(here: Town) -> None:
    """Who mends a slip gets the answer to what the text says now; an edited command does nothing."""
    anna = await here.passer_by()
    asked = await anna.send("чт у нас")
    await anna.read()
    await anna.edit(asked["message_id"], _ASKED)
    assert (await anna.read())["text"].startswith(_CARD)
    await anna.edit(asked["message_id"], "/sectors")
    await nothing_said(anna)


async def test_a_caption_and_a_forwarded_text_are_questions_too(here: Town) -> None:
    """What stands under a photo or comes from elsewhere is read like a text."""
    anna = await here.passer_by()
    await anna.upload("photo.png", _PICTURE, kind="photo", caption=_ASKED)
    assert (await anna.read())["text"].startswith(_CARD)
    await anna.send(_ASKED, forward=True)
    assert (await anna.read())["text"].startswith(_CARD)


@pytest.mark.parametrize("bot", ["member", "administrator"])
async def test_a_group_is_answered_only_when_it_means_the_bot(here: Town, bot: str) -> None:
    """A mention and a reply are answered, in reply; talk among people is not, even where the bot reads it."""
    anna = await here.passer_by()
    group = anna.in_chat(await here.group(anna, bot=bot))
    await group.send(_ASKED)
    await group.send("@someone_else " + _ASKED)
    await group.send("@cooperation_sandbox_bot_too " + _ASKED)
    first = await nothing_said(group)
    for asked in (
        await group.send("@cooperation_sandbox_bot " + _ASKED),
        await group.send(_ASKED + " @Cooperation_Sandbox_Bot"),
        await group.send(_ASKED, reply_to=first),
        await group.upload("a.txt", b"text", caption="@cooperation_sandbox_bot " + _ASKED),
    ):
        answer = await group.read()
        assert answer["text"].startswith(_CARD)
        assert answer["reply_to_message"]["message_id"] == asked["message_id"]


async def test_a_bare_mention_and_a_sticker_in_reply_are_not_answered(here: Town) -> None:
    """Where there is no question a group gets no answer; nor to a reply to someone else."""
    anna = await here.passer_by()
    group = anna.in_chat(await here.group(anna, bot="administrator"))
    asked = await group.send("/help")
    first = await group.read()
    await group.send("@cooperation_sandbox_bot")
    await group.send(_ASKED, reply_to=asked)
    await group.send("/nosuchcommand@cooperation_sandbox_bot")
    await group.send_other(sticker=_STICKER, reply_to_message=first)
    await nothing_said(group)


async def test_an_edited_text_in_a_group_is_not_answered(here: Town) -> None:
    """An answer to every mended slip would be noise."""
    anna = await here.passer_by()
    group = anna.in_chat(await here.group(anna))
    asked = await group.send("@cooperation_sandbox_bot " + _ASKED)
    await group.read()
    await group.edit(asked["message_id"], "@cooperation_sandbox_bot уаз")
    await nothing_said(group)


async def test_an_answer_stays_in_its_topic(here: Town) -> None:
    """A question in a topic of a forum is answered there."""
    anna = await here.passer_by()
    body = {"title": "Форум", "members": [anna.telegram_id], "topics": [{"id": 7, "title": "Авиация"}]}
    group = (await here.ask_api("groups", **body))["id"]
    topic = anna.in_chat(group, 7)
    await topic.send("@cooperation_sandbox_bot " + _ASKED)
    assert (await topic.read())["message_thread_id"] == 7


async def test_news_are_a_question_too(here: Town) -> None:
    """Asked for news in words, the bot tells the latest, of the sector that is named."""
    anna = await here.passer_by()
    await anna.send("новости")
    assert (await anna.read())["text"].startswith(said("Latest news"))


async def test_deadlines_are_refused_to_a_subscriber(here: Town) -> None:
    """The plan is not open: the question for deadlines is refused in words."""
    anna = await here.passer_by()
    await anna.send("какие сроки в ноябре?")
    assert (await anna.read())["text"] == answer_of("not allowed")


async def test_a_subscriber_who_asks_for_a_month_of_the_plan_gets_the_plan(here: Town) -> None:
    """What is due by when is for officials; that there is the plan, and what it is, everybody may read."""
    anna = await here.passer_by()
    await anna.send("что в плане на декабрь")
    assert "План мероприятий на 2025–2026" in (await anna.read())["text"].replace("\u00a0", " ").splitlines()[0]


_STICKER = {"file_id": "s", "file_unique_id": "s", "type": "regular", "width": 512, "height": 512,
            "is_animated": False, "is_video": False}  # fmt: skip
# The smallest picture: one pixel.
_PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001"
    "a5f645400000000049454e44ae426082"
)  # fmt: skip
