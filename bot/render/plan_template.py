"""A table for an office to fill in: headings, examples marked as such, and a sheet that says how.

It is in Russian, as the plan is; what the importer reads of it has no fault.
"""

from io import BytesIO
from typing import TYPE_CHECKING, Final

from bot.render.catalogue import Translator

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

TEMPLATE_FILE: Final = "план-образец.xlsx"
_TITLE: Final = "План мероприятий на 2025–2026 годы (образец для заполнения)"
_HEADINGS: Final = (
    ("№ п/п", 8), ("Мероприятие", 60), ("Срок исполнения", 28), ("Ответственные исполнители, Ульяновская область", 36),
    ("Ответственные исполнители, Республика Беларусь", 36), ("Примечание", 24),
)  # fmt: skip
_ROWS: Final = (
    ("Раздел I. ПРИМЕР раздела",),
    ("1", "ПРИМЕР: провести встречу рабочей группы", "II квартал 2026 г.", "Правительство Ульяновской области",
     "", "Пример: удалите эту строку"),
    ("2", "ПРИМЕР: согласовать перечень проектов", "до 1 июля 2026 г.", "Правительство Ульяновской области",
     "МАЗ", "Пример: удалите эту строку"),
    ("3", "ПРИМЕР: обмениваться сведениями о ходе работ", "ежеквартально", "Правительство Ульяновской области",
     "", "Пример: удалите эту строку"),
)  # fmt: skip
_PHRASES: Final = (
    "до 1 июля 2026 г.", "II квартал 2026 г.", "июнь 2026 г.", "ежеквартально", "ежегодно до 1 декабря",
    "2025–2026 гг.", "постоянно",
)  # fmt: skip
_HOW: Final = (
    "Как заполнять",
    "Одна строка — одно дело. Название раздела — отдельной строкой, в первом столбце.",
    "Номера в разделе не повторяются.",
    "Срок — датой или словами: «до 1 июля 2026 г.», «II квартал 2026 г.», «ежеквартально», «постоянно».",
    "Месяц, квартал, полугодие, год означают свой последний день.",
    "Несколько организаций — через точку с запятой или с новой строки.",
    "Столбцы можно переставлять; названия столбцов не меняйте.",
    "Строки с пометкой ПРИМЕР удалите.",
    "Готовый файл пришлите боту: он покажет, что понял, и спросит.",
)
_VALIDATED: Final = 500  # rows


def plan_template() -> bytes:
    """Return the workbook."""
    from openpyxl import Workbook  # noqa: PLC0415 - slow to import, and seldom needed

    book = Workbook()
    sheet = book.create_sheet("План", 0)
    book.remove(book.worksheets[1])
    sheet.append([_TITLE])
    sheet.append([])
    sheet.append([words for words, _ in _HEADINGS])
    for row in _ROWS:
        sheet.append(list(row))
    _shape(sheet)
    _validate(sheet)
    how = book.create_sheet("Как заполнять")
    how.column_dimensions["A"].width = 100
    for line in _HOW:
        how.append([line])
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _shape(sheet: "Worksheet") -> None:
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415 - as above
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    sheet["A1"].font = Font(bold=True, size=14)
    for number, (_, width) in enumerate(_HEADINGS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
        sheet.cell(3, number).font = Font(bold=True)
    for row in sheet.iter_rows(min_row=3):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for row in sheet.iter_rows(min_row=4, max_row=3 + len(_ROWS)):
        for cell in row:
            cell.font = Font(italic=True, color="808080")
    for cell in sheet["A"][3:_VALIDATED]:
        cell.number_format = "@"  # else Excel makes a date of «1.1»
    sheet.freeze_panes = "A4"


def _validate(sheet: "Worksheet") -> None:
    """Offer usual deadlines and say what is wanted; other words are allowed."""
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415 - as above

    deadline = DataValidation(type="list", formula1=f'"{",".join(_PHRASES)}"', allow_blank=True)
    deadline.showErrorMessage, deadline.showInputMessage = False, True
    deadline.promptTitle, deadline.prompt = "Срок", "Дата или слова: «до 1 июля 2026 г.», «II квартал 2026 г.»"
    text = DataValidation(type="textLength", operator="between", formula1="3", formula2="2000", allow_blank=True)
    text.errorTitle, text.error = "Мероприятие", "Текст от 3 до 2000 знаков"
    text.showErrorMessage = True
    sheet.add_data_validation(deadline)
    sheet.add_data_validation(text)
    deadline.add(f"C4:C{_VALIDATED}")
    text.add(f"B4:B{_VALIDATED}")


def template_caption(tr: Translator) -> str:
    """Return what is said under the template."""
    return tr.plain("Fill it in and send it back. Rows marked as examples are to be removed.")
