"""/broadcast as an administrator lives it: question, readers, preview, confirmation, progress, stop and resume."""

import base64
from datetime import timedelta

import pytest
import pytest_asyncio

from bot.delivery.rate import SENDING
from storage.broadcast_records import BroadcastState
from storage.records import DeliveryState, Grant, Role
from storage.register_records import Side
from tests.person import Message, Person, buttons
from tests.town import Town, nothing_said

pytestmark = pytest.mark.asyncio(loop_scope="module")
TICK = timedelta(seconds=3)
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest_asyncio.fixture(loop_scope="module")
async def admin(here: Town) -> Person:
    """An administrator, in a town whose bot is in no hurry and speaks as fast as it can."""
    await here.app.store.settings.put(SENDING, {"per_second": 50_000}, by=None, now=here.clock.now())
    await here.app.jobs.obey_settings()
    return await here.passer_by(Grant(Role.ADMINISTRATOR), language_code="en")


async def _readers(here: Town, count: int = 2) -> list[Person]:
    """Bring in officials of an organisation that nobody else is of."""
    return [
        await here.passer_by(Grant(Role.OFFICIAL, "mzga-407", Side.FEDERAL), language_code="be") for _ in range(count)
    ]


async def _asked(admin: Person, text: str = "Пример объявления") -> Message:
    """Begin, write the message, and return the question who is to read it."""
    await admin.send("/broadcast")
    await admin.read()
    await admin.send(text)
    return await admin.read()


async def _federal(admin: Person, asked: Message) -> Message:
    """Choose the federal side and return the screen under the preview."""
    await admin.tap(asked, "By side")
    sides = await admin.read_edit(asked)
    await admin.tap(sides, "Federal and shared")
    chosen = await admin.read_edit(sides)
    await admin.tap(chosen, "Preview")
    shown = await admin.read()
    assert buttons(shown) == ["Why did I get this?"]
    return await admin.read()


def _send(screen: Message) -> str:
    return next(label for label in buttons(screen) if label.startswith("Send"))


async def test_a_text_comes_to_the_chosen_and_its_progress_to_its_author(here: Town, admin: Person) -> None:
    """The whole way: who reads it is who was chosen, in their language of buttons; two taps on confirm start one."""
    first, second = await _readers(here)
    confirm = await _federal(admin, await _asked(admin))
    assert "Readers: Federal and shared" in confirm["text"]
    label = _send(confirm)
    count = int(label.removeprefix("Send to readers: "))
    assert count >= 2
    await admin.tap(confirm, label)
    begun = await admin.read_edit(confirm)
    assert buttons(begun) == ["Stop"]
    again = await admin.tap_data(confirm["message_id"], _data(confirm, label))
    assert again.text == "This broadcast has gone further meanwhile."
    await here.pass_time(TICK)
    await here.pass_time(TICK)
    done = await admin.read_edit(begun)
    while "is over" not in done["text"]:
        await here.pass_time(TICK)
        done = (await admin.messages())[-1]
    assert f"Sent: {count} of {count}" in done["text"]
    for reader in (first, second):
        said = await reader.read()
        assert said["text"] == "Пример объявления"
        assert buttons(said) == ["Чаму гэта прыйшло?"]
        await nothing_said(reader)


def _data(message: Message, label: str) -> str:
    rows = message["reply_markup"]["inline_keyboard"]
    return str(next(one["callback_data"] for row in rows for one in row if one["text"] == label))


async def test_a_broadcast_is_stopped_and_goes_on_by_its_buttons(here: Town, admin: Person) -> None:
    """Stopped, nothing of it leaves however late it becomes; resumed, it comes to all; the buttons know their time."""
    (reader,) = await _readers(here, 1)
    confirm = await _federal(admin, await _asked(admin, "Остановленный пример"))
    await admin.tap(confirm, _send(confirm))
    running = await admin.read_edit(confirm)
    await admin.tap(running, "Stop")
    stopped = await admin.read_edit(running)
    assert buttons(stopped) == ["Go on"]
    too_late = await admin.tap_data(running["message_id"], _data(running, "Stop"))
    assert too_late.text == "This broadcast has gone further meanwhile."
    await here.pass_time(timedelta(minutes=10))
    await nothing_said(reader)

    await admin.send("/broadcast")
    question = await admin.read()
    assert "⏸ Остановленный пример" in buttons(question)
    await admin.tap(question, "⏸ Остановленный пример")
    found = await admin.read_edit(question)
    await admin.tap(found, "Go on")
    for _ in range(3):
        await here.pass_time(TICK)
    assert (await reader.read())["text"] == "Остановленный пример"
    watched = next(one for one in await admin.messages() if one["message_id"] == question["message_id"])
    assert "is over" in watched["text"]


async def test_who_did_not_get_it_is_named(here: Town, admin: Person) -> None:
    """The refused and those who blocked the bot are counted and named with the reason; it is over without them."""
    gone, refused = await _readers(here)
    confirm = await _federal(admin, await _asked(admin, "Пример для двоих"))
    await admin.tap(confirm, _send(confirm))
    await here.order_fault(
        "error", "sendMessage", chat=gone.telegram_id, status=403, description="Forbidden: bot was blocked"
    )
    await here.order_fault(
        "error", "sendMessage", chat=refused.telegram_id, status=400, description="Bad Request: пример отказа"
    )
    for _ in range(3):
        await here.pass_time(TICK)
    done = next(one for one in await admin.messages() if one["message_id"] == confirm["message_id"])
    assert "Did not get it: 1" in done["text"]
    assert "Closed the chat with the bot: 1" in done["text"]
    await admin.tap(done, "Who did not get it: 2")
    named = await admin.read_edit(done)
    assert f"({refused.telegram_id}): Bad Request: пример отказа" in named["text"]
    assert f"({gone.telegram_id}): Forbidden" in named["text"]
    await admin.tap(named, "Back")
    assert "is over" in (await admin.read_edit(named))["text"]


async def test_a_picture_a_file_and_a_contact_go_as_they_are(admin: Person) -> None:
    """A photo and a document go by Telegram's number of the file, anything else as a copy: previewed the same way."""
    for name, content, kind in (("a.png", PIXEL, "photo"), ("пример.txt", b"1", "document")):
        await admin.send("/broadcast")
        await admin.read()
        await admin.upload(name, content, caption="Подпись", kind=kind)
        await _everyone(admin, await admin.read())
        shown = (await admin.messages())[-2]
        assert kind in shown
        assert shown["caption"] == "Подпись"
    await admin.send("/broadcast")
    await admin.read()
    await admin.send_other(contact={"phone_number": "+70000000000", "first_name": "Пример"})
    confirm = await _everyone(admin, await admin.read())
    assert "contact" in (await admin.messages())[-2]
    assert "Keep your own message" in confirm["text"]


async def _everyone(admin: Person, asked: Message) -> Message:
    """Choose everyone; return the screen under the preview."""
    await admin.tap(asked, next(label for label in buttons(asked) if label.startswith("Everyone")))
    await admin.read()
    return await admin.read()


async def test_what_cannot_be_repeated_is_asked_for_again(admin: Person) -> None:
    """An album and a thing that bots may not repeat are refused, and the draft goes on waiting."""
    await admin.send("/broadcast")
    await admin.read()
    await admin.send_other(dice={"emoji": "🎲", "value": 3})
    assert "does not let bots repeat" in (await admin.read())["text"]
    await admin.send_other(text="Пример", media_group_id="1")
    assert "album" in (await admin.read())["text"]
    await admin.send("Пример")
    assert "Who is to read it?" in (await admin.read())["text"]


async def test_a_draft_is_called_off_and_forgotten(here: Town, admin: Person) -> None:
    """Called off, nothing more can be done with it; and after an hour a text is a question again."""
    asked = await _asked(admin)
    await admin.tap(asked, "Call off")
    assert "called off" in (await admin.read_edit(asked))["text"]
    late = await admin.tap_data(asked["message_id"], _data(asked, "By role"))
    assert late.text == "This broadcast has gone further meanwhile."
    await admin.send("/broadcast")
    await admin.read()
    await here.clock.move(timedelta(minutes=61))
    await admin.send("МС-21")
    assert "Who is to read it?" not in (await admin.read())["text"]


async def test_the_count_of_the_button_is_the_count_that_is_sent(here: Town, admin: Person) -> None:
    """When there are more readers than the button said, nothing starts and the screen comes anew."""
    await _readers(here, 1)
    confirm = await _federal(admin, await _asked(admin))
    await _readers(here, 1)
    told = await admin.tap(confirm, _send(confirm))
    assert (told.text, told.show_alert) == ("The number of readers has changed; please look again.", True)
    renewed = await admin.read()
    assert _send(renewed) != _send(confirm)


async def test_organisations_and_roles_are_chosen_by_tapping(here: Town, admin: Person) -> None:
    """A tap ticks, a second tap takes the tick away; without any reader there is nothing to preview."""
    await _readers(here, 1)
    asked = await _asked(admin)
    await admin.tap(asked, "By role")
    roles = await admin.read_edit(asked)
    assert "Preview" not in buttons(roles)
    await admin.tap(roles, "coordinator")
    ticked = await admin.read_edit(roles)
    assert "✓ coordinator" in buttons(ticked)
    await admin.tap(ticked, "✓ coordinator")
    assert "coordinator" in buttons(await admin.read_edit(ticked))
    await admin.tap_data(asked["message_id"], _data(asked, "By organisation"))
    chosen = next(one for one in await admin.messages() if one["message_id"] == asked["message_id"])
    slugs = [one["callback_data"] for row in chosen["reply_markup"]["inline_keyboard"] for one in row]
    (data,) = [one for one in slugs if one.endswith("mzga-407")]
    await admin.tap_data(asked["message_id"], data)
    addressed = next(one for one in await admin.messages() if one["message_id"] == asked["message_id"])
    assert "Preview" in buttons(addressed)
    await admin.tap(addressed, "Back")
    assert "Who is to read it?" in (await admin.read_edit(addressed))["text"]


async def test_a_message_that_telegram_refuses_is_never_sent_to_many(here: Town, admin: Person) -> None:
    """The preview is the trial: refused there, the draft is dropped and the reason told."""
    asked = await _asked(admin)
    await here.order_fault(
        "error", "sendMessage", chat=admin.telegram_id, status=400, description="Bad Request: пример"
    )
    await admin.tap(asked, next(label for label in buttons(asked) if label.startswith("Everyone")))
    assert "does not take this message: Bad Request: пример" in (await admin.read())["text"]


async def test_nobody_else_broadcasts(here: Town, admin: Person) -> None:
    """A coordinator is told that the role does not give it; forged and unknown buttons say that it is gone."""
    coordinator = await here.passer_by(Grant(Role.COORDINATOR))
    await coordinator.send("/broadcast")
    assert "роль" in (await coordinator.read())["text"]
    asked = await _asked(admin)
    gone = await admin.tap_data(asked["message_id"], "b:g:999999:0")
    assert "no longer there" in gone.text
    forged = await admin.tap_data(asked["message_id"], _data(asked, "By role") + "emperor")
    assert forged.answered


async def test_nothing_is_left_over(here: Town) -> None:
    """After all of the above no row is without a fate and no broadcast runs."""
    counts = await here.app.store.ledger.counts()
    assert counts[DeliveryState.SENDING] == 0
    assert await here.app.store.broadcasts.in_states(BroadcastState.PLANNING, BroadcastState.RUNNING) == ()
