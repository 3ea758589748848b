"""/search: the whole store by words, by visibility, page by page."""

from bot.plan.example import example_plan
from tests.person import Message, Person, buttons
from tests.town import OFFICIAL, SUBSCRIBER, Town, town


async def _searches(person: Person, words: str) -> Message:
    await person.send(f"/search {words}")
    return await person.read()


async def _with_plan(here: Town) -> None:
    await here.app.store.plan.add_plan(example_plan(await here.app.store.register.load()), here.clock.now())
    await here.app.jobs.index()


async def test_words_find_entries_with_the_reason_in_bold(filled_url: str) -> None:
    """What has the words comes with the piece of text that has them, the words bold, and a button to its card."""
    async with town(filled_url) as here:
        await here.app.jobs.index()
        anna = await here.newcomer(SUBSCRIBER)
        found = await _searches(anna, "подбивочные блоки")
        bold = [entity for entity in found["entities"] if entity["type"] == "bold"]
        assert len(bold) > 2
        await anna.tap(found, buttons(found)[0])
        assert "одбивочны" in (await anna.read_edit(found))["text"]


async def test_the_plan_is_found_only_by_those_who_may_read_it(filled_url: str) -> None:
    """An item of the plan is found by an official, and not by a subscriber, nor is it betrayed to one."""
    async with town(filled_url) as here:
        await _with_plan(here)
        anna, ivan = await here.newcomer(SUBSCRIBER), await here.appointed(OFFICIAL)
        mine, theirs = await _searches(ivan, "графиками полевых дней"), await _searches(anna, "графиками полевых дней")
        assert "полевых" in mine["text"].partition("\n\n")[2]
        assert "Пример" not in theirs["text"]
        await ivan.tap(mine, buttons(mine)[0])
        assert "ПРИМЕР" in (await ivan.read_edit(mine))["text"]


async def test_pages_turn_after_a_restart(filled_url: str) -> None:
    """The words of a search stand in its message, so its pages turn for a bot built anew."""
    async with town(filled_url) as here:
        await here.app.jobs.index()
        anna = await here.newcomer(SUBSCRIBER)
        found = await _searches(anna, "Беларусь")
        async with here.restarted():
            assert (await anna.tap(found, buttons(found)[-1])).answered
            second = await anna.read_edit(found)
        assert second["text"] != found["text"]
        assert second["text"].splitlines()[0] == found["text"].splitlines()[0]


async def test_a_forged_page_is_answered_as_gone(filled_url: str) -> None:
    """A page button under a message that is no search says that it is there no more."""
    async with town(filled_url) as here:
        anna = await here.newcomer(SUBSCRIBER)
        await anna.send("МТЗ")
        assert (await anna.tap_data((await anna.read())["message_id"], "f:3")).text


async def test_nothing_found_is_said_and_the_near_offered(filled_url: str) -> None:
    """A slip of the pen finds nothing and is told what may have been meant; no words are told how to search."""
    async with town(filled_url) as here:
        await here.app.jobs.index()
        anna = await here.newcomer(SUBSCRIBER)
        assert "авиастроение" in (await _searches(anna, "авиостроение"))["text"]
        assert "не нашёл" in (await _searches(anna, "бармаглот"))["text"]
        await anna.send("/search")
        assert "/search" in (await anna.read())["text"]
        for words in ('"', "NEAR(", "*", "\x00", "' OR 1=1 --", "а" * 3000):
            assert (await _searches(anna, words))["text"]
