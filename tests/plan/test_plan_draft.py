"""What a person chose is remembered whole, and a draft's stamp changes with what it was decided from."""

from dataclasses import replace
from datetime import date

from bot.plan.headings import Column
from bot.plan.kept_table import packed
from bot.plan.near_bodies import near_bodies
from bot.plan.phrase_reading import PlanPeriod
from bot.plan.plan_draft import Choices, choices_of, faults_of, plan_draft, read_kept
from bot.plan.plan_period import years
from bot.plan.table_files import tables_of
from storage.import_records import SaidBody
from storage.register_records import Side
from tests.language.starter import starter
from tests.plan.office_files import HEADING, Rows, names, workbook

PERIOD = years(2025, 2026)
ROWS: Rows = [
    HEADING,
    ("1", "Провести встречу", "до 1 июля 2026 г.", "Общество Примеров; МАЗ"),
    ("2", "Доложить", "31 июня 2026 г.", "МАЗ"),
    ("3", "Показать", "начало июня 2026 г.", "МАЗ"),
]


def test_choices_come_back_as_they_were() -> None:
    """Through the store's JSON; the last word on a column counts."""
    period = PlanPeriod(date(2026, 2, 1), date(2026, 12, 31))
    chosen = Choices(period).with_column(2, 3, Column.TEXT).with_column(1, 0, Column.OTHER)
    chosen = chosen.with_column(2, 3, Column.DEADLINE)
    assert chosen.columns == ((1, ((0, Column.OTHER),)), (2, ((3, Column.DEADLINE),)))
    assert choices_of(chosen.as_json()) == chosen


def test_columns_told_hold_over_those_read() -> None:
    """A column told to be something else is nothing any more; another takes its place."""
    kept = packed(tables_of(workbook(ROWS)))
    chosen = Choices(PERIOD).with_column(1, 3, Column.TEXT).with_column(1, 1, Column.OTHER)
    read = read_kept(kept, chosen, (), names())
    assert [row.text for row in read.rows][1:] == ["МАЗ", "МАЗ"]


def test_what_was_said_of_a_wording_holds() -> None:
    """An organisation, or a side for what stays as written; one that the register has no more is not meant."""
    kept = packed(tables_of(workbook(ROWS)))

    def first_owing(*said: SaidBody) -> tuple[str | None, Side | None]:
        one = read_kept(kept, Choices(PERIOD), said, names()).rows[0].responsible[0]
        return one.organisation, one.side

    assert first_owing() == (None, None)
    assert first_owing(SaidBody("ОБЩЕСТВО  примеров", "uaz", None)) == ("uaz", Side.ULYANOVSK)
    assert first_owing(SaidBody("Общество Примеров", None, Side.BELARUS)) == (None, Side.BELARUS)
    assert first_owing(SaidBody("Общество Примеров", "nosuch", None)) == (None, None)


def test_a_stamp_tells_drafts_apart() -> None:
    """The same for the same, another for another plan or period."""
    read = read_kept(packed(tables_of(workbook(ROWS))), Choices(PERIOD), (), names())
    draft = plan_draft(read, PERIOD, "план.xlsx", ())
    assert draft.stamp == plan_draft(read, PERIOD, "план.xlsx", ()).stamp
    others = (
        plan_draft(replace(read, title="Иначе"), PERIOD, "план.xlsx", ()),
        plan_draft(read, years(2027, 2027), "", ()),
    )
    assert draft.stamp not in {one.stamp for one in others}
    assert (len(draft.held), draft.noted()["held"], list(draft.unknown)) == (1, 1, ["Общество Примеров"])
    assert len(faults_of(draft)) > len(faults_of(draft, notes=False))


def test_the_nearest_organisations_are_offered() -> None:
    """By the words that they share; what shares none is not offered."""
    near = near_bodies("Минский автозавод", starter(), 5)
    assert "maz" in {one.slug for one in near}
    assert near_bodies("Ыыы", starter(), 5) == ()
