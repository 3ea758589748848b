"""Taking updates: what cannot be read spoils nothing, and a stop loses nothing."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
from aiogram import Bot
from aiogram import Dispatcher as Updates
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message
from aiohttp import web
from structlog.typing import EventDict

from bot.clock import MovableClock
from handlers.intake import ChatOrder, Intake
from tests.person import Person
from tests.town import AFTERNOON, SUBSCRIBER, TOKEN, Town, nothing_said, town

_UNREADABLE = "an update cannot be read"
_NO_UPDATES = "Telegram gives no updates"


async def test_a_stop_lets_a_reply_under_way_go_out(filled_url: str) -> None:
    """Told to stop while Telegram is slow to take a reply, the bot still gives it, and ends."""
    async with town(filled_url) as here:
        anna = await here.newcomer(SUBSCRIBER)
        await here.order_fault("error", "sendMessage", retry_after=5)
        await anna.send("/sectors")

        async def refused() -> bool:
            return any(call["status"] == 429 for call in await here.calls("sendMessage"))

        await here.wait_out(refused, step=0)
        here.app.stop()
        await here.wait_out(refused, step=0)
        await here.clock.move(timedelta(seconds=5))
        assert (await anna.read())["text"]


async def test_a_message_sent_while_the_bot_was_away_is_answered(filled_url: str) -> None:
    """What was written between a stop and the next start waits at Telegram and is answered then, once."""
    async with town(filled_url) as here:
        anna = await here.newcomer(SUBSCRIBER)
        async with here.restarted():
            await anna.send("/sectors")
            await anna.read()
            await nothing_said(anna)


@pytest.mark.parametrize("fault", [{"status": 500}, {"status": 502}, {"status": 409}, {"retry_after": 3}], ids=str)
async def test_updates_go_on_after_telegram_was_down(
    filled_url: str, fault: dict[str, int], expected: set[str]
) -> None:
    """Refused again and again, the bot asks at growing pauses and then answers all that waited, in order."""
    expected.add(_NO_UPDATES)
    async with town(filled_url) as here:
        anna = await here.newcomer(SUBSCRIBER)
        await here.order_fault("error", "getUpdates", times=4, **fault)
        await anna.send("/sectors")
        await anna.send("/help")
        await _answered(here, anna, 3)
        first, second = await anna.read(), await anna.read()
        assert first["text"] != second["text"]
        assert "/start" in second["text"]


async def _answered(here: Town, person: Person, times: int) -> None:
    async def all_came() -> bool:
        return len([each for each in await person.messages() if each["from"]["is_bot"]]) >= times

    await here.wait_out(all_came)


async def test_a_broken_connection_loses_no_update(filled_url: str, expected: set[str]) -> None:
    """The connection breaks after Telegram has handed out a batch: it is asked for again and worked once."""
    expected.add(_NO_UPDATES)
    async with town(filled_url) as here:
        anna = await here.newcomer(SUBSCRIBER)
        await here.order_fault("close_after", "getUpdates", times=2)
        await anna.send("/sectors")
        await anna.send("/help")
        await _answered(here, anna, 3)
        await anna.read()
        assert "/start" in (await anna.read())["text"]
        await nothing_said(anna)


class RudeTelegram:
    """A Bot API server that answers getUpdates with whatever it is told, batch after batch, then keeps silent."""

    def __init__(self, *batches: list[Any]) -> None:
        """Hand out these batches."""
        self.left = list(batches)
        self.offsets: list[str | None] = []
        self.all_out = asyncio.Event()

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[str]:
        """Give the address for the length of the block."""
        application = web.Application()
        application.router.add_post("/bot{token}/getUpdates", self._updates)
        runner = web.AppRunner(application, shutdown_timeout=0, handler_cancellation=True)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
        await runner.cleanup()

    async def _updates(self, request: web.Request) -> web.Response:
        self.offsets.append(str((await request.post()).get("offset")))
        if not self.left:
            self.all_out.set()
            await asyncio.Event().wait()
        return web.json_response({"ok": True, "result": self.left.pop(0)})


async def _offsets_after(clock: MovableClock, *batches: list[Any], updates: Updates | None = None) -> list[str | None]:
    rude = RudeTelegram(*batches)
    async with rude.listening() as url:
        bot = Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(url)))
        intake = Intake(bot, bot, updates or Updates(disable_fsm=True), clock)
        async with bot.session, asyncio.TaskGroup() as living:
            living.create_task(intake.poll())
            while not rude.all_out.is_set():
                await clock.move(timedelta(seconds=10))
                await asyncio.sleep(0)
            intake.stop()
    return rude.offsets


async def test_rubbish_in_a_batch_spoils_no_other(expected: set[str], lines: list[EventDict]) -> None:
    """What is no update is named in the log and let go, and the good ones beside it are confirmed."""
    expected.add(_UNREADABLE)
    poll = {"update_id": 7, "poll_answer": {"poll_id": "1", "option_ids": [], "option_persistent_ids": []}}
    batch: list[Any] = [None, "text", 5, [], {}, {"update_id": "x"}, {"update_id": 6, "message": 1}, poll]
    offsets = await _offsets_after(MovableClock(AFTERNOON), batch)
    assert offsets[-1] == "8"
    assert len([line for line in lines if line["event"] == _UNREADABLE]) == 7


@pytest.mark.parametrize("text", ["\ud800", "авиапром \udfff", "NUL \x00", "\ud83d\x00"], ids=ascii)
async def test_what_no_store_takes_is_taken_out_at_once(text: str) -> None:
    """JSON can hold NUL and half an emoji; nothing that stores or sends text can, so no handler ever sees them."""
    seen: list[str] = []

    async def see(message: Message) -> None:
        seen.append((message.text or "") + message.chat.full_name)

    updates = Updates(disable_fsm=True)
    updates.message.register(see)
    chat = {"id": 1, "type": "private", "first_name": text}
    written = {"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": chat, "text": text}}
    await _offsets_after(MovableClock(AFTERNOON), [written], updates=updates)
    assert seen[0].encode() is not None
    assert "\x00" not in seen[0]


async def test_a_batch_that_cannot_be_confirmed_is_not_asked_for_at_once(expected: set[str]) -> None:
    """Without one usable number the same batch would come again without end; the bot waits between."""
    expected.add(_UNREADABLE)
    offsets = await _offsets_after(MovableClock(AFTERNOON), [{}], [{"update_id": -5}], [{"update_id": 2**63}], [])
    assert set(offsets) == {"None"}


async def test_a_chat_without_work_is_forgotten() -> None:
    """Order is kept per chat, and costs nothing once a chat has nothing under way."""
    order = ChatOrder()
    done: list[int] = []

    async def work(number: int) -> None:
        async with order.of(1):
            done.append(number)

    async with asyncio.TaskGroup() as working:
        for number in range(5):
            working.create_task(work(number))
    assert done == list(range(5))
    async with order.of(1):
        done.append(5)
    assert done[-1] == 5
