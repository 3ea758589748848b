"""The buttons of a morning's message, the choices about reminders, deputies, groups: through the stand-in."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.plan.example import example_plan
from bot.render.reminder_buttons import ChoosePlanSteps, Later, NameDeputy, OpenDue, OpenPlanSteps, PutOff, ReminderPage
from bot.render.reminder_settings import plan_key
from storage.control_records import DeadlineState
from storage.groups import GroupPurpose
from storage.outbox_records import Quiet
from storage.records import DeliveryKind, Grant, Role
from storage.register_records import Side
from storage.reminding_records import ReminderWish, StepSet
from storage.schema import deadlines
from tests.person import Message, Person, buttons
from tests.town import (
    ADMINISTRATOR,
    COORDINATOR,
    MINSK_OFFICIAL,
    OFFICIAL,
    SUBSCRIBER,
    Town,
    meanings,
    town,
)
from tests.wording import answer_of, said

TO_NINE = timedelta(hours=17, minutes=30)
DAY = timedelta(days=1)
AVIASTAR = Grant(Role.OFFICIAL, "aviastar", Side.ULYANOVSK)


def _words(message: Message) -> str:
    return str(message["text"]).replace("\xa0", " ").replace("\u2060", "")


async def _plan(here: Town) -> None:
    store = here.app.store
    await store.plan.add_plan(example_plan(await store.register.load()), here.clock.now())


async def _morning(here: Town, person: Person) -> Message:
    await here.pass_time(TO_NINE)
    return await person.read()


async def _number(here: Town, telegram_id: int) -> int:
    user = await here.app.store.people.known(telegram_id)
    assert user is not None
    return user.id


async def _close(here: Town, deadline: int) -> None:
    """Let a deadline be executed, however that came."""
    done = update(deadlines).where(deadlines.c.id == deadline)
    async with here.app.store.reminding._database.writing() as connection:  # noqa: SLF001 - past every method
        await connection.execute(done.values(state=DeadlineState.DONE, closed_at=here.clock.now()))


async def test_an_item_opens_in_place_and_leads_back(filled_url: str) -> None:
    """The reminder becomes the item with what can be done, and the reminder again, in the same message."""
    async with town(filled_url) as here:
        ivan = await here.appointed(OFFICIAL)
        await _plan(here)
        reminder = await _morning(here, ivan)
        label = next(one for one in buttons(reminder) if one.startswith("1.1"))
        assert (await ivan.tap(reminder, label)).answered
        item = await ivan.read_edit(reminder)
        assert "Сегодня, 25 ноября 2026" in _words(item)
        assert "Напоминание 6-е из 6" in _words(item)
        assert {said("Executed"), said("In work"), said("Extension needed"), "Через 3 дня"} <= set(buttons(item))
        assert (await ivan.tap(item, f"« {said('To the reminder')}")).answered
        assert (await ivan.read_edit(item))["text"] == reminder["text"]


async def test_what_is_reported_from_a_reminder_is_not_asked_for_again(filled_url: str) -> None:
    """«Исполнено», a line of text, sent: the reminder opened again has it no more, and the next one neither."""
    async with town(filled_url) as here:
        ivan = await here.appointed(OFFICIAL)
        await _plan(here)
        reminder = await _morning(here, ivan)
        label = next(one for one in buttons(reminder) if one.startswith("1.1"))
        await ivan.tap(reminder, label)
        item = await ivan.read_edit(reminder)
        await ivan.tap(item, said("Executed"))
        await ivan.read()
        await ivan.send("Пример: сведения представлены")
        asked = await ivan.read()
        await ivan.tap(asked, next(one for one in buttons(asked) if one != said("Cancel")))
        await here.pass_time(timedelta(minutes=1))
        await ivan.tap_data(item["message_id"], ReminderPage().pack())
        again = next(one for one in await ivan.messages() if one["message_id"] == item["message_id"])
        assert not [one for one in buttons(again) if one.startswith("1.1")]
        assert [one for one in buttons(again) if one.startswith("3.1")]


async def test_what_is_put_off_comes_on_that_morning(filled_url: str) -> None:
    """«Через 3 дня» of a Wednesday is Saturday: it comes on Monday, and not on the days between."""
    async with town(filled_url) as here:
        ivan = await here.appointed(OFFICIAL)
        await _plan(here)
        reminder = await _morning(here, ivan)
        data = next(one for one in meanings(reminder) if one.startswith("rwd:"))  # 3.1, overdue by a day
        deadline = OpenDue.unpack(data).deadline_id
        told = await ivan.tap_data(reminder["message_id"], PutOff(deadline_id=deadline, later=Later.THREE_DAYS).pack())
        assert "28" in told.text
        assert "суббота" in told.text
        for morning, expected in ((26, False), (27, False), (30, True)):
            await here.pass_time(DAY if morning != 30 else 3 * DAY)
            rows = await here.app.store.ledger.of_chat(OFFICIAL, 1)
            items = [one[3] for one in (rows[0].grounds or {})["items"]]
            came = (rows[0].grounds or {})["morning"] == f"2026-11-{morning}"
            assert (came and deadline in items) == expected


async def test_what_was_done_meanwhile_is_not_sent(filled_url: str) -> None:
    """Written, held for quiet hours, done before they end: nothing goes out of it; opened again, it is not there."""
    async with town(filled_url) as here:
        ivan, yanka = await here.appointed(OFFICIAL), await here.appointed(MINSK_OFFICIAL)
        await _plan(here)
        reminder = await _morning(here, ivan)
        theirs = await yanka.read()
        numbers = [OpenDue.unpack(one).deadline_id for one in meanings(reminder) if one.startswith("rwd:")]
        for number in numbers:
            await _close(here, number)
        tapped = await ivan.tap_data(reminder["message_id"], OpenDue(deadline_id=numbers[0]).pack())
        assert tapped.text == said("Nothing of this is owed any more.")
        assert (await ivan.tap_data(reminder["message_id"], ReminderPage().pack())).answered
        assert said("Nothing of this is owed any more.") in (await ivan.read_edit(reminder))["text"]
        tapped = await yanka.tap_data(theirs["message_id"], PutOff(deadline_id=numbers[0], later=Later.TOMORROW).pack())
        assert tapped.answered


async def test_a_reminder_that_waited_is_for_the_day_on_which_it_goes(filled_url: str) -> None:
    """Held until the next day, it counts from that day and leaves out what was closed."""
    async with town(filled_url) as here:
        ivan = await here.appointed(OFFICIAL)
        await _plan(here)
        store = here.app.store
        await store.people.set_quiet(OFFICIAL, Quiet())
        delivery_items = await _morning(here, ivan)
        assert "Просрочено на 1 день" in _words(delivery_items)
        (row,) = await store.ledger.of_chat(OFFICIAL, 5)
        page = here.app.dispatcher._renewed  # noqa: SLF001 - as the dispatcher looks again
        later = await page(row, here.clock.now() + DAY)
        assert "Просрочено на 2 дня" in str(later["text"])  # type: ignore[index]  # a body
        for one in (row.grounds or {})["items"]:
            await _close(here, one[3])
        settled = await page(row, here.clock.now() + DAY)
        assert getattr(settled, "outcome", "") == "nothing of it is owed any more"


async def test_a_button_of_a_reminder_that_the_ledger_forgot_still_opens(filled_url: str) -> None:
    """In a message made of several, or of long ago, an item comes as a message of its own; others' items do not."""
    async with town(filled_url) as here:
        ivan, anna = await here.appointed(OFFICIAL), await here.newcomer(SUBSCRIBER)
        await _plan(here)
        await ivan.send("/help")
        shown = await ivan.read()
        commitments = {one.number: one for one in await here.app.store.plan.commitments_of("example")}
        mine, others = (commitments[number].deadlines[0].id for number in ("1.1", "2.1"))
        assert (await ivan.tap_data(shown["message_id"], OpenDue(deadline_id=mine).pack())).answered
        assert "Пункт 1.1" in _words(await ivan.read())
        for data in (OpenDue(deadline_id=others), OpenDue(deadline_id=2**40), ReminderPage(page=3)):
            tapped = await ivan.tap_data(shown["message_id"], data.pack())
            assert tapped.text == said("Nothing of this is owed any more.")
        put = await ivan.tap_data(shown["message_id"], PutOff(deadline_id=mine, later=Later.TOMORROW).pack())
        assert "25" in put.text
        await anna.send("/help")
        hers = await anna.read()
        assert (await anna.tap_data(hers["message_id"], OpenDue(deadline_id=mine).pack())).text == answer_of("gone")


async def test_hour_and_steps_are_chosen_in_settings(filled_url: str) -> None:
    """An official finds them there, a subscriber does not; at the hour chosen it comes."""
    async with town(filled_url) as here:
        ivan, anna = await here.appointed(OFFICIAL), await here.newcomer(SUBSCRIBER)
        await _plan(here)
        await anna.send("/settings")
        assert said("Reminders of deadlines") not in buttons(await anna.read())
        await ivan.send("/settings")
        settings = await ivan.read()
        await ivan.tap(settings, said("Reminders of deadlines"))
        choices = await ivan.read_edit(settings)
        assert "✓ 09:00" in buttons(choices)
        await ivan.tap(choices, "11:00")
        choices = await ivan.read_edit(choices)
        assert "11:00" in choices["text"]
        await ivan.tap(choices, said("Only just before"))
        choices = await ivan.read_edit(choices)
        assert f"✓ {said('Only just before')}" in buttons(choices)
        wish = await here.app.store.reminding.wish(await _number(here, OFFICIAL))
        assert wish == ReminderWish(11, StepSet.LAST, here.clock.now())
        await here.pass_time(TO_NINE)
        await ivan.silence("/help")
        await here.pass_time(timedelta(hours=2))
        assert "Сегодня, 25 ноября 2026" in _words(await ivan.read())


async def test_a_plan_s_steps_are_a_coordinator_s_choice(filled_url: str) -> None:
    """Chosen for the plan, they count for everybody without a choice of their own; it stands in the audit."""
    async with town(filled_url) as here:
        olga = await here.appointed(COORDINATOR)
        await _plan(here)
        await olga.send("/reminders")
        plans = await olga.read()
        assert not [one for one in meanings(plans) if one.startswith("rwe:")]
        await olga.tap(plans, buttons(plans)[0])
        plan = await olga.read_edit(plans)
        await olga.tap(plan, said("Less often"))
        plan = await olga.read_edit(plan)
        assert f"✓ {said('Less often')}" in buttons(plan)
        assert await here.app.store.settings.get("reminders.steps") == {"example": "fewer"}
        (noted, *_) = await here.app.store.audit.find(1)
        assert noted.subject == "setting:reminders.steps"
        for data in (OpenPlanSteps(place=99), ChoosePlanSteps(plan=plan_key("none"), steps=StepSet.MORE)):
            assert (await olga.tap_data(plan["message_id"], data.pack())).text == answer_of("gone")
        await olga.tap(plan, f"« {said('Back')}")
        assert buttons(await olga.read_edit(plan)) == buttons(plans)


async def test_what_is_long_overdue_is_told_to_those_above(filled_url: str) -> None:
    """Three days overdue to the coordinator, ten to the administrator, once each, by the rule that is set."""
    async with town(filled_url) as here:
        olga, petr = await here.appointed(COORDINATOR), await here.newcomer(ADMINISTRATOR)
        await _plan(here)
        await here.pass_time(TO_NINE + 2 * DAY)  # Friday, 27 November: 3.1 was due on the 24th
        late = await olga.read()
        assert "Длительная просрочка по плану" in _words(late)
        assert "Просрочено на 3 дня" in _words(late)
        assert "Ответственные: " in _words(late)
        await olga.tap(late, buttons(late)[0])
        opened = await olga.read_edit(late)
        assert said("Executed") not in buttons(opened)
        await olga.tap(opened, f"« {said('To the reminder')}")
        assert (await olga.read_edit(opened))["text"] == late["text"]
        await petr.send("/reminders")
        rule = await petr.read()
        await petr.tap(rule, "1 / 5")
        assert "✓ 1 / 5" in buttons(await petr.read_edit(rule))
        await here.pass_time(3 * DAY)  # Monday, 30 November
        kinds = [row.kind for row in await here.app.store.ledger.of_chat(ADMINISTRATOR, 10)]
        assert kinds == [DeliveryKind.ESCALATION]


async def _asked(ivan: Person, words: str) -> Message:
    await ivan.send(words)
    return await ivan.read()


async def test_a_deputy_gets_the_reminders_and_both_are_named(filled_url: str) -> None:
    """From a day to a day: the deputy gets them, the one who is away nothing; it ends by itself."""
    async with town(filled_url) as here:
        ivan, yanka = await here.appointed(OFFICIAL), await here.appointed(MINSK_OFFICIAL)
        await _plan(here)
        shown = await _asked(ivan, f"/deputy {MINSK_OFFICIAL} до 25.11")
        assert "Янка" in shown["text"]
        await here.pass_time(timedelta(minutes=1))
        assert "Иван" in (await yanka.read())["text"]
        await yanka.send("/deputy")
        assert "Иван" in (await yanka.read())["text"]
        await here.pass_time(TO_NINE - timedelta(minutes=1))
        told = await yanka.read()
        names = "Выканаўца: Иван Образцов; замяшчае: Янка Прыкладаў"
        assert names in _words(told)
        await ivan.silence("/help")
        rows = await here.app.store.ledger.of_chat(MINSK_OFFICIAL, 1)
        assert "Образцов" not in rows[0].body["text"]  # in what is kept nobody is named
        await here.pass_time(2 * DAY)
        assert names not in _words(await yanka.read())
        assert "Напоминание" in (await ivan.read())["text"]


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("/deputy @nobody 7", "Такого человека бот не знает"),
        (f"/deputy {OFFICIAL} 7", "Себя замещать нельзя"),
        (f"/deputy {SUBSCRIBER} 7", "нет доступа к плану"),
        (f"/deputy {MINSK_OFFICIAL} 31.11", "Дни не читаются"),
        ("/deputy Янка", "Напишите: /deputy @имя"),
        ("/deputy нет", "Вас никто не замещает"),
    ],
)
async def test_what_a_deputy_cannot_be(filled_url: str, words: str, answer: str) -> None:
    """Each in words, and nothing is changed."""
    async with town(filled_url) as here:
        ivan = await here.appointed(OFFICIAL)
        await here.newcomer(SUBSCRIBER)
        assert answer in _words(await _asked(ivan, words))
        assert await here.app.store.reminding.deputyship(await _number(here, OFFICIAL)) is None


async def test_a_colleague_is_named_by_tapping(filled_url: str) -> None:
    """Colleagues are those of the same organisation; then the days; then it can be ended. A forged one is gone."""
    async with town(filled_url) as here:
        ivan, colleague = await here.appointed(OFFICIAL), await here.passer_by(AVIASTAR)
        yanka = await here.appointed(MINSK_OFFICIAL)
        shown = await _asked(ivan, "/deputy")
        forged = NameDeputy(user_id=await _number(here, yanka.telegram_id), days=7).pack()
        assert (await ivan.tap_data(shown["message_id"], forged)).text == answer_of("gone")
        await ivan.tap(shown, buttons(shown)[0])
        days = await ivan.read_edit(shown)
        assert buttons(days) == ["3 дня", "7 дней", "14 дней", "28 дней"]
        await ivan.tap(days, "7 дней")
        named = await ivan.read_edit(days)
        deputyship = await here.app.store.reminding.deputyship(await _number(here, OFFICIAL))
        assert deputyship is not None
        assert deputyship.deputy_id == await _number(here, colleague.telegram_id)
        assert (deputyship.last - deputyship.first).days == 6
        await ivan.send("/settings")
        settings = await ivan.read()
        await ivan.tap(settings, said("Reminders of deadlines"))
        assert "Вас замещает" in (await ivan.read_edit(settings))["text"]
        await ivan.tap(named, said("Nobody stands in any more"))
        assert "Вас никто не замещает" in (await ivan.read_edit(named))["text"]


async def test_a_working_group_gets_its_list_on_monday(filled_url: str) -> None:
    """At nine on Monday, of its side and sectors, with bodies and people named; nothing on other days; once."""
    async with town(filled_url) as here:
        await here.appointed(OFFICIAL)
        await _plan(here)
        store, now = here.app.store, here.clock.now()
        chat = await here.group(here.person(OFFICIAL))
        await here.pass_time(timedelta(0))
        group = await store.groups.of(chat) or await store.groups.added(chat, by=None, now=now)
        await store.groups.decide(group.id, GroupPurpose(Side.ULYANOVSK), by=None, now=now)
        await here.pass_time(TO_NINE + 2 * DAY)  # Friday
        assert [row for row in await store.ledger.of_chat(chat, 9) if row.kind is DeliveryKind.REMINDER] == []
        for _ in range(2):
            await here.pass_time(3 * DAY)  # Monday, Thursday
        (row,) = [row for row in await store.ledger.of_chat(chat, 9) if row.kind is DeliveryKind.REMINDER]
        assert row.key == f"group:{group.id}:2026-W49"
        assert "Иван" not in row.body["text"]
        heard = [
            one for one in await here.person(OFFICIAL).in_chat(chat).messages() if "Сроки плана" in one.get("text", "")
        ]
        (told,) = heard
        assert "Авиастар: Иван Образцов" in _words(told)
        assert "1.3" in _words(told)
        assert "МТЗ" not in _words(told)
