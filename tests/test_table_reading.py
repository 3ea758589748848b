"""A file is read in a process of its own: what it says comes back, and what it does to its reader stays there."""

from datetime import date

import pytest

from bot.plan.kept_table import MOST_KEPT, packed, unpacked
from bot.plan.plan_period import period_of, periods_offered, years
from bot.plan.table import Cell, FileFault, FileUnreadable, Table, TableRow
from bot.plan.table_files import tables_of
from bot.table_reading import answer_to, read_apart
from tests.plan.office_files import HEADING, ROW, text_file, workbook


async def test_tables_come_back_as_they_are() -> None:
    """From another process, packed and unpacked, they are what reading them here gives."""
    content = workbook([("План на 2027 год",), HEADING, ROW, (1.5, date(2027, 1, 9), "=A1", None)], ["A1:C1"])
    assert unpacked(await read_apart(content)) == tables_of(content)


async def test_a_file_at_fault_is_told_from_there() -> None:
    """Its reason comes back as it would here."""
    with pytest.raises(FileUnreadable) as refused:
        await read_apart(b"%PDF-1.7")
    assert refused.value.fault is FileFault.OTHER_FORMAT


async def test_a_reader_that_takes_too_long_is_ended() -> None:
    """It is killed when its time is over, and the file is put aside."""
    with pytest.raises(FileUnreadable) as refused:
        await read_apart(workbook([HEADING, ROW]), seconds=0.01)
    assert refused.value.fault is FileFault.TOO_LONG


async def test_a_reader_that_breaks_is_no_accident(monkeypatch: pytest.MonkeyPatch) -> None:
    """A child that says nothing puts the file aside."""
    monkeypatch.setattr("sys.executable", "/bin/false")
    with pytest.raises(FileUnreadable) as refused:
        await read_apart(text_file([HEADING, ROW]))
    assert refused.value.fault is FileFault.TOO_LONG


def test_the_child_answers_with_tables_or_a_reason() -> None:
    """One sign first, then what it is."""
    assert answer_to(text_file([HEADING, ROW])).startswith(b"+[")
    assert answer_to(b"") == b"-empty"


def test_what_is_too_large_is_not_kept() -> None:
    """A table beyond what may wait in the store is refused."""
    huge = Table("", (TableRow(1, (Cell("а" * (MOST_KEPT + 1)),)),))
    with pytest.raises(FileUnreadable) as refused:
        packed([huge])
    assert refused.value.fault is FileFault.TOO_LARGE


@pytest.mark.parametrize(
    ("title", "deadlines", "expected"),
    [
        ("План мероприятий на 2025–2026 годы", ("2024",), years(2025, 2026)),
        ("План на 2025 и 2026 гг.", (), years(2025, 2026)),
        ("План мероприятий на 2027 год", ("до 1 июля 2027 г.",), years(2027, 2027)),
        ("Мероприятия", ("май 2026 г.", "июнь 2025 г.", "2026 г."), years(2025, 2026)),
        ("Мероприятия", ("ежеквартально",), None),
        ("Мероприятия", ("2025 г.", "2048 г."), None),
        ("Утверждён 1 июля 2024 г.", ("май 2026 г.",), years(2026, 2026)),
    ],
)
def test_the_years_are_told_by_title_or_deadlines(title: str, deadlines: tuple[str, ...], expected: object) -> None:
    """The title first; then the years of the deadlines, when they are near each other."""
    rows = [(title,), HEADING, *((str(number), "Дело", one, "МАЗ") for number, one in enumerate(deadlines, 1))]
    assert period_of(tables_of(workbook(rows))) == expected


def test_a_day_of_a_cell_tells_its_year() -> None:
    """Excel's dates count as words do."""
    assert period_of(tables_of(workbook([HEADING, ("1", "Дело", date(2027, 5, 1), "МАЗ")]))) == years(2027, 2027)


def test_this_year_and_the_next_are_always_offered() -> None:
    """Each period once, the earliest first."""
    offered = periods_offered([years(2025, 2026), years(2030, 2030)], date(2026, 11, 28))
    assert offered == (years(2025, 2026), years(2026, 2026), years(2027, 2027), years(2030, 2030))
