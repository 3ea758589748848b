"""Questions put in every way around a name: the name is answered, and what is none of ours is not."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.answers import Answer, AnswerKind
from tests.language.starter import knowledge

TODAY = date(2026, 11, 28)
FILES = ("carriers", "carriers_be", "carriers_en")
_HERE = Path(__file__).parent
_CASES = "ирдвтп"
_TRIED = 3  # names around which a way of asking is tried, at least; all of them would take ten seconds
_TRAPS = 3
_STREAMS = frozenset({AnswerKind.NEWS, AnswerKind.DEADLINES})


class Carrier(NamedTuple):
    """A way of asking: the kinds of names that it suits, its text with places for them, what else is right."""

    kinds: str
    text: str
    besides: frozenset[str]

    def around(self, forms: Sequence[str]) -> str:
        """Return the question around a name in its cases."""
        text = self.text
        if forms[-1][0].lower() in "аоиуэ":
            text = re.sub(r"\b([оО]) \{п\}", r"\1б {п}", text)
        return text.format_map(dict(zip(_CASES, forms, strict=True)))


class Name(NamedTuple):
    """What is asked about: its kind as carriers have it, its forms in the six cases, the cards that are right."""

    kind: str
    forms: Sequence[str]
    right: frozenset[str]


@cache
def carriers(file: str) -> tuple[Carrier, ...]:
    """Return the ways of asking of a file."""
    lines = (_HERE / f"{file}.txt").read_text("utf-8").splitlines()
    found = (re.fullmatch(r"\[([\w~]+)\] (.*?)(?: -> (\S+))?", line) for line in lines if line.startswith("["))
    return tuple(Carrier(each[1], each[2], frozenset((each[3] or "").split("|"))) for each in found if each)


@cache
def _sections() -> Mapping[str, Sequence[str]]:
    text = (_HERE / "carried.txt").read_text("utf-8")
    parts = (part.strip().splitlines() for part in text.split("\n## ")[1:])
    return {lines[0]: lines[1:] for lines in parts}


@cache
def names(file: str) -> tuple[Name, ...]:
    """Return the names that the carriers of a file are tried around."""
    found = (re.fullmatch(r"\[(\w)\] (.*) -> (.*)", line) for line in _sections()[file])
    return tuple(Name(each[1], _forms(each[2]), frozenset(each[3].split())) for each in found if each)


def _forms(text: str) -> Sequence[str]:
    forms = text.split(" / ")
    return forms if len(forms) == len(_CASES) else forms * len(_CASES)


def _answered(carrier: Carrier, name: Name, answer: Answer) -> bool:
    """Return whether a card of the name is given, or what the carrier asks for besides."""
    kind = answer.kind.value
    if kind in carrier.besides and (answer.slug in name.right or answer.kind not in _STREAMS):
        return True
    if answer.kind is AnswerKind.NEWS and "news" in carrier.besides:
        return name.kind in "ae"  # news of whom it is with
    return answer.slug in name.right and answer.kind not in _STREAMS


def _questions(file: str) -> Iterator[tuple[str, Carrier, Name]]:
    for at, carrier in enumerate(carriers(file)):
        suiting = [name for name in names(file) if name.kind in carrier.kinds]
        turned = suiting[at % len(suiting) :] + suiting[: at % len(suiting)]
        for name in islice(turned, 0, None, max(1, len(suiting) // _TRIED)):
            yield carrier.around(name.forms), carrier, name


@pytest.mark.parametrize("file", FILES)
def test_whatever_is_said_around_a_name_the_name_is_answered(file: str) -> None:
    """Requests, reasons, greetings, haste, thanks: none of it keeps a name from its card."""
    asked = list(_questions(file))
    missed = [
        (question, answer.kind.value, answer.slug)
        for question, carrier, name in asked
        if not _answered(carrier, name, answer := knowledge().answer(question, TODAY))
    ]
    assert len(asked) > len(carriers(file))
    assert not missed


@pytest.mark.parametrize("file", FILES)
def test_the_same_around_what_is_none_of_ours_is_none(file: str) -> None:
    """What is harmless beside a name makes nothing of the weather or another works."""
    traps = [_forms(line) for line in _sections()[f"traps {file}"]]
    given = []
    for at, carrier in enumerate(each for each in carriers(file) if "~" not in each.kinds):
        for step in range(_TRAPS):
            question = carrier.around(traps[(at + step * 7) % len(traps)])
            answer = knowledge().answer(question, TODAY)
            if answer.kind is not AnswerKind.NONE or answer.likely:
                given.append((question, answer.kind.value, answer.slug))
    assert not given


def test_there_are_hundreds_of_ways() -> None:
    """A table that lost its lines tests nothing."""
    assert [len(carriers(file)) >= least for file, least in zip(FILES, (350, 80, 80), strict=True)] == [True] * 3
