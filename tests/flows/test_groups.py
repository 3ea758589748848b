"""A working group, as it lives: silent until it is meant, open about what is open, closed about what is not."""

from datetime import timedelta

import pytest

from bot.config import Config
from bot.plan.example import example_plan
from bot.rights import Access
from bot.sandbox.world import Group
from tests.person import buttons
from tests.quiet_log import quiet_log
from tests.town import MINSK_OFFICIAL, OFFICIAL, SUBSCRIBER, WORKING_GROUP, meanings, nothing_said, town
from tests.wording import answer_of

_MEMBERS = (SUBSCRIBER, OFFICIAL, MINSK_OFFICIAL)
_TALK = (
    "Коллеги, когда встреча?",
    "Новости",
    "авиапром",
    "@ivan_example посмотрите",
    "/nosuch",
)


async def test_a_morning_in_a_working_group(filled_url: str, caplog: pytest.LogCaptureFixture) -> None:
    """People talk and the bot is silent; one asks and all read; reminders and commitments stay in private chats."""
    group = Group(WORKING_GROUP, "Рабочая группа", "supergroup", _MEMBERS, bot="administrator")
    with quiet_log(caplog):
        async with town(filled_url, groups=[group]) as here:
            register = (await here.app.knowledge.newest()).register
            await here.app.store.plan.add_plan(example_plan(register), here.clock.now())
            ivan = await here.appointed(OFFICIAL)
            there = ivan.in_chat(WORKING_GROUP)
            for words in _TALK:
                await there.send(words)
            await nothing_said(there)
            await there.send("@cooperation_sandbox_bot что по авиапрому?")
            card = await there.read()
            anna = (await here.newcomer(SUBSCRIBER)).in_chat(WORKING_GROUP)
            for data in meanings(card):
                assert (await anna.tap(card, data=data)).answered, data
            await here.pass_time(timedelta(hours=18))
            assert "ПРИМЕР" in (await ivan.read())["text"]
            assert not [each for each in await there.messages() if "ПРИМЕР" in each.get("text", "")]


async def test_a_group_of_the_uninvited_is_told_nothing_of_the_register(filled_url: str) -> None:
    """Where the programme is by invitation, a group reads what the one who asks may read."""
    group = Group(WORKING_GROUP, "Рабочая группа", "supergroup", _MEMBERS)
    async with town(filled_url, groups=[group], config=Config(access=Access.INVITED)) as here:
        anna, ivan = await here.newcomer(SUBSCRIBER), await here.appointed(OFFICIAL)
        await anna.in_chat(WORKING_GROUP).send("/sectors")
        refused = await anna.in_chat(WORKING_GROUP).read()
        assert refused["text"] == answer_of("invitation only")
        await ivan.in_chat(WORKING_GROUP).send("/sectors")
        listed = await ivan.in_chat(WORKING_GROUP).read(after=refused)
        assert "Авиастроение" in buttons(listed)
        tapped = await anna.in_chat(WORKING_GROUP).tap(listed, "Авиастроение")
        assert tapped.text == answer_of("gone")


async def test_a_group_moves_and_is_answered_where_it_went(filled_url: str, caplog: pytest.LogCaptureFixture) -> None:
    """A basic group becomes a supergroup: nothing is written into the old one and questions go on in the new."""
    group = Group(WORKING_GROUP, "Рабочая группа", "group", _MEMBERS)
    with quiet_log(caplog):
        async with town(filled_url, groups=[group]) as here:
            anna = await here.newcomer(SUBSCRIBER)
            await nothing_said(anna.in_chat(WORKING_GROUP))
            new = (await here.ask_api("migrate", chat=WORKING_GROUP))["chat"]
            assert isinstance(new, int)
            there = anna.in_chat(new)
            await nothing_said(there)
            assert len(await anna.in_chat(WORKING_GROUP).messages()) == 5


async def test_a_group_that_puts_the_bot_out_while_it_answers_is_paused(
    filled_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Removed before its answer left, the bot notes it quietly, and speaks again once it is back."""
    group = Group(WORKING_GROUP, "Рабочая группа", "supergroup", _MEMBERS)
    with quiet_log(caplog):
        async with town(filled_url, groups=[group]) as here:
            anna = await here.newcomer(SUBSCRIBER)
            there = anna.in_chat(WORKING_GROUP)
            await there.send("/sectors")
            await here.ask_api("membership", chat=WORKING_GROUP, by=SUBSCRIBER, member=False)
            await here.ask_api("membership", chat=WORKING_GROUP, by=SUBSCRIBER, member=True)
            asked = await there.send("/help")
            while "/agreements" not in (await there.read(after=asked))["text"]:
                pass
