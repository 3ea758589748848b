"""What a person is told when something failed, and what becomes of a chat that does not take replies."""

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest
from structlog.testing import capture_logs
from structlog.typing import EventDict

from bot.config import Config
from tests.person import buttons
from tests.town import SUBSCRIBER, Town, nothing_said, town
from tests.wording import answer_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

_NOT_TAKEN = "Telegram did not take a reply"


@pytest.mark.parametrize("method", ["sendMessage"])
@pytest.mark.parametrize("fault", [{"retry_after": 7}, {"status": 500}, {"status": 502}], ids=str)
async def test_a_reply_refused_for_a_while_comes_later(here: Town, method: str, fault: dict[str, int]) -> None:
    """A 429 is waited out as long as Telegram says, a 5xx a little; then the reply comes, once."""
    anna = await here.passer_by()
    await here.order_fault("error", method, chat=anna.telegram_id, times=3, **fault)
    await anna.send("/sectors")

    async def came() -> bool:
        return bool(buttons((await anna.messages())[-1]))

    await here.wait_out(came)
    await anna.read()
    await nothing_said(anna)


async def test_a_wait_too_long_for_a_person_is_not_waited(here: Town, expected: set[str]) -> None:
    """A reply that Telegram would take in an hour is let go and logged; the next message is answered."""
    expected.add(_NOT_TAKEN)
    anna = await here.passer_by()
    await here.order_fault("error", "sendMessage", chat=anna.telegram_id, retry_after=3600)
    await anna.send("/sectors")
    await nothing_said(anna)


async def test_telegram_that_fails_and_fails_is_logged(here: Town, expected: set[str]) -> None:
    """After four tries a reply is let go; the next message is answered."""
    expected.add(_NOT_TAKEN)
    anna = await here.passer_by()
    await here.order_fault("error", "sendMessage", chat=anna.telegram_id, times=4)
    await anna.send("/sectors")
    await here.wait_out(lambda: _no_faults(here))
    await nothing_said(anna)


async def _no_faults(here: Town) -> bool:
    async with here.session.get(f"{here.sandbox.url}/api/faults") as answer:
        return not (await answer.json())["faults"]


@pytest.mark.parametrize(("kind", "came"), [("close_before", 0), ("close_after", 1)])
async def test_a_reply_of_unknown_outcome_is_not_said_twice(
    here: Town, expected: set[str], kind: str, came: int
) -> None:
    """The connection broke: whether the reply was taken is not known, so it is not repeated, and that is logged."""
    expected.add(_NOT_TAKEN)
    anna = await here.passer_by()
    await here.order_fault(kind, "sendMessage", chat=anna.telegram_id)
    await anna.send("/sectors")
    if came:
        assert buttons(await anna.read())
    await nothing_said(anna)


@pytest.mark.parametrize("kind", ["close_before", "close_after"])
@pytest.mark.parametrize("method", ["answerCallbackQuery", "editMessageText"])
async def test_a_button_outlives_a_broken_connection(here: Town, kind: str, method: str) -> None:
    """An edit and the answer to a button are repeated: twice is the same as once."""
    anna = await here.passer_by()
    await anna.send("/sectors")
    listed = await anna.read()
    await here.order_fault(kind, method)
    tapping = anna.tap(listed, "Авиастроение", wait=0)
    await tapping

    async def shown() -> bool:
        return (await anna.messages())[-1]["text"].startswith("Авиастроение") and await _no_faults(here)

    await here.wait_out(shown, step=0.2)
    await here.clock.move(timedelta(seconds=10))  # what the bot still waits to repeat, it repeats now


async def test_who_blocks_the_bot_before_the_reply_is_paused_quietly(here: Town, lines: list[EventDict]) -> None:
    """A 403 at a reply is no fault of ours: the chat is paused and nothing is raised."""
    anna = await here.passer_by()
    await here.order_fault("error", "sendMessage", chat=anna.telegram_id, status=403,
                           description="Forbidden: bot was blocked by the user")  # fmt: skip
    await anna.send("/sectors")
    await nothing_said(anna)
    assert [line["reason"] for line in lines if line["event"] == "a chat does not take replies"]


_TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


async def test_a_tap_answered_too_late_still_shows_its_card(here: Town, lines: list[EventDict]) -> None:
    """A query grown too old is Telegram's matter; it is noted, and what was asked for is shown."""
    anna = await here.passer_by()
    await anna.send("/sectors")
    listed = await anna.read()
    await here.order_fault("error", "answerCallbackQuery", status=400, description=_TOO_OLD)
    await anna.tap(listed, "Авиастроение", wait=0)
    assert (await anna.read_edit(listed))["text"].startswith("Авиастроение")
    assert [line for line in lines if line["event"] == "a button was not answered"]


async def test_an_alert_that_comes_too_late_is_no_fault(here: Town, lines: list[EventDict]) -> None:
    """Where words were the whole answer, nothing can be done any more; it is noted and nothing is raised."""
    anna = await here.passer_by()
    await anna.send("/sectors")
    listed = await anna.read()
    await here.order_fault("error", "answerCallbackQuery", status=400, description=_TOO_OLD)
    await anna.tap_data(listed["message_id"], "of another age", wait=0)
    await nothing_said(anna)
    await here.wait_out(lambda: _logged(here, lines, "too late to answer"), step=0)


async def _logged(here: Town, lines: list[EventDict], event: str, *, times: int = 1) -> bool:
    await here.calls()  # meanwhile the bot gets its turn
    return len([line for line in lines if line["event"] == event]) >= times


def _break(database_url: str, statement: str) -> None:
    """Change the store behind the bot's back; in a thread, for a job may hold the lock and needs the loop to go on."""
    with closing(sqlite3.connect(database_url.partition(":///")[2])) as connection, connection:
        connection.execute(statement)


@pytest.mark.asyncio
async def test_a_store_that_fails_is_told_to_the_person(
    filled_url: str, expected: set[str], lines: list[EventDict]
) -> None:
    """Whoever writes or taps while the store fails is asked to try again, and the log names the trouble."""
    expected |= {"the store failed", "a job waits for the store", "the outbox waits for the store"}
    async with town(filled_url) as here:
        anna = await here.newcomer(SUBSCRIBER)
        group = anna.in_chat(await here.group(anna))
        await anna.send("/digest")
        shown = await anna.read()
        await anna.send("/sectors")
        listed = await anna.read()
        await asyncio.to_thread(_break, filled_url, "ALTER TABLE digest_wishes RENAME TO elsewhere")
        await anna.send("/digest")
        assert (await anna.read())["text"] == answer_of("cannot write")
        assert (await anna.tap(shown, "09:00")).answered
        assert (await anna.read())["text"] == answer_of("cannot write")
        await asyncio.to_thread(_break, filled_url, "ALTER TABLE register_state RENAME TO nowhere")
        assert (await anna.tap(listed, "Авиастроение")).text == answer_of("cannot write")
        await group.send("/sectors")
        await here.wait_out(lambda: _logged(here, lines, "the store failed", times=4), step=0)
        await asyncio.to_thread(_break, filled_url, "ALTER TABLE nowhere RENAME TO register_state")
        await nothing_said(group)


@pytest.mark.asyncio
async def test_what_nobody_foresaw_is_logged_whole_and_told(filled_url: str, caplog: pytest.LogCaptureFixture) -> None:
    """An error of ours becomes one apology for the person and one traceback in the log; the bot lives on."""
    with capture_logs() as lines:
        async with town(filled_url, config=replace(Config(), admin_ids=())) as here:
            anna = await here.newcomer(SUBSCRIBER)
            await asyncio.to_thread(_break, filled_url, "UPDATE users SET zone = 'Nowhere/Land'")
            await anna.send("/help")
            assert (await anna.read())["text"] == answer_of("failure")
            await here.order_fault("error", "sendMessage", status=400, description="Bad Request: no")
            await anna.send("/help")
            await here.wait_out(lambda: _logged(here, lines, "Telegram did not take an apology"), step=0)
            await asyncio.to_thread(_break, filled_url, "UPDATE users SET zone = NULL")
            await nothing_said(anna)
    assert [line["event"] for line in lines if line.get("exc_info")] == ["an update was not worked"] * 2
    caplog.clear()
