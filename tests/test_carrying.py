"""The command line's work on a whole store: `backup`, `restore`, `export`, `import`."""

import asyncio
import re
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.render.console import table_told
from storage.backups import READ_BY_ONE
from storage.schema import metadata
from storage.store import open_store
from tests.office import AFTERNOON


@pytest.fixture(autouse=True)
def store(filled_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The store of the settings, in the folder where the command is run."""
    monkeypatch.setenv("DATABASE_URL", filled_url)
    monkeypatch.chdir(tmp_path)
    return filled_url


async def _put(url: str, name: str) -> None:
    async with open_store(url) as opened:
        await opened.settings.put(name, 1, by=None, now=AFTERNOON)


async def _got(url: str, name: str) -> object:
    async with open_store(url) as opened:
        return await opened.settings.get(name)


def test_a_backup_is_made_and_restored(store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What would be lost is said in Russian and nothing done without --yes; with it the store is the backup's."""
    assert main(["backup", "копия.sqlite3"]) == 0
    assert "Копия сделана и проверена: копия.sqlite3" in capsys.readouterr().out
    assert (tmp_path / "копия.sqlite3").stat().st_mode & 0o777 == READ_BY_ONE
    asyncio.run(_put(store, "after"))
    assert main(["restore", "копия.sqlite3"]) == 1
    said = capsys.readouterr().out
    assert "настройки: пропадут новые: 1" in said
    assert "--yes" in said
    assert asyncio.run(_got(store, "after")) == 1
    assert main(["restore", "копия.sqlite3", "--yes"]) == 0
    assert "Прежнее хранилище сохранено" in capsys.readouterr().out
    assert asyncio.run(_got(store, "after")) is None
    assert main(["restore", "копия.sqlite3"]) == 1
    assert "Ничего не будет потеряно." in capsys.readouterr().out
    assert len(list((tmp_path / "backups").iterdir())) == 1


@pytest.mark.parametrize("table", [name for name in metadata.tables if not name.startswith(("search_", "leases"))])
def test_every_table_has_a_name_for_people(table: str) -> None:
    """What would be lost and what was moved is said in Russian, whatever it is."""
    assert re.fullmatch(r"[а-яё][а-яё ,]+", table_told(table))


def test_a_backup_goes_beside_the_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a file it joins the nightly ones."""
    assert main(["backup"]) == 0
    (made,) = (tmp_path / "backups").iterdir()
    assert str(made) in capsys.readouterr().out


def test_everything_moves_to_another_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`export`, `import` elsewhere, `export` again: the two files are the same to the byte."""
    assert main(["export", "one.json"]) == 0
    assert "записи реестра" in capsys.readouterr().out
    assert (tmp_path / "one.json").stat().st_mode & 0o777 == READ_BY_ONE
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path / 'other.sqlite3'}")
    assert main(["import", "one.json"]) == 0
    assert main(["export", "two.json"]) == 0
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()
    capsys.readouterr()
    assert main(["import", "one.json"]) == 1
    assert "пустое хранилище" in capsys.readouterr().err
    assert main(["export", "two.json"]) == 1
    assert "two.json уже есть" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["restore", "нет.sqlite3"], "нет.sqlite3"),
        (["restore", "words.txt", "--yes"], "копия не годится"),
        (["import", "нет.json"], "нет.json"),
        (["backup", "words.txt"], "words.txt"),
        (["export", "no/folder.json"], "no/folder.json"),
    ],
)
def test_what_cannot_be_done_is_said(
    arguments: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that is missing, in the way or of another kind ends with 1 and a sentence."""
    (tmp_path / "words.txt").write_text("слова " * 1000)
    assert main(arguments) == 1
    told = capsys.readouterr().err
    assert said in told
    assert "Traceback" not in told


def test_what_is_no_export_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file of another kind is refused, and a store written by a newer version in words."""
    (tmp_path / "words.json").write_text('["слова"]')
    (tmp_path / "bytes.json").write_bytes(b"\xff\xfe\x00")
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path / 'other.sqlite3'}")
    for name in ("words.json", "bytes.json"):
        assert main(["import", name]) == 1
        assert "ничего не изменено" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["backup"], ["restore", "x.sqlite3"]])
def test_a_server_has_tools_of_its_own(
    command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """For PostgreSQL the tool is named, with how to use it."""
    monkeypatch.setenv("DATABASE_URL", "postgresql+asyncpg://nobody@127.0.0.1:1/none")
    assert main(command) == 1
    told = capsys.readouterr().err
    assert "pg_dump --format=custom" in told
    assert "pg_restore" in told


def test_a_store_in_use_is_not_restored(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    """While the bot runs, the person is told to stop it."""
    assert main(["backup", "copy.sqlite3"]) == 0

    async def while_it_is_open() -> int:
        async with open_store(store) as opened:
            await opened.settings.put("x", 1, by=None, now=AFTERNOON)
            return await asyncio.to_thread(main, ["restore", "copy.sqlite3", "--yes"])

    assert asyncio.run(while_it_is_open()) == 1
    assert "остановите его" in capsys.readouterr().err
