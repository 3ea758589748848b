"""A disk that really is full: a small file system of its own where that may be made, else a limit on files' size."""

import os
import resource
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_MEGABYTES = 8


@dataclass(frozen=True, slots=True)
class SmallDisk:
    """A folder, and the two things that happen to its disk."""

    folder: Path
    fill: Callable[[], None]
    clear: Callable[[], None]


@contextmanager
def small_disk(folder: Path) -> Iterator[SmallDisk]:
    """Give a small disk, mounted at ``folder`` where this process may mount.

    Elsewhere no file of this process may grow once it is full: SQLite meets another error of the system, at the same
    places.
    """
    folder.mkdir()
    if _mounted(folder):
        try:
            yield SmallDisk(folder, lambda: _fill(folder / "filler"), (folder / "filler").unlink)
        finally:
            subprocess.run(["umount", str(folder)], check=True)  # noqa: S603, S607 - ours
    else:
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        try:
            yield SmallDisk(folder, lambda: _limit(1, before[1]), lambda: _limit(*before))
        finally:
            _limit(*before)


def _mounted(folder: Path) -> bool:
    mount = shutil.which("mount")
    if mount is None or os.geteuid() != 0:
        return False
    asked = [mount, "-t", "tmpfs", "-o", f"size={_MEGABYTES}m", "tmpfs", str(folder)]
    return subprocess.run(asked, check=False, capture_output=True).returncode == 0  # noqa: S603 - ours


def _fill(filler: Path) -> None:
    with filler.open("wb", buffering=0) as written:
        for size in (2**16, 1):
            try:
                while True:
                    written.write(b"x" * size)
            except OSError:  # that is the point
                continue


def _limit(soft: int, hard: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
