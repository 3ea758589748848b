"""`audit`: the changes in words and as CSV."""

import asyncio
import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.auditing import COLUMNS
from storage.store import open_store

LATE = datetime(2026, 11, 24, 20, 30, tzinfo=UTC)  # half past midnight of the 25th in Ulyanovsk


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
