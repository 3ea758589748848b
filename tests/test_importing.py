"""`import-plan`: what it prints, what it stores, and how it ends. All plans here are made up."""

import asyncio
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from bot.__main__ import main
from bot.config import DEFAULTS
from bot.plan.phrase_reading import PlanPeriod
from bot.plan.plan_draft import plan_slug
from storage.records import Commitment
from storage.store import open_store
from tests.plan.office_files import HEADING, Rows, text_file, workbook
from tests.plan.test_phrases import PLAN

ROWS: Rows = [
    ("План сотрудничества (пример)",),
    HEADING,
    ("Раздел I. Пример",),
    ("1", "Провести встречу", "II квартал 2026 г.", "УАЗ; Комитет Республики Беларусь (пример)"),
    ("2", "Согласовать перечень", "31 июня 2026 г.", "МАЗ"),
    ("3", "Доложить", "ежегодно до 1 декабря", "Минпромторг России (пример), Товарищество «Пример»"),
]


@pytest.fixture(autouse=True)
def settings(filled_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Settings of nobody's environment: a store with the starter register, in an empty folder."""
    for name in DEFAULTS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATABASE_URL", filled_url)
    monkeypatch.chdir(tmp_path)
    yield
    structlog.reset_defaults()


def file_of(rows: Rows, name: str = "план.xlsx") -> str:
    """Write a workbook into the folder and return its name."""
    Path(name).write_bytes(workbook(rows))
    return name


def stored(slug: str = "plan-2025-2026") -> tuple[Commitment, ...]:
    """Return what the store has of a plan."""

    async def read() -> tuple[Commitment, ...]:
        async with open_store(os.environ["DATABASE_URL"]) as store:
            return await store.plan.commitments_of(slug)

    return asyncio.run(read())


def test_a_plan_is_told_for_machines(capsys: pytest.CaptureFixture[str]) -> None:
    """`--json` prints one line with exactly the fields promised; with `--dry-run` nothing is stored."""
    assert main(["import-plan", file_of(ROWS), "--dry-run", "--json"]) == 0
    said = capsys.readouterr()
    told = json.loads(said.out)
    assert said.err == ""
    assert said.out.count("\n") == 1
    assert list(told) == ["rows", "problems"]
    assert told["rows"][0] == {
        "number": "1",
        "text": "Провести встречу",
        "section": "Раздел I. Пример",
        "deadline_text": "II квартал 2026 г.",
        "dates": ["2026-06-30"],
        "kind": "once",
        "responsible": {
            "ulyanovsk": ["uaz"],
            "belarus": ["Комитет Республики Беларусь (пример)"],
            "federal": [],
            "unknown": [],
        },
    }
    assert (told["rows"][1]["dates"], told["rows"][1]["kind"]) == ([], "unreadable")
    assert told["rows"][2]["dates"] == ["2025-12-01", "2026-12-01"]
    assert told["rows"][2]["responsible"]["federal"] == ["Минпромторг России (пример)"]
    assert told["rows"][2]["responsible"]["unknown"] == ["Товарищество «Пример»"]
    assert told["problems"] == [
        {
            "number": "2",
            "place": "лист «План», строка 5",
            "what": "срок «31 июня 2026 г.» не прочитан: такой даты нет",
        }
    ]
    assert stored() == ()


def test_a_plan_is_told_in_words_and_stored(capsys: pytest.CaptureFixture[str]) -> None:
    """Rows read, deadlines, sections, sides, bodies not in the register, faults; the sound rows are stored."""
    assert main(["import-plan", file_of(ROWS), "--dry-run"]) == 0
    tried = capsys.readouterr().out
    assert "Ничего не записано" in tried
    assert stored() == ()
    assert main(["import-plan", file_of(ROWS)]) == 0
    told = capsys.readouterr().out
    for sentence in (
        "План: План сотрудничества (пример)",
        "Прочитано мероприятий: 3, из них без ошибок: 2",
        "Сроков: 3 (один срок — 1, несколько — 1, без даты — 0, не прочитано — 1)",
        "  Раздел I. Пример: 3",
        "Новых: 2, изменено: 0, нет в файле: 0, без изменений: 0",
        "Нет в реестре: 3",
        "  лист «План», строка 5: № 2: срок «31 июня 2026 г.» не прочитан: такой даты нет",
        "Записано в хранилище.",
    ):
        assert sentence in told.splitlines()
    assert {one.number: [str(due.due) for due in one.deadlines] for one in stored()} == {
        "1": ["2026-06-30"],
        "3": ["2025-12-01", "2026-12-01"],
    }


def test_a_second_file_is_the_plans_new_version(capsys: pytest.CaptureFixture[str]) -> None:
    """What is new, changed (with both dates) and gone is told row by row; nothing is dropped."""
    assert main(["import-plan", file_of(ROWS)]) == 0
    before = {one.number: one for one in stored()}
    capsys.readouterr()
    put_right = [ROWS[4][0], ROWS[4][1], "30 июня 2026 г.", ROWS[4][3]]
    assert (
        main(["import-plan", file_of([*ROWS[:3], [*ROWS[3][:2], "III квартал 2026 г.", ROWS[3][3]], put_right])]) == 0
    )
    told = capsys.readouterr().out.splitlines()
    for sentence in (
        "Новых: 1, изменено: 1, нет в файле: 1, без изменений: 0",
        "  новое: 2 Согласовать перечень",
        "  изменено: 1 Провести встречу (запись срока; даты: 30.06.2026 → 30.09.2026)",
        "  НЕТ В ФАЙЛЕ: 3 Доложить — остаётся в плане",
        "Замечаний нет.",
    ):
        assert sentence in told
    after = {one.number: one for one in stored()}
    assert sorted(after) == ["1", "2", "3"]
    assert after["1"].id == before["1"].id
    assert [(str(one.due), str(one.first_due)) for one in after["1"].deadlines] == [("2026-09-30", "2026-06-30")]
    assert after["3"] == before["3"]
    assert main(["import-plan", file_of(ROWS)]) == 0
    assert "  НЕТ В ФАЙЛЕ" not in capsys.readouterr().out


def test_plans_of_other_years_stand_side_by_side(capsys: pytest.CaptureFixture[str]) -> None:
    """A plan is known by its period; its title is what the command, the file or the file's name says."""
    rows = [HEADING, ("1", "Доложить", "ежеквартально", "УАЗ")]
    arguments = ["--from", "2027-01-01", "--to", "2027-12-31"]
    assert main(["import-plan", file_of(rows, "План_на_2027.xlsx"), *arguments]) == 0
    assert main(["import-plan", file_of(rows), "--title", "Пример"]) == 0
    capsys.readouterr()
    assert [(one.plan_title, len(one.deadlines)) for one in (*stored("plan-2027"), *stored())] == [
        ("План на 2027", 4),
        ("Пример", 8),
    ]


def test_a_plan_is_known_by_its_period() -> None:
    """Whole years by the years, other periods by their days, within what the store takes."""
    half = PlanPeriod(PLAN.starts_on, PLAN.ends_on.replace(month=6, day=30))
    assert [plan_slug(PLAN), plan_slug(half)] == ["plan-2025-2026", "plan-2025-01-01-2026-06-30"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Файл пуст."),
        (b"%PDF-1.7", "Это не таблица, которую можно прочитать. Пришлите план в .xlsx, .docx или .csv."),
        (b"PK\x03\x04broken", "Файл повреждён и не открывается. Сохраните его заново и пришлите ещё раз."),
        (b"0" * 50_000_000, "Файл слишком велик для плана: больше 20 МБ или 20 000 строк."),
        (
            text_file([("Код", "Страна"), ("1", "Пример")]),
            "Плана в файле не нашлось: нужен столбец мероприятий и столбец сроков или ответственных.",
        ),
    ],
    ids=["empty", "pdf", "broken", "50 MB", "other"],
)  # fmt: skip
def test_a_file_that_is_no_plan_ends_with_one_sentence(
    content: bytes, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 1, the sentence on standard error, nothing on standard output and nothing stored."""
    Path("plan.csv").write_bytes(content)
    assert main(["import-plan", "plan.csv"]) == 1
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", f"{sentence}\n")
    assert stored() == ()


def test_a_wrong_command_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is not there ends with 1; dates that are none, or run backwards, with 2."""
    assert main(["import-plan", "no.xlsx"]) == 1
    assert capsys.readouterr().err.startswith("Не получилось:")
    assert main(["import-plan", "no.xlsx", "--from", "2027-01-01"]) == 2
    assert "раньше, чем начинается" in capsys.readouterr().err
    with pytest.raises(SystemExit) as ended:
        main(["import-plan", "no.xlsx", "--to", "завтра"])
    assert ended.value.code == 2


def test_a_template_is_written_and_read_without_a_fault(capsys: pytest.CaptureFixture[str]) -> None:
    """What `plan-template` writes, `import-plan` takes."""
    assert main(["plan-template", "образец.xlsx"]) == 0
    capsys.readouterr()
    assert main(["import-plan", "образец.xlsx", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["problems"] == []
    assert len(stored()) == 3
