"""What is wrong with a plan's file, said in words."""

import pytest

from bot.plan.phrase_reading import Doubt, Note
from bot.plan.plan_file import Fault, Place, RowFault
from bot.plan.table import FileFault
from bot.render.catalogue import Translator, load_catalogues
from bot.render.plan_faults import fault_said, file_fault_said, place_said

RU = load_catalogues().of("ru")


@pytest.mark.parametrize("tr", list(load_catalogues()), ids=lambda tr: tr.language)
def test_every_fault_has_its_words(tr: Translator) -> None:
    """Each reason, fault and doubt is said, and no two alike."""
    place = Place("", 1, 2, 1)
    said = [file_fault_said(fault, tr) for fault in FileFault]
    said += [fault_said(Fault(fault, "1", place, "слова", Note(Doubt.NO_YEAR)), tr) for fault in RowFault]
    said += [fault_said(Fault(RowFault.NOTE, "1", place, "слова", Note(doubt, "то")), tr) for doubt in Doubt]
    assert len(set(said)) == len(said) - 1  # the note without a year is there twice
    assert all("{" not in one for one in said)


def test_a_long_deadline_is_shortened() -> None:
    """A fault stays one line, however much stands in the cell."""
    said = fault_said(
        Fault(RowFault.UNREADABLE_DEADLINE, "1", Place("", 1, 1, 1), "а\nб " * 200, Note(Doubt.NO_YEAR)), RU
    )
    assert "\n" not in said
    assert said.endswith("…» не прочитан: не назван год")
    assert len(said) < 200


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (Place("План", 1, 7, 2), "лист «План», строка 7"),
        (Place("", 2, 7, 3), "таблица 2, строка 7"),
        (Place("", 1, 7, 1), "строка 7"),
        (Place("План", 1, 0, 1), "лист «План»"),
        (Place("", 1, 0, 1), ""),
    ],
)
def test_a_place_is_said_as_the_reader_finds_it(place: Place, said: str) -> None:
    """The sheet by its name, one of several tables by its number, the row as the file numbers it."""
    assert place_said(place, RU) == said
