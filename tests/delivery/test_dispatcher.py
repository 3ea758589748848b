"""The sender of deliveries, over real HTTP, with everything that can go wrong at the other end ordered."""

import asyncio
import logging
import socket
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import time, timedelta
from typing import Any

import pytest
from structlog.testing import capture_logs
from structlog.typing import EventDict

from bot.delivery.dispatcher import Dispatcher
from bot.delivery.pace import Pace
from storage.records import DeliveryState, Priority
from tests.delivery.post import ANNA, GROUP, HALF, IVAN, MORNING, YANKA, Post, lock, locked, post_office
from tests.outbox import take_one
from tests.waiting import until

SENT, WAITING, SENDING = DeliveryState.SENT, DeliveryState.WAITING, DeliveryState.SENDING
DEAD, UNKNOWN, HELD = DeliveryState.DEAD, DeliveryState.UNKNOWN, DeliveryState.HELD
BAD_ENTITY = [{"type": "bold", "offset": 500, "length": 3}]


async def test_a_delivery_is_sent_as_it_was_written(store_url: str) -> None:
    """Text, entities and keyboard arrive, with a button that says why, and the row knows which message it became."""
    button = {"inline_keyboard": [[{"text": "Открыть", "callback_data": "x:1"}]]}
    async with post_office(store_url) as post:
        number = await post.write(ANNA, "завтра", keyboard=button)
        assert await post.dispatcher.send_due() == 1
        assert await post.dispatcher.send_due() == 0
        row = await post.row(number)
        message = post.sandbox.world.chats[ANNA].messages[row.message_id or 0]
    assert (row.state, row.attempts, row.closed_at) == (SENT, 1, MORNING)
    assert message["text"] == "Срок завтра"
    assert [(one["type"], one["offset"], one["length"]) for one in message["entities"]] == [("bold", 0, 4)]
    opens, why = message["reply_markup"]["inline_keyboard"]
    assert [opens] == button["inline_keyboard"]
    assert why[0]["callback_data"] == "why:reminder"


@pytest.mark.parametrize(
    ("fault", "state", "wait"),
    [
        ({"kind": "error", "retry_after": 43}, WAITING, 43),
        ({"kind": "error", "status": 500}, WAITING, 6.25),
        ({"kind": "error", "status": 401, "description": "Unauthorized"}, WAITING, 6.25),
        ({"kind": "error", "status": 400, "description": "Bad Request: message is too long"}, DEAD, 0),
        ({"kind": "error", "status": 413, "description": "Request Entity Too Large"}, DEAD, 0),
        ({"kind": "close_before"}, WAITING, 60),
        ({"kind": "close_after"}, WAITING, 60),
    ],
    ids=lambda value: str(value)[:60],
)
async def test_one_chat_s_trouble_is_its_own(sqlite_url: str, fault: dict[str, Any], state: str, wait: float) -> None:
    """What Telegram does to one chat decides the fate of its row alone; the others of the pass are sent."""
    async with post_office(sqlite_url) as post:
        struck, first, second = [await post.write(chat) for chat in (ANNA, IVAN, YANKA)]
        await post.fault(**{**fault, "chat": ANNA})
        assert await post.dispatcher.send_due() == 3
        row = await post.row(struck)
        assert (row.state, row.attempts) == (state, 1)
        assert row.outcome
        assert 0.6 * wait <= (row.not_before - MORNING).total_seconds() <= wait
        assert [(await post.row(one)).state for one in (first, second)] == [SENT, SENT]
        if state is WAITING:
            assert await post.pass_after(0.6 * wait - 0.5) == 0
            assert await post.pass_after(0.4 * wait + 0.5) == 1
            assert (await post.row(struck)).state is SENT


async def test_a_wait_holds_the_whole_chat_and_no_other(sqlite_url: str) -> None:
    """While a chat waits out its 429 nothing goes there, and nobody else waits with it."""
    async with post_office(sqlite_url) as post:
        await post.write(ANNA, "первое")
        await post.fault("error", retry_after=43, chat=ANNA)
        await post.dispatcher.send_due()
        await post.write(ANNA, "второе")
        other = await post.write(IVAN)
        assert await post.pass_after(42) == 1
        assert (await post.row(other)).state is SENT
        assert await post.pass_after(1) == 1
        assert await post.pass_after(2) == 1
        assert post.shown(ANNA) == ["Срок первое", "Срок второе"]


@pytest.mark.parametrize("reason", ["blocked", "not_found"])
async def test_a_chat_that_is_closed_to_us_is_paused(sqlite_url: str, reason: str) -> None:
    """A block pauses the chat: all that is for it is held, what it wished for stays; others are served."""
    async with post_office(sqlite_url) as post:
        await post.store.digests.subscribe(
            chat_id=ANNA, at=time(9), zone="Europe/Minsk", language="ru", next_at=MORNING, covered_until=MORNING
        )
        if reason == "blocked":
            await post.page_post("block", **{"as": ANNA, "chat": ANNA, "blocked": True})
        else:
            del post.sandbox.world.chats[ANNA]
        dead, later, other = await post.write(ANNA), await post.write(ANNA, "потом"), await post.write(IVAN)
        await post.dispatcher.send_due()
        assert await post.pass_after(3600) == 0
        rows = [await post.row(one) for one in (dead, later, other)]
        assert [row.state for row in rows] == [HELD, HELD, SENT]
        assert await post.store.digests.wish(ANNA) is not None
        assert await post.store.digests.due(post.clock.now(), 10) == ()
        await post.store.people.resume_chat(ANNA)
        await post.store.gatherings.welcome(ANNA, (), None, post.clock.now())
        assert [wish.chat_id for wish in await post.store.digests.due(post.clock.now(), 10)] == [ANNA]


async def test_a_group_that_moved_is_followed(sqlite_url: str) -> None:
    """A group that became a supergroup gets its message under its new number."""
    async with post_office(sqlite_url) as post:
        number = await post.write(GROUP)
        await post.page_post("migrate", chat=GROUP)
        await post.dispatcher.send_due()
        assert await post.pass_after(2) == 1
        row = await post.row(number)
        assert (row.state, row.attempts) == (SENT, 2)
        assert row.chat_id != GROUP
        assert post.shown(row.chat_id) == ["Срок Пример"]
        assert post.shown(GROUP) == []


async def test_refused_markup_is_sent_as_plain_text(sqlite_url: str) -> None:
    """A message whose entities Telegram refuses arrives without them in the same pass, and the log complains."""
    async with post_office(sqlite_url) as post:
        number = await post.write(ANNA, entities=BAD_ENTITY)
        with capture_logs() as log:
            await post.dispatcher.send_due()
        message = next(iter(post.sandbox.world.chats[ANNA].messages.values()))
        assert (await post.row(number)).state is SENT
    assert message["text"] == "Срок Пример"
    assert "entities" not in message
    assert [line["event"] for line in log if line["log_level"] == "error"] == [
        "Telegram refused our markup, sent as plain text"
    ]


async def test_what_is_refused_as_plain_text_too_is_dead(sqlite_url: str) -> None:
    """Plain text is tried once: refused for its markup again it is dead, with 429 it waits like any other."""
    markup: dict[str, Any] = {
        "kind": "error",
        "status": 400,
        "description": "Bad Request: can't parse entities",
    }
    async with post_office(sqlite_url) as post:
        dead, waits = await post.write(ANNA), await post.write(IVAN)
        await post.fault(**markup, times=2, chat=ANNA)
        await post.fault(**markup, chat=IVAN)
        await post.fault("error", retry_after=7, chat=IVAN)
        await post.dispatcher.send_due()
        assert (await post.row(dead)).state is DEAD
        assert "can't parse entities" in (await post.row(dead)).outcome
        assert (await post.row(waits)).state is WAITING


@pytest.mark.parametrize(("kind", "arrives"), [("close_after", 3), ("timeout", 3), ("close_before", 0)])
async def test_an_outcome_never_learnt_is_sent_again_twice_at_most(sqlite_url: str, kind: str, arrives: int) -> None:
    """After the third silence the row says UNKNOWN and is let alone."""
    async with post_office(sqlite_url, patience=0.3) as post:
        number = await post.write(ANNA)
        await post.fault(kind, times=9)
        states = []
        for wait in (0, 60, 60, 600):
            await post.pass_after(wait)
            states.append((await post.row(number)).state)
        assert states == [WAITING, WAITING, UNKNOWN, UNKNOWN]
        assert (await post.row(number)).attempts == 3
        assert len(post.shown(ANNA)) == arrives


async def test_a_telegram_that_is_down_is_waited_for(sqlite_url: str) -> None:
    """Without a connection the message has surely not left: it is tried again, at growing waits, however often."""
    with socket.create_server(("127.0.0.1", 0)) as closed:
        nowhere = f"http://127.0.0.1:{closed.getsockname()[1]}"
    async with post_office(sqlite_url, api_url=nowhere) as post:
        number = await post.write(ANNA)
        for wait in (0, 6.25, 12.5, 25, 50):
            assert await post.pass_after(wait) == 1
        row = await post.row(number)
        assert (row.state, row.attempts, row.outcome) == (WAITING, 5, "not connected")


async def test_a_hanging_chat_delays_no_other(sqlite_url: str) -> None:
    """While Telegram leaves one call unanswered, everybody else is served, now and later; the chat itself waits."""
    async with post_office(sqlite_url, to_finish=0.01) as post:
        hanging = await post.write(ANNA, "висит")
        await post.fault("timeout", chat=ANNA)
        async with post.sending():
            await until(lambda: _is(post, hanging, SENDING))
            second, other = await post.write(ANNA, "ждёт"), await post.write(IVAN)
            await _next_second(post, other)
            later = await post.write(YANKA)
            await _next_second(post, later)
            assert (await post.row(second)).state is WAITING
        # stopped while the call still hung: its outcome is for the next start
        assert (await post.row(hanging)).state is SENDING
        assert post.shown(ANNA) == ["Срок висит"]


async def _is(post: Post, number: int, state: DeliveryState) -> bool:
    return (await post.row(number)).state is state


async def _next_second(post: Post, number: int) -> None:
    """Let seconds pass until a row is sent."""

    async def sent() -> bool:
        await post.clock.move(timedelta(seconds=2))
        return await _is(post, number, SENT)

    await until(sent)


async def test_no_more_than_half_the_connections_hang(sqlite_url: str) -> None:
    """When Telegram answers nobody, at most a hundred sendings are under way and nobody has two; stop gives them up."""
    async with post_office(sqlite_url, people=120, to_finish=0.01) as post:
        for chat in range(1, 121):
            await post.write(chat)
        await post.fault("timeout", times=200)
        async with post.sending():
            for _ in range(5):
                await post.clock.move(timedelta(seconds=2))
                await until(lambda: _count_is(post, SENDING, 100))
        assert await post.count(WAITING) == 20


async def _count_is(post: Post, state: DeliveryState, expected: int) -> bool:
    return await post.count(state) == expected


async def test_a_second_starts_no_more_than_telegram_takes(sqlite_url: str) -> None:
    """Sixty rows take about two seconds, however fast the machine, and Telegram's own pacing refuses none."""
    async with post_office(sqlite_url, people=60, pacing=True, per_second=28) as post:
        for chat in range(1, 61):
            await post.write(chat)
        async with post.sending():

            async def all_sent() -> bool:
                await post.clock.move(timedelta(milliseconds=20))
                return await post.count(SENT) == 60

            await until(all_sent)
        assert {(await post.row(number)).attempts for number in range(1, 61)} == {1}
    assert post.clock.now() - MORNING > timedelta(seconds=1.8)


async def test_the_important_goes_first(sqlite_url: str) -> None:
    """A reminder overtakes digests that have stood longer, in its chat and in the pass."""
    async with post_office(sqlite_url, people=40, per_second=20) as post:
        for chat in range(1, 41):
            await post.write(chat, "дайджест", Priority.DIGEST)
        await post.clock.move(timedelta(minutes=1))
        await post.write(40, "напоминание")
        post.pace.per_second = 1e6
        taken = await post.store.deliveries.take(post.clock.now(), 1)
        assert [one.delivery.body["text"] for one in taken] == ["Срок напоминание"]


async def test_what_was_learnt_is_written_when_the_store_can(sqlite_url: str) -> None:
    """A store that is busy while a row is closed costs no second message: the outcome is written a little later."""
    async with post_office(sqlite_url, lock_wait=0.02) as post:
        number = await post.write(ANNA)
        taken: list[sqlite3.Connection] = []
        post.hook.act = lambda: taken.append(lock(sqlite_url))
        with capture_logs() as log:
            async with post.sending():
                await until(lambda: _logged(log, "an outcome waits for the store"))
                taken[0].close()
                await _next_second(post, number)
        assert (await post.row(number)).attempts == 1
        assert post.shown(ANNA) == ["Срок Пример"]


async def _logged(log: list[EventDict], event: str) -> bool:
    return any(line["event"] == event for line in log)


async def test_a_stop_does_not_wait_for_the_store(sqlite_url: str) -> None:
    """Stopped while the store is busy, the row is left as it is, for the next start to recover after a minute."""
    async with post_office(sqlite_url, lock_wait=0.02) as post:
        number = await post.write(ANNA)
        taken: list[sqlite3.Connection] = []
        post.hook.act = lambda: taken.append(lock(sqlite_url))
        with capture_logs() as log:
            async with post.sending():
                await until(lambda: _logged(log, "an outcome waits for the store"))
        taken[0].close()
        assert (await post.row(number)).state is SENDING
        next_start = Dispatcher(post.bot, post.store, post.clock, pace=Pace(1e6))
        await next_start.recover()
        assert (await post.row(number)).state is WAITING
        post.dispatcher = next_start
        assert await post.pass_after(59) == 0
        assert await post.pass_after(1) == 1
        assert len(post.shown(ANNA)) == 2


async def test_a_busy_store_is_tried_again(sqlite_url: str) -> None:
    """A store that cannot be asked for work stops the sending only for as long as it is so."""
    async with post_office(sqlite_url, lock_wait=0.02) as post:
        number = await post.write(ANNA)
        with capture_logs() as log:
            async with locked(sqlite_url), asyncio.TaskGroup() as living:
                living.create_task(post.dispatcher.run())
                await until(lambda: _logged(log, "the outbox waits for the store"))
                other = await post.row(number)
                assert other.state is WAITING
                post.dispatcher.stop()
        async with post_office_again(post):
            await _next_second(post, number)
            await _store_fails_for_a_while(post, sqlite_url)
            later = await post.write(IVAN)
            await _next_second(post, later)


async def _store_fails_for_a_while(post: Post, url: str) -> None:
    with capture_logs() as log:
        async with locked(url):

            async def noticed() -> bool:
                await post.clock.move(timedelta(seconds=2))
                return await _logged(log, "the outbox waits for the store")

            await until(noticed)


@asynccontextmanager
async def post_office_again(post: Post) -> AsyncIterator[None]:
    """Start the same office anew."""
    post.dispatcher = Dispatcher(post.bot, post.store, post.clock, pace=Pace(1e6))
    async with post.sending():
        yield


async def test_rows_left_by_a_crash_get_their_fate(sqlite_url: str) -> None:
    """What a killed process left under way is sent again after a minute, twice at most, then it is UNKNOWN."""
    async with post_office(sqlite_url) as post:
        number = await post.write(ANNA)
        for crash in range(3):
            await post.clock.move(timedelta(minutes=2))
            taken = await take_one(post.store, post.clock.now())  # and killed here
            assert taken.attempts == crash + 1
            async with post_office_again(post):
                await until(lambda: _count_is(post, SENDING, 0))
        assert (await post.row(number)).state is UNKNOWN
        assert post.shown(ANNA) == []


async def test_a_row_that_cannot_be_read_spoils_no_other(sqlite_url: str) -> None:
    """A body that is no message is a surprise with a fate: tried thrice, then UNKNOWN; the rest of the pass is sent."""
    async with post_office(sqlite_url) as post:
        broken, whole = await post.write(ANNA, keyboard="not one"), await post.write(IVAN)
        for wait in (0, 60, 60):
            await post.pass_after(wait)
        assert (await post.row(broken)).state is UNKNOWN
        assert (await post.row(whole)).state is SENT


async def test_the_sender_stops_when_told(sqlite_url: str) -> None:
    """A stop ends the sender at once, whether it waits for work, for the next second or for nothing yet."""
    async with post_office(sqlite_url) as post:
        post.dispatcher.stop()
        await post.dispatcher.run()
        async with post_office_again(post):
            pass
        number = await post.write(ANNA)
        async with post_office_again(post):
            await until(lambda: _is(post, number, SENT))


async def test_a_token_is_never_logged(sqlite_url: str, caplog: pytest.LogCaptureFixture) -> None:
    """Whatever fails, no line of ours or of a library holds the token."""
    caplog.set_level(logging.DEBUG)
    with capture_logs() as log:
        async with post_office(sqlite_url, patience=0.3) as post:
            for kind in ("close_before", "close_after", "timeout", "error"):
                await post.write(ANNA, kind)
                await post.fault(kind)
                await post.pass_after(90)
        with socket.create_server(("127.0.0.1", 0)) as closed:
            nowhere = f"http://127.0.0.1:{closed.getsockname()[1]}"
        async with post_office(sqlite_url, api_url=nowhere) as post:
            await post.pass_after(600)
    assert len(log) >= 5
    assert HALF not in str(log) + caplog.text
