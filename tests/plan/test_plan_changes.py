"""What a new version of a plan changes: rows are recognised by number and text. All rows here are made up."""

from dataclasses import replace
from datetime import date

from bot.plan.plan_changes import plan_changes, plan_version
from storage.records import Commitment, CommitmentState, Deadline, NewCommitment, NewPlan, PlanVersion, Responsible
from storage.register_records import Side

JUNE, JULY = date(2026, 6, 1), date(2026, 7, 1)
MAZ = Responsible("МАЗ", Side.BELARUS, "maz")


def row(number: str, text: str, *due: date, section: str = "Раздел") -> NewCommitment:
    """An example row."""
    return NewCommitment(number, text, section, "до …", due, (MAZ,), ())


def stored(*rows: NewCommitment) -> list[Commitment]:
    """These rows as they stand in the store."""
    return [
        Commitment(
            id=place,
            plan_slug="primer",
            plan_title="Пример",
            example=True,
            number=one.number,
            text=one.text,
            section=one.section,
            deadline_text=one.deadline_text,
            state=CommitmentState.OPEN,
            version=1,
            deadlines=tuple(Deadline(place * 10 + n, due, due) for n, due in enumerate(one.due)),
            responsible=one.responsible,
        )
        for place, one in enumerate(rows, 1)
    ]


def version(known: list[Commitment], *rows: NewCommitment, faulty: tuple[NewCommitment, ...] = ()) -> PlanVersion:
    """Decide on a version of these rows."""
    plan = NewPlan("primer", "Пример", date(2025, 1, 1), date(2026, 12, 31), example=True, commitments=rows)
    return plan_version(plan, known, faulty)


def known_ids(made: PlanVersion) -> list[int | None]:
    """Return which stored commitment each row is."""
    return [one.known.id if one.known else None for one in made.rows]


MEET, AGREE, TEACH = "Провести встречу предприятий", "Согласовать перечень товаров", "Обменяться студентами"


def test_the_same_rows_are_the_same() -> None:
    """Spaces, case and a full stop at the end make no other row, but a changed one."""
    rows = (row("1", MEET, JUNE), row("2", AGREE))
    made = version(stored(*rows), *rows)
    assert known_ids(made) == [1, 2]
    changes = plan_changes(made)
    assert (changes.new, changes.changed, changes.gone, changes.same) == ((), (), (), 2)
    assert known_ids(version(stored(*rows), row("1", MEET.upper() + " ."), row("2", AGREE))) == [1, 2]


def test_a_renumbered_row_is_known_by_its_text() -> None:
    """A row put in between moves the numbers on; the rows stay who they were."""
    made = version(stored(row("1", MEET), row("2", AGREE)), row("1", TEACH), row("2", MEET), row("3", AGREE))
    assert known_ids(made) == [None, 1, 2]
    changes = plan_changes(made)
    assert [one.number for one in changes.new] == ["1"]
    assert [one.fields for one in changes.changed] == [("number",), ("number",)]
    assert changes.gone == ()


def test_a_reworded_row_is_known_by_its_number() -> None:
    """A text that is much the same under its number is reworded; another text is another commitment."""
    known = stored(row("1", MEET), row("2", AGREE))
    made = version(known, row("1", MEET + " обеих сторон"), row("2", TEACH))
    assert known_ids(made) == [1, None]
    changes = plan_changes(made)
    assert [one.fields for one in changes.changed] == [("text",)]
    assert [one.id for one in changes.gone] == [2]


def test_the_same_text_in_two_sections_is_two_rows() -> None:
    """Rows that only their sections tell apart find their own."""
    rows = (row("1", MEET, section="А"), row("1", MEET, section="Б"))
    assert known_ids(version(stored(*rows), rows[1], rows[0])) == [2, 1]


def test_moved_deadlines_are_told_with_both_dates() -> None:
    """What was due in June and is due in July is told so."""
    (changed,) = plan_changes(version(stored(row("1", MEET, JUNE)), row("1", MEET, JULY))).changed
    assert (changed.fields, changed.before, changed.after) == (("due",), (JUNE,), (JULY,))


def test_a_row_with_a_fault_is_not_gone() -> None:
    """What the file has, though with a fault, stays as it stands and is not told as gone from the file."""
    known = stored(row("1", MEET, JUNE), row("2", AGREE))
    faulty = (replace(row("1", MEET), deadline_text="31 июня"),)
    made = version(known, row("2", AGREE), faulty=faulty)
    assert [one.id for one in made.gone] == [1]
    assert plan_changes(made, faulty).gone == ()


def test_rows_without_a_number_are_known_by_text_alone() -> None:
    """Two rows without numbers never become each other."""
    known = stored(row("", MEET), row("", AGREE))
    assert known_ids(version(known, row("", MEET + " снова"))) == [None]
