"""A round of plan files written as offices write them before it was seen how they are read. All rows are made up.

Each case tells the sound rows (number, first words, dates) and the faults (number, kind) that the file must give.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from bot.plan.plan_file import RowFault
from tests.plan.office_files import (
    Rows,
    cell,
    document,
    paragraph,
    read,
    run,
    text_file,
    word_row,
    word_table,
    workbook,
)

NO_DEADLINE, UNREADABLE, DOUBLE = RowFault.NO_DEADLINE, RowFault.UNREADABLE_DEADLINE, RowFault.DUPLICATE_NUMBER
NOBODY = RowFault.NO_RESPONSIBLE


@dataclass(frozen=True)
class Case:
    """A file, its sound rows and its faults that stop a row."""

    content: bytes
    rows: tuple[tuple[str, str, str], ...]
    faults: tuple[tuple[str, RowFault], ...] = ()


_TWO_STOREYS: Rows = [
    ("УТВЕРЖДЁН",),
    ("План совместных мероприятий на 2025–2026 годы",),
    (),
    ("№", "Наименование мероприятия", "Срок реализации", "Ответственные исполнители", None, "Отметка об исполнении"),
    (None, None, None, "от Ульяновской области", "от Республики Беларусь", None),
    (1, 2, 3, 4, 5, 6),
    ("1. Промышленность",),
    ("1.1", "Провести биржу контактов", "IV квартал 2025 г.", "УАЗ", "МАЗ", "исполнено"),
    ("1.2", "Обменяться каталогами", "ежегодно до 1 марта", "УАЗ", "МАЗ", None),
    ("2. Сельское хозяйство",),
    ("2.1", "Провести день поля", "июль 2026 г.", "УАЗ", "МАЗ", None),
    ("Итого мероприятий: 3",),
    ("* Сроки могут уточняться",),
]
_FLOATS: Rows = [
    ("№ п/п", "Мероприятие", "Срок", "Исполнитель"),
    (1.1, "Первое дело", datetime(2026, 3, 31, tzinfo=UTC).replace(tzinfo=None), "УАЗ"),
    (1.2, "Второе дело", date(2026, 4, 30), "УАЗ; МАЗ"),
    (1.9, "Девятое дело", "до 01.05.2026", "МАЗ"),
    (1.1, "Десятое дело", "май 2026", "МАЗ"),
]
_FAULTY: Rows = [
    ("№", "Содержание мероприятия", "Сроки", "Ответственный"),
    ("1", "Дело первое", "до 31.06.2026", "УАЗ"),
    ("2", "Дело второе", "", "УАЗ"),
    ("3", "Дело третье", "май 2026 г.", ""),
    ("3", "Дело третье снова", "июнь 2026 г.", "УАЗ"),
    ("4", "Дело четвёртое", "как получится", "УАЗ"),
    ("5", "Дело пятое", "II квартал 2026 г.", "УАЗ"),
]
_SIDES: Rows = [
    ("№", "Мероприятие", "Срок", "Ульяновская область", "Республика Беларусь"),
    ("1", "Провести семинар\n(в режиме видеосвязи)", "до 1 июля\n2026 г.", "УАЗ,\nАвиастар", "МАЗ"),
    ("2", "Подписать протокол", "3 квартал 2025 года", "Авиастар", ""),
]
_BELARUSIAN: Rows = [
    ("План мерапрыемстваў на 2026 год",),
    ("№", "Мерапрыемства", "Тэрмін выканання", "Адказныя выканаўцы"),
    ("1", "Правесці сустрэчу", "да 1 ліпеня 2026 г.", "МАЗ"),
    ("2", "Падрыхтаваць прапановы", "II квартал 2026 г.", "УАЗ"),
    ("3", "Абменьвацца звесткамі", "штоквартальна", "МАЗ"),
]
_PLAIN: Rows = [
    ("№", "Мероприятие", "Срок исполнения", "Ответственные"),
    ("1", "Провести встречу", "до 1 июля 2026 г.", "УАЗ"),
    ("2", "Согласовать перечень", "август 2026 г.", "МАЗ"),
]
_PLAIN_ROWS = (("1", "Провести встречу", "2026-07-01"), ("2", "Согласовать перечень", "2026-08-31"))
_NEXT: Rows = [
    ("№ п.п.", "Мероприятия", "Дата проведения", "Ответственные за исполнение", "Примечание"),
    ("I", "Торговля", None, None, None),
    ("1)", "Открыть представительство", "до конца 2026 года", "МАЗ", "по согласованию"),
    ("2)", "Провести ярмарку", "с 1 по 10 октября 2025 г.", "УАЗ", None),
    (None, None, None, None, None),
    ("II", "Наука", None, None, None),
    ("1)", "Провести конференцию", "апрель 2025 г., апрель 2026 г.", "УАЗ", None),
    ("Заместитель министра", None, None, "И. И. Примеров", None),
]
_GONE = "<w:del><w:r><w:delText>май 2026 г.</w:delText></w:r></w:del>"
_REVISED = word_table(
    word_row("№", "Мероприятие", "Срок", "Ответственные"),
    word_row(
        "1", "Провести встречу",
        cell(f"{_GONE}<w:ins>{run('июнь 2026 г.')}</w:ins>"), "УАЗ",
    ),
    word_row("2", "Удалённая строка", "май 2026 г.", "УАЗ", properties="<w:del/>"),
    word_row("3", "Вставленная строка", "сентябрь 2026 г.", "МАЗ", properties="<w:ins/>"),
)  # fmt: skip
_PAGES = document(
    paragraph("ПЛАН"),
    paragraph("мероприятий на 2025–2026 годы"),
    word_table(word_row("№", "Мероприятие", "Срок", "Ответственные"), word_row("1", "Первое", "май 2026 г.", "УАЗ")),
    word_table(word_row("№", "Мероприятие", "Срок", "Ответственные"), word_row("2", "Второе", "июнь 2026 г.", "МАЗ")),
    paragraph("Согласовано: Примеров П. П."),
)

_QUARTERS = "2025-03-31 2025-06-30 2025-09-30 2025-12-31 2026-03-31 2026-06-30 2026-09-30 2026-12-31"

CASES = {
    "two storeys": Case(
        workbook(_TWO_STOREYS, ["D4:E4", "A4:A5", "B4:B5", "C4:C5", "F4:F5", "A7:F7", "A10:F10"]),
        (("1.1", "Провести биржу", "2025-12-31"), ("1.2", "Обменяться", "2025-03-01 2026-03-01"),
         ("2.1", "Провести день", "2026-07-31")),
    ),
    "floats and dates": Case(
        workbook(_FLOATS),
        (("1.1", "Первое", "2026-03-31"), ("1.2", "Второе", "2026-04-30"), ("1.9", "Девятое", "2026-05-01"),
         ("1.10", "Десятое", "2026-05-31")),
    ),
    "faults": Case(
        workbook(_FAULTY),
        (("5", "Дело пятое", "2026-06-30"),),
        (("1", UNREADABLE), ("2", NO_DEADLINE), ("3", NOBODY), ("3", DOUBLE), ("4", UNREADABLE)),
    ),
    "sides in columns": Case(
        workbook(_SIDES), (("1", "Провести семинар", "2026-07-01"), ("2", "Подписать", "2025-09-30"))
    ),
    "Belarusian": Case(
        workbook(_BELARUSIAN),
        (("1", "Правесці", "2026-07-01"), ("2", "Падрыхтаваць", "2026-06-30"),
         ("3", "Абменьвацца", _QUARTERS)),
    ),
    "second sheet": Case(workbook(_PLAIN, more={"Справка": [("Телефоны",), ("УАЗ", "123")]}), _PLAIN_ROWS),
    "windows-1251": Case(text_file(_PLAIN, ";", "cp1251"), _PLAIN_ROWS),
    "tabs": Case(text_file(_PLAIN, "\t"), _PLAIN_ROWS),
    "UTF-16": Case(text_file(_PLAIN, "\t", "utf-16"), _PLAIN_ROWS),
    "commas, quoted": Case(
        '№,Мероприятие,Срок,Ответственные\n1,"Провести встречу, обсудить",до 1 июля 2026 г.,"УАЗ, МАЗ"\n'.encode(),
        (("1", "Провести встречу, обсудить", "2026-07-01"),),
    ),
    "roman sections, brackets": Case(
        workbook(_NEXT),
        (("1", "Открыть", "2026-12-31"), ("2", "Провести ярмарку", "2025-10-10"),
         ("1", "Провести конференцию", "2025-04-30 2026-04-30")),
    ),
    "revisions": Case(
        document(_REVISED), (("1", "Провести", "2026-06-30"), ("3", "Вставленная", "2026-09-30"))
    ),
    "pages of a document": Case(_PAGES, (("1", "Первое", "2026-05-31"), ("2", "Второе", "2026-06-30"))),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_every_sound_row_comes_in_and_every_fault_is_told(name: str) -> None:
    """None is missing, none invented."""
    case = CASES[name]
    found = read(case.content)
    sound = [(row.number, row.text, " ".join(map(str, row.reading.dates))) for row in found.rows if row.sound]
    assert [(number, dates) for number, _, dates in sound] == [(number, dates) for number, _, dates in case.rows]
    assert all(text.startswith(words) for (_, text, _), (_, words, _) in zip(sound, case.rows, strict=True))
    stopping = [(one.number, one.fault) for one in found.faults if one.fault is not RowFault.NOTE]
    assert stopping == list(case.faults)
