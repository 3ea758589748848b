"""/pause: nothing comes by itself, then one message of what waited."""

from datetime import datetime, timedelta

import pytest

from bot.render.absence import ChoosePause, EndPause, OpenPause, PauseLength
from storage.records import DeliveryKind, Grant, NewDelivery, Priority, Role
from storage.register_records import Side
from tests.person import Person, buttons
from tests.town import ZONE, Town, nothing_said
from tests.wording import answer_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

ADMIN, OFFICIAL = Grant(Role.ADMINISTRATOR), Grant(Role.OFFICIAL, "aviastar", Side.ULYANOVSK)


async def tell(here: Town, chat: int, text: str, kind: DeliveryKind = DeliveryKind.NOTICE) -> None:
    """Write a delivery to the outbox."""
    now = here.clock.now()
    body: dict[str, object] = {"text": text, "entities": [], "keyboard": None}
    await here.app.store.deliveries.add([NewDelivery(f"{chat}:{text}", chat, kind, Priority.URGENT, body, now)], now)


async def away_until(here: Town, chat: int) -> datetime | None:
    """Return until when a chat is away."""
    return (await here.app.store.people.quiet(chat)).away_until


async def paused(person: Person, words: str = "/pause на неделю") -> None:
    """Go on leave, and read what is said to that."""
    await person.send(words)
    assert "Пауза до" in (await person.read())["text"]


async def test_a_week_is_chosen_by_a_tap_and_begun_and_ended(here: Town) -> None:
    """The screen says until when, by the reader's clocks; «be back now» ends it, and a second tap says so."""
    anna = await here.passer_by()
    await anna.send("/pause")
    screen = await anna.read()
    assert screen["text"].splitlines()[0] == "Пауза"
    assert buttons(screen) == ["На неделю", "На две недели"]
    await anna.tap(screen, "На неделю")
    begun = await anna.read_edit(screen)
    until = await away_until(here, anna.telegram_id)
    assert until is not None
    day = (here.clock.now().astimezone(ZONE) + timedelta(days=7)).date()
    assert (until.astimezone(ZONE).date(), until.astimezone(ZONE).hour) == (day, 9)
    assert "9:00, по времени Ульяновска" in begun["text"]
    await anna.tap(begun, "Вернуться сейчас")
    assert "Пауза окончена" in (await anna.read_edit(begun))["text"]
    assert await away_until(here, anna.telegram_id) is None
    await anna.tap_data(screen["message_id"], EndPause().pack())
    assert buttons(await anna.read_edit(screen)) == ["На неделю", "На две недели"]


async def test_a_date_is_said_in_words(here: Town) -> None:
    """In the zone of the reader; what is no date changes nothing and is told first."""
    yanka = await here.passer_by(language_code="be")
    await yanka.send("/settings")
    settings = await yanka.read()
    await yanka.tap(settings, "Мінск, UTC+3")
    await yanka.read_edit(settings)
    await yanka.send("/pause да 15 студзеня")
    assert "Паўза да" in (await yanka.read())["text"]
    until = await away_until(here, yanka.telegram_id)
    assert until is not None
    assert (until.month, until.day, until.hour) == (1, 15, 6)
    for words, fault in (
        ("калі-небудзь", "Не разумею"),
        ("да 1 студзеня 2020", "не наперадзе"),
        ("900 дзён", "не больш"),
    ):
        await yanka.send(f"/pause {words}")
        assert fault in (await yanka.read())["text"].splitlines()[0]
    assert await away_until(here, yanka.telegram_id) == until


async def test_everything_waits_and_comes_as_one_message(here: Town) -> None:
    """Notices, escalations, broadcasts wait out the leave; at nine on its last day they are one message."""
    anna = await here.passer_by()
    await paused(anna)
    await tell(here, anna.telegram_id, "Первое")
    await tell(here, anna.telegram_id, "Второе", DeliveryKind.ESCALATION)
    await tell(here, anna.telegram_id, "Третье", DeliveryKind.BROADCAST)
    await here.pass_time(timedelta(days=3))
    await anna.send("авиапром")
    assert "Авиастроение" in (await anna.read())["text"]  # questions are answered as ever
    await nothing_said(anna)
    await here.pass_time(timedelta(days=4, minutes=1))
    told = await anna.read()
    assert told["text"].startswith("С возвращением")
    assert all(word in told["text"] for word in ("Первое", "Второе", "Третье"))
    await nothing_said(anna)


async def test_back_early_all_that_waited_comes(here: Town) -> None:
    """From the settings, which say until when; nothing that waited is lost."""
    anna = await here.passer_by()
    await paused(anna, "/pause до 1 марта")
    await tell(here, anna.telegram_id, "Важное")
    await here.pass_time(timedelta(minutes=1))
    await anna.send("/settings")
    settings = await anna.read()
    assert "Пауза до" in settings["text"]
    await anna.tap(settings, "Пауза на время отпуска")
    screen = await anna.read_edit(settings)
    await anna.tap(screen, "Вернуться сейчас")
    await anna.read_edit(screen)
    await here.pass_time(timedelta(minutes=1))
    assert "Важное" in (await anna.read())["text"]


async def test_reminders_of_a_leave_are_one_for_today(here: Town) -> None:
    """Mornings of the leave do not repeat each other: each item stands once, as of the day of the return."""
    ivan = await here.passer_by(OFFICIAL)
    await paused(ivan, "/pause на две недели")
    until = await away_until(here, ivan.telegram_id)
    assert until is not None
    for _ in range(13):
        await here.pass_time(timedelta(days=1))
    # The last morning's own reminder is written at nine and told with the rest a minute later.
    for after in (timedelta(seconds=30), timedelta(minutes=2)):
        await here.pass_time(until + after - here.clock.now())
    told = await ivan.read()
    assert told["text"].startswith("С возвращением")
    assert told["text"].count("Напоминание о сроках") == 1
    waited = await here.app.store.ledger.of_chat(ivan.telegram_id, 30)
    reminders = [one for one in waited if one.kind is DeliveryKind.REMINDER and "reminder" in one.key]
    assert len(reminders) > 1
    assert {one.state for one in reminders} == {"merged"}


async def test_a_group_is_paused_by_administrators_alone(here: Town) -> None:
    """Others are refused, their taps find nothing; what was to come into the group waits there, too."""
    petr, anna = await here.passer_by(ADMIN), await here.passer_by()
    number = await here.group(petr, anna)
    theirs, group = anna.in_chat(number), petr.in_chat(number)
    await theirs.send("/pause")
    refused = await theirs.read()
    assert refused["text"] == answer_of("not allowed")
    asked = await group.send("/pause")
    screen = await group.read(after=asked)
    for data in (OpenPause(), ChoosePause(length=PauseLength.WEEK), EndPause()):
        assert (await theirs.tap_data(screen["message_id"], data.pack())).text == answer_of("gone")
    assert await away_until(here, number) is None
    await group.tap(screen, "На две недели")
    begun = await group.read_edit(screen)
    await tell(here, number, "В группу")
    await here.pass_time(timedelta(days=1))
    await nothing_said(group)
    await group.tap(begun, "Вернуться сейчас")
    await group.read_edit(begun)
    await here.pass_time(timedelta(minutes=1))
    assert "В группу" in (await group.read())["text"]
