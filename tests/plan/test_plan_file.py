"""A plan's file as offices make it, read whole: XLSX, DOCX and text alike. All plans here are made up."""

from datetime import date

import pytest
from openpyxl import Workbook

from bot.plan.headings import Column, heading_of
from bot.plan.plan_file import RowFault, title_of
from bot.plan.table import FileFault, FileUnreadable
from tests.plan.office_files import (
    HEADING,
    ROW,
    Rows,
    bodies_of,
    cell,
    document,
    paragraph,
    read,
    row_of,
    saved,
    text_file,
    word_row,
    word_table,
    workbook,
)

SPAN2, SPAN5 = '<w:gridSpan w:val="2"/>', '<w:gridSpan w:val="5"/>'
TOP, BELOW = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def numbers(content: bytes) -> list[str]:
    """Return the numbers of the rows read."""
    return [row.number for row in read(content).rows]


def faults(content: bytes) -> list[tuple[RowFault, str, int]]:
    """Return each fault with the number and the place of its row."""
    return [(one.fault, one.number, one.place.row) for one in read(content).faults]


@pytest.mark.parametrize(
    "rows",
    [
        [("Мероприятие", "Срок", "Ответственный"), ("Руководителям заводов написать", "май 2026 г.", "Примеров П. П.")],
        [("Мероприятие", "Срок", "Ответственный"), ("Руководителям заводов написать", "", "Примеров П. П.")],
        [HEADING, ("", "Руководителям заводов написать", "май 2026 г.", "Примеров П. П.")],
        [HEADING, ("1", "Руководителям заводов написать", "", "Примеров П. П.")],
    ],
)
def test_a_row_that_a_person_answers_for_is_no_signature(rows: list[tuple[str, ...]]) -> None:
    """It has a number or a time, or stands in a table where rows have no numbers."""
    assert [row.text for row in read(workbook(rows)).rows] == ["Руководителям заводов написать"]


def test_a_workbook_as_offices_write_it() -> None:
    """Title above, column numbers, sections, two bodies in a cell, a date as a date, notes and totals below."""
    plan = read(
        workbook(
            [
                ("УТВЕРЖДАЮ",),
                ("ПЛАН",),
                ("мероприятий на 2025–2026 годы (пример)",),
                (),
                (*HEADING, "Отметка о выполнении"),
                (1, 2, 3, 4, 5),
                ("I. Промышленность",),
                ("1.1.", "Провести встречу\nпо связям", "II квартал 2026 г.", "Авиастар; Минский автомобильный завод"),
                ("1.2.", "Согласовать перечень", date(2026, 7, 1), "УАЗ,\nМингорисполком", "да"),
                (),
                ("Раздел II. Наука",),
                ("2.1.", "Обменяться студентами", "ежегодно до 1 июля", "УлГУ и УлГТУ"),
                ("Итого мероприятий: 3",),
                ("* Пример примечания",),
                ("Начальник отдела", None, None, "П. П. Примеров"),
                (None, "Заместитель министра", "Примеров П.П."),
            ],
            merged=["A7:E7", "A11:E11"],
            more={"Справочник": [("Код", "Страна"), (1, "Пример")]},
        )
    )
    assert plan.title == "ПЛАН мероприятий на 2025–2026 годы (пример)"
    assert [row_of(row) for row in plan.rows] == [
        ("1.1", "Провести встречу по связям", "once", "2026-06-30"),
        ("1.2", "Согласовать перечень", "once", "2026-07-01"),
        ("2.1", "Обменяться студентами", "recurring", "2025-07-01 2026-07-01"),
    ]
    assert [row.section for row in plan.rows] == ["I. Промышленность", "I. Промышленность", "Раздел II. Наука"]
    assert [row.place.row for row in plan.rows] == [8, 9, 12]
    assert [bodies_of(row) for row in plan.rows] == [
        [("ulyanovsk", "aviastar"), ("belarus", "maz")],
        [("ulyanovsk", "uaz"), ("belarus", "mingorispolkom")],
        [("ulyanovsk", "ulgu"), ("ulyanovsk", "ulgtu")],
    ]
    assert plan.faults == ()


def test_a_document_with_two_storeys_and_a_table_over_the_page() -> None:
    """Merged headings name the sides; the table goes on after a break, with its heading again or without."""
    heading = (
        word_row(
            cell("№", TOP), cell("Наименование мероприятия", TOP), cell("Срок", TOP), cell("Ответственные", SPAN2)
        ),
        word_row(cell("", BELOW), cell("", BELOW), cell("", BELOW), "Ульяновская область", "Республика Беларусь"),
        word_row("1", "2", "3", "4", "5"),
    )
    plan = read(
        document(
            paragraph("План мероприятий (пример)"),
            word_table(
                *heading, word_row(cell("Раздел I", SPAN5)), word_row("1.", "Первое", "2026 год", "Авиастар", "МАЗ")
            ),
            paragraph(""),
            word_table(*heading, word_row("2.", "Второе", "март 2026 г.", "Предприятие (пример)", "Завод (пример)")),
            word_table(word_row("3.", "Третье", "декабрь 2026 г.", "УАЗ", "БГУ")),
            word_table(word_row("Подпись", "И. О. Примеров")),
        )
    )
    assert [row_of(row)[:2] for row in plan.rows] == [("1", "Первое"), ("2", "Второе"), ("3", "Третье")]
    assert {row.section for row in plan.rows} == {"Раздел I"}
    assert [bodies_of(row) for row in plan.rows] == [
        [("ulyanovsk", "aviastar"), ("belarus", "maz")],
        [("ulyanovsk", "Предприятие (пример)"), ("belarus", "Завод (пример)")],
        [("ulyanovsk", "uaz"), ("belarus", "bgu")],
    ]
    assert plan.title == "План мероприятий (пример)"
    assert plan.faults == ()


def test_a_heading_again_on_every_page_is_no_row() -> None:
    """A heading repeated within a table, its row of column numbers too, is passed over."""
    rows: Rows = [HEADING, (1, 2, 3, 4), ROW, HEADING, (1, 2, 3, 4), ("2", "Ещё", "2026 год", "УАЗ")]
    assert numbers(workbook(rows)) == numbers(text_file(rows)) == ["1", "2"]


def test_two_storeys_in_a_workbook() -> None:
    """«Ответственные» over two sides, merged across and down."""
    plan = read(
        workbook(
            [
                ("№", "Мероприятия", "Срок", "Ответственные", None),
                (None, None, None, "от Ульяновской области", "от Республики Беларусь"),
                ("1", "Пример", "2026 год", "Завод «Пример»", "Комитет (пример)"),
            ],
            merged=["A1:A2", "B1:B2", "C1:C2", "D1:E1"],
        )
    )
    assert bodies_of(plan.rows[0]) == [("ulyanovsk", "Завод «Пример»"), ("belarus", "Комитет (пример)")]
    assert plan.headings[0].columns[3] is Column.ULYANOVSK


@pytest.mark.parametrize(
    ("encoding", "separator"),
    [("utf-8", ","), ("utf-8-sig", ";"), ("utf-16", "\t"), ("utf-16-le", ";"), ("utf-16-be", "|"), ("cp1251", ";"),
     ("koi8-r", "|"), ("cp866", "\t")],
)  # fmt: skip
def test_any_usual_encoding_and_separator(encoding: str, separator: str) -> None:
    """The encoding and the separator are found out."""
    rows = [HEADING, ROW, ("2", "Согласовать предложения", "до 1 июля 2026 года", "УАЗ")]
    plan = read(text_file(rows, separator, encoding))
    assert [row_of(row) for row in plan.rows] == [
        ("1", "Провести встречу (пример)", "once", "2026-06-30"),
        ("2", "Согласовать предложения", "once", "2026-07-01"),
    ]


def test_a_belarusian_plan() -> None:
    """Headings, deadlines and bodies in Belarusian."""
    plan = read(
        text_file(
            [
                ("№", "Мерапрыемствы", "Тэрмін выканання", "Адказныя"),
                ("1", "Правесці сустрэчу", "да 1 ліпеня 2026 г.", "Мінгарвыканкам"),
            ],
            encoding="cp1251",
        )
    )
    assert [row_of(row) for row in plan.rows] == [("1", "Правесці сустрэчу", "once", "2026-07-01")]
    assert bodies_of(plan.rows[0]) == [("belarus", "mingorispolkom")]


def test_text_with_quotes_and_lines_within_fields() -> None:
    """Quoted fields keep their separators and line breaks; a quote never closed does not swallow the file."""
    quoted = '№;Мероприятие;Срок;Ответственные\n1;"Провести; потом\nдоложить";2026 год;"УАЗ\nАвиастар"\n'
    plan = read(quoted.encode())
    assert row_of(plan.rows[0])[1] == "Провести; потом доложить"
    assert bodies_of(plan.rows[0]) == [("ulyanovsk", "uaz"), ("ulyanovsk", "aviastar")]
    lines = "".join(f"{number};Пример {number};2026 год;УАЗ\n" for number in range(2, 60))
    broken = f'№;Мероприятие;Срок;Ответственные\n1;"Провести;2026 год;УАЗ\n{lines}'
    assert len(read(broken.encode()).rows) == 59
    assert len(read(b"sep=,\n" + text_file([HEADING, ROW], ",")).rows) == 1


def test_the_numbers_that_excel_spoils() -> None:
    """1.1 as a number, 1.10 as 1.1 again, 1.2 as the 1st of February; the office's numbers come back."""
    written = [1, 1.1, date(2026, 2, 1), "1.3.", 1.4, 1.5, 1.6, 1.7, 1.8, 1.9, 1.1, 1.11, date(2003, 2, 1)]
    rows: Rows = [HEADING, *((number, f"Пример {place}", *ROW[2:]) for place, number in enumerate(written))]
    assert numbers(workbook(rows)) == [
        "1", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "1.8", "1.9", "1.10", "1.11", "1.2.3",
    ]  # fmt: skip
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADING)
    sheet.append((2.1, *ROW[1:]))
    sheet["A2"].number_format = "0.00"
    assert numbers(saved(book)) == ["2.10"]
    spoilt = text_file([HEADING, ("01.фев", *ROW[1:]), ("2026-03-01 00:00:00", *ROW[1:]), ("п. 4)", *ROW[1:])])
    assert numbers(spoilt) == ["1.2", "1.3", "4"]


def test_a_month_that_excel_took_for_a_day() -> None:
    """«Июль 2026» becomes the 1st of July in Excel; shown as a month, it means the whole month."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADING)
    sheet.append(("1", "Пример", date(2026, 7, 1), "УАЗ"))
    sheet["C2"].number_format = "mmm\\-yy"
    row = read(saved(book)).rows[0]
    assert (row.deadline_text, str(row.reading.dates[0])) == ("07.2026", "2026-07-31")


def test_every_fault_has_its_row() -> None:
    """Missing and unreadable deadlines, doubled numbers, no responsible, no text, misprints; and nothing invented."""
    rows: Rows = [
        HEADING,
        ("1", "Без срока", "", "УАЗ"),
        ("2", "Нет такого дня", "31 июня 2026 г.", "УАЗ"),
        ("3", "Никто", "2026 год", ""),
        ("3", "Тот же номер", "2026 год", "УАЗ"),
        ("4", "", "2026 год", "УАЗ"),
        ("5", "Опечатка", "II кварталл 2026 г.", "УАЗ"),
        ("6", "Всё ладно", "постоянно", "УАЗ"),
    ]
    expected = [
        (RowFault.NO_DEADLINE, "1", 2),
        (RowFault.UNREADABLE_DEADLINE, "2", 3),
        (RowFault.NO_RESPONSIBLE, "3", 4),
        (RowFault.DUPLICATE_NUMBER, "3", 5),
        (RowFault.NO_TEXT, "4", 6),
        (RowFault.NOTE, "5", 7),
    ]
    for content in (workbook(rows), text_file(rows), document(word_table(*(word_row(*row) for row in rows)))):
        assert faults(content) == expected
        assert [row.number for row in read(content).rows if row.sound] == ["5", "6"]


def test_one_number_in_two_sections_is_no_fault() -> None:
    """Numbers that begin anew in each section are as the office means them."""
    rows: Rows = [HEADING, ("Промышленность",), ROW, ("Наука",), ROW]
    assert faults(workbook(rows)) == []
    assert [row.section for row in read(text_file(rows)).rows] == ["Промышленность", "Наука"]


def test_sections_with_numbers_in_the_column_of_numbers() -> None:
    """«1 | Промышленность» above 1.1, and «II | Наука», are sections; a row that lacks all else is not."""
    rows: Rows = [
        HEADING,
        ("1", "Промышленность", "", ""),
        ("1.1", "Пример", "2026 год", "УАЗ"),
        ("II", "Наука", "", ""),
        ("1", "Пример", "2026 год", "УлГУ"),
        ("2", "Без всего", "", ""),
        ("3", "Пример", "2026 год", "УлГУ"),
    ]
    plan = read(text_file(rows))
    assert [(row.number, row.section) for row in plan.rows] == [
        ("1.1", "1 Промышленность"),
        ("1", "II Наука"),
        ("2", "II Наука"),
        ("3", "II Наука"),
    ]
    assert faults(text_file(rows)) == [(RowFault.NO_DEADLINE, "2", 6), (RowFault.NO_RESPONSIBLE, "2", 6)]


def test_a_row_over_several_lines_is_one() -> None:
    """What has neither number nor text goes on with the row above, as does a line that begins with a small letter."""
    rows: Rows = [
        HEADING,
        ("1", "Провести встречу предприятий", "июнь 2025 г.", "УАЗ"),
        ("", "и доложить о ней", "", ""),
        ("", "", "июнь 2026 г.", "Авиастар"),
        ("2", "Другое", "2026 год", "МАЗ"),
    ]
    for content in (workbook(rows), text_file(rows)):
        plan = read(content)
        assert row_of(plan.rows[0]) == (
            "1", "Провести встречу предприятий и доложить о ней", "recurring", "2025-06-30 2026-06-30",
        )  # fmt: skip
        assert bodies_of(plan.rows[0]) == [("ulyanovsk", "uaz"), ("ulyanovsk", "aviastar")]
        assert len(plan.rows) == 2


def test_a_number_merged_down_is_one_row() -> None:
    """A commitment with a merged number and text and two deadlines below each other."""
    plan = read(
        workbook(
            [HEADING, ("1", "Пример", "май 2025 г.", "УАЗ"), (None, None, "май 2026 г.", None), ("2", *ROW[1:])],
            merged=["A2:A3", "B2:B3", "D2:D3"],
        )
    )
    assert [row_of(row)[3] for row in plan.rows] == ["2025-05-31 2026-05-31", "2026-06-30"]


def test_revisions_of_a_document_are_as_accepted() -> None:
    """Deleted text and rows are dropped, inserted ones kept; moved text stands where it was moved to."""
    changed = (
        "<w:r><w:t>Провести </w:t></w:r><w:del><w:r><w:delText>совещание</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>встречу</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>прежде</w:t></w:r></w:moveFrom>"
    )
    plan = read(
        document(
            word_table(
                word_row(*HEADING),
                word_row("1", cell(changed), "2026 год", "УАЗ"),
                word_row("2", "Снято", "2026 год", "УАЗ", properties="<w:del/>"),
                word_row("3", "Внесено", "2026 год", "УАЗ", properties="<w:ins/>"),
            )
        )
    )
    assert [row_of(row)[:2] for row in plan.rows] == [("1", "Провести встречу"), ("3", "Внесено")]


def test_numbers_that_word_counts_itself() -> None:
    """A column numbered as a list has its numbers, level by level."""
    numbering = (
        '<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:abstractNum w:abstractNumId="0">'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2."/></w:lvl>'
        '<w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>'
        '<w:lvl w:ilvl="3"><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%4."/></w:lvl>'
        '</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )

    def level(of: int, numbered: int = 7) -> str:
        return cell(f'<w:pPr><w:numPr><w:ilvl w:val="{of}"/><w:numId w:val="{numbered}"/></w:numPr></w:pPr>')

    levels = (level(0), level(1), level(1), level(0), level(1), level(3))
    rows = (word_row(one, *ROW[1:]) for one in (*levels, level(2), level(0, 9)))
    content = document(word_table(word_row(*HEADING), *rows), parts={"word/numbering.xml": numbering})
    assert numbers(content) == ["1", "1.1", "1.2", "2", "2.1", "I", "", ""]


def test_columns_without_headings_are_guessed_and_said() -> None:
    """A table that names no columns is read by what stands in them, and a person is asked to check."""
    rows: Rows = [
        ("1", "Провести встречу предприятий", "II квартал 2026 г.", "Авиастар"),
        ("2", "Согласовать перечень товаров", "до 1 июля 2026 года", "УАЗ"),
    ]
    plan = read(text_file(rows))
    assert [row_of(row)[3] for row in plan.rows] == ["2026-06-30", "2026-07-01"]
    assert bodies_of(plan.rows[1]) == [("ulyanovsk", "uaz")]
    assert [one.fault for one in plan.faults] == [RowFault.GUESSED_COLUMNS]
    assert not plan.headings[0].sure


def test_columns_that_a_plan_lacks_are_said_once() -> None:
    """A plan without deadlines, or without anyone responsible, is read, and the lack is one fault, not one a row."""
    without_dates = text_file([("№", "Мероприятие", "Ответственный"), ("1", "Пример", "УАЗ"), ("2", "Ещё", "УАЗ")])
    assert [one[0] for one in faults(without_dates)] == [RowFault.NO_DEADLINE_COLUMN]
    nobody = text_file([("№", "Мероприятие", "Срок"), ("1", "Пример", "2026 год"), ("2", "Ещё", "2026 год")])
    assert [one[0] for one in faults(nobody)] == [RowFault.NO_RESPONSIBLE_COLUMN]


def test_a_formula_counts_when_its_value_is_there() -> None:
    """A formula that nobody has counted is a fault of its row; the row's other cells are read."""
    rows: Rows = [HEADING, ("=A1&1", "Пример", "2026 год", "УАЗ"), ("2", "Пример", "=DATE(2026;7;1)", "УАЗ")]
    assert [(fault, place) for fault, _, place in faults(workbook(rows))] == [
        (RowFault.UNCOUNTED, 2),
        (RowFault.UNCOUNTED, 3),
    ]


def test_numbers_at_the_beginning_of_the_text() -> None:
    """Without a column of numbers, the number that begins the text is the row's."""
    plan = read(text_file([("Мероприятие", "Срок"), ("1.1. Провести встречу", "2026 год")]))
    assert row_of(plan.rows[0])[:2] == ("1.1", "Провести встречу")


def test_a_table_of_something_else_is_no_plan() -> None:
    """Tables without commitments are refused in one way."""
    for content in (
        workbook([("Код", "Страна"), ("1", "Пример")]),
        document(word_table(word_row("Подпись", "И. О. Примеров"))),
        workbook([HEADING]),
        text_file([("а", "б"), ("в", "г")]),
    ):
        with pytest.raises(FileUnreadable) as refused:
            read(content)
        assert refused.value.fault is FileFault.NO_COLUMNS


def test_a_plan_without_a_title_is_called_after_its_file() -> None:
    """The file's name in words."""
    assert read(text_file([HEADING, ROW])).title == ""
    assert title_of("дир/План_на_2026.xlsx") == "План на 2026"


def test_sectors_follow_from_words_and_bodies() -> None:
    """A row is of the sectors that its words name, else of the one that its bodies have in common."""
    rows: Rows = [
        HEADING,
        ("1", "Развивать станкостроение", "2026 год", "УАЗ"),
        ("2", "Подписать протокол", "2026 год", "Авиастар"),
        ("3", "Подписать протокол снова", "2026 год", "Авиастар; УАЗ"),
    ]
    assert [row.sectors for row in read(workbook(rows)).rows] == [("stankostroenie",), ("aviastroenie",), ()]


def test_cells_merged_down_are_of_every_row_they_cover() -> None:
    """A deadline or a body merged over several commitments is of each; «то же» is what stands above."""
    plan = read(
        workbook(
            [
                HEADING,
                ("1", "Первое", "II квартал 2026 г.", "УАЗ"),
                ("2", "Второе", None, None),
                ("3", "Третье", "то же", "-//-"),
                (None, "Начальник (пример)", None, "П. П. Примеров"),
            ],
            merged=["C2:C3", "D2:D3"],
        )
    )
    assert [row_of(row)[3] for row in plan.rows] == ["2026-06-30"] * 3
    assert [bodies_of(row) for row in plan.rows] == [[("ulyanovsk", "uaz")]] * 3
    assert plan.faults == ()


def test_of_beginning_and_end_the_end_is_the_deadline() -> None:
    """Two columns under «Срок»: when it begins is not when it is due."""
    rows: Rows = [
        ("№", "Мероприятие", "Срок", None, "Исполнитель"),
        (None, None, "начало", "окончание", None),
        (1, "Первое", date(2026, 3, 1), date(2026, 6, 1), "УАЗ"),
    ]
    plan = read(workbook(rows, merged=["C1:D1", "A1:A2", "B1:B2", "E1:E2"]))
    assert [row_of(row)[3] for row in plan.rows] == ["2026-06-01"]


def test_columns_of_years_give_their_year() -> None:
    """Under «2026 год», «III квартал» is of 2026, and a mark means the year."""
    rows: Rows = [
        ("№", "Мероприятие", "Срок", None, "Исполнитель"),
        (None, None, "2025 год", "2026 год", None),
        (1, "Первое", None, "III квартал", "УАЗ"),
        (2, "Второе", "+", None, "УАЗ"),
    ]
    plan = read(workbook(rows, merged=["C1:D1", "A1:A2", "B1:B2", "E1:E2"]))
    assert [row_of(row)[3] for row in plan.rows] == ["2026-09-30", "2025-12-31"]


def test_three_storeys() -> None:
    """«Ответственные» over the sides over «орган» and «ФИО»."""
    rows: Rows = [
        ("№\nп/п", "Содержание мероприятия", "Срок", "Ответственные исполнители", None, None, None),
        (None, None, None, "Российская сторона", None, "Белорусская сторона", None),
        (None, None, None, "орган", "ФИО", "орган", "ФИО"),
        (1, 2, 3, 4, 5, 6, 7),
        ("1.", "Первое", "2026", "Завод (пример)", "П. П. Примеров", "МАЗ", "О. О. Образцов"),
    ]
    plan = read(workbook(rows, merged=["D1:G1", "D2:E2", "F2:G2", "A1:A3", "B1:B3", "C1:C3"]))
    assert [bodies_of(row) for row in plan.rows] == [[("ulyanovsk", "Завод (пример)"), ("belarus", "maz")]]


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("№ п/п", Column.NUMBER),
        ("N", Column.NUMBER),
        ("Наименование мероприятия по сотрудничеству с Республикой Беларусь", Column.TEXT),
        ("Наименование", Column.TEXT),
        ("Мероприятие, ожидаемый результат", Column.TEXT),
        ("Ожидаемый результат мероприятия", Column.OTHER),
        ("Отметка о выполнении мероприятия", Column.OTHER),
        ("Примечание (срок)", Column.OTHER),
        ("Сроки исполнения мероприятия", Column.DEADLINE),
        ("Дата проведения", Column.DEADLINE),
        ("Тэрмін выканання", Column.DEADLINE),
        ("Наименование ответственного исполнителя", Column.RESPONSIBLE),
        ("Ответственные (Ульяновская область / Республика Беларусь)", Column.RESPONSIBLE),
        ("Исполнитель от Республики Беларусь", Column.BELARUS),
        ("Российская сторона", Column.ULYANOVSK),
        ("Федеральные органы исполнительной власти Российской Федерации", Column.FEDERAL),
        ("Стороны", Column.SIDE),
        ("Раздел плана", Column.SECTION),
        ("Код", None),
        ("", None),
        ("Мероприятие " * 30, None),
    ],
)
def test_what_a_heading_says(heading: str, column: Column | None) -> None:
    """Of several things named the first counts; a side beside a commitment is part of its name."""
    assert heading_of(heading) is column


def test_a_column_of_sides_and_one_of_sections() -> None:
    """«Сторона» beside a body puts it on its side; a column of sections names them in each row."""
    rows: Rows = [
        ("Раздел", "№", "Мероприятие", "Срок", "Сторона", "Ответственный"),
        ("Наука", "1", "Первое", "2026 год", "Беларусь", "Комитет (пример)"),
    ]
    plan = read(text_file(rows))
    assert plan.rows[0].section == "Наука"
    assert bodies_of(plan.rows[0]) == [("belarus", "Комитет (пример)")]


def test_commitments_under_another_word_are_found_and_to_be_confirmed() -> None:
    """«Инициатива» is the column of commitments when nothing else can be, and a person is asked."""
    plan = read(text_file([("№", "Инициатива", "Срок", "Ответственный"), ("1", "Первое", "2026 год", "УАЗ")]))
    assert row_of(plan.rows[0])[1] == "Первое"
    assert [one.fault for one in plan.faults] == [RowFault.GUESSED_COLUMNS]
