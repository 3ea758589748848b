"""A flood at the door: told once in the person's language, then ignored for a minute; buttons are always answered."""

from datetime import timedelta

from structlog.typing import EventDict

from bot.flood import Bucket, Limits, Work
from bot.limiting import LIMITS
from bot.render.buttons import OpenNews
from tests.person import Person
from tests.town import ADMINISTRATOR, MINSK_OFFICIAL, SUBSCRIBER, Town, town
from tests.wording import answer_of

STRICT = Limits(
    person=(
        (Work.OTHER, Bucket(8, 1)),
        (Work.SEARCH, Bucket(3, 10)),
        (Work.UPLOAD, Bucket(2, 30)),
        (Work.INLINE, Bucket(2, 1)),
    ),
    group=(
        (Work.OTHER, Bucket(4, 1)),
        (Work.SEARCH, Bucket(4, 10)),
        (Work.UPLOAD, Bucket(3, 30)),
        (Work.INLINE, Bucket(9, 1)),
    ),
)
FIRST, LATER = timedelta(seconds=59), timedelta(seconds=2)


async def updates_seen(here: Town) -> int:
    """Return how many updates got past the door."""
    return here.app.pulse.updates


async def answers(person: Person) -> list[str]:
    """Return what the bot has written in the chat."""
    return [each.get("text", "") for each in await person.messages() if each.get("from", {}).get("is_bot")]


async def test_a_flood_is_told_once_and_ignored_for_a_minute(filled_url: str) -> None:
    """In Belarusian to who speaks it; nothing of it reaches the store; after a minute all is as before."""
    async with town(filled_url, limits=STRICT) as here:
        yanka = await here.newcomer(MINSK_OFFICIAL)
        await here.clock.move(timedelta(minutes=1))
        for _ in range(3):
            await yanka.send("/search прыцэпы")
            await yanka.read()
        seen = await updates_seen(here)
        for _ in range(5):
            await yanka.send("авиапром")
        assert (await yanka.read())["text"] == answer_of("too much", "be")
        await here.clock.move(FIRST)
        await yanka.send("/help")
        anna = await here.newcomer(SUBSCRIBER)  # others are answered meanwhile
        assert await updates_seen(here) == seen + 1
        await here.clock.move(LATER)
        asked = await yanka.send("/help")
        assert "/sectors" in (await yanka.read(after=asked))["text"]
        assert (await answers(yanka)).count(answer_of("too much", "be")) == 1
        assert await answers(anna)


async def test_a_button_is_answered_under_a_flood(filled_url: str) -> None:
    """None spins: the first is told why in an alert, those after it are answered with nothing."""
    async with town(filled_url, limits=STRICT) as here:
        anna = await here.newcomer(SUBSCRIBER)
        await here.clock.move(timedelta(minutes=1))
        await anna.send("/settings")
        shown = await anna.read()
        tapped = [await anna.tap_data(shown["message_id"], OpenNews().pack()) for _ in range(12)]
        assert all(one.answered for one in tapped)
        assert [one.text for one in tapped if one.show_alert] == [answer_of("too much")]
        assert tapped[-1].text == ""


async def test_files_and_letters_typed_inline_have_limits_of_their_own(filled_url: str) -> None:
    """A third file is too much, a third inline query is answered with nothing and silences nobody."""
    async with town(filled_url, limits=STRICT) as here:
        anna = await here.newcomer(SUBSCRIBER)
        await here.clock.move(timedelta(minutes=1))
        found = [(await anna.inline(words))["results"] for words in ("авиа", "авиап", "авиапр")]
        assert [bool(one) for one in found] == [True, True, False]
        for _ in range(2):
            await anna.upload("план.bin", b"x")
            assert (await anna.read())["text"] == answer_of("only text")
        await anna.upload("план.bin", b"x")
        assert (await anna.read())["text"] == answer_of("too much")


async def test_talk_in_a_group_is_no_flood(filled_url: str) -> None:
    """What members say to each other counts for nothing; what they ask the bot for does, all of them together."""
    async with town(filled_url, limits=STRICT) as here:
        anna, yanka = await here.newcomer(SUBSCRIBER), await here.newcomer(MINSK_OFFICIAL)
        await here.clock.move(timedelta(minutes=1))
        number = await here.group(anna, yanka, bot="administrator")
        group, other = anna.in_chat(number), yanka.in_chat(number)
        for word in range(30):
            await group.send(f"коллеги, {word}")
            await group.send("/start@another_bot")
        for each in (group, other, group, other):
            asked = await each.send("/help@cooperation_sandbox_bot")
            assert (await each.read(after=asked))["reply_to_message"]["message_id"] == asked["message_id"]
        asked = await group.send("@cooperation_sandbox_bot авиапром")
        assert (await group.read(after=asked))["text"] == answer_of("too much")
        await other.send("/help")
        assert (await answers(group)).count(answer_of("too much")) == 1


async def test_an_administrator_may_ask_more(filled_url: str) -> None:
    """Once the bot knows who it is: five times as much."""
    async with town(filled_url, limits=STRICT) as here:
        petr = await here.newcomer(ADMINISTRATOR)
        await here.clock.move(timedelta(minutes=1))
        for _ in range(15):
            await petr.send("/search прицепы")
            assert (await petr.read())["text"] != answer_of("too much", "en")
        await petr.send("/search прицепы")
        assert (await petr.read())["text"] == answer_of("too much", "en")


async def test_an_edit_is_work_too(filled_url: str) -> None:
    """A question edited over and over is a flood like one written over and over."""
    async with town(filled_url, limits=STRICT) as here:
        anna = await here.newcomer(SUBSCRIBER)
        await here.clock.move(timedelta(minutes=1))
        sent = await anna.send("авиапром")
        await anna.read()
        for words in ("авиапром 1", "авиапром 2", "авиапром 3", "авиапром 4"):
            await anna.edit(sent["message_id"], words)
        told = [(await anna.read())["text"] for _ in range(3)]
        assert told[-1] == answer_of("too much")


async def test_a_flood_that_cannot_be_told_is_ignored(filled_url: str, lines: list[EventDict]) -> None:
    """A refusal of Telegram's stops nothing."""
    async with town(filled_url, limits=STRICT) as here:
        anna = await here.newcomer(SUBSCRIBER)
        await here.clock.move(timedelta(minutes=1))
        for _ in range(3):
            await anna.send("авиапром")
            await anna.read()
        await here.order_fault("error", "sendMessage", status=400, description="Bad Request: chat not found")
        await anna.send("авиапром")

        async def refused() -> bool:
            await anna.messages()  # the bot gets its turn
            return any(line["event"] == "a flood was not told so" for line in lines)

        await here.wait_out(refused, step=0)
        await here.clock.move(timedelta(minutes=2))
        asked = await anna.send("/help")
        assert "/sectors" in (await anna.read(after=asked))["text"]


async def test_the_limits_are_a_setting(filled_url: str, lines: list[EventDict], expected: set[str]) -> None:
    """A factor in the store is obeyed within seconds; what makes no sense is logged, and all is as usual."""
    expected.add("a setting makes no sense")
    async with town(filled_url, limits=STRICT) as here:
        anna = await here.newcomer(SUBSCRIBER)
        for factor, more in ((2, 6), ("x", 3), (-1, 3), (True, 3)):
            await here.app.store.settings.put(LIMITS, {"factor": factor}, by=None, now=here.clock.now())
            await here.pass_time(timedelta(minutes=2))
            for _ in range(more):
                await anna.send("авиапром")
                assert (await anna.read())["text"] != answer_of("too much")
            await anna.send("авиапром")
            assert (await anna.read())["text"] == answer_of("too much")
    assert len([line for line in lines if line["event"] == "a setting makes no sense"]) >= 3
