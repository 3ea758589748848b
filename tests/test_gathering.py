"""What was held comes as one message: after quiet hours, and for those who are back."""

from datetime import date, time, timedelta
from typing import Any

import pytest

from storage.outbox_records import Quiet, Settlement
from storage.records import (
    ChatSeen,
    Delivery,
    DeliveryKind,
    DeliveryState,
    NewDelivery,
    Priority,
    Sender,
)
from tests.office import ANNA, IVAN, Office, office
from tests.outbox import take
from tests.test_jobs import DAY, HOUR, TO_NINE, sample

NOTICE, REMINDER = DeliveryKind.NOTICE, DeliveryKind.REMINDER
HELD, MERGED, CANCELLED = DeliveryState.HELD, DeliveryState.MERGED, DeliveryState.CANCELLED


async def hold(here: Office, text: str, *, chat: int = ANNA, kind: DeliveryKind = NOTICE, **body: Any) -> Delivery:  # noqa: ANN401
    """Write a message and hold it for an hour, as quiet hours do."""
    now = here.clock.now()
    content = {"text": text, "entities": [{"type": "bold", "offset": 0, "length": 3}], "keyboard": None, **body}
    await here.store.deliveries.add([NewDelivery(text, chat, kind, Priority.URGENT, content, now)], now)
    row = (await here.store.ledger.of_chat(chat, 1))[0]
    held = Settlement(row, HELD, "quiet hours", now + HOUR, untried=True)
    await here.store.deliveries.settle([held], now)
    return row


def buttons(body: Any) -> list[str]:  # noqa: ANN401 - a body is JSON
    """Return the meanings of a body's buttons."""
    return [one["callback_data"] for row in body["keyboard"]["inline_keyboard"] for one in row]


async def state(here: Office, one: Delivery) -> DeliveryState:
    """Return where a delivery stands."""
    found = await here.store.ledger.get(one.id)
    assert found is not None
    return found.state


async def test_what_waited_in_quiet_hours_is_one_message(filled_url: str) -> None:
    """At their end several become one, with the words, the marks and the buttons of all, each button once."""
    keyboard = {
        "inline_keyboard": [[{"text": "Открыть", "callback_data": "m:1"}, {"text": "?", "callback_data": "why:notice"}]]
    }
    async with office(filled_url) as here:
        await here.meet(ANNA)
        rows = [await hold(here, f"{word} весть", keyboard=keyboard) for word in ("Раз", "Два", "Три")]
        await here.jobs.gather()
        assert await take(here.store, here.clock.now()) == ()
        await here.pass_time(HOUR)
        (one,) = await take(here.store, here.clock.now())
        assert [await state(here, row) for row in rows] == [MERGED] * 3
        assert {(await here.store.ledger.get(row.id)).merged_into for row in rows} == {one.id}  # type: ignore[union-attr]
    assert one.body["text"].startswith("За время тишины: 3 сообщения")
    assert all(word in one.body["text"] for word in ("Раз весть", "Два весть", "Три весть"))
    marks = [one.body["text"][mark["offset"] :][: mark["length"]] for mark in one.body["entities"]]
    assert marks[1:] == ["Раз", "Два", "Три"]
    assert buttons(one.body) == ["m:1", "why:gathered"]


async def test_one_alone_goes_as_it_is(filled_url: str) -> None:
    """A single message that waited is not dressed up; a picture stays a message of its own."""
    async with office(filled_url) as here:
        await here.meet(ANNA)
        await hold(here, "одна")
        await hold(here, "снимок", attachment=1)
        await here.pass_time(HOUR)
        texts = []
        while taken := await take(here.store, here.clock.now()):
            texts += [one.body["text"] for one in taken]
            done = [Settlement(one, DeliveryState.SENT, message_id=1) for one in taken]
            await here.store.deliveries.settle(done, here.clock.now())
    assert texts == ["одна", "снимок"]


async def test_more_than_a_message_holds_is_counted(filled_url: str) -> None:
    """What does not fit into one message is said to be left out."""
    async with office(filled_url) as here:
        await here.meet(ANNA)
        for number in range(5):
            await hold(here, f"{number} " + "слово " * 200)
        await here.pass_time(HOUR)
        (one,) = await take(here.store, here.clock.now())
    assert len(one.body["text"]) <= 4096
    assert "Ещё 2 сообщения не поместились" in one.body["text"]


async def come_back(here: Office, person: int) -> None:
    """Let someone who had blocked the bot write to it."""
    arrival = await here.store.people.arrive(
        bot_id=1,
        update_id=person + 50,
        sender=Sender(person, "Пример", None, "ru"),
        chat=ChatSeen(person, "private"),
        now=here.clock.now(),
    )
    assert arrival is not None


async def test_who_is_back_gets_one_message_of_all(filled_url: str) -> None:
    """Notices, the reminder as it is today and the digest of the whole time come as one welcome, then life goes on."""
    async with office(filled_url, feeds=sample) as here:
        await here.appoint()
        await here.subscribe(IVAN)
        await here.pass_time(HOUR)
        await here.pass_time(TO_NINE)
        for one in await take(here.store, here.clock.now()):
            if one.chat_id == IVAN:
                await here.store.deliveries.pause_chat(one, "Forbidden: bot was blocked by the user", here.clock.now())
        await here.store.deliveries.add(
            [
                NewDelivery(
                    "n", IVAN, NOTICE, Priority.URGENT, {"text": "Вам ответили", "keyboard": None}, here.clock.now()
                )
            ],
            here.clock.now(),
        )
        await here.pass_time(3 * DAY)
        written = len(await here.written(IVAN))
        await come_back(here, IVAN)
        await here.jobs.tick()
        (welcome, *older) = reversed(await here.written(IVAN))
        assert len(await here.written(IVAN)) == written + 1
        assert {row.state for row in older} <= {MERGED, DeliveryState.WAITING}
        assert await here.store.gatherings.returning(5) == ()
        wish = await here.store.digests.wish(IVAN)
        assert wish is not None
        assert wish.covered_until == here.clock.now()
    assert welcome.body["text"].startswith("С возвращением!")
    assert "Напоминание о сроках" in welcome.body["text"]
    assert "Дайджест" in welcome.body["text"]


async def test_nothing_missed_is_no_message(filled_url: str) -> None:
    """Who comes back and missed nothing is just here again."""
    async with office(filled_url) as here:
        await here.meet(ANNA)
        await here.store.people.pause_chat(ANNA, "blocked", here.clock.now())
        await come_back(here, ANNA)
        await here.jobs.tick()
        assert await here.written(ANNA) == []
        assert await here.store.gatherings.returning(5) == ()


async def test_a_reminder_of_what_is_done_is_cancelled(filled_url: str) -> None:
    """A reminder written before the role was taken away reaches nobody; what is for everyone does."""
    async with office(filled_url) as here:
        await here.appoint()
        await here.pass_time(TO_NINE)
        (reminder,) = await here.written(IVAN, REMINDER)
        held = Settlement(reminder, HELD, "quiet hours", here.clock.now(), untried=True)
        await here.store.deliveries.settle([held], here.clock.now())
        await hold(here, "рассылка", chat=IVAN, kind=DeliveryKind.BROADCAST)
        user = await here.store.people.known(IVAN)
        assert user is not None
        await here.store.people.revoke(user.id, by=None, now=here.clock.now())
        await here.pass_time(HOUR)
        assert await state(here, reminder) is CANCELLED
        texts = [one.body["text"] for one in await take(here.store, here.clock.now()) if one.chat_id == IVAN]
    assert len(texts) == 1
    assert texts[0].endswith("рассылка")


@pytest.mark.parametrize("days", [0, 1, 5])
async def test_a_reminder_is_of_the_day_it_goes(filled_url: str, days: int) -> None:
    """Sent a day late, a reminder counts from that day; what has passed meanwhile is told as overdue."""
    async with office(filled_url) as here:
        await here.appoint()
        await here.pass_time(TO_NINE)
        (reminder,) = await here.written(IVAN, REMINDER)
        await here.clock.move(days * DAY)
        renewed = await here.renewals(reminder, here.clock.now())
        assert not isinstance(renewed, Settlement)
        assert renewed is not None
        morning = date(2026, 11, 25) + timedelta(days)
        assert (renewed == reminder.body) is (days == 0)
        assert f"{morning.day}\u00a0ноября" in renewed["text"].splitlines()[1]


async def test_a_digest_too_late_goes_into_the_next(filled_url: str) -> None:
    """A digest that could not leave for six hours is closed, and its stories come with the next one."""
    async with office(filled_url, feeds=sample) as here:
        await here.meet(ANNA)
        await here.subscribe(ANNA)
        await here.pass_time(HOUR)
        await here.pass_time(TO_NINE)
        (late,) = await here.written(ANNA)
        await here.clock.move(timedelta(hours=6, minutes=1))
        assert await here.renewals(late, here.clock.now()) is None
        await here.pass_time(DAY)
        (next_one, closed) = await here.store.ledger.of_chat(ANNA, 5)
        assert (closed.state, closed.merged_into) == (MERGED, next_one.id)
        assert closed.body["text"].splitlines()[3:] == next_one.body["text"].splitlines()[3:]
        await here.store.digests.unsubscribe(ANNA)
        gone = await here.renewals(next_one, here.clock.now())
        assert isinstance(gone, Settlement)
        assert gone.state is CANCELLED


def test_quiet_is_the_night_by_default() -> None:
    """Who has said nothing is left in peace from ten to eight, but for escalations."""
    assert Quiet() == Quiet(time(22), time(8), escalations=False)


async def test_a_message_of_several_may_be_held_once_more(filled_url: str) -> None:
    """A welcome that carried a digest has a digest's kind but covers nothing: held again, it stops nothing."""
    async with office(filled_url, feeds=sample) as here:
        await here.meet(ANNA)
        await here.subscribe(ANNA)
        row = await hold(here, "С возвращением", kind=DeliveryKind.DIGEST)
        await here.store.deliveries.pause_chat(row, "Forbidden: bot was blocked by the user", here.clock.now())
        await come_back(here, ANNA)
        await here.jobs.gather()
        (one,) = [one for one in await take(here.store, here.clock.now()) if one.chat_id == ANNA]
    assert "С возвращением" in one.body["text"]
