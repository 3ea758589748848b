"""A full disk, a read-only file, a locked store: told plainly, nothing half-written, and all goes on when it clears."""

import asyncio
import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from structlog.typing import EventDict

from storage.backups import check_backup
from storage.errors import StoreUnavailable
from storage.standing import standing
from storage.store import open_store
from tests.hostile import small_disk as disks
from tests.hostile.small_disk import FailingDisk, SmallDisk, failing_disk, small_disk
from tests.person import Person, buttons
from tests.quiet_log import quiet_log
from tests.town import ADMINISTRATOR, AFTERNOON, SUBSCRIBER, Town, nothing_said, town
from tests.wording import answer_of, said

TROUBLES = {"the store failed", "a job waits for the store", "the outbox waits for the store",
            "the lease waits for the store", "the lease was not given back",
            "an outcome waits for the store"}  # fmt: skip
NOBODY = 65_534
_HOLDER = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Iterator[list[EventDict]]:
    """The bot's log: nothing but what says that the store cannot be used."""
    with quiet_log(caplog, but=TROUBLES) as logged:
        yield logged


@pytest.fixture(params=["a small disk", "files that may not grow"])
def disk(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SmallDisk]:
    """A disk to fill, by either means; where nothing may be mounted both are the second."""
    if request.param != "a small disk":
        monkeypatch.setattr(disks, "_mounted", lambda _folder: False)
    with small_disk(tmp_path / "disk") as made:
        yield made


def _told(lines: list[EventDict], event: str) -> list[str]:
    return [str(line["reason"]) for line in lines if line["event"] == event]


async def _still_whole(here: Town, anna: Person) -> None:
    """Show that the bot goes on by itself: it answers, its jobs run, and its store is sound."""
    asked = await anna.send("/sectors")
    assert buttons(await anna.read(after=asked))
    await here.pass_time(timedelta(minutes=1))
    await nothing_said(anna)


async def test_a_full_disk_is_told_and_survived(filled_template: Path, disk: SmallDisk, lines: list[EventDict]) -> None:
    """What is read is answered; what would be written is refused, and told; afterwards everything works as before."""
    file = disk.folder / "store.sqlite3"
    shutil.copyfile(filled_template, file)
    async with town(f"sqlite+aiosqlite:///{file}") as here:
        anna = await here.newcomer(SUBSCRIBER)
        await anna.send("/digest")
        shown = await anna.read()
        disk.fill()
        try:
            await anna.send("/sectors")
            assert buttons(await anna.read())
            for _ in range(3):
                assert (await anna.tap(shown, "09:00")).answered
                assert (await anna.read())["text"] == answer_of("cannot write")
            assert len(_told(lines, "the store failed")) == 3
            await here.app.jobs.tick()
        finally:
            disk.clear()
        await _still_whole(here, anna)
        assert await here.app.store.digests.wish(SUBSCRIBER) is None
    assert check_backup(file).rows["users"] >= 1


async def test_a_backup_that_finds_no_room_leaves_nothing(filled_template: Path, disk: SmallDisk) -> None:
    """A half-written copy is taken away, and the next one is made when there is room."""
    file = disk.folder / "store.sqlite3"
    shutil.copyfile(filled_template, file)
    async with open_store(f"sqlite+aiosqlite:///{file}") as store:
        await store.register.revision()
        disk.fill()
        try:
            with pytest.raises(StoreUnavailable):
                await store.backups.take(disk.folder / "copy.sqlite3")
        finally:
            disk.clear()
        assert [one.name for one in disk.folder.glob("copy*")] == []
        assert (await store.backups.take(disk.folder / "copy.sqlite3")).rows


@pytest.fixture(params=["a disk of its own", "files that may not grow"])
def failing(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FailingDisk]:
    """A disk to break, by either means; where nothing may be mounted both are the second."""
    if request.param != "a disk of its own":
        monkeypatch.setattr(disks, "_as_root", lambda *_: False)
    with failing_disk(tmp_path / "disk") as made:
        yield made


async def test_a_disk_that_turns_read_only_is_told_and_survived(
    filled_template: Path, failing: FailingDisk, lines: list[EventDict]
) -> None:
    """What can be read is answered, administrators know, the bot stops politely; mended, all that was told is there."""
    file = failing.folder / "store.sqlite3"
    shutil.copyfile(filled_template, file)
    with file.open("rb+") as copied:
        os.fsync(copied.fileno())
    async with town(f"sqlite+aiosqlite:///{file}") as here:
        anna, petr = await here.newcomer(SUBSCRIBER), await here.newcomer(ADMINISTRATOR)
        await anna.send("/digest")
        shown = await anna.read()
        failing.fail()
        await here.wait_out(lambda: _unwritable(here))
        assert buttons(await anna.read(after=await anna.send("/sectors")))
        assert (await anna.tap(shown, "09:00")).answered
        assert (await anna.read())["text"] == answer_of("cannot write")
        assert (await petr.read())["text"].startswith(said("The store cannot be written to", "en"))
    assert _told(lines, "the lease was not given back")
    failing.mend()
    async with open_store(f"sqlite+aiosqlite:///{file}") as store:
        assert {await store.people.known(one) is None for one in (SUBSCRIBER, ADMINISTRATOR)} == {False}
        assert await store.digests.wish(SUBSCRIBER) is None
        await store.settings.put("x", 1, by=None, now=AFTERNOON)
    check_backup(file)


async def _unwritable(here: Town) -> bool:
    await here.calls()  # the bot gets its turn
    return here.app.pulse.unwritable is not None


@asynccontextmanager
async def _held_by_another(file: Path) -> AsyncIterator[None]:
    """Let a second process hold the store for itself."""
    holder = await asyncio.create_subprocess_exec(
        sys.executable, "-c", _HOLDER, str(file), stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    assert holder.stdin is not None
    assert holder.stdout is not None
    assert await holder.stdout.readline() == b"held\n"
    try:
        yield
    finally:
        holder.stdin.close()
        await holder.wait()


async def test_a_store_held_by_another_process_is_told_and_survived(filled_url: str, lines: list[EventDict]) -> None:
    """Who writes meanwhile is asked to try again in a minute; nobody is told of a fault, for there is none."""
    async with town(filled_url) as here:
        anna = await here.newcomer(SUBSCRIBER)
        file = here.app.store.backups._database.file  # noqa: SLF001 - where it is
        assert file is not None
        async with _held_by_another(file):
            await anna.send("/sectors")
            assert (await anna.read())["text"] == answer_of("busy")
            assert len(_told(lines, "the store failed")) == 1
        await _still_whole(here, anna)


@contextmanager
def _as_nobody() -> Iterator[None]:
    """Be someone whom the rights of files bind, in a container's root as well."""
    was = os.geteuid()
    if was == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(was)


def _protect(file: Path, *, protected: bool) -> None:
    file.parent.chmod(0o755)
    file.chmod(0o444 if protected else 0o644)
    file.parent.chmod(0o555 if protected else 0o755)


@pytest.fixture
def read_only(filled_template: Path) -> Iterator[Path]:
    """A store in a file and a folder that may be read by all and written by nobody."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "store.sqlite3"
        shutil.copyfile(filled_template, file)
        _protect(file, protected=True)
        yield file
        _protect(file, protected=False)


def _sum(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()


async def test_a_read_only_store_is_told_at_the_start(read_only: Path) -> None:
    """The bot does not start on it and says why; with rights to write it starts, and nothing in it is another."""
    url = f"sqlite+aiosqlite:///{read_only}"
    before = _sum(read_only)
    async with open_store("sqlite+aiosqlite://"):
        pass  # everything that opening needs is imported by someone who may read it
    with _as_nobody():
        with pytest.raises(StoreUnavailable, match="cannot be written to"):
            await standing(url)
        with pytest.raises(StoreUnavailable, match=r"readonly|read-only|unable to open"):
            async with open_store(url) as store:
                await store.settings.put("x", 1, by=None, now=AFTERNOON)
    assert _sum(read_only) == before
    _protect(read_only, protected=False)
    async with open_store(url) as store:
        await store.settings.put("x", 1, by=None, now=AFTERNOON)
    with sqlite3.connect(read_only) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
