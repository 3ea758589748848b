"""Broadcasts on their way, by the job alone: what is written, what is shown and how often, what is tried again."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from bot.broadcasting import EVERY, Broadcasting
from bot.clock import MovableClock
from bot.render.catalogue import load_catalogues
from bot.render.message import Message
from storage.broadcast_records import BroadcastState
from storage.outbox_records import Settlement
from storage.records import ChatSeen, DeliveryState, Sender
from storage.store import Store, open_store
from tests.office import AFTERNOON

TICK = timedelta(seconds=EVERY)


class Board:
    """Where progress is shown; it does not answer while it is ``deaf``."""

    def __init__(self) -> None:
        """Start with nothing shown."""
        self.shown: list[str] = []
        self.deaf = False

    async def show(self, _chat: int, _message: int, screen: Message) -> bool:
        """Show it, or fail to."""
        if not self.deaf:
            self.shown.append(screen.plain().replace("\n\n", ": "))
        return not self.deaf


@asynccontextmanager
async def desk(url: str, readers: int = 3) -> AsyncIterator[tuple[Store, MovableClock, Board, Broadcasting, int]]:
    """A store with a broadcast that was just confirmed, and the job that carries it on."""
    clock, board = MovableClock(AFTERNOON), Board()
    async with open_store(url) as store:
        for chat in range(1, readers + 1):
            sender, place = Sender(chat, "Пример", None, "ru"), ChatSeen(chat, "private")
            await store.people.arrive(bot_id=1, update_id=chat, sender=sender, chat=place, now=clock.now())
        number = await store.broadcasts.draft(1, clock.now())
        await store.broadcasts.write(number, {"text": "Пример", "entities": [], "keyboard": None})
        await store.broadcasts.start(number, 1, 10, clock.now(), by=1)
        yield store, clock, board, Broadcasting(store, clock, load_catalogues(), lambda: None, board.show), number


async def send(store: Store, clock: MovableClock, count: int) -> None:
    """Close so many rows as the dispatcher would."""
    taken = await store.deliveries.take(clock.now(), count)
    sent = [Settlement(one.delivery, DeliveryState.SENT, message_id=1) for one in taken]
    await store.deliveries.settle(sent, clock.now())


async def test_progress_is_shown_once_in_three_seconds_and_only_when_it_moved(sqlite_url: str) -> None:
    """However often the job runs, an edit is three seconds after the one before, and says something new."""
    async with desk(sqlite_url) as (store, clock, board, broadcasting, number):
        for _ in range(3):
            await broadcasting.carry_on()
        assert board.shown == ["Рассылка идёт: Отправлено: 0 из 3\nЖдут отправки: 3"]
        await clock.move(TICK)
        await broadcasting.carry_on()
        assert len(board.shown) == 1
        await send(store, clock, 2)
        await broadcasting.carry_on()
        await broadcasting.carry_on()
        assert board.shown[1:] == ["Рассылка идёт: Отправлено: 2 из 3\nЖдут отправки: 1"]
        await send(store, clock, 1)
        await broadcasting.carry_on()
        assert len(board.shown) == 2
        await clock.move(TICK)
        await broadcasting.carry_on()
        assert board.shown[2:] == ["Рассылка завершена: Отправлено: 3 из 3"]
        found = await store.broadcasts.get(number)
        assert found is not None
        assert found.state is BroadcastState.DONE


async def test_the_end_is_told_before_it_is_the_end(sqlite_url: str) -> None:
    """A Telegram that does not answer is asked again, and only then is the broadcast over."""
    async with desk(sqlite_url, 1) as (store, clock, board, broadcasting, _):
        await broadcasting.carry_on()
        await send(store, clock, 1)
        board.deaf = True
        for _ in range(2):
            await clock.move(TICK)
            await broadcasting.carry_on()
        assert len(await store.broadcasts.in_states(BroadcastState.RUNNING)) == 1
        board.deaf = False
        await clock.move(TICK)
        await broadcasting.carry_on()
        assert board.shown == ["Рассылка завершена: Отправлено: 1 из 1"]
        assert await store.broadcasts.in_states(BroadcastState.RUNNING) == ()


async def test_what_comes_back_from_telegram_after_a_stop_is_held_too(sqlite_url: str) -> None:
    """A row that was under way at the stop and is put back is held by the next run; then the store is left alone."""
    async with desk(sqlite_url, 2) as (store, clock, board, broadcasting, number):
        await broadcasting.carry_on()
        taken, other = await store.deliveries.take(clock.now(), 2)
        await store.broadcasts.stop(number, clock.now(), by=1)
        await broadcasting.carry_on()
        back = Settlement(taken.delivery, DeliveryState.WAITING, "429", clock.now())
        await store.deliveries.settle([back], clock.now())
        await clock.move(TICK)
        await broadcasting.carry_on()
        assert (await store.ledger.counts())[DeliveryState.HELD] == 1
        await store.deliveries.settle([Settlement(other.delivery, DeliveryState.SENT, message_id=1)], clock.now())
        for _ in range(2):
            await clock.move(TICK)
            await broadcasting.carry_on()
        assert board.shown[-1] == "Рассылка остановлена: Отправлено: 1 из 2\nЖдут отправки: 1"
        await store.broadcasts.resume(number, clock.now(), by=1)
        await broadcasting.carry_on()
        assert (await store.ledger.counts())[DeliveryState.WAITING] == 1


async def test_a_plan_that_was_killed_goes_on(sqlite_url: str) -> None:
    """Whoever comes after the killed process plans what was left, once."""
    async with desk(sqlite_url, 5) as (store, clock, _, broadcasting, number):
        assert await store.broadcasts.plan(number, {"ru": {"text": "Пример"}}, clock.now(), chunk=2)
        await broadcasting.carry_on()
        assert (await store.broadcasts.progress(number)).total == 5
        assert len(await store.broadcasts.in_states(BroadcastState.RUNNING)) == 1
