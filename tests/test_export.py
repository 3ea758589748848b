"""The ledger on the command line: counted, and exported to a file that a spreadsheet opens."""

import asyncio
import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.config import DEFAULTS
from bot.export import COLUMNS
from storage.outbox_records import Settlement
from storage.records import DeliveryKind, DeliveryState, NewDelivery, Priority
from storage.store import open_store

MIDNIGHT = datetime(2026, 11, 9, 20, tzinfo=UTC)  # of the 10th in Ulyanovsk
ROWS = (
    ("early", -timedelta(seconds=1), DeliveryKind.NOTICE, DeliveryState.SENT, ""),
    ("first", timedelta(0), DeliveryKind.NOTICE, DeliveryState.SENT, ""),
    ("dead", timedelta(hours=5), DeliveryKind.DIGEST, DeliveryState.DEAD, '=1+1;"x",\nстрока'),
    ("late", timedelta(days=1), DeliveryKind.NOTICE, DeliveryState.SENT, ""),
)


async def _furnish(url: str) -> None:
    async with open_store(url) as store:
        for number, (key, after, kind, state, why) in enumerate(ROWS):
            now = MIDNIGHT + after
            body = {"text": "Тайна переписки"}
            await store.deliveries.add([NewDelivery(key, -number, kind, Priority.URGENT, body, now)], now)
            (row,) = await store.ledger.of_chat(-number, 1)
            done = Settlement(row, state, why, message_id=7 if state is DeliveryState.SENT else None)
            await store.deliveries.settle([done], now)


@pytest.fixture(autouse=True)
def folder(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, and a store with four deliveries of three days."""
    for name in DEFAULTS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    asyncio.run(_furnish(sqlite_url))
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    return work


def _rows(file: Path, separator: str = ",") -> list[dict[str, str]]:
    written = file.read_bytes()
    assert written.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(written.decode("utf-8-sig").splitlines(keepends=True), delimiter=separator))


@pytest.mark.parametrize("separator", [",", ";"])
def test_the_days_asked_for_are_exported_whole(
    separator: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Both days included, in the programme's zone; no message's words; no cell that a spreadsheet would compute."""
    file = folder / "журнал.csv"
    asked = ["--since", "2026-11-10", "--until", "2026-11-10", "--csv", str(file), "--separator", separator]
    assert main(["deliveries", *asked]) == 0
    assert capsys.readouterr().out == f"Отправлений записано: 2, файл {file}\n"
    first, dead = _rows(file, separator)
    assert tuple(first) == COLUMNS
    assert (first["key"], first["chat_id"], first["message_id"]) == ("first", "-1", "7")
    assert first["created_at"] == "2026-11-10T00:00:00+04:00"
    assert (dead["state"], dead["outcome"], dead["message_id"]) == ("dead", '\'=1+1;"x",\nстрока', "")
    assert "Тайна" not in file.read_text(encoding="utf-8")
    assert [one.name for one in folder.iterdir()] == [file.name]


def test_without_a_file_they_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    """A row for each kind, a column for each state there is, and the sums; no deliveries are said."""
    assert main(["deliveries", "--since", "2026-11-10"]) == 0
    table = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert table == [
        ["отправлено", "не", "ушло", "всего"],
        ["уведомление", "2", "0", "2"],
        ["дайджест", "0", "1", "1"],
        ["всего", "2", "1", "3"],
    ]
    assert main(["deliveries", "--since", "2027-01-01"]) == 0
    assert capsys.readouterr().out == "Отправлений за это время нет.\n"


def test_what_cannot_be_asked_or_written_is_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Days in the wrong order, a file that cannot be written: a sentence, a code, nothing half-done."""
    assert main(["deliveries", "--since", "2026-11-10", "--until", "2026-11-09"]) == 2
    assert main(["deliveries", "--since", "2026-11-10", "--csv", str(folder / "no" / "file.csv")]) == 1
    with pytest.raises(SystemExit) as ended:
        main(["deliveries", "--since", "10.11.2026"])
    assert ended.value.code == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "Traceback" not in said.err
    assert list(folder.iterdir()) == []
