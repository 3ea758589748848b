"""The bar that `make lint` holds is nearly all of ruff, its rules of security among them."""

import tomllib

from tests.shape.source import ROOT

_LINT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["ruff"]["lint"]


def test_the_rules_of_security_are_on() -> None:
    """Every rule is chosen and none of security is left out, but the asserts that tests are made of."""
    assert _LINT["select"] == ["ALL"]
    assert not [rule for rule in _LINT["ignore"] if rule.startswith("S")]
    left_out = {rule for rules in _LINT["per-file-ignores"].values() for rule in rules if rule.startswith("S")}
    assert left_out == {"S101"}
