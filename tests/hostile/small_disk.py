"""Disks that really are full or broken: file systems of their own where they may be made, else a limit on files."""

import os
import resource
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_MEGABYTES, _IMAGE_MEGABYTES = 8, 32


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
            assert _done("umount", str(folder))
    else:
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        try:
            yield SmallDisk(folder, lambda: _limit(1, before[1]), lambda: _limit(*before))
        finally:
            _limit(*before)


@dataclass(frozen=True, slots=True)
class FailingDisk:
    """A folder, how its disk turns read-only, and how it is mended once nobody has a file of it open."""

    folder: Path
    fail: Callable[[], None]
    mend: Callable[[], None]


@contextmanager
def failing_disk(folder: Path) -> Iterator[FailingDisk]:
    """Give a disk that turns read-only under open files, as the kernel lets one do on which it met an error.

    An ext4 of its own, where this process may mount one. Elsewhere no file of this process may grow, which SQLite
    meets at the same places.
    """
    folder.mkdir()
    image = folder.with_name(f"{folder.name}.img")
    image.touch()
    os.truncate(image, _IMAGE_MEGABYTES * 2**20)
    if not (_done("mkfs.ext4", "-q", str(image)) and _as_root("mount", *_on_loop(image, folder))):
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        try:
            yield FailingDisk(folder, lambda: _limit(1, before[1]), lambda: _limit(*before))
        finally:
            _limit(*before)
        return

    def mend() -> None:
        assert _done("umount", str(folder))
        _done("fsck.ext4", "-p", str(image))
        assert _done("mount", *_on_loop(image, folder))

    try:
        yield FailingDisk(folder, lambda: _fail(folder), mend)
    finally:
        assert _done("umount", str(folder))


def _on_loop(image: Path, folder: Path) -> tuple[str, ...]:
    return ("-o", "loop,errors=remount-ro", str(image), str(folder))


def _fail(folder: Path) -> None:
    assert _done("mount", "-o", "remount,abort", str(folder))


def _mounted(folder: Path) -> bool:
    return _as_root("mount", "-t", "tmpfs", "-o", f"size={_MEGABYTES}m", "tmpfs", str(folder))


def _as_root(*asked: str) -> bool:
    return os.geteuid() == 0 and _done(*asked)


def _done(program: str, *asked: str) -> bool:
    """Run a program of the system and tell whether it is there and did it."""
    found = shutil.which(program)
    return found is not None and subprocess.run([found, *asked], check=False, capture_output=True).returncode == 0  # noqa: S603 - ours


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
