"""Ways to ask for what is not one thing: news, deadlines, lists, figures, persons, events and agreements, as one types.

Each file of ``intents/`` holds blocks: a line «= answer | answer» with all that is right, then questions, a line each;
a question may end with « | answer» of its own. An answer is a kind and what it must have: the slug of a card, a sector
or a name that news or deadlines are of, a member of a list (``!slug``: none such), ``@first..last`` its period,
``of:kind``, ``side:side``, ``overdue``, ``>=n`` members.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from bot.answers import Answer

ASKED_ON = date(2026, 11, 28)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the answers that are right."""

    file: str
    question: str
    right: tuple[str, ...]

    def is_right(self, answer: Answer) -> bool:
        """Return whether an answer is one of those."""
        return any(_is(answer, each) for each in self.right)


@cache
def asked() -> tuple[Asked, ...]:
    """Return every question of every file."""
    files = sorted(Path(__file__).with_name("intents").glob("*.txt"))
    return tuple(each for file in files for each in _of_file(file))


def _of_file(file: Path) -> Iterator[Asked]:
    right: tuple[str, ...] = ()
    for line in filter(None, map(str.strip, file.read_text("utf-8").splitlines())):
        if line.startswith("="):
            right = tuple(each.strip() for each in line[1:].split("|"))
        else:
            question, *besides = (each.strip() for each in line.split(" | "))
            yield Asked(file.stem, question, (*right, *besides))


def _is(answer: Answer, expected: str) -> bool:
    kind, *wanted = expected.split()
    return answer.kind.value == kind and all(_has(answer, each) for each in wanted)


def _has(answer: Answer, wanted: str) -> bool:
    found = {item.slug for item in answer.items}
    if wanted == "overdue":
        return answer.overdue
    match wanted[:1]:
        case "@":
            return answer.period is not None and wanted[1:] == f"{answer.period.first}..{answer.period.last}"
        case ">":
            return len(answer.items) >= int(wanted[2:])
        case "!":
            return wanted[1:] not in found and not (wanted == "!overdue" and answer.overdue)
    if wanted.startswith("of:"):
        return wanted[3:] == (answer.of_kind or "")
    if wanted.startswith("side:"):
        return wanted[5:] == (answer.side or "")
    if answer.kind.value == "list":
        return wanted in found
    return wanted == answer.slug or wanted in answer.sectors
