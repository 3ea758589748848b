"""What stories hang on: offers to coordinators, and the lines and buttons on cards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from aiogram.utils.formatting import Bold, Text

from bot.render.buttons import OpenCommitment, OpenStory, button, card_button, keyboard
from bot.render.catalogue import Translator, mark
from bot.render.dates import local_day
from bot.render.desk_buttons import desk_button
from bot.render.layout import blocks, lines, section
from bot.render.message import Message, fitted, with_block
from bot.render.names import label_of, sector_names
from bot.render.story_links_buttons import AttachStory
from bot.render.typography import quoted
from storage.news_links_records import LinkKind, LinkState, StoryLink
from storage.records import Commitment
from storage.register_records import Agreement, EntryKind, Project, Register

SHOWN: Final = 8
_TITLE: Final = 120
_WORDS: Final = 160
# An agreement says in its name what it is: «План мероприятий…», «Меморандум…».
_KINDS: Final[Mapping[LinkKind, str]] = MappingProxyType(
    {
        LinkKind.COMMITMENT: mark("Item of the plan: {name}"),
        LinkKind.PROJECT: mark("Project: {name}"),
    }
)


@dataclass(frozen=True, slots=True)
class LinkView:
    """A link and what it leads to, as it is now."""

    link: StoryLink
    target: Agreement | Project | Commitment


def target_name(target: Agreement | Project | Commitment, tr: Translator) -> str:
    """Return what a story hangs on, short, harmless."""
    if isinstance(target, Commitment):
        words = quoted(target.text, _TITLE)
        return f"{quoted(target.number, _TITLE)}. {words}" if target.number else words
    return quoted(label_of(target, tr), _TITLE)


def offers_screen(
    views: Sequence[LinkView],
    register: Register,
    tr: Translator,
    *,
    came: bool = False,
    done: LinkView | None = None,
) -> Message:
    """Return what waits to be attached, each with why; ``came``: by itself; ``done`` is what was just decided."""
    shown = views[:SHOWN]
    head = tr.text("Some news seem to be about agreements and items of the plan. Attach them?") if came else None
    rows = [_offer(number, one, register, tr) for number, one in enumerate(shown, 1)]
    nothing = None if views else tr.text("Nothing waits to be attached.")
    title = None if came else Bold(tr.plain("What news hang on"))
    text = blocks(Bold(head) if head else None, _done(done, tr) if done else title, *rows, nothing)
    taps = ([_attach(number, one, tr), _decline(number, one, tr)] for number, one in enumerate(shown, 1))
    return Message(fitted(text), keyboard(*_undo(done, tr), *taps, [desk_button(tr)]))


def _offer(number: int, view: LinkView, register: Register, tr: Translator) -> Text:
    why = view.link.bond.why
    bodies = [register.organisations[slug] for slug in why.get("organisations", ()) if slug in register.organisations]
    told = (
        tr.plain("organisations: {names}", names=", ".join(label_of(one, tr) for one in bodies)) if bodies else "",
        tr.plain("sectors: {sectors}", sectors=names)
        if (names := sector_names(why.get("sectors", ()), register, tr))
        else "",
        tr.plain("words: {words}", words=", ".join(why["words"])) if why.get("words") else "",
    )
    return lines(
        Text(f"{number}. ", Bold(quoted(view.link.title, _TITLE) or "—")),
        _named(view, tr),
        tr.text("Why: {why}", why=quoted("; ".join(one for one in told if one), _WORDS)),
    )


def _named(view: LinkView, tr: Translator) -> Text:
    name, label = target_name(view.target, tr), _KINDS.get(view.link.bond.kind)
    return tr.text(label, name=name) if label else Text(name)


def _attach(number: int, view: LinkView, tr: Translator) -> InlineKeyboardButton:
    return button(f"{number}. {tr.plain('Attach')}", AttachStory(link_id=view.link.id, attach=True))


def _decline(number: int, view: LinkView, tr: Translator) -> InlineKeyboardButton:
    return button(f"{number}. {tr.plain('Not this')}", AttachStory(link_id=view.link.id, attach=False))


def _done(view: LinkView, tr: Translator) -> Text:
    attached = view.link.state is LinkState.ATTACHED
    return lines(
        Bold(tr.plain("Attached.") if attached else tr.plain("Not attached.")),
        Text(quoted(view.link.title, _TITLE) or "—"),
        _named(view, tr),
    )


def _undo(view: LinkView | None, tr: Translator) -> list[list[InlineKeyboardButton]]:
    if view is None:
        return []
    attached = view.link.state is LinkState.ATTACHED
    label = tr.plain("Take it back") if attached else tr.plain("Attach all the same")
    back = button(label, AttachStory(link_id=view.link.id, attach=not attached))
    return [[back, button(tr.plain("Open the story"), OpenStory(story_id=view.link.bond.story_id))]]


def hangs_on(views: Sequence[LinkView], tr: Translator) -> Text | None:
    """Return what a story is attached to, for its card; ``None``: nothing."""
    return section(tr.plain("Attached to"), [_named(one, tr) for one in views[:SHOWN]])


def link_buttons(views: Sequence[LinkView], tr: Translator, *, manages: bool) -> list[list[InlineKeyboardButton]]:
    """Return the buttons to what a story is attached to; for who ``manages`` it also those that take it back."""
    rows = []
    for one in views[:SHOWN]:
        take_back = button(tr.plain("Detach"), AttachStory(link_id=one.link.id, attach=False))
        rows.append([_opening(one.target, tr), *([take_back] if manages else [])])
    return rows


def _opening(target: Agreement | Project | Commitment, tr: Translator) -> InlineKeyboardButton:
    if isinstance(target, Commitment):
        return button(target_name(target, tr), OpenCommitment(commitment_id=target.id))
    kind = EntryKind.AGREEMENT if isinstance(target, Agreement) else EntryKind.PROJECT
    return card_button(label_of(target, tr), kind, target.slug)


def story_buttons(links: Sequence[StoryLink], tr: Translator) -> list[InlineKeyboardButton]:
    """Return a button «Новости: …» for each story attached to something."""
    return [
        button(tr.plain("News: {title}", title=quoted(one.title, _TITLE)), OpenStory(story_id=one.bond.story_id))
        for one in links
    ]


def with_stories(card: Message, links: Sequence[StoryLink], tr: Translator, zone: ZoneInfo) -> Message:
    """Return a card with the stories attached to it before the sources, and buttons to them; none leave it as it is."""
    if not links:
        return card
    told = [Text(quoted(one.title, _TITLE), ", ", local_day(one.published_at, zone, tr)) for one in links]
    block = section(tr.plain("News"), told)
    rows = card.keyboard.inline_keyboard if isinstance(card.keyboard, InlineKeyboardMarkup) else []
    text = with_block(card.text, block) if block else card.text
    return Message(text, keyboard(*([one] for one in story_buttons(links, tr)), *rows))
