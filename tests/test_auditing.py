"""`audit`: the changes in words and as CSV."""

import asyncio
import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.auditing import COLUMNS, Asked, read_asked
from bot.language.words import Words
from storage.store import open_store

LATE = datetime(2026, 11, 24, 20, 30, tzinfo=UTC)  # half past midnight of the 25th in Ulyanovsk


TODAY = date(2026, 11, 28)
NAMES = {3: "Пример Ромашкин", 5: "Анна Ромашкина", 7: "Anna Example", 8: "🙂"}


@pytest.fixture(scope="module")
def words() -> Words:
    """The dictionary, built once."""
    return Words()


async def _change(url: str) -> None:
    async with open_store(url) as opened:
        await opened.settings.put("=cmd|' /C calc'!A0", "=1+1", by="=1+1", now=LATE)
        await opened.people.ensure_administrators([7], LATE)
        await opened.settings.put("backups.kept", 3, by=1, now=LATE)


@pytest.fixture(autouse=True)
def store(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store with three changes, in the folder where the command is run."""
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.chdir(tmp_path)
    asyncio.run(_change(sqlite_url))


def test_changes_are_told_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    """One line a change, the youngest first, at the programme's time."""
    assert main(["audit"]) == 0
    first, second, _ = capsys.readouterr().out.splitlines()
    assert first == "25.11.2026 00:30 человек 1: setting setting:backups.kept: null → 3"
    assert "ADMIN_IDS: role user:1" in second


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        (["--since", "2026-11-25"], 3),
        (["--since", "2026-11-26"], 0),
        (["--until", "2026-11-24"], 0),
        (["--until", "2026-11-25"], 3),
        (["--person", "1"], 2),
        (["--words", "setting"], 2),
    ],
)
def test_changes_are_searched(asked: list[str], count: int, capsys: pytest.CaptureFixture[str]) -> None:
    """By days of the programme's zone, both included, by person and by words."""
    assert main(["audit", *asked]) == 0
    assert len(capsys.readouterr().out.splitlines()) == count


def test_changes_become_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """CSV with a header that any table program reads, and nothing in it is a formula; no file is written over."""
    assert main(["audit", "--since", "2026-11-01", "--csv", "audit.csv"]) == 0
    assert capsys.readouterr().out == "Изменений выгружено: 3\n"
    with (tmp_path / "audit.csv").open(encoding="utf-8-sig", newline="") as file:
        header, *rows = list(csv.reader(file))
    assert tuple(header) == COLUMNS
    assert rows[0] == ["3", "2026-11-24T20:30:00+00:00", "1", "", "setting", "setting:backups.kept", "", "3"]
    assert not any(cell.startswith("=") for row in rows for cell in row)
    assert main(["audit", "--csv", "audit.csv"]) == 1
    assert "audit.csv" in capsys.readouterr().err


def test_a_day_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong date ends with 2 and the usage."""
    with pytest.raises(SystemExit) as ended:
        main(["audit", "--since", "вчера"])
    assert ended.value.code == 2
    assert "usage" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("", Asked()),
        ("все изменения", Asked()),
        ("роли сентябрь", Asked(date(2026, 9, 1), date(2026, 9, 30), what=("role", "suspended", "replaced", "left"))),
        ("исправления за 2025 год", Asked(date(2025, 1, 1), date(2025, 12, 31), what=("correction",))),
        (
            "планы с 5 сентября 2026 года",
            Asked(date(2026, 9, 5), date(2026, 9, 5), what=("plan", "commitment", "deadline")),
        ),
        ("#17", Asked(people=(17,))),
        ("example.table", Asked(words="example.table")),
        ("#17 #3 рассылки", Asked(people=(17, 3), what=("broadcast",))),
        ("Анны", Asked(people=(5,))),
        ("Пример Ромашкин", Asked(people=(3,))),
        ("Anna", Asked(people=(7,))),
        ("Anna backups.kept", Asked(people=(7,), words="backups.kept")),
        ("backups", Asked(words="backups")),
        ("organisation:mzga", Asked(words="organisation:mzga")),
        ("абракадабры", Asked(inside=(("абракадабр",),))),
        ("заводы", Asked(inside=(("завод",),))),
        (
            "роли координатора",
            Asked(what=("role", "suspended", "replaced", "left"), inside=(("координатор", "coordinator"),)),
        ),
        (
            "рассылки абракадабры за вчера",
            Asked(date(2026, 11, 27), date(2026, 11, 27), (), "", ("broadcast",), (("абракадабр",),)),
        ),
    ],
)
def test_a_question_is_read(text: str, asked: Asked, words: Words) -> None:
    """A period, kinds, persons by number and name, a name of ours; what is none of these is looked for in values."""
    assert read_asked(text, words, TODAY, NAMES) == asked
