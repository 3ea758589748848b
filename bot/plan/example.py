"""The example plan of the demo: eight rows, each of which says that it is an example."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import yaml

from storage.records import NewCommitment, NewPlan, Responsible
from storage.register_records import Register, Side

_SIDES: Final = (Side.ULYANOVSK, Side.BELARUS)


def example_plan(register: Register) -> NewPlan:
    """Return the example plan, its bodies named as the register names them."""
    written = yaml.safe_load((Path(__file__).parent / "example.yaml").read_text(encoding="utf-8"))
    return NewPlan(
        slug=written["slug"],
        title=written["title"],
        starts_on=written["starts_on"],
        ends_on=written["ends_on"],
        example=True,
        commitments=tuple(_commitment(row, register) for row in written["commitments"]),
    )


def _commitment(row: Mapping[str, Any], register: Register) -> NewCommitment:
    return NewCommitment(
        number=row["number"],
        text=row["text"],
        section=row["section"],
        deadline_text=row["deadline_text"],
        due=tuple(row["due"]),
        responsible=tuple(
            Responsible(register.organisations[slug].short, side, slug) for side in _SIDES for slug in row[side]
        ),
        sectors=tuple(row["sectors"]),
    )
