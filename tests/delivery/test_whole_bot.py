"""Waits of the whole bot, quiet hours, files and edits: the sender over real HTTP, its faults ordered."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest

from bot.delivery.dispatcher import Dispatcher
from bot.delivery.pace import Pace
from storage.attachments import AttachmentSort
from storage.outbox_records import Quiet, Settlement
from storage.records import Delivery, DeliveryKind, DeliveryState, NewDelivery, Priority
from tests.delivery.post import ANNA, GROUP, IVAN, YANKA, Post, post_office
from tests.waiting import until

SENT, WAITING, HELD, DEAD = DeliveryState.SENT, DeliveryState.WAITING, DeliveryState.HELD, DeliveryState.DEAD
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c626001000000ffff03000006000557bfabd4"
    "0000000049454e44ae426082"
)


def restarted(post: Post) -> Dispatcher:
    """Return the sender of a process that has just started."""
    return Dispatcher(post.bot, post.store, post.clock, pace=Pace(1e6))


async def state_of(post: Post, number: int) -> DeliveryState:
    """Return where a delivery stands."""
    return (await post.row(number)).state


async def test_a_second_chat_refused_makes_the_whole_bot_wait(store_url: str) -> None:
    """One chat's limit is its own; when the next is refused, too, nothing leaves until the wait is over."""
    async with post_office(store_url) as post:
        for chat in (ANNA, IVAN):
            await post.write(chat)
            await post.fault("error", retry_after=90, chat=chat)
        await post.dispatcher.send_due()
        other = await post.write(YANKA)
        async with post.sending():
            await post.clock.move(timedelta(seconds=89))
            assert await state_of(post, other) is WAITING
            await post.clock.move(timedelta(seconds=1))
            await until(lambda: _all_sent(post, 3))


async def _all_sent(post: Post, count: int) -> bool:
    return await post.count(SENT) == count


async def test_a_wait_of_hours_outlives_a_restart(store_url: str) -> None:
    """Forty thousand seconds, for one chat and then for all, are waited by whoever starts meanwhile."""
    async with post_office(store_url) as post:
        first = await post.write(ANNA)
        await post.fault("error", retry_after=40_000, chat=ANNA)
        await post.dispatcher.send_due()
        post.dispatcher = restarted(post)
        other = await post.write(IVAN)
        assert await post.pass_after(39_999) == 1
        assert (await state_of(post, first), await state_of(post, other)) == (WAITING, SENT)
        await post.store.deliveries.wait_for_all(post.clock.now() + timedelta(seconds=40_000), "429")
        post.dispatcher = restarted(post)
        async with post.sending():
            await post.clock.move(timedelta(seconds=39_999))
            assert await state_of(post, first) is WAITING
            await post.clock.move(timedelta(seconds=2))
            await until(lambda: _all_sent(post, 2))


async def test_an_outage_does_not_wear_rows_out(sqlite_url: str) -> None:
    """While Telegram is down the bot asks it with two rows at a time; all the others are not even tried."""
    async with post_office(sqlite_url, people=30) as post:
        numbers = [await post.write(chat) for chat in range(1, 31)]
        await post.fault("error", status=502, times=1_000)
        post.pace.per_second = 4  # two at a time
        async with post.sending():
            for _ in range(3):  # three waits of the whole bot, each longer than the one before
                until_then = await post.store.deliveries.waits_until()
                await until(partial(_waits_longer, post, until_then))
        tried = [(await post.row(number)).attempts for number in numbers]
        assert 6 <= sum(tried) <= 9


async def _waits_longer(post: Post, than: datetime | None) -> bool:
    await post.clock.move(timedelta(seconds=0.3))
    return await post.store.deliveries.waits_until() != than


@pytest.mark.parametrize(
    "reason",
    [
        "Forbidden: bot was blocked by the user",
        "Forbidden: user is deactivated",
        "Forbidden: bot was kicked from the supergroup chat",
        "Forbidden: bot is not a member of the channel chat",
        "Forbidden: the group chat was deleted",
        "Forbidden: bot can't initiate conversation with a user",
    ],
)
async def test_every_closed_door_pauses_its_chat_alone(sqlite_url: str, reason: str) -> None:
    """Each form of 403 pauses the chat with all that waits there, says why, and touches nobody else."""
    async with post_office(sqlite_url) as post:
        struck, later, other = await post.write(ANNA), await post.write(ANNA, "потом"), await post.write(IVAN)
        await post.fault("error", status=403, description=reason, chat=ANNA)
        await post.dispatcher.send_due()
        assert [await state_of(post, one) for one in (struck, later, other)] == [HELD, HELD, SENT]
        (paused,) = await post.store.ledger.paused_chats(5)
        assert (paused.chat_id, paused.reason) == (ANNA, reason)


async def test_quiet_hours_hold_the_ordinary(sqlite_url: str) -> None:
    """At night a notice is held until the morning without an attempt; a digest and an escalation go."""
    async with post_office(sqlite_url, quiet=True) as post:
        await post.clock.move(timedelta(hours=12))  # midnight in Ulyanovsk
        numbers = {}
        for chat, kind in ((ANNA, DeliveryKind.NOTICE), (IVAN, DeliveryKind.DIGEST), (YANKA, DeliveryKind.ESCALATION)):
            numbers[kind] = await _write(post, chat, kind)
        await post.dispatcher.send_due()
        notice = await post.row(numbers[DeliveryKind.NOTICE])
        assert (notice.state, notice.attempts) == (HELD, 0)
        assert notice.not_before.isoformat() == "2026-03-03T04:00:00+00:00"
        assert await state_of(post, numbers[DeliveryKind.DIGEST]) is SENT
        assert await state_of(post, numbers[DeliveryKind.ESCALATION]) is SENT


async def test_who_wants_escalations_held_has_them_held(sqlite_url: str) -> None:
    """An escalation waits for the morning of a chat that asked for it."""
    async with post_office(sqlite_url) as post:
        await post.store.people.set_quiet(ANNA, Quiet(escalations=True))
        await post.clock.move(timedelta(hours=12))
        number = await _write(post, ANNA, DeliveryKind.ESCALATION)
        await post.dispatcher.send_due()
        assert await state_of(post, number) is HELD


async def _write(post: Post, chat: int, kind: DeliveryKind, **more: Any) -> int:  # noqa: ANN401 - any field
    body: dict[str, Any] = {"text": "Пример", "entities": [], "keyboard": None}
    new = NewDelivery(f"{kind}:{chat}:{more}", chat, kind, Priority.URGENT, body, post.clock.now())
    await post.store.deliveries.add([replace(new, **more)], post.clock.now())
    return (await post.store.ledger.of_chat(chat, 1))[0].id


@pytest.mark.parametrize(
    ("sort", "method"), [(AttachmentSort.PHOTO, "sendPhoto"), (AttachmentSort.DOCUMENT, "sendDocument")]
)
async def test_a_file_goes_up_once(sqlite_url: str, sort: AttachmentSort, method: str) -> None:
    """A picture for three goes up with the first message and by its number with the others, after a restart too."""
    async with post_office(sqlite_url) as post:
        number = await post.store.attachments.keep(sort, "отчёт.png", PNG)
        for chat in (ANNA, IVAN):
            await _write_file(post, chat, number)
        await post.dispatcher.send_due()
        await _write_file(post, YANKA, number)
        await restarted(post).send_due()
        assert await post.count(SENT) == 3
        shown = [next(iter(post.sandbox.world.chats[chat].messages.values())) for chat in (ANNA, IVAN, YANKA)]
        assert {message["caption"] for message in shown} == {"Отчёт"}
        known = await post.store.attachments.get(number, bot_id=post.bot.id)
        assert known is not None
        assert known.file_id is not None
        assert known.content is None
        stranger = await post.store.attachments.get(number, bot_id=1)
        assert stranger is not None
        assert (stranger.file_id, stranger.content) == (None, PNG)
        async with post.page.get(f"{post.sandbox.url}/api/calls") as answer:
            calls = [call for call in (await answer.json())["calls"] if call["method"] == method]
        by_number = [call for call in calls if known.file_id in str(call["params"])]
        assert (len(calls), len(by_number)) == (3, 2)


async def _write_file(post: Post, chat: int, number: int) -> int:
    body: dict[str, Any] = {"text": "Отчёт", "entities": [], "keyboard": None, "attachment": number}
    return await _write(post, chat, DeliveryKind.NOTICE, body=body)


async def test_a_file_telegram_forgot_goes_up_again(sqlite_url: str) -> None:
    """When Telegram does not know its own number any more, the file goes up again within the same try."""
    async with post_office(sqlite_url) as post:
        number = await post.store.attachments.keep(AttachmentSort.DOCUMENT, "отчёт.txt", b"text")
        await post.store.attachments.went_up(number, "forgotten", post.bot.id)
        sent = await _write_file(post, ANNA, number)
        await post.dispatcher.send_due()
        assert await state_of(post, sent) is SENT


async def test_a_file_that_is_nowhere_is_dead(sqlite_url: str) -> None:
    """A message whose file is neither here nor there is closed with that reason."""
    async with post_office(sqlite_url) as post:
        lost = await post.store.attachments.keep_known(AttachmentSort.PHOTO, "", "of another bot", 1)
        numbers = [await _write_file(post, ANNA, lost), await _write_file(post, IVAN, 404)]
        await post.dispatcher.send_due()
        rows = [await post.row(number) for number in numbers]
        assert {row.state for row in rows} == {DEAD}
        assert all("nowhere" in row.outcome for row in rows)


async def test_an_edit_replaces_the_message(sqlite_url: str) -> None:
    """An edit changes what was sent, the same words twice are no fault, and one of nothing is cancelled."""
    async with post_office(sqlite_url) as post:
        first = await post.write(ANNA)
        await post.dispatcher.send_due()
        body: dict[str, Any] = {"text": "Исправлено", "entities": [], "keyboard": None}
        for words in ("once", "again"):
            await _write(post, ANNA, DeliveryKind.NOTICE, body=body, edits=first, key=words)
            await post.pass_after(2)
        assert post.shown(ANNA) == ["Исправлено"]
        assert await post.count(SENT) == 3
        blocked = await post.write(IVAN)
        taken = (await post.store.deliveries.take(post.clock.now(), 1))[0].delivery
        await post.store.deliveries.settle([Settlement(taken, DEAD, "refused")], post.clock.now())
        late = await _write(post, IVAN, DeliveryKind.NOTICE, body=body, edits=blocked)
        await post.pass_after(2)
        assert await state_of(post, late) is DeliveryState.CANCELLED


async def test_an_edit_of_what_waits_changes_its_words(sqlite_url: str) -> None:
    """What has not been sent yet is sent with the new words, once."""
    async with post_office(sqlite_url) as post:
        later = await _write(post, ANNA, DeliveryKind.NOTICE, not_before=post.clock.now() + timedelta(hours=1))
        body: dict[str, Any] = {"text": "Исправлено", "entities": [], "keyboard": None}
        edit = await _write(post, ANNA, DeliveryKind.NOTICE, body=body, edits=later)
        await post.dispatcher.send_due()
        assert await state_of(post, edit) is DeliveryState.MERGED
        await post.pass_after(3_600)
        assert post.shown(ANNA) == ["Исправлено"]
        assert await state_of(post, later) is SENT


async def test_what_comes_too_late_is_not_sent(sqlite_url: str) -> None:
    """A notice that could not leave for three days is closed as too late, with the last reason."""
    async with post_office(sqlite_url) as post:
        number = await _write(post, ANNA, DeliveryKind.NOTICE)
        for hours in (0, 75):
            await post.fault("error", status=500, chat=ANNA)
            await post.pass_after(hours * 3_600)
        row = await post.row(number)
        assert row.state is DEAD
        assert row.outcome.startswith("too late: ")
        assert row.story


async def test_what_holds_no_more_is_not_sent(sqlite_url: str) -> None:
    """A delivery with grounds is looked at again: it is sent in new words, closed, or left to who closed it."""
    async with post_office(sqlite_url) as post:
        answers: dict[int, Any] = {}

        async def renewed(delivery: Delivery, _now: object) -> Any:  # noqa: ANN401 - a body, a settlement or nothing
            return answers[delivery.id]

        for chat in (ANNA, IVAN):
            number = await _write(post, chat, DeliveryKind.REMINDER, grounds={"x": 1})
            answers[number] = {"text": "Новыми словами"}
        row = await post.row(number)
        answers[number] = Settlement(row, DeliveryState.CANCELLED, "done meanwhile")
        post.dispatcher = Dispatcher(post.bot, post.store, post.clock, pace=Pace(1e6), renewed=renewed)
        await post.dispatcher.send_due()
        assert post.shown(ANNA) == ["Новыми словами"]
        assert post.shown(IVAN) == []
        assert await state_of(post, number) is DeliveryState.CANCELLED


async def test_a_message_of_another_chat_is_copied(sqlite_url: str) -> None:
    """A body that names a message of an administrator's chat arrives as a copy of it."""
    async with post_office(sqlite_url) as post:
        await post.write(ANNA, "образец")
        await post.dispatcher.send_due()
        original = next(iter(post.sandbox.world.chats[ANNA].messages))
        body: dict[str, Any] = {"copy": {"chat_id": ANNA, "message_id": original}}
        await _write(post, GROUP, DeliveryKind.BROADCAST, body=body)
        await post.pass_after(2)
        assert post.shown(GROUP) == ["Срок образец"]
