"""What every command of the command line is made of: its exit codes, its settings, how it speaks."""

import argparse
import sys
from collections.abc import Callable, Coroutine
from contextlib import AbstractContextManager
from datetime import date
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from bot.config import Config, read_config, read_environment
from bot.logs import logging_to_stderr

if TYPE_CHECKING:
    Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - argparse gives it no public name

DONE: Final = 0
TROUBLE: Final = 1
UNUSABLE: Final = 2
TOKEN_IN_USE: Final = 3
LEASE_LOST: Final = 4

Command = Callable[[argparse.Namespace], Coroutine[Any, Any, int]]


def add(commands: "Commands", name: str, command: Command, about: str) -> argparse.ArgumentParser:
    """Add a command and return its parser, for its arguments."""
    parser = commands.add_parser(name, help=about, description=about)
    parser.set_defaults(command=command)
    return parser


def day(written: str) -> date:
    """Read a day among the arguments."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        msg = f"не дата вида 2026-11-01: {written!r}"
        raise argparse.ArgumentTypeError(msg) from None


def settings(*, token_needed: bool) -> Config:
    """Return the settings of the environment; raises :class:`~bot.errors.SettingsWrong`."""
    return read_config(read_environment(), token_needed=token_needed)


def quietly() -> AbstractContextManager[None]:
    """Keep standard output for what was asked: the log says only what is wrong, on standard error."""
    return logging_to_stderr(style="console", level="WARNING", secrets=())


def told(sentence: str, code: int) -> int:
    """Say what is wrong on standard error, and return the exit code."""
    sys.stderr.write(f"{sentence}\n")
    return code


async def said(work: Coroutine[Any, Any, str]) -> int:
    """Wait for work that says in words what it did, and print them."""
    with quietly():
        words = await work
    sys.stdout.write(f"{words}\n")
    return DONE
