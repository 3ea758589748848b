"""A restart in the middle of each dialogue of the plan: what was said is kept, and the same messages go on."""

from datetime import date

from bot.render.control_buttons import CommitmentAct, CommitmentDeed, DeadlineDeed
from storage.control_records import DeadlineState
from storage.records import Grant, Role
from storage.register_records import Side
from tests.person import Message, Person
from tests.plan.office_files import workbook
from tests.plan_stage import SOON, Stage, act
from tests.town import MINSK_OFFICIAL
from tests.wording import said


async def _tapped(person: Person, screen: Message, label: str) -> Message:
    assert (await person.tap(screen, label)).answered
    return await person.read_edit(screen)


async def _asks(stage: Stage, person: Person, data: str) -> Message:
    """Tap a button that asks something; return the question."""
    assert (await stage.tap(person, data)).answered
    return await person.read()


async def test_a_report_an_extension_and_an_edit_go_on_after_a_restart(
    stage: Stage, ivan: Person, olga: Person
) -> None:
    """Words without evidence, a date not given yet, a text not written yet: each is answered to the new bot."""
    yanka = await stage.here.appointed(MINSK_OFFICIAL)
    first, second = await stage.deadline(), await stage.deadline("2")
    await _asks(stage, ivan, act(first.id, DeadlineDeed.DONE))
    await ivan.send("Сделано до перезапуска, пример.")
    asked = await ivan.read()
    await _asks(stage, yanka, act(second.id, DeadlineDeed.EXTENSION))
    edit = CommitmentAct(commitment_id=(await stage.plan())["3"].id, act=CommitmentDeed.TEXT, page=0).pack()
    await _asks(stage, olga, edit)
    async with stage.here.restarted():
        await ivan.upload("protokol.pdf", b"%PDF-1.4 example")
        more = await ivan.read(after=asked)
        assert "Сделано до перезапуска" in more["text"]
        assert "1 файл" in more["text"]
        handed = await _tapped(ivan, asked, "Готово")
        assert "Отчёт передан на проверку" in handed["text"]
        await yanka.send("15.12.2026")
        assert "чаму" in (await yanka.read())["text"].lower()
        await olga.send("Пример после перезапуска")
        assert "Пример после перезапуска" in (await olga.read())["text"]
    async with stage.here.restarted():
        await yanka.send("Прыклад прычыны.")
        await yanka.read()
    (report,) = await stage.here.app.store.control.reports_of((await stage.plan())["1"].id)
    assert report.text == "Сделано до перезапуска, пример."
    assert [one.name for one in report.files] == ["protokol.pdf"]
    assert (await stage.deadline()).state is DeadlineState.ON_REVIEW
    assert (await stage.plan())["3"].text == "Пример после перезапуска"
    (wished,) = await stage.here.app.store.control.extensions_of((await stage.plan())["2"].id)
    assert (wished.wished, wished.reason) == (date(2026, 12, 15), "Прыклад прычыны.")
    assert (await stage.deadline("2")).due == SOON


async def test_an_upload_that_waits_for_its_columns_goes_on_after_a_restart(stage: Stage) -> None:
    """One column told before, the others after, then accepted: by the message that was there."""
    petr = await stage.here.passer_by(Grant(Role.COORDINATOR, side=Side.ULYANOVSK))
    rows = [
        ("Кто", "Что", "К какому дню"),
        ("МАЗ", "Доложить", "1 июля 2031 г."),
        ("МАЗ", "Показать", "2 июля 2031 г."),
    ]
    await petr.upload("план.xlsx", workbook(rows))
    told = await petr.read()
    if told["text"].startswith("Читаю файл"):
        told = await petr.read_edit(told, within=60)
    assert told["text"].startswith("Столбцы: лист «План»")
    told = await _tapped(petr, await _tapped(petr, told, "1. Другое"), "Ответственные исполнители")
    asked = await _tapped(petr, told, "3. Другое")
    async with stage.here.restarted():
        told = await _tapped(petr, asked, "Срок")
        shown = await _tapped(petr, await _tapped(petr, told, "2. Другое"), "Мероприятие")
        assert shown["text"].startswith("Прочитаны")
        done = await _tapped(petr, shown, said("Accept without the rows at fault"))
        if done["text"] == said("The plan is being written…"):
            done = await petr.read_edit(done)
        assert done["text"].startswith("План принят")
