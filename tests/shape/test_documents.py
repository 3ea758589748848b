"""The documents say what is there."""

import re
from pathlib import Path

import pytest

from bot import commands
from bot.config import DEFAULTS
from bot.render.rights import rights_document
from tests.shape.source import ROOT

_README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", commands.COMMANDS, ids=lambda command: command.name)
def test_every_command_is_in_the_readme(command: commands.Command) -> None:
    """Whoever reads the README knows every command."""
    assert f"/{command.name}" in _README


@pytest.mark.parametrize("name", DEFAULTS)
def test_every_setting_is_documented(name: str) -> None:
    """Each setting stands in the README's table and in .env.example."""
    assert f"`{name}`" in _README
    assert f"\n{name}=" in (ROOT / ".env.example").read_text(encoding="utf-8")


def test_the_example_environment_is_the_default_one() -> None:
    """A copied .env.example changes nothing until it is filled in."""
    written = dict(re.findall(r"^([A-Z_]+)=(.*)$", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE))
    assert {name: value for name, value in written.items() if value} == {
        name: DEFAULTS[name] for name in written if written[name]
    }


@pytest.mark.parametrize("document", [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))], ids=str)
def test_links_lead_somewhere(document: Path) -> None:
    """Every relative link and picture of a document is a file of the project."""
    text = document.read_text(encoding="utf-8")
    targets = re.findall(r"\]\((?!https?://|#|mailto:)([^)#\s]+)", text)
    assert [target for target in targets if not (document.parent / target).exists()] == []


def test_the_top_level_is_the_customers() -> None:
    """Nothing but what the customer fixed stands at the top."""
    allowed = {
        "pyproject.toml", "README.md", "bot", "handlers", "storage", "tests", ".env.example", "Makefile", "docs",
        "LICENSE", ".ci", ".gitignore",
    }  # fmt: skip
    ignored = {".git", ".venv", ".pytest_cache", ".mypy_cache", ".ruff_cache", "__pycache__", "build", ".env"}
    found = {one.name for one in ROOT.iterdir()} - ignored
    assert {
        name for name in found if name not in allowed and not name.startswith((".coverage", "cooperation"))
    } == set()


def test_the_rights_are_those_of_the_table() -> None:
    """docs/rights.md is what `python -m bot rights` prints: after a change, print it anew."""
    assert (ROOT / "docs" / "rights.md").read_text(encoding="utf-8") == rights_document()


def test_locks_name_no_index() -> None:
    """The lock files hold versions and hashes, no address of any package index."""
    for lock in (ROOT / ".ci").glob("requirements*.txt"):
        text = lock.read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert not re.search(r"https?://|--index-url|--find-links|file:", text)
