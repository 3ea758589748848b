"""What a search found: a page of hits, each with the piece of text that shows why."""

from aiogram.types import InlineKeyboardButton, MessageEntity
from aiogram.utils.formatting import Bold, Code, Text

from bot.render.buttons import OpenCommitment, OpenFound, OpenStory, button, card_button, keyboard
from bot.render.catalogue import Translator, mark
from bot.render.layout import blocks, lines
from bot.render.message import Message, fitted
from bot.render.names import LIST_TITLES, PAGE
from bot.render.typography import quoted, shortened
from bot.search.fragment import Fragment
from bot.search.search import Found, Hit
from storage.register_records import EntryKind
from storage.search_records import SearchKind

WORDS_LIMIT = 200
TITLE_LIMIT = 120
_OF_PROGRAMME = {SearchKind.STORY: mark("news"), SearchKind.COMMITMENT: mark("item of the plan")}


def found_screen(words: str, found: Found, tr: Translator) -> Message:
    """Return a page of what ``words`` found; the words stand in it as code, for :func:`searched_words`."""
    title = Bold(tr.text("Search: {words}", words=Code(quoted(words, WORDS_LIMIT))))
    offer = tr.text("Perhaps you meant: {words}", words=quoted(found.offered, WORDS_LIMIT)) if found.offered else None
    if not found.hits:
        return Message(fitted(blocks(lines(title, tr.text("Nothing found in the register and the news.")), offer)))
    some = tr.text("Nothing has all these words; found by some of them.") if found.any_words else None
    counted = tr.plural("{n} entry", "{n} entries", found.total_at_most)
    text = blocks(lines(title, counted, some), offer, *(_hit(hit, tr) for hit in found.hits))
    return Message(fitted(text), keyboard(*([_opening(hit)] for hit in found.hits), _turns(found, tr)))


def search_usage(tr: Translator) -> Message:
    """Return how to search."""
    return Message(tr.text("Write what to look for after the command, for example: /search trailers"))


def searched_words(text: str, entities: list[MessageEntity]) -> str:
    """Return the words that a page of :func:`found_screen` was made for, empty for any other message."""
    return next((entity.extract_from(text) for entity in entities if entity.type == "code"), "")


def _hit(hit: Hit, tr: Translator) -> Text:
    kind = tr.plain(_OF_PROGRAMME.get(hit.kind) or LIST_TITLES[EntryKind(hit.kind)])
    return lines(_marked(hit.title), _marked(hit.fragment), kind)


def _marked(piece: Fragment) -> Text:
    """Return a text with its matched words bold."""
    nodes: list[str | Text] = []
    at = 0
    for start, end in piece.marks:
        nodes += [piece.text[at:start], Bold(piece.text[start:end])]
        at = end
    return Text(*nodes, piece.text[at:])


def _opening(hit: Hit) -> InlineKeyboardButton:
    label = shortened(hit.title.text, TITLE_LIMIT)
    match hit.kind:
        case SearchKind.STORY:
            return button(label, OpenStory(story_id=int(hit.ref)))
        case SearchKind.COMMITMENT:
            return button(label, OpenCommitment(commitment_id=int(hit.ref)))
        case _:
            return card_button(label, EntryKind(hit.kind), hit.ref)


def _turns(found: Found, tr: Translator) -> list[InlineKeyboardButton]:
    turns = []
    if found.page > 0:
        turns.append(button(f"‹ {tr.plain(PAGE, n=found.page)}", OpenFound(page=found.page - 1)))
    if found.page + 1 < found.pages:
        turns.append(button(f"{tr.plain(PAGE, n=found.page + 2)} ›", OpenFound(page=found.page + 1)))
    return turns
