"""The register that the product starts with, and what is added to it."""

from importlib.resources import files

from storage.additions import Additions, read_additions


def starter_register() -> str:
    """Return the text of the starter register, as it was given."""
    return (files(__name__) / "register.yaml").read_text(encoding="utf-8")


def starter_additions() -> Additions:
    """Return what is added to the starter register; any later version of that file takes the same."""
    return read_additions((files(__name__) / "additions.yaml").read_text(encoding="utf-8"))
