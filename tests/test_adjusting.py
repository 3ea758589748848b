"""The table of settings: what a number means, whatever stands in the store."""

import pytest

from bot.adjusting import SETTINGS, typed_number
from bot.render.adjusting import titles


def test_the_table_is_sound() -> None:
    """Each has its words, holds at first what it allows, offers nothing else, and is called by one name alone."""
    assert set(titles()) == set(SETTINGS)
    assert len(set(titles().values())) == len(SETTINGS)
    for code, one in SETTINGS.items():
        assert all(one.allows(each) for each in (one.at_first, *one.offered)), code


@pytest.mark.parametrize(
    ("typed", "number"),
    [("30", 30), (" 30 ", 30), ("22:00", 22), ("150 %", 150), ("150%", 150), ("", None), ("22:30", None), ("-1", None),
     ("1,5", None), ("1234567", None), ("тридцать", None), ("٣", None), ("30 30", None)],
)  # fmt: skip
def test_a_typed_number_is_read(typed: str, number: int | None) -> None:
    """A whole number as people write it, and nothing else."""
    assert typed_number(typed) == number


@pytest.mark.parametrize(
    ("code", "kept", "number"),
    [
        ("lf", None, 100), ("lf", {"factor": 2}, 200), ("lf", {"factor": 1e6}, 100), ("lf", 2, 100),
        ("sr", {"per_second": 10.0}, 10), ("sr", {"per_second": True}, 28), ("sr", {"per_second": "x"}, 28),
        ("qe", {"escalations": True}, 1), ("qe", {"escalations": 1}, 0), ("kb", 14, 14), ("kb", 0, 7), ("kb", [], 7),
    ],
)  # fmt: skip
def test_what_stands_in_the_store_is_a_number_or_as_at_first(code: str, kept: object, number: int) -> None:
    """What makes no sense is shown as if nothing were set, as it is obeyed."""
    assert SETTINGS[code].number(kept) == number


@pytest.mark.parametrize("code", sorted(SETTINGS))
def test_a_number_is_kept_as_it_is_read(code: str) -> None:
    """Both ways, for every setting and every number offered."""
    one = SETTINGS[code]
    for number in (one.least, one.most, *one.offered):
        kept = {one.part: one.kept(number)} if one.part else one.kept(number)
        assert one.number(kept) == number
