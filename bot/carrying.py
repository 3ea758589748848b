"""The command line's work on a whole store: backing up, restoring, exporting, importing.

Each returns what is to be said to the person who ran it.
"""

from pathlib import Path

from bot.clock import Clock
from bot.config import Config
from bot.keeping import Keeping, read_kept
from bot.render.console import backup_told, moved_told, restored_told, restoring_told
from storage.backups import READ_BY_ONE
from storage.database import file_of
from storage.errors import StoreUnavailable
from storage.restoring import look, restore
from storage.store import open_store


async def back_up(path: Path | None, config: Config, clock: Clock) -> str:
    """Back the store up to ``path``, or among the nightly ones beside the store."""
    if file_of(config.database_url) is None:
        raise StoreUnavailable(SERVER)
    async with open_store(config.database_url) as store:
        if path is not None:
            return backup_told(await store.backups.take(path))
        taken = await store.backups.take_nightly(clock.now(), await read_kept(store, Keeping.BACKUPS))
    return backup_told(taken) if taken else SERVER


async def bring_back(path: Path, config: Config, clock: Clock, *, agreed: bool) -> tuple[str, bool]:
    """Say what restoring ``path`` would cost and, once ``agreed``, do it; return the words and whether it is done."""
    file = file_of(config.database_url)
    if file is None:
        raise StoreUnavailable(SERVER)
    if not agreed:
        return restoring_told(await look(file, path)), False
    kept = await restore(file, path, clock.now())
    async with open_store(config.database_url):  # brings an older schema to this version
        return restored_told(kept), True


async def write_out(path: Path, config: Config, clock: Clock) -> str:
    """Export the store to ``path``, which is there whole or not at all, and read by nobody else."""
    _check_free(path)
    part = path.with_name(f"{path.name}.part")
    try:
        async with open_store(config.database_url) as store:
            part.touch(mode=READ_BY_ONE)
            with part.open("w", encoding="utf-8", newline="\n") as file:
                counts = await store.moving.write_out(file, clock.now())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return moved_told("выгружено", counts)


def _check_free(path: Path) -> None:
    if path.exists() and path.stat().st_size:
        msg = f"{path} уже есть, поверх не пишется"
        raise FileExistsError(msg)


async def bring_in(path: Path, config: Config) -> str:
    """Import an export into the store, which must be empty."""
    with path.open(encoding="utf-8") as file:
        async with open_store(config.database_url) as store:
            return moved_told("загружено", await store.moving.bring_in(file))


SERVER = (
    "Хранилище в PostgreSQL копирует его собственное средство. Копия: pg_dump --format=custom --file=копия.dump БАЗА; "
    "восстановление в пустую базу: pg_restore --dbname=БАЗА копия.dump. "
    "Перенести в другое хранилище: python -m bot export ФАЙЛ, затем import."
)
