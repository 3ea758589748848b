"""A deputy in force reports, asks and decides in another's place, and nobody else does. All plans are made up."""

from datetime import date, timedelta

import pytest

from bot.render.buttons import OpenCommitment
from bot.render.control_buttons import (
    ActInPlace,
    DeadlineDeed,
    DecideReport,
    OpenDeadline,
    OpenHistory,
    ShowEvidence,
    WithdrawReport,
)
from storage.control_records import DeadlineState, Report
from storage.records import Grant, Role, User
from storage.register_records import Side
from storage.reminding_records import Deputyship
from tests.person import Message, Person, buttons
from tests.plan_stage import MZGA, SOON, Stage, act
from tests.town import ADMINISTRATOR
from tests.wording import answer_of

TODAY, DAY = date(2026, 11, 24), timedelta(days=1)
ANNA_FOR_IVAN = "Анна (за: Иван Образцов)"
ANNA_FOR_OLGA = "Анна (за: Ольга Шаблонова)"
NOT_STANDING_IN = "Вы сейчас не замещаете этого человека, или мероприятие не за ним."
NOT_YOUR_SIDE = "Это для координаторов стороны, за которой мероприятие."


@pytest.fixture
async def anna(stage: Stage) -> Person:
    """An official of a body that owes nothing here."""
    return await stage.here.passer_by(Grant(Role.OFFICIAL, "uaz", Side.ULYANOVSK), first_name="Анна")


async def user_of(stage: Stage, person: Person) -> User:
    """Return somebody as the store knows them."""
    found = await stage.here.app.store.people.known(person.telegram_id)
    assert found is not None
    return found


async def away(stage: Stage, person: Person, deputy: Person, first: date = TODAY, days: int = 7) -> int:
    """Let a deputy stand in for somebody; return the number of the one who is away."""
    number, other = (await user_of(stage, person)).id, (await user_of(stage, deputy)).id
    named = Deputyship(number, other, first, first + (days - 1) * DAY)
    await stage.here.app.store.reminding.name_deputy(named, by=number, now=stage.here.clock.now())
    return number


async def in_place(stage: Stage, deed: DeadlineDeed, number: int, item: str = "1") -> str:
    """Return the data of a deputy's button."""
    return ActInPlace(deadline_id=(await stage.deadline(item)).id, act=deed, instead_of=number).pack()


async def report_in_place(stage: Stage, deputy: Person, number: int, item: str = "1") -> Message:
    """Hand a report in in somebody's place; return what the deputy reads of it."""
    await stage.tap(deputy, await in_place(stage, DeadlineDeed.DONE, number, item))
    await deputy.read()
    await deputy.send("Сделано за коллегу, пример.")
    await deputy.read()
    await deputy.upload("akt.pdf", b"%PDF-1.4 example")
    asked = await deputy.read()
    await deputy.tap(asked, "Готово")
    return await deputy.read_edit(asked)


async def last_report(stage: Stage, item: str = "1") -> Report:
    """Return the youngest report of a commitment."""
    return (await stage.here.app.store.control.reports_of((await stage.plan())[item].id))[0]


async def seen(stage: Stage, person: Person, data: str) -> Message:
    """Tap a button and return the newest message as it is then."""
    await stage.tap(person, data)
    return (await person.messages())[-1]


async def test_a_deputy_reports_in_the_place_of_who_is_away(
    stage: Stage, ivan: Person, olga: Person, anna: Person
) -> None:
    """By the card's buttons; the notice, the card and the history say who and for whom; the audit, by numbers."""
    number = await away(stage, ivan, anna)
    commitment = (await stage.plan())["1"]
    card = await seen(stage, anna, OpenCommitment(commitment_id=commitment.id).pack())
    assert "Исполнено (за: Иван Образцов)" in buttons(card)
    assert "Исполнено" not in buttons(card)
    handed = await report_in_place(stage, anna, number)
    assert "Отчёт передан на проверку" in handed["text"]
    report = await last_report(stage)
    deputy = (await user_of(stage, anna)).id
    assert (report.by, report.instead_of, report.side) == (deputy, number, Side.ULYANOVSK)
    told = await stage.notice(olga)
    assert f"Отчитался: {ANNA_FOR_IVAN}" in told["text"]
    await olga.tap(told, "Принять")
    await olga.read_edit(told)
    assert (await stage.deadline()).state is DeadlineState.DONE
    assert "Отчёт принят" in (await stage.notice(anna))["text"]
    for data in (OpenCommitment(commitment_id=commitment.id), OpenHistory(commitment_id=commitment.id)):
        assert ANNA_FOR_IVAN in (await seen(stage, olga, data.pack()))["text"]
    changes = await stage.here.app.store.audit.find(50, what=("report",))
    assert (changes[0].by_user, changes[0].after["instead_of"]) == (deputy, f"user:{number}")
    assert "Иван" not in str(changes)


async def test_a_deputy_takes_back_within_ten_minutes(stage: Stage, ivan: Person, anna: Person) -> None:
    """As the person would; later it is too late; nobody else's."""
    number = await away(stage, ivan, anna)
    handed = await report_in_place(stage, anna, number)
    await stage.here.pass_time(timedelta(minutes=9))
    stranger = WithdrawReport(report_id=(await last_report(stage)).id).pack()
    assert (await stage.tap(ivan, stranger)).text == answer_of("gone")
    await anna.tap(handed, "Отозвать")
    assert "Отчёт отозван" in (await anna.read_edit(handed))["text"]
    assert (await last_report(stage)).decided_instead_of == number
    handed = await report_in_place(stage, anna, number)
    await stage.here.pass_time(timedelta(minutes=11))
    assert "в течение десяти минут" in (await anna.tap(handed, "Отозвать")).text


async def test_a_deputy_marks_and_asks_for_an_extension(stage: Stage, ivan: Person, olga: Person, anna: Person) -> None:
    """«В работе» at once; «Нужен перенос» with the date and the reason, and the coordinator reads for whom."""
    number = await away(stage, ivan, anna)
    assert (await stage.tap(anna, await in_place(stage, DeadlineDeed.IN_WORK, number))).text == "Отмечено: в работе."
    (marked, *_) = await stage.here.app.store.audit.find(1, what=("deadline",))
    assert marked.after["instead_of"] == f"user:{number}"
    await stage.tap(anna, await in_place(stage, DeadlineDeed.EXTENSION, number))
    await anna.read()
    for words in ("2026-12-20", "Пример причины."):
        await anna.send(words)
        shown = await anna.read()
    assert "Просьба о переносе передана" in shown["text"]
    told = await stage.notice(olga)
    assert f"Просит: {ANNA_FOR_IVAN}" in told["text"]
    await olga.tap(told, "Согласовать")
    assert "согласован" in (await olga.read_edit(told))["text"]
    assert date(2026, 12, 20) in {one.due for one in (await stage.plan())["1"].deadlines}


async def test_each_side_is_reported_for_itself(stage: Stage, ivan: Person, anna: Person) -> None:
    """A deputy who owes the item as well chooses by the button; the other side's report stays to be made."""
    number = await away(stage, ivan, anna)
    await stage.here.grant(anna, Grant(Role.OFFICIAL, MZGA.organisation, Side.BELARUS))
    card = await seen(stage, anna, OpenDeadline(deadline_id=(await stage.deadline("2")).id).pack())
    assert {"Исполнено", "Исполнено (за: Иван Образцов)"} <= set(buttons(card))
    await report_in_place(stage, anna, number, "2")
    assert (await stage.deadline("2")).reported == (Side.ULYANOVSK,)
    again = await stage.tap(anna, await in_place(stage, DeadlineDeed.DONE, number, "2"))
    assert again.text == "Ваша сторона уже отчиталась, или срок закрыт."
    assert (await stage.report(anna, "2"))["text"].startswith("Отчёт передан")
    assert (await last_report(stage, "2")).instead_of is None


@pytest.mark.parametrize(
    ("first", "days"), [(TODAY + DAY, 7), (TODAY - 7 * DAY, 7), (TODAY, 0)], ids=["not yet", "over", "never"]
)
async def test_nobody_acts_out_of_the_days(stage: Stage, ivan: Person, anna: Person, first: date, days: int) -> None:
    """Before, after and without a deputyship every button answers, politely, and nothing is changed."""
    number = await away(stage, ivan, anna, first, days) if days else (await user_of(stage, ivan)).id
    for deed in (DeadlineDeed.DONE, DeadlineDeed.IN_WORK, DeadlineDeed.EXTENSION):
        refused = await stage.tap(anna, await in_place(stage, deed, number))
        assert (refused.text, refused.show_alert) == (NOT_STANDING_IN, True)
    gone = ActInPlace(deadline_id=2**40, act=DeadlineDeed.DONE, instead_of=number).pack()
    assert (await stage.tap(anna, gone)).text == answer_of("gone")
    card = await seen(stage, anna, OpenDeadline(deadline_id=(await stage.deadline()).id).pack())
    assert not any("Исполнено" in one for one in buttons(card))
    assert (await stage.deadline()).state is DeadlineState.OPEN


async def test_only_what_the_absent_one_owes(stage: Stage, ivan: Person, olga: Person, anna: Person) -> None:
    """An item of another body, another person's number, a coordinator's own deeds: none is lent."""
    number = await away(stage, ivan, anna)
    await away(stage, olga, anna)
    other = await stage.here.passer_by(Grant(Role.OFFICIAL, "mzga-407", Side.BELARUS))
    theirs = (await user_of(stage, other)).id
    for wrong in (theirs, (await user_of(stage, olga)).id, 2**40):
        assert (await stage.tap(anna, await in_place(stage, DeadlineDeed.DONE, wrong))).text == NOT_STANDING_IN
    assert (await stage.tap(other, await in_place(stage, DeadlineDeed.DONE, number))).text == NOT_STANDING_IN
    card = await seen(stage, anna, OpenDeadline(deadline_id=(await stage.deadline()).id).pack())
    assert "Снять с контроля" not in buttons(card)
    moving = await stage.tap(anna, act((await stage.deadline()).id, DeadlineDeed.REMOVE))
    assert moving.text == answer_of("gone")
    forged = ActInPlace(deadline_id=(await stage.deadline()).id, act=DeadlineDeed.REMOVE, instead_of=number).pack()
    await stage.tap(anna, forged)
    assert (await stage.deadline()).state is DeadlineState.OPEN


async def test_what_is_handed_in_too_late_is_refused(stage: Stage, ivan: Person, olga: Person, anna: Person) -> None:
    """The deputyship ends between the question and the answer: nothing is written, and it is said why."""
    number = await away(stage, ivan, anna)
    await stage.tap(anna, await in_place(stage, DeadlineDeed.EXTENSION, number))
    await anna.read()
    await anna.send("2026-12-20")
    await anna.read()
    await ivan.send("/deputy нет")
    await ivan.read()
    await anna.send("Пример причины.")
    assert (await anna.read())["text"] == NOT_STANDING_IN
    await olga.silence("/help")
    assert await stage.here.app.store.control.extensions_of((await stage.plan())["1"].id) == ()


async def test_a_coordinators_deputy_decides(stage: Stage, ivan: Person, olga: Person, anna: Person) -> None:
    """The notice comes to both; the deputy returns one report and accepts another; all say for whom."""
    number = await away(stage, olga, anna)
    await stage.report(ivan)
    told = await stage.notice(anna)
    assert "Вы решаете за: Ольга Шаблонова" in told["text"]
    assert "Вы решаете за" not in (await olga.read())["text"]
    await anna.tap(told, "Вернуть")
    await anna.read()
    await anna.send("Нет подписи, пример.")
    assert f"Решение принял: {ANNA_FOR_OLGA}" in (await anna.read())["text"]
    assert f"Решение принял: {ANNA_FOR_OLGA}" in (await stage.notice(ivan))["text"]
    report = await last_report(stage)
    assert (report.decided_by, report.decided_instead_of) == ((await user_of(stage, anna)).id, number)
    await stage.report(ivan)
    told = await stage.notice(anna)
    await anna.tap(told, "Принять")
    assert f"Решение принял: {ANNA_FOR_OLGA}" in (await anna.read_edit(told))["text"]
    assert (await stage.deadline()).state is DeadlineState.DONE
    card = await seen(stage, ivan, OpenCommitment(commitment_id=(await stage.plan())["1"].id).pack())
    assert f"принято, {ANNA_FOR_OLGA}" in card["text"]
    changes = await stage.here.app.store.audit.find(9, what=("accepted", "returned"))
    assert [one.after["instead_of"] for one in changes] == [f"user:{number}"] * 2


async def test_a_coordinators_deputy_decides_on_extensions(
    stage: Stage, ivan: Person, olga: Person, anna: Person
) -> None:
    """Refused with a reason, then granted."""
    await away(stage, olga, anna)
    for answer in ("Отказать", "Согласовать"):
        await stage.tap(ivan, act((await stage.deadline()).id, DeadlineDeed.EXTENSION))
        await ivan.read()
        for words in ("2026-12-20", "Пример причины."):
            await ivan.send(words)
            await ivan.read()
        told = await stage.notice(anna)
        assert "Вы решаете за: Ольга Шаблонова" in told["text"]
        await anna.tap(told, answer)
        if answer == "Отказать":
            await anna.read()
            await anna.send("Рано, пример.")
            assert ANNA_FOR_OLGA in (await anna.read())["text"]
        else:
            assert ANNA_FOR_OLGA in (await anna.read_edit(told))["text"]
        assert ANNA_FOR_OLGA in (await stage.notice(ivan))["text"]
        await olga.read()
    assert SOON not in {one.due for one in (await stage.plan())["1"].deadlines}


async def test_a_deputy_decides_on_nothing_of_their_own(stage: Stage, ivan: Person, olga: Person, anna: Person) -> None:
    """Who stands in for the official and for the coordinator reports, and somebody else decides."""
    number = await away(stage, ivan, anna)
    await away(stage, olga, anna)
    await report_in_place(stage, anna, number)
    assert "Вы решаете за" not in (await stage.notice(olga))["text"]
    await anna.silence("/help")
    for accepted in (True, False):
        data = DecideReport(report_id=(await last_report(stage)).id, accepted=accepted).pack()
        assert (await stage.tap(anna, data)).text == NOT_YOUR_SIDE
    assert (await last_report(stage)).decision is None


async def test_a_coordinators_deputy_no_longer(stage: Stage, ivan: Person, olga: Person, anna: Person) -> None:
    """When the days are over the buttons of the old notice answer; a reason that was asked for comes too late."""
    await away(stage, olga, anna)
    await stage.report(ivan)
    told = await stage.notice(anna)
    await anna.tap(told, "Вернуть")
    await anna.read()
    await olga.read()
    await olga.send("/deputy нет")
    await olga.read()
    await anna.send("Пример причины.")
    assert (await anna.read())["text"] == NOT_YOUR_SIDE
    assert (await anna.tap(told, "Принять")).text == NOT_YOUR_SIDE
    assert (await last_report(stage)).decision is None


async def test_an_administrators_roles_are_not_lent(stage: Stage, ivan: Person, anna: Person) -> None:
    """Where no coordinator is, an administrator decides; their deputy is told nothing and may nothing."""
    petr = await stage.here.newcomer(ADMINISTRATOR)
    await away(stage, petr, anna)
    await stage.report(ivan)
    assert "A report to decide on" in (await stage.notice(petr))["text"]
    await anna.silence("/help")
    data = DecideReport(report_id=(await last_report(stage)).id, accepted=True).pack()
    assert (await stage.tap(anna, data)).text == NOT_YOUR_SIDE


async def test_evidence_is_shown_to_who_stands_in(stage: Stage, ivan: Person, olga: Person, anna: Person) -> None:
    """The files of a report, while it concerns the one who is away, and not after."""
    await away(stage, olga, anna)
    await stage.tap(ivan, act((await stage.deadline()).id, DeadlineDeed.DONE))
    await ivan.read()
    await ivan.send("Сделано, пример.")
    await ivan.read()
    await ivan.upload("akt.pdf", b"%PDF-1.4 example")
    asked = await ivan.read()
    await ivan.tap(asked, "Готово")
    await ivan.read_edit(asked)
    told = await stage.notice(anna)
    await anna.tap(told, "Подтверждения: 1")
    assert (await anna.read())["document"]["file_name"] == "akt.pdf"
    await olga.read()
    await olga.send("/deputy нет")
    await olga.read()
    data = ShowEvidence(report_id=(await last_report(stage)).id).pack()
    assert (await stage.tap(anna, data)).text == NOT_YOUR_SIDE


async def test_who_is_erased_is_named_nowhere(stage: Stage, ivan: Person, olga: Person, anna: Person) -> None:
    """A notice that names the one who was away goes with them; the report stays, with the number."""
    number = await away(stage, ivan, anna)
    await report_in_place(stage, anna, number)
    store = stage.here.app.store
    assert any("Образцов" in row.body["text"] for row in await store.ledger.of_chat(olga.telegram_id, 9))
    await store.parting.forget(number, stage.here.clock.now())
    assert not any("Образцов" in row.body["text"] for row in await store.ledger.of_chat(olga.telegram_id, 9))
    assert (await last_report(stage)).instead_of == number
    card = await seen(stage, olga, OpenCommitment(commitment_id=(await stage.plan())["1"].id).pack())
    assert "Образцов" not in card["text"]
