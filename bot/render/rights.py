"""The table of rights as a document: docs/rights.md is what this prints."""

from collections.abc import Iterator, Sequence

from bot.commands import COMMANDS
from bot.rights import RIGHTS_OF, Access, Right, rights_of

_HEAD = """# Who may do what

Printed from the table in `bot/rights.py` by `python -m bot rights > docs/rights.md`; a test keeps them alike, and
another sends every command and every button as every role. What is not marked is refused; a button that one may not
press answers as if its thing weren't there. Coordinators invite, suspend and replace officials of their side only.
"""


def rights_document() -> str:
    """Return the table of rights and, under each right, the commands that need it."""
    return "\n".join([_HEAD, *_table(_rights()), "", *_table(_commands()), ""])


def _rights() -> Iterator[Sequence[str]]:
    yield ("right", "stranger (`ACCESS=invited`)", "stranger (`ACCESS=open`)", *RIGHTS_OF)
    columns = (rights_of((), Access.INVITED), rights_of((), Access.OPEN), *RIGHTS_OF.values())
    for right in Right:
        yield (f"`{right}`", *("yes" if right in had else "—" for had in columns))


def _commands() -> Iterator[Sequence[str]]:
    yield ("right", "commands")
    for right in Right:
        named = ", ".join(f"/{command.name}" for command in COMMANDS if command.right is right)
        yield (f"`{right}`", named or "—")


def _table(rows: Iterator[Sequence[str]]) -> Iterator[str]:
    head, *body = rows
    yield _row(head)
    yield _row(["---"] * len(head))
    yield from map(_row, body)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
