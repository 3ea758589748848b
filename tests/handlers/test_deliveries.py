"""/deliveries: how things stand, the lists behind it, one delivery's whole story; for administrators alone."""

from typing import Any

import pytest

from bot.render.ledger_buttons import OpenChat, OpenDelivery, OpenLedger, OpenPart, OpenPaused, Part
from storage.outbox_records import Settlement
from storage.records import DeliveryKind, DeliveryState, Grant, NewDelivery, Priority, Role
from tests.person import Person, buttons
from tests.town import Town
from tests.wording import answer_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

_FORGED = (
    OpenLedger(), OpenPart(part=Part.FAILED), OpenPaused(), OpenChat(chat_id=1001), OpenDelivery(delivery_id=1),
)  # fmt: skip


async def _closed(here: Town, chat: int, key: str, state: DeliveryState, why: str = "") -> int:
    store, now = here.app.store, here.clock.now()
    body: dict[str, Any] = {"text": f"Пример: {key}", "entities": [], "keyboard": None}
    await store.deliveries.add([NewDelivery(key, chat, DeliveryKind.NOTICE, Priority.URGENT, body, now)], now)
    (written,) = await store.ledger.of_chat(chat, 1)
    await store.deliveries.settle([Settlement(written, state, why)], now)
    return written.id


async def _administrator(here: Town) -> Person:
    return await here.passer_by(Grant(Role.ADMINISTRATOR), language_code="ru")


async def test_an_administrator_goes_from_the_answer_to_one_story_and_back(here: Town) -> None:
    """The first line is the answer; a list, a delivery, the list again and the answer again, all in one message."""
    petr = await _administrator(here)
    await petr.send("/deliveries")
    screen = await petr.read()
    assert screen["text"].startswith("Всё отправлено")
    for number in range(9):
        await _closed(here, petr.telegram_id, f"failed {number}", DeliveryState.DEAD, "message is too long")
    await petr.tap(screen, "Обновить")
    counted = await petr.read_edit(screen)
    assert counted["text"].startswith("Не ушло 9")
    assert "9 — уведомление: message is too long" in counted["text"]
    await petr.tap(counted, "Не ушли: 9")
    listed = await petr.read_edit(counted)
    assert "failed" not in listed["text"]
    await petr.tap(listed, next(label for label in buttons(listed) if label.endswith("›")))
    second = await petr.read_edit(listed)
    assert buttons(second)[0].startswith("9. ")
    await petr.tap(second, buttons(second)[0])
    story = await petr.read_edit(second)
    assert "Не ушло: message is too long" in story["text"]
    assert "failed 0" in story["text"]
    assert str(petr.telegram_id) in story["text"]
    await petr.tap(story, "« К списку")
    assert (await petr.read_edit(story))["text"] == second["text"]


async def test_paused_chats_open_what_was_sent_there_last(here: Town) -> None:
    """A chat that blocked the bot is listed with the reason, and its deliveries open from it."""
    petr = await _administrator(here)
    anna = await here.passer_by(first_name="Марфа")
    await _closed(here, anna.telegram_id, "to a paused chat", DeliveryState.SENT)
    await here.app.store.people.pause_chat(anna.telegram_id, "Forbidden: bot was blocked", here.clock.now())
    await petr.send("/deliveries")
    screen = await petr.read()
    await petr.tap(screen, next(label for label in buttons(screen) if label.startswith("Чатов на паузе")))
    paused = await petr.read_edit(screen)
    assert "Марфа" in paused["text"]
    assert "Forbidden: bot was blocked" in paused["text"]
    await petr.tap(paused, next(label for label in buttons(paused) if "Марфа" in label))
    last = await petr.read_edit(paused)
    assert "Последние отправления: Марфа" in last["text"]
    await petr.tap(last, buttons(last)[0])
    assert "to a paused chat" in (await petr.read_edit(last))["text"]


async def test_nobody_else_sees_the_ledger(here: Town) -> None:
    """A coordinator is refused the command, and forged buttons look as if there were nothing."""
    olga = await here.passer_by(Grant(Role.COORDINATOR))
    await olga.send("/deliveries")
    refused = await olga.read()
    assert refused["text"] == answer_of("not allowed")
    for data in _FORGED:
        assert (await olga.tap_data(refused["message_id"], data.pack())).text == answer_of("gone")


async def test_a_group_sees_nothing_of_it(here: Town) -> None:
    """To an administrator, too, a group's buttons show nothing; a delivery that is kept no longer says so."""
    petr = await _administrator(here)
    group = petr.in_chat(await here.group(petr))
    await group.send("/help")
    shown = await group.read()
    for data in _FORGED:
        assert (await group.tap_data(shown["message_id"], data.pack())).text == answer_of("gone")
    mine = (await petr.messages())[-1]
    gone = await petr.tap_data(mine["message_id"], OpenDelivery(delivery_id=2**63 - 1).pack())
    assert gone.text == answer_of("gone")


async def test_why_names_the_moment_of_the_decision(here: Town) -> None:
    """Under what was sent unasked the alert says the rule and when it was decided; the button is there by itself."""
    anna = await here.passer_by(language_code="be")
    now = here.clock.now()
    body: dict[str, Any] = {"text": "Пример", "entities": [], "keyboard": None}
    new = NewDelivery("why", anna.telegram_id, DeliveryKind.BROADCAST, Priority.URGENT, body, now)
    await here.app.store.deliveries.add([new], now)

    async def sent() -> bool:
        return (await here.app.store.ledger.of_chat(anna.telegram_id, 1))[0].state is DeliveryState.SENT

    await here.wait_out(sent)
    message = await anna.read()
    assert buttons(message) == ["Чаму гэта прыйшло?"]
    told = await anna.tap(message, "Чаму гэта прыйшло?")
    assert told.show_alert
    assert "Вырашана 24" in told.text
