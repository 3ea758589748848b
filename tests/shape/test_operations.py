"""The guide of whoever runs the bot names everything that may be met, and the files beside it are of use."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from bot.config import DEFAULTS
from tests.shape.source import ROOT, modules

GUIDE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
DEPLOY = ROOT / "docs" / "deploy"
LEVELS = ("warning", "error", "exception", "critical")


def _warnings() -> Iterator[str]:
    """Yield what the bot may say in its log that is not well, whoever says it."""
    for module in modules():
        if module.path.parts[:2] == ("bot", "sandbox"):
            continue  # the stand-in is no part of what runs
        for node in ast.walk(module.tree):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            if node.func.attr in LEVELS and ast.unparse(node.func.value).endswith("log"):
                said = node.args[0]
                assert isinstance(said, ast.Constant), f"{module.path}: an event is one fixed sentence"
                yield str(said.value)


@pytest.mark.parametrize("said", sorted(set(_warnings())))
def test_every_warning_is_explained(said: str) -> None:
    """Each warning and error of the log stands in the guide, in its table."""
    assert f"`{said}`" in GUIDE


def test_the_warnings_are_found() -> None:
    """The walk above finds what is said by all three parts."""
    assert {"an update was not worked", "a job failed", "the whole bot waits"} <= set(_warnings())


@pytest.mark.parametrize("name", DEFAULTS)
def test_every_setting_is_in_the_guide(name: str) -> None:
    """Whoever runs the bot finds each setting in the guide as well."""
    assert f"`{name}`" in GUIDE or f"`{name}=" in GUIDE


@pytest.mark.parametrize("file", sorted(DEPLOY.iterdir()), ids=lambda file: file.name)
def test_what_is_shipped_is_named_in_the_guide(file: Path) -> None:
    """Each file of docs/deploy is linked from the guide."""
    assert f"(deploy/{file.name})" in GUIDE


def test_the_unit_runs_what_there_is() -> None:
    """The unit starts a command that the bot has, and gives it the time that the bot takes to stop."""
    unit = (DEPLOY / "cooperation-bot.service").read_text(encoding="utf-8")
    (started,) = re.findall(r"^ExecStart=(.*)$", unit, re.MULTILINE)
    assert started.endswith("/.venv/bin/python -m bot run")
    assert int(re.findall(r"^TimeoutStopSec=(\d+)$", unit, re.MULTILINE)[0]) > 25
    assert re.findall(r"^RestartPreventExitStatus=(.*)$", unit, re.MULTILINE) == ["2"]


def test_the_container_is_built_of_what_there_is() -> None:
    """Every file that the image copies is in the checkout, and all three packages are copied."""
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    copied = re.findall(r"^COPY (\S+) \S+$", text, re.MULTILINE)
    assert {"bot", "handlers", "storage", ".ci/requirements.txt"} == set(copied)
    assert all((ROOT / name).exists() for name in copied)
    assert '["python", "-m", "bot", "run"]' in text
    assert "--require-hashes" in text


def test_the_composition_leads_to_the_image() -> None:
    """Its paths lead from where it stands to the checkout and the image's file; its settings are settings."""
    (bot,) = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"].values()
    context = (DEPLOY / bot["build"]["context"]).resolve()
    assert context == ROOT
    assert (context / bot["build"]["dockerfile"]).is_file()
    assert set(bot["environment"]) <= set(DEFAULTS)
    assert (DEPLOY / bot["env_file"]).resolve() == ROOT / ".env"
