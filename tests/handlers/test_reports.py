"""«Сообщить об ошибке»: from a card to the administrators."""

from datetime import timedelta

from bot.sandbox.world import Group
from tests.person import buttons
from tests.town import ADMINISTRATOR, SUBSCRIBER, WORKING_GROUP, town

_REPORT = "Сообщить об ошибке"


async def test_a_report_reaches_every_administrator(filled_url: str) -> None:
    """A tap, a line of text, and each administrator has the card, the words and who wrote them; once."""
    async with town(filled_url) as here:
        petr = await here.newcomer(ADMINISTRATOR)
        anna = await here.newcomer(SUBSCRIBER)
        await anna.send("МТЗ")
        assert (await anna.tap(await anna.read(), _REPORT)).answered
        asked = await anna.read()
        assert "МТЗ" in asked["text"]
        await anna.send("Название <b>неверно</b> http://example.invalid", reply_to=asked)
        assert (await anna.read())["text"].startswith("Спасибо")
        await here.pass_time(timedelta(seconds=2))  # what comes unasked waits a second after an answer in the same chat
        notice = await petr.read()
        assert "<b>неверно<" in notice["text"]
        assert str(SUBSCRIBER) in notice["text"]
        assert {entity["type"] for entity in notice["entities"]} <= {"bold"}
        await petr.tap(notice, buttons(notice)[0])
        assert "тракторный завод" in (await petr.read_edit(notice))["text"]


async def test_the_question_outlives_the_bot(filled_url: str) -> None:
    """An answer given after a restart still says which card it is about."""
    async with town(filled_url) as here:
        await here.newcomer(ADMINISTRATOR)
        anna = await here.newcomer(SUBSCRIBER)
        await anna.send("МТЗ")
        await anna.tap(await anna.read(), _REPORT)
        asked = await anna.read()
        async with here.restarted() as again:
            await anna.send("Здесь ошибка", reply_to=asked)
            assert (await anna.read())["text"].startswith("Спасибо")
            assert sum((await again.store.ledger.counts()).values()) == 1


async def test_without_an_administrator_the_truth_is_told(filled_url: str) -> None:
    """When nobody can be told, the one who reports learns it."""
    async with town(filled_url) as here:
        anna = await here.newcomer(SUBSCRIBER)
        await anna.send("МТЗ")
        await anna.tap(await anna.read(), _REPORT)
        await anna.send("Здесь ошибка", reply_to=await anna.read())
        assert "некому" in (await anna.read())["text"]


async def test_a_card_that_is_gone_cannot_be_reported(filled_url: str) -> None:
    """A forged or old report button answers as any button whose thing is gone."""
    async with town(filled_url) as here:
        anna = await here.newcomer(SUBSCRIBER)
        await anna.send("МТЗ")
        card = await anna.read()
        tapped = await anna.tap_data(card["message_id"], "r:o:nosuch")
        assert tapped.answered
        assert tapped.text


async def test_in_a_group_the_way_is_shown(filled_url: str) -> None:
    """A report begins in private: in a group the button says so and asks nothing aloud."""
    group = Group(WORKING_GROUP, "Рабочая группа (пример)", "supergroup", (SUBSCRIBER,))
    async with town(filled_url, groups=[group]) as here:
        await here.newcomer(SUBSCRIBER)
        anna = here.person(SUBSCRIBER).in_chat(WORKING_GROUP)
        await anna.send("@cooperation_sandbox_bot МТЗ")
        tapped = await anna.tap(await anna.read(), _REPORT)
        assert tapped.show_alert
        assert "личном чате" in tapped.text


async def test_any_other_reply_is_a_question(filled_url: str) -> None:
    """A reply to a card, not to the question about it, is answered as a question."""
    async with town(filled_url) as here:
        anna = await here.newcomer(SUBSCRIBER)
        await anna.send("МТЗ")
        await anna.send("БелЖД", reply_to=await anna.read())
        assert "Спасибо" not in (await anna.read())["text"]
