"""The sizes that keep the code readable; measured on the codebases we learnt from."""

from statistics import median

import pytest

from tests.shape.source import Module, body_lines, modules

_LONGEST_FILE = 350
_LONGEST_BODY = 40
_SHORT_BODY = 20
_MOSTLY = 0.8


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
def test_a_file_fits_a_reader(module: Module) -> None:
    """No file is above 350 lines."""
    assert module.text.count("\n") <= _LONGEST_FILE


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
def test_a_function_fits_a_screen(module: Module) -> None:
    """No function body is above 40 lines."""
    assert [one.name for one in module.functions() if body_lines(one) > _LONGEST_BODY] == []


def test_functions_are_mostly_short() -> None:
    """The median body has 2 to 8 lines and four of five are under 20."""
    lengths = [body_lines(function) for module in modules() for function in module.functions()]
    assert 2 <= median(lengths) <= 8
    assert sum(length < _SHORT_BODY for length in lengths) / len(lengths) >= _MOSTLY


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
def test_a_file_is_a_noun_of_the_domain(module: Module) -> None:
    """No file is called by what it is to programmers."""
    vague = {"utils", "helpers", "common", "base", "services", "manager", "misc", "tools"}
    assert module.path.stem not in vague
