"""Days before a deadline of one's own choosing: asked for by the bot, answered, refused, changed meanwhile, told."""

from datetime import date, timedelta

import pytest

from bot.plan.example import example_plan
from bot.render.reminder_buttons import AskForDays, AskForPlanDays, ChoosePlanSteps, ChooseSteps
from bot.render.reminder_settings import plan_key
from storage.records import Grant, NewPlan, Role
from storage.register_records import Side
from storage.reminding_records import StepSet
from tests.person import Message, Person, buttons
from tests.town import COORDINATOR, OFFICIAL, Town, town
from tests.wording import answer_of, said

pytestmark = pytest.mark.asyncio(loop_scope="module")

AVIASTAR = Grant(Role.OFFICIAL, "aviastar", Side.ULYANOVSK)
CHIEF = Grant(Role.COORDINATOR)
PLAN = "reminders.steps"
ASKS = "За сколько дней до срока напоминать?"
BOUNDS = "Целые дни от 0 до 365, не больше 8"
DAY = timedelta(days=1)


async def _asked(person: Person) -> Message:
    """Return the question for one's own days, by the taps that lead to it."""
    await person.send("/settings")
    settings = await person.read()
    await person.tap(settings, said("Reminders of deadlines"))
    shown = await person.read_edit(settings)
    await person.tap(shown, next(one for one in buttons(shown) if said("My own days") in one))
    return await person.read()


async def _asked_for_plan(person: Person) -> Message:
    await person.send("/reminders")
    plans = await person.read()
    await person.tap(plans, buttons(plans)[0])
    shown = await person.read_edit(plans)
    await person.tap(shown, next(one for one in buttons(shown) if said("Other days") in one))
    return await person.read()


async def _steps(here: Town, person: Person) -> object:
    user = await here.app.store.people.known(person.telegram_id)
    assert user is not None
    return (await here.app.store.reminding.wish(user.id)).steps


async def test_one_s_own_days_are_answered(here: Town) -> None:
    """The question tells the bounds and what holds; the answer, in figures or words, is shown in words and ticked."""
    ivan = await here.passer_by(AVIASTAR)
    asked = await _asked(ivan)
    assert asked["text"].startswith(ASKS)
    assert BOUNDS in asked["text"]
    assert "Сейчас: как задано в плане" in asked["text"]
    await ivan.send("30 14 3, 1 и в сам день", reply_to=asked)
    shown = await ivan.read()
    assert "Как часто: за 30, 14, 3, 1 дн. до срока и в сам день" in shown["text"]
    assert "✓ Свои дни: 30, 14, 3, 1, 0" in buttons(shown)
    assert await _steps(here, ivan) == (30, 14, 3, 1, 0)
    await ivan.send("за месяц, неделю и день", reply_to=await _asked(ivan))
    shown = await ivan.read()
    assert "за 30, 7, 1 дн. до срока, в сам день — нет" in shown["text"]
    await ivan.tap(shown, said("More often"))
    shown = await ivan.read_edit(shown)
    assert "Свои дни" in buttons(shown)
    assert await _steps(here, ivan) is StepSet.MORE


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("завтра", "«завтра» — дни так не читаются."),
        ("30, 400", "«30, 400» — больше 365 дней нельзя."),
        ("9 8 7 6 5 4 3 2 1", "разных дней больше 8, столько нельзя."),
        ("-1", "«-1» — дни так не читаются."),
        ("[a](tg://x) " + "7 " * 900, "дни так не читаются."),
    ],
    ids=["words", "far", "many", "minus", "hostile"],
)
async def test_what_is_no_days_is_refused_and_asked_for_again(here: Town, words: str, fault: str) -> None:
    """In the first line, with the bounds; nothing changes; the new question takes an answer as the first did."""
    ivan = await here.passer_by(AVIASTAR)
    await ivan.send(words, reply_to=await _asked(ivan))
    again = await ivan.read()
    assert fault in again["text"].split("\n")[0]
    assert BOUNDS in again["text"]
    assert await _steps(here, ivan) is None
    await ivan.send("7, 0", reply_to=again)
    assert "за 7 дн. до срока и в сам день" in (await ivan.read())["text"]
    assert await _steps(here, ivan) == (7, 0)


async def test_an_answer_counts_after_a_restart_in_another_language(filled_url: str) -> None:
    """The question carries all: nothing is held in memory, and the reader's language may have changed since."""
    async with town(filled_url) as here:
        ivan = await here.appointed(OFFICIAL)
        asked = await _asked(ivan)
        async with here.restarted():
            user = await here.app.store.people.known(ivan.telegram_id)
            assert user is not None
            await here.app.store.people.set_language(user.id, "be")
            await ivan.send("0", reply_to=asked)
            assert "толькі ў сам дзень тэрміну" in (await ivan.read())["text"]


async def test_days_are_told_on_their_mornings(filled_url: str) -> None:
    """With «за 2 дня» the deadline of today says nothing this morning; one in two days does."""
    async with town(filled_url) as here:
        ivan = await here.appointed(OFFICIAL)
        store = here.app.store
        await store.plan.add_plan(example_plan(await store.register.load()), here.clock.now())
        await ivan.send("за 2 дня", reply_to=await _asked(ivan))
        await ivan.read()
        await here.pass_time(timedelta(hours=17, minutes=30))
        (told,) = await store.ledger.of_chat(OFFICIAL, 5)
        texts = told.body["text"].replace("\xa0", " ")
        assert "Сегодня" not in texts  # 25 November, a deadline of the example plan; what is overdue is told as usual
        assert "Просрочено на 1 день" in texts


async def test_a_plan_s_days_are_a_coordinator_s_answer(here: Town) -> None:
    """They count for the plan, stand in the audit and in words; a set chosen by a tap takes their place."""
    olga, store = await here.passer_by(CHIEF), here.app.store
    await store.settings.put(PLAN, {"other": "last"}, by=None, now=here.clock.now())
    asked = await _asked_for_plan(olga)
    assert "Сейчас: за 30, 14, 7, 3, 1 дн." in asked["text"]
    await olga.send("чаще", reply_to=asked)
    again = await olga.read()
    assert "«чаще» — дни так не читаются." in again["text"]
    await olga.send("60, 30, 5", reply_to=again)
    shown = await olga.read()
    assert "за 60, 30, 5 дн. до срока, в сам день — нет" in shown["text"]
    assert "✓ Другие дни: 60, 30, 5" in buttons(shown)
    assert await store.settings.get(PLAN) == {"other": "last", "example": [60, 30, 5]}
    (noted, *_) = await store.audit.find(1)
    assert (noted.subject, noted.before, noted.after) == (
        f"setting:{PLAN}", {"other": "last"}, {"other": "last", "example": [60, 30, 5]},
    )  # fmt: skip
    await olga.tap(shown, said("Less often"))
    assert "✓ Реже" in buttons(await olga.read_edit(shown))
    assert await store.settings.get(PLAN) == {"other": "last", "example": "fewer"}


async def test_what_somebody_changed_meanwhile_is_not_overwritten(here: Town) -> None:
    """An answer to a question of before is told so, and shown what holds now; asked anew it counts."""
    olga, store = await here.passer_by(CHIEF), here.app.store
    await store.settings.put(PLAN, {}, by=None, now=here.clock.now())
    asked = await _asked_for_plan(olga)
    vera = await here.passer_by(CHIEF)
    shown = (await _asked_for_plan(vera))["message_id"]
    await vera.tap_data(shown, ChoosePlanSteps(plan=plan_key("example"), steps=StepSet.LAST).pack())
    await olga.send("60", reply_to=asked)
    told = await olga.read()
    assert told["text"].startswith("Тем временем это изменил кто-то другой")
    assert "✓ Только перед сроком" in buttons(told)
    assert await store.settings.get(PLAN) == {"example": "last"}
    await olga.send("60", reply_to=await _asked_for_plan(olga))
    assert "за 60 дн." in (await olga.read())["text"]


async def test_plans_of_one_name_and_time_are_not_mixed_up(filled_url: str) -> None:
    """When a question does not tell which of two it is about, nothing is changed; their sets can be tapped."""
    async with town(filled_url) as here:
        olga, store, now = await here.appointed(COORDINATOR), here.app.store, here.clock.now()
        for slug in ("a", "b"):
            first, last = date(2027, 1, 1), date(2027, 12, 31)
            await store.plan.add_plan(NewPlan(slug, "Пример", first, last, example=True, commitments=()), now)
        await store.plan.add_plan(
            NewPlan("c", "Пример", date(2026, 1, 1), date(2026, 12, 31), example=True, commitments=()), now
        )
        await olga.send("/reminders")
        shown = (await olga.read())["message_id"]
        await olga.tap_data(shown, AskForPlanDays(plan=plan_key("a")).pack())
        await olga.send("5", reply_to=await olga.read())
        assert (await olga.read())["text"] == answer_of("gone")
        await olga.tap_data(shown, AskForPlanDays(plan=plan_key("c")).pack())
        await olga.send("5", reply_to=await olga.read())
        assert "за 5 дн." in (await olga.read())["text"]
        assert await store.settings.get(PLAN) == {"c": [5]}


async def test_forged_and_lost_questions(here: Town) -> None:
    """A plan that is not there, one that is not theirs; what answers no question of the bot's chooses nothing."""
    olga, ivan = await here.passer_by(CHIEF), await here.passer_by(AVIASTAR)
    asked, own = await _asked_for_plan(olga), await _asked(ivan)
    tapped = await olga.tap_data(asked["message_id"], AskForPlanDays(plan=plan_key("none")).pack())
    assert tapped.text == answer_of("gone")
    tapped = await ivan.tap_data(own["message_id"], AskForPlanDays(plan=plan_key("example")).pack())
    assert tapped.text == answer_of("gone")
    assert (await ivan.tap_data(own["message_id"], AskForDays().pack())).answered
    await ivan.read()
    mine = await ivan.send("30, 14")
    await ivan.read()
    await ivan.send("30", reply_to=mine)
    await ivan.read()
    assert await _steps(here, ivan) is None


async def test_buttons_of_before_still_choose(here: Town) -> None:
    """What was sent under the prefixes that were shared chooses as it did."""
    ivan = await here.passer_by(AVIASTAR)
    shown = (await _asked(ivan))["message_id"]
    assert ChooseSteps(steps=StepSet.LAST).pack() == "rws:last"
    for data in ("rt:last", "rh:11"):
        assert (await ivan.tap_data(shown, data)).text != answer_of("gone")
    user = await here.app.store.people.known(ivan.telegram_id)
    assert user is not None
    wish = await here.app.store.reminding.wish(user.id)
    assert (wish.steps, wish.hour) == (StepSet.LAST, 11)
