"""Inviting a list from a table: looked through, links made once by a tap, and every table that will not do."""

import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import Workbook

from storage.records import Grant, Role
from storage.register_records import Side
from tests.handlers.test_joining import grants
from tests.person import Message, Person, buttons
from tests.town import Town
from tests.wording import answer_of, said

pytestmark = pytest.mark.asyncio(loop_scope="module")

ADMINISTRATOR, COORDINATOR = Grant(Role.ADMINISTRATOR), Grant(Role.COORDINATOR, side=Side.BELARUS)
_TABLE = """Имя;Роль;Организация;Сторона
Пример Первый;исполнитель;mzga-407;
=Пример Второй;координатор;;Беларусь
Пример Третий;исполнитель;Завод, которого нет;
Пример Четвёртый;волшебник;;
Пример Первый;исполнитель;mzga-407;
"""


async def _asked(person: Person) -> Message:
    await person.send("/invite")
    start = await person.read()
    while said("Invite a list") not in buttons(start):
        start = await person.read()
    assert (await person.tap(start, said("Invite a list"))).answered
    question = await person.read()
    while said("Send the table as a reply to this message") not in question["text"]:
        question = await person.read()  # the list of what holds and the first question may both be there
    return question


async def _sent(person: Person, content: bytes, name: str = "people.csv") -> Message:
    question = await _asked(person)
    await person.upload(name, content, reply_to=question)
    return await person.read()


async def test_a_table_becomes_links_once(here: Town) -> None:
    """Sound rows are counted, faults named by row; a link of the file gives its role; a second tap changes nothing."""
    petr, yanka = await here.passer_by(ADMINISTRATOR), await here.passer_by()
    summary = await _sent(petr, _TABLE.encode())
    assert summary["text"].startswith(said("Can be invited: {n} of {all}", n="2", all="5"))
    for number in (4, 5, 6):
        assert f"Строка {number}: " in summary["text"]
    held = len(await here.app.store.joining.open_invitations(None, here.clock.now(), 100))
    label = said("Make links: {n}", n="2")
    data = summary["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    assert (await petr.tap(summary, label)).answered
    file = await petr.read(after=summary)
    _, *rows = csv.reader(
        StringIO((await petr.download(file["document"]["file_id"])).decode("utf-8-sig")), delimiter=";"
    )
    assert [row[0] for row in rows] == ["Пример Первый", "'=Пример Второй"]
    assert len(await here.app.store.joining.open_invitations(None, here.clock.now(), 100)) == held + 2
    assert (await petr.tap_data(summary["message_id"], data)).answered
    await petr.read()
    assert len(await here.app.store.joining.open_invitations(None, here.clock.now(), 100)) == held + 2
    await yanka.start(rows[0][2].partition("start=")[2])
    offered = await yanka.read()
    assert (await yanka.tap(offered, said("Accept"))).answered
    await yanka.read_edit(offered)
    assert await grants(here, yanka) == [Grant(Role.OFFICIAL, "mzga-407", Side.BELARUS)]


async def test_a_coordinator_invites_officials_of_the_side(here: Town) -> None:
    """Whoever may not be offered is a fault of the row; with nothing sound there is nothing to tap but «Отменить»."""
    olga = await here.passer_by(COORDINATOR)
    summary = await _sent(olga, "Роль;Организация\nисполнитель;uaz\nадминистратор;\n".encode())
    assert summary["text"].startswith(said("Can be invited: {n} of {all}", n="0", all="2"))
    assert buttons(summary) == [said("Cancel")]
    assert (await olga.tap(summary, said("Cancel"))).answered
    assert (await olga.read_edit(summary))["text"] == said("No invitation is made.")


async def test_a_sheet_is_read_as_well(here: Town) -> None:
    """XLSX with a title above its headings."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Кого пригласить (пример)"], ["ФИО", "Роль", "Сторона"], ["Пример", "координатор", "Беларусь"]):
        sheet.append(row)
    content = BytesIO()
    book.save(content)
    petr = await here.passer_by(ADMINISTRATOR)
    summary = await _sent(petr, content.getvalue(), "people.xlsx")
    assert summary["text"].startswith(said("Can be invited: {n} of {all}", n="1", all="1"))


_NO_ROLE = "The table has no column “Role”. Its headings: Name, Role, Organisation, Side."
_TOO_MANY = "".join(f"Пример {number};подписчик\n" for number in range(501))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("%PDF-1.4 example", said("Nothing of the file was kept.")),
        ("Кто;Что\nПример;исполнитель\n", said(_NO_ROLE)),
        ("Имя;Роль\n;\n", said("There is nobody in the table.")),
        (f"Имя;Роль\n{_TOO_MANY}", said("The table is too long: {n} rows at most.", n="500")),
    ],
    ids=["pdf", "no role", "nobody", "too many"],
)
async def test_a_table_that_will_not_do_is_told(here: Town, content: str, told: str) -> None:
    """One sentence, and nothing made."""
    petr = await here.passer_by(ADMINISTRATOR)
    assert told in (await _sent(petr, content.encode()))["text"]


async def test_forged_and_stale_taps_make_nothing(here: Town) -> None:
    """A tap on a message that answers no table, and a count that the table does not give."""
    petr = await here.passer_by(ADMINISTRATOR)
    await petr.send("/help")
    shown = await petr.read()
    assert (await petr.tap_data(shown["message_id"], "im:3")).text == answer_of("gone")
    summary = await _sent(petr, "Имя;Роль\nПример;подписчик\n".encode())
    assert (await petr.tap_data(summary["message_id"], "im:7")).answered
    assert (await petr.read_edit(summary))["text"] == said(
        "The table gives another number of invitations now. Please send it once more."
    )
