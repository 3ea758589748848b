"""How a message is put together: lines, sections, the part under the fold, and a card as a whole."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, ExpandableBlockQuote, Text

from bot.render.buttons import columns, keyboard
from bot.render.message import TEXT_LIMIT, Message, fitted

Node = str | Text

TITLE_LIMIT = 400
TAIL_LIMIT = 1500
MARKS_ABOVE_TAIL = 80  # of the 100 entities of a message; the links of the sources need the rest


def row(nodes: Iterable[Node | None], separator: str) -> Text:
    """Return those nodes that are there with the separator between them."""
    body: list[Node] = []
    for node in nodes:
        pieces = _pieces(node)
        if pieces:
            body += [separator, *pieces] if body else pieces
    return Text(*body)


def _pieces(node: Node | None) -> list[Node]:
    """Return what a node is made of: the tree stays flat, for each level of it is paid for when it is rendered."""
    if node is None or isinstance(node, str):
        return [node] if node else []
    return [node] if type(node) is not Text else [piece for each in node for piece in _pieces(each)]


def lines(*nodes: Node | None) -> Text:
    """Return the nodes one under another."""
    return row(nodes, "\n")


def blocks(*nodes: Node | None) -> Text:
    """Return the nodes with an empty line between them."""
    return row(nodes, "\n\n")


def section(title: Node, rows: Sequence[Node]) -> Text | None:
    """Return a bold title and a bulleted line for each row, ``None`` when there are no rows."""
    if not rows:
        return None
    return lines(Bold(title), *(Text("• ", each) for each in rows))


def folded(*nodes: Node | None) -> Text | None:
    """Return the nodes under the fold of an expandable quote, ``None`` when there are none."""
    kept = [node for node in nodes if node is not None]
    return ExpandableBlockQuote(blocks(*kept)) if kept else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A card before it is set: what is seen at once, what is under the fold, the last lines, the buttons.

    The last lines always stay, however long the rest is.
    """

    title: Node
    facts: Sequence[Node | None] = ()
    sections: Sequence[Text | None] = ()
    under_fold: Sequence[Text | None] = ()
    tail: Text
    buttons: Sequence[InlineKeyboardButton] = ()
    ways: Sequence[InlineKeyboardButton] = ()

    def message(self) -> Message:
        """Return the card as a message within Telegram's limits."""
        head = lines(Bold(fitted(Text(self.title), TITLE_LIMIT)), *self.facts)
        body = blocks(head, *self.sections, folded(*self.under_fold))
        end = fitted(self.tail, TAIL_LIMIT)
        room = TEXT_LIMIT - len(end.render()[0]) - len("\n\n")
        return Message(blocks(fitted(body, room, MARKS_ABOVE_TAIL), end), keyboard(*columns(self.buttons), self.ways))
