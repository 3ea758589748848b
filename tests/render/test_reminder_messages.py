"""A morning's message on the screen: what is due, one item opened, what is long overdue, and the choices."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.deputy import DeputyFault
from bot.plan.escalations import EscalationRule, Late
from bot.plan.occasions import Place
from bot.plan.own_days import DaysFault
from bot.plan.reminders import Due
from bot.plan.working_calendar import DayOff, EffectiveDay, Rest
from bot.render.catalogue import LANGUAGES, Catalogues, Translator
from bot.render.message import Message
from bot.render.reminder_days import days_question
from bot.render.reminder_settings import (
    deputy_days_screen,
    deputy_fault,
    deputy_line,
    deputy_notice,
    deputy_screen,
    plan_screen,
    plans_screen,
    reminder_settings,
)
from bot.render.reminders import due_screen, escalation_message, late_screen, put_off_told, reminder_message
from storage.records import CommitmentState, PlanSummary, Responsible, User
from storage.register_records import Side
from storage.reminding_records import Deputyship, ReminderWish, StepSet
from tests.render.notation import flaws
from tests.render.samples import HOSTILE, TODAY, commitment, due_on

NB = "\u00a0"
DAY = timedelta(days=1)
OWN = (365, 100, 90, 60, 30, 14, 7, 0)
READER, AWAY = (
    User(number, number, name, None, "ru", None) for number, name in ((1, "Янка Пример"), (2, "Иван Пример"))
)


def _due(number: int, days_left: int) -> Due:
    return due_on(commitment(number, TODAY + days_left * DAY), TODAY + days_left * DAY)


def _late(number: int, overdue: int) -> Late:
    late = commitment(number, TODAY - overdue * DAY)
    return Late(late, late.deadlines[0], late.responsible, overdue)


def _datas(message: Message) -> list[str]:
    return [each.callback_data for row in message.as_call()["reply_markup"].inline_keyboard for each in row]


def test_a_reminder_tells_items_under_their_days(tr: Translator) -> None:
    """Overdue, today, tomorrow, then by days left; each says so in words."""
    told = reminder_message([_due(2, -2), _due(5, -1), _due(3, 0), _due(4, 1), _due(1, 3)], tr, TODAY).plain()
    headings = [block.split("\n")[0] for block in told.split("\n\n")]
    assert headings == [
        "ПРИМЕР. Напоминание о сроках",
        f"Просрочено на 2 дня, срок был 22{NB}ноября 2026",
        f"Просрочено на 1 день, срок был 23{NB}ноября 2026",
        f"Сегодня, 24{NB}ноября 2026",
        f"Завтра, 25{NB}ноября 2026",
        f"Через 3 дня, 27{NB}ноября 2026",
    ]


def test_a_reminder_gives_number_words_section_deadline_and_its_place(tr: Translator) -> None:
    """What is needed to know which item is meant, and which reminder it is; a button opens it, one says why."""
    message = reminder_message([replace(_due(7, 14), place=Place(2, 6))], tr, TODAY)
    words = message.plain().replace("\u2060", "")
    for part in ("Пункт 7. Пример: подготовить", "I. Промышленность", "Срок по плану: IV квартал 2026"):
        assert part in words
    assert "Напоминание 2-е из 6" in words
    assert _datas(message) == ["rwd:7:0", "why:reminder"]


def test_a_day_off_is_told_with_the_side_s_own_day(tr: Translator) -> None:
    """The heading counts to the working day, and a line says which day the plan names."""
    due, effective = date(2027, 1, 3), date(2026, 12, 30)
    owed = commitment(1, due)
    item = Due(owed, owed.deadlines[0], EffectiveDay(effective, due, DayOff(Rest.HOLIDAY)), effective, 3, Place(4, 6))
    told = reminder_message([item], tr, effective - 3 * DAY).plain()
    assert f"Через 3 дня, 30{NB}декабря 2026\nСрок 3{NB}января — выходной; у вас 30{NB}декабря" in told


@pytest.mark.parametrize("example", [True, False])
def test_only_an_example_is_called_one(tr: Translator, *, example: bool) -> None:
    """A real plan bears no mark, an example bears it in the first line of every screen."""
    due, late = _due(1, 0), _late(2, 4)
    due = replace(due, commitment=replace(due.commitment, example=example))
    late = replace(late, commitment=replace(late.commitment, example=example))
    screens = (
        reminder_message([due], tr, TODAY),
        escalation_message([late], tr, TODAY),
        due_screen(due, tr, 0),
        late_screen(late, tr, 0),
    )
    assert {screen.plain().startswith("ПРИМЕР") for screen in screens} == {example}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [1, 8, 9, 21, 300])
def test_a_reminder_is_one_message_however_much_is_due(count: int, language: str, catalogues: Catalogues) -> None:
    """Eight items a page, each with a button; what is left is counted on the button that opens the rest."""
    items = [_due(number, 3) for number in range(1, count + 1)]
    seen = 0
    for page in range(-(-count // 8)):
        message = reminder_message(items, catalogues.of(language), TODAY, page=page)
        assert flaws(message) == []
        shown = message.plain().count("I. Промышленность")
        seen += shown
        datas = _datas(message)
        assert len([one for one in datas if one.startswith("rwd:")]) == shown <= 8
        assert (f"rp:{page + 1}" in datas) == (seen < count)
        assert (f"rp:{page - 1}" in datas) == (page > 0)
    assert seen == count
    past, last = (reminder_message(items, catalogues.of(language), TODAY, page=page) for page in (99, page))
    assert past.body() == last.body()


def test_the_rest_is_counted_on_its_button(tr: Translator) -> None:
    """«ещё 5» opens the rest."""
    message = reminder_message([_due(number, 3) for number in range(1, 14)], tr, TODAY)
    labels = [each.text for row in message.as_call()["reply_markup"].inline_keyboard for each in row]
    assert "ещё 5" in labels


def test_nothing_left_is_said(tr: Translator) -> None:
    """A reminder opened again when all is done says so."""
    for message in (reminder_message([], tr, TODAY), escalation_message([], tr, TODAY)):
        assert "больше ничего не ждут" in message.plain()
        assert message.keyboard is None


def test_an_item_offers_what_can_be_done(tr: Translator) -> None:
    """Done, in work, an extension, later; the item itself; and the way back to its page."""
    assert _datas(due_screen(_due(7, 3), tr, 2)) == [
        "da:7:done", "da:7:work", "da:7:ext", "rz:7:1:2", "rz:7:3:2", "m:7", "rp:2",
    ]  # fmt: skip
    assert "rp:0" not in _datas(due_screen(_due(7, 3), tr, None))
    stood_for = replace(_due(7, 3), instead_of=AWAY)
    assert _datas(due_screen(stood_for, tr, 0)) == ["rz:7:1:0", "rz:7:3:0", "m:7", "rp:0"]


def test_both_are_named_where_somebody_stands_in(tr: Translator) -> None:
    """Who owes and who gets it instead; in what is kept nobody is."""
    item, late = replace(_due(1, 3), instead_of=AWAY), replace(_late(1, 3), instead_of=AWAY)
    named = "Исполнитель: Иван Пример; замещает: Янка Пример"
    for message in (
        reminder_message([item], tr, TODAY, reader=READER),
        due_screen(item, tr, 0, reader=READER),
        escalation_message([late], tr, TODAY, reader=READER),
        late_screen(late, tr, 0, reader=READER),
    ):
        assert named in message.plain().replace(NB, " ")
    assert "Иван" not in reminder_message([item], tr, TODAY).plain()


def test_an_escalation_names_who_owes(tr: Translator) -> None:
    """The longest overdue as given, with bodies, a few of many; it is opened, not done."""
    late = replace(_late(3, 12), owed_by=tuple(Responsible(f"Тело {n}", Side.BELARUS) for n in range(5)))
    message = escalation_message([late, _late(4, 3)], tr, TODAY)
    assert "Просрочено на 12 дней" in message.plain()
    assert "Ответственные: Тело 0; Тело 1; Тело 2; ещё 2" in message.plain().replace(NB, " ")
    assert _datas(message) == ["rwd:3:0", "rwd:4:0", "why:escalation"]
    assert _datas(late_screen(late, tr, 0)) == ["m:3", "rp:0"]


def test_a_plan_that_means_harm_makes_whole_messages(tr: Translator) -> None:
    """Cells of ten thousand characters and names of the same kind leave every screen within the limits."""
    bad = replace(
        commitment(1, TODAY), number=HOSTILE, text=HOSTILE, section=HOSTILE, deadline_text=HOSTILE,
        responsible=(Responsible(HOSTILE, Side.FEDERAL),) * 40,
    )  # fmt: skip
    item = replace(due_on(bad, TODAY), instead_of=replace(AWAY, name=HOSTILE))
    late = Late(bad, bad.deadlines[0], bad.responsible, 3, replace(AWAY, name=HOSTILE))
    reader = replace(READER, name=HOSTILE)
    for message in (
        reminder_message([item] * 30, tr, TODAY, reader=reader),
        due_screen(item, tr, 0, reader=reader),
        escalation_message([late] * 30, tr, TODAY, reader=reader),
        late_screen(late, tr, 0, reader=reader),
        deputy_notice(reader, Deputyship(1, 2, TODAY, TODAY), tr),
        deputy_days_screen(reader, TODAY, tr),
        plans_screen([_plan(HOSTILE)] * 30, {}, EscalationRule(), tr, may_set=True),
    ):
        assert flaws(message) == []


def _plan(title: str = "Пример плана") -> PlanSummary:
    counts = dict.fromkeys(CommitmentState, 0)
    return PlanSummary("primer", title, TODAY, TODAY, example=True, commitments=0, by_state=counts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_choice_is_fit_to_be_read(language: str, catalogues: Catalogues) -> None:
    """In every language, with and without choices made."""
    tr = catalogues.of(language)
    deputyship = Deputyship(1, 2, TODAY, TODAY + 9 * DAY)
    line = deputy_line(deputyship, AWAY, TODAY, tr)
    assert line is not None
    screens = [
        *(reminder_settings(ReminderWish(9, steps), "Europe/Minsk", line, tr) for steps in (None, *StepSet, OWN)),
        *(plan_screen(_plan(), steps, tr) for steps in (*StepSet, OWN, (0,), (7,))),
        plans_screen([_plan()], {"primer": OWN}, EscalationRule(), tr, may_set=False),
        plans_screen([], {}, EscalationRule(7, 14), tr, may_set=True),
        *(days_question(steps, tr, plan) for steps in (None, OWN) for plan in (None, _plan())),
        *(days_question(OWN, tr, _plan(), (fault, HOSTILE)) for fault in DaysFault),
        deputy_screen(line, [(AWAY, deputyship)], [READER], tr),
        deputy_screen(None, [], [], tr),
        deputy_days_screen(AWAY, TODAY, tr),
        deputy_notice(AWAY, deputyship, tr),
        *(deputy_fault(fault, tr) for fault in DeputyFault),
    ]
    assert [flaws(screen) for screen in screens] == [[]] * len(screens)


def test_a_deputy_of_the_past_is_nobody(tr: Translator) -> None:
    """It ends by itself; somebody forgotten is nobody, too."""
    over = Deputyship(1, 2, TODAY - 9 * DAY, TODAY - DAY)
    assert deputy_line(over, AWAY, TODAY, tr) is None
    assert deputy_line(replace(over, last=TODAY), None, TODAY, tr) is None
    assert deputy_line(None, None, TODAY, tr) is None


def test_putting_off_says_when(tr: Translator) -> None:
    """The day and its name."""
    assert put_off_told(TODAY + DAY, tr) == f"Напомню: 25{NB}ноября, среда."
