"""A plan's file sent in chat: read, shown, put right by taps, accepted or not. All plans here are made up."""

import asyncio
import csv
import zipfile
from datetime import date, timedelta
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from bot.plan.plan_period import years
from bot.render.people_buttons import SideCode
from bot.render.upload_buttons import AcceptImport, LeaveBody, LinkBody, OpenBody, OpenImport, View, mark_of
from storage.records import Commitment, Grant, Role
from storage.register_records import Side
from tests.person import Message, Person, buttons
from tests.plan.office_files import (
    HEADING,
    Rows,
    document,
    package,
    paragraph,
    read,
    text_file,
    word_row,
    word_table,
    workbook,
)
from tests.town import Town, meanings
from tests.wording import answer_of, said

pytestmark = pytest.mark.asyncio(loop_scope="module")

COORDINATOR = Grant(Role.COORDINATOR, side=Side.ULYANOVSK)
_ACCEPT, _ACCEPT_SOUND = said("Accept the plan"), said("Accept without the rows at fault")
_CANCEL = said("Cancel the import")


def _plan(year: int, *more: tuple[str, ...]) -> Rows:
    """Return a plan of one year with two sound rows; each test has a year of its own."""
    return [
        (f"План сотрудничества на {year} год (пример)",),
        HEADING,
        ("Раздел I. Пример",),
        ("1", "Провести встречу по авиастроению", f"II квартал {year} г.", "УАЗ; МАЗ"),
        ("2", "Согласовать перечень", f"до 1 июля {year} г.", "МАЗ"),
        *more,
    ]


async def _sent(person: Person, content: bytes, name: str = "план.xlsx") -> Message:
    """Send a file; return what is shown once it is read."""
    await person.upload(name, content)
    shown = await person.read()
    if shown["text"].startswith("Читаю файл"):
        shown = await person.read_edit(shown, within=60)
    return shown


async def _tapped(person: Person, screen: Message, label: str) -> Message:
    assert (await person.tap(screen, label)).answered
    return await person.read_edit(screen)


async def _accepted(person: Person, screen: Message, label: str = _ACCEPT) -> Message:
    shown = await _tapped(person, screen, label)
    if shown["text"] == said("The plan is being written…"):
        shown = await person.read_edit(shown)
    return shown


async def _stored(here: Town, slug: str) -> tuple[Commitment, ...]:
    return await here.app.store.plan.commitments_of(slug)


def _waiting(screen: Message) -> int:
    return int(next(one for one in meanings(screen) if one.startswith("ud:")).split(":")[1])


async def test_a_plan_is_read_shown_and_accepted(here: Town) -> None:
    """The summary says what was read and what is new; nothing is stored before the tap, all of it after."""
    olga = await here.passer_by(COORDINATOR)
    shown = await _sent(olga, workbook(_plan(2031)))
    assert shown["text"].startswith("Прочитаны 2 строки, 2 срока")
    assert "План сотрудничества на 2031" in shown["text"]
    assert "Период: 2031" in shown["text"]
    assert "Раздел I. Пример — 2" in shown["text"]
    assert "Авиастроение — 1" in shown["text"]
    assert "Беларусь — 2" in shown["text"]
    assert said("There is no such plan yet: all of it is new.") in shown["text"]
    assert await _stored(here, "plan-2031") == ()
    done = await _accepted(olga, shown)
    assert done["text"].startswith("План принят")
    assert [(one.number, one.sectors) for one in await _stored(here, "plan-2031")] == [
        ("1", ("aviastroenie",)),
        ("2", ()),
    ]
    (noted,) = await here.app.store.audit.find(1)
    assert noted.subject == "plan:plan-2031"
    assert noted.after == {"new": 2, "changed": 0, "gone": 0, "held": 0, "same": 0}


async def test_a_new_version_is_told_row_by_row(here: Town) -> None:
    """New, changed with both dates, not in the file; what is not in the file stays in the plan."""
    olga = await here.passer_by(COORDINATOR)
    await _accepted(olga, await _sent(olga, workbook(_plan(2032))))
    rows = [*_plan(2032)[:4], ("3", "Доложить", "до 1 августа 2032 г.", "МАЗ")]
    rows[3] = ("1", "Провести встречу по авиастроению", "III квартал 2032 г.", "УАЗ; МАЗ")
    shown = await _sent(olga, workbook(rows))
    assert "Новых: 1, изменено: 1, без изменений: 0" in shown["text"]
    assert "Нет в файле: 1; остаются в плане" in shown["text"]
    changed = await _tapped(olga, shown, "Изменённые: 1")
    assert "даты: 30.06.2032 → 30.09.2032" in changed["text"]
    shown = await _tapped(olga, changed, "‹ Итог")
    new = await _tapped(olga, shown, "Новые: 1")
    assert "3 Доложить — 01.08.2032" in new["text"]
    shown = await _tapped(olga, new, "‹ Итог")
    gone = await _tapped(olga, shown, "Нет в файле: 1")
    assert "2 Согласовать перечень" in gone["text"]
    await _accepted(olga, await _tapped(olga, gone, "‹ Итог"))
    stored = {one.number: one for one in await _stored(here, "plan-2032")}
    assert set(stored) == {"1", "2", "3"}
    assert (stored["1"].deadlines[0].first_due, stored["1"].deadlines[0].due) == (date(2032, 6, 30), date(2032, 9, 30))


async def test_faults_stop_only_their_rows_and_only_when_told_so(here: Town) -> None:
    """Each fault is told with its row, on pages and as a file; the button names what it leaves out."""
    olga = await here.passer_by(COORDINATOR)
    wrong = [
        ("3", "Доложить", "31 июня 2033 г.", "МАЗ"),
        ("2", "Повторить номер", "до 1 июля 2033 г.", "МАЗ"),
        ("4", "Без срока", "", "МАЗ"),
        ("5", "Без ответственного", "до 1 июля 2033 г.", ""),
        *((str(number), f"Дело {number}", "когда-нибудь", "МАЗ") for number in range(6, 14)),
    ]
    shown = await _sent(olga, workbook(_plan(2033, *wrong)))
    assert "12 строк с замечаниями не войдут" in shown["text"]
    assert _ACCEPT not in buttons(shown)
    faults = await _tapped(olga, shown, "Замечания: 12")
    assert "строка 6, № 3: срок «31 июня 2033 г.» не прочитан" in faults["text"].replace("“", "«").replace("”", "»")
    second = await _tapped(olga, faults, "стр. 2 ›")
    assert "(2/2)" in second["text"]
    shown = await _tapped(olga, second, "‹ Итог")
    assert (await olga.tap(shown, said("All remarks as a file"))).answered
    sent = await olga.read()
    assert sent["caption"] == "12 замечаний"
    rows = list(
        csv.reader(StringIO((await olga.download(sent["document"]["file_id"])).decode("utf-8-sig")), delimiter=";")
    )
    assert len(rows) == 13
    await _accepted(olga, shown, _ACCEPT_SOUND)
    assert [one.number for one in await _stored(here, "plan-2033")] == ["1", "2"]


async def test_cancelled_nothing_is_stored(here: Town) -> None:
    """The file is forgotten, and every button of it says so."""
    olga = await here.passer_by(COORDINATOR)
    shown = await _sent(olga, workbook(_plan(2034)))
    cancelled = await _tapped(olga, shown, _CANCEL)
    assert cancelled["text"] == said("Cancelled. The plan in force is as it was.")
    gone = said("This file is decided on already, or it was read more than a day ago. Send it again.")
    for data in meanings(shown):
        answer = await olga.tap_data(shown["message_id"], data)
        assert answer.text == gone, data
    assert await _stored(here, "plan-2034") == ()


async def test_it_waits_for_a_day(here: Town) -> None:
    """Longer it is not kept, and the tidying takes it away."""
    olga = await here.passer_by(COORDINATOR)
    shown = await _sent(olga, workbook(_plan(2035)))
    await here.clock.move(timedelta(hours=23))
    await _tapped(olga, shown, said("Columns"))
    await here.clock.move(timedelta(hours=1))
    answer = await olga.tap(shown, data=f"ud:{_waiting(shown)}")
    await here.app.jobs.tick()
    assert answer.text or answer.answered
    assert await _stored(here, "plan-2035") == ()
    assert (await olga.tap(shown, data=f"us:{_waiting(shown)}:s:0")).show_alert


async def test_another_neither_sees_nor_decides_it(here: Town) -> None:
    """A button is of the one who sent the file, whoever taps."""
    olga, oleg = await here.passer_by(COORDINATOR), await here.passer_by(COORDINATOR)
    number = _waiting(await _sent(olga, workbook(_plan(2036))))
    mine = await _sent(oleg, workbook(_plan(2036)))
    for data in (
        f"us:{number}:s:0",
        f"ud:{number}",
        f"uc:{number}:1",
        f"uf:{number}",
        AcceptImport(import_id=number, stamp="0" * 8).pack(),
    ):
        assert (await oleg.tap_data(mine["message_id"], data)).show_alert, data


async def test_two_coordinators_at_once_make_one_plan(here: Town) -> None:
    """The first is stored; the second is shown anew against it and asked again."""
    olga, oleg = await here.passer_by(COORDINATOR), await here.passer_by(COORDINATOR)
    first = await _sent(olga, workbook(_plan(2037)))
    second = await _sent(oleg, workbook(_plan(2037, ("3", "Доложить", "до 1 августа 2037 г.", "МАЗ"))))
    await _accepted(olga, first)
    again = await _tapped(oleg, second, _ACCEPT)
    assert again["text"].startswith(said("The plan has changed meanwhile. Look once more and decide."))
    assert "Новых: 1, изменено: 0, без изменений: 2" in again["text"]
    await _accepted(oleg, again)
    assert len(await _stored(here, "plan-2037")) == 3


async def test_a_second_tap_does_nothing(here: Town) -> None:
    """The button of a plan that is accepted says that it is decided on."""
    olga = await here.passer_by(COORDINATOR)
    shown = await _sent(olga, workbook(_plan(2038)))
    data = next(one for one in meanings(shown) if one.startswith("ua:"))
    taps = await asyncio.gather(*(olga.tap_data(shown["message_id"], data) for _ in range(3)))
    assert all(one.answered for one in taps)
    assert len(await _stored(here, "plan-2038")) == 2
    assert (await olga.tap_data(shown["message_id"], data)).show_alert


async def test_the_period_is_shown_and_chosen(here: Town) -> None:
    """Two plans live side by side; what is offered holds this year and the next."""
    olga = await here.passer_by(COORDINATOR)
    rows = [HEADING, ("1", "Докладывать", "ежегодно до 1 декабря", "МАЗ")]
    shown = await _sent(olga, workbook(rows))
    assert "Период: 2025–2026" in shown["text"]
    periods = await _tapped(olga, shown, said("Period"))
    assert {"✓ 2025–2026", "2027"} <= set(buttons(periods))
    shown = await _tapped(olga, periods, "2027")
    assert "Период: 2027" in shown["text"]
    await _accepted(olga, shown)
    (stored,) = await _stored(here, "plan-2027")
    assert [one.due for one in stored.deadlines] == [date(2027, 12, 1)]


async def test_columns_are_told_by_taps(here: Town) -> None:
    """Guessed columns are marked as guessed; each is shown with two of its cells and takes what is tapped."""
    olga = await here.passer_by(COORDINATOR)
    rows = [
        ("1", "МАЗ", "Провести большую встречу (пример)", "до 1 июля 2039 г."),
        ("2", "МАЗ", "Согласовать большой перечень (пример)", "до 2 июля 2039 г."),
    ]
    shown = await _sent(olga, workbook(rows))
    assert said("The columns were guessed: check them.") in shown["text"]
    told = await _tapped(olga, shown, said("Columns"))
    assert "3. без названия: Мероприятие" in told["text"]
    assert "«МАЗ»; «МАЗ»" in told["text"]
    asked = await _tapped(olga, told, "2. Другое")
    assert "✓ Другое" in buttons(asked)
    shown = await _tapped(olga, asked, "Ответственные, Беларусь")
    assert said("The columns were guessed: check them.") not in shown["text"]
    await _accepted(olga, shown)
    assert [one.responsible[0].organisation for one in await _stored(here, "plan-2039")] == ["maz", "maz"]


async def test_where_no_column_is_recognised_they_are_asked_for(here: Town) -> None:
    """A table without a sign of a plan is not refused out of hand: its columns can be told."""
    olga = await here.passer_by(COORDINATOR)
    rows = [("Кто", "Что", "К какому дню"), ("МАЗ", "Доложить", "1 июля"), ("МАЗ", "Показать", "2 июля")]
    told = await _sent(olga, workbook(rows))
    assert told["text"].startswith("Столбцы: лист «План»")
    asked = await _tapped(olga, told, "1. Другое")
    told = await _tapped(olga, asked, "Ответственные исполнители")
    assert told["text"].startswith("Столбцы")
    asked = await _tapped(olga, told, "3. Другое")
    told = await _tapped(olga, asked, "Срок")
    asked = await _tapped(olga, told, "2. Другое")
    told = await _tapped(olga, asked, "Мероприятие")
    assert told["text"].startswith("Прочитаны")


async def test_a_wording_is_linked_and_remembered(here: Town) -> None:
    """The nearest of the register are offered; what is said holds for later files, is listed, and can be forgotten."""
    olga = await here.passer_by(COORDINATOR)
    rows = _plan(2040, ("3", "Доложить", "до 1 июля 2040 г.", "Автозавод Пример города Минска"),
                 ("4", "Показать", "до 1 июля 2040 г.", "Союз «Пример»"))  # fmt: skip
    shown = await _sent(olga, workbook(rows))
    bodies = await _tapped(olga, shown, "Вне реестра: 2")
    asked = await _tapped(olga, bodies, "Автозавод Пример города Минска")
    assert any(label.startswith("МАЗ") for label in buttons(asked))
    number = _waiting(shown)
    link = LinkBody(import_id=number, wording=mark_of("Автозавод Пример города Минска"), organisation=mark_of("maz"))
    await olga.tap_data(asked["message_id"], link.pack())
    bodies = await olga.read_edit(asked)
    asked = await _tapped(olga, bodies, "Союз «Пример»")
    leave = LeaveBody(import_id=number, wording=mark_of("Союз «Пример»"), side=SideCode.BELARUS)
    await olga.tap_data(asked["message_id"], leave.pack())
    shown = await olga.read_edit(asked)
    await _accepted(olga, await _sent(olga, workbook(rows)))
    owed = {one.number: one.responsible[0] for one in await _stored(here, "plan-2040")}
    assert owed["3"].organisation == "maz"
    assert (owed["4"].organisation, owed["4"].side) == (None, Side.BELARUS)
    await olga.send("/plan_import")
    asking = await olga.read()
    listed = await _tapped(olga, asking, said("What wordings mean"))
    assert "Союз «Пример» — как написано" in listed["text"]
    listed = await _tapped(olga, listed, "✕ Союз «Пример»")
    assert "Союз «Пример»" not in listed["text"]


async def test_forged_and_stale_parts_are_answered(here: Town) -> None:
    """A wording or an organisation that is not there, a column or a table out of bounds: told, nothing breaks."""
    olga = await here.passer_by(COORDINATOR)
    shown = await _sent(olga, workbook(_plan(2041)))
    number = _waiting(shown)
    forged = (
        OpenBody(import_id=number, wording="0" * 8).pack(),
        LinkBody(import_id=number, wording="0" * 8, organisation="0" * 8).pack(),
        LinkBody(import_id=number, wording="0" * 8, organisation=mark_of("maz")).pack(),
        LeaveBody(import_id=number, wording="0" * 8, side=SideCode.ALL).pack(),
        OpenImport(import_id=number, view=View.NEW, page=900).pack(),
        f"uc:{number}:900", f"uk:{number}:900:1", f"uk:{number}:1:99", f"ul:{number}:900:1:t",
    )  # fmt: skip
    for data in forged:
        assert (await olga.tap_data(shown["message_id"], data)).answered, data


async def test_a_template_comes_back_without_a_fault(here: Town) -> None:
    """It is sent as a file, marked as an example, and read without a remark."""
    olga = await here.passer_by(COORDINATOR)
    await olga.send("/plan_import")
    assert (await olga.tap(await olga.read(), said("Template to fill in"))).answered
    sent = await olga.read()
    content = await olga.download(sent["document"]["file_id"])
    found = read(content, years(2025, 2026))
    assert found.faults == ()
    assert [row.text.startswith("ПРИМЕР") for row in found.rows] == [True] * 3
    assert all(one.organisation for row in found.rows for one in row.responsible)
    assert load_workbook(BytesIO(content))["План"].data_validations.count == 2
    shown = await _sent(olga, content)
    assert shown["text"].startswith("Прочитаны 3 строки")


def _zip_bomb() -> bytes:
    return package({"xl/workbook.xml": "<workbook/>", "xl/worksheets/sheet1.xml": b" " * (90 * 1024 * 1024)})


def _with_entities() -> bytes:
    entity = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return document(word_table(word_row(*HEADING), word_row("1", "&x;", "2026 г.", "МАЗ")), prolog=entity)


def _locked() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") * 9


_NO_TABLE = "This is not a table that can be read. Send the plan as .xlsx, .docx or .csv."
_BROKEN = "The file is damaged and cannot be opened. Save it again and send it once more."
BAD: dict[str, tuple[str, bytes, str]] = {
    "words": ("план.docx", document(paragraph("Плана нет")), "There is no table in the file."),
    "locked": ("план.xlsx", _locked(), "The file is locked with a password. Save it without one and send it again."),
    "bomb": ("план.xlsx", _zip_bomb(), "The file unpacks to far more than a plan can hold, so it was not opened."),
    "entities": ("план.docx", _with_entities(), "The file refers to something outside itself, so it was not opened."),
    "pdf": ("план.xlsx", b"%PDF-1.7 " * 99, _NO_TABLE),
    "picture": ("план.docx", b"\xff\xd8\xff\xe0" * 99, _NO_TABLE),
    "broken": ("план.xlsx", workbook(_plan(2042))[:3000], _BROKEN),
    "empty": ("план.csv", b" ", "The file is empty."),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
async def test_a_bad_file_is_told_in_a_sentence_and_not_kept(here: Town, name: str) -> None:
    """One clear sentence, and nothing of it waits."""
    olga = await here.passer_by(COORDINATOR)
    called, content, words = BAD[name]
    shown = await _sent(olga, content, called)
    assert shown["text"] == f"{said(words)}\n{said('Nothing of the file was kept.')}"
    user = await here.app.store.people.known(olga.telegram_id)
    assert user is not None
    assert "pending_imports" not in await here.app.store.parting.rows_of(user.id)


async def test_a_file_too_large_is_not_even_fetched(here: Town) -> None:
    """More than Telegram lets a bot fetch is told at once."""
    olga = await here.passer_by(COORDINATOR)
    before = len(await here.calls("getFile"))
    shown = await _sent(olga, b"1;2\n" * (5_300_000))
    assert shown["text"].startswith(said("The file is too large for a plan: more than 20 MB or 20,000 rows."))
    assert len(await here.calls("getFile")) == before


async def test_formulas_and_a_million_empty_rows_are_no_trouble(here: Town) -> None:
    """A formula without a value is a fault of its row; a sheet formatted to its end costs nothing."""
    olga = await here.passer_by(COORDINATOR)
    rows = [*_plan(2043), ("3", "=A1", "до 1 июля 2043 г.", "МАЗ")]
    content = workbook(rows)
    source, made = zipfile.ZipFile(BytesIO(content)), BytesIO()
    empty = "".join(f'<row r="{number}"/>' for number in range(10, 1_000_000, 7)).encode()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.namelist():
            told = source.read(part)
            target.writestr(part, told.replace(b"</sheetData>", empty + b"</sheetData>"))
    shown = await _sent(olga, made.getvalue())
    assert "1 строка с замечаниями не войдёт" in shown["text"]


async def test_what_telegram_does_not_give_is_asked_for_again(here: Town) -> None:
    """A download that fails is told; the next one is read."""
    olga = await here.passer_by(COORDINATOR)
    await here.order_fault("error", "getFile", status=400, description="Bad Request: no such file")
    shown = await _sent(olga, workbook(_plan(2044)))
    assert shown["text"] == said("Telegram did not give the file. Send it once more.")
    assert (await _sent(olga, workbook(_plan(2044))))["text"].startswith("Прочитаны 2 строки")


async def test_text_files_and_documents_are_read_alike(here: Town) -> None:
    """What an old program saves, and what Word does."""
    olga = await here.passer_by(COORDINATOR)
    rows = _plan(2045)
    table = word_table(*(word_row(*row) for row in rows[1:] if len(row) == 4))
    for name, content in (
        ("план.csv", text_file(rows, ";", "cp1251")),
        ("план.txt", text_file(rows, "\t", "utf-16")),
        ("план.docx", document(paragraph(rows[0][0]), table)),
    ):
        shown = await _sent(olga, content, name)
        assert shown["text"].startswith("Прочитаны 2 строки, 2 срока"), name
        assert "Период: 2045" in shown["text"]


async def test_the_command_under_a_file_is_that_file(here: Town) -> None:
    """A caption that is the command does not ask for a file that is there."""
    olga = await here.passer_by(COORDINATOR)
    await olga.upload("план.xlsx", workbook(_plan(2046)), caption="/plan_import")
    shown = await olga.read_edit(await olga.read(), within=60)
    assert shown["text"].startswith("Прочитаны 2 строки")


async def test_an_official_sends_no_plan(here: Town) -> None:
    """A file from someone without the right is answered as any other file, and the command is refused."""
    ivan = await here.passer_by(Grant(Role.OFFICIAL, "aviastar", Side.ULYANOVSK))
    await ivan.upload("план.xlsx", workbook(_plan(2047)))
    assert (await ivan.read())["text"] == answer_of("only text")
    await ivan.send("/plan_import")
    assert (await ivan.read())["text"] == answer_of("not allowed")


async def test_a_note_that_is_deleted_meanwhile_is_written_anew(here: Town) -> None:
    """What was read is shown all the same, in a message of its own."""
    olga = await here.passer_by(COORDINATOR)
    await here.order_fault(
        "error",
        "editMessageText",
        chat=olga.telegram_id,
        status=400,
        description="Bad Request: message to edit not found",
    )
    await olga.upload("план.xlsx", workbook(_plan(2048)))
    assert (await olga.read())["text"].startswith("Читаю файл")
    assert (await olga.read(within=60))["text"].startswith("Прочитаны 2 строки")


async def test_an_unknown_body_is_entered_from_the_file(here: Town) -> None:
    """Named as the file names it, with the file as its source; the rest is asked; read anew, it is known."""
    petr = await here.passer_by(Grant(Role.ADMINISTRATOR))
    wording = "Завод «Ромашковый пример»"
    rows = _plan(2055, ("3", "Доложить", "до 1 июля 2055 г.", wording))
    shown = await _sent(petr, workbook(rows))
    asked = await _tapped(petr, await _tapped(petr, shown, "Вне реестра: 1"), wording)
    assert (await petr.tap(asked, said("Add to the register"))).answered
    question = await petr.read()
    assert said("Short name") in question["text"]
    for words in ("Ромашковый", "Беларусь", "завод", "-"):
        await petr.send(words, reply_to=question)
        question = await petr.read()
    assert "План мероприятий, файл «план.xlsx»" in question["text"]
    assert wording in question["text"]
    done = await _tapped(petr, question, said("Put it into the register"))
    assert "Ромашковый" in done["text"]
    again = await _sent(petr, workbook(rows))
    assert not any(label.startswith("Вне реестра") for label in buttons(again))
    (key,) = await here.app.store.register.by_hand()
    await here.app.store.register.remove(key.kind, key.slug, by=None, now=here.clock.now())


async def test_columns_that_leave_no_plan_are_asked_for_again(here: Town) -> None:
    """Old buttons of a summary lead to the columns then, and nothing is accepted."""
    olga = await here.passer_by(COORDINATOR)
    shown = await _sent(olga, workbook(_plan(2049)))
    accept = next(one for one in meanings(shown) if one.startswith("ua:"))
    number = _waiting(shown)
    await olga.tap_data(shown["message_id"], f"ul:{number}:1:1:o")
    columns = await olga.read_edit(shown)
    assert columns["text"].startswith("Столбцы")
    assert (await olga.tap_data(shown["message_id"], accept)).answered
    assert (await olga.tap_data(shown["message_id"], f"us:{number}:f:0")).answered
    assert (await olga.tap_data(shown["message_id"], f"uf:{number}")).show_alert
    assert await _stored(here, "plan-2049") == ()


async def test_many_sections_and_an_unknown_change_are_told_short(here: Town) -> None:
    """A dozen sections are named, the rest is a sign; the same file again changes nothing and cannot be accepted."""
    olga = await here.passer_by(COORDINATOR)
    rows: list[tuple[str, ...]] = [("План на 2030 год (пример)",), HEADING]
    for number in range(1, 15):
        rows += [(f"Раздел {number}. Пример",), ("1", f"Дело {number} (пример)", "до 1 июля 2030 г.", "МАЗ")]
    shown = await _sent(olga, workbook(rows))
    assert "Раздел 12. Пример — 1\n…" in shown["text"]
    await _accepted(olga, shown)
    again = await _sent(olga, workbook(rows))
    assert said("It changes nothing in the plan in force.") in again["text"]
    assert _ACCEPT not in buttons(again)
