"""The third flow, as officials live it: the plan, a morning, a reminder in one's own language, buttons that open."""

from datetime import timedelta

from bot.plan.example import example_plan
from storage.records import DeliveryKind, DeliveryState
from tests.person import Message, buttons
from tests.town import COORDINATOR, MINSK_OFFICIAL, OFFICIAL, SUBSCRIBER, Town, town

TO_NINE = timedelta(hours=17, minutes=30)
DAY = timedelta(days=1)


async def _plan(here: Town) -> None:
    store = here.app.store
    await store.plan.add_plan(example_plan(await store.register.load()), here.clock.now())


def _words(message: Message) -> str:
    """Return the text with ordinary spaces."""
    return str(message["text"]).replace("\xa0", " ")


async def _whole_flow(url: str) -> None:
    async with town(url) as here:
        ivan, yanka = await here.appointed(OFFICIAL), await here.appointed(MINSK_OFFICIAL)
        others = [await here.newcomer(SUBSCRIBER), await here.appointed(COORDINATOR)]
        await _plan(here)
        await here.pass_time(TO_NINE - timedelta(minutes=1))
        await ivan.silence("/help")
        await here.pass_time(timedelta(minutes=1))
        reminder, theirs = await ivan.read(), await yanka.read()
        assert reminder["text"].startswith("ПРИМЕР")
        assert "Сегодня, 25 ноября 2026" in _words(reminder)
        assert "Просрочено на 1 день" in _words(reminder)
        assert "Сёння" in theirs["text"]
        assert "Сегодня" not in theirs["text"]
        await here.pass_time(timedelta(0))
        for someone in (ivan, yanka, *others):
            await someone.silence("/help")
        opening = next(label for label in buttons(reminder) if label.startswith("1.1"))
        assert (await ivan.tap(reminder, opening)).answered
        card = await ivan.read_edit(reminder)
        assert "Пример: представить сведения о поставках" in _words(card)
        assert "до 25 ноября 2026 года" in _words(card)
        counts = await here.app.store.ledger.counts()
    assert counts[DeliveryState.SENT] == sum(counts.values()) == 2


async def test_officials_are_reminded_on_both_sides(filled_url: str) -> None:
    """On the working morning, once, each in their language; a button opens the row; nobody else gets anything."""
    await _whole_flow(filled_url)


async def test_the_same_on_postgresql(postgres_url: str) -> None:
    """The whole flow is the same on the other database, from its first start on."""
    await _whole_flow(postgres_url)


async def test_a_stranger_s_tap_on_the_same_button_opens_nothing(filled_url: str) -> None:
    """What a reminder's button opens is for the programme: with the same data a subscriber is told nothing of it."""
    async with town(filled_url) as here:
        ivan, anna = await here.appointed(OFFICIAL), await here.newcomer(SUBSCRIBER)
        await _plan(here)
        await here.pass_time(TO_NINE)
        reminder = await ivan.read()
        data = reminder["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
        await anna.send("/help")
        hers = await anna.read()
        answer = await anna.tap_data(hers["message_id"], data)
        assert answer.answered
        assert "Пример" not in answer.text
        assert [message for message in await anna.messages() if "поставках узлов" in message.get("text", "")] == []


async def test_the_weekend_waits_for_monday(filled_url: str) -> None:
    """From Friday's morning to Monday's nothing comes, and then one message with what fell on the days off."""
    async with town(filled_url) as here:
        ivan = await here.appointed(OFFICIAL)
        await _plan(here)
        await here.pass_time(TO_NINE + 2 * DAY)  # Friday
        friday = await ivan.read()
        assert "Сегодня, 27 ноября 2026" in _words(friday)
        assert "Срок 28 ноября — выходной; у вас 27 ноября" in _words(friday)
        for _ in range(2):
            await here.pass_time(DAY)
        await ivan.silence("/help")
        await here.pass_time(DAY)
        monday = await ivan.read()
        assert "Просрочено на 2 дня" in _words(monday)
        await ivan.silence("/help")
        user = await here.app.store.people.known(OFFICIAL)
        assert user is not None
        rows = await here.app.store.ledger.of_chat(OFFICIAL, 10)
        assert [row.kind for row in rows] == [DeliveryKind.REMINDER] * 2


async def test_a_blocked_official_is_not_written_to(filled_url: str) -> None:
    """A block found out by the first reminder pauses the chat, and nobody else's reminder suffers."""
    async with town(filled_url) as here:
        ivan, yanka = await here.appointed(OFFICIAL), await here.appointed(MINSK_OFFICIAL)
        await _plan(here)
        await here.ask_api("faults", kind="error", method="sendMessage", chat=OFFICIAL, status=403,
                           description="Forbidden: bot was blocked by the user")  # fmt: skip
        await here.pass_time(TO_NINE)
        assert "Сёння" in (await yanka.read())["text"]
        await here.pass_time(DAY)
        rows = await here.app.store.ledger.of_chat(OFFICIAL, 10)
        assert [row.state for row in rows] == [DeliveryState.HELD]
        assert (await ivan.messages())[-1]["message_id"] < 100
